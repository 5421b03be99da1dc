//! The world: everything there is, and the loop that lets time pass.

mod ask;
mod consume;
mod kcl;
mod lambda;
mod look;
mod look_application;
mod look_readers;
mod pack;
mod put;
mod read;
mod report;
mod report_application;
mod tell;
mod tell_application;
mod tell_mapping;

pub use ask::Question;
pub use report::{ConsumerReport, ProducerReport, Report, ShardReport, StreamReport};
pub use report_application::{ApplicationReport, LeaseReport, WorkerReport};

use super::agenda::Agenda;
use super::batch::Batch;
use super::command::{Command, ProducerConfig, Refusal, Reply, Source, StreamConfig};
use super::consumer::Consumer;
use super::digest::Digest;
use super::fact::{Event, Fact};
use super::facts::Facts;
use super::id::{ConsumerId, ProducerId, StreamId};
use super::keys::KeyTable;
use super::limits::{Limits, Profile, TRIM_INTERVAL};
use super::producer::Producer;
use super::rng::Rng;
use super::stream::Stream;
use super::time::Micros;
use ask::Asking;
use kcl::WorkerTurn;
use lambda::Lane;
use read::Delivery;
use std::sync::Arc;

/// Where a world begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setup {
    /// Seed of everything random.
    pub seed: u64,
    /// Which limits hold.
    pub profile: Profile,
    /// The date at the start, in milliseconds since 1970.
    pub epoch_ms: u64,
}

/// The world: a pure function of its setup, the commands applied and the time it was advanced to.
#[derive(Clone, Debug)]
pub struct World {
    setup: Setup,
    limits: Limits,
    now: Micros,
    agenda: Agenda<Coming>,
    streams: Vec<Stream>,
    producers: Vec<Producer>,
    consumers: Vec<Consumer>,
    keys: KeyTable,
    batches: Vec<Arc<Batch>>,
    facts: Facts,
    /// Invocations begun so far.
    invocations: u64,
    /// The invocation whose typed handler is still to answer: until then the world stands still.
    asking: Option<Asking>,
}

/// What can come up on the agenda.
#[derive(Clone, Copy, Debug)]
enum Coming {
    Emit { producer: ProducerId, generation: u32 },
    Burst { producer: ProducerId, generation: u32 },
    Retry(put::Attempt),
    Pack { producer: ProducerId, shard: u32, emptied: u32 },
    RetryPack(pack::PackAttempt),
    Poll { consumer: ConsumerId, shard: u32, generation: u32 },
    Push { consumer: ConsumerId, shard: u32, generation: u32 },
    Deliver(Delivery),
    Tend(Lane),
    InvocationEnd { lane: Lane, invocation: u64 },
    Renew(WorkerTurn),
    Take(WorkerTurn),
    Processed { consumer: ConsumerId, shard: u32, batch: u64 },
    Trim { stream: StreamId, shard: u32 },
}

impl World {
    /// An empty world at its start.
    #[must_use]
    pub fn new(setup: Setup) -> Self {
        Self {
            limits: Limits::of(setup.profile),
            now: Micros::ZERO,
            agenda: Agenda::default(),
            streams: Vec::new(),
            producers: Vec::new(),
            consumers: Vec::new(),
            keys: KeyTable::default(),
            batches: Vec::new(),
            facts: Facts::default(),
            invocations: 0,
            asking: None,
            setup,
        }
    }

    /// The moment it stands at.
    #[must_use]
    pub const fn now(&self) -> Micros {
        self.now
    }

    /// Where it began.
    #[must_use]
    pub const fn setup(&self) -> &Setup {
        &self.setup
    }

    /// The limits that hold.
    #[must_use]
    pub const fn limits(&self) -> &Limits {
        &self.limits
    }

    /// A stream by its id.
    #[must_use]
    pub fn stream(&self, id: StreamId) -> Option<&Stream> {
        self.streams.get(usize::from(id.0))
    }

    /// A stream's id by its name.
    #[must_use]
    pub fn stream_named(&self, name: &str) -> Option<StreamId> {
        self.streams.iter().position(|stream| stream.name == name).map(|at| StreamId(at as u16))
    }

    /// A producer by its id.
    #[must_use]
    pub fn producer(&self, id: ProducerId) -> Option<&Producer> {
        self.producers.get(usize::from(id.0))
    }

    /// A producer's id by its name.
    #[must_use]
    pub fn producer_named(&self, name: &str) -> Option<ProducerId> {
        let at = self.producers.iter().position(|producer| producer.config.name == name);
        at.map(|at| ProducerId(at as u16))
    }

    /// Partition keys seen so far.
    #[must_use]
    pub const fn keys(&self) -> &KeyTable {
        &self.keys
    }

    /// The moment of the next event on the agenda, seen or unseen.
    #[must_use]
    pub fn next_at(&self) -> Option<Micros> {
        self.agenda.next_at()
    }

