//! Bytes from outside: files read slice by slice, and the shipped sample.

use super::site;
use js_sys::{Array, Promise, Reflect, Uint8Array};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;

/// Bytes `from..to` of a file; none when the browser cannot read it.
pub(crate) async fn slice(blob: &Blob, from: f64, to: f64) -> Option<Vec<u8>> {
    let part = blob.slice_with_f64_and_f64(from, to).ok()?;
    let buffer = JsFuture::from(part.array_buffer()).await.ok()?;
    Some(Uint8Array::new(&buffer).to_vec())
}

/// A file of the site, by its path there; none when it does not come.
pub(crate) async fn fetch(path: &str) -> Option<Blob> {
    let response = JsFuture::from(web_sys::window()?.fetch_with_str(&site::address(path))).await.ok()?;
    let ok = Reflect::get(&response, &"ok".into()).ok()?.is_truthy();
    let read: js_sys::Function = Reflect::get(&response, &"arrayBuffer".into()).ok()?.dyn_into().ok()?;
    let buffer: Promise = read.call0(&response).ok()?.dyn_into().ok()?;
    let bytes = JsFuture::from(buffer).await.ok()?;
    ok.then(|| Blob::new_with_buffer_source_sequence(&Array::of1(&bytes)).ok()).flatten()
}

/// All bytes of a file of the site, by its path there; none when it does not come.
pub(crate) async fn read(path: &str) -> Option<Vec<u8>> {
    let blob = fetch(path).await?;
    let size = blob.size();
    slice(&blob, 0.0, size).await
}
