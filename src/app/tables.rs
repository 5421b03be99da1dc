//! The hall in words: everything the picture says, as tables and a log.

mod events;
mod recent;
mod shards;

use super::hall::Hall;
use super::words;
use leptos::prelude::*;

/// The section.
pub(crate) fn tables(hall: Hall) -> AnyView {
    view! {
        <h2 id="words-title">{words::IN_WORDS}</h2>
        <p class="lead">{words::IN_WORDS_ABOUT}</p>
        {shards::shards(hall)}
        <div class="pair">
            {recent::recent(hall)}
            {events::events(hall)}
        </div>
    }
    .into_any()
}
