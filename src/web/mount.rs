//! `mount(element, options) -> handle`: the page in any element of any document.

// What JavaScript imports must be public here, though no Rust code outside can reach it.
#![allow(unreachable_pub)]

use super::panic;
use crate::app::{self, Options};
use std::any::Any;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::HtmlElement;

/// What [`mount`] gives back: the page lives until `unmount` is called.
#[wasm_bindgen]
pub struct Handle {
    mounted: Option<Box<dyn Any>>,
}

#[wasm_bindgen]
impl Handle {
    /// Takes the page out of its element and stops everything it started. A second call does nothing.
    pub fn unmount(&mut self) {
        self.mounted = None;
    }
}

/// The browser drops a handle that nobody kept; the page stays all the same.
impl Drop for Handle {
    fn drop(&mut self) {
        std::mem::forget(self.mounted.take());
    }
}

/// Shows Beltline in an element, in place of what the element holds. `options` is an object; its members, all
/// optional, are `scene` (the id of a shipped scene) and `scenario` (the JSON text of a scenario).
#[wasm_bindgen]
#[must_use]
pub fn mount(element: HtmlElement, options: &JsValue) -> Handle {
    panic::show_in(&element);
    element.set_text_content(None);
    let options = Options { scene: text(options, "scene"), scenario: text(options, "scenario") };
    let page = element.clone();
    Handle { mounted: Some(Box::new(leptos::mount::mount_to(element, move || app::mount(&page, app::app(&options))))) }
}

fn text(options: &JsValue, name: &str) -> Option<String> {
    options.is_object().then(|| js_sys::Reflect::get(options, &name.into()).ok()).flatten()?.as_string()
}
