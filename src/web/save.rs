//! Files that the page hands out.

use super::turn::wait;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Blob, BlobPropertyBag, HtmlElement, Url};

/// So long the file can be fetched.
const HELD_MS: u32 = 10_000;

/// Hands out bytes as a file; says whether the browser takes it.
pub(crate) fn save_as(name: &str, kind: &str, bytes: &[u8]) -> bool {
    hand_out(name, kind, bytes).is_some()
}

fn hand_out(name: &str, kind: &str, bytes: &[u8]) -> Option<()> {
    let about = BlobPropertyBag::new();
    about.set_type(kind);
    let blob = Blob::new_with_u8_array_sequence_and_options(&Array::of1(&Uint8Array::from(bytes)), &about).ok()?;
    let address = Url::create_object_url_with_blob(&blob).ok()?;
    let link: HtmlElement = web_sys::window()?.document()?.create_element("a").ok()?.dyn_into().ok()?;
    link.set_attribute("href", &address).ok()?;
    link.set_attribute("download", name).ok()?;
    link.click();
    // Some browsers take hold of the bytes only after this turn.
    spawn_local(async move {
        wait(HELD_MS).await;
        let _ = Url::revoke_object_url(&address);
    });
    Some(())
}