    /// Lets time pass up to `until`; a moment already past changes nothing. Stops early when a typed handler is to
    /// answer, see [`World::asking`].
    pub fn advance_to(&mut self, until: Micros) {
        while self.asking.is_none() {
            let Some((at, coming)) = self.agenda.take_until(until) else {
                self.now = self.now.max(until);
                return;
            };
            self.now = at;
            self.handle(coming, until);
        }
    }

    /// Applies a command at this moment.
    ///
    /// # Errors
    /// Why the command cannot be followed; the world is then as it was.
    pub fn apply(&mut self, command: &Command) -> Result<Reply, Refusal> {
        match command {
            Command::OpenStream(config) => self.open_stream(config),
            Command::AddProducer(config) => self.add_producer(config),
            Command::SetRate { producer, records_per_s } => self.change_producer(*producer, |desk| {
                desk.config.records_per_s = *records_per_s;
                Ok(())
            }),
            Command::SetKeys { producer, keys } => self.change_producer(*producer, |desk| {
                if desk.file.is_some() {
                    return Err(Refusal::NoKeyMix);
                }
                desk.set_keys(keys.clone());
                Ok(())
            }),
            Command::SetRunning { producer, running } => self.change_producer(*producer, |desk| {
                desk.running = *running;
                Ok(())
            }),
            Command::AddConsumer(config) => self.add_consumer(config),
            Command::RemoveConsumer { consumer } => self.remove_consumer(*consumer),
            Command::SetReading { consumer, reading } => self.set_reading(*consumer, *reading),
            Command::SetProcessing { consumer, processing } => self.set_processing(*consumer, *processing),
            Command::Rewind { consumer, to } => self.rewind(*consumer, *to),
            Command::AddWorker { consumer, worker } => self.add_worker(*consumer, worker),
            Command::StopWorker { consumer, worker, crash } => self.stop_worker(*consumer, worker, *crash),
            Command::UpdateMapping { consumer, config } => self.update_mapping(*consumer, config),
            Command::Answer { invocation, answer } => self.answer(*invocation, answer),
            Command::Put { stream, batch } => self.put_batch(*stream, batch).map(Reply::Put),
            Command::Get { stream, shard, from, limit } => {
                self.get_records(*stream, *shard, *from, *limit).map(Reply::Got)
            }
        }
    }

    /// The number of the oldest fact kept, the number after the newest, and the facts from `from` on. At most the newest
    /// 16,384 are kept.
    #[must_use]
    pub fn facts(&self, from: u64) -> (u64, u64, Vec<Fact>) {
        (self.facts.first(), self.facts.end(), self.facts.from(from).map(|(_, fact)| *fact).collect())
    }

    /// How many facts there have been.
    #[must_use]
    pub const fn facts_end(&self) -> u64 {
        self.facts.end()
    }

    /// A short hash of the whole state: 16 hexadecimal digits.
    #[must_use]
    pub fn digest(&self) -> String {
        let mut digest = Digest::default();
        digest.u64(self.setup.seed);
        digest.u64(self.setup.epoch_ms);
        digest.u64(self.setup.profile as u64);
        digest.u64(self.now.0);
        self.streams.iter().for_each(|stream| stream.fold(&mut digest));
        self.producers.iter().for_each(|producer| producer.fold(&mut digest));
        self.consumers.iter().for_each(|consumer| consumer.fold(&mut digest));
        self.keys.fold(&mut digest);
        digest.u64(self.facts.end());
        digest.u64(self.invocations);
        for (at, coming) in self.agenda.in_order() {
            digest.u64(at.0);
            coming.fold(&mut digest);
        }
        format!("{:016x}", digest.value())
    }

    fn handle(&mut self, coming: Coming, until: Micros) {
        match coming {
            Coming::Emit { producer, generation } => self.emit(producer, generation, until),
            Coming::Burst { producer, generation } => self.burst(producer, generation),
            Coming::Retry(attempt) => self.retry(attempt),
            Coming::Pack { producer, shard, emptied } => self.pack_planned(producer, shard, emptied),
            Coming::RetryPack(attempt) => self.retry_pack(attempt),
            Coming::Poll { consumer, shard, generation } => self.poll(consumer, shard, generation),
            Coming::Push { consumer, shard, generation } => self.push(consumer, shard, generation),
            Coming::Deliver(delivery) => self.deliver(delivery),
            Coming::Tend(lane) => self.tend_planned(lane),
            Coming::InvocationEnd { lane, invocation } => self.invocation_ends(lane, invocation),
            Coming::Renew(turn) => self.renew_leases(turn),
            Coming::Take(turn) => self.take_leases_planned(turn),
            Coming::Processed { consumer, shard, batch } => self.processed(consumer, shard, batch),
            Coming::Trim { stream, shard } => self.trim(stream, shard),
        }
    }

    fn tell_fact(&mut self, event: Event) {
        self.facts.push(self.now, event);
    }

