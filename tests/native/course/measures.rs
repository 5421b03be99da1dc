//! Measures say the same as the report, and add what it leaves out.

use beltline::course::{Bound, Figure, Measure, Pick, Setting, measure};
use beltline::engine::Timeline;
use beltline::engine::time::Micros;
use serde_json::json;

fn scene(id: &str) -> Setting {
    Setting { scene: Some(id.to_owned()), ..Setting::default() }
}

fn figure(measure: Measure, of: &[&str], at_ms: u64) -> Figure {
    let of = of.iter().map(|name| (*name).to_owned()).collect();
    Figure { measure, of, pick: None, shard: None, key: None, from_ms: None, at_ms, peak: false }
}

fn values(setting: &Setting, figures: &[Figure]) -> Vec<u64> {
    let scenario = setting.scenario(&[]).expect("it makes a scenario");
    measure(&scenario, &figures.iter().collect::<Vec<_>>()).expect("it can be measured")
}

#[test]
fn the_report_says_the_same() {
    let setting = scene("hot-key");
    let scenario = setting.scenario(&[]).expect("it makes a scenario");
    let mut timeline = Timeline::new(scenario.setup(), scenario.script()).expect("it opens");
    timeline.advance_to(Micros::from_millis(12_000));
    let report = timeline.world().report();
    let (stream, producer, consumer) = (&report.streams[0], &report.producers[0], &report.consumers[0]);
    let of_shard = |shard| Figure { shard: Some(shard), ..figure(Measure::AcceptedRecords, &[], 12_000) };
    let figures = [
        figure(Measure::OpenShards, &[], 12_000),
        figure(Measure::AcceptedRecords, &[], 12_000),
        of_shard(0),
        of_shard(1),
        figure(Measure::RefusedPuts, &[], 12_000),
        figure(Measure::MadeRecords, &[], 12_000),
        figure(Measure::LostRecords, &[], 12_000),
        figure(Measure::ReadRecords, &[], 12_000),
        figure(Measure::ReadBytes, &["billing"], 12_000),
        figure(Measure::WaitingRecords, &[], 12_000),
    ];
    let expected = [
        u64::from(stream.open_shards),
        stream.shards.iter().map(|shard| shard.accepted_records).sum(),
        stream.shards[0].accepted_records,
        stream.shards[1].accepted_records,
        stream.shards.iter().map(|shard| shard.throttled_records).sum(),
        producer.made_records,
        producer.given_up_records,
        consumer.delivered_records,
        consumer.delivered_bytes,
        consumer.waiting_records,
    ];
    assert_eq!(values(&setting, &figures), expected);
}

#[test]
fn what_adds_up_is_counted_from_a_moment_and_rates_are_by_the_second() {
    let setting = scene("hot-key");
    let from = |measure, from_ms| Figure { from_ms, ..figure(measure, &[], 16_000) };
    let [all, late, rate] = values(
        &setting,
        &[
            from(Measure::AcceptedRecords, None),
            from(Measure::AcceptedRecords, Some(6_000)),
            from(Measure::WrittenRecordsPerS, Some(6_000)),
        ],
    )[..] else {
        panic!("three figures have three values")
    };
    assert!(all > late, "{all} and {late}");
    assert_eq!(rate, late / 10, "ten seconds");
    assert_eq!(rate, 1_000, "what one shard takes");
}

#[test]
fn a_peak_is_the_highest_of_every_second() {
    let setting = Setting {
        changes: vec![json!({"consumers": {"analytics": {"processing": {"record_ms": 600}}}})],
        ..scene("first-belt")
    };
    let end = figure(Measure::BehindMs, &[], 30_000);
    let peak = Figure { peak: true, ..end.clone() };
    let moments: Vec<Figure> = (0..=30).map(|s| Figure { at_ms: (s * 1_000).max(1), ..end.clone() }).collect();
    let highest = values(&setting, &moments).into_iter().max();
    assert_eq!(values(&setting, &[peak]).first().copied(), highest);
}

#[test]
fn of_several_the_lowest_the_highest_or_all_count() {
    let setting = scene("fan-out");
    let names = ["search", "audit", "billing", "fraud"];
    let of = |pick| Figure { pick: Some(pick), ..figure(Measure::ReadRecords, &names, 20_000) };
    let each: Vec<Figure> = names.iter().map(|name| figure(Measure::ReadRecords, &[name], 20_000)).collect();
    let each = values(&setting, &each);
    let picked = values(&setting, &[of(Pick::Lowest), of(Pick::Highest), of(Pick::Sum)]);
    let sum: u64 = each.iter().sum();
    assert_eq!(picked, [each.iter().min().copied().unwrap_or(0), each.iter().max().copied().unwrap_or(0), sum]);
    assert!(picked[0] < picked[1]);
}

#[test]
fn a_key_is_where_its_hash_lies() {
    // The vectors of ARCHITECTURE's routing: `hello` and `user-2` in the lower half, `user-1` in the upper.
    let key = |key: &str| Figure { key: Some(key.to_owned()), ..figure(Measure::KeyShard, &[], 1_000) };
    assert_eq!(values(&scene("first-belt"), &[key("hello"), key("user-1"), key("user-2")]), [0, 1, 0]);
}

#[test]
fn order_holds_over_splits_and_breaks_when_a_reader_is_sent_to_the_newest() {
    let names = ["analytics", "fraud", "billing", "invoices"];
    let breaks = Figure { pick: Some(Pick::Sum), ..figure(Measure::OrderBreaks, &names, 50_000) };
    let setting = scene("split-merge");
    assert_eq!(values(&setting, std::slice::from_ref(&breaks)), [0]);
    // Whoever jumps to the newest record and then goes back is given older records for the first time after newer ones.
    let script = json!([
        {"at_ms": 1_000, "do": "pause_consumer", "consumer": "fraud"},
        {"at_ms": 20_000, "do": "rewind_consumer", "consumer": "fraud", "start": "LATEST"},
        {"at_ms": 20_000, "do": "resume_consumer", "consumer": "fraud"},
        {"at_ms": 30_000, "do": "rewind_consumer", "consumer": "fraud", "start": "TRIM_HORIZON"},
    ]);
    let jumped = Setting { changes: vec![json!({ "script": script })], ..scene("split-merge") };
    assert!(values(&jumped, &[breaks])[0] > 0);
}

#[test]
fn bounds_hold_at_their_edge() {
    for (bound, holding) in [
        (Bound::AtLeast(5), [false, true, true]),
        (Bound::AtMost(5), [true, true, false]),
        (Bound::Equals(5), [false, true, false]),
    ] {
        assert_eq!([4, 5, 6].map(|value| bound.holds(value)), holding, "{bound}");
    }
}
