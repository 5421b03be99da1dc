//! Where everything stands: the two axes and the room around them.

use crate::engine::hash::HashKey;
use crate::engine::lineage::Lineage;
use crate::engine::time::Micros;
use crate::stage::axis::share;
use crate::stage::geometry::{Area, within};

/// Height of a row of signs above the plot.
pub(super) const ROW: f64 = 24.0;

/// The floor plan.
pub(super) struct Plan {
    pub narrow: bool,
    /// The hash line from top to bottom, time from left to right.
    pub plot: Area,
    /// How many rows of signs stand above the plot, below the top line.
    pub rows: u8,
    /// The moment at the left edge.
    pub from: Micros,
    /// From the left edge to the right.
    pub total: Micros,
    /// Where now is.
    pub now_x: f64,
}

impl Plan {
    pub(super) fn new(stage: Area, lineage: &Lineage) -> Self {
        let narrow = stage.w < 640.0;
        let rows = match lineage.fronts.len() {
            0..=2 => 1,
            _ => 2,
        };
        let (left, right) = if narrow { (14.0, 12.0) } else { (76.0, 26.0) };
        let top = if narrow { 28.0 } else { 34.0 } + ROW * f64::from(rows);
        let bottom = stage.h - if narrow { 26.0 } else { 32.0 };
        let plot = Area::new(left, top, stage.w - left - right, bottom - top);
        let past = lineage.now.since(lineage.from);
        let until = lineage.change.as_ref().map_or(Micros::ZERO, |change| change.until.since(lineage.from));
        let total = total(past, until);
        let mut plan = Self { narrow, plot, rows, from: lineage.from, total, now_x: 0.0 };
        plan.now_x = plan.x(lineage.now);
        plan
    }

    /// The place of a moment; moments out of sight stand at the edges.
    pub(super) fn x(&self, moment: Micros) -> f64 {
        self.plot.x + self.plot.w * within(share(moment.since(self.from), self.total), 0.0, 1.0)
    }

    /// The height of a place on the hash line.
    pub(super) fn y(&self, place: HashKey) -> f64 {
        self.plot.y + self.plot.h * f64::from((place.0 >> 96) as u32) / f64::from(u32::MAX)
    }

    /// The lower edge of a stretch that ends at a place: where the next begins.
    pub(super) fn bottom(&self, end: HashKey) -> f64 {
        end.0.checked_add(1).map_or(self.plot.bottom(), |next| self.y(HashKey(next)))
    }
}

/// The shortest axis.
const LEAST: Micros = Micros::from_secs(10);

/// The span of the axis, with some room for what is to come. It grows in steps, so that the picture stands still between
/// two of them and only now moves on.
fn total(past: Micros, until: Micros) -> Micros {
    let holds = |total: u64| past.0 <= total / 20 * 17;
    // A change that lands far away stands at the edge; else the past would have no room.
    let shows = |total: u64| until.0 <= total / 25 * 24 || past.0 * 2 < total;
    let steps = std::iter::successors(Some(LEAST.0), |total| Some(total / 5 * 6));
    Micros(steps.into_iter().find(|total| holds(*total) && shows(*total)).unwrap_or(past.0))
}
