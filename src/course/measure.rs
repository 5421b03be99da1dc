//! What can be measured of a run.

use serde::{Deserialize, Serialize};

/// A measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Open shards.
    OpenShards,
    /// Shards that have taken a record.
    UsedShards,
    /// Records taken; of one shard when the figure names it.
    AcceptedRecords,
    /// Bytes taken, keys included; likewise.
    AcceptedBytes,
    /// Records taken a second; likewise.
    WrittenRecordsPerS,
    /// Bytes taken a second; likewise.
    WrittenBytesPerS,
    /// Tries to put a record that were refused; likewise.
    RefusedPuts,
    /// Records that fell off the end of retention; likewise.
    ExpiredRecords,
    /// Records that are held; likewise.
    RetainedRecords,
    /// The part of the records taken that the busiest shard took.
    BusiestShardPercent,
    /// What a month at this pace costs, at the prices the engine knows.
    CostCentsPerMonth,
    /// The index of the open shard that owns the figure's `key`.
    KeyShard,
    /// Records a producer made.
    MadeRecords,
    /// Records of a producer that were taken.
    PutRecords,
    /// Records of the stream they came in: fewer when they were packed.
    StreamRecords,
    /// Tries of a producer that were refused.
    RefusedTries,
    /// Records a producer gave up.
    LostRecords,
    /// Records given to a consumer.
    ReadRecords,
    /// Bytes given to a consumer.
    ReadBytes,
    /// Bytes given to a consumer a second, over all shards.
    ReadBytesPerS,
    /// The same of the shard that gave least.
    ReadBytesPerSOfSlowestShard,
    /// Records that wait for a consumer.
    WaitingRecords,
    /// Age of the oldest record that waits for a consumer.
    BehindMs,
    /// From arrival to the consumer's hands, on the average since the start.
    LatencyMs,
    /// `GetRecords` calls of a consumer that were refused.
    RefusedCalls,
    /// Records given to a consumer that it had been given before.
    DuplicateRecords,
    /// Records that expired before they came to the consumer.
    MissedRecords,
    /// Records that a consumer was given for the first time after a later record with the same key.
    OrderBreaks,
    /// Invocations of a mapping's function.
    Invocations,
    /// Invocations that failed.
    FailedInvocations,
    /// Records that a mapping or an application is done with.
    ProcessedRecords,
    /// Records that a mapping gave up because of retries or age.
    DiscardedRecords,
    /// Records that no filter of a mapping let pass.
    FilteredRecords,
    /// Age of the last record of the last batch when it was sent to the function: `IteratorAge`.
    IteratorAgeMs,
    /// Invocations going on.
    ConcurrentInvocations,
    /// Tumbling windows that a mapping closed.
    ClosedWindows,
    /// Records that an application processed though they had been processed before.
    ProcessedAgainRecords,
    /// How often an alarm went to `ALARM`.
    Alarms,
}

/// Whom a measure is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// A stream, or one of its shards.
    Stream,
    /// A stream and a key.
    Key,
    /// A producer.
    Producer,
    /// A consumer of any kind.
    Consumer,
    /// An event source mapping.
    Mapping,
    /// A mapping or an application.
    Worker,
    /// An application.
    Application,
    /// An alarm.
    Alarm,
}

/// How a measure's value comes about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It is what it is at a moment.
    Gauge,
    /// It adds up; between two moments it is the difference.
    Count,
    /// It is a difference between two moments, by the second.
    Rate,
}

