//! What can be asked of a world. Everything that changes a world is one of these, so a run can be told again from the
//! list of its commands.

use super::batch::Batch;
use super::craft::Packing;
use super::hash::HashKey;
use super::id::{AlarmId, ConsumerId, ProducerId, StreamId};
use super::lambda::{Answer, MappingConfig};
use super::limits::RESHARD_TIME;
use super::metrics::AlarmConfig;
use super::reading::{ConsumerConfig, Processing, StartingPosition};
use super::reshard::StreamMode;
use super::time::Micros;
use std::sync::Arc;

pub use super::refusal::Refusal;

/// A change to the world, applied at the moment the world stands at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Opens a stream, at once active.
    OpenStream(StreamConfig),
    /// `SplitShard`: a shard becomes two.
    SplitShard {
        /// The stream.
        stream: StreamId,
        /// The shard's index.
        shard: u32,
        /// `NewStartingHashKey`: where the upper child begins; in the middle when none.
        new_starting_hash_key: Option<HashKey>,
    },
    /// `MergeShards`: two neighbours become one.
    MergeShards {
        /// The stream.
        stream: StreamId,
        /// `ShardToMerge`: the lower range.
        shard: u32,
        /// `AdjacentShardToMerge`: the upper range.
        adjacent_shard: u32,
    },
    /// `UpdateShardCount` with `UNIFORM_SCALING`.
    UpdateShardCount {
        /// The stream.
        stream: StreamId,
        /// `TargetShardCount`.
        target_shard_count: u32,
    },
    /// `UpdateStreamMode`.
    UpdateStreamMode {
        /// The stream.
        stream: StreamId,
        /// The new mode.
        mode: StreamMode,
    },
    /// `UpdateStreamWarmThroughput` of an on-demand stream.
    UpdateWarmThroughput {
        /// The stream.
        stream: StreamId,
        /// `WarmThroughputMiBps`; zero takes it away.
        mib_per_s: u32,
    },
    /// `UpdateAccountSettings`: On-demand Advantage.
    SetBillingCommitment {
        /// `MinimumThroughputBillingCommitment`.
        enabled: bool,
    },
    /// `IncreaseStreamRetentionPeriod` or `DecreaseStreamRetentionPeriod`.
    SetRetention {
        /// The stream.
        stream: StreamId,
        /// `RetentionPeriodHours`.
        hours: u32,
    },
    /// Adds a producer.
    AddProducer(ProducerConfig),
    /// Changes a producer's rate; zero keeps the desk open without records.
    SetRate {
        /// The producer.
        producer: ProducerId,
        /// The new rate.
        records_per_s: u32,
    },
    /// Changes a producer's key mix.
    SetKeys {
        /// The producer.
        producer: ProducerId,
        /// The new mix.
        keys: KeyMix,
    },
    /// Starts or stops a producer.
    SetRunning {
        /// The producer.
        producer: ProducerId,
        /// Whether it sends.
        running: bool,
    },
    /// Adds a consumer.
    AddConsumer(ConsumerConfig),
    /// Takes a consumer away for good; its name is free again.
    RemoveConsumer {
        /// The consumer.
        consumer: ConsumerId,
    },
    /// Lets a consumer read, or makes it pause. What it already holds it goes on with.
    SetReading {
        /// The consumer.
        consumer: ConsumerId,
        /// Whether it reads.
        reading: bool,
    },
    /// Changes how long a consumer is busy with what it is given.
    SetProcessing {
        /// The consumer.
        consumer: ConsumerId,
        /// The new times.
        processing: Processing,
    },
    /// Makes a consumer read again from another position, on every shard.
    Rewind {
        /// The consumer.
        consumer: ConsumerId,
        /// Where to.
        to: StartingPosition,
    },
    /// Adds a worker to an application of the Kinesis Client Library.
    AddWorker {
        /// The application.
        consumer: ConsumerId,
        /// The worker's name.
        worker: String,
    },
    /// Stops a worker of an application.
    StopWorker {
        /// The application.
        consumer: ConsumerId,
        /// The worker's name.
        worker: String,
        /// Whether it dies at once, without a last checkpoint and without giving back its leases.
        crash: bool,
    },
    /// Gives an event source mapping other settings, its function included. As with `UpdateEventSourceMapping`, batches
    /// in hand are let go and read again from the checkpoint.
    UpdateMapping {
        /// The mapping.
        consumer: ConsumerId,
        /// All its settings.
        config: Box<MappingConfig>,
    },
    /// What a typed handler answered to the invocation that the world waits for.
    Answer {
        /// The invocation.
        invocation: u64,
        /// The answer.
        answer: Answer,
    },
    /// Puts records at this moment, once and without retries, as `PutRecord` and `PutRecords` do.
    Put {
        /// The stream.
        stream: StreamId,
        /// The records.
        batch: Arc<Batch>,
    },
    /// One `GetRecords` call from outside, which spends the shard's read limits.
    Get {
        /// The stream.
        stream: StreamId,
        /// The shard's index.
        shard: u32,
        /// The place in the shard of the first record wanted.
        from: u64,
        /// At most this many records.
        limit: u32,
    },
    /// Sets an alarm, or replaces the one of the same name, as CloudWatch's `PutMetricAlarm` does.
    PutAlarm(AlarmConfig),
    /// Deletes an alarm.
    DeleteAlarm {
        /// Its name.
        name: String,
    },
}

