//! The metrics by their names in CloudWatch.

use crate::engine::id::ConsumerId;
use serde::{Serialize, Serializer};

/// What a metric is told about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dimension {
    /// `StreamName`: basic monitoring, free.
    Stream,
    /// `StreamName` and `ShardId`: enhanced monitoring, charged for each metric of each shard.
    Shard(u32),
    /// `StreamName` and `ConsumerName`: an enhanced fan-out consumer.
    Consumer(ConsumerId),
}

macro_rules! metrics {
    ($($name:ident = $text:literal, $unit:literal, $on:ident;)*) => {
        /// A metric of the namespace `AWS/Kinesis`. Names, meanings and units: Kinesis Developer Guide, "Monitoring the
        /// Amazon Kinesis Data Streams Service with Amazon CloudWatch". Latencies are left out: the engine's calls take
        /// no time.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Metric {
            $(#[doc = concat!("`", $text, "`, in ", $unit, ".")] $name,)*
        }

        impl Metric {
            /// All of them; those of streams first.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The name in CloudWatch.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }

            /// The unit in CloudWatch.
            #[must_use]
            pub const fn unit(self) -> &'static str {
                match self { $(Self::$name => $unit,)* }
            }

            const fn scope(self) -> Scope {
                match self { $(Self::$name => Scope::$on,)* }
            }
        }
    };
}

/// Where a metric is found.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Scope {
    Stream,
    Both,
    Shard,
    Consumer,
}

metrics! {
    IncomingBytes = "IncomingBytes", "Bytes", Both;
    IncomingRecords = "IncomingRecords", "Count", Both;
    WriteProvisionedThroughputExceeded = "WriteProvisionedThroughputExceeded", "Count", Both;
    ReadProvisionedThroughputExceeded = "ReadProvisionedThroughputExceeded", "Count", Both;
    GetRecordsIteratorAge = "GetRecords.IteratorAgeMilliseconds", "Milliseconds", Stream;
    GetRecordsBytes = "GetRecords.Bytes", "Bytes", Stream;
    GetRecordsRecords = "GetRecords.Records", "Count", Stream;
    GetRecordsSuccess = "GetRecords.Success", "Count", Stream;
    PutRecordBytes = "PutRecord.Bytes", "Bytes", Stream;
    PutRecordSuccess = "PutRecord.Success", "Count", Stream;
    PutRecordsBytes = "PutRecords.Bytes", "Bytes", Stream;
    PutRecordsSuccess = "PutRecords.Success", "Count", Stream;
    PutRecordsTotalRecords = "PutRecords.TotalRecords", "Count", Stream;
    PutRecordsSuccessfulRecords = "PutRecords.SuccessfulRecords", "Count", Stream;
    PutRecordsThrottledRecords = "PutRecords.ThrottledRecords", "Count", Stream;
    OutgoingBytes = "OutgoingBytes", "Bytes", Shard;
    OutgoingRecords = "OutgoingRecords", "Count", Shard;
    IteratorAge = "IteratorAgeMilliseconds", "Milliseconds", Shard;
    SubscribeBytes = "SubscribeToShardEvent.Bytes", "Bytes", Consumer;
    SubscribeRecords = "SubscribeToShardEvent.Records", "Count", Consumer;
    SubscribeMillisBehindLatest = "SubscribeToShardEvent.MillisBehindLatest", "Milliseconds", Consumer;
    SubscribeSuccess = "SubscribeToShardEvent.Success", "Count", Consumer;
}

impl Metric {
    /// A metric by its name in CloudWatch.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|metric| metric.name() == name)
    }

    /// Whether streams have it.
    #[must_use]
    pub fn is_of_streams(self) -> bool {
        matches!(self.scope(), Scope::Stream | Scope::Both)
    }

    /// Whether shards have it.
    #[must_use]
    pub fn is_of_shards(self) -> bool {
        matches!(self.scope(), Scope::Shard | Scope::Both)
    }

    /// Whether enhanced fan-out consumers have it.
    #[must_use]
    pub fn is_of_consumers(self) -> bool {
        self.scope() == Scope::Consumer
    }

    /// Whether it is told about such a thing.
    #[must_use]
    pub fn fits(self, dimension: Dimension) -> bool {
        match dimension {
            Dimension::Stream => self.is_of_streams(),
            Dimension::Shard(_) => self.is_of_shards(),
            Dimension::Consumer(_) => self.is_of_consumers(),
        }
    }

    /// Whether it is an age or a delay: its largest value counts, and a sum says nothing.
    #[must_use]
    pub fn is_age(self) -> bool {
        self.unit() == "Milliseconds"
    }
}

impl Serialize for Metric {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}
