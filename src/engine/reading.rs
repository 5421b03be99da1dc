//! How a consumer is set up: where it starts, how it reads, and what it does with what it is given.

use super::id::StreamId;
use super::kcl::ApplicationConfig;
use super::lambda::MappingConfig;
use super::sequence::SequenceNumber;
use super::time::Micros;

/// A consumer to add. Its name is its own among all consumers of the world.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsumerConfig {
    /// Its name.
    pub name: String,
    /// What it reads.
    pub stream: StreamId,
    /// Where it starts.
    pub start: StartingPosition,
    /// How records come to it.
    pub reading: Reading,
    /// What it does with them.
    pub work: Work,
}

/// How records come to a consumer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// It asks with `GetRecords`, and shares each shard's 2 MB and five calls a second with all others that do.
    Polled {
        /// From one call on a shard to the next.
        interval: Micros,
        /// `Limit` of its calls.
        limit: u32,
    },
    /// Enhanced fan-out: a registered consumer to which `SubscribeToShard` pushes, with 2 MB a second of every shard to
    /// itself.
    Pushed,
}

/// What a consumer does with the records it is given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Work {
    /// Handles them one batch after the other on every shard, and asks for no more while it does.
    Handle(Processing),
    /// Shares the shards among workers, as the Kinesis Client Library does.
    Application(Box<ApplicationConfig>),
    /// Hands them in batches to a Lambda function: an event source mapping.
    Mapping(Box<MappingConfig>),
}

/// How long a consumer is busy with what it is given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Processing {
    /// For every batch.
    pub batch: Micros,
    /// For every record on top.
    pub record: Micros,
}

impl Processing {
    /// How long some records take.
    #[must_use]
    pub const fn of(self, records: u64) -> Micros {
        Micros(self.batch.0.saturating_add(self.record.0.saturating_mul(records)))
    }
}

/// Where a reader starts on a shard. Names as in `ShardIteratorType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StartingPosition {
    /// The oldest record that retention still holds.
    TrimHorizon,
    /// Just after the newest record.
    Latest,
    /// The first record that arrived at this moment or later.
    AtTimestamp(Micros),
    /// The record with this sequence number. It names one shard; the others start at the records that arrived in the
    /// same second or later.
    AtSequenceNumber(SequenceNumber),
    /// Just after the record with this sequence number; the other shards as above.
    AfterSequenceNumber(SequenceNumber),
}