impl Measure {
    /// All, by the names that files use.
    pub const ALL: [(&'static str, Self); 38] = [
        ("open_shards", Self::OpenShards),
        ("used_shards", Self::UsedShards),
        ("accepted_records", Self::AcceptedRecords),
        ("accepted_bytes", Self::AcceptedBytes),
        ("written_records_per_s", Self::WrittenRecordsPerS),
        ("written_bytes_per_s", Self::WrittenBytesPerS),
        ("refused_puts", Self::RefusedPuts),
        ("expired_records", Self::ExpiredRecords),
        ("retained_records", Self::RetainedRecords),
        ("busiest_shard_percent", Self::BusiestShardPercent),
        ("cost_cents_per_month", Self::CostCentsPerMonth),
        ("key_shard", Self::KeyShard),
        ("made_records", Self::MadeRecords),
        ("put_records", Self::PutRecords),
        ("stream_records", Self::StreamRecords),
        ("refused_tries", Self::RefusedTries),
        ("lost_records", Self::LostRecords),
        ("read_records", Self::ReadRecords),
        ("read_bytes", Self::ReadBytes),
        ("read_bytes_per_s", Self::ReadBytesPerS),
        ("read_bytes_per_s_of_slowest_shard", Self::ReadBytesPerSOfSlowestShard),
        ("waiting_records", Self::WaitingRecords),
        ("behind_ms", Self::BehindMs),
        ("latency_ms", Self::LatencyMs),
        ("refused_calls", Self::RefusedCalls),
        ("duplicate_records", Self::DuplicateRecords),
        ("missed_records", Self::MissedRecords),
        ("order_breaks", Self::OrderBreaks),
        ("invocations", Self::Invocations),
        ("failed_invocations", Self::FailedInvocations),
        ("processed_records", Self::ProcessedRecords),
        ("discarded_records", Self::DiscardedRecords),
        ("filtered_records", Self::FilteredRecords),
        ("iterator_age_ms", Self::IteratorAgeMs),
        ("concurrent_invocations", Self::ConcurrentInvocations),
        ("closed_windows", Self::ClosedWindows),
        ("processed_again_records", Self::ProcessedAgainRecords),
        ("alarms", Self::Alarms),
    ];

    /// Whom it is of.
    #[must_use]
    pub const fn target(self) -> Target {
        match self {
            Self::OpenShards
            | Self::UsedShards
            | Self::AcceptedRecords
            | Self::AcceptedBytes
            | Self::WrittenRecordsPerS
            | Self::WrittenBytesPerS
            | Self::RefusedPuts
            | Self::ExpiredRecords
            | Self::RetainedRecords
            | Self::BusiestShardPercent
            | Self::CostCentsPerMonth => Target::Stream,
            Self::KeyShard => Target::Key,
            Self::MadeRecords | Self::PutRecords | Self::StreamRecords | Self::RefusedTries | Self::LostRecords => {
                Target::Producer
            }
            Self::ReadRecords
            | Self::ReadBytes
            | Self::ReadBytesPerS
            | Self::ReadBytesPerSOfSlowestShard
            | Self::WaitingRecords
            | Self::BehindMs
            | Self::LatencyMs
            | Self::RefusedCalls
            | Self::DuplicateRecords
            | Self::MissedRecords
            | Self::OrderBreaks => Target::Consumer,
            Self::Invocations
            | Self::FailedInvocations
            | Self::DiscardedRecords
            | Self::FilteredRecords
            | Self::IteratorAgeMs
            | Self::ConcurrentInvocations
            | Self::ClosedWindows => Target::Mapping,
            Self::ProcessedRecords => Target::Worker,
            Self::ProcessedAgainRecords => Target::Application,
            Self::Alarms => Target::Alarm,
        }
    }

    /// How its value comes about.
    #[must_use]
    pub const fn kind(self) -> Kind {
        match self {
            Self::OpenShards
            | Self::UsedShards
            | Self::RetainedRecords
            | Self::BusiestShardPercent
            | Self::CostCentsPerMonth
            | Self::KeyShard
            | Self::WaitingRecords
            | Self::BehindMs
            | Self::LatencyMs
            | Self::IteratorAgeMs
            | Self::ConcurrentInvocations => Kind::Gauge,
            Self::WrittenRecordsPerS
            | Self::WrittenBytesPerS
            | Self::ReadBytesPerS
            | Self::ReadBytesPerSOfSlowestShard => Kind::Rate,
            _ => Kind::Count,
        }
    }

    /// Whether a figure may name one shard.
    #[must_use]
    pub const fn may_name_shard(self) -> bool {
        matches!(
            self,
            Self::AcceptedRecords
                | Self::AcceptedBytes
                | Self::WrittenRecordsPerS
                | Self::WrittenBytesPerS
                | Self::RefusedPuts
                | Self::ExpiredRecords
                | Self::RetainedRecords
        )
    }
}
