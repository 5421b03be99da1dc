//! A producer: a desk that makes records at a rate, with keys from a mix or from a file.

use super::command::{Arrivals, KeyMix, ProducerConfig, Retry, Source};
use super::digest::Digest;
use super::keys::KeyTable;
use super::kpl::{Packer, UserRecord};
use super::rng::Rng;
use super::stream::{Routed, Stream};
use super::time::Micros;
use super::words::{grouped, numbered};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A file's desk takes no new record while this many wait for another try, as an SDK client's queue would.
pub const FILE_RETRYING_MAX: u64 = 500;

/// A producer at work.
#[derive(Clone, Debug)]
pub struct Producer {
    /// How it was set up; rate, keys and running change with commands.
    pub config: ProducerConfig,
    /// Whether it sends.
    pub running: bool,
    /// Records made so far.
    pub made: u64,
    /// Records waiting for another try.
    pub retrying: u64,
    /// Records accepted.
    pub accepted: u64,
    /// Records of the stream that each shard has taken, by shard.
    taken: Vec<u64>,
    /// Refused tries.
    pub throttled: u64,
    /// Records given up.
    pub given_up: u64,
    /// Raised whenever its plan changes, so that events of an older plan are known and ignored.
    pub generation: u32,
    /// When its present plan was made: its rate, its keys and whether it sends have been as they are since.
    pub planned: Micros,
    /// The batch its file is held in.
    pub file: Option<u32>,
    /// Its buffers, when it packs.
    pub packer: Option<Packer>,
    /// What packed records hold that a shard has not taken yet, by their numbers.
    pub packed: BTreeMap<u32, Vec<UserRecord>>,
    /// Packed records made so far.
    pub packs_made: u32,
    /// Records of the stream that packing saved: those accepted, less the records of the stream they came in.
    pub saved: u64,
    rng: Rng,
    picker: Picker,
    /// Start of the present plan.
    plan_start: Micros,
    /// Records made on the present plan, bursts aside.
    plan_made: u64,
}

/// What makes a record: its key and its size.
#[derive(Clone, Copy, Debug)]
pub struct Draw {
    /// The partition key, and where it goes.
    pub to: Routed,
    /// Bytes of data.
    pub data_bytes: u32,
}

impl Producer {
    /// A producer that has made nothing yet.
    #[must_use]
    pub fn new(config: ProducerConfig, rng: Rng, file: Option<u32>, shards: usize) -> Self {
        let picker = match &config.source {
            Source::Made { keys, .. } => Picker::new(keys),
            Source::File { .. } => Picker::default(),
        };
        Self {
            plan_start: config.start,
            running: true,
            made: 0,
            retrying: 0,
            accepted: 0,
            taken: Vec::new(),
            throttled: 0,
            given_up: 0,
            generation: 0,
            planned: Micros::ZERO,
            file,
            packer: config.aggregation.map(|aggregation| (aggregation.craft.0.begin)(aggregation, shards)),
            packed: BTreeMap::new(),
            packs_made: 0,
            saved: 0,
            rng,
            picker,
            plan_made: 0,
            config,
        }
    }

    /// Begins a new plan now: after a change of rate, or a start.
    pub fn replan(&mut self, now: Micros) {
        self.generation += 1;
        self.planned = now;
        self.plan_start = now.max(self.config.start);
        self.plan_made = 0;
    }

    /// A shard opened: keys may go elsewhere from now on.
    pub fn meet_shard(&mut self) {
        self.picker.known = Arc::default();
        if let Some(packer) = &mut self.packer {
            packer.meet_shard();
        }
    }

    /// Changes the mix of keys.
    pub fn set_keys(&mut self, keys: KeyMix) {
        self.picker = Picker::new(&keys);
        if let Source::Made { keys: current, .. } = &mut self.config.source {
            *current = keys;
        }
    }

    /// The moment of the next record, none when there will be none on this plan.
    pub fn next_emission(&mut self) -> Option<Micros> {
        let rate = u64::from(self.config.records_per_s);
        if !self.running || rate == 0 || self.is_used_up() {
            return None;
        }
        let jitter = match self.config.arrivals {
            Arrivals::Steady => 0,
            Arrivals::Random => self.rng.below(Micros::SECOND.0),
        };
        // Enough for 18 million million records on one plan.
        let offset = (self.plan_made * Micros::SECOND.0 + jitter) / rate;
        self.plan_made += 1;
        let at = self.plan_start + Micros(offset);
        self.config.stop.is_none_or(|stop| at < stop).then_some(at)
    }

