//! Things of the browser that change by themselves, as values to follow.

use super::live::{Live, keep};
use crate::web::listen::{Listener, media};

/// Whether a media query holds, now and as it changes; false where the browser cannot tell.
pub(crate) fn media_query(query: &str) -> Live<bool> {
    let Some(list) = media(query) else { return Live::new(false) };
    let matches = Live::new(list.matches());
    let watched = list.clone();
    keep(Listener::new(&list, "change", move |_| matches.set(watched.matches())));
    matches
}
