//! An event source mapping at work: what waits for its function on every shard, and what is in hand.

use super::filter::Pattern;
use super::{Bisection, Fault, MappingConfig, Reason, Totals};
use crate::engine::digest::Digest;
use crate::engine::limits::{MAPPING_AHEAD_RECORDS, WINDOW_STATE_BYTES_MAX};
use crate::engine::sequence::SequenceNumber;
use crate::engine::snapshot::Tag;
use crate::engine::time::Micros;
use std::collections::VecDeque;
use std::sync::Arc;

/// Accounts of batches given up that a mapping keeps.
const LOST_MAX: usize = 1_000;

/// An event source mapping at work.
#[derive(Clone, Debug)]
pub struct Mapping {
    /// Its settings.
    pub config: Arc<MappingConfig>,
    /// Its filters, read.
    pub filters: Arc<[Pattern]>,
    /// What it did since the start.
    pub totals: Totals,
    /// Invocations going on.
    pub running: u32,
    /// Its work on every shard.
    pub pollers: Vec<Poller>,
    /// The newest batches given up, old to new.
    pub lost: VecDeque<Arc<Lost>>,
}

/// A mapping's work on one shard.
#[derive(Clone, Debug)]
pub struct Poller {
    /// As many as the parallelization factor.
    pub lanes: Vec<Lane>,
    /// The tumbling window it is in.
    pub window: Option<Window>,
    /// Age of the last record of the last batch when it was sent to the function: the metric `IteratorAge`.
    pub iterator_age: Micros,
}

/// One batch after the other.
#[derive(Clone, Debug, Default)]
pub struct Lane {
    /// Records that wait, in order.
    pub queue: VecDeque<Queued>,
    /// Bytes that they take in an event.
    pub queue_bytes: u64,
    /// Since when a tray is being filled.
    pub since: Option<Micros>,
    /// When it is looked at again.
    pub tend_at: Option<Micros>,
    /// The batch in hand.
    pub batch: Option<Bisection>,
    /// How the invocation going on will end: the fault, and the place in the batch where it shows.
    pub outcome: Option<(Fault, Option<u32>)>,
    /// The state that the invocation going on will hand on in its tumbling window.
    pub state: Option<Arc<str>>,
    /// Invocations refused one after the other.
    pub refused: u32,
    /// The last batch that failed and is finished.
    pub last_failed: Option<Arc<Bisection>>,
    /// The last batch that passed without a failure.
    pub last_passed: Option<Arc<Bisection>>,
}

/// A record that waits for a batch.
#[derive(Clone, Copy, Debug)]
pub struct Queued {
    /// Its place in the shard.
    pub place: u64,
    /// When the shard took it.
    pub arrival: Micros,
    /// Bytes that it takes in an event.
    pub payload_bytes: u64,
}

/// A tumbling window that is open.
#[derive(Clone, Debug)]
pub struct Window {
    /// Its start; zero when it began before the simulation.
    pub start: Micros,
    /// Its end.
    pub end: Micros,
    /// Records that its invocations passed.
    pub records: u64,
    /// Their bytes.
    pub bytes: u64,
    /// The state that the next invocation is given, as JSON text.
    pub state: Arc<str>,
    /// Whether its state grew too large: it ends early.
    pub is_too_large: bool,
}

/// The account of a batch that was given up.
#[derive(Clone, Debug)]
pub struct Lost {
    /// Its number among those of the mapping, from 0.
    pub number: u64,
    /// When.
    pub at: Micros,
    /// The shard's index.
    pub shard: u32,
    /// Why.
    pub reason: Reason,
    /// How its last invocation failed; none when there was none.
    pub fault: Option<Fault>,
    /// `approximateInvokeCount`.
    pub invocations: u32,
    /// Places of its records.
    pub records: Arc<[u64]>,
    /// Sequence numbers of the first and the last record; none for the last invocation of a tumbling window.
    pub sequence: Option<(SequenceNumber, SequenceNumber)>,
    /// Arrivals of the first and the last record.
    pub arrivals: (Micros, Micros),
    /// The looks of its first records.
    pub tags: Vec<Tag>,
}

impl Mapping {
    /// A mapping that has been given nothing yet.
    #[must_use]
    pub fn new(config: &MappingConfig, shards: usize) -> Self {
        Self {
            filters: config.filters.iter().filter_map(|text| Pattern::parse(text).ok()).collect(),
            totals: Totals::default(),
            running: 0,
            pollers: vec![Poller::new(config.parallelization_factor); shards],
            lost: VecDeque::new(),
            config: Arc::new(config.clone()),
        }
    }

    /// Takes other settings. What was in hand is let go.
    pub fn set_config(&mut self, config: &MappingConfig) {
        let renewed = Self::new(config, self.pollers.len());
        *self = Self { totals: self.totals, lost: std::mem::take(&mut self.lost), ..renewed };
    }

    /// Lets go of everything in hand.
    pub fn let_go(&mut self) {
        self.running = 0;
        self.pollers.fill(Poller::new(self.config.parallelization_factor));
    }

    /// A shard opened.
    pub fn meet_shard(&mut self) {
        self.pollers.push(Poller::new(self.config.parallelization_factor));
    }

