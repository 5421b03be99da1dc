//! Keys on the stage of the charts.

use super::hall::Hall;
use super::showing::Focus;
use crate::engine::metrics::ChartAsk;
use crate::stage::Target;
use web_sys::KeyboardEvent;

/// From the stream to its shards, and from chart to chart.
pub(crate) fn look_over_charts(hall: Hall, event: &KeyboardEvent, focus: &Focus, shards: u32) {
    let charts = |shard: Option<u32>| if shard.is_some() { ChartAsk::OF_SHARD } else { ChartAsk::OF_STREAM };
    let chart = |by: usize| {
        let charts = charts(focus.shard);
        let chosen = charts.iter().position(|metric| focus.target == Some(Target::Chart(*metric)));
        let at = chosen.map_or(if by == 1 { 0 } else { charts.len() - 1 }, |at| (at + by) % charts.len());
        (focus.shard, Some(Target::Chart(charts[at])))
    };
    // The stream as a whole comes before its shards.
    let place = |by: u32| (((focus.shard.map_or(0, |shard| shard + 1) + by) % (shards + 1)).checked_sub(1), None);
    let (shard, target) = match event.key().as_str() {
        "ArrowRight" => place(1),
        "ArrowLeft" => place(shards),
        "ArrowDown" => chart(1),
        "ArrowUp" => chart(charts(focus.shard).len() - 1),
        "Escape" => (None, None),
        _ => return,
    };
    event.prevent_default();
    hall.look_at(|focus| *focus = Focus { shard, target, ..*focus });
}
