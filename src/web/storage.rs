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

/// Keeps a value under a name.
pub(crate) fn save(name: &'static str, value: &str) {
    MEMORY.with_borrow_mut(|memory| {
        memory.retain(|kept| kept.0 != name);
        memory.push((name, value.to_owned()));
    });
    if let Some(storage) = storage() {
        // A full store loses nothing: the value is in memory.
        let _ = storage.set_item(name, value);
    }
}
