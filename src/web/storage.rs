//! Small preferences, kept in `localStorage` where the browser allows it, else for as long as the page lives.

use std::cell::RefCell;
use web_sys::Storage;

thread_local! {
    static MEMORY: RefCell<Vec<(&'static str, String)>> = const { RefCell::new(Vec::new()) };
}

/// In a third-party frame even reading the property throws.
fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok()?
}

/// What was kept under a name.
pub(crate) fn load(name: &'static str) -> Option<String> {
    let kept = MEMORY.with_borrow(|memory| memory.iter().find(|kept| kept.0 == name).map(|kept| kept.1.clone()));
    kept.or_else(|| storage()?.get_item(name).ok()?)
}

/// What the browser has under a name now, whoever wrote it.
pub(crate) fn stored(name: &str) -> Option<String> {
    storage()?.get_item(name).ok()?
}

/// Whether the browser lets this page keep anything.
pub(crate) fn is_there() -> bool {
    const TRIED: &str = "beltline.tried";
    storage().is_some_and(|storage| storage.set_item(TRIED, "").and_then(|()| storage.remove_item(TRIED)).is_ok())
}

/// Keeps a value under a name; says whether it outlives the page.
pub(crate) fn save(name: &'static str, value: &str) -> bool {
    MEMORY.with_borrow_mut(|memory| {
        memory.retain(|kept| kept.0 != name);
        memory.push((name, value.to_owned()));
    });
    // A full store loses nothing: the value is in memory.
    storage().is_some_and(|storage| storage.set_item(name, value).is_ok())
}
