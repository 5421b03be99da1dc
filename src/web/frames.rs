//! The frame loop: one closure, asked for only while there is something to draw.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::Window;

/// A frame loop that sleeps until it is woken. Dropping it takes back the frame that was asked for.
pub(crate) struct Frames(Rc<Inner>);

type Work = Closure<dyn FnMut(f64)>;

struct Inner {
    window: Window,
    asked: Cell<Option<i32>>,
    closure: RefCell<Option<Work>>,
}

impl Frames {
    /// `work` is given the browser's timestamp in milliseconds and says whether it wants another frame.
    pub(crate) fn new(work: impl FnMut(f64) -> bool + 'static) -> Option<Self> {
        Self::boxed(Box::new(work))
    }

    fn boxed(mut work: Box<dyn FnMut(f64) -> bool>) -> Option<Self> {
        let inner = Rc::new(Inner { window: web_sys::window()?, asked: Cell::new(None), closure: RefCell::new(None) });
        let weak = Rc::downgrade(&inner);
        let closure = Work::new(move |at_ms| {
            let Some(inner) = weak.upgrade() else { return };
            inner.asked.set(None);
            if work(at_ms) {
                inner.ask();
            }
        });
        *inner.closure.borrow_mut() = Some(closure);
        Some(Self(inner))
    }

    /// Asks for a frame, unless one is coming already or nobody can see it.
    pub(crate) fn wake(&self) {
        self.0.ask();
    }
}

impl Inner {
    fn ask(&self) {
        let hidden = self.window.document().is_some_and(|document| document.hidden());
        if hidden || self.asked.get().is_some() {
            return;
        }
        if let Some(closure) = self.closure.borrow().as_ref() {
            let asked = self.window.request_animation_frame(closure.as_ref().unchecked_ref());
            self.asked.set(asked.ok());
        }
    }
}

impl Drop for Frames {
    fn drop(&mut self) {
        if let Some(asked) = self.0.asked.take() {
            // A frame that cannot be taken back finds nobody to work for.
            let _ = self.0.window.cancel_animation_frame(asked);
        }
    }
}
