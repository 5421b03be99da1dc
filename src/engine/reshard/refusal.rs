//! Why a change of shards or mode was refused: the rule of AWS that was hit, in plain words. The front door gives AWS's own
//! text for each.

use super::{StreamMode, StreamStatus};
use crate::engine::hash::{HashKey, HashRange};
use crate::engine::shard::shard_id;
use crate::engine::words::grouped;
use std::fmt;

/// The rule that was hit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReshardRefusal {
    /// A change is going on.
    NotActive(StreamStatus),
    /// The service looks after an on-demand stream's shards.
    OnDemand,
    /// The stream has no shard of this index.
    NoShard(u32),
    /// The shard is closed: it was split or merged before.
    Closed(u32),
    /// The new starting hash key does not lie well inside the shard.
    SplitKey {
        /// The shard.
        shard: u32,
        /// Its range.
        range: HashRange,
        /// The key.
        key: HashKey,
    },
    /// The two shards are no neighbours, or stand in the wrong order.
    NotAdjacent(u32, u32),
    /// The account has no room for more shards.
    ShardQuota {
        /// Open shards of the account.
        open: u64,
        /// How many more it would take.
        more: u64,
        /// The quota.
        limit: u64,
    },
    /// More than double the open shards.
    AboveDouble {
        /// Open shards.
        open: u32,
        /// `TargetShardCount`.
        target: u32,
    },
    /// Less than half the open shards.
    BelowHalf {
        /// Open shards.
        open: u32,
        /// `TargetShardCount`.
        target: u32,
    },
    /// More than `UpdateShardCount` ever takes.
    TooManyShards {
        /// Open shards.
        open: u32,
        /// `TargetShardCount`.
        target: u32,
        /// The limit.
        limit: u32,
    },
    /// `UpdateShardCount` was called too often in the last 24 hours.
    ScaledTooOften(u32),
    /// `UpdateStreamMode` was called too often in the last 24 hours.
    SwitchedTooOften(u32),
    /// The stream is in this mode already.
    SameMode(StreamMode),
    /// Warm throughput is for on-demand streams.
    NotOnDemand,
    /// Warm throughput and the billing commitment of On-demand Advantage are not of this profile.
    NotYet,
    /// Warm throughput needs On-demand Advantage.
    NeedsAdvantage,
    /// More warm throughput than there is.
    TooWarm {
        /// MiB a second asked for.
        asked: u32,
        /// The most there is.
        limit: u32,
    },
    /// A stream still has warm throughput.
    StillWarm(String),
}

impl fmt::Display for ReshardRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotActive(status) => write!(
                f,
                "The stream is {}: a change is going on, and only an ACTIVE stream takes another. Wait until it has landed.",
                status.word()
            ),
            Self::OnDemand => f.write_str(
                "The stream is in on-demand mode, in which the service splits and merges shards by itself. Switch it to \
                 provisioned mode first.",
            ),
            Self::NoShard(shard) => write!(f, "The stream has no {}. Choose one of its open shards.", shard_id(*shard)),
            Self::Closed(shard) => write!(
                f,
                "{} is closed: it was split or merged before, and a shard can be only once. Choose one of its children.",
                shard_id(*shard)
            ),
            Self::SplitKey { shard, range, .. } => write!(
                f,
                "The new starting hash key must lie inside {}: greater than {} (its start plus one) and less than {} (its \
                 end).",
                shard_id(*shard),
                range.start.0.saturating_add(1),
                range.end
            ),
            Self::NotAdjacent(first, second) => write!(
                f,
                "{} and {} cannot be merged: their ranges must touch with no gap, and the lower one comes first. Choose two \
                 neighbours.",
                shard_id(*first),
                shard_id(*second)
            ),
            Self::ShardQuota { open, more, limit } => write!(
                f,
                "The account may have {} open shards. It has {}, and this takes {} more. Merge some, or ask AWS for a \
                 higher quota.",
                grouped(*limit),
                grouped(*open),
                grouped(*more)
            ),
            Self::AboveDouble { open, target } => write!(
                f,
                "One UpdateShardCount may at most double the open shards: from {} to {}, not to {}. Go in several calls.",
                grouped(u64::from(*open)),
                grouped(2 * u64::from(*open)),
                grouped(u64::from(*target))
            ),
            Self::BelowHalf { open, target } => write!(
                f,
                "One UpdateShardCount may at most halve the open shards: from {} to {}, not to {}. Go in several calls.",
                grouped(u64::from(*open)),
                grouped(u64::from(open.div_ceil(2))),
                grouped(u64::from(*target))
            ),
            Self::TooManyShards { limit, .. } => write!(
                f,
                "UpdateShardCount takes a stream to at most {} shards. Ask AWS, or use several streams.",
                grouped(u64::from(*limit))
            ),
            Self::ScaledTooOften(limit) => write!(
                f,
                "UpdateShardCount may be called {limit} times in any 24 hours for a stream. Split or merge shards one by \
                 one, or wait."
            ),
            Self::SwitchedTooOften(limit) => write!(
                f,
                "The capacity mode of a stream may be switched {limit} times in any 24 hours. Wait until the first of them \
                 is a day old."
            ),
            Self::SameMode(mode) => write!(f, "The stream is {} already: there is nothing to switch.", mode.word()),
            Self::NotOnDemand => {
                f.write_str("Warm throughput is for on-demand streams: a provisioned stream has as many shards as you say.")
            }
            Self::NotYet => f.write_str(
                "On-demand Advantage and warm throughput came in November 2025, after the exam's material. Switch to the \
                 limits of today to use them.",
            ),
            Self::NeedsAdvantage => f.write_str(
                "Warm throughput needs On-demand Advantage: enable the account's minimum throughput billing commitment \
                 first.",
            ),
            Self::TooWarm { asked, limit } => write!(
                f,
                "A stream takes at most {} MiB a second of warm throughput, not {}.",
                grouped(u64::from(*limit)),
                grouped(u64::from(*asked))
            ),
            Self::StillWarm(stream) => write!(
                f,
                "The stream {stream} has warm throughput: set it to zero before you disable the billing commitment."
            ),
        }
    }
}
