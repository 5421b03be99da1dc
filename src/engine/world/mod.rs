//! The world: everything there is, and the loop that lets time pass.

mod ask;
mod coming;
mod consume;
mod crafts;
mod effort;
mod kcl;
mod lambda;
mod lineage;
mod look;
mod look_application;
mod look_capacity;
mod look_charts;
mod look_lineage;
mod look_readers;
mod metrics;
mod pack;
mod put;
mod read;
mod report;
mod report_alarm;
mod report_application;
mod reshard;
mod retain;
mod tell;
mod tell_application;
mod tell_mapping;
mod tell_reshard;

pub use ask::Question;
pub use crafts::{ApplicationCraft, MappingCraft, PackingCraft};
pub use effort::Cost;
pub use look_capacity::UsageView;
pub use report::{ConsumerReport, ProducerReport, Report, ShardReport, StreamReport};
pub use report_alarm::AlarmReport;
pub use report_application::{ApplicationReport, LeaseReport, WorkerReport};

use super::agenda::Agenda;
use super::batch::Batch;
use super::command::{Command, ProducerConfig, Refusal, Reply, Source, StreamConfig};
use super::consumer::Consumer;
use super::digest::Digest;
use super::fact::{Event, Fact};
use super::facts::Facts;
use super::id::{ProducerId, StreamId};
use super::keys::KeyTable;
use super::limits::{Limits, Profile};
use super::metrics::Metrics;
use super::producer::Producer;
use super::reshard::StreamMode;
use super::rng::Rng;
use super::stream::Stream;
use super::time::Micros;
use ask::Asking;
use coming::Coming;
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
    /// `MinimumThroughputBillingCommitment`: On-demand Advantage.
    billing_commitment: bool,
    metrics: Metrics,
    /// Invocations begun so far.
    invocations: u64,
    /// The invocation whose typed handler is still to answer: until then the world stands still.
    asking: Option<Asking>,
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
            billing_commitment: false,
            metrics: Metrics::new(setup.epoch_ms),
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
        let reply = self.follow(command)?;
        self.count_time();
        self.rouse_metrics();
        Ok(reply)
    }

    fn follow(&mut self, command: &Command) -> Result<Reply, Refusal> {
        match command {
            Command::OpenStream(config) => self.open_stream(config),
            Command::SplitShard { stream, shard, new_starting_hash_key } => {
                self.split_shard(*stream, *shard, *new_starting_hash_key)
            }
            Command::MergeShards { stream, shard, adjacent_shard } => {
                self.merge_shards(*stream, *shard, *adjacent_shard)
            }
            Command::UpdateShardCount { stream, target_shard_count } => {
                self.update_shard_count(*stream, *target_shard_count)
            }
            Command::UpdateStreamMode { stream, mode } => self.update_stream_mode(*stream, *mode),
            Command::UpdateWarmThroughput { stream, mib_per_s } => self.update_warm_throughput(*stream, *mib_per_s),
            Command::SetBillingCommitment { enabled } => self.set_billing_commitment(*enabled),
            Command::SetRetention { stream, hours } => self.set_retention(*stream, *hours),
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
            Command::AddWorker { consumer, worker } => {
                let craft = self.known_application(*consumer)?;
                (craft.add_worker)(self, *consumer, worker)
            }
            Command::StopWorker { consumer, worker, crash } => {
                let craft = self.known_application(*consumer)?;
                (craft.stop_worker)(self, *consumer, worker, *crash)
            }
            Command::UpdateMapping { consumer, config } => {
                self.known_consumer(*consumer)?;
                let craft = self.mapping_craft(*consumer).ok_or(Refusal::NotAMapping)?;
                (craft.update)(self, *consumer, config)
            }
            Command::Answer { invocation, answer } => {
                let asking = self.asking.filter(|asking| asking.invocation == *invocation).ok_or(Refusal::NotAsked)?;
                let craft = self.mapping_craft(asking.lane.consumer).ok_or(Refusal::NotAsked)?;
                (craft.answer)(self, *invocation, answer)
            }
            Command::Put { stream, batch } => self.put_batch(*stream, batch).map(Reply::Put),
            Command::Get { stream, shard, from, limit } => {
                self.get_records(*stream, *shard, *from, *limit).map(Reply::Got)
            }
            Command::PutAlarm(config) => self.put_alarm(config),
            Command::DeleteAlarm { name } => self.delete_alarm(name),
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
        self.metrics.fold(&mut digest);
        digest.u64(self.facts.end());
        digest.u64(self.invocations << 1 | u64::from(self.billing_commitment));
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
            Coming::Pack { producer, shard, emptied } => {
                self.packs(producer, |craft, world| (craft.pack)(world, producer, shard, emptied));
            }
            Coming::RetryPack(attempt) => self.packs(attempt.producer, |craft, world| (craft.retry)(world, attempt)),
            Coming::Poll { consumer, shard, generation } => self.poll(consumer, shard, generation),
            Coming::Push { consumer, shard, generation } => self.push(consumer, shard, generation),
            Coming::Deliver(delivery) => self.deliver(delivery),
            Coming::Tend(lane) => self.maps(lane.consumer, |craft, world| (craft.tend)(world, lane)),
            Coming::InvocationEnd { lane, invocation } => {
                self.maps(lane.consumer, |craft, world| (craft.end_invocation)(world, lane, invocation));
            }
            Coming::Renew(turn) => self.leases(turn.consumer, |craft, world| (craft.renew)(world, turn)),
            Coming::Take(turn) => self.leases(turn.consumer, |craft, world| (craft.take)(world, turn)),
            Coming::Processed { consumer, shard, batch } => {
                self.leases(consumer, |craft, world| (craft.finish_batch)(world, consumer, shard, batch));
            }
            Coming::Trim { stream, shard } => self.trim(stream, shard),
            Coming::Land { stream } => self.land(stream),
            Coming::Traffic { stream, generation } => self.look_at_traffic(stream, generation),
            Coming::End { consumer, shard, generation } => self.end_planned(consumer, shard, generation),
            Coming::Look => self.look_at_counters(),
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
        let shards = self.streams[usize::from(id.0)].open_count();
        self.tell_fact(Event::StreamOpened { stream: id, shards });
        self.metrics.open_stream(self.now);
        if config.mode == StreamMode::OnDemand {
            self.watch(id);
        }
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
}

fn next_id(taken: usize) -> u16 {
    u16::try_from(taken).expect("a world holds fewer than 65,536 things of a kind")
}
