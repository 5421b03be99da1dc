//! What the X-ray stage and its words are made from: plain data, copied out of a mapping for one moment.

use super::{Bisection, MappingConfig, Reason, Totals};
use crate::engine::id::ConsumerId;
use crate::engine::snapshot::Tag;
use crate::engine::time::Micros;
use std::sync::Arc;

/// An event source mapping at work.
#[derive(Clone, Debug)]
pub struct MappingView {
    /// The mapping.
    pub consumer: ConsumerId,
    /// Its name.
    pub name: String,
    /// Its settings.
    pub config: Arc<MappingConfig>,
    /// Whether it reads with enhanced fan-out.
    pub pushed: bool,
    /// What it did since the start.
    pub totals: Totals,
    /// Invocations going on.
    pub running: u32,
    /// Age of the oldest record that it is not done with, over all shards; zero when there is none.
    pub iterator_age: Micros,
    /// Its work on every shard that it has something to do with, in order: closed ones that it is done with are left out.
    pub shards: Vec<PollerView>,
    /// The newest batches given up, new to old, at most [`Self::LOST_MAX`].
    pub lost: Vec<LostView>,
}

impl MappingView {
    /// The most batches that [`MappingView::lost`] holds.
    pub const LOST_MAX: usize = 20;
}

/// A mapping on one shard.
#[derive(Clone, Debug)]
pub struct PollerView {
    /// The shard's index.
    pub shard: u32,
    /// `ShardId`.
    pub shard_id: String,
    /// Records of the shard that it has not been given.
    pub unread: u64,
    /// Records that it holds and has not begun.
    pub waiting: u64,
    /// Records of the batches in hand that it is not done with.
    pub in_hand: u64,
    /// Age of the oldest record that it is not done with; zero when there is none.
    pub iterator_age: Micros,
    /// Whether a batch that failed stands before everything else on some lane.
    pub blocked: bool,
    /// The lanes: as many as the parallelization factor.
    pub lanes: Vec<LaneView>,
    /// The tumbling window it is in.
    pub window: Option<WindowView>,
}

/// One lane of a shard: one batch after the other.
#[derive(Clone, Debug)]
pub struct LaneView {
    /// Records that wait for this lane.
    pub waiting: u64,
    /// The looks of the first of them, in order, at most [`Self::AHEAD_MAX`].
    pub ahead: Vec<Tag>,
    /// The tray that is being filled; none while a batch is in hand or nothing waits.
    pub tray: Option<TrayView>,
    /// The batch in hand.
    pub batch: Option<BatchView>,
    /// The last batch that failed and is finished, until another takes its place.
    pub last_failed: Option<BatchView>,
    /// The last batch that passed without a failure, until another takes its place; with the looks of its first records
    /// alone, at most [`Self::PASSED_TAGS_MAX`].
    pub last_passed: Option<BatchView>,
}

impl LaneView {
    /// The most looks that [`LaneView::ahead`] holds.
    pub const AHEAD_MAX: usize = 24;
    /// The most looks of the last batch that passed: a picture has no room for more.
    pub const PASSED_TAGS_MAX: usize = 256;
}

/// A tray that waits to be full, or for its window to end.
#[derive(Clone, Copy, Debug)]
pub struct TrayView {
    /// Records in it.
    pub records: u32,
    /// `BatchSize`.
    pub records_max: u32,
    /// Bytes of the event as it would be sent now.
    pub payload_bytes: u64,
    /// 6 MB.
    pub payload_bytes_max: u64,
    /// When its first record came.
    pub since: Micros,
    /// When it goes even if it is not full.
    pub due: Micros,
}

/// A batch and what became of its parts.
#[derive(Clone, Debug)]
pub struct BatchView {
    /// Its records and the tree of its parts.
    pub tree: Arc<Bisection>,
    /// The look of every record, in the order of [`Bisection::records`].
    pub tags: Arc<[Tag]>,
}

/// A tumbling window that is open.
#[derive(Clone, Debug)]
pub struct WindowView {
    /// Its start, as an arrival time; may lie before the simulation's start, and is then zero.
    pub start: Micros,
    /// Its end.
    pub end: Micros,
    /// Records that its invocations were given and passed.
    pub records: u64,
    /// The state that the next invocation is given, as JSON text.
    pub state: String,
}

/// A batch that was given up.
#[derive(Clone, Debug)]
pub struct LostView {
    /// Its number among those of the mapping, from 0.
    pub number: u64,
    /// When.
    pub at: Micros,
    /// The shard's index.
    pub shard: u32,
    /// Why.
    pub reason: Reason,
    /// How many records.
    pub records: u32,
    /// Invocations made: `approximateInvokeCount`.
    pub invocations: u32,
    /// Sequence number of its first record.
    pub start_sequence_number: String,
    /// Sequence number of its last record.
    pub end_sequence_number: String,
    /// Where its account went: `sqs orders-lost`; none when there is no destination.
    pub sent_to: Option<String>,
    /// The looks of its first records, at most 16.
    pub tags: Vec<Tag>,
}
