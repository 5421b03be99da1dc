//! A stream: its shards and how a hash key finds its own among them.

use super::command::StreamConfig;
use super::digest::Digest;
use super::hash::{HashKey, HashRange};
use super::shard::Shard;
use super::time::Micros;

/// Shards whose sequence numbers share one counter.
const COUNTER_GROUP: u32 = 5;

/// A stream.
#[derive(Clone, Debug)]
pub struct Stream {
    /// `StreamName`.
    pub name: String,
    /// How long records are kept.
    pub retention: Micros,
    /// All shards, by index.
    pub shards: Vec<Shard>,
    counters: Vec<u64>,
    /// Where each shard's range starts: what routing looks through.
    starts: Vec<HashKey>,
}

impl Stream {
    /// A new stream whose shards divide the hash line evenly. A new stream's shards carry a creation time two seconds
    /// before the call (observed by the kinesalite project, `actions/createStream.js`).
    #[must_use]
    pub fn new(config: &StreamConfig, now: Micros, epoch_ms: u64) -> Self {
        let created_s = ((epoch_ms + now.as_millis()) / 1_000).saturating_sub(2);
        let ranges = HashRange::divide(config.shards);
        let starts = ranges.iter().map(|range| range.start).collect();
        let shards = (0..).zip(ranges).map(|(index, range)| Shard::new(index, range, created_s));
        Self {
            name: config.name.clone(),
            retention: Micros::from_hours(u64::from(config.retention_hours)),
            shards: shards.collect(),
            starts,
            // From 1, so that the first record lies above its shard's StartingSequenceNumber.
            counters: vec![1; config.shards.div_ceil(COUNTER_GROUP) as usize],
        }
    }

    /// The index of the shard that owns a place on the hash line.
    #[must_use]
    pub fn route(&self, place: HashKey) -> usize {
        self.starts.partition_point(|start| *start <= place) - 1
    }

    /// The next sequence counter for a shard.
    pub fn next_counter(&mut self, shard: u32) -> u64 {
        let counter = &mut self.counters[(shard / COUNTER_GROUP) as usize];
        let taken = *counter;
        *counter += 1;
        taken
    }

    /// Folds the stream into a digest.
    pub fn fold(&self, digest: &mut Digest) {
        digest.bytes(self.name.as_bytes());
        digest.u64(self.retention.0);
        self.counters.iter().for_each(|counter| digest.u64(*counter));
        self.shards.iter().for_each(|shard| shard.fold(digest));
    }
}
