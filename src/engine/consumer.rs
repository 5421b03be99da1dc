//! A consumer at work: its place on every shard, and what it was given.

use super::digest::Digest;
use super::histogram::Histogram;
use super::kcl::{Application, Lease};
use super::lambda::Mapping;
use super::meter::{HalfMinute, Meter};
use super::reading::{ConsumerConfig, Processing, Reading, StartingPosition, Work};
use super::rng::Rng;
use super::shard::Shard;
use super::stream::Stream;
use super::time::Micros;

/// A consumer at work.
#[derive(Clone, Debug)]
pub struct Consumer {
    /// How it was set up; what commands change is kept up to date.
    pub config: ConsumerConfig,
    /// Whether it reads: it was not paused.
    pub reading: bool,
    /// Whether it was taken away. It stays in its place, so that facts still find its name.
    pub removed: bool,
    /// Its place on every shard.
    pub cursors: Vec<Cursor>,
    /// When it was added.
    pub since: Micros,
    /// What it was given in the last second.
    pub delivered: Meter,
    /// `GetRecords` calls refused in the last second.
    pub throttled: Meter,
    /// From arrival to delivery.
    pub latency: Histogram,
    /// What it does with what it is given.
    pub job: Job,
    /// Raised when its readings so far no longer count, so that events of an older reading are known and ignored.
    pub generation: u32,
    /// Its own random numbers.
    pub rng: Rng,
}

/// What a consumer does with what it is given, at work.
#[derive(Clone, Debug)]
pub enum Job {
    /// Handles it and is busy meanwhile.
    Handle(Processing),
    /// Shares the shards among workers.
    Application(Box<Application>),
    /// Hands it to a function.
    Mapping(Box<Mapping>),
}

/// A consumer's place on one shard.
#[derive(Clone, Debug, Default)]
pub struct Cursor {
    /// The next record to ask for.
    pub next: u64,
    /// The place after the last record in the consumer's hands.
    pub delivered_to: u64,
    /// The place after the last record that was ever in its hands: what comes again below it is a duplicate.
    pub seen_to: u64,
    /// Records given.
    pub records: u64,
    /// Of these, records it had been given before.
    pub duplicates: u64,
    /// Records given, those in packed records counted one by one.
    pub user_records: u64,
    /// Bytes given.
    pub bytes: u64,
    /// Records that expired before the consumer came to them.
    pub missed: u64,
    /// Calls answered, or events pushed.
    pub calls: u64,
    /// Calls refused.
    pub throttled: u64,
    /// What it was given in the last half minute.
    pub recent: HalfMinute,
    /// When it was last given something.
    pub last_delivery: Option<Micros>,
    /// Until when it is busy with what it was given.
    pub busy_until: Micros,
    /// Until when its 2 MB a second of enhanced fan-out are used up.
    pub paid_until: Micros,
    /// Whether a poll, a push or a delivery is on the agenda: a shard without one is asleep.
    pub awake: bool,
    /// Whether the last read found the end of a closed shard: there is nothing more to ask for.
    pub ended: bool,
    /// Whether it is done with a closed shard, to the last record: its children may be read.
    pub finished: bool,
    /// How often its reading of this one shard was cut off, so that what was on its way no longer counts.
    pub restarts: u32,
}

impl Consumer {
    /// A consumer that has read nothing yet.
    #[must_use]
    pub fn new(config: ConsumerConfig, now: Micros, rng: Rng, stream: &Stream, epoch_ms: u64) -> Self {
        let begin = |shard: &Shard| {
            let place = place(config.start, shard, epoch_ms);
            let finished = is_behind(config.start, shard, stream, now);
            Cursor { next: place, delivered_to: place, seen_to: place, finished, ..Cursor::default() }
        };
        let cursors: Vec<Cursor> = stream.shards.iter().map(begin).collect();
        let leases = first_leases(config.start, &cursors, stream, now);
        Self {
            reading: true,
            removed: false,
            since: now,
            delivered: Meter::default(),
            throttled: Meter::default(),
            latency: Histogram::default(),
            job: match &config.work {
                Work::Handle(processing) => Job::Handle(*processing),
                Work::Application(settings) => Job::Application(Box::new((settings.craft.0.begin)(settings, leases))),
                Work::Mapping(settings) => {
                    Job::Mapping(Box::new((settings.craft.0.begin)(settings, stream.shards.len())))
                }
            },
            cursors,
            generation: 0,
            rng,
            config,
        }
    }

    /// Whether it is an enhanced fan-out consumer.
    #[must_use]
    pub const fn is_pushed(&self) -> bool {
        matches!(self.config.reading, Reading::Pushed)
    }

    /// Whether it sees the records inside packed ones: the Kinesis Client Library unpacks them, and so does Lambda for
    /// a mapping that reads with enhanced fan-out. All others see one record.
    #[must_use]
    pub const fn unpacks(&self) -> bool {
        match self.job {
            Job::Handle(_) => false,
            Job::Application(_) => true,
            Job::Mapping(_) => self.is_pushed(),
        }
    }

    /// The mapping it is; none when it is of another kind.
    #[must_use]
    pub fn mapping(&self) -> Option<&Mapping> {
        match &self.job {
            Job::Mapping(mapping) => Some(mapping),
            _ => None,
        }
    }

    /// The same, to change it.
    pub fn mapping_mut(&mut self) -> Option<&mut Mapping> {
        match &mut self.job {
            Job::Mapping(mapping) => Some(mapping),
            _ => None,
        }
    }

    /// The application it is; none when it is of another kind.
    #[must_use]
    pub fn application(&self) -> Option<&Application> {
        match &self.job {
            Job::Application(application) => Some(application),
            _ => None,
        }
    }

