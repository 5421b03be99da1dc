//! The page's keys. They act when nothing else has a use for them: not while somebody types, not on a control that
//! takes the key itself, and not outside the page when it is a part of another.

use super::dom::El;
use super::hall::Hall;
use super::live::{Live, keep};
use super::showing::Showing;
use super::study::Study;
use super::transport;
use crate::engine::time::Micros;
use crate::web::listen::Listener;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

const SECOND: Micros = Micros::SECOND;
const TYPING: &str = "input:not([type=radio]):not([type=range]), textarea, select, [contenteditable]";
const PRESSED_BY_SPACE: &str = "button, a, summary, input";

/// Listens until the page is gone. A part of another page hears only the keys that are pressed within it.
pub(crate) fn listen(hall: Hall, legend_open: Live<bool>, study: Study, page: &El) {
    let page: Element = page.node();
    let heard = hall.host().hears(&page);
    let listener = Listener::new(&heard, "keydown", move |event| {
        let Ok(event) = event.dyn_into::<KeyboardEvent>() else { return };
        if event.default_prevented() || event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        // In a shadow tree only the path names the element itself.
        let target = event.composed_path().get(0).dyn_into::<Element>();
        if let Ok(target) = target {
            let ours = target.tag_name() == "BODY" || page.contains(Some(&target));
            if !ours || is_within(&target, TYPING) || (event.key() == " " && is_within(&target, PRESSED_BY_SPACE)) {
                return;
            }
        }
        if press(hall, legend_open, study, &event.key()) {
            event.prevent_default();
        }
    });
    keep(listener);
}

fn is_within(element: &Element, selector: &str) -> bool {
    matches!(element.closest(selector), Ok(Some(_)))
}

fn press(hall: Hall, legend_open: Live<bool>, study: Study, key: &str) -> bool {
    match key {
        " " => hall.set_playing(!hall.playing.get_untracked()),
        "." => hall.step(),
        "," => hall.step_back(),
        ">" => hall.go_by(true, SECOND),
        "<" => hall.go_by(false, SECOND),
        "m" | "M" => hall.times().open.set(!hall.times().open.get_untracked()),
        "0" => transport::reset(hall),
        "[" => hall.set_speed(hall.speed.get_untracked().slower()),
        "]" => hall.set_speed(hall.speed.get_untracked().faster()),
        "1" => hall.show(Showing::Hall),
        "2" => hall.show(Showing::FanOut),
        "3" => hall.show(Showing::Xray),
        "4" => hall.show(Showing::Lineage),
        "5" => hall.show(Showing::Capacity),
        "c" | "C" if !hall.host().options().embed => study.set_open(!study.open.get_untracked()),
        "l" | "L" | "?" => legend_open.set(!legend_open.get_untracked()),
        "Escape" if hall.times().open.get_untracked() => hall.times().open.set(false),
        "Escape" if legend_open.get_untracked() => legend_open.set(false),
        _ => return false,
    }
    true
}
