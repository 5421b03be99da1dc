//! The hash line as a small bar: the shards' ranges, and where a key falls.

use super::dom::{El, el};
use super::figures;
use super::hall::Hall;
use super::live::{Live, memo};
use crate::engine::hash::{HashKey, HashRange};
use crate::engine::snapshot::Belt;

/// The bar; the words beside it say the same, so that it is a picture only.
pub(crate) fn hash_line(hall: Hall, key: Live<Option<HashKey>>) -> El {
    let ranges = memo(move || {
        hall.snapshot.with(|snapshot| {
            let open = snapshot.shards.iter().filter(|shard| shard.open);
            open.map(|shard| shard.range).collect::<Vec<_>>()
        })
    });
    let parts = move || {
        let part = move |range: HashRange| {
            let from = range.start.parts_per_million();
            let width = range.end.parts_per_million() + 1 - from;
            let style = format!("left: {}; width: {}", figures::css_percent(from), figures::css_percent(width));
            let mine = move || key.get().is_some_and(|key| range.contains(key));
            el("i.part").class_if("mine", mine).set("style", &style)
        };
        ranges.get().into_iter().map(part)
    };
    let pointer = move || {
        key.get().map(|key| {
            let left = format!("left: {}", figures::css_percent(key.parts_per_million()));
            el("i.pointer").set("style", &left)
        })
    };
    let ends =
        el("div.ends").with(el("span").text("0")).with(el("span").text("2").with(el("sup").text("128")).text(" − 1"));
    el("div.hash-line").set("aria-hidden", "true").with(el("div.parts").show(parts).show(pointer)).with(ends)
}

impl Hall {
    /// The open shard that takes a hash key, out of the last snapshot.
    pub(crate) fn shard_of(self, key: HashKey) -> Option<Belt> {
        self.snapshot.with(|snapshot| {
            let mut shards = snapshot.shards.iter();
            shards.find(|shard| shard.open && shard.range.contains(key)).cloned()
        })
    }
}
