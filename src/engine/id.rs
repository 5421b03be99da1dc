//! Names of things inside one world: small numbers, given out in the order of creation and never used again.

/// A stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default, serde::Serialize)]
pub struct StreamId(pub u16);

/// A producer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
pub struct ProducerId(pub u16);

/// A consumer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
pub struct ConsumerId(pub u16);

/// An alarm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
pub struct AlarmId(pub u16);

/// A record: the shard that took it and its place among the records of that shard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
pub struct RecordRef {
    /// The stream.
    pub stream: StreamId,
    /// The shard's index in the stream.
    pub shard: u32,
    /// The record's place in the shard, from 0; kept when older records expire.
    pub index: u64,
}
