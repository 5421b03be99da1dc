//! All copy of the shards' tool and words.

use super::split::Stage;
use crate::app::figures::{count, megabytes, range, seconds};
use crate::engine::lineage::{HotKey, Pose};
use crate::engine::reshard::StreamMode;
use crate::engine::shard::shard_id;
use crate::engine::snapshot::{Belt, Snapshot};
use crate::engine::time::Micros;

pub(super) const SHARDS: &str = "Shards";
pub(super) const ABOUT: &str = "A split gives a shard's range to two children, a merge joins two neighbours. Parents close, and stay readable until retention ends.";

/// The stream's state.
pub(super) fn status(snapshot: &Snapshot, open: usize, closed: usize) -> String {
    let (mode, open, closed) = (snapshot.mode.word(), count(open as u64), count(closed as u64));
    match &snapshot.change {
        None => format!("{} is ACTIVE, {mode}: {open} open, {closed} closed.", snapshot.stream),
        Some(change) => format!(
            "{} is UPDATING ({}): it lands in {} s. Until then records go to the shards as they were.",
            snapshot.stream,
            change.operation,
            seconds(change.until.since(snapshot.now))
        ),
    }
}

pub(super) const CHOSEN: &str = "The chosen shard";
pub(super) const SHARD: &str = "Shard";
pub(super) const STATE: &str = "State";
pub(super) const HOTTEST: &str = "Key";
pub(super) const PARENTS: &str = "Parents";
pub(super) const CHILDREN: &str = "Children";
pub(super) const NONE: &str = "–";

/// A shard in a list.
pub(super) fn listed(index: u32, open: bool) -> String {
    format!("{}, {}", shard_id(index), open_or_closed(open))
}

pub(super) const fn open_or_closed(open: bool) -> &'static str {
    if open { "open" } else { "closed" }
}

pub(super) fn short(shard: u32) -> String {
    format!("shard {shard}")
}

pub(super) fn choose(shard: u32) -> String {
    format!("Choose shard {shard}")
}

/// Open and how full, or closed and for how long it is still kept.
pub(super) fn state(belt: &Belt, retention: Micros, now: Micros) -> String {
    let range = range(&belt.range);
    let Some(closed) = belt.closed else {
        return format!("open, {range}, {} rec/s, {} MB/s", count(belt.records_per_s), megabytes(belt.bytes_per_s));
    };
    let minutes = (closed + retention).since(now).as_millis().div_ceil(60_000);
    format!("closed, {range}, expires in {} h {:02} min", count(minutes / 60), minutes % 60)
}

/// The key that is followed, and its share.
pub(super) fn hottest(heat: Option<&HotKey>) -> String {
    match heat {
        None => "none stands out".to_owned(),
        Some(heat) if heat.parts_per_million == 0 => format!("{}, of the chosen bag", heat.key),
        Some(heat) => {
            format!("{}, {} % of its newest records", heat.key, (heat.parts_per_million + 5_000) / 10_000)
        }
    }
}

pub(super) const SPLIT: &str = "Split it";
pub(super) const SPLIT_EVENLY: &str = "Split evenly";
pub(super) const NEW_KEY: &str = "New starting hash key";
pub(super) const NEW_KEY_ABOUT: &str = "NewStartingHashKey: where the upper child begins, in decimal. It must be more than one above the shard's start and below its end. Or draw the handle on the stage.";
pub(super) const SPLIT_AT: &str = "Split at this key";
pub(super) const WANT_KEY: &str = "Write a decimal number from 0 to 340282366920938463463374607431768211455 (2^128 − 1), or draw the handle on the stage.";

pub(super) fn around(key: &str, stage: Stage) -> String {
    match stage {
        Stage::Begin => format!("Split around {key}, 1 of 2"),
        Stage::End => format!("Split around {key}, 2 of 2"),
        Stage::Alone => format!("Split around {key} again"),
    }
}

pub(super) fn around_about(heat: &HotKey, stage: Stage) -> String {
    let key = &heat.key;
    match stage {
        Stage::Begin => format!(
            "A shard for {key} alone takes two splits: one where it begins, one two hashes on, the nearest that AWS takes. \
             That frees the other keys. {key} itself still gets 1 MB/s and 1,000 rec/s: no split helps one hot key."
        ),
        Stage::End => {
            format!(
                "A shard begins at the hash of {key}. When that split has landed, the second one lets it end there too."
            )
        }
        Stage::Alone => format!(
            "{key} has a shard of its own, and it still takes 1 MB/s and 1,000 rec/s at most. What helps one hot key is \
             more keys: a suffix to it, or another key."
        ),
    }
}

pub(super) fn splits(shard: u32) -> String {
    format!("{} is being split.", shard_id(shard))
}

