//! The table of recent records. Rows hold still while somebody points at them or is among them with the keyboard, so
//! that none moves away under a finger.

use super::heads;
use crate::app::dom::{El, Key, el};
use crate::app::hall::Hall;
use crate::app::live::{Live, memo};
use crate::app::{figures, words};
use crate::engine::id::RecordRef;
use std::cell::RefCell;

const ROWS: usize = 12;
/// Above these bits of a row's key lies the number of its world; no shard takes as many records.
const WORLD_BITS: u32 = 40;

/// The table.
pub(crate) fn recent(hall: Hall) -> El {
    let held = Live::new(false);
    let before = RefCell::new(Vec::new());
    let rows = memo(move || {
        hall.world.track();
        let mut rows = before.borrow_mut();
        if !held.get() || rows.is_empty() {
            *rows = newest(hall);
        }
        rows.clone()
    });
    // The same place of a shard holds another record in another world.
    let keys = move || {
        let world = u64::from(hall.world.get()) << WORLD_BITS;
        rows.with(|rows| rows.iter().map(|record| (record.shard, world | record.index)).collect())
    };
    let make = move |(shard, key): Key| {
        let index = key & ((1 << WORLD_BITS) - 1);
        row(hall, RecordRef { stream: hall.read(crate::app::model::Model::stream), shard, index })
    };
    let table = el("table")
        .with(el("caption").text(words::RECENT))
        .with(heads(words::RECENT_HEADS))
        .with(el("tbody").each(keys, make));
    let none = el("p.small").bind("hidden", move || !rows.with(Vec::is_empty)).text(words::RECENT_NONE);
    el("div.wide-table recent")
        .on("pointerenter", move |_| held.set(true))
        .on("pointerleave", move |_| held.set(false))
        .on("focusin", move |_| held.set(true))
        .on("focusout", move |_| held.set(false))
        .with(table)
        .with(none)
}

fn newest(hall: Hall) -> Vec<RecordRef> {
    hall.snapshot.with(|snapshot| {
        let mut newest = Vec::with_capacity(ROWS + 1);
        for bag in &snapshot.bags {
            let this = (bag.arrival, bag.record);
            if newest.len() < ROWS || newest.last().is_some_and(|last| *last < this) {
                newest.insert(newest.partition_point(|one| *one > this), this);
                newest.truncate(ROWS);
            }
        }
        newest.into_iter().map(|(_, record)| record).collect()
    })
}

fn row(hall: Hall, record: RecordRef) -> El {
    let row = el("tr").class_if("chosen", move || hall.selected.get() == Some(record));
    let Some(inspection) = hall.inspect(record) else { return row };
    let key = el("button.key")
        .set("type", "button")
        .set("aria-label", &format!("{} {}", words::RECENT_INSPECT, inspection.partition_key))
        .on("click", move |_| hall.selected.set(Some(record)))
        .text(&inspection.partition_key);
    row.with(el("td.number").text(&inspection.arrival.to_string()))
        .with(el("td").with(key))
        .with(el("td").text(&inspection.shard_id))
        .with(el("td.number").text(&figures::tail(&inspection.sequence_number)))
        .with(el("td.number").text(&figures::size(inspection.size_bytes.into())))
}
