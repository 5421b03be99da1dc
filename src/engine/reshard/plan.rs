//! The steps of a reshard. AWS knows two: one shard becomes two, and two neighbours become one (Kinesis Developer Guide,
//! "Reshard a stream"). `UpdateShardCount` runs many of them; AWS does not document their order. Here all splits come
//! first, so that no range is ever wider than before or after, and in every round a shard takes part in one step only.

use crate::engine::digest::Digest;
use crate::engine::hash::{HashKey, HashRange};

/// One split or one merge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// A shard becomes two.
    Split {
        /// The shard's index.
        shard: u32,
        /// `NewStartingHashKey`: where the upper child begins.
        at: HashKey,
    },
    /// Two neighbours become one.
    Merge {
        /// `ShardToMerge`: the lower range.
        lower: u32,
        /// `AdjacentShardToMerge`: the upper range.
        upper: u32,
    },
}

impl Step {
    /// How many open shards there are more, or fewer, after it.
    #[must_use]
    pub const fn gain(self) -> i64 {
        match self {
            Self::Split { .. } => 1,
            Self::Merge { .. } => -1,
        }
    }

    /// Folds the step into a digest.
    pub fn fold(&self, digest: &mut Digest) {
        match self {
            Self::Split { shard, at } => {
                digest.u64(u64::from(*shard));
                digest.u128(at.0);
            }
            Self::Merge { lower, upper } => digest.u64(u64::from(*lower) << 32 | u64::from(*upper)),
        }
    }
}

/// Where the ranges of a stream are to begin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Boundaries(Vec<HashKey>);

impl Boundaries {
    /// Even ranges for so many shards: `UNIFORM_SCALING`. A boundary of the open shards that lies within a thousandth of a
    /// range of an even one stays where it is: even widths are rounded, and nobody wants a shard of one place.
    ///
    /// # Panics
    /// When `shards` is zero.
    #[must_use]
    pub fn even(shards: u32, open: &[(u32, HashRange)]) -> Self {
        let near = u128::MAX / u128::from(shards) / 1_000;
        let settle = |range: HashRange| {
            let after = open.partition_point(|(_, other)| other.start < range.start);
            let beside = open[after.saturating_sub(1)..].iter().take(2).map(|(_, other)| other.start);
            beside.into_iter().find(|start| start.0.abs_diff(range.start.0) <= near).unwrap_or(range.start)
        };
        Self(HashRange::divide(shards).into_iter().map(settle).collect())
    }

    /// How many shards there are to be.
    #[must_use]
    pub fn shards(&self) -> u32 {
        self.0.len() as u32
    }

    /// The next round of steps from the open shards, which are in the order of the hash line; empty when nothing is left
    /// to do.
    #[must_use]
    pub fn next_round(&self, open: &[(u32, HashRange)]) -> Vec<Step> {
        let splits: Vec<Step> = open.iter().filter_map(|(shard, range)| self.split(*shard, *range)).collect();
        if !splits.is_empty() {
            return splits;
        }
        let mut merges = Vec::new();
        let mut at = 0;
        while at + 1 < open.len() {
            let ((lower, _), (upper, range)) = (open[at], open[at + 1]);
            let stays_apart = self.0.binary_search(&range.start).is_ok();
            if !stays_apart {
                merges.push(Step::Merge { lower, upper });
            }
            at += if stays_apart { 1 } else { 2 };
        }
        merges
    }

    /// A split of a shard at the middle one of the boundaries that lie inside it.
    fn split(&self, shard: u32, range: HashRange) -> Option<Step> {
        let from = self.0.partition_point(|start| !is_split_point(range, *start) && *start < range.end);
        let to = self.0.partition_point(|start| *start < range.end);
        let inside = self.0.get(from..to).filter(|inside| !inside.is_empty())?;
        Some(Step::Split { shard, at: inside[inside.len() / 2] })
    }
}

/// Whether a shard may be split there: AWS asks for a key greater than one plus the start and less than the end (the text
/// of its error says so).
#[must_use]
pub fn is_split_point(range: HashRange, key: HashKey) -> bool {
    range.start.0.saturating_add(1) < key.0 && key < range.end
}
