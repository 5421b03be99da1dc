//! A change that is going on: the stream is `UPDATING` until it has landed.

use super::{Boundaries, Step, StreamMode};
use crate::engine::digest::Digest;
use crate::engine::time::Micros;

/// A change that is going on.
#[derive(Clone, Debug)]
pub struct Change {
    /// What was asked for.
    pub kind: Kind,
    /// When it was asked for.
    pub since: Micros,
    /// When the steps in hand land.
    pub until: Micros,
    /// Splits and merges that land together at `until`.
    pub steps: Vec<Step>,
}

/// What was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `SplitShard`.
    Split,
    /// `MergeShards`.
    Merge,
    /// `UpdateShardCount`: rounds of splits, then of merges, until the ranges begin where they are to begin.
    ShardCount(Boundaries),
    /// `UpdateStreamMode`.
    Mode(StreamMode),
}

impl Kind {
    /// The operation's name.
    #[must_use]
    pub const fn operation(&self) -> &'static str {
        match self {
            Self::Split => "SplitShard",
            Self::Merge => "MergeShards",
            Self::ShardCount(_) => "UpdateShardCount",
            Self::Mode(_) => "UpdateStreamMode",
        }
    }
}

impl Change {
    /// Folds the change into a digest.
    pub fn fold(&self, digest: &mut Digest) {
        digest.bytes(self.kind.operation().as_bytes());
        match &self.kind {
            Kind::Split | Kind::Merge => {}
            Kind::ShardCount(boundaries) => digest.u64(u64::from(boundaries.shards())),
            Kind::Mode(mode) => digest.u64(*mode as u64),
        }
        digest.u64(self.since.0);
        digest.u64(self.until.0);
        self.steps.iter().for_each(|step| step.fold(digest));
    }
}
