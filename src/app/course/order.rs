//! Putting things in order: a list whose items move up and down.

use super::predict::Predicting;
use super::{copy, prose};
use crate::app::dom::{El, el, focus};
use crate::course::{Guess, Item, plain};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event};

/// An order to begin with that says nothing about the right one: by the items' words.
pub(super) fn unsorted(items: &[Item]) -> Vec<usize> {
    let mut places: Vec<usize> = (0..items.len()).collect();
    places.sort_by_key(|&place| plain(&items[place].text));
    places
}

/// The list.
pub(super) fn order(at_work: &Predicting, items: &[Item]) -> El {
    let (draft, committed) = (at_work.draft, at_work.committed);
    let places = move || match draft.get() {
        Some(Guess::Order(places)) => places,
        _ => Vec::new(),
    };
    let items: Vec<Item> = items.to_vec();
    let course = at_work.walk.course;
    let make = move |(place, _): (u32, u64)| {
        let words = &items[place as usize].text;
        let step = move |up: bool| {
            move |event: Event| {
                let Some(Guess::Order(mut now)) = draft.get_untracked() else { return };
                let Some(at) = now.iter().position(|one| *one == place as usize) else { return };
                let to = if up { at.checked_sub(1) } else { Some(at + 1).filter(|to| *to < now.len()) };
                let Some(to) = to else { return };
                now.swap(at, to);
                draft.set(Some(Guess::Order(now)));
                // A moved element loses the focus.
                if let Some(button) = event.current_target().and_then(|button| button.dyn_into::<Element>().ok()) {
                    focus(&button);
                }
            }
        };
        let button = |up: bool| {
            let path = if up { "M12 6l6 8H6z" } else { "M12 18l6-8H6z" };
            let name = if up { copy::move_up(&plain(words)) } else { copy::move_down(&plain(words)) };
            el("button.round")
                .set("type", "button")
                .set("aria-label", &name)
                .bind("disabled", move || committed.with(Option::is_some))
                .on("click", step(up))
                .with(crate::app::dom::icon(path))
        };
        el("li").with(prose::line(course, el("span"), words)).with(button(true)).with(button(false))
    };
    el("div.order")
        .with(el("p.small").text(copy::ORDER_ABOUT))
        .with(el("ol").each(move || places().into_iter().map(|place| (place as u32, 0)).collect(), make))
}
