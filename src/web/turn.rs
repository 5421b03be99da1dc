//! Turns of the browser: work that gives way to the page.

use gloo_timers::future::TimeoutFuture;
use js_sys::Promise;
use wasm_bindgen_futures::JsFuture;
use web_sys::IdleRequestOptions;

/// Where the browser does not tell when it is idle, it is given this long.
const IDLE_AFTER_MS: i32 = 200;
/// A slow machine that draws all the time is never idle: after this long its turn comes all the same.
const IDLE_AT_MOST_MS: u32 = 500;

/// Gives the browser a turn.
pub(crate) async fn breathe() {
    TimeoutFuture::new(0).await;
}

/// Waits until the browser has nothing else to do, but half a second at most.
pub(crate) async fn idle() {
    let Some(window) = web_sys::window() else { return };
    let options = IdleRequestOptions::new();
    options.set_timeout(IDLE_AT_MOST_MS);
    let promise = Promise::new(&mut |done, _| {
        if window.request_idle_callback_with_options(&done, &options).is_err() {
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
