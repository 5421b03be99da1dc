//! The part of the page's address after `#`, which names what is shown.

/// What stands there now, without the sign.
pub(crate) fn hash() -> String {
    let hash = web_sys::window().and_then(|window| window.location().hash().ok()).unwrap_or_default();
    hash.strip_prefix('#').unwrap_or(&hash).to_owned()
}

/// Writes another. `anew` makes it a step that the browser's back button undoes.
pub(crate) fn write(hash: &str, anew: bool) {
    let Some(history) = web_sys::window().and_then(|window| window.history().ok()) else { return };
    let (state, address) = (wasm_bindgen::JsValue::NULL, format!("#{hash}"));
    // A frame without an address of its own refuses; the page goes on without one.
    let _ = if anew {
        history.push_state_with_url(&state, "", Some(&address))
    } else {
        history.replace_state_with_url(&state, "", Some(&address))
    };
}
