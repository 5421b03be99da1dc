//! The time machine: what it holds, and how it closes.

use super::{branches, copy, marks, repeat};
use crate::app::dom::{El, el, focus, icon};
use crate::app::hall::Hall;
use crate::app::live::effect;
use crate::app::words;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

/// The contents of the section.
pub(super) fn machine(hall: Hall) -> El {
    let open = hall.times().open;
    let title = el("h2").set("tabindex", "-1").text(words::TIME_MACHINE);
    let heading: Element = title.node();
    let mut was_open = false;
    effect(move || {
        let is_open = open.get();
        if is_open && !was_open {
            focus(&heading);
        }
        was_open = is_open;
    });
    let close = el("button.close")
        .set("type", "button")
        .set("aria-label", copy::CLOSE)
        .on("click", move |_| open.set(false))
        .with(icon("M6 6l12 12M18 6L6 18"));
    // In a field the page's own keys give way: this one closes all the same.
    let escape = move |event: web_sys::Event| {
        let event: &KeyboardEvent = event.unchecked_ref();
        if event.key() == "Escape" {
            event.prevent_default();
            open.set(false);
        }
    };
    el("div.part")
        .on("keydown", escape)
        .with(title)
        .with(close)
        .with(el("p.small").text(copy::ABOUT))
        .with(branches::branches(hall))
        .with(marks::marks(hall))
        .with(repeat::repeat(hall))
}
