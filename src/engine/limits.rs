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
            iterator_life: Micros::from_secs(300),
        };
        match profile {
            Profile::Exam => exam,
            Profile::Today => Self { data_bytes_max: 10 * MIB, put_records_bytes_max: 10 * MIB, ..exam },
        }
    }
}

/// From a standard consumer's `GetRecords` to the records in its hands. With one poll every 200 ms it makes the average
/// way from put to consumer 200 ms, which AWS documents for a single standard consumer (Kinesis Developer Guide,
/// "Enhanced fan-out consumers"); the split between waiting and travelling is this engine's choice.
pub const STANDARD_DELIVERY: Micros = Micros::from_millis(100);

/// How often records past retention are removed. AWS gives no figure; this is the engine's choice.
pub const TRIM_INTERVAL: Micros = Micros::SECOND;
