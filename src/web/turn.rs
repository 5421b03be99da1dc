//! Turns of the browser: work that gives way to the page.

use gloo_timers::future::TimeoutFuture;
use js_sys::Promise;
use wasm_bindgen_futures::JsFuture;

/// Where the browser does not tell when it is idle, it is given this long.
const IDLE_AFTER_MS: i32 = 200;

/// Gives the browser a turn.
pub(crate) async fn breathe() {
    TimeoutFuture::new(0).await;
}

/// Waits until the browser has nothing else to do.
pub(crate) async fn idle() {
    let Some(window) = web_sys::window() else { return };
    let promise = Promise::new(&mut |done, _| {
        if window.request_idle_callback(&done).is_err() {
            let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&done, IDLE_AFTER_MS);
        }
    });
    // A wait that is broken off is over.
    let _ = JsFuture::from(promise).await;
}

/// Waits, about so long.
pub(crate) async fn wait(ms: u32) {
    TimeoutFuture::new(ms).await;
}
