//! Running a typed handler in a worker of its own, for a limited time.

use gloo_timers::callback::Timeout;
use js_sys::{Array, Object, Reflect};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, MessageEvent, Url, Worker};

const SCRIPT: &str = include_str!("handler.js");

/// What came of one run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Run {
    /// How it ended.
    pub(crate) end: End,
    /// What it wrote to the console.
    pub(crate) lines: Vec<String>,
    /// How long it took on this machine, in milliseconds.
    pub(crate) took_ms: u32,
}

/// How a run ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// It returned this, as JSON text.
    Returned(String),
    /// What it returned has no form in JSON.
    Unreadable(String),
    /// It threw.
    Threw(String),
    /// It was still running when its time was up, and was stopped.
    TimedOut,
    /// The browser gives no worker.
    NoWorker,
}

type Done = Box<dyn FnOnce(Run)>;

/// Runs handlers, one at a time. Dropping it stops what is running.
#[derive(Clone, Default)]
pub(crate) struct Runner(Rc<RefCell<Option<Busy>>>);

/// A worker, and what it is at.
struct Busy {
    worker: Worker,
    done: Rc<RefCell<Option<Done>>>,
    _hears: Closure<dyn FnMut(MessageEvent)>,
    _fails: Closure<dyn FnMut()>,
    limit: Option<Timeout>,
}

impl Drop for Busy {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}

impl Runner {
    /// Runs a handler with an event, for at most `limit_ms`, and tells how it ended.
    pub(crate) fn run(&self, source: &str, event: &str, limit_ms: u32, done: impl FnOnce(Run) + 'static) {
        let mut slot = self.0.borrow_mut();
        if slot.is_none() {
            *slot = start();
        }
        let Some(busy) = slot.as_mut() else {
            drop(slot);
            done(Run { end: End::NoWorker, lines: Vec::new(), took_ms: 0 });
            return;
        };
        *busy.done.borrow_mut() = Some(Box::new(done));
        let task = Object::new();
        // Setting a property of a plain new object cannot fail.
        let _ = Reflect::set(&task, &"source".into(), &source.into());
        let _ = Reflect::set(&task, &"event".into(), &event.into());
        // A worker takes every text.
        let _ = busy.worker.post_message(&task);
        let kept = Rc::downgrade(&self.0);
        busy.limit = Some(Timeout::new(limit_ms, move || {
            // The worker goes with its loop; the next run starts another.
            let stopped = kept.upgrade().and_then(|slot| slot.borrow_mut().take());
            if let Some(done) = stopped.and_then(|busy| busy.done.borrow_mut().take()) {
                done(Run { end: End::TimedOut, lines: Vec::new(), took_ms: limit_ms });
            }
        }));
    }
}

fn start() -> Option<Busy> {
    let options = BlobPropertyBag::new();
    options.set_type("text/javascript");
    let script = Blob::new_with_str_sequence_and_options(&Array::of1(&SCRIPT.into()), &options).ok()?;
    let address = Url::create_object_url_with_blob(&script).ok()?;
    let worker = Worker::new(&address);
    // The worker has its script, or never will.
    let _ = Url::revoke_object_url(&address);
    let worker = worker.ok()?;
    let done: Rc<RefCell<Option<Done>>> = Rc::default();
    let finish = {
        let done = Rc::clone(&done);
        move |run: Run| {
            let done = done.borrow_mut().take();
            if let Some(done) = done {
                done(run);
            }
        }
    };
    let finish_badly = finish.clone();
    let hears = Closure::wrap(Box::new(move |event: MessageEvent| finish(read(&event.data()))) as Box<dyn FnMut(_)>);
    let fails = Closure::wrap(Box::new(move || {
        finish_badly(Run { end: End::NoWorker, lines: Vec::new(), took_ms: 0 });
    }) as Box<dyn FnMut()>);
    worker.set_onmessage(Some(hears.as_ref().unchecked_ref()));
    worker.set_onerror(Some(fails.as_ref().unchecked_ref()));
    Some(Busy { worker, done, _hears: hears, _fails: fails, limit: None })
}

fn read(data: &JsValue) -> Run {
    let text = |name: &str| Reflect::get(data, &name.into()).ok().and_then(|value| value.as_string());
    let lines = Reflect::get(data, &"lines".into()).ok().and_then(|lines| lines.dyn_into::<Array>().ok());
    let took_ms = Reflect::get(data, &"ms".into()).ok().and_then(|ms| ms.as_f64()).unwrap_or_default();
    let end = match (text("returned"), text("unreadable"), text("threw")) {
        (Some(json), ..) => End::Returned(json),
        (_, Some(reason), _) => End::Unreadable(reason),
        (.., reason) => End::Threw(reason.unwrap_or_default()),
    };
    Run {
        end,
        lines: lines.map(|lines| lines.iter().filter_map(|line| line.as_string()).collect()).unwrap_or_default(),
        took_ms: milliseconds(took_ms),
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a run is stopped long before that")]
fn milliseconds(ms: f64) -> u32 {
    ms.round() as u32
}
