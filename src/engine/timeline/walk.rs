//! A stretch of a run told once more, fact by fact, beside the run itself.

use super::Timeline;
use super::checkpoints::Checkpoints;
use crate::engine::fact::Fact;
use crate::engine::facts::Facts;
use crate::engine::time::Micros;
use crate::engine::world::World;

/// The walk goes on by spans that bring some facts, but fewer than a world keeps.
const FACTS_FEW: u64 = Facts::KEPT_MAX / 16;
const FACTS_MANY: u64 = Facts::KEPT_MAX / 4;
const SPAN_FIRST: Micros = Micros::from_millis(1);
const SPAN_MAX: Micros = Micros::from_secs(60);

/// A walk through a run.
#[derive(Debug)]
pub struct Walk {
    timeline: Timeline,
    seen: u64,
    span: Micros,
    until: Micros,
}

impl Walk {
    /// Goes through the facts of a run from `from` to `until`, both included.
    #[must_use]
    pub fn new(timeline: &Timeline, from: Micros, until: Micros) -> Self {
        let mut timeline = timeline.clone();
        // What happens at `from` itself belongs to the walk.
        timeline.seek(Micros(from.0.saturating_sub(1)));
        timeline.checkpoints = Checkpoints::every(u64::MAX);
        let seen = if from == Micros::ZERO { 0 } else { timeline.world.facts_end() };
        Self { timeline, seen, span: SPAN_FIRST, until }
    }

    /// The moment it has come to.
    #[must_use]
    pub const fn now(&self) -> Micros {
        self.timeline.now()
    }

    /// The world at that moment.
    #[must_use]
    pub const fn world(&self) -> &World {
        self.timeline.world()
    }

    /// The facts of the next span with their numbers; none at the end. When more of them fall on one moment than a world
    /// keeps, the oldest of these are left out.
    pub fn go_on(&mut self) -> Option<Vec<(u64, Fact)>> {
        let before = self.now();
        if before >= self.until && self.seen == self.timeline.world.facts_end() {
            return None;
        }
        self.timeline.advance_to(self.until.min(before + self.span));
        let (first, end, facts) = self.timeline.world.facts(self.seen);
        let told = end - self.seen;
        if told < FACTS_FEW {
            self.span = SPAN_MAX.min(Micros(self.span.0 * 2));
        } else if told > FACTS_MANY {
            self.span = Micros((self.span.0 / 2).max(1));
        }
        let from = self.seen.max(first);
        self.seen = end;
        // A handler that has not been asked yet ends the walk.
        let stands_still = told == 0 && self.now() == before;
        (!stands_still).then(|| (from..).zip(facts).collect())
    }
}
