//! What happened: the world's own account of itself, one entry an event, numbered from 0.

use super::id::{ConsumerId, ProducerId, RecordRef, StreamId};
use super::time::Micros;
use serde::Serialize;

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
}

/// A shard's write limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum WriteLimit {
    /// 1,000 records a second.
    Records,
    /// 1 MB a second.
    Bytes,
}

/// A shard's read limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ReadLimit {
    /// Five `GetRecords` calls a second.
    Calls,
    /// 2 MB a second.
    Bytes,
}
