//! The shards over time in words, and where every reader stands.

use super::copy;
use crate::app::dom::{El, Key, el};
use crate::app::figures;
use crate::app::hall::Hall;
use crate::app::live::{Live, effect};
use crate::app::showing::Showing;
use crate::app::tables::heads;
use crate::engine::lineage::{Front, Stand};
use crate::engine::shard::shard_id;
use crate::engine::snapshot::Belt;
use std::rc::Rc;

/// One row a shard, from old to new.
pub(super) fn shards(hall: Hall) -> El {
    let keys = move || {
        let world = hall.world.get();
        hall.snapshot
            .with(|snapshot| super::chosen::listed(snapshot).map(|belt| (world, u64::from(belt.index))).collect())
    };
    let body = el("tbody").each(keys, move |(_, index)| row(hall, index as u32));
    wide(copy::LINEAGE, copy::LINEAGE_SCROLL, copy::LINEAGE_HEADS, body)
}

fn wide(title: &'static str, scroll: &'static str, columns: &[&str], body: El) -> El {
    let table = el("table.shards").with(el("caption").text(title)).with(heads(columns)).with(body);
    el("div.wide-table").set("tabindex", "0").set("role", "region").set("aria-label", scroll).with(table)
}

fn row(hall: Hall, index: u32) -> El {
    let read = move |read: fn(&Belt) -> String| {
        move || {
            let belt = |belts: &[Belt]| belts.get(index as usize).map(read).unwrap_or_default();
            hall.snapshot.with(|snapshot| belt(&snapshot.shards))
        }
    };
    let cell = |tag, text| el(tag).live(read(text));
    el("tr")
        .with(cell("th", |belt| belt.id.clone()).set("scope", "row"))
        .with(cell("td", |belt| copy::open_or_closed(belt.open).to_owned()))
        .with(cell("td", |belt| figures::range(&belt.range)))
        .with(cell("td", |belt| names(&belt.parents)))
        .with(cell("td", |belt| names(&belt.children)))
        .with(cell("td.number", |belt| belt.opened.to_string()))
        .with(cell("td.number", |belt| belt.closed.map_or_else(|| copy::NONE.to_owned(), |at| at.to_string())))
        .with(cell("td.number", |belt| figures::count(belt.accepted_total - belt.expired_total)))
}

fn names(shards: &[u32]) -> String {
    match shards {
        [] => copy::NONE.to_owned(),
        shards => shards.iter().map(|shard| shard_id(*shard)).collect::<Vec<_>>().join(", "),
    }
}

/// One row for every reader and stretch of the hash line on which it stands.
pub(super) fn readers(hall: Hall) -> El {
    let fronts: Live<Rc<Vec<Front>>> = Live::new(Rc::new(Vec::new()));
    effect(move || {
        hall.snapshot.track();
        if hall.showing.get() == Showing::Lineage {
            fronts.set(Rc::new(hall.read(|model| model.world().fronts(model.stream()))));
        }
    });
    let keys = move || {
        fronts.with(|fronts| {
            let rows = |front: &Front| {
                let reader = front.consumer.0;
                (0..front.stands.len() as u64).map(move |at| (u32::from(reader), at)).collect::<Vec<Key>>()
            };
            fronts.iter().flat_map(rows).collect()
        })
    };
    let body = el("tbody").each(keys, move |(reader, at)| stand(fronts, reader, at as usize));
    let none = move || fronts.with(|fronts| fronts.is_empty());
    el("div")
        .with(wide(copy::STANDS, copy::STANDS_SCROLL, copy::STAND_HEADS, body))
        .with(el("p.small").bind("hidden", move || !none()).text(copy::NOBODY))
}

fn stand(fronts: Live<Rc<Vec<Front>>>, reader: u32, at: usize) -> El {
    let read = move |read: fn(&Front, &Stand) -> String| {
        move || {
            fronts.with(|fronts| {
                let front = fronts.iter().find(|front| u32::from(front.consumer.0) == reader)?;
                front.stands.get(at).map(|stand| read(front, stand))
            })
        }
    };
    let cell = |tag, text| el(tag).live(read(text));
    el("tr")
        .with(cell("th", |front, _| front.name.clone()).set("scope", "row"))
        .with(cell("td", |_, stand| shard_id(stand.shard)))
        .with(cell("td", |_, stand| figures::range(&stand.range)))
        .with(cell("td.number", |_, stand| stand.at.to_string()))
        .with(cell("td", |_, stand| copy::pose(stand.pose).to_owned()))
        .with(cell("td.number", |_, stand| figures::count(stand.waiting)))
}
