//! A stream that is read in every way there is, for tests that split and merge its shards.

use beltline::engine::command::{Arrivals, Command, KeyMix, ProducerConfig, Retry, Source, StreamConfig};
use beltline::engine::craft::Applications;
use beltline::engine::fact::{Event, Fact};
use beltline::engine::id::{ConsumerId, RecordRef, StreamId};
use beltline::engine::kcl::ApplicationConfig;
use beltline::engine::lambda::{FunctionConfig, MappingConfig};
use beltline::engine::limits::Profile;
use beltline::engine::reading::{ConsumerConfig, Processing, Reading, StartingPosition, Work};
use beltline::engine::reshard::StreamMode;
use beltline::engine::time::Micros;
use beltline::engine::{Setup, Timeline};
use std::collections::{BTreeMap, BTreeSet};

pub(crate) const STREAM: StreamId = StreamId(0);
pub(crate) const STANDARD: ConsumerId = ConsumerId(0);
pub(crate) const FAN_OUT: ConsumerId = ConsumerId(1);
pub(crate) const APPLICATION: ConsumerId = ConsumerId(2);
pub(crate) const MAPPING: ConsumerId = ConsumerId(3);

pub(crate) fn setup(seed: u64, profile: Profile) -> Setup {
    Setup { seed, profile, epoch_ms: 1_767_225_600_000 }
}

pub(crate) fn stream(shards: u32, reshard_s: u64) -> StreamConfig {
    StreamConfig { reshard_time: Micros::from_secs(reshard_s), ..StreamConfig::provisioned("orders", shards) }
}

pub(crate) fn on_demand() -> StreamConfig {
    StreamConfig { mode: StreamMode::OnDemand, ..stream(4, 30) }
}

pub(crate) fn producer(records_per_s: u32, record_bytes: u32, keys: KeyMix) -> ProducerConfig {
    ProducerConfig {
        name: "desk".into(),
        stream: STREAM,
        records_per_s,
        arrivals: Arrivals::Steady,
        burst: None,
        source: Source::Made { keys, record_bytes },
        aggregation: None,
        retry: Retry { attempts: 3, base: Micros::from_millis(100), max: Micros::from_secs(2) },
        start: Micros::ZERO,
        stop: None,
    }
}

pub(crate) fn uniform(keys: u32) -> KeyMix {
    KeyMix::Uniform { prefix: "user-".into(), keys }
}

/// One consumer of every kind, all from the oldest record: standard, enhanced fan-out, an application with two workers, and
/// a mapping with two lanes.
pub(crate) fn consumers() -> Vec<ConsumerConfig> {
    let polled = |interval_ms| Reading::Polled { interval: Micros::from_millis(interval_ms), limit: 10_000 };
    let processing = Processing { batch: Micros::from_millis(5), record: Micros(200) };
    let application = ApplicationConfig {
        workers: vec!["worker-1".into(), "worker-2".into()],
        processing,
        checkpoint_interval: Micros::from_secs(2),
        failover_time: Micros::from_secs(3),
        craft: Applications::CODE,
    };
    let function = FunctionConfig { duration: Micros::from_millis(60), ..FunctionConfig::new("orders-fn".into()) };
    let mapping = MappingConfig { batch_size: 40, parallelization_factor: 2, ..MappingConfig::new(function) };
    let all = [
        ("standard", polled(250), Work::Handle(processing)),
        ("fan-out", Reading::Pushed, Work::Handle(Processing::default())),
        ("application", polled(500), Work::Application(Box::new(application))),
        ("mapping", polled(1_000), Work::Mapping(Box::new(mapping))),
    ];
    let start = StartingPosition::TrimHorizon;
    all.map(|(name, reading, work)| ConsumerConfig { name: name.into(), stream: STREAM, start, reading, work }).into()
}

