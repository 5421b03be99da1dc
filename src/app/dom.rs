//! The page's elements, made by hand and kept up to date by effects.
//!
//! An element is made whole where it is named: `el("button.quiet").set("type", "button").on("click", work)`. What does
//! not change is written once; what follows a value is a closure with an effect of its own, which writes into the page
//! only when something else came out. Effects and listeners end with the owner they were made in.
//!
//! The closures are boxed at once, so that every element, attribute and list goes through the same few functions:
//! views that are types of their own cost some ten times as much to load.

use super::live::{Live, effect, keep};
use crate::web::listen::Listener;
use leptos::prelude::{Owner, document, provide_context, untrack, use_context};
use std::borrow::Cow;
use std::cell::Cell;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, HtmlInputElement, Node};

const SVG: &str = "http://www.w3.org/2000/svg";
/// Attributes that name an element, or refer to others by their names.
const NAMING: [&str; 6] = ["id", "name", "href", "aria-controls", "aria-describedby", "aria-labelledby"];

/// An element in the making.
pub(crate) struct El(Element);

/// What an attribute or a text says; an attribute that says nothing is not there.
#[derive(PartialEq)]
pub(crate) struct Said(Option<Cow<'static, str>>);

impl From<&'static str> for Said {
    fn from(text: &'static str) -> Self {
        Self(Some(text.into()))
    }
}

impl From<String> for Said {
    fn from(text: String) -> Self {
        Self(Some(text.into()))
    }
}

impl<T: Into<Said>> From<Option<T>> for Said {
    fn from(text: Option<T>) -> Self {
        text.map_or(Self(None), T::into)
    }
}

/// An attribute such as `hidden` is there or not, and says nothing else.
impl From<bool> for Said {
    fn from(there: bool) -> Self {
        Self(there.then_some(Cow::Borrowed("")))
    }
}

/// `true` or `false`, as the attributes of ARIA have it.
pub(crate) fn yes_no(yes: bool) -> &'static str {
    if yes { "true" } else { "false" }
}

/// An element of HTML: `el("p")`, or with its classes `el("p.small")`.
pub(crate) fn el(tag: &'static str) -> El {
    let (tag, class) = tag.split_once('.').unwrap_or((tag, ""));
    let element = El(document().create_element(tag).expect("the page names its elements itself"));
    if class.is_empty() { element } else { element.set("class", class) }
}

/// An element of SVG.
pub(crate) fn svg(tag: &'static str) -> El {
    El(document().create_element_ns(Some(SVG), tag).expect("the page names its elements itself"))
}

/// An icon: one path in a square of 24 units.
pub(crate) fn icon(path: &str) -> El {
    square().with(svg("path").set("d", path))
}

/// An icon that changes.
pub(crate) fn live_icon(path: impl Fn() -> &'static str + 'static) -> El {
    square().with(svg("path").bind("d", path))
}

fn square() -> El {
    svg("svg").set("viewBox", "0 0 24 24").set("aria-hidden", "true")
}

impl El {
    /// The element itself.
    pub(crate) fn node<T: JsCast>(&self) -> T {
        self.0.clone().unchecked_into()
    }

    /// The same element once more, to be added to later.
    pub(crate) fn same(&self) -> Self {
        Self(self.0.clone())
    }

    /// Adds an element to one that has its place already.
    #[expect(clippy::needless_pass_by_value, reason = "an element has one place on the page")]
    pub(crate) fn add(&self, child: El) {
        self.append(&child.0);
    }

    /// Sets an attribute. Names of elements become this page's own.
    pub(crate) fn set(self, name: &str, value: &str) -> Self {
        if NAMING.contains(&name) {
            attribute(&self.0, name, Some(&own(value)));
        } else {
            attribute(&self.0, name, Some(value));
        }
        self
    }

    /// Sets an attribute and keeps it up to date.
    pub(crate) fn bind<S: Into<Said>>(self, name: &'static str, say: impl Fn() -> S + 'static) -> Self {
        let element = self.0.clone();
        write(Box::new(move || say().into()), Box::new(move |said| attribute(&element, name, said)));
        self
    }