/// A stream to open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StreamConfig {
    /// `StreamName`.
    pub name: String,
    /// `ShardCount`.
    pub shards: u32,
    /// `RetentionPeriodHours`.
    pub retention_hours: u32,
    /// `StreamMode`; an on-demand stream begins with four shards whatever `shards` says.
    pub mode: StreamMode,
    /// How long one split or merge takes to land.
    pub reshard_time: Micros,
}

impl StreamConfig {
    /// A provisioned stream with a retention of 24 hours.
    #[must_use]
    pub fn provisioned(name: impl Into<String>, shards: u32) -> Self {
        let (mode, reshard_time) = (StreamMode::Provisioned, RESHARD_TIME);
        Self { name: name.into(), shards, retention_hours: 24, mode, reshard_time }
    }
}

/// A producer to add: a desk with a rate and a mix of keys, calling `PutRecord` for every record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProducerConfig {
    /// The name on its sign.
    pub name: String,
    /// Where its records go.
    pub stream: StreamId,
    /// Records a second.
    pub records_per_s: u32,
    /// When the records come.
    pub arrivals: Arrivals,
    /// Extra records, all at once, every so often.
    pub burst: Option<Burst>,
    /// Where its records come from.
    pub source: Source,
    /// Whether it packs several records into one, as the Kinesis Producer Library does.
    pub aggregation: Option<Aggregation>,
    /// What it does when a put is refused.
    pub retry: Retry,
    /// When it starts.
    pub start: Micros,
    /// When it stops; never when none.
    pub stop: Option<Micros>,
}

/// How a producer spaces its records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Arrivals {
    /// Exactly evenly.
    #[default]
    Steady,
    /// Each at a random moment of its own slot.
    Random,
}

/// Extra records on top of a producer's rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Burst {
    /// The time from one burst to the next.
    pub every: Micros,
    /// Records in one burst.
    pub records: u32,
}

/// How the Kinesis Producer Library packs records of one shard into one record of the stream. Names and defaults are the
/// library's own (`default_config.properties`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Aggregation {
    /// `AggregationMaxCount`: records in one, at most.
    pub count_max: u32,
    /// `AggregationMaxSize`: bytes of one, at most. 51,200.
    pub bytes_max: u32,
    /// `RecordMaxBufferedTime`: the longest wait of a record for others. 100 ms; less than 50 ms counts as 50 ms.
    pub buffered_time_max: Micros,
    /// What packs.
    pub craft: Packing,
}

/// Where a producer's records come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// Made up: keys from a mix, data derived from the seed and the record's number.
    Made {
        /// The mix.
        keys: KeyMix,
        /// Bytes of data in a record.
        record_bytes: u32,
    },
    /// The records of a file, in order, each once.
    File {
        /// The file's name.
        name: String,
        /// Its records.
        records: Arc<Batch>,
    },
}

/// Which partition keys a producer draws.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyMix {
    /// `prefix-1` … `prefix-n`, all as likely.
    Uniform {
        /// Start of every key.
        prefix: String,
        /// How many keys.
        keys: u32,
    },
    /// `prefix-1` … `prefix-n`, the k-th as likely as 1/k.
    Zipf {
        /// Start of every key.
        prefix: String,
        /// How many keys.
        keys: u32,
    },
    /// One key takes a share of the records, the rest are uniform.
    Hot {
        /// The hot key.
        key: String,
        /// Its share of the records in per cent, at most 100.
        share_percent: u32,
        /// Start of the other keys.
        prefix: String,
        /// How many others.
        others: u32,
    },
    /// The given keys with the given weights, such as a few countries; equal keys of a file come this way too.
    Weighted {
        /// Keys and weights.
        keys: Vec<(String, u32)>,
    },
    /// The given keys in turn, from the first again after the last.
    InTurn {
        /// The keys.
        keys: Vec<String>,
    },
}

/// What a producer does when a put is refused: it waits a random part of a delay that doubles with every try, as the
/// AWS SDKs do. Their standard mode makes three tries (AWS SDKs and Tools Reference Guide, "Retry behavior"); the
/// scenario's defaults of 100 ms for the first delay and 20 s for the longest are unverified.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retry {
    /// Tries in all, the first included; zero means it never gives up.
    pub attempts: u32,
    /// The longest wait before the second try.
    pub base: Micros,
    /// No wait is longer than this.
    pub max: Micros,
}

/// What a command gave back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// Nothing to tell.
    Done,
    /// The stream's id.
    Stream(StreamId),
    /// The producer's id.
    Producer(ProducerId),
    /// The consumer's id.
    Consumer(ConsumerId),
    /// The alarm's id.
    Alarm(AlarmId),
    /// The fate of every record put, in order.
    Put(Vec<Placed>),
    /// What a read gave.
    Got(Got),
}

/// The fate of one record put.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placed {
    /// Taken by a shard.
    Accepted {
        /// The shard's index.
        shard: u32,
        /// Its place in the shard.
        index: u64,
    },
    /// Refused by the shard's write limit.
    Throttled {
        /// The shard's index.
        shard: u32,
    },
}

/// What one `GetRecords` call gave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Got {
    /// Records `from..to` of the shard.
    Records {
        /// The first record's place.
        from: u64,
        /// The place after the last.
        to: u64,
        /// `MillisBehindLatest`.
        millis_behind_latest: u64,
        /// Whether the shard is closed and this was the last of it.
        is_end: bool,
    },
    /// Refused by the shard's read limits.
    Throttled,
}
