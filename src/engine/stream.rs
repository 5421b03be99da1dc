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
    router: Router,
}

/// Finds the shard of a place on the hash line: by the place's first byte to the shard that owns the byte's start, and
/// on from there. Keys fall anywhere, and a search by halves would guess wrong at every other step.
#[derive(Clone, Debug)]
struct Router {
    /// Where each shard's range starts.
    starts: Vec<HashKey>,
    /// For every first byte, the shard that owns its lowest place.
    by_first_byte: Vec<u32>,
}

impl Router {
    fn new(starts: Vec<HashKey>) -> Self {
        let owner = |byte: u128| starts.partition_point(|start| start.0 <= byte << 120) as u32 - 1;
        Self { by_first_byte: (0..256).map(owner).collect(), starts }
    }

    fn route(&self, place: HashKey) -> usize {
        let mut at = self.by_first_byte[(place.0 >> 120) as usize] as usize;
        while self.starts.get(at + 1).is_some_and(|start| *start <= place) {
            at += 1;
        }
        at
    }
}

impl Stream {
    /// A new stream whose shards divide the hash line evenly. A new stream's shards carry a creation time two seconds
    /// before the call (observed by the kinesalite project, `actions/createStream.js`).
    #[must_use]
    pub fn new(config: &StreamConfig, now: Micros, epoch_ms: u64) -> Self {
        let created_s = ((epoch_ms + now.as_millis()) / 1_000).saturating_sub(2);
        let ranges = HashRange::divide(config.shards);
        let router = Router::new(ranges.iter().map(|range| range.start).collect());
        let shards = (0..).zip(ranges).map(|(index, range)| Shard::new(index, range, created_s));
        Self {
            name: config.name.clone(),
            retention: Micros::from_hours(u64::from(config.retention_hours)),
            shards: shards.collect(),
            router,
            // From 1, so that the first record lies above its shard's StartingSequenceNumber.
            counters: vec![1; config.shards.div_ceil(COUNTER_GROUP) as usize],
        }
    }

    /// The index of the shard that owns a place on the hash line.
    #[must_use]
    pub fn route(&self, place: HashKey) -> usize {
        self.router.route(place)
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
