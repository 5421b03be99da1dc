//! Whole stories, told by the engine and read by a person.

use beltline::engine::Timeline;
use beltline::engine::time::Micros;
use beltline::scenario;
use expect_test::{Expect, expect};

fn open(json: &str) -> Timeline {
    let scenario = scenario::parse(json).expect("the scenario is sound");
    Timeline::new(scenario.setup(), scenario.script()).expect("the scenario opens")
}

fn scene(id: &str) -> Timeline {
    open(scenario::SCENES.iter().find(|scene| scene.id == id).expect("the scene is shipped").json())
}

/// The facts of a run as lines: when, and what happened.
fn told(timeline: &mut Timeline, until: Micros) -> String {
    timeline.advance_to(until);
    let world = timeline.world();
    let (_, _, facts) = world.facts(0);
    let lines: Vec<String> = facts.iter().map(|fact| format!("{} {}", fact.at, world.tell(fact))).collect();
    lines.join("\n") + "\n"
}

fn check(json: &str, until_ms: u64, expected: &Expect) {
    expected.assert_eq(&told(&mut open(json), Micros::from_millis(until_ms)));
}

#[test]
fn a_record_travels_from_its_desk_to_its_reader() {
    let json = r#"{
        "version": 1, "streams": [{ "name": "clicks", "shards": 2 }],
        "producers": [{ "name": "kiosk", "stream": "clicks", "records_per_second": 2, "record_bytes": 100,
                        "keys": { "mix": "in_turn", "keys": ["hello", "user-1"] }, "stop_ms": 1000 }],
        "consumers": [{ "name": "analytics", "stream": "clicks" }],
        "script": [{ "at_ms": 900, "do": "put_record", "stream": "clicks", "partition_key": "hello", "data": "hi",
                     "explicit_hash_key": "340282366920938463463374607431768211455" }]
    }"#;
    check(
        json,
        1_300,
        &expect![[r"
        00:00:00.000 Stream clicks opened with 2 shards.
        00:00:00.000 kiosk opened its desk.
        00:00:00.000 analytics began to read.
        00:00:00.000 shardId-000000000000 took hello from kiosk, 105 bytes.
        00:00:00.100 analytics read 1 record from shardId-000000000000.
        00:00:00.500 shardId-000000000001 took user-1 from kiosk, 106 bytes.
        00:00:00.600 analytics read 1 record from shardId-000000000001.
        00:00:00.900 shardId-000000000001 took hello from a record put by hand, 7 bytes.
        00:00:01.200 analytics read 1 record from shardId-000000000001.
    "]],
    );
}

#[test]
fn refused_records_wait_and_try_again() {
    let json = r#"{
        "version": 1, "seed": 3, "streams": [{ "name": "files", "shards": 1 }],
        "producers": [{ "name": "scanner", "stream": "files", "records_per_second": 5, "record_bytes": 400000,
                        "keys": { "mix": "in_turn", "keys": ["a"] }, "stop_ms": 1000,
                        "retry": { "attempts": 3, "base_delay_ms": 300, "max_delay_ms": 1000 } }]
    }"#;
    check(
        json,
        3_000,
        &expect![[r"
        00:00:00.000 Stream files opened with 1 shard.
        00:00:00.000 scanner opened its desk.
        00:00:00.000 shardId-000000000000 took a from scanner, 400,001 bytes.
        00:00:00.200 shardId-000000000000 took a from scanner, 400,001 bytes.
        00:00:00.400 shardId-000000000000 refused a from scanner, try 1: over 1 MB a second; tries again in 260 ms.
        00:00:00.600 shardId-000000000000 refused a from scanner, try 1: over 1 MB a second; tries again in 11 ms.
        00:00:00.611 shardId-000000000000 refused a from scanner, try 2: over 1 MB a second; tries again in 266 ms.
        00:00:00.660 shardId-000000000000 refused a from scanner, try 2: over 1 MB a second; tries again in 259 ms.
        00:00:00.800 shardId-000000000000 refused a from scanner, try 1: over 1 MB a second; tries again in 246 ms.
        00:00:00.878 shardId-000000000000 refused a from scanner, try 3: over 1 MB a second; not tried again.
        00:00:00.878 scanner gave up on a record after 3 tries.
        00:00:00.920 shardId-000000000000 refused a from scanner, try 3: over 1 MB a second; not tried again.
        00:00:00.920 scanner gave up on a record after 3 tries.
        00:00:01.046 shardId-000000000000 took a from scanner on try 2, 400,001 bytes.
    "]],
    );
}

#[test]
fn one_hot_key_throttles_one_belt_while_the_other_is_idle() {
    let mut timeline = scene("hot-key");
    timeline.advance_to(Micros::from_secs(5));
    let before = timeline.world().report().streams[0].shards.clone();
    timeline.advance_to(Micros::from_secs(15));
    let report = timeline.world().report();
    let hot: Vec<_> = report.streams[0]
        .shards
        .iter()
        .zip(&before)
        .map(|(after, before)| (after.accepted_records - before.accepted_records, after.throttled_records))
        .collect();
    // customer-1 has its place in the upper half of the line.
    let (idle, busy) = (hot[0], hot[1]);
    assert_eq!(idle, (0, 0));
    // Ten seconds at 1,000 a second; the window that the quiet seconds left half empty lets no more in.
    assert!((9_900..=10_000).contains(&busy.0), "{} records in ten seconds", busy.0);
    assert!(busy.1 > 10_000, "{} refused tries", busy.1);
    let producer = &report.producers[0];
    assert_eq!(
        producer.made_records,
        producer.accepted_records + producer.given_up_records + producer.retrying_records
    );
    assert_eq!(producer.throttled_tries, busy.1);
}

#[test]
fn a_standard_consumer_reads_about_200_ms_after_the_put() {
    let mut timeline = scene("first-belt");
    timeline.advance_to(Micros::from_secs(300));
    let consumer = &timeline.world().report().consumers[0];
    assert!(consumer.delivered_records > 1_000);
    let mean_ms = consumer.latency_mean_us.as_millis();
    assert!((190..=210).contains(&mean_ms), "{mean_ms} ms");
    assert!(consumer.latency_max_us <= Micros::from_millis(300));
}

#[test]
fn records_fall_off_the_belt_after_retention() {
    let json = r#"{
        "version": 1, "streams": [{ "name": "clicks", "shards": 2, "retention_hours": 24 }],
        "producers": [{ "name": "kiosk", "stream": "clicks", "records_per_second": 1, "stop_ms": 600000,
                        "keys": { "mix": "uniform", "prefix": "k", "keys": 50 } }],
        "consumers": [{ "name": "late", "stream": "clicks", "poll_interval_ms": 3600000, "limit": 1 }]
    }"#;
    let mut timeline = open(json);
    let day = Micros::from_hours(24);
    timeline.advance_to(day);
    let retained = |timeline: &Timeline| -> u64 {
        timeline.world().report().streams[0].shards.iter().map(|shard| shard.retained_records).sum()
    };
    assert!(retained(&timeline) >= 599);
    timeline.advance_to(day + Micros::from_secs(300));
    assert!((298..=302).contains(&retained(&timeline)), "{} retained", retained(&timeline));
    timeline.advance_to(day + Micros::from_secs(601));
    assert_eq!(retained(&timeline), 0);
    let consumer = &timeline.world().report().consumers[0];
    assert_eq!(consumer.delivered_records + consumer.missed_records, 600);
    assert!(consumer.missed_records > 0, "one record an hour is too slow");
}

#[test]
fn every_shipped_scene_runs_and_says_what_it_is() {
    for scene in scenario::SCENES {
        let mut timeline = open(scene.json());
        timeline.advance_to(Micros::from_secs(60));
        let report = timeline.world().report();
        let accepted: u64 = report.streams[0].shards.iter().map(|shard| shard.accepted_records).sum();
        assert!(accepted > 100, "{} moves", scene.id);
        assert!(!scene.title.is_empty() && !scene.about.is_empty());
        for consumer in &report.consumers {
            // What a worker had in hand when it crashed is delivered twice.
            let delivered = consumer.delivered_records - consumer.duplicate_records;
            assert_eq!(delivered + consumer.waiting_records, accepted, "{}", scene.id);
        }
    }
}
