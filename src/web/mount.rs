//! `mount(element, options) -> handle`: the page in any element of any document.

// What JavaScript imports must be public here, though no Rust code outside can reach it.
#![allow(unreachable_pub)]

use super::{events, panic};
use crate::app;
use crate::app::embed::{Host, Options};
use js_sys::Number;
use std::any::Any;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::HtmlElement;

/// What [`mount`] gives back: the page lives until `unmount` is called.
#[wasm_bindgen]
pub struct Handle {
    mounted: Option<Mounted>,
}

struct Mounted {
    _page: Box<dyn Any>,
    host: Option<Host>,
    element: HtmlElement,
}

impl Drop for Mounted {
    fn drop(&mut self) {
        panic::forget(&self.element);
    }
}

#[wasm_bindgen]
impl Handle {
    /// Takes the page out of its element and stops everything it started. A second call does nothing.
    pub fn unmount(&mut self) {
        self.mounted = None;
    }

    /// Changes the theme: `dark`, `light` or `system`; any other text means `system`.
    #[wasm_bindgen(js_name = setTheme)]
    pub fn set_theme(&self, theme: &str) {
        if let Some(host) = self.mounted.as_ref().and_then(|mounted| mounted.host) {
            host.theme.set(app::theme_named(theme).unwrap_or(app::THEME_SYSTEM));
        }
    }
}

/// The browser drops a handle that nobody kept; the page stays all the same.
impl Drop for Handle {
    fn drop(&mut self) {
        std::mem::forget(self.mounted.take());
    }
}

/// Shows Beltline in an element, in place of what the element holds as soon as the page stands, and tells what happens as
/// events of the element: `ready`, `resize`, `answered`, `completed`, `passed`, `failed` and `error`.
///
/// `options` is an object; its members, all optional, are texts, numbers or `true` and `false`: `scene` (the id of a shipped
/// scene), `scenario` (the JSON text of one), `lesson` and `question` (their ids), `start` (simulated milliseconds), `speed`
/// (`0.1` to `100`), `controls` (parts of the transport), `theme` (`dark`, `light`, `system`), `autoplay`, `routes` (whether the
/// document's address names what is shown, and follows it), and `embed` for a part of another page: no head and no tools, keys
/// only within it, and as high as what it shows.
#[wasm_bindgen]
#[must_use]
pub fn mount(element: HtmlElement, options: &JsValue) -> Handle {
    panic::show_in(&element);
    let before = app::take_children(&element);
    let options = Options::read(|name| text(options, name));
    let kept = Rc::new(Cell::new(None));
    let (page, keep, place) = (element.clone(), Rc::clone(&kept), element.clone());
    let mounted = leptos::mount::mount_to(element, move || {
        let told_at = page.clone();
        let host = Host::new(&page, options, move |told| events::dispatch(told_at.clone(), told));
        keep.set(Some(host));
        app::mount(&page, app::app(host, before));
    });
    Handle { mounted: Some(Mounted { _page: Box::new(mounted), host: kept.get(), element: place }) }
}

/// A member of the options as text; `false` and what is not there are none.
fn text(options: &JsValue, name: &str) -> Option<String> {
    let value = options.is_object().then(|| js_sys::Reflect::get(options, &name.into()).ok()).flatten()?;
    match value.as_bool() {
        Some(flag) => Some(flag.to_string()),
        // The browser prints numbers; our own code for it would be 5 KB of the first view.
        None => value
            .as_string()
            .or_else(|| value.dyn_ref().and_then(|number: &Number| number.to_string_with_radix(10).ok()?.as_string())),
    }
}