/// A run: a stream, its desk, its consumers, and what happens on the way.
pub(crate) fn script(
    stream: StreamConfig,
    producer: ProducerConfig,
    consumers: Vec<ConsumerConfig>,
    more: impl IntoIterator<Item = (Micros, Command)>,
) -> Vec<(Micros, Command)> {
    let opening = [Command::OpenStream(stream), Command::AddProducer(producer)];
    let opening = opening.into_iter().chain(consumers.into_iter().map(Command::AddConsumer));
    let mut script: Vec<_> = opening.map(|command| (Micros::ZERO, command)).chain(more).collect();
    script.sort_by_key(|(at, _)| *at);
    script
}

/// The facts of a run, watched in slices short enough to see them all.
pub(crate) fn watch(timeline: &mut Timeline, until: Micros, mut see: impl FnMut(&Timeline, Fact)) {
    let mut seen = timeline.world().facts_end();
    while timeline.now() < until {
        timeline.advance_to((timeline.now() + Micros::from_millis(500)).min(until));
        let (first, end, facts) = timeline.world().facts(seen);
        assert!(first <= seen, "a slice holds more facts than are kept");
        seen = end;
        for fact in facts {
            see(timeline, fact);
        }
    }
}

/// Watches the order of the records of each key over all shards, and whether parents come before children.
#[derive(Default)]
pub(crate) struct OrderWatch {
    /// Records of a key so far.
    made: BTreeMap<u32, u64>,
    /// The key of every record, and which of the key's records it is.
    numbers: BTreeMap<(u32, u64), (u32, u64)>,
    /// By consumer and key: the number after the last that was given.
    given: BTreeMap<(u16, u32), u64>,
    finished: BTreeSet<(u16, u32)>,
    /// What went wrong.
    pub(crate) broken: Vec<String>,
}

impl OrderWatch {
    pub(crate) fn see(&mut self, timeline: &Timeline, fact: &Fact) {
        let world = timeline.world();
        let stream = world.stream(STREAM).expect("the script opens it");
        match fact.event {
            Event::Accepted { record: RecordRef { shard, index, .. }, .. } => {
                let key = stream.shards[shard as usize].log.get(index).expect("just taken").key.0;
                let number = self.made.entry(key).or_insert(0);
                self.numbers.insert((shard, index), (key, *number));
                *number += 1;
            }
            Event::ShardFinished { consumer, shard } => {
                self.finished.insert((consumer.0, shard));
            }
            Event::Invoked { consumer, shard, .. } if self.finished.contains(&(consumer.0, shard)) => {
                self.broken.push(format!("{}: {consumer:?} was not done with {shard}", fact.at));
            }
            // An application may be given records twice; what it has processed counts.
            Event::Delivered { consumer, shard, from, to, .. } if consumer != APPLICATION => {
                self.give(timeline, fact, consumer, shard, from, to, false);
            }
            Event::Processed { consumer, shard, from, to, .. } => {
                self.give(timeline, fact, consumer, shard, from, to, true);
            }
            _ => {}
        }
    }

    #[allow(clippy::too_many_arguments)]
    fn give(
        &mut self,
        timeline: &Timeline,
        fact: &Fact,
        consumer: ConsumerId,
        shard: u32,
        from: u64,
        to: u64,
        may_repeat: bool,
    ) {
        let stream = timeline.world().stream(STREAM).expect("the script opens it");
        for parent in stream.shards[shard as usize].parents() {
            if !self.finished.contains(&(consumer.0, parent)) {
                self.broken.push(format!("{}: {consumer:?} read {shard} before its parent {parent}", fact.at));
            }
        }
        for index in from..to {
            let (key, number) = self.numbers[&(shard, index)];
            let next = self.given.entry((consumer.0, key)).or_insert(0);
            let right = if may_repeat { number <= *next } else { number == *next };
            if !right {
                self.broken
                    .push(format!("{}: {consumer:?} was given record {number} of key {key}, not {next}", fact.at));
            }
            *next = (*next).max(number + 1);
        }
    }

    /// How many records a consumer was given, each counted once.
    pub(crate) fn given(&self, consumer: ConsumerId) -> u64 {
        self.given.iter().filter(|((id, _), _)| *id == consumer.0).map(|(_, next)| next).sum()
    }

    /// How many records there were.
    pub(crate) fn made(&self) -> u64 {
        self.made.values().sum()
    }
}
