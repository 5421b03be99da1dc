//! One shard, one mapping, and records put by hand: small worlds whose every event can be read.

use beltline::engine::batch::Batch;
use beltline::engine::command::{Command, StreamConfig};
use beltline::engine::fact::{Event, Fact};
use beltline::engine::id::{ConsumerId, StreamId};
use beltline::engine::lambda::{
    Destination, DestinationKind, Failure, FunctionConfig, How, MappingConfig, Totals, When,
};
use beltline::engine::limits::Profile;
use beltline::engine::reading::{ConsumerConfig, Reading, StartingPosition, Work};
use beltline::engine::time::Micros;
use beltline::engine::{Setup, Timeline};
use std::fmt::Write;
use std::sync::Arc;

pub(crate) const STREAM: StreamId = StreamId(0);
pub(crate) const MAPPING: ConsumerId = ConsumerId(0);

pub(crate) fn timeline(shards: u32) -> Timeline {
    let setup = Setup { seed: 7, profile: Profile::Exam, epoch_ms: 1_767_225_600_000 };
    let stream = StreamConfig::provisioned("orders", shards);
    Timeline::new(setup, vec![(Micros::ZERO, Command::OpenStream(stream))]).expect("a stream can be opened")
}

/// A mapping whose function takes 100 ms and fails at `rules`.
pub(crate) fn mapping(rules: Vec<Failure>) -> MappingConfig {
    let function = FunctionConfig {
        duration: Micros::from_millis(100),
        duration_per_record: Micros::ZERO,
        failures: rules,
        ..FunctionConfig::new("orders-fn".into())
    };
    let on_failure = Some(Destination { kind: DestinationKind::Sqs, name: "orders-lost".into() });
    MappingConfig { on_failure, ..MappingConfig::new(function) }
}

pub(crate) fn poison(key: &str, how: How) -> Failure {
    Failure { when: When::Key(key.into()), how }
}

pub(crate) fn add(timeline: &mut Timeline, config: MappingConfig, reading: Reading) {
    let consumer = ConsumerConfig {
        name: "orders".into(),
        stream: STREAM,
        start: StartingPosition::TrimHorizon,
        reading,
        work: Work::Mapping(Box::new(config)),
    };
    timeline.apply(Command::AddConsumer(consumer)).expect("a mapping can be added");
}

/// Polled once a second, as Lambda does.
pub(crate) fn polled() -> Reading {
    Reading::Polled { interval: Micros::SECOND, limit: 10_000 }
}

/// Puts `bag-1` … `bag-n` with their number as data, the `bad`-th with the key `poison`.
pub(crate) fn put(timeline: &mut Timeline, records: u64, bad: Option<u64>) {
    let mut batch = Batch::default();
    for number in 1..=records {
        let key = if bad == Some(number) { "poison".to_owned() } else { format!("bag-{number}") };
        batch.push(&key, None, format!("{{\"n\":{number}}}").as_bytes());
    }
    timeline.apply(Command::Put { stream: STREAM, batch: Arc::new(batch) }).expect("the records are small");
}

pub(crate) fn totals(timeline: &Timeline) -> Totals {
    let mapping = timeline.world().consumer(MAPPING).and_then(|consumer| consumer.mapping());
    mapping.expect("the first consumer is a mapping").totals
}

pub(crate) fn facts(timeline: &Timeline) -> Vec<Fact> {
    timeline.world().facts(0).2
}

/// What the mapping did, one line an event, without the puts and the reads.
pub(crate) fn trace(timeline: &Timeline) -> String {
    let mut out = String::new();
    for fact in facts(timeline) {
        if !matches!(fact.event, Event::Accepted { .. } | Event::StreamOpened { .. } | Event::ConsumerAdded { .. }) {
            writeln!(out, "{} {}", fact.at, timeline.world().tell(&fact)).expect("a String takes everything");
        }
    }
    out
}

/// The batches given up: shard, places, invocations, reason.
pub(crate) fn lost(timeline: &Timeline) -> String {
    let mut out = String::new();
    let mapping = timeline.world().mappings(STREAM).into_iter().next().expect("the stream has a mapping");
    for lost in mapping.lost {
        writeln!(
            out,
            "shard {} records {} after {} invocations: {:?}, from {} to {}, to {}",
            lost.shard,
            lost.records,
            lost.invocations,
            lost.reason,
            lost.start_sequence_number,
            lost.end_sequence_number,
            lost.sent_to.as_deref().unwrap_or("nobody")
        )
        .expect("a String takes everything");
    }
    out
}
