//! Every AWS limit the engine keeps, once, with its unit in the name. Two profiles: what the DVA-C02 material teaches,
//! and what AWS documents today. All checked on 2026-11-23; the sources are AWS documentation pages unless said.
//!
//! AWS writes MB where it means MiB in most of these places (the sizing formula of the Kinesis developer guide divides
//! by 1,024 KiB); the engine counts 1 MB as 1,048,576 bytes throughout.

use super::time::Micros;
use serde::{Deserialize, Serialize};

/// 1 MB as the engine counts it.
pub const MIB: u64 = 1_048_576;

/// Which set of values holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Profile {
    /// What DVA-C02 material teaches: the values AWS documented until 2023.
    #[default]
    Exam,
    /// What AWS documents now (2026-11-23).
    Today,
}

/// The limits of one profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The profile.
    pub profile: Profile,
    /// Records a shard takes in any second. Kinesis Developer Guide, "Quotas and limits".
    pub shard_write_records_per_s: u64,
    /// Bytes of data and partition keys a shard takes in any second: 1 MB. Same page.
    pub shard_write_bytes_per_s: u64,
    /// Bytes a shard gives to all standard consumers together in a second: 2 MB. Same page.
    pub shard_read_bytes_per_s: u64,
    /// `GetRecords` calls a shard answers in any second, all consumers together. Same page.
    pub shard_read_calls_per_s: u64,
    /// The most bytes one `GetRecords` call gives: 10 MB. API reference, `GetRecords`.
    pub get_records_bytes_max: u64,
    /// The most records one `GetRecords` call gives. API reference, `GetRecords`.
    pub get_records_limit_max: u32,
    /// The most bytes of data in a record that the API takes at all: 1 MB, 10 MiB since 2025-10-27. API reference.
    pub data_bytes_max: u64,
    /// The most bytes of data and partition key in a record of a new stream (`MaxRecordSizeInKiB`, default 1,024).
    /// Kinesis Developer Guide, "Large records".
    pub record_bytes_max: u64,
    /// Records in one `PutRecords`. API reference.
    pub put_records_entries_max: usize,
    /// Bytes in one `PutRecords`, keys included: 5 MB, 10 MiB since 2025-10-27. API reference.
    pub put_records_bytes_max: u64,
    /// Characters in a partition key. API reference, `PutRecord`.
    pub partition_key_chars_max: usize,
    /// Shortest retention in hours, also the default. API reference, `IncreaseStreamRetentionPeriod`.
    pub retention_hours_min: u32,
    /// Longest retention in hours: 365 days. Same page.
    pub retention_hours_max: u32,
    /// Open shards that the provisioned streams of an account may have, in the three large Regions: 500, and 20,000 today.
    /// Kinesis Developer Guide, "Quotas and limits".
    pub account_shards_max: u64,
    /// Shards of one on-demand stream at most: 200 MB a second, and 10 GB a second today in the three large Regions. Same
    /// page.
    pub on_demand_shards_max: u32,
    /// `UpdateShardCount` calls in any 24 hours for a stream. API reference, `UpdateShardCount`.
    pub shard_count_updates_per_day: u32,
    /// The most shards `UpdateShardCount` takes a stream to. Same page.
    pub shard_count_target_max: u32,
    /// `UpdateStreamMode` calls in any 24 hours for a stream. Kinesis Developer Guide, "Quotas and limits".
    pub mode_switches_per_day: u32,
    /// `WarmThroughputMiBps` at most; zero where there is none: On-demand Advantage came on 2025-11-04. API reference,
    /// `UpdateStreamWarmThroughput`.
    pub warm_mib_per_s_max: u32,
    /// How long a shard iterator is good. API reference, `GetShardIterator`.
    pub iterator_life: Micros,
}

impl Limits {
    /// The limits of a profile.
    #[must_use]
    pub const fn of(profile: Profile) -> Self {
        let exam = Self {
            profile,
            shard_write_records_per_s: 1_000,
            shard_write_bytes_per_s: MIB,
            shard_read_bytes_per_s: 2 * MIB,
            shard_read_calls_per_s: 5,
            get_records_bytes_max: 10 * MIB,
            get_records_limit_max: 10_000,
            data_bytes_max: MIB,
            record_bytes_max: MIB,
            put_records_entries_max: 500,
            put_records_bytes_max: 5 * MIB,
            partition_key_chars_max: 256,
            retention_hours_min: 24,
            retention_hours_max: 8_760,
            account_shards_max: 500,
            on_demand_shards_max: 200,
            shard_count_updates_per_day: 10,
            shard_count_target_max: 10_000,
            mode_switches_per_day: 2,
            warm_mib_per_s_max: 0,
            iterator_life: Micros::from_secs(300),
        };
        match profile {
            Profile::Exam => exam,
            Profile::Today => Self {
                data_bytes_max: 10 * MIB,
                put_records_bytes_max: 10 * MIB,
                account_shards_max: 20_000,
                on_demand_shards_max: 10_240,
                warm_mib_per_s_max: 10_240,
                ..exam
            },
        }
    }
}

