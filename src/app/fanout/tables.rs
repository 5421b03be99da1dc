//! The consumers in words, each on a row, and each on every shard.

use super::copy;
use super::one::{One, keys};
use crate::app::dom::{El, el};
use crate::app::figures;
use crate::app::hall::Hall;
use crate::app::tables::heads;
use crate::engine::id::ConsumerId;
use crate::engine::readers::{ReaderShard, ReaderView};
use crate::engine::shard::shard_id;
use crate::engine::time::Micros;

/// A table that scrolls sideways where it does not fit.
pub(super) fn wide(title: &'static str, scroll: &'static str, columns: &[&str], body: El) -> El {
    let table = el("table.shards").with(el("caption").text(title)).with(heads(columns)).with(body);
    el("div.wide-table").set("tabindex", "0").set("role", "region").set("aria-label", scroll).with(table)
}

/// One row a consumer.
pub(super) fn consumers(hall: Hall) -> El {
    let none = move || hall.readers.with(|readers| readers.is_empty());
    let body = el("tbody").each(keys(hall), move |(_, id)| row(One::new(hall, id)));
    el("div")
        .with(wide(copy::CONSUMERS, copy::CONSUMERS_SCROLL, copy::CONSUMER_HEADS, body))
        .with(el("p.small").bind("hidden", move || !none()).text(copy::NONE))
}

fn row(one: One) -> El {
    let cell = |read| el("td.number").live(one.text(read));
    let refusing = one.text(|view| String::from(if view.throttled_per_s > 0 { "refusing" } else { "" }));
    el("tr")
        .bind("class", refusing)
        .with(el("th").set("scope", "row").live(move || one.name()))
        .with(el("td").live(one.text(|view| copy::kind(view).to_owned())))
        .with(el("td").live(one.text(|view| state(view).to_owned())))
        .with(cell(|view| figures::count(view.records_per_s)))
        .with(cell(|view| figures::megabytes(view.bytes_per_s)))
        .with(cell(|view| figures::count(view.behind.as_millis())))
        .with(cell(|view| figures::count(view.shards.iter().map(|shard| shard.waiting).sum())))
        .with(cell(|view| latency(view, view.latency.p50)))
        .with(cell(|view| latency(view, view.latency.p99)))
        .with(el("td.number harm").live(one.text(|view| figures::count(view.throttled_total))))
        .with(cell(|view| figures::count(view.duplicates_total)))
}

fn state(view: &ReaderView) -> &'static str {
    match () {
        () if !view.reading => copy::STATE_PAUSED,
        () if view.throttled_per_s > 0 => copy::STATE_REFUSED,
        () => copy::STATE_READING,
    }
}

fn latency(view: &ReaderView, span: Micros) -> String {
    if view.records_total == 0 {
        copy::NO_LATENCY.to_owned()
    } else {
        format!("{} ms", figures::count(span.as_millis()))
    }
}

/// One row a consumer and shard.
pub(super) fn by_shard(hall: Hall) -> El {
    let keys = move || {
        let world = u64::from(hall.world.get());
        hall.readers.with(|readers| {
            let rows = |view: &ReaderView| {
                let id = world << 16 | u64::from(view.consumer.0);
                view.shards.iter().map(|shard| (shard.shard, id)).collect::<Vec<_>>()
            };
            readers.iter().flat_map(rows).collect()
        })
    };
    let body = el("tbody")
        .each(keys, move |(shard, id)| shard_row(One { hall, consumer: ConsumerId((id & 0xffff) as u16) }, shard));
    wide(copy::BY_SHARD, copy::BY_SHARD_SCROLL, copy::BY_SHARD_HEADS, body)
}

fn shard_row(one: One, shard: u32) -> El {
    let read = move |read: fn(&ReaderShard) -> String| {
        move || {
            let told = one.read(|view| view.shards.iter().find(|place| place.shard == shard).map(read));
            told.flatten().unwrap_or_default()
        }
    };
    let cell = |text| el("td.number").live(read(text));
    el("tr")
        .with(el("th").set("scope", "row").live(move || one.name()))
        .with(el("td").text(&shard_id(shard)))
        .with(el("td").live(read(|shard| shard.waits_for.map_or_else(|| copy::READS.to_owned(), copy::waits_for))))
        .with(cell(|shard| figures::megabytes(shard.bytes_per_s)))
        .with(cell(|shard| format!("{} ms", figures::count(shard.behind.as_millis()))))
        .with(cell(|shard| figures::count(shard.waiting)))
        .with(cell(|shard| figures::count(shard.throttled_total)))
}