    /// Gives the element a class as long as something holds.
    pub(crate) fn class_if(self, class: &'static str, holds: impl Fn() -> bool + 'static) -> Self {
        let classes = self.0.class_list();
        write(
            Box::new(move || holds().into()),
            Box::new(move |said| {
                let _ = classes.toggle_with_force(class, said.is_some());
            }),
        );
        self
    }

    /// Sets a property that is true or false, such as `checked`, and keeps it up to date.
    pub(crate) fn flag(self, name: &'static str, holds: impl Fn() -> bool + 'static) -> Self {
        let element = self.0.clone();
        write(
            Box::new(move || holds().into()),
            Box::new(move |said| {
                let _ = js_sys::Reflect::set(&element, &name.into(), &said.is_some().into());
            }),
        );
        self
    }

    /// Sets what a field holds, and keeps it up to date.
    pub(crate) fn value(self, say: impl Fn() -> String + 'static) -> Self {
        let element = self.0.clone();
        write(
            Box::new(move || say().into()),
            Box::new(move |said| {
                let _ = js_sys::Reflect::set(&element, &"value".into(), &said.unwrap_or_default().into());
            }),
        );
        self
    }

    /// Listens to an event.
    pub(crate) fn on(self, event: &'static str, work: impl FnMut(Event) + 'static) -> Self {
        keep(Listener::new(&self.0, event, work));
        self
    }

    /// Adds text.
    pub(crate) fn text(self, text: &str) -> Self {
        self.append(&document().create_text_node(text));
        self
    }

    /// Adds text and keeps it up to date.
    pub(crate) fn live<S: Into<Said>>(self, say: impl Fn() -> S + 'static) -> Self {
        let text = document().create_text_node("");
        self.append(&text);
        write(Box::new(move || say().into()), Box::new(move |said| text.set_text_content(said)));
        self
    }

    /// Adds an element.
    #[expect(clippy::needless_pass_by_value, reason = "an element has one place on the page")]
    pub(crate) fn with(self, child: El) -> Self {
        self.append(&child.0);
        self
    }

    /// Adds elements.
    pub(crate) fn with_all(self, children: impl IntoIterator<Item = El>) -> Self {
        for child in children {
            self.append(&child.0);
        }
        self
    }

    /// Adds elements, and makes them again whenever a value read for them changes.
    pub(crate) fn show<I: IntoIterator<Item = El>>(self, make: impl Fn() -> I + 'static) -> Self {
        show(&self, Box::new(move || make().into_iter().collect()));
        self
    }

    /// Adds one element for every key. An element stays as long as its key does, and moves with it.
    pub(crate) fn each(self, keys: impl Fn() -> Vec<Key> + 'static, make: impl Fn(Key) -> El + 'static) -> Self {
        each(&self, Box::new(keys), Box::new(make));
        self
    }

    fn append(&self, child: &Node) {
        // Only a node that cannot have children refuses one.
        let _ = self.0.append_child(child);
    }

    /// A place between what was added so far and what comes next.
    fn place(&self) -> Node {
        let place = document().create_text_node("");
        self.append(&place);
        place.into()
    }
}

/// Which of the document's pages is being made.
#[derive(Clone, Copy)]
struct PageNumber(u32);

/// From here on, elements have the names of a page of their own.
pub(crate) fn begin_page() {
    thread_local! {
        static PAGES: Cell<u32> = const { Cell::new(0) };
    }
    provide_context(PageNumber(PAGES.get()));
    PAGES.set(PAGES.get() + 1);
}

/// Names of elements as they are on this page alone, for a document may hold several.
pub(crate) fn own(names: &str) -> String {
    let PageNumber(number) = use_context().unwrap_or(PageNumber(0));
    let own: Vec<_> = names.split(' ').map(|name| format!("{name}-{number}")).collect();
    own.join(" ")
}

/// Puts the page into an element of somebody's document, and takes it out with the current owner.
pub(crate) fn mount(parent: &Element, page: El) {
    struct Mounted(Element);
    impl Drop for Mounted {
        fn drop(&mut self) {
            self.0.remove();
        }
    }
    let _ = parent.append_child(&page.0);
    keep(Mounted(page.0));
}

