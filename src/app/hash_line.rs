//! The hash line as a small bar: the shards' ranges, and where a key falls.

use super::figures;
use super::hall::Hall;
use crate::engine::hash::HashKey;
use leptos::prelude::*;

/// The bar; the words beside it say the same, so that it is a picture only.
pub(crate) fn hash_line(hall: Hall, key: Signal<Option<HashKey>>) -> AnyView {
    let ranges = Memo::new(move |_| {
        hall.snapshot.with(|snapshot| {
            let open = snapshot.shards.iter().filter(|shard| shard.open);
            open.map(|shard| shard.range).collect::<Vec<_>>()
        })
    });
    let parts = move || {
        let key = key.get();
        let ranges = ranges.get().into_iter();
        ranges
            .map(|range| {
                let from = range.start.parts_per_million();
                let width = range.end.parts_per_million() + 1 - from;
                let style = format!("left: {}; width: {}", figures::css_percent(from), figures::css_percent(width));
                let mine = key.is_some_and(|key| range.contains(key));
                view! { <i class="part" class:mine=mine style=style></i> }
            })
            .collect::<Vec<_>>()
    };
    let pointer = move || {
        key.get().map(|key| {
            let left = format!("left: {}", figures::css_percent(key.parts_per_million()));
            view! { <i class="pointer" style=left></i> }
        })
    };
    view! {
        <div class="hash-line" aria-hidden="true">
            <div class="parts">{parts} {pointer}</div>
            <div class="ends"><span>"0"</span><span>"2"<sup>"128"</sup>" − 1"</span></div>
        </div>
    }
    .into_any()
}
