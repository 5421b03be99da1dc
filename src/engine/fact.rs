//! What happened: the world's own account of itself, one entry an event, numbered from 0.

use super::id::{AlarmId, ConsumerId, ProducerId, RecordRef, StreamId};
use super::kcl::Taking;
use super::lambda::{Fault, Reason};
use super::metrics::AlarmState;
use super::time::Micros;
use serde::Serialize;

pub use super::asked::{Asked, ReadLimit, WriteLimit};

/// Something that happened at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Fact {
    /// The moment.
    #[serde(rename = "at_us")]
    pub at: Micros,
    /// What happened.
    #[serde(flatten)]
    pub event: Event,
}

/// The kinds of things that happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "fact", rename_all = "snake_case")]
pub enum Event {
    /// A stream was opened.
    StreamOpened {
        /// The stream.
        stream: StreamId,
        /// How many shards.
        shards: u32,
    },
    /// A change of a stream's shards or mode began: it is `UPDATING`.
    StreamUpdating {
        /// The stream.
        stream: StreamId,
        /// What was asked for.
        change: Asked,
    },
    /// The change has landed: the stream is `ACTIVE`.
    StreamActive {
        /// The stream.
        stream: StreamId,
        /// Its open shards.
        open_shards: u32,
    },
    /// A shard opened.
    ShardOpened {
        /// The stream.
        stream: StreamId,
        /// The shard's index.
        shard: u32,
        /// `ParentShardId`.
        parent: Option<u32>,
        /// `AdjacentParentShardId`.
        adjacent_parent: Option<u32>,
    },
    /// A shard closed: it takes no more records.
    ShardClosed {
        /// The stream.
        stream: StreamId,
        /// The shard's index.
        shard: u32,
    },
    /// The last record of a closed shard is past retention: the shard is gone.
    ShardExpired {
        /// The stream.
        stream: StreamId,
        /// The shard's index.
        shard: u32,
    },
    /// An on-demand stream was found too small for its traffic; its shards split at `due`.
    GrowthPlanned {
        /// The stream.
        stream: StreamId,
        /// Shards that give room for twice its peak.
        wanted_shards: u32,
        /// When.
        due_us: Micros,
    },
    /// The warm throughput of an on-demand stream was changed.
    WarmThroughputChanged {
        /// The stream.
        stream: StreamId,
        /// `WarmThroughputMiBps`.
        mib_per_s: u32,
    },
    /// On-demand Advantage was switched on or off.
    BillingCommitmentChanged {
        /// Whether it is on.
        enabled: bool,
    },
    /// A stream keeps its records for another time.
    RetentionChanged {
        /// The stream.
        stream: StreamId,
        /// `RetentionPeriodHours`.
        hours: u32,
    },
    /// A consumer is done with a closed shard, and may begin with its children.
    ShardFinished {
        /// The consumer.
        consumer: ConsumerId,
        /// The shard's index.
        shard: u32,
    },
    /// A producer was added.
    ProducerAdded {
        /// The producer.
        producer: ProducerId,
    },
    /// A producer was started, stopped, or had its rate or keys changed.
    ProducerChanged {
        /// The producer.
        producer: ProducerId,
    },
    /// A consumer was added.
    ConsumerAdded {
        /// The consumer.
        consumer: ConsumerId,
    },
    /// A consumer was paused, set going, rewound, or given other settings.
    ConsumerChanged {
        /// The consumer.
        consumer: ConsumerId,
    },
    /// A consumer was taken away.
    ConsumerRemoved {
        /// The consumer.
        consumer: ConsumerId,
    },
    /// A shard took a record.
    Accepted {
        /// The record.
        #[serde(flatten)]
        record: RecordRef,
        /// Its desk, none when put by hand or through the API.
        producer: Option<ProducerId>,
        /// Which try, from 1.
        attempt: u16,
        /// Bytes of data and partition key.
        bytes: u32,
    },
    /// A shard refused a record because of its write limits.
    Throttled {
        /// The stream.
        stream: StreamId,
        /// The shard's index.
        shard: u32,
        /// Its desk, none when put by hand or through the API.
        producer: Option<ProducerId>,
        /// Which try, from 1.
        attempt: u16,
        /// The key, as a number of the world's key table.
        key: u32,
        /// Bytes of data and partition key.
        bytes: u32,
        /// Which limit was hit.
        limit: WriteLimit,
        /// When the desk tries again; none when it does not.
        retry_at_us: Option<Micros>,
    },
    /// A producer gave up on a record after its last try: the record is lost.
    GaveUp {
        /// The producer.
        producer: ProducerId,
        /// Tries made.
        attempts: u16,
        /// Records lost: more than one when they were packed.
        records: u32,
    },
    /// The record a shard took last is a packed one.
    Packed {
        /// The record.
        #[serde(flatten)]
        record: RecordRef,
        /// The producer.
        producer: ProducerId,
        /// Records it holds.
        user_records: u32,
    },
    /// A file's last record was accepted or given up.
    FileDone {
        /// The producer that sent it.
        producer: ProducerId,
    },
    /// A consumer was given records `from..to` of a shard.
    Delivered {
        /// The consumer.
        consumer: ConsumerId,
        /// The shard's index.
        shard: u32,
        /// Place of the first record.
        from: u64,
        /// The place after the last.
        to: u64,
        /// Bytes of data and partition keys.
        bytes: u64,
    },
    /// A consumer's `GetRecords` was refused because of the shard's read limits.
    ReadThrottled {
        /// The consumer; none when the call came through the API.
        consumer: Option<ConsumerId>,
        /// The shard's index.
        shard: u32,
        /// Which limit was hit.
        limit: ReadLimit,
    },
    /// No filter of a mapping let these records pass: they count as done.
    FilteredOut {
        /// The mapping.
        consumer: ConsumerId,
        /// The shard's index.
        shard: u32,
        /// How many.
        records: u32,
    },
    /// A mapping invoked its function.
    Invoked {
        /// The mapping.
        consumer: ConsumerId,
        /// The shard's index.
        shard: u32,
        /// The lane, from 0.
        lane: u8,
        /// The number of the invocation, from 1, over all of the world.
        invocation: u64,
        /// Which try of just these records, from 1.
        attempt: u32,
        /// How many records it was given.
        records: u32,
        /// Place of the first record; none in the last invocation of a tumbling window.
        first: Option<u64>,
        /// Place of the last record.
        last: Option<u64>,
    },
    /// An invocation ended.
    InvocationEnded {
        /// The mapping.
        consumer: ConsumerId,
        /// The shard's index.
        shard: u32,
        /// The lane, from 0.
        lane: u8,
        /// Its number.
        invocation: u64,
        /// How it failed; none when it passed.
        fault: Option<Fault>,
        /// Place of the record at which it failed, where one is known.
        at_record: Option<u64>,
        /// When the same records are tried again; none when they are not.
        retry_at_us: Option<Micros>,
    },
    /// Lambda refused an invocation before any code ran; it costs no retry.
    InvocationThrottled {
        /// The mapping.
        consumer: ConsumerId,
        /// The shard's index.
        shard: u32,
        /// The lane, from 0.
        lane: u8,
        /// When it is tried again.
        retry_at_us: Micros,
    },
    /// A failed batch was split in two.
    BatchSplit {
        /// The mapping.
        consumer: ConsumerId,
        /// The shard's index.
        shard: u32,
        /// The lane, from 0.
        lane: u8,
        /// Records in the first half.
        first_half: u32,
        /// Records in the second half.
        second_half: u32,
    },
    /// Records were given up by a mapping.
    BatchDropped {
        /// The mapping.
        consumer: ConsumerId,
        /// The shard's index.
        shard: u32,
        /// The lane, from 0.
        lane: u8,
        /// How many.
        records: u32,
        /// Place of the first, none in the last invocation of a tumbling window.
        first: Option<u64>,
        /// Place of the last.
        last: Option<u64>,
        /// Why.
        reason: Reason,
        /// Invocations made of just these records.
        invocations: u32,
    },
    /// A tumbling window ended with its last invocation.
    WindowClosed {
        /// The mapping.
        consumer: ConsumerId,
        /// The shard's index.
        shard: u32,
        /// Its start, as an arrival time.
        start_us: Micros,
        /// Its end.
        end_us: Micros,
        /// Records that its invocations passed.
        records: u64,
    },
    /// A worker joined an application.
    WorkerJoined {
        /// The application.
        consumer: ConsumerId,
        /// The worker's index.
        worker: u16,
    },
    /// A worker was told to stop in order: it finishes what is in its hands.
    WorkerStops {
        /// The application.
        consumer: ConsumerId,
        /// The worker's index.
        worker: u16,
    },
    /// A worker ended.
    WorkerEnded {
        /// The application.
        consumer: ConsumerId,
        /// The worker's index.
        worker: u16,
        /// Whether it died at once.
        crash: bool,
    },
    /// A worker took a lease, and begins at its checkpoint.
    LeaseTaken {
        /// The application.
        consumer: ConsumerId,
        /// The shard's index.
        shard: u32,
        /// The new owner's index.
        worker: u16,
        /// How it came to it.
        how: Taking,
        /// The owner before.
        owner_before: Option<u16>,
        /// Place of the record it begins at.
        place: u64,
    },
    /// A worker found that a lease is no longer its own (`LEASE_LOST`), at a renewal or at a checkpoint.
    LeaseLost {
        /// The application.
        consumer: ConsumerId,
        /// The shard's index.
        shard: u32,
        /// The worker's index.
        worker: u16,
    },
    /// An application was given records `from..to` of a shard that it had been given before.
    GivenAgain {
        /// The application.
        consumer: ConsumerId,
        /// The shard's index.
        shard: u32,
        /// The worker's index.
        worker: u16,
        /// Place of the first record.
        from: u64,
        /// The place after the last.
        to: u64,
    },
    /// A worker is done with records `from..to` of a shard.
    Processed {
        /// The application.
        consumer: ConsumerId,
        /// The shard's index.
        shard: u32,
        /// The worker's index.
        worker: u16,
        /// Place of the first record.
        from: u64,
        /// The place after the last.
        to: u64,
        /// Records, those in packed records counted one by one.
        user_records: u64,
    },
    /// A worker wrote a checkpoint: all records before `to` are done.
    CheckpointWritten {
        /// The application.
        consumer: ConsumerId,
        /// The shard's index.
        shard: u32,
        /// The worker's index.
        worker: u16,
        /// The place after the last record that is done.
        to: u64,
    },
    /// A worker is done with a closed shard: its lease reads `SHARD_END`.
    LeaseEnded {
        /// The application.
        consumer: ConsumerId,
        /// The shard's index.
        shard: u32,
        /// The worker's index.
        worker: u16,
    },
    /// The lease of a shard whose parent has ended was put into the table.
    LeaseCreated {
        /// The application.
        consumer: ConsumerId,
        /// The shard's index.
        shard: u32,
    },
    /// Records `from..to` of a shard fell off the end of retention.
    Expired {
        /// The stream.
        stream: StreamId,
        /// The shard's index.
        shard: u32,
        /// Place of the first record.
        from: u64,
        /// The place after the last.
        to: u64,
    },
    /// An alarm was set, or given other settings.
    AlarmPut {
        /// The alarm.
        alarm: AlarmId,
    },
    /// An alarm was deleted.
    AlarmDeleted {
        /// The alarm.
        alarm: AlarmId,
    },
    /// An alarm changed its state.
    AlarmChanged {
        /// The alarm.
        alarm: AlarmId,
        /// Its state before.
        from: AlarmState,
        /// Its state now.
        to: AlarmState,
    },
}