/// From a standard consumer's `GetRecords` to the records in its hands. With one poll every 200 ms it makes the average
/// way from put to consumer 200 ms, which AWS documents for a single standard consumer (Kinesis Developer Guide,
/// "Enhanced fan-out consumers"); the split between waiting and travelling is this engine's choice.
pub const STANDARD_DELIVERY: Micros = Micros::from_millis(100);

/// How long one split or merge takes to land when a scenario does not say. AWS gives no figure; a run of the kinesalite
/// project's tests on AWS waited up to about 65 s, and this engine is quicker so that one can watch.
pub const RESHARD_TIME: Micros = Micros::from_secs(30);
/// How long a switch of the capacity mode takes. AWS gives no figure; this engine's choice.
pub const MODE_SWITCH_TIME: Micros = Micros::from_secs(10);
/// The span in which calls of `UpdateShardCount` and `UpdateStreamMode` are counted.
pub const DAY: Micros = Micros::from_secs(24 * 60 * 60);
/// How often a worker of the Kinesis Client Library asks whether the parents of its shard are done:
/// `parentShardPollIntervalMillis`. Kinesis Developer Guide, "KCL configurations".
pub const PARENT_POLL_INTERVAL: Micros = Micros::from_secs(10);

/// How often records past retention are removed. AWS gives no figure; this is the engine's choice.
pub const TRIM_INTERVAL: Micros = Micros::SECOND;

/// How long a consumer waits after a refusal for too many calls, at least; at most twice as long. This engine's choice:
/// AWS asks for a retry and leaves the wait to the caller.
pub const READ_RETRY: Micros = Micros::from_millis(100);

/// Enhanced fan-out consumers that may be registered on one stream. Kinesis Developer Guide, "Quotas and limits"; 50 with
/// On-demand Advantage, which the engine does not have.
pub const STREAM_CONSUMERS_MAX: usize = 20;
/// From the first record that an enhanced fan-out consumer has not been sent to the event that carries it, so that
/// records close to each other travel together. With [`PUSH_FLIGHT`] it makes the average way from put to consumer 70 ms,
/// which AWS documents (Kinesis Developer Guide, "Enhanced fan-out consumers"); the split is this engine's choice.
pub const PUSH_GATHER: Micros = Micros::from_millis(10);
/// From the sending of an event to the consumer's hands.
pub const PUSH_FLIGHT: Micros = Micros::from_millis(65);
/// Bytes of one event of `SubscribeToShard`. AWS gives no figure; this engine's choice.
pub const PUSH_EVENT_BYTES_MAX: u64 = 256 * 1_024;

/// How often a mapping that reads the stream itself asks each shard: the base rate of once a second. Lambda Developer
/// Guide, "Using Lambda to process records from Amazon Kinesis Data Streams".
pub const MAPPING_POLL_INTERVAL: Micros = Micros::SECOND;
/// The largest event that one invocation takes, `Records` in base64 and all fields counted: 6 MB. Lambda Developer
/// Guide, "How Lambda processes records from stream and queue-based event sources".
pub const INVOKE_PAYLOAD_BYTES_MAX: u64 = 6 * MIB;
/// Bytes of a record in an event beside its data and its key: names, sequence number, times, ARNs. Counted from the
/// documented example event.
pub const INVOKE_RECORD_BYTES: u64 = 560;
/// Records that a mapping takes ahead of its function on one shard, at the least. This engine's choice.
pub const MAPPING_AHEAD_RECORDS: u64 = 10_000;
/// The wait before the first retry of a failed batch; it doubles with every further one. AWS does not document the
/// waits; these are this engine's choice.
pub const INVOKE_RETRY_BASE: Micros = Micros::from_millis(500);
/// No such wait is longer.
pub const INVOKE_RETRY_MAX: Micros = Micros::from_secs(30);
/// How long a tumbling window whose shard has gone quiet waits for late records: 2 minutes. Lambda Developer Guide,
/// "Implementing stateful Kinesis Data Streams processing in Lambda".
pub const WINDOW_WAIT: Micros = Micros::from_secs(120);
/// The most bytes of state that a tumbling window carries: 1 MB a shard. Same page.
pub const WINDOW_STATE_BYTES_MAX: u64 = MIB;
