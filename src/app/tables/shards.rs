//! The table of shards.

use super::heads;
use crate::app::dom::{El, el};
use crate::app::hall::Hall;
use crate::app::{figures, words};
use crate::engine::shard::shard_id;
use crate::engine::snapshot::Belt;

/// The table.
pub(crate) fn shards(hall: Hall) -> El {
    let keys = move || {
        hall.snapshot.with(|snapshot| {
            let listed = snapshot.shards.iter().filter(|shard| !shard.expired);
            listed.map(|shard| (shard.index, 0)).collect()
        })
    };
    let table = el("table.shards")
        .with(el("caption").text(words::SHARDS))
        .with(heads(words::SHARD_HEADS))
        .with(el("tbody").each(keys, move |(index, _)| row(hall, index)));
    el("div.wide-table").set("tabindex", "0").set("role", "region").set("aria-label", words::SHARDS_SCROLL).with(table)
}

fn row(hall: Hall, index: u32) -> El {
    let read = move |read: fn(&Belt) -> String| {
        move || {
            hall.snapshot.with(|snapshot| {
                let belt = snapshot.shards.iter().find(|belt| belt.index == index);
                belt.map(read).unwrap_or_default()
            })
        }
    };
    let cell = |tag, text| el(tag).live(read(text));
    let edge = |hex, decimal| el("td.hash").live(read(hex)).with(el("br")).live(read(decimal));
    let refusing = read(|belt| String::from(if belt.throttled_per_s > 0 { "refusing" } else { "" }));
    el("tr")
        .bind("class", refusing)
        .with(cell("th", |belt| belt.id.clone()).set("scope", "row"))
        .with(cell("td", |belt| figures::range(&belt.range)))
        .with(cell("td", |belt| String::from(if belt.open { words::OPEN } else { words::CLOSED })))
        .with(cell("td", |belt| parents(&belt.parents)))
        .with(cell("td.number", |belt| of(belt.records_per_s, belt.records_per_s_max, figures::count)))
        .with(cell("td.number", |belt| of(belt.bytes_per_s, belt.bytes_per_s_max, figures::megabytes)))
        .with(cell("td.number harm", |belt| figures::count(belt.throttled_per_s)))
        .with(cell("td.number", |belt| figures::count(belt.accepted_total)))
        .with(cell("td.number", |belt| figures::size(belt.bytes_total)))
        .with(cell("td.number", |belt| figures::count(belt.throttled_total)))
        .with(edge(|belt| format!("0x{}", belt.range.start.hex()), |belt| belt.range.start.to_string()))
        .with(edge(|belt| format!("0x{}", belt.range.end.hex()), |belt| belt.range.end.to_string()))
}

/// The shards it came from.
fn parents(shards: &[u32]) -> String {
    match shards {
        [] => words::NOTHING.to_owned(),
        shards => shards.iter().map(|shard| shard_id(*shard)).collect::<Vec<_>>().join(", "),
    }
}

fn of(value: u64, limit: u64, show: fn(u64) -> String) -> String {
    format!("{} {} {}", show(value), words::OF, show(limit))
}
