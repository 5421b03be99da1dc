//! Standard consumers beside enhanced fan-out: who gets how much of a shard, and how soon.

use crate::support::lambda_world::{STREAM, put, timeline};
use beltline::engine::Timeline;
use beltline::engine::command::{Arrivals, Command, KeyMix, ProducerConfig, Retry, Source};
use beltline::engine::id::ConsumerId;
use beltline::engine::reading::{ConsumerConfig, Processing, Reading, StartingPosition, Work};
use beltline::engine::time::Micros;

const MIB: u64 = 1_048_576;

fn consumer(name: &str, reading: Reading) -> Command {
    Command::AddConsumer(ConsumerConfig {
        name: name.into(),
        stream: STREAM,
        start: StartingPosition::TrimHorizon,
        reading,
        work: Work::Handle(Processing::default()),
    })
}

fn polled(interval_ms: u64) -> Reading {
    Reading::Polled { interval: Micros::from_millis(interval_ms), limit: 10_000 }
}

/// A shard that takes all it can: 1 MB a second in records of 1,024 bytes with their keys.
fn full_shard() -> Timeline {
    let mut timeline = timeline(1);
    let producer = ProducerConfig {
        name: "sensors".into(),
        stream: STREAM,
        records_per_s: 1_000,
        arrivals: Arrivals::Steady,
        burst: None,
        source: Source::Made { keys: KeyMix::InTurn { keys: vec!["sensor-a".into()] }, record_bytes: 1_040 },
        aggregation: None,
        retry: Retry { attempts: 1, base: Micros::from_millis(100), max: Micros::SECOND },
        start: Micros::ZERO,
        stop: None,
    };
    timeline.apply(Command::AddProducer(producer)).expect("a producer can be added");
    timeline
}

fn bytes_given(timeline: &Timeline, id: u16) -> u64 {
    let consumer = timeline.world().consumer(ConsumerId(id)).expect("the consumer was added");
    consumer.cursors.iter().map(|cursor| cursor.bytes).sum()
}

/// Bytes a second that every consumer was given between two moments.
fn rates(timeline: &mut Timeline, consumers: u16, from_s: u64, to_s: u64) -> Vec<u64> {
    timeline.advance_to(Micros::from_secs(from_s));
    let before: Vec<u64> = (0..consumers).map(|id| bytes_given(timeline, id)).collect();
    timeline.advance_to(Micros::from_secs(to_s));
    (0..consumers).map(|id| (bytes_given(timeline, id) - before[usize::from(id)]) / (to_s - from_s)).collect()
}

fn assert_within_2_percent(rate: u64, wanted: u64, who: &str) {
    assert!(rate.abs_diff(wanted) * 50 <= wanted, "{who}: {rate} bytes/s instead of {wanted}");
}

#[test]
fn three_standard_consumers_get_a_third_of_two_megabytes_each() {
    for interval_ms in [200, 1_000] {
        let mut timeline = full_shard();
        for name in ["fraud", "audit", "search"] {
            timeline.apply(consumer(name, polled(interval_ms))).expect("a consumer can be added");
        }
        for (id, rate) in rates(&mut timeline, 3, 300, 1_500).into_iter().enumerate() {
            assert_within_2_percent(rate, 2 * MIB / 3, &format!("consumer {id}, polling every {interval_ms} ms"));
        }
    }
}

#[test]
fn one_or_two_standard_consumers_keep_up() {
    let mut timeline = full_shard();
    for name in ["fraud", "audit"] {
        timeline.apply(consumer(name, polled(1_000))).expect("a consumer can be added");
    }
    let taken =
        |timeline: &Timeline| timeline.world().stream(STREAM).expect("there is a stream").shards[0].log.bytes_end();
    let rates = rates(&mut timeline, 2, 60, 600);
    let wanted = taken(&timeline) / 600;
    for rate in rates {
        assert_within_2_percent(rate, wanted, "a consumer");
    }
}

#[test]
fn every_fan_out_consumer_gets_two_megabytes_of_its_own() {
    // A backlog, so that the consumers and not the producer set the pace.
    let mut timeline = full_shard();
    timeline.advance_to(Micros::from_secs(600));
    for name in ["fraud", "audit", "search", "billing", "alerts"] {
        timeline.apply(consumer(name, Reading::Pushed)).expect("a consumer can be added");
    }
    for (id, rate) in rates(&mut timeline, 5, 610, 900).into_iter().enumerate() {
        assert_within_2_percent(rate, 2 * MIB, &format!("fan-out consumer {id}"));
    }
}

#[test]
fn fan_out_takes_nothing_from_the_shared_door() {
    let mut timeline = full_shard();
    for name in ["fraud", "audit", "search"] {
        timeline.apply(consumer(name, polled(1_000))).expect("a consumer can be added");
    }
    timeline.apply(consumer("pushed", Reading::Pushed)).expect("a consumer can be added");
    let rates = rates(&mut timeline, 4, 300, 1_500);
    for rate in &rates[..3] {
        assert_within_2_percent(*rate, 2 * MIB / 3, "a standard consumer");
    }
    let accepted = timeline.world().stream(STREAM).expect("there is a stream").shards[0].log.bytes_end() / 1_500;
    assert_within_2_percent(rates[3], accepted, "the fan-out consumer");
}