    /// The same, to change it.
    pub fn application_mut(&mut self) -> Option<&mut Application> {
        match &mut self.job {
            Job::Application(application) => Some(application),
            _ => None,
        }
    }

    /// Begins to read again at a position, on every shard. What is still on its way no longer counts.
    pub fn rewind(&mut self, to: StartingPosition, stream: &Stream, now: Micros, epoch_ms: u64) {
        for (cursor, shard) in self.cursors.iter_mut().zip(&stream.shards) {
            cursor.go_to(place(to, shard, epoch_ms));
            cursor.finished = is_behind(to, shard, stream, now);
        }
        if let Job::Application(application) = &mut self.job {
            application.rewind(first_leases(to, &self.cursors, stream, now));
        }
    }

    /// A shard opened: it is read from its first record, once its parents are done.
    pub fn meet_shard(&mut self) {
        self.cursors.push(Cursor::default());
        match &mut self.job {
            Job::Handle(_) => {}
            Job::Application(application) => application.meet_shard(),
            Job::Mapping(mapping) => mapping.meet_shard(),
        }
    }

    /// The number of its reading on a shard: what an event of another number brings no longer counts.
    #[must_use]
    pub fn reading_number(&self, shard: u32) -> u32 {
        self.generation + self.cursors[shard as usize].restarts
    }

    /// Folds the consumer into a digest.
    pub fn fold(&self, digest: &mut Digest) {
        digest.bytes(self.config.name.as_bytes());
        digest.u64(u64::from(self.reading) | u64::from(self.removed) << 1 | u64::from(self.generation) << 2);
        for cursor in &self.cursors {
            cursor.fold(digest);
        }
        self.delivered.fold(digest);
        self.throttled.fold(digest);
        self.latency.fold(digest);
        match &self.job {
            Job::Handle(processing) => {
                digest.u64(processing.batch.0);
                digest.u64(processing.record.0);
            }
            Job::Application(application) => application.fold(digest),
            Job::Mapping(mapping) => mapping.fold(digest),
        }
        self.rng.state().iter().for_each(|word| digest.u64(*word));
    }
}

impl Cursor {
    /// Steps over records that expired before they were asked for.
    pub fn skip_expired(&mut self, first: u64) {
        if self.next < first {
            self.missed += first - self.next;
            self.next = first;
        }
    }

    /// Reads on from another place.
    pub fn go_to(&mut self, place: u64) {
        self.next = place;
        self.delivered_to = place;
        self.ended = false;
        self.finished = false;
    }

    /// Cuts off the reading: what is on its way no longer counts.
    pub fn cut_off(&mut self) {
        self.restarts += 1;
        self.awake = false;
        self.ended = self.finished;
    }

    fn fold(&self, digest: &mut Digest) {
        for number in [
            self.next,
            self.delivered_to,
            self.seen_to,
            self.records,
            self.user_records,
            self.duplicates,
            self.bytes,
            self.missed,
            self.calls,
            self.throttled,
            self.last_delivery.map_or(u64::MAX, |at| at.0),
            self.busy_until.0,
            self.paid_until.0,
            u64::from(self.restarts) << 2 | u64::from(self.ended) << 1 | u64::from(self.finished),
        ] {
            digest.u64(number);
        }
    }
}

/// Whether a position leaves a closed shard behind: one who begins at the newest record has nothing to do with it, and
/// nobody has with one that is gone.
fn is_behind(position: StartingPosition, shard: &Shard, stream: &Stream, now: Micros) -> bool {
    position == StartingPosition::Latest && !shard.is_open() || shard.is_expired(now, stream.retention)
}

/// The lease table that the workers of an application make when they begin: for the shards that were open at the position
/// (`HierarchicalShardSyncer`). Those of their children follow as the shards end.
fn first_leases(start: StartingPosition, cursors: &[Cursor], stream: &Stream, now: Micros) -> Vec<Lease> {
    let is_gone = |shard: u32| stream.shards[shard as usize].is_expired(now, stream.retention);
    let is_first = |shard: &Shard| !is_gone(shard.index) && shard.parents().all(is_gone);
    let was_open = |shard: &Shard| match start {
        StartingPosition::Latest => shard.is_open(),
        StartingPosition::AtTimestamp(moment) if shard.opened <= moment => {
            shard.closed.is_none_or(|closed| closed > moment) && !is_gone(shard.index)
        }
        _ => is_first(shard),
    };
    let lease = |(cursor, shard): (&Cursor, &Shard)| {
        if was_open(shard) { Lease::new(start, cursor.next) } else { Lease::absent() }
    };
    cursors.iter().zip(&stream.shards).map(lease).collect()
}

/// Where a position lies on a shard.
#[must_use]
pub fn place(position: StartingPosition, shard: &Shard, epoch_ms: u64) -> u64 {
    let log = &shard.log;
    match position {
        StartingPosition::TrimHorizon => log.first(),
        StartingPosition::Latest => log.end(),
        StartingPosition::AtTimestamp(moment) => log.first_at_or_after(moment),
        StartingPosition::AtSequenceNumber(number) if number.shard_index == shard.index => {
            log.first_with_counter(number.counter)
        }
        StartingPosition::AfterSequenceNumber(number) if number.shard_index == shard.index => {
            log.first_with_counter(number.counter.saturating_add(1))
        }
        StartingPosition::AtSequenceNumber(number) | StartingPosition::AfterSequenceNumber(number) => {
            let since_start_ms = (number.recorded_s * 1_000).saturating_sub(epoch_ms);
            log.first_at_or_after(Micros::from_millis(since_start_ms))
        }
    }
}
