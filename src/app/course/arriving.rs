//! Something of the course on its way to the page.

use super::library::{Came, Missing};
use super::{Course, copy};
use crate::app::dom::{El, el};
use crate::app::embed::Told;
use crate::app::later::absent;
use crate::app::live::{Live, effect, spawn};
use leptos::prelude::untrack;
use std::pin::Pin;
use std::rc::Rc;

/// How far it is.
enum State<T> {
    Coming,
    There(Rc<T>),
    Missing(Missing),
}

impl<T> Clone for State<T> {
    fn clone(&self) -> Self {
        match self {
            Self::Coming => Self::Coming,
            Self::There(there) => Self::There(Rc::clone(there)),
            Self::Missing(missing) => Self::Missing(missing.clone()),
        }
    }
}

/// Fetches something and makes a part of the page of it; says so while it is on its way, and when it is not coming.
pub(super) fn arriving<T: 'static, F>(
    course: Course,
    ask: impl Fn() -> F + 'static,
    make: impl Fn(Rc<T>) -> El + 'static,
) -> El
where
    F: Future<Output = Came<T>> + 'static,
{
    boxed(course, Rc::new(move || Box::pin(ask())), Box::new(make))
}

type Ask<T> = Rc<dyn Fn() -> Pin<Box<dyn Future<Output = Came<T>>>>>;

fn boxed<T: 'static>(course: Course, ask: Ask<T>, make: Box<dyn Fn(Rc<T>) -> El>) -> El {
    let (state, asked) = (Live::new(State::Coming), Live::new(0_u32));
    effect(move || {
        asked.track();
        let coming = ask();
        state.set(State::Coming);
        spawn(state, async move {
            state.set(match coming.await {
                Ok(there) => State::There(there),
                Err(missing) => {
                    course.host().tell(Told::Error { message: copy::missing(&missing) });
                    State::Missing(missing)
                }
            });
        });
    });
    let again = move || asked.set(asked.get_untracked() + 1);
    el("div.part").show(move || {
        let state = state.get();
        untrack(|| match state {
            State::Coming => Some(el("p.small coming").set("role", "status").text(copy::COMING)),
            State::There(there) => Some(make(there)),
            State::Missing(Missing::Absent) => Some(absent(again)),
            State::Missing(Missing::Unknown(reason)) => Some(el("p.error").set("role", "alert").text(&reason)),
        })
    })
}