pub(super) const MERGE: &str = "Merge it";
pub(super) const ADJACENT: &str = "With";
pub(super) const MERGE_ABOUT: &str = "The chosen shard is ShardToMerge, this one AdjacentShardToMerge: both open, their ranges touching, the lower one first.";
pub(super) const MERGE_NOW: &str = "Merge";
pub(super) const NO_SUCH_SHARD: &str = "shardId-000000999999, not there";

pub(super) fn merges(shard: u32, adjacent: u32) -> String {
    format!("{} and {} are being merged.", shard_id(shard), shard_id(adjacent))
}

pub(super) const COUNT: &str = "Number of shards";
pub(super) const TARGET: &str = "TargetShardCount";
pub(super) const UNIT_SHARDS: &str = "open shards";
pub(super) const COUNT_ABOUT: &str = "UpdateShardCount makes even ranges in rounds of splits and merges: at most double, at least half of the open shards, at most 10 calls in 24 hours. Rounds that are not a half or a double need shards that live only for a round.";
pub(super) const UPDATE: &str = "Update";
pub(super) const WANT_COUNT: &str = "Write a whole number from 1.";

pub(super) fn scales(target: u32) -> String {
    format!(
        "The stream is on its way to {}.",
        if target == 1 { "1 shard".to_owned() } else { format!("{} shards", count(target.into())) }
    )
}

pub(super) const MODE: &str = "Capacity mode";
pub(super) const IS_PROVISIONED: &str = "PROVISIONED: the number of shards is yours to choose, and you pay for each.";
pub(super) const IS_ON_DEMAND: &str = "ON_DEMAND: the service splits shards by itself; there is room for twice the peak of the last 30 days, and you pay for what goes through.";
pub(super) const TO_ON_DEMAND: &str = "Switch to on-demand";
pub(super) const TO_PROVISIONED: &str = "Switch to provisioned";
pub(super) const MODE_ABOUT: &str = "UpdateStreamMode, twice in 24 hours at most. The shards stay as they are. Traffic that more than doubles within 15 minutes can still be throttled, and one hot key always.";
pub(super) const NOT_IN_EXAM: &str =
    "With the limits of today, On-demand Advantage and warm throughput stand here as well.";

pub(super) fn switches(mode: StreamMode) -> String {
    format!("The stream becomes {}.", mode.word())
}

pub(super) const ADVANTAGE: &str = "On-demand Advantage";
pub(super) const ADVANTAGE_ABOUT: &str =
    "MinimumThroughputBillingCommitment of the account: at least 25 MiB/s in and out are paid for, for a day at least.";
pub(super) const WARM: &str = "WarmThroughputMiBps";
pub(super) const UNIT_MIB: &str = "MiB/s";
pub(super) const WARM_ABOUT: &str =
    "Room that is kept ready, so that a rush does not have to wait for it. 0 takes it away.";
pub(super) const SET: &str = "Set";
pub(super) const WANT_WARM: &str = "Write whole MiB a second, 0 for none.";

pub(super) const fn committed(enabled: bool) -> &'static str {
    if enabled { "On-demand Advantage is on." } else { "On-demand Advantage is off." }
}

pub(super) fn warms(mib_per_s: u32) -> String {
    format!("The stream keeps room for {} MiB/s ready.", count(mib_per_s.into()))
}

pub(super) const RETENTION: &str = "Retention";
pub(super) const HOURS: &str = "RetentionPeriodHours";
pub(super) const UNIT_HOURS: &str = "hours";
pub(super) const RETENTION_ABOUT: &str = "How long records and closed shards stay. A longer time brings nothing back; a shorter one takes older records away almost at once.";

pub(super) fn want_hours(least: u32, most: u32) -> String {
    format!("Write whole hours from {} to {}.", count(least.into()), count(most.into()))
}

pub(super) fn keeps(hours: u32) -> String {
    format!("The stream keeps records for {} hours.", count(hours.into()))
}

pub(super) const AWS_ANSWERS: &str = "AWS answers";

pub(super) const LINEAGE: &str = "Lineage";
pub(super) const LINEAGE_SCROLL: &str = "Table of the lineage, scrolls sideways";
pub(super) const LINEAGE_HEADS: &[&str] =
    &["Shard", "State", "Range", "Parents", "Children", "Opened", "Closed", "Records kept"];
pub(super) const STANDS: &str = "Where readers stand";
pub(super) const STANDS_SCROLL: &str = "Table of where readers stand, scrolls sideways";
pub(super) const STAND_HEADS: &[&str] = &["Reader", "Shard", "Range", "Read up to", "State", "Waiting"];
pub(super) const NOBODY: &str = "Nobody reads this stream yet.";

pub(super) const fn pose(pose: Pose) -> &'static str {
    match pose {
        Pose::Reads => "reads the open shard",
        Pose::InParent => "still in the parent: its children wait",
        Pose::Waits => "waits for another parent",
    }
}