    /// Puts off the rest of the plan.
    pub fn delay_plan(&mut self, by: Micros) {
        self.plan_start += by;
    }

    /// The moment of the next burst after `now`.
    #[must_use]
    pub fn next_burst(&self, now: Micros) -> Option<Micros> {
        let burst = self.config.burst.filter(|_| self.running)?;
        let at = now.max(self.config.start) + burst.every;
        self.config.stop.is_none_or(|stop| at < stop).then_some(at)
    }

    /// For a file: how many records it holds.
    #[must_use]
    pub fn of_total(&self) -> Option<u64> {
        match &self.config.source {
            Source::File { records, .. } => Some(records.len() as u64),
            Source::Made { .. } => None,
        }
    }

    /// Whether a file's desk must wait for its retries before it takes the next record.
    #[must_use]
    pub fn is_held(&self) -> bool {
        self.file.is_some() && self.retrying >= FILE_RETRYING_MAX
    }

    /// Whether all records of a file have been made.
    #[must_use]
    pub fn is_used_up(&self) -> bool {
        self.of_total().is_some_and(|total| self.made >= total)
    }

    /// Whether all records of a file were accepted or given up.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.is_used_up() && self.retrying == 0 && self.buffered() == 0
    }

    /// Records that wait to be packed.
    #[must_use]
    pub fn buffered(&self) -> u64 {
        self.packer.as_ref().map_or(0, Packer::waiting)
    }

    /// Counts a record of the stream that a shard has taken.
    pub fn count_taken(&mut self, shard: u32) {
        let shard = shard as usize;
        if shard >= self.taken.len() {
            self.taken.resize(shard + 1, 0);
        }
        self.taken[shard] += 1;
    }

    /// Records of the stream that a shard has taken.
    #[must_use]
    pub fn taken_by(&self, shard: u32) -> u64 {
        self.taken.get(shard as usize).copied().unwrap_or(0)
    }

    /// Bytes that a copy does not share with its origin for long.
    #[must_use]
    pub fn own_bytes(&self) -> usize {
        let packed = self.packed.values().map(|users| users.len() as u64).sum::<u64>() + self.buffered();
        size_of::<Self>() + packed as usize * size_of::<UserRecord>()
    }

    /// Bytes that a copy shares with its origin only until one of them draws a new key.
    #[must_use]
    pub fn growing_bytes(&self) -> usize {
        self.picker.known.len() * size_of::<Option<Routed>>()
    }

    /// Makes the next record, for the stream it writes to.
    pub fn draw(&mut self, keys: &mut KeyTable, stream: &Stream) -> Draw {
        let number = self.made;
        self.made += 1;
        match &self.config.source {
            Source::Made { keys: mix, record_bytes } => {
                let choice = self.picker.pick(mix, number, &mut self.rng);
                Draw { to: self.picker.route(mix, choice, keys, stream), data_bytes: *record_bytes }
            }
            Source::File { records, .. } => {
                let given = records.get(number as usize).expect("a file's desk stops after its last record");
                let key = keys.intern(given.partition_key, given.explicit_hash_key);
                // Import refuses records far smaller than 4 GiB.
                Draw {
                    to: stream.route_key(key, keys),
                    data_bytes: u32::try_from(given.data.len()).unwrap_or(u32::MAX),
                }
            }
        }
    }

    /// How long to wait before try number `attempt + 1`: a random part of a delay that doubles with every try.
    pub fn backoff(&mut self, attempt: u16) -> Option<Micros> {
        let Retry { attempts, base, max } = self.config.retry;
        if attempts != 0 && u32::from(attempt) >= attempts {
            return None;
        }
        let doubled = base.0.saturating_mul(1 << u32::from(attempt - 1).min(40));
        Some(Micros(self.rng.below(doubled.min(max.0)) + 1))
    }

    /// Folds the producer into a digest.
    pub fn fold(&self, digest: &mut Digest) {
        digest.bytes(self.config.name.as_bytes());
        digest.u64(u64::from(self.config.records_per_s));
        digest.bytes(describe_source(&self.config.source).as_bytes());
        for number in [
            u64::from(self.running),
            self.made,
            self.retrying,
            self.accepted,
            self.throttled,
            self.given_up,
            u64::from(self.generation),
            self.plan_start.0,
            self.plan_made,
            u64::from(self.packs_made),
            self.saved,
        ] {
            digest.u64(number);
        }
        if let Some(packer) = &self.packer {
            packer.fold(digest);
        }
        for (pack, users) in &self.packed {
            digest.u64(u64::from(*pack) << 32 | users.len() as u64);
            for user in users {
                digest.u64(user.number);
            }
        }
        self.rng.state().iter().for_each(|word| digest.u64(*word));
    }
}

