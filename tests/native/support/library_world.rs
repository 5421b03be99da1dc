//! A stream with a producer and an application of the Kinesis Client Library, for the tests.

use beltline::engine::command::{Arrivals, Command, KeyMix, ProducerConfig, Retry, Source, StreamConfig};
use beltline::engine::craft::Applications;
use beltline::engine::fact::{Event, Fact};
use beltline::engine::id::{ConsumerId, StreamId};
use beltline::engine::kcl::ApplicationConfig;
use beltline::engine::limits::Profile;
use beltline::engine::reading::{ConsumerConfig, Processing, Reading, StartingPosition, Work};
use beltline::engine::time::Micros;
use beltline::engine::{Setup, Timeline};

pub(crate) const STREAM: StreamId = StreamId(0);
pub(crate) const APPLICATION: ConsumerId = ConsumerId(0);

pub(crate) fn ms(ms: u64) -> Micros {
    Micros::from_millis(ms)
}

pub(crate) fn application(workers: &[&str], reading: Reading) -> ConsumerConfig {
    ConsumerConfig {
        name: "orders-app".into(),
        stream: STREAM,
        start: StartingPosition::TrimHorizon,
        reading,
        work: Work::Application(Box::new(ApplicationConfig {
            workers: workers.iter().map(|name| (*name).to_owned()).collect(),
            processing: Processing::default(),
            checkpoint_interval: Micros::ZERO,
            failover_time: Micros::from_secs(10),
            craft: Applications::CODE,
        })),
    }
}

pub(crate) fn polled(interval_ms: u64) -> Reading {
    Reading::Polled { interval: ms(interval_ms), limit: 10_000 }
}

pub(crate) fn producer(records_per_s: u32, stop: Option<Micros>) -> ProducerConfig {
    ProducerConfig {
        name: "desk".into(),
        stream: STREAM,
        records_per_s,
        arrivals: Arrivals::Steady,
        burst: None,
        source: Source::Made { keys: KeyMix::Uniform { prefix: "user-".into(), keys: 500 }, record_bytes: 100 },
        aggregation: None,
        retry: Retry { attempts: 3, base: ms(100), max: Micros::from_secs(2) },
        start: Micros::ZERO,
        stop,
    }
}

pub(crate) fn world(
    shards: u32,
    producer: ProducerConfig,
    consumer: ConsumerConfig,
    more: Vec<(Micros, Command)>,
) -> Timeline {
    let stream = StreamConfig::provisioned("orders", shards);
    let mut script = vec![
        (Micros::ZERO, Command::OpenStream(stream)),
        (Micros::ZERO, Command::AddConsumer(consumer)),
        (Micros::ZERO, Command::AddProducer(producer)),
    ];
    script.extend(more);
    script.sort_by_key(|(at, _)| *at);
    Timeline::new(Setup { seed: 7, profile: Profile::Exam, epoch_ms: 1_767_225_600_000 }, script)
        .expect("the script is sound")
}

#[allow(dead_code, reason = "not every test that shares this file uses it")]
pub(crate) fn add(worker: &str) -> Command {
    Command::AddWorker { consumer: APPLICATION, worker: worker.into() }
}

#[allow(dead_code, reason = "not every test that shares this file uses it")]
pub(crate) fn stop(worker: &str, crash: bool) -> Command {
    Command::StopWorker { consumer: APPLICATION, worker: worker.into(), crash }
}

/// The facts of a run, watched in slices short enough to see them all.
#[allow(dead_code, reason = "not every test that shares this file uses it")]
pub(crate) fn watch(timeline: &mut Timeline, until: Micros, mut see: impl FnMut(&Timeline, Fact)) {
    let mut seen = 0;
    while timeline.now() < until {
        timeline.advance_to((timeline.now() + ms(500)).min(until));
        let (first, end, facts) = timeline.world().facts(seen);
        assert!(first <= seen, "a slice holds more facts than are kept");
        seen = end;
        for fact in facts {
            see(timeline, fact);
        }
    }
}

/// What an application and its workers did, as lines; records taken and deliveries are left out.
#[allow(dead_code, reason = "not every test that shares this file uses it")]
pub(crate) fn told(timeline: &mut Timeline, until: Micros) -> String {
    let mut lines = Vec::new();
    watch(timeline, until, |timeline, fact| {
        if !matches!(fact.event, Event::Accepted { .. } | Event::Delivered { .. }) {
            lines.push(format!("{} {}", fact.at, timeline.world().tell(&fact)));
        }
    });
    lines.join("\n") + "\n"
}