#[test]
fn latency_medians_are_those_that_aws_documents() {
    for (reading, documented_ms) in [(polled(200), 200), (Reading::Pushed, 70)] {
        let mut timeline = timeline(4);
        let producer = ProducerConfig {
            name: "web".into(),
            stream: STREAM,
            records_per_s: 200,
            arrivals: Arrivals::Random,
            burst: None,
            source: Source::Made { keys: KeyMix::Uniform { prefix: "user-".into(), keys: 500 }, record_bytes: 300 },
            aggregation: None,
            retry: Retry { attempts: 1, base: Micros::from_millis(100), max: Micros::SECOND },
            start: Micros::ZERO,
            stop: None,
        };
        timeline.apply(Command::AddProducer(producer)).expect("a producer can be added");
        timeline.apply(consumer("reader", reading)).expect("a consumer can be added");
        timeline.advance_to(Micros::from_secs(120));
        let reader = timeline.world().consumer(ConsumerId(0)).expect("the consumer was added");
        let median_ms = reader.latency.percentile(50).as_millis();
        // The histogram's steps are an eighth wide.
        let near = documented_ms * 7 / 8..=documented_ms * 9 / 8;
        assert!(near.contains(&median_ms), "{median_ms} ms instead of {documented_ms} ms");
    }
}

#[test]
fn a_paused_consumer_falls_behind_and_catches_up() {
    for reading in [polled(200), Reading::Pushed] {
        let mut timeline = full_shard();
        timeline.apply(consumer("reader", reading)).expect("a consumer can be added");
        let id = ConsumerId(0);
        timeline.advance_to(Micros::from_secs(10));
        timeline.apply(Command::SetReading { consumer: id, reading: false }).expect("it is there");
        timeline.advance_to(Micros::from_secs(20));
        let behind = |timeline: &Timeline| timeline.world().readers(STREAM)[0].behind;
        assert!(behind(&timeline) > Micros::from_secs(9), "{}", behind(&timeline));
        timeline.apply(Command::SetReading { consumer: id, reading: true }).expect("it is there");
        timeline.advance_to(Micros::from_secs(60));
        assert!(behind(&timeline) < Micros::SECOND, "{}", behind(&timeline));
    }
}

#[test]
fn a_rewound_consumer_is_given_the_same_records_again_and_they_are_counted() {
    for reading in [polled(200), Reading::Pushed] {
        let mut timeline = timeline(1);
        put(&mut timeline, 50, None);
        timeline.apply(consumer("reader", reading)).expect("a consumer can be added");
        timeline.advance_to(Micros::from_secs(5));
        let to = StartingPosition::TrimHorizon;
        timeline.apply(Command::Rewind { consumer: ConsumerId(0), to }).expect("it is there");
        timeline.advance_to(Micros::from_secs(10));
        let reader = &timeline.world().readers(STREAM)[0];
        assert_eq!((reader.records_total, reader.duplicates_total), (100, 50));
    }
}

#[test]
fn a_busy_consumer_asks_for_no_more() {
    for reading in [polled(200), Reading::Pushed] {
        let mut timeline = timeline(1);
        put(&mut timeline, 10, None);
        timeline.apply(consumer("slow", reading)).expect("a consumer can be added");
        let processing = Processing { batch: Micros::ZERO, record: Micros::SECOND };
        timeline.apply(Command::SetProcessing { consumer: ConsumerId(0), processing }).expect("it is there");
        timeline.advance_to(Micros::SECOND);
        put(&mut timeline, 10, None);
        timeline.advance_to(Micros::from_secs(10));
        assert_eq!(timeline.world().readers(STREAM)[0].records_total, 10, "busy for ten seconds");
        timeline.advance_to(Micros::from_secs(11));
        assert_eq!(timeline.world().readers(STREAM)[0].records_total, 20);
    }
}

#[test]
fn a_removed_consumer_gives_its_name_back() {
    let mut timeline = timeline(1);
    timeline.apply(consumer("reader", polled(200))).expect("a consumer can be added");
    timeline.apply(Command::RemoveConsumer { consumer: ConsumerId(0) }).expect("it is there");
    timeline.apply(consumer("reader", Reading::Pushed)).expect("the name is free again");
    put(&mut timeline, 3, None);
    timeline.advance_to(Micros::from_secs(2));
    let readers = timeline.world().readers(STREAM);
    assert_eq!(readers.len(), 1);
    assert_eq!(readers[0].records_total, 3);
    let again = timeline.apply(Command::RemoveConsumer { consumer: ConsumerId(0) });
    assert!(again.is_err(), "it is gone already");
}
