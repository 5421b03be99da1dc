//! What the fan-out stage and its words are made from: plain data about every consumer, copied out for one moment.

use super::id::ConsumerId;
use super::reading::{ConsumerConfig, Processing, Work};
use super::time::Micros;

/// A consumer of a stream.
#[derive(Clone, Debug)]
pub struct ReaderView {
    /// The consumer.
    pub consumer: ConsumerId,
    /// How it was set up.
    pub config: ConsumerConfig,
    /// Whether it reads: it was not paused.
    pub reading: bool,
    /// How long it is busy with what it is given; none for a mapping.
    pub processing: Option<Processing>,
    /// Records a second, on the average of the last half minute.
    pub records_per_s: u64,
    /// Bytes a second, on the average of the last half minute.
    pub bytes_per_s: u64,
    /// `GetRecords` calls refused in the last second.
    pub throttled_per_s: u64,
    /// `GetRecords` calls refused since the start.
    pub throttled_total: u64,
    /// Records it was given since the start.
    pub records_total: u64,
    /// The same, those in packed records counted one by one if it unpacks them: KCL, and Lambda with enhanced fan-out.
    pub user_records_total: u64,
    /// Of the records, those it had been given before.
    pub duplicates_total: u64,
    /// `MillisBehindLatest`, the worst of its shards: zero when it has read everything.
    pub behind: Micros,
    /// Its place on every shard that it has something to do with, in order: closed ones that it is done with are left out.
    pub shards: Vec<ReaderShard>,
    /// From arrival to its hands.
    pub latency: LatencyView,
}

impl ReaderView {
    /// Whether it is an enhanced fan-out consumer.
    #[must_use]
    pub const fn is_pushed(&self) -> bool {
        matches!(self.config.reading, super::reading::Reading::Pushed)
    }

    /// `standard`, `fan-out`, `KCL` or `Lambda`.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self.config.work {
            Work::Application(_) => "KCL",
            Work::Mapping(_) => "Lambda",
            Work::Handle(_) if self.is_pushed() => "fan-out",
            Work::Handle(_) => "standard",
        }
    }
}

/// A consumer on one shard.
#[derive(Clone, Copy, Debug)]
pub struct ReaderShard {
    /// The shard's index.
    pub shard: u32,
    /// Bytes a second, on the average of the last half minute.
    pub bytes_per_s: u64,
    /// What the shard gives: 2 MB a second, shared by all that ask, or its own.
    pub bytes_per_s_max: u64,
    /// `MillisBehindLatest`: zero when it has read everything.
    pub behind: Micros,
    /// A parent of the shard that it has not read to the end: until then it does not begin with this one.
    pub waits_for: Option<u32>,
    /// Records that wait for it.
    pub waiting: u64,
    /// Its last delivery: when, and how many bytes.
    pub last_delivery: Option<Micros>,
    /// Until when it is busy with what it was given.
    pub busy_until: Micros,
    /// `GetRecords` calls refused since the start.
    pub throttled_total: u64,
}

/// From arrival to a consumer's hands.
#[derive(Clone, Debug, Default)]
pub struct LatencyView {
    /// The mean.
    pub mean: Micros,
    /// The median, up to one eighth too long.
    pub p50: Micros,
    /// The 99th percentile, up to one eighth too long.
    pub p99: Micros,
    /// The longest.
    pub max: Micros,
    /// How many records took at most each span and more than the one before, from short to long; empty steps left out.
    pub steps: Vec<(Micros, u64)>,
}