/// Draws from a key mix: which of its keys comes next. Keys are numbered in the mix's own order.
#[derive(Clone, Debug, Default)]
struct Picker {
    /// Rising sums of the weights, where the mix has weights.
    sums: Arc<[u64]>,
    /// Keys already drawn: all that a put asks of them in one place, for keys come in no order and every other place in
    /// memory would have to be waited for.
    known: Arc<Vec<Option<Routed>>>,
}

impl Picker {
    fn new(mix: &KeyMix) -> Self {
        let sums = match mix {
            KeyMix::Zipf { keys, .. } => rising((1..=u64::from(*keys)).map(|rank| (1 << 40) / rank)),
            KeyMix::Weighted { keys } => rising(keys.iter().map(|(_, weight)| u64::from(*weight))),
            _ => Arc::default(),
        };
        Self { sums, known: Arc::default() }
    }

    fn pick(&self, mix: &KeyMix, number: u64, rng: &mut Rng) -> u64 {
        match mix {
            KeyMix::Uniform { keys, .. } => rng.below(u64::from(*keys)),
            KeyMix::Zipf { .. } | KeyMix::Weighted { .. } => {
                let drawn = rng.below(self.sums.last().copied().unwrap_or(0));
                self.sums.partition_point(|sum| *sum <= drawn) as u64
            }
            KeyMix::Hot { share_percent, others, .. } => {
                if *others == 0 || rng.below(100) < u64::from(*share_percent) {
                    0
                } else {
                    1 + rng.below(u64::from(*others))
                }
            }
            KeyMix::InTurn { keys } => number % (keys.len().max(1) as u64),
        }
    }

    fn route(&mut self, mix: &KeyMix, choice: u64, keys: &mut KeyTable, stream: &Stream) -> Routed {
        let at = choice as usize;
        if let Some(Some(known)) = self.known.get(at) {
            return *known;
        }
        let key = match mix {
            KeyMix::Uniform { prefix, .. } | KeyMix::Zipf { prefix, .. } => {
                keys.intern(&numbered(prefix, choice + 1), None)
            }
            KeyMix::Hot { key, .. } if choice == 0 => keys.intern(key, None),
            KeyMix::Hot { prefix, .. } => keys.intern(&numbered(prefix, choice), None),
            KeyMix::Weighted { keys: given } => keys.intern(given.get(at).map_or("?", |(key, _)| key), None),
            KeyMix::InTurn { keys: given } => keys.intern(given.get(at).map_or("?", String::as_str), None),
        };
        let known = Arc::make_mut(&mut self.known);
        if at >= known.len() {
            known.resize(at + 1, None);
        }
        *known[at].insert(stream.route_key(key, keys))
    }
}

fn rising(weights: impl Iterator<Item = u64>) -> Arc<[u64]> {
    weights
        .scan(0, |sum: &mut u64, weight| {
            *sum += weight;
            Some(*sum)
        })
        .collect()
}

/// A producer's source in a few words, such as `500 keys, Zipf`.
#[must_use]
pub fn describe_source(source: &Source) -> String {
    let count = |keys: u64| {
        if keys == 1 { "1 key".to_owned() } else { format!("{} keys", grouped(keys)) }
    };
    match source {
        Source::File { records, .. } => format!("{} records of a file", grouped(records.len() as u64)),
        Source::Made { keys, .. } => match keys {
            KeyMix::Uniform { keys, .. } => format!("{}, evenly", count(u64::from(*keys))),
            KeyMix::Zipf { keys, .. } => format!("{}, Zipf", count(u64::from(*keys))),
            KeyMix::Hot { key, share_percent: 100, .. } => format!("1 key: {key}"),
            KeyMix::Hot { key, share_percent, .. } => format!("{share_percent} % {key}"),
            KeyMix::Weighted { keys } => format!("{}, weighted", count(keys.len() as u64)),
            KeyMix::InTurn { keys } => format!("{}, in turn", count(keys.len() as u64)),
        },
    }
}