/// Takes everything out of an element, and gives it as one; none when there was nothing.
pub(crate) fn take_children(parent: &Element) -> Option<El> {
    let taken = el("div");
    while let Some(child) = parent.first_child() {
        taken.append(&child);
    }
    taken.0.has_child_nodes().then_some(taken)
}

fn attribute(element: &Element, name: &str, value: Option<&str>) {
    // Names of attributes are the page's own; none is refused.
    let _ = match value {
        // A page around may allow styles that a script sets, and none that stand in attributes.
        Some(text) if name == "style" => {
            element.unchecked_ref::<HtmlElement>().style().set_css_text(text);
            Ok(())
        }
        Some(text) => element.set_attribute(name, text),
        None => element.remove_attribute(name),
    };
}

/// What a field holds, from an event of it.
pub(crate) fn value_of(event: &Event) -> String {
    // A select has the same property.
    event.target().map(|target| target.unchecked_into::<HtmlInputElement>().value()).unwrap_or_default()
}

/// Moves the focus to an element; one that cannot take it leaves it where it is.
pub(crate) fn focus(element: &Element) {
    let _ = element.unchecked_ref::<HtmlElement>().focus();
}

/// Puts what was said into the page.
type Put = Box<dyn Fn(Option<&str>)>;

fn write(say: Box<dyn Fn() -> Said>, put: Put) {
    let mut before = None;
    effect(move || {
        let said = say();
        if before.as_ref() != Some(&said) {
            put(said.0.as_deref());
            before = Some(said);
        }
    });
}

fn show(parent: &El, make: Box<dyn Fn() -> Vec<El>>) {
    let place = parent.place();
    let mut before: Vec<El> = Vec::new();
    effect(move || {
        let now = make();
        before.drain(..).for_each(|El(element)| element.remove());
        for El(element) in &now {
            insert(element, &place);
        }
        before = now;
    });
}

/// What tells the elements of a list apart.
pub(crate) type Key = (u32, u64);

struct Row {
    key: Key,
    element: Element,
    /// Owns what the element needs; the list lets go of both together.
    _owner: Owner,
}

fn each(parent: &El, keys: Box<dyn Fn() -> Vec<Key>>, make: Box<dyn Fn(Key) -> El>) {
    let place = parent.place();
    let page = use_context::<PageNumber>();
    let rows: Live<Vec<Row>> = Live::new(Vec::new());
    effect(move || {
        let keys = keys();
        let mut before = rows.update_untracked(std::mem::take);
        before.retain(|row| {
            let stays = keys.contains(&row.key);
            if !stays {
                row.element.remove();
            }
            stays
        });
        // Whatever is in its place already is not touched, so that the focus stays where it is.
        let mut at = before.first().map_or_else(|| place.clone(), |row| row.element.clone().into());
        let mut now = Vec::with_capacity(keys.len());
        for key in keys {
            let found = before.iter().position(|row| row.key == key);
            let row = found.map_or_else(|| make_row(key, page, &make), |found| before.swap_remove(found));
            if at.is_same_node(Some(&row.element)) {
                at = row.element.next_sibling().unwrap_or_else(|| place.clone());
            } else {
                insert(&row.element, &at);
            }
            now.push(row);
        }
        rows.update_untracked(|rows| *rows = now);
    });
}

fn make_row(key: Key, page: Option<PageNumber>, make: &dyn Fn(Key) -> El) -> Row {
    // An owner without a parent: the list alone decides how long it is there.
    let owner = Owner::default();
    let element = owner.with(|| {
        if let Some(page) = page {
            provide_context(page);
        }
        untrack(|| make(key)).0
    });
    Row { key, element, _owner: owner }
}

fn insert(element: &Element, before: &Node) {
    // The page around may have been taken out of its document, but not apart.
    if let Some(parent) = before.parent_node() {
        let _ = parent.insert_before(element, Some(before));
    }
}
