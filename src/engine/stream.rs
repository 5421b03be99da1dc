//! A stream: its shards and how a hash key finds its own among them.

use super::command::StreamConfig;
use super::digest::Digest;
use super::hash::{HashKey, HashRange};
use super::keys::{KeyId, KeyTable};
use super::reshard::{Change, FIRST_SHARDS, Growth, ReshardRefusal, Step, StreamMode, StreamStatus, is_split_point};
use super::shard::Shard;
use super::time::Micros;
use std::collections::VecDeque;

/// Shards whose sequence numbers share one counter.
const COUNTER_GROUP: u32 = 5;

/// A stream.
#[derive(Clone, Debug)]
pub struct Stream {
    /// `StreamName`.
    pub name: String,
    /// How long records are kept.
    pub retention: Micros,
    /// All shards there ever were, by index.
    pub shards: Vec<Shard>,
    /// `StreamMode`.
    pub mode: StreamMode,
    /// The change that is going on.
    pub change: Option<Change>,
    /// How long one split or merge takes to land.
    pub reshard_time: Micros,
    /// `UpdateShardCount` calls of the last 24 hours.
    pub scaled: VecDeque<Micros>,
    /// `UpdateStreamMode` calls of the last 24 hours.
    pub switched: VecDeque<Micros>,
    /// How it grows in on-demand mode.
    pub growth: Growth,
    counters: Vec<u64>,
    router: Router,
}

/// A key with what a put asks of it. It holds until the stream's next shard opens.
#[derive(Clone, Copy, Debug)]
pub struct Routed {
    /// The key.
    pub key: KeyId,
    /// Bytes of its text.
    pub key_bytes: u32,
    /// The index of its shard.
    pub shard: u32,
}

/// Finds the open shard of a place on the hash line: by the place's first byte to the shard that owns the byte's start,
/// and on from there. Keys fall anywhere, and a search by halves would guess wrong at every other step.
#[derive(Clone, Debug)]
struct Router {
    /// Where each open shard's range starts, in the order of the line.
    starts: Vec<HashKey>,
    /// Their indexes.
    shards: Vec<u32>,
    /// For every first byte, the place among them of the one that owns its lowest place.
    by_first_byte: Vec<u32>,
}

impl Router {
    fn new(shards: &[Shard]) -> Self {
        let mut open: Vec<(HashKey, u32)> =
            shards.iter().filter(|shard| shard.is_open()).map(|shard| (shard.range.start, shard.index)).collect();
        open.sort_unstable();
        let (starts, shards): (Vec<HashKey>, Vec<u32>) = open.into_iter().unzip();
        let owner = |byte: u128| starts.partition_point(|start| start.0 <= byte << 120) as u32 - 1;
        Self { by_first_byte: (0..256).map(owner).collect(), starts, shards }
    }

    fn route(&self, place: HashKey) -> usize {
        let mut at = self.by_first_byte[(place.0 >> 120) as usize] as usize;
        while self.starts.get(at + 1).is_some_and(|start| *start <= place) {
            at += 1;
        }
        self.shards[at] as usize
    }
}

impl Stream {
    /// A new stream whose shards divide the hash line evenly. A new stream's shards carry a creation time two seconds
    /// before the call (observed by the kinesalite project, `actions/createStream.js`).
    #[must_use]
    pub fn new(config: &StreamConfig, now: Micros, epoch_ms: u64) -> Self {
        let created_s = ((epoch_ms + now.as_millis()) / 1_000).saturating_sub(2);
        let count = match config.mode {
            StreamMode::Provisioned => config.shards,
            StreamMode::OnDemand => FIRST_SHARDS,
        };
        let ranges = (0..).zip(HashRange::divide(count));
        let shards: Vec<Shard> = ranges.map(|(index, range)| Shard::new(index, range, now, created_s)).collect();
        let mut growth = Growth::default();
        growth.begin(&shards);
        Self {
            name: config.name.clone(),
            retention: Micros::from_hours(u64::from(config.retention_hours)),
            mode: config.mode,
            change: None,
            reshard_time: config.reshard_time,
            scaled: VecDeque::new(),
            switched: VecDeque::new(),
            growth,
            router: Router::new(&shards),
            // From 1, so that the first record lies above its shard's StartingSequenceNumber.
            counters: vec![1; count.div_ceil(COUNTER_GROUP) as usize],
            shards,
        }
    }

