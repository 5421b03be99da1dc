//! What a script does with a stream's shards and its mode. Whether the stream can follow is known only when the moment
//! comes; an entry that it cannot follow is without effect, as a refused call is.

use super::error::ScenarioError;
use super::file::Action;
use super::read::Known;
use super::script::{hash_key, stream};
use super::tree::{Node, Object};
use crate::engine::hash::HashKey;
use crate::engine::limits::Limits;
use crate::engine::reshard::StreamMode;

/// The highest index of a shard: what `UpdateShardCount` takes, and everything that came before it.
const SHARD_INDEX_MAX: u32 = 1_000_000;

/// What a script may do.
#[derive(Clone, Copy)]
pub(super) enum Do {
    Split,
    Merge,
    ShardCount,
    Mode,
    WarmThroughput,
    BillingCommitment,
    Retention,
}

impl Do {
    /// The fields beside the moment and the deed.
    pub(super) const fn fields(self) -> &'static [&'static str] {
        match self {
            Self::Split => &["stream", "shard", "new_starting_hash_key"],
            Self::Merge => &["stream", "shard", "adjacent_shard"],
            Self::ShardCount => &["stream", "target_shard_count"],
            Self::Mode => &["stream", "mode"],
            Self::WarmThroughput => &["stream", "mib_per_s"],
            Self::BillingCommitment => &["enabled"],
            Self::Retention => &["stream", "retention_hours"],
        }
    }
}

pub(super) fn action(doing: Do, entry: &Object, known: &Known) -> Result<Action, ScenarioError> {
    let shard = |name: &str, example: &str| entry.need(name, example)?.whole_u32(0..=SHARD_INDEX_MAX);
    Ok(match doing {
        Do::Split => Action::SplitShard {
            stream: stream(entry, known)?,
            shard: shard("shard", "0")?,
            new_starting_hash_key: entry.or("new_starting_hash_key", None, |node| hash_key(&node).map(Some))?,
        },
        Do::Merge => Action::MergeShards {
            stream: stream(entry, known)?,
            shard: shard("shard", "0")?,
            adjacent_shard: shard("adjacent_shard", "1")?,
        },
        Do::ShardCount => {
            let most = known.limits.shard_count_target_max;
            Action::UpdateShardCount {
                stream: stream(entry, known)?,
                target_shard_count: entry.need("target_shard_count", "4")?.whole_u32(1..=most)?,
            }
        }
        Do::Mode => Action::UpdateStreamMode {
            stream: stream(entry, known)?,
            mode: mode(&entry.need("mode", "\"on_demand\"")?)?,
        },
        Do::WarmThroughput => {
            let most = Limits::of(crate::engine::limits::Profile::Today).warm_mib_per_s_max;
            Action::UpdateStreamWarmThroughput {
                stream: stream(entry, known)?,
                mib_per_s: entry.need("mib_per_s", "100")?.whole_u32(0..=most)?,
            }
        }
        Do::BillingCommitment => Action::SetBillingCommitment { enabled: entry.need("enabled", "true")?.truth()? },
        Do::Retention => {
            let hours = known.limits.retention_hours_min..=known.limits.retention_hours_max;
            Action::SetRetention {
                stream: stream(entry, known)?,
                retention_hours: entry.need("retention_hours", "48")?.whole_u32(hours)?,
            }
        }
    })
}

/// A capacity mode.
pub(super) fn mode(node: &Node) -> Result<StreamMode, ScenarioError> {
    node.choice(&[("provisioned", StreamMode::Provisioned), ("on_demand", StreamMode::OnDemand)])
}

/// A hash key that was checked when the file was read.
pub(super) fn checked(decimal: Option<&String>) -> Option<HashKey> {
    decimal.and_then(|decimal| HashKey::parse(decimal))
}
