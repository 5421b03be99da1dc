//! What the stage shows: the hall, the consumers side by side, or a mapping's work.

use super::dom::El;
use super::hall::Hall;
use super::live::{effect, memo, spawn};
use super::segmented::{Choice, segmented};
use super::words;
use crate::engine::World;
use crate::engine::id::StreamId;
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
    /// What was chosen on the stage.
    pub(crate) target: Option<Target>,
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
}

const HALL: &str = "hall";
const FAN_OUT: &str = "fan-out";
const XRAY: &str = "x-ray";

impl Showing {
    /// All stages, in the order of their keys.
    pub(crate) const ALL: [Self; 3] = [Self::Hall, Self::FanOut, Self::Xray];

    /// Its name in addresses and attributes.
    pub(crate) const fn id(self) -> &'static str {
        match self {
            Self::Hall => HALL,
            Self::FanOut => FAN_OUT,
            Self::Xray => XRAY,
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
            Stage::FanOut => Self::FanOut,
            Stage::XRay => Self::Xray,
        }
    }
}

/// The choice of the stage.
pub(crate) fn stages(hall: Hall) -> El {
    let choices = [
        Choice { value: HALL, label: words::STAGE_HALL, about: words::STAGE_HALL_ABOUT },
        Choice { value: FAN_OUT, label: words::STAGE_FAN_OUT, about: words::STAGE_FAN_OUT_ABOUT },
        Choice { value: XRAY, label: words::STAGE_XRAY, about: words::STAGE_XRAY_ABOUT },
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
            };
            if hall.showing.get_untracked() == showing {
                hall.set_drawer(drawer.ok());
            }
        });
    });
}
