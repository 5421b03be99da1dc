//! The scenario format as types: what stands in a file, with every default filled in. Field names are the format's own
//! and do not change within a version; the engine's types are made from these in `commands`.

use super::alarm::Alarm;
use super::consumer::{Consumer, Position, Processing};
use super::date::Date;
use super::mapping::{Mapping, Settings};
use crate::engine::limits::Profile;
use crate::engine::reshard::StreamMode;
use serde::{Serialize, Serializer};

/// The version this program writes and reads.
pub const VERSION: u32 = 1;

/// A scenario file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct File {
    /// Version of the format.
    pub version: u32,
    /// A few words.
    pub title: String,
    /// One plain sentence.
    pub about: String,
    /// Seed of everything random, at most 2^53 - 1 so that JavaScript keeps it exactly.
    pub seed: u64,
    /// Which limits hold.
    pub limits: Profile,
    /// The date at the simulation's start.
    pub start: Date,
    /// What the picture shows at first.
    pub view: View,
    /// The streams.
    pub streams: Vec<Stream>,
    /// The producers.
    pub producers: Vec<Producer>,
    /// The consumers.
    pub consumers: Vec<Consumer>,
    /// The event source mappings: consumers that hand what they read to a function.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub mappings: Vec<Mapping>,
    /// The alarms.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub alarms: Vec<Alarm>,
    /// What happens at which moment, in the order of the file.
    pub script: Vec<Entry>,
}

/// What the picture shows at first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct View {
    /// Name of the stream.
    pub stream: String,
    /// How much past a belt shows, in seconds.
    pub span_s: u64,
    /// Which stage is shown.
    pub stage: Stage,
}

/// A stage of the picture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Desks, sorter and belts.
    #[default]
    Hall,
    /// The consumers at the belts' ends.
    FanOut,
    /// Batches of a mapping in the function.
    XRay,
    /// Shards over time, parents and children.
    Lineage,
    /// Charts, costs and what makes a shard hot.
    Capacity,
}

/// A stream.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Stream {
    /// `StreamName`.
    pub name: String,
    /// `ShardCount`.
    pub shards: u32,
    /// `RetentionPeriodHours`.
    pub retention_hours: u32,
    /// `StreamMode`.
    pub mode: StreamMode,
    /// How long one split or merge takes.
    pub reshard_s: u64,
}

/// A producer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Producer {
    /// The name on its desk.
    pub name: String,
    /// Name of the stream it writes to.
    pub stream: String,
    /// Its rate.
    pub records_per_second: u32,
    /// Bytes of data in a record, without the key.
    pub record_bytes: u32,
    /// How it spaces its records.
    pub arrivals: Arrivals,
    /// Extra records now and then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub burst: Option<Burst>,
    /// Which partition keys it draws.
    pub keys: Keys,
    /// Whether it packs records as the Kinesis Producer Library does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub aggregation: Option<Aggregation>,
    /// What it does when a put is refused.
    pub retry: Retry,
    /// When it starts, in simulated milliseconds.
    pub start_ms: u64,
    /// When it stops; never when none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stop_ms: Option<u64>,
}

/// How a producer spaces its records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Arrivals {
    /// Evenly.
    Steady,
    /// Each at a random moment of its own slot.
    Random,
}

/// Extra records on top of the rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Burst {
    /// From one burst to the next.
    pub every_ms: u64,
    /// Records in one.
    pub records: u32,
}

/// How a producer packs several records into one. Names and defaults are those of the Kinesis Producer Library.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Aggregation {
    /// `AggregationMaxCount`.
    pub max_count: u32,
    /// `AggregationMaxSize`.
    pub max_bytes: u32,
    /// `RecordMaxBufferedTime`.
    pub max_buffered_ms: u64,
}

/// Which partition keys a producer draws.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "mix", rename_all = "snake_case")]
pub enum Keys {
    /// All as likely.
    Uniform {
        /// Start of every key.
        prefix: String,
        /// How many.
        keys: u32,
    },
    /// The k-th as likely as 1/k.
    Zipf {
        /// Start of every key.
        prefix: String,
        /// How many.
        keys: u32,
    },
    /// One key takes a share, the rest are uniform.
    Hot {
        /// The hot key.
        key: String,
        /// Its share in per cent.
        share_percent: u32,
        /// Start of the other keys.
        prefix: String,
        /// How many others.
        others: u32,
    },
    /// Keys with weights, in the order of the file.
    Weighted {
        /// The keys.
        keys: Weights,
    },
    /// One after the other.
    InTurn {
        /// The keys.
        keys: Vec<String>,
    },
}