    /// Whether it holds nothing of a shard, and no window of it is open.
    #[must_use]
    pub fn is_done(&self, shard: u32) -> bool {
        let poller = &self.pollers[shard as usize];
        poller.held() == 0 && poller.window.is_none() && poller.lanes.iter().all(|lane| lane.batch.is_none())
    }

    /// Whether it takes more of a shard now.
    #[must_use]
    pub fn has_room(&self, shard: u32) -> bool {
        let lanes = u64::from(self.config.parallelization_factor);
        let ahead_max = MAPPING_AHEAD_RECORDS.max(2 * lanes * u64::from(self.config.batch_size));
        self.config.enabled && self.pollers[shard as usize].held() < ahead_max
    }

    /// How far it is done with a shard: the place of the first record that is not, if it holds one.
    #[must_use]
    pub fn checkpoint(&self, shard: u32) -> Option<u64> {
        self.pollers[shard as usize].lanes.iter().filter_map(Lane::first_open).min()
    }

    /// Keeps the account of a batch given up.
    pub fn lose(&mut self, lost: Lost) {
        if self.lost.len() == LOST_MAX {
            self.lost.pop_front();
        }
        self.lost.push_back(Arc::new(lost));
    }

    /// Folds the mapping into a digest.
    pub fn fold(&self, digest: &mut Digest) {
        let totals = &self.totals;
        for number in [
            totals.invocations,
            totals.failed_invocations,
            totals.throttled_invocations,
            totals.processed_records,
            totals.saved_records,
            totals.filtered_records,
            totals.discarded_records,
            totals.expired_records,
            totals.discarded_batches,
            u64::from(self.running),
        ] {
            digest.u64(number);
        }
        for poller in &self.pollers {
            if let Some(window) = &poller.window {
                digest.u64(window.end.0);
                digest.u64(window.records);
                digest.bytes(window.state.as_bytes());
            }
            for lane in &poller.lanes {
                digest.u64(lane.queue.len() as u64);
                digest.u64(lane.queue.front().map_or(u64::MAX, |queued| queued.place));
                digest.u64(lane.since.map_or(u64::MAX, |at| at.0));
                if let Some(batch) = &lane.batch {
                    batch.fold(digest);
                }
            }
        }
    }
}

impl Poller {
    fn new(lanes: u8) -> Self {
        let lanes = vec![Lane::default(); usize::from(lanes.max(1))];
        Self { lanes, window: None, iterator_age: Micros::ZERO }
    }

    /// Records that wait or are in hand.
    #[must_use]
    pub fn held(&self) -> u64 {
        let in_hand = |lane: &Lane| lane.batch.as_ref().map_or(0, Bisection::records_open);
        self.lanes.iter().map(|lane| lane.queue.len() as u64 + in_hand(lane)).sum()
    }
}

impl Lane {
    /// Takes a record to wait.
    pub fn queue(&mut self, queued: Queued) {
        self.queue_bytes += queued.payload_bytes;
        self.queue.push_back(queued);
    }

    /// Takes the first records that fit into one batch out of the queue: at most `records_max`, at most `bytes_max` bytes
    /// of event, and at least one.
    pub fn take(&mut self, records_max: usize, bytes_max: u64) -> Vec<u64> {
        let mut places = Vec::with_capacity(records_max.min(self.queue.len()));
        let mut bytes = 0;
        while places.len() < records_max
            && let Some(first) = self.queue.front()
        {
            bytes += first.payload_bytes;
            if bytes > bytes_max && !places.is_empty() {
                break;
            }
            self.queue_bytes -= first.payload_bytes;
            places.push(first.place);
            self.queue.pop_front();
        }
        self.since = None;
        places
    }

    /// The place of the first record that is not done with; none when it holds none.
    #[must_use]
    pub fn first_open(&self) -> Option<u64> {
        let in_hand = self.batch.as_ref().and_then(Bisection::first_open);
        in_hand.or_else(|| self.queue.front().map(|queued| queued.place))
    }
}

impl Window {
    /// The window that an arrival falls into. Windows are aligned to the clock: one begins at each multiple of its span
    /// since 1970; `epoch` is the simulation's start on that clock.
    #[must_use]
    pub fn of(arrival: Micros, span: Micros, epoch: Micros) -> Self {
        let begun = (epoch.0 + arrival.0) / span.0 * span.0;
        let start = Micros(begun).since(epoch);
        let end = Micros(begun + span.0).since(epoch);
        Self { start, end, records: 0, bytes: 0, state: "{}".into(), is_too_large: false }
    }

    /// Counts records that passed, and keeps the state for the next invocation: the one that a typed handler gave back,
    /// or the counts themselves.
    pub fn pass(&mut self, records: u64, bytes: u64, state: Option<Arc<str>>) {
        self.records += records;
        self.bytes += bytes;
        let counts = || format!(r#"{{"records":{},"bytes":{}}}"#, self.records, self.bytes).into();
        self.state = state.unwrap_or_else(counts);
        self.is_too_large = self.state.len() as u64 > WINDOW_STATE_BYTES_MAX;
    }
}
