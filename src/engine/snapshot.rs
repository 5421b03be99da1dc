//! What the picture is drawn from: plain data, copied out of the world for one moment. It owns no rules; the stage and
//! the tables read this and never the engine's insides.

use super::hash::{HashKey, HashRange};
use super::id::{ConsumerId, ProducerId, RecordRef, StreamId};
use super::reshard::{Step, StreamMode};
use super::time::Micros;

/// What the viewer wants to see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// The stream on the stage.
    pub stream: StreamId,
    /// How much past the belt shows, from its gate to its visible end.
    pub span: Micros,
    /// How long the picture takes to carry a bag from its desk over the sorter to the gate. A record that arrived
    /// less than this ago is still on its way in the picture; it is a matter of drawing, not of the engine.
    pub approach: Micros,
    /// At most about this many bags come back; above it every bag stands for several records, see
    /// [`Snapshot::stride`].
    pub bags_max: u32,
}

/// One moment of one stream.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// The moment.
    pub now: Micros,
    /// The view that was asked for.
    pub view: View,
    /// The stream's name.
    pub stream: String,
    /// How long the stream keeps a record.
    pub retention: Micros,
    /// One drawn bag stands for this many records, a power of two; 1 when every record is drawn.
    pub stride: u64,
    /// The capacity mode.
    pub mode: StreamMode,
    /// The change of its shards or mode that is going on.
    pub change: Option<ChangeView>,
    /// The numbers over the hall.
    pub board: Board,
    /// The producers, in the order they were added.
    pub desks: Vec<Desk>,
    /// The shards, by index.
    pub shards: Vec<Belt>,
    /// Accepted records that arrived within the span, per shard from new to old.
    pub bags: Vec<Bag>,
    /// Refused attempts within the last two approaches, from new to old.
    pub bounces: Vec<Bounce>,
    /// The place of every consumer on every shard.
    pub carts: Vec<Cart>,
}

/// A change of a stream's shards or mode that is going on.
#[derive(Clone, Debug)]
pub struct ChangeView {
    /// The operation: `SplitShard`, `MergeShards`, `UpdateShardCount` or `UpdateStreamMode`.
    pub operation: &'static str,
    /// When it was asked for.
    pub since: Micros,
    /// When the steps in hand land.
    pub until: Micros,
    /// Splits and merges that land together then.
    pub steps: Vec<Step>,
    /// The number of shards it goes to, for `UpdateShardCount`.
    pub target_shards: Option<u32>,
}

/// Totals of the stream over the last second, and since the start where the name says so.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Board {
    /// Records accepted in the last second.
    pub in_records_per_s: u64,
    /// Bytes (data and partition keys) accepted in the last second.
    pub in_bytes_per_s: u64,
    /// Records delivered to consumers in the last second.
    pub out_records_per_s: u64,
    /// Bytes delivered to consumers in the last second.
    pub out_bytes_per_s: u64,
    /// Puts refused in the last second.
    pub throttled_per_s: u64,
    /// Age of the oldest record that some consumer has not read yet; zero when all have caught up.
    pub oldest_unread: Micros,
    /// Records accepted since the start.
    pub accepted_total: u64,
    /// Puts refused since the start.
    pub throttled_total: u64,
}

/// A producer.
#[derive(Clone, Debug)]
pub struct Desk {
    /// The producer.
    pub id: ProducerId,
    /// Its name.
    pub name: String,
    /// Its key mix in words, such as `500 keys, Zipf`.
    pub keys: String,
    /// Its rate.
    pub records_per_s: u32,
    /// Whether it is sending.
    pub running: bool,
    /// Records it has made.
    pub made_total: u64,
    /// Records waiting for another try.
    pub retrying: u64,
    /// Records it gave up after its last try.
    pub given_up_total: u64,
    /// For a file: how many records it holds in all.
    pub of_total: Option<u64>,
}

