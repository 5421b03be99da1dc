//! What makes a shard hot: how much is asked of it, by which keys, and what is the matter.

use super::looking::Looking;
use super::{copy, cures};
use crate::app::dom::{El, el};
use crate::app::figures;
use crate::app::live::{Live, memo};
use crate::app::tables::heads;
use crate::engine::World;
use crate::engine::heat::{KeyHeat, ShardHeat, Verdict, per_s};
use crate::engine::id::StreamId;
use crate::engine::snapshot::Belt;
use crate::engine::time::Micros;

/// How far back keys are counted.
const OVER: Micros = Micros::from_secs(10);

/// The heat of the chosen shard, else of the one that is asked most of.
pub(super) fn heat(looking: Looking) -> El {
    let hall = looking.hall;
    let shard = memo(move || {
        let chosen = hall.focus.with(|focus| focus.shard);
        chosen.unwrap_or_else(|| hall.snapshot.with(|snapshot| hottest(&snapshot.shards)))
    });
    let found: Live<Option<ShardHeat>> = {
        let read = move |world: &World, stream: StreamId| world.heat(stream, shard.get(), OVER);
        looking.told(move |world, stream, _| read(world, stream))
    };
    let read = move |read: fn(&ShardHeat) -> String| move || found.with(|heat| heat.as_ref().map(read));
    let is_hot = move || found.with(|heat| heat.as_ref().is_some_and(|heat| heat.verdict != Verdict::Calm));
    let none = move || found.with(|heat| heat.as_ref().is_none_or(|heat| heat.keys == 0));
    let rows = move || found.with(|heat| heat.as_ref().map(rows).unwrap_or_default());
    let table = el("table.keys")
        .with(el("caption").text(copy::KEYS))
        .with(heads(copy::KEY_HEADS))
        .with(el("tbody").show(rows))
        .bind("hidden", none);
    el("div.heat")
        .with(el("h3").live(read(|heat| heat.shard_id.clone())))
        .with(
            el("p.asked")
                .class_if("harm", is_hot)
                .with(el("b").live(read(|heat| copy::asked(heat.asked_permille))))
                .text(" ")
                .live(read(|heat| {
                    let over = heat.over;
                    let asked = (per_s(heat.all.asked_records(), over), per_s(heat.all.asked_bytes(), over));
                    copy::asked_for(asked.0, &figures::megabytes(asked.1), per_s(heat.all.refused_records, over))
                })),
        )
        .with(
            el("p.verdict")
                .live(read(|heat| copy::verdict(heat.verdict, heat.hottest.first().map(|key| key.key.as_str())))),
        )
        .with(table)
        .with(cures::cures(looking, found))
}

/// The open shard that is asked most of.
fn hottest(belts: &[Belt]) -> u32 {
    let load = |belt: &&Belt| {
        let records = (belt.records_per_s + belt.throttled_per_s) * 1_000 / belt.records_per_s_max.max(1);
        let bytes = belt.bytes_per_s * 1_000 / belt.bytes_per_s_max.max(1);
        (records.max(bytes), std::cmp::Reverse(belt.index))
    };
    belts.iter().filter(|belt| belt.open).max_by_key(load).map_or(0, |belt| belt.index)
}

fn rows(heat: &ShardHeat) -> Vec<El> {
    heat.hottest.iter().map(|key| row(key, heat.over)).collect()
}

fn row(key: &KeyHeat, over: Micros) -> El {
    let share = key.records_permille.max(key.bytes_permille);
    let bar = el("span.bar").set("aria-hidden", "true").set("style", &format!("width:{}.{}%", share / 10, share % 10));
    let refused = per_s(key.load.refused_records, over);
    el("tr")
        .with(el("th").set("scope", "row").text(&key.key))
        .with(el("td.number").text(&copy::permille(share)).with(bar))
        .with(el("td.number").text(&figures::count(per_s(key.load.records, over))))
        .with(el("td.number").class_if("harm", move || refused > 0).text(&figures::count(refused)))
}
