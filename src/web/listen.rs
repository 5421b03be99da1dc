//! Listeners and observers that end when they are dropped.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, Event, EventTarget, MediaQueryList, ResizeObserver};

/// An event listener.
pub(crate) struct Listener {
    target: EventTarget,
    event: &'static str,
    closure: Closure<dyn FnMut(Event)>,
}

impl Listener {
    /// Listens to `event` on `target` until dropped.
    pub(crate) fn new(target: &EventTarget, event: &'static str, work: impl FnMut(Event) + 'static) -> Option<Self> {
        Self::boxed(target, event, Box::new(work))
    }

    fn boxed(target: &EventTarget, event: &'static str, work: Box<dyn FnMut(Event)>) -> Option<Self> {
        let closure = Closure::wrap(work);
        target.add_event_listener_with_callback(event, closure.as_ref().unchecked_ref()).ok()?;
        Some(Self { target: target.clone(), event, closure })
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let callback = self.closure.as_ref().unchecked_ref();
        let _ = self.target.remove_event_listener_with_callback(self.event, callback);
    }
}

/// Tells when an element's size changes, and once at the start.
pub(crate) struct Resized {
    observer: ResizeObserver,
    _closure: Closure<dyn FnMut()>,
}

impl Resized {
    /// Watches `element` until dropped.
    pub(crate) fn new(element: &Element, work: impl FnMut() + 'static) -> Option<Self> {
        let closure = Closure::wrap(Box::new(work) as Box<dyn FnMut()>);
        let observer = ResizeObserver::new(closure.as_ref().unchecked_ref()).ok()?;
        observer.observe(element);
        Some(Self { observer, _closure: closure })
    }
}

impl Drop for Resized {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// A media query; none where the browser has no such thing.
pub(crate) fn media(query: &str) -> Option<MediaQueryList> {
    web_sys::window()?.match_media(query).ok()?
}
