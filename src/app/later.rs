//! Parts of the page that come later: the code of each lies in a chunk, fetched when the part is opened, or when the
//! page has nothing else to do after its first picture, so that it is there when the network has gone.

use super::dom::{El, el};
use super::live::{Live, effect, spawn};
use super::words;
use leptos::prelude::{Owner, untrack};
use std::cell::{Cell, RefCell};
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};

/// Why a part is not there: its chunk did not arrive.
#[cfg(feature = "chunks")]
pub(crate) use wasm_split_helpers::SplitLoaderError as Absent;

/// Why a part is not there: never, for the complete module has no chunks.
#[cfg(not(feature = "chunks"))]
#[derive(Clone, Copy)]
pub(crate) enum Absent {}

/// Puts a function, with all that only it reaches, into the chunk that stands before it. What comes out is an `async fn`
/// that fetches the chunk first, and gives `Result<_, Absent>`. Functions may share a chunk.
macro_rules! in_chunk {
    ($chunk:ident: $(#[$attribute:meta])* $vis:vis fn $name:ident($($arg:ident: $type:ty),*) -> $made:ty $body:block) => {
        $(#[$attribute])*
        #[cfg(feature = "chunks")]
        // The expanded code calls across the border of two modules that were compiled as one.
        #[allow(unsafe_code, clippy::pedantic)]
        #[::wasm_split_helpers::wasm_split($chunk, fallible)]
        $vis fn $name($($arg: $type),*) -> Result<$made, $crate::app::later::Absent> {
            Ok($body)
        }

        $(#[$attribute])*
        #[cfg(not(feature = "chunks"))]
        #[allow(clippy::unused_async)]
        $vis async fn $name($($arg: $type),*) -> Result<$made, $crate::app::later::Absent> {
            Ok($body)
        }
    };
}
pub(crate) use in_chunk;

/// A part on its way.
type Coming = Pin<Box<dyn Future<Output = Result<El, Absent>>>>;

/// How far a part is.
#[derive(Clone, Copy, PartialEq)]
enum State {
    /// Not asked for, or on its way.
    Coming,
    /// Its chunk did not arrive.
    Absent,
    /// In its place.
    There,
}

/// What one part needs to come.
struct Part {
    parent: El,
    state: Live<State>,
    /// Owns what the part is made of.
    owner: Owner,
    fetch: Box<dyn Fn() -> Coming>,
}

/// Fills `parent` with a part that comes as soon as it is `wanted`. Until then the parent says that the part is on its
/// way, or that it did not arrive, and offers to try again. What is wanted from an open page, sooner or later, is wanted
/// when [`Hall::idle`](super::hall::Hall) holds: then the page works on when the network has gone.
pub(crate) fn later<F>(parent: El, wanted: impl Fn() -> bool + 'static, fetch: impl Fn() -> F + 'static) -> El
where
    F: Future<Output = Result<El, Absent>> + 'static,
{
    boxed(parent, None, Box::new(wanted), Box::new(move || Box::pin(fetch())))
}

/// Fills `parent` with a part that comes at once, in place of `before`; without it the parent says that it is on its way.
pub(crate) fn replaced<F>(parent: El, before: Option<El>, fetch: impl Fn() -> F + 'static) -> El
where
    F: Future<Output = Result<El, Absent>> + 'static,
{
    boxed(parent, before, Box::new(|| true), Box::new(move || Box::pin(fetch())))
}

fn boxed(parent: El, before: Option<El>, wanted: Box<dyn Fn() -> bool>, fetch: Box<dyn Fn() -> Coming>) -> El {
    let state = Live::new(State::Coming);
    let owner = Owner::current().map(|owner| owner.child()).unwrap_or_default();
    let part = Rc::new(Part { parent: parent.same(), state, owner, fetch });
    let under_way = Rc::new(Cell::new(false));
    let come = {
        let part = Rc::clone(&part);
        move || {
            if state.get_untracked() == State::There || under_way.replace(true) {
                return;
            }
            let (part, under_way) = (Rc::clone(&part), Rc::clone(&under_way));
            state.set(State::Coming);
            spawn(state, async move {
                part.come().await;
                under_way.set(false);
            });
        }
    };
    let again = come.clone();
    effect(move || {
        if wanted() {
            untrack(&come);
        }
    });
    let before = RefCell::new(before);
    let told = move || match state.get() {
        State::Coming => {
            let before = before.borrow().as_ref().map(El::same);
            Some(before.unwrap_or_else(|| el("p.small").set("role", "status").text(words::PART_COMING)))
        }
        over => {
            before.replace(None);
            (over == State::Absent).then(|| absent(again.clone()))
        }
    };
    parent.show(told)
}

/// Says that something did not arrive, and offers to try again.
pub(crate) fn absent(again: impl Fn() + 'static) -> El {
    let again = el("button.quiet").set("type", "button").on("click", move |_| again()).text(words::PART_AGAIN);
    let told = el("p").text(words::PART_ABSENT);
    el("div.absent").set("role", "alert").with(told).with(el("div.act").with(again))
}

impl Part {
    async fn come(&self) {
        let made = Owned { owner: self.owner.clone(), work: (self.fetch)() }.await;
        match made {
            Ok(part) => {
                self.state.set(State::There);
                self.parent.add(part);
            }
            Err(_) => self.state.set(State::Absent),
        }
    }
}

/// Work whose values and effects belong to an owner.
struct Owned {
    owner: Owner,
    work: Coming,
}

impl Future for Owned {
    type Output = Result<El, Absent>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let owner = self.owner.clone();
        owner.with(|| untrack(|| self.work.as_mut().poll(context)))
    }
}
