//! What the stage shows: the hall, the consumers side by side, a mapping's work, or the shards over time.

use super::dom::El;
use super::hall::Hall;
use super::live::{effect, memo, spawn};
use super::segmented::{Choice, segmented};
use super::words;
use crate::engine::World;
use crate::engine::hash::HashKey;
use crate::engine::id::StreamId;
use crate::engine::snapshot::{Belt, Snapshot};
use crate::scenario::file::Stage;
use crate::stage::{Picture, Target, Viewport};
use std::rc::Rc;

/// Draws a moment of a stream on a stage other than the hall.
pub(crate) type Drawer = Rc<dyn Fn(&World, StreamId, &Focus, &Viewport) -> Picture>;

/// What such a stage looks at.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Focus {
    /// Which of the mappings: its place among them.
    pub(crate) mapping: usize,
    /// Which shard; none lets the stage choose.
    pub(crate) shard: Option<u32>,
    /// Which lane of a mapping on that shard; none lets the stage choose.
    pub(crate) lane: Option<u8>,
    /// Where on the hash line the chosen shard is to be split; none is its middle.
    pub(crate) cut: Option<HashKey>,
    /// What was chosen on the stage.
    pub(crate) target: Option<Target>,
    /// Whether charts have a point a second instead of a minute.
    pub(crate) seconds: bool,
    /// Whether two pictures stand side by side, so that each needs its caption.
    pub(crate) compared: bool,
}

/// A stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Showing {
    /// Desks, sorter and belts.
    Hall,
    /// The consumers at the belts' ends.
    FanOut,
    /// Batches of a mapping in the function.
    Xray,
    /// The shards over time.
    Lineage,
    /// Metrics, heat, cost and size.
    Capacity,
}

const HALL: &str = "hall";
const FAN_OUT: &str = "fan-out";
const XRAY: &str = "x-ray";
const LINEAGE: &str = "lineage";
const CAPACITY: &str = "capacity";

impl Showing {
    /// All stages, in the order of their keys.
    pub(crate) const ALL: [Self; 5] = [Self::Hall, Self::FanOut, Self::Xray, Self::Lineage, Self::Capacity];

    /// Its name in addresses and attributes.
    pub(crate) const fn id(self) -> &'static str {
        match self {
            Self::Hall => HALL,
            Self::FanOut => FAN_OUT,
            Self::Xray => XRAY,
            Self::Lineage => LINEAGE,
            Self::Capacity => CAPACITY,
        }
    }

    /// The stage of a name.
    pub(crate) fn named(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|showing| showing.id() == id)
    }
}

impl From<Stage> for Showing {
    fn from(stage: Stage) -> Self {
        match stage {
            Stage::Hall => Self::Hall,
            Stage::Lineage => Self::Lineage,
            Stage::Capacity => Self::Capacity,
            Stage::FanOut => Self::FanOut,
            Stage::XRay => Self::Xray,
        }
    }
}

/// The shard that was chosen, else the first open one of the hash line; none when there is none.
pub(crate) fn chosen_shard<'a>(snapshot: &'a Snapshot, focus: &Focus) -> Option<&'a Belt> {
    let belt = focus.shard.and_then(|shard| snapshot.shards.get(shard as usize)).filter(|belt| !belt.expired);
    belt.or_else(|| snapshot.shards.iter().filter(|belt| belt.open).min_by_key(|belt| belt.range.start))
}

/// The choice of the stage.
pub(crate) fn stages(hall: Hall) -> El {
    let choices = [
        Choice { value: HALL, label: words::STAGE_HALL, about: words::STAGE_HALL_ABOUT },
        Choice { value: FAN_OUT, label: words::STAGE_FAN_OUT, about: words::STAGE_FAN_OUT_ABOUT },
        Choice { value: XRAY, label: words::STAGE_XRAY, about: words::STAGE_XRAY_ABOUT },
        Choice { value: LINEAGE, label: words::STAGE_LINEAGE, about: words::STAGE_LINEAGE_ABOUT },
        Choice { value: CAPACITY, label: words::STAGE_CAPACITY, about: words::STAGE_CAPACITY_ABOUT },
    ];
    let taken = memo(move || hall.showing.get().id());
    let take: Rc<dyn Fn(&'static str)> = Rc::new(move |value| {
        if let Some(showing) = Showing::named(value) {
            hall.show(showing);
        }
    });
    segmented(words::STAGES, &choices, taken, &take).set("class", "segmented stages")
}

/// Fetches what draws the stage that is shown. When it does not arrive, the words below the stage say so and offer to
/// try again; the stage itself stays empty until another is chosen.
pub(crate) fn fetch_drawer(hall: Hall) {
    effect(move || {
        let showing = hall.showing.get();
        spawn(hall.showing, async move {
            let drawer = match showing {
                Showing::Hall => return,
                Showing::FanOut => super::fanout::drawer().await,
                Showing::Xray => super::xray::drawer().await,
                Showing::Lineage => super::lineage::drawer().await,
                Showing::Capacity => super::capacity::drawer().await,
            };
            if hall.showing.get_untracked() == showing {
                hall.set_drawer(drawer.ok());
            }
        });
    });
}
