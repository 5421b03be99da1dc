//! What the lineage stage and its words are made from: the shards of a stream over time with their records, and where
//! every reader stands among them. Plain data, copied out for one moment and bounded in size, however much there is.

use super::hash::{HashKey, HashRange};
use super::id::{ConsumerId, RecordRef, StreamId};
use super::reshard::{StreamMode, StreamStatus};
use super::snapshot::{ChangeView, Tag};
use super::time::Micros;

/// What the viewer wants to see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineageAsk {
    /// The stream.
    pub stream: StreamId,
    /// The record whose key is followed; none follows the hottest key.
    pub record: Option<RecordRef>,
    /// The shard whose hottest key that is; without one, or when none stands out there, the fullest open shard's.
    pub shard: Option<u32>,
    /// At most so many records come one by one; of more, counts come.
    pub dots_max: u32,
    /// About so many columns of counts over the whole time.
    pub columns: u32,
    /// So many rows of counts over the hash line.
    pub rows: u32,
}

/// The shards of a stream over time.
#[derive(Clone, Debug)]
pub struct Lineage {
    /// The moment.
    pub now: Micros,
    /// The oldest moment of which something is kept: a shard's opening, or what retention still holds.
    pub from: Micros,
    /// How long the stream keeps a record.
    pub retention: Micros,
    /// The capacity mode.
    pub mode: StreamMode,
    /// Whether a change is going on.
    pub status: StreamStatus,
    /// That change.
    pub change: Option<ChangeView>,
    /// The shards that have not expired, by index.
    pub shards: Vec<Generation>,
    /// Their records.
    pub records: Records,
    /// The key that is followed.
    pub key: Option<Trace>,
    /// The readers, in the order they were added.
    pub fronts: Vec<Front>,
}

/// A shard from its opening to its closing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Generation {
    /// The shard's index.
    pub shard: u32,
    /// The stretch of the hash line it owns.
    pub range: HashRange,
    /// When it opened.
    pub opened: Micros,
    /// When it closed; none while it is open.
    pub closed: Option<Micros>,
    /// When it expires; none while it is open.
    pub expires: Option<Micros>,
    /// Records that it keeps.
    pub kept: u64,
}

/// The records that are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Records {
    /// Each of them.
    Each(Vec<Dot>),
    /// Too many for that: how many lie about where. Every `stride`-th was looked at.
    Counted {
        /// How much time a column holds.
        column: Micros,
        /// How many rows the hash line is cut into.
        rows: u32,
        /// One record that was looked at stands for so many.
        stride: u64,
        /// The cells that hold any.
        cells: Vec<Cell>,
    },
}

/// A record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dot {
    /// The shard's index.
    pub shard: u32,
    /// When the shard took it.
    pub arrival: Micros,
    /// Its place on the hash line.
    pub place: HashKey,
}

/// Records of one shard that arrived at about the same time at about the same place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cell {
    /// The shard's index.
    pub shard: u32,
    /// Which column: its number times the column's span is where it begins.
    pub column: u64,
    /// Which row of the hash line, from 0.
    pub row: u32,
    /// How many of the records that were looked at.
    pub looked_at: u32,
}

/// Where the records of one key lie.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trace {
    /// The key.
    pub heat: HotKey,
    /// Whether it is the key of the record that was asked for.
    pub is_chosen: bool,
    /// When its records came, as far as they were looked at.
    pub arrivals: Vec<(u32, Micros)>,
}

/// A key and its share of what came lately.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HotKey {
    /// The partition key.
    pub key: String,
    /// Its look.
    pub tag: Tag,
    /// Its place on the hash line.
    pub place: HashKey,
    /// Its share of the records looked at, in parts per million.
    pub parts_per_million: u32,
}

/// Where a reader stands, for every stretch of the hash line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Front {
    /// The consumer.
    pub consumer: ConsumerId,
    /// Its name.
    pub name: String,
    /// Along the hash line, without gaps.
    pub stands: Vec<Stand>,
}

/// Where a reader stands on a stretch of the hash line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stand {
    /// The stretch.
    pub range: HashRange,
    /// The shard it reads there, or waits for.
    pub shard: u32,
    /// It has been given everything that came there before this moment.
    pub at: Micros,
    /// What it does.
    pub pose: Pose,
    /// Records of that shard that wait for it.
    pub waiting: u64,
}

/// What a reader does on a shard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pose {
    /// It reads an open shard.
    Reads,
    /// It reads a closed shard, whose children wait until it is done.
    InParent,
    /// It waits at the opening of a shard, for it is not done with one of its parents.
    Waits,
}