/// Keys with weights: an object in the file, whose order counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weights(pub Vec<(String, u32)>);

impl Serialize for Weights {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(key, weight)| (key, weight)))
    }
}

/// What a producer does when a put is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Retry {
    /// Tries in all, the first included; zero means it never gives up.
    pub attempts: u32,
    /// The longest wait before the second try; it doubles with every further one.
    pub base_delay_ms: u64,
    /// No wait is longer.
    pub max_delay_ms: u64,
}

/// One line of the script.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// When, in simulated milliseconds.
    pub at_ms: u64,
    /// What.
    #[serde(flatten)]
    pub action: Action,
}

/// What a script can do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum Action {
    /// Puts one record.
    PutRecord {
        /// Name of the stream.
        stream: String,
        /// The record.
        #[serde(flatten)]
        record: Record,
    },
    /// Puts several records at once.
    PutRecords {
        /// Name of the stream.
        stream: String,
        /// The records.
        records: Vec<Record>,
    },
    /// Splits a shard.
    SplitShard {
        /// Name of the stream.
        stream: String,
        /// The shard's index.
        shard: u32,
        /// Where the upper child begins; in the middle when none.
        #[serde(skip_serializing_if = "Option::is_none")]
        new_starting_hash_key: Option<String>,
    },
    /// Merges two neighbours.
    MergeShards {
        /// Name of the stream.
        stream: String,
        /// Index of the lower one.
        shard: u32,
        /// Index of the upper one.
        adjacent_shard: u32,
    },
    /// Changes the number of shards.
    UpdateShardCount {
        /// Name of the stream.
        stream: String,
        /// `TargetShardCount`.
        target_shard_count: u32,
    },
    /// Switches the capacity mode.
    UpdateStreamMode {
        /// Name of the stream.
        stream: String,
        /// The new mode.
        mode: StreamMode,
    },
    /// Orders room for an on-demand stream in advance.
    UpdateStreamWarmThroughput {
        /// Name of the stream.
        stream: String,
        /// `WarmThroughputMiBps`; zero takes it away.
        mib_per_s: u32,
    },
    /// Switches On-demand Advantage on or off.
    SetBillingCommitment {
        /// Whether it is on.
        enabled: bool,
    },
    /// Changes how long a stream keeps its records.
    SetRetention {
        /// Name of the stream.
        stream: String,
        /// `RetentionPeriodHours`.
        retention_hours: u32,
    },
    /// Changes a producer's rate.
    SetRate {
        /// Its name.
        producer: String,
        /// The new rate.
        records_per_second: u32,
    },
    /// Changes a producer's key mix.
    SetKeys {
        /// Its name.
        producer: String,
        /// The new mix.
        keys: Keys,
    },
    /// Lets a producer send.
    StartProducer {
        /// Its name.
        producer: String,
    },
    /// Stops a producer.
    StopProducer {
        /// Its name.
        producer: String,
    },
    /// Makes a consumer or a mapping pause.
    PauseConsumer {
        /// Its name.
        consumer: String,
    },
    /// Lets a consumer or a mapping read again.
    ResumeConsumer {
        /// Its name.
        consumer: String,
    },
    /// Takes a consumer or a mapping away.
    RemoveConsumer {
        /// Its name.
        consumer: String,
    },
    /// Changes how long a consumer is busy with what it is given.
    SetProcessing {
        /// Its name.
        consumer: String,
        /// The new times.
        processing: Processing,
    },
    /// Makes a consumer or a mapping read again from another position.
    RewindConsumer {
        /// Its name.
        consumer: String,
        /// Where to.
        #[serde(flatten)]
        to: Position,
    },
    /// Adds a worker to an application.
    AddWorker {
        /// Name of the application.
        consumer: String,
        /// The worker's name.
        worker: String,
    },
    /// Stops a worker of an application.
    StopWorker {
        /// Name of the application.
        consumer: String,
        /// The worker's name.
        worker: String,
        /// Whether it dies at once.
        crash: bool,
    },
    /// Gives a mapping other settings.
    UpdateMapping {
        /// Its name.
        mapping: String,
        /// All its settings.
        #[serde(flatten)]
        settings: Box<Settings>,
    },
}

/// A record to put.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Record {
    /// `PartitionKey`.
    pub partition_key: String,
    /// `Data`, as text; its UTF-8 bytes are put.
    pub data: String,
    /// `ExplicitHashKey`, decimal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub explicit_hash_key: Option<String>,
}
