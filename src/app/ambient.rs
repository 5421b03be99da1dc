//! Things of the browser that change by themselves, as signals.

use crate::web::listen::{Listener, media};
use leptos::prelude::*;

/// Whether a media query holds, now and as it changes; false where the browser cannot tell.
pub(crate) fn media_signal(query: &str) -> Signal<bool> {
    let Some(list) = media(query) else { return false.into() };
    let matches = RwSignal::new(list.matches());
    let watched = list.clone();
    keep(Listener::new(&list, "change", move |_| matches.set(watched.matches())));
    matches.into()
}

/// Keeps something of the browser's until the current owner is gone.
pub(crate) fn keep<T: 'static>(thing: T) {
    StoredValue::new_local(thing);
}