/// A shard.
#[derive(Clone, Debug)]
pub struct Belt {
    /// Position among the stream's shards.
    pub index: u32,
    /// `shardId-000000000000`.
    pub id: String,
    /// The stretch of the hash line it owns.
    pub range: HashRange,
    /// Whether it takes new records.
    pub open: bool,
    /// When it opened.
    pub opened: Micros,
    /// When it closed; none while it is open.
    pub closed: Option<Micros>,
    /// The shards it came from: one that was split, or two that were merged, the lower first.
    pub parents: Vec<u32>,
    /// The shards its range went to.
    pub children: Vec<u32>,
    /// Whether it is gone: closed, and the last of its records past retention. It stays in its place in the list.
    pub expired: bool,
    /// Records accepted in the last second.
    pub records_per_s: u64,
    /// Its limit.
    pub records_per_s_max: u64,
    /// Bytes accepted in the last second.
    pub bytes_per_s: u64,
    /// Its limit.
    pub bytes_per_s_max: u64,
    /// Puts refused in the last second.
    pub throttled_per_s: u64,
    /// Records accepted since the start.
    pub accepted_total: u64,
    /// Bytes accepted since the start.
    pub bytes_total: u64,
    /// Puts refused since the start.
    pub throttled_total: u64,
    /// Records that fell off the end of retention.
    pub expired_total: u64,
}

/// How a key looks: the same key always looks the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tag {
    /// Index into the stage's twelve key colours.
    pub colour: u8,
    /// One or two ASCII letters or digits; the second may be a blank.
    pub letters: [u8; 2],
}

/// An accepted record.
#[derive(Clone, Copy, Debug)]
pub struct Bag {
    /// Which record.
    pub record: RecordRef,
    /// The desk it came from; none when it was put by hand or through the API.
    pub desk: Option<ProducerId>,
    /// Its place on the hash line.
    pub hash: HashKey,
    /// Its look.
    pub tag: Tag,
    /// Bytes of data and partition key.
    pub size_bytes: u32,
    /// When the shard took it.
    pub arrival: Micros,
}

/// A refused attempt.
#[derive(Clone, Copy, Debug)]
pub struct Bounce {
    /// The desk it came from; none when it was put by hand or through the API.
    pub desk: Option<ProducerId>,
    /// The shard that refused it.
    pub shard: u32,
    /// Its place on the hash line.
    pub hash: HashKey,
    /// Its look.
    pub tag: Tag,
    /// Bytes of data and partition key.
    pub size_bytes: u32,
    /// When it was refused.
    pub at: Micros,
    /// Which try this was, from 1.
    pub attempt: u16,
    /// When its desk tries again; none when it gave up.
    pub retry_at: Option<Micros>,
}

/// A consumer beside one shard.
#[derive(Clone, Debug)]
pub struct Cart {
    /// The consumer.
    pub consumer: ConsumerId,
    /// Its name.
    pub name: String,
    /// The shard it reads.
    pub shard: u32,
    /// Arrival of the newest record it has been given; none before the first.
    pub read_to: Option<Micros>,
    /// How far it is behind the newest record: zero when it has read everything, else the age of the oldest record
    /// that it has not read.
    pub behind: Micros,
    /// Records it has been given.
    pub records_total: u64,
    /// Records waiting for it.
    pub waiting: u64,
    /// `GetRecords` calls refused since the start.
    pub throttled_total: u64,
    /// Its last delivery, for the picture of a stop.
    pub last_delivery: Option<Micros>,
}

/// Everything about one record, for the inspector.
#[derive(Clone, Debug)]
pub struct Inspection {
    /// Which record.
    pub record: RecordRef,
    /// Its look.
    pub tag: Tag,
    /// The partition key.
    pub partition_key: String,
    /// The explicit hash key, when one was given.
    pub explicit_hash_key: Option<HashKey>,
    /// MD5 of the partition key.
    pub md5: HashKey,
    /// The shard's id.
    pub shard_id: String,
    /// The stretch of the line that shard owns.
    pub range: HashRange,
    /// The sequence number, in AWS's decimal form.
    pub sequence_number: String,
    /// The parts of the sequence number.
    pub sequence: super::sequence::SequenceNumber,
    /// When the shard took it.
    pub arrival: Micros,
    /// The same as a date, such as `2026-11-23T09:00:01.250Z`.
    pub arrival_utc: String,
    /// Bytes of data and partition key.
    pub size_bytes: u32,
    /// The data, at most the first 4,096 bytes.
    pub data: Vec<u8>,
    /// Bytes of data.
    pub data_bytes: u32,
    /// Records in it: more than one when it was packed by the Kinesis Producer Library.
    pub user_records: u64,
    /// The desk's name, or `by hand`.
    pub from: String,
    /// Consumers that have been given it.
    pub read_by: Vec<String>,
    /// Consumers that have not been given it yet.
    pub unread_by: Vec<String>,
}
