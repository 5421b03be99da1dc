//! What the charts and the tools are about: the stream or one of its shards, by the minute or by the second.

use super::copy;
use crate::app::dom::{El, el, value_of};
use crate::app::hall::Hall;
use crate::app::live::{Live, memo};
use crate::app::segmented::{Choice, segmented};
use crate::app::showing::{Focus, Showing};
use crate::engine::World;
use crate::engine::id::StreamId;
use crate::engine::metrics::{ChartAsk, Metric, Resolution};
use crate::engine::shard::shard_id;
use crate::engine::snapshot::Snapshot;
use crate::stage::Target;
use std::rc::Rc;

const MINUTES: &str = "minutes";
const SECONDS: &str = "seconds";

/// What is looked at.
#[derive(Clone, Copy)]
pub(super) struct Looking {
    pub(super) hall: Hall,
}

impl Looking {
    pub(super) const fn new(hall: Hall) -> Self {
        Self { hall }
    }

    /// Something about the world, told again with the tables while this stage is shown.
    pub(super) fn told<T: PartialEq + 'static>(
        self,
        read: impl Fn(&World, StreamId, &Focus) -> Option<T> + 'static,
    ) -> Live<Option<T>> {
        let hall = self.hall;
        memo(move || {
            if hall.showing.get() != Showing::Capacity {
                return None;
            }
            hall.snapshot.track();
            let focus = hall.focus.get();
            hall.read(|model| read(model.world(), model.stream(), &focus))
        })
    }

    /// The metric that was chosen on the stage, else the first that is charted.
    pub(super) fn metric(self) -> Metric {
        self.hall.focus.with(chosen_metric)
    }

    /// The choice of the shard and of the points.
    pub(super) fn controls(self) -> El {
        let hall = self.hall;
        let shards = memo(move || hall.snapshot.with(|snapshot| listed(snapshot)));
        let option = move |(index, open): (u32, bool)| {
            el("option")
                .set("value", &index.to_string())
                .flag("selected", move || hall.focus.with(|focus| focus.shard == Some(index)))
                .text(&copy::shard_listed(&shard_id(index), open))
        };
        let whole = move || {
            el("option")
                .set("value", "")
                .flag("selected", move || hall.focus.with(|focus| focus.shard.is_none()))
                .text(copy::WHOLE_STREAM)
        };
        let take = move |event| {
            let shard = value_of(&event).parse().ok();
            hall.look_at(|focus| *focus = Focus { shard, target: None, ..*focus });
        };
        let select = el("select")
            .on("change", take)
            .show(move || std::iter::once(whole()).chain(shards.get().into_iter().map(option)));
        let points = [
            Choice { value: MINUTES, label: copy::MINUTES, about: copy::MINUTES_ABOUT },
            Choice { value: SECONDS, label: copy::SECONDS, about: copy::SECONDS_ABOUT },
        ];
        let taken = memo(move || if hall.focus.with(|focus| focus.seconds) { SECONDS } else { MINUTES });
        let choose: Rc<dyn Fn(&'static str)> =
            Rc::new(move |value| hall.look_at(|focus| focus.seconds = value == SECONDS));
        el("div.looking")
            .with(el("label.field").with(el("span.label").text(copy::CHARTS_OF)).with(select))
            .with(segmented(copy::POINTS, &points, taken, &choose))
    }
}

/// What the charts are asked for.
pub(super) fn ask(stream: StreamId, focus: &Focus) -> ChartAsk {
    let resolution = if focus.seconds { Resolution::Second } else { Resolution::Minute };
    ChartAsk { stream, shard: focus.shard, resolution }
}

/// The metric that was chosen on the stage, else the first that is charted.
pub(super) fn chosen_metric(focus: &Focus) -> Metric {
    match focus.target {
        Some(Target::Chart(metric)) => metric,
        _ => ChartAsk::OF_STREAM[0],
    }
}

/// The shards that are not past retention, and whether they are open.
fn listed(snapshot: &Snapshot) -> Vec<(u32, bool)> {
    snapshot.shards.iter().filter(|belt| !belt.expired).map(|belt| (belt.index, belt.open)).collect()
}
