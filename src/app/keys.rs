//! The page's keys. They act when nothing else has a use for them: not while somebody types, not on a control that
//! takes the key itself, and not outside the page when it is a part of another.

use super::hall::Hall;
use super::live::{Live, keep};
use super::showing::Showing;
use super::transport;
use crate::web::listen::Listener;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

const TYPING: &str = "input:not([type=radio]):not([type=range]), textarea, select, [contenteditable]";
const PRESSED_BY_SPACE: &str = "button, a, summary, input";

/// Listens until the page is gone.
pub(crate) fn listen(hall: Hall, legend_open: Live<bool>) {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else {
        return;
    };
    let listener = Listener::new(&document, "keydown", move |event| {
        let Ok(event) = event.dyn_into::<KeyboardEvent>() else { return };
        if event.default_prevented() || event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        if let Some(target) = target {
            let ours = target.tag_name() == "BODY" || is_within(&target, ".beltline");
            if !ours || is_within(&target, TYPING) || (event.key() == " " && is_within(&target, PRESSED_BY_SPACE)) {
                return;
            }
        }
        if press(hall, legend_open, &event.key()) {
            event.prevent_default();
        }
    });
    keep(listener);
}

fn is_within(element: &Element, selector: &str) -> bool {
    matches!(element.closest(selector), Ok(Some(_)))
}

fn press(hall: Hall, legend_open: Live<bool>, key: &str) -> bool {
    match key {
        " " => hall.set_playing(!hall.playing.get_untracked()),
        "." => hall.step(),
        "0" => transport::reset(hall),
        "[" => hall.set_speed(hall.speed.get_untracked().slower()),
        "]" => hall.set_speed(hall.speed.get_untracked().faster()),
        "1" => hall.show(Showing::Hall),
        "2" => hall.show(Showing::FanOut),
        "3" => hall.show(Showing::Xray),
        "l" | "L" | "?" => legend_open.set(!legend_open.get_untracked()),
        "Escape" if legend_open.get_untracked() => legend_open.set(false),
        _ => return false,
    }
    true
}
