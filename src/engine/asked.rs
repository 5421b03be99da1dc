//! What facts tell beside what happened: what was asked of a stream, and which limit of a shard was hit.

use super::reshard::StreamMode;
use serde::Serialize;

/// What a stream is changing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Asked {
    /// A shard is being split.
    Split {
        /// The shard's index.
        shard: u32,
    },
    /// Two shards are being merged.
    Merge {
        /// The lower one's index.
        shard: u32,
        /// The upper one's index.
        adjacent_shard: u32,
    },
    /// The number of shards is being changed.
    ShardCount {
        /// `TargetShardCount`.
        target: u32,
    },
    /// The capacity mode is being switched.
    Mode {
        /// The new mode.
        mode: StreamMode,
    },
}

/// A shard's write limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum WriteLimit {
    /// 1,000 records a second.
    Records,
    /// 1 MB a second.
    Bytes,
}

/// A shard's read limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ReadLimit {
    /// Five `GetRecords` calls a second.
    Calls,
    /// 2 MB a second.
    Bytes,
}
