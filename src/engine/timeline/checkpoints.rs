//! Moments of a run that are kept, so that going to another one need not begin at the start. They are sparse, and share
//! with each other what has not changed between them.

use crate::engine::time::Micros;
use crate::engine::world::{Cost, World};
use std::sync::Arc;

/// Checkpoints of one run, at most.
const COUNT_MAX: usize = 64;
/// Bytes of all checkpoints of one run, at most, by [`World::cost`].
pub(super) const BYTES_MAX: usize = 64 << 20;
/// The work between two of them at first, see [`World::work`]: a few milliseconds' worth.
const SPACING_MIN: u64 = 12_000;
/// A copy of this many bytes is worth one more step of work before it, so that copying stays a small part of the run.
const BYTES_PER_WORK: u64 = 16;

/// A kept moment.
#[derive(Debug)]
pub(super) struct Checkpoint {
    /// The world after everything at its moment.
    pub world: World,
    /// How many of the script's and the journal's commands it has followed.
    pub followed: (usize, usize),
    cost: Cost,
}

/// The kept moments of a run, in order of time. Forks share them.
#[derive(Clone, Debug)]
pub(super) struct Checkpoints {
    list: Vec<Arc<Checkpoint>>,
    /// The work between two of them, at least.
    spacing: u64,
}

impl Default for Checkpoints {
    fn default() -> Self {
        Self { list: Vec::new(), spacing: SPACING_MIN }
    }
}

impl Checkpoints {
    /// Keeps moments at least this much work apart.
    #[must_use]
    pub(super) const fn every(work: u64) -> Self {
        Self { list: Vec::new(), spacing: work }
    }

    /// The last one at `to` or before.
    #[must_use]
    pub(super) fn last_until(&self, to: Micros) -> Option<&Checkpoint> {
        let at = self.list.partition_point(|kept| kept.world.now() <= to);
        at.checked_sub(1).map(|last| &*self.list[last])
    }

    /// Keeps this moment if it is far enough from its neighbours.
    pub(super) fn offer(&mut self, world: &World, followed: (usize, usize)) {
        let at = self.list.partition_point(|kept| kept.world.now() <= world.now());
        let work = world.work();
        let before = at.checked_sub(1).map_or(0, |before| self.list[before].world.work());
        let after = self.list.get(at).map_or(u64::MAX, |after| after.world.work());
        if work - before < self.spacing || after - work < self.spacing {
            return;
        }
        let cost = world.cost();
        if (work - before) * BYTES_PER_WORK < cost.copied() as u64 {
            return;
        }
        self.list.insert(at, Arc::new(Checkpoint { world: world.clone(), followed, cost }));
        while self.list.len() > COUNT_MAX || self.bytes() > BYTES_MAX {
            self.thin();
        }
    }

    /// Gives up those that a new command after `followed` commands of the journal makes untrue.
    pub(super) fn forget_after(&mut self, now: Micros, followed: usize) {
        self.list.retain(|kept| kept.world.now() <= now && kept.followed.1 <= followed);
    }

    /// Bytes that all of them take, about.
    #[must_use]
    pub(super) fn bytes(&self) -> usize {
        let before = std::iter::once(None).chain(self.list.iter().map(|kept| Some(&kept.cost)));
        self.list.iter().zip(before).map(|(kept, before)| kept.cost.after(before)).sum()
    }

    /// How many there are.
    #[must_use]
    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    /// Doubles the work between two of them.
    pub(super) fn thin(&mut self) {
        self.spacing = self.spacing.saturating_mul(2);
        let mut last = 0;
        self.list.retain(|kept| {
            let work = kept.world.work();
            let stays = work - last >= self.spacing;
            if stays {
                last = work;
            }
            stays
        });
    }
}