    /// `StreamStatus`.
    #[must_use]
    pub const fn status(&self) -> StreamStatus {
        if self.change.is_some() { StreamStatus::Updating } else { StreamStatus::Active }
    }

    /// The open shards and their ranges, in the order of the hash line.
    #[must_use]
    pub fn open(&self) -> Vec<(u32, HashRange)> {
        let of = |shard: &u32| (*shard, self.shards[*shard as usize].range);
        self.router.shards.iter().map(of).collect()
    }

    /// `OpenShardCount`.
    #[must_use]
    pub fn open_count(&self) -> u32 {
        self.router.shards.len() as u32
    }

    /// Whether a step can be taken now.
    ///
    /// # Errors
    /// The rule that forbids it.
    pub fn check(&self, step: Step) -> Result<(), ReshardRefusal> {
        let find = |index: u32| self.shards.get(index as usize).ok_or(ReshardRefusal::NoShard(index));
        let open = |shard: &Shard| if shard.is_open() { Ok(()) } else { Err(ReshardRefusal::Closed(shard.index)) };
        match step {
            Step::Split { shard: index, at: key } => {
                let shard = find(index)?;
                open(shard)?;
                let range = shard.range;
                let fits = is_split_point(range, key);
                if fits { Ok(()) } else { Err(ReshardRefusal::SplitKey { shard: index, range, key }) }
            }
            Step::Merge { lower, upper } => {
                let (first, second) = (find(lower)?, find(upper)?);
                open(first)?;
                open(second)?;
                let touch = first.range.end.0.checked_add(1) == Some(second.range.start.0);
                if touch { Ok(()) } else { Err(ReshardRefusal::NotAdjacent(lower, upper)) }
            }
        }
    }

    /// Takes a step that was checked: parents close and children open at once. The parents and the children.
    pub fn take(&mut self, step: Step, now: Micros, epoch_ms: u64) -> (Vec<u32>, Vec<u32>) {
        let first = self.shards.len() as u32;
        let created_s = (epoch_ms + now.as_millis()) / 1_000;
        let (parents, mut children) = match step {
            Step::Split { shard, at } => {
                let HashRange { start, end } = self.shards[shard as usize].range;
                let lower = HashRange { start, end: HashKey(at.0 - 1) };
                let upper = HashRange { start: at, end };
                let child = |index, range| Shard::new(index, range, now, created_s);
                (vec![shard], vec![child(first, lower), child(first + 1, upper)])
            }
            Step::Merge { lower, upper } => {
                let (start, end) = (self.shards[lower as usize].range.start, self.shards[upper as usize].range.end);
                (vec![lower, upper], vec![Shard::new(first, HashRange { start, end }, now, created_s)])
            }
        };
        let indexes: Vec<u32> = children.iter().map(|child| child.index).collect();
        for child in &mut children {
            child.parent = parents.first().copied();
            child.adjacent_parent = parents.get(1).copied();
        }
        for parent in &parents {
            let parent = &mut self.shards[*parent as usize];
            parent.closed = Some(now);
            parent.children.clone_from(&indexes);
        }
        self.shards.append(&mut children);
        self.counters.resize(self.shards.len().div_ceil(COUNTER_GROUP as usize), 1);
        self.router = Router::new(&self.shards);
        (parents, indexes)
    }

    /// The index of the shard that owns a place on the hash line.
    #[must_use]
    pub fn route(&self, place: HashKey) -> usize {
        self.router.route(place)
    }

    /// The same for a key.
    #[must_use]
    pub fn route_key(&self, key: KeyId, keys: &KeyTable) -> Routed {
        let (place, key_bytes) = keys.place_and_bytes(key);
        Routed { key, key_bytes, shard: self.route(place) as u32 }
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
        digest.u64(self.mode as u64);
        if let Some(change) = &self.change {
            change.fold(digest);
        }
        self.scaled.iter().chain(&self.switched).for_each(|at| digest.u64(at.0));
        self.growth.fold(digest);
        self.counters.iter().for_each(|counter| digest.u64(*counter));
        self.shards.iter().for_each(|shard| shard.fold(digest));
    }
}