    fn open_stream(&mut self, config: &StreamConfig) -> Result<Reply, Refusal> {
        if self.stream_named(&config.name).is_some() {
            return Err(Refusal::NameTaken(config.name.clone()));
        }
        let id = StreamId(next_id(self.streams.len()));
        self.streams.push(Stream::new(config, self.now, self.setup.epoch_ms));
        self.tell_fact(Event::StreamOpened { stream: id, shards: config.shards });
        Ok(Reply::Stream(id))
    }

    fn add_producer(&mut self, config: &ProducerConfig) -> Result<Reply, Refusal> {
        self.known_stream(config.stream)?;
        if self.producer_named(&config.name).is_some() {
            return Err(Refusal::NameTaken(config.name.clone()));
        }
        let id = ProducerId(next_id(self.producers.len()));
        let file = match &config.source {
            Source::File { records, .. } => {
                self.refuse_large(records)?;
                Some(self.hold(records))
            }
            Source::Made { .. } => None,
        };
        let rng = Rng::for_component(self.setup.seed, u64::from(id.0));
        let shards = self.streams[usize::from(config.stream.0)].shards.len();
        let mut producer = Producer::new(config.clone(), rng, file, shards);
        producer.replan(self.now);
        self.producers.push(producer);
        self.tell_fact(Event::ProducerAdded { producer: id });
        self.plan_producer(id);
        Ok(Reply::Producer(id))
    }

    fn change_producer(
        &mut self,
        id: ProducerId,
        change: impl FnOnce(&mut Producer) -> Result<(), Refusal>,
    ) -> Result<Reply, Refusal> {
        let producer = self.producers.get_mut(usize::from(id.0)).ok_or(Refusal::UnknownProducer)?;
        change(producer)?;
        producer.replan(self.now);
        self.tell_fact(Event::ProducerChanged { producer: id });
        self.plan_producer(id);
        Ok(Reply::Done)
    }

    /// Keeps a batch; its number.
    fn hold(&mut self, batch: &Arc<Batch>) -> u32 {
        self.batches.push(Arc::clone(batch));
        u32::try_from(self.batches.len() - 1).expect("fewer than 2^31 batches fit into memory")
    }

    fn known_stream(&self, id: StreamId) -> Result<&Stream, Refusal> {
        self.stream(id).ok_or(Refusal::UnknownStream)
    }

    fn trim(&mut self, id: StreamId, shard: u32) {
        let stream = &mut self.streams[usize::from(id.0)];
        let log = &mut stream.shards[shard as usize].log;
        let from = log.first();
        // A record is kept for exactly the retention; it goes at the first look after that.
        let horizon = Micros(self.now.0.saturating_sub(stream.retention.0) + 1);
        log.trim(log.first_at_or_after(horizon));
        let to = log.first();
        if let Some(oldest) = log.get(to) {
            let next = (oldest.arrival + stream.retention).max(self.now + TRIM_INTERVAL);
            self.agenda.plan(next, Coming::Trim { stream: id, shard });
        }
        if to > from {
            for consumer in self.consumers.iter_mut().filter(|consumer| consumer.config.stream == id) {
                consumer.cursors[shard as usize].skip_expired(to);
            }
            self.tell_fact(Event::Expired { stream: id, shard, from, to });
        }
    }
}

impl Coming {
    fn fold(&self, digest: &mut Digest) {
        match self {
            Self::Emit { producer, generation } | Self::Burst { producer, generation } => {
                digest.u64(u64::from(producer.0) << 32 | u64::from(*generation));
            }
            Self::Retry(attempt) => attempt.fold(digest),
            Self::Pack { producer, shard, emptied } => {
                digest.u64(u64::from(producer.0) << 32 | u64::from(*shard));
                digest.u64(u64::from(*emptied));
            }
            Self::RetryPack(attempt) => attempt.fold(digest),
            Self::Poll { consumer, shard, generation } | Self::Push { consumer, shard, generation } => {
                digest.u64(u64::from(consumer.0) << 32 | u64::from(*shard));
                digest.u64(u64::from(*generation));
            }
            Self::Deliver(Delivery { consumer, generation, shard, from, to }) => {
                digest.u64(u64::from(consumer.0) << 32 | u64::from(*shard));
                digest.u64(u64::from(*generation));
                digest.u64(*from);
                digest.u64(*to);
            }
            Self::Tend(lane) => lane.fold(digest),
            Self::InvocationEnd { lane, invocation } => {
                lane.fold(digest);
                digest.u64(*invocation);
            }
            Self::Renew(turn) | Self::Take(turn) => turn.fold(digest),
            Self::Processed { consumer, shard, batch } => {
                digest.u64(u64::from(consumer.0) << 32 | u64::from(*shard));
                digest.u64(*batch);
            }
            Self::Trim { stream, shard } => digest.u64(u64::from(stream.0) << 32 | u64::from(*shard)),
        }
    }
}

fn next_id(taken: usize) -> u16 {
    u16::try_from(taken).expect("a world holds fewer than 65,536 things of a kind")
}
