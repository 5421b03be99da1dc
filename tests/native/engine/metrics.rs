//! CloudWatch's metrics tell what happened, to the second and to the minute.

use crate::support::capacity_world::*;
use beltline::engine::Timeline;
use beltline::engine::batch::Batch;
use beltline::engine::command::{Arrivals, Command, ProducerConfig, Reply};
use beltline::engine::fact::Event;
use beltline::engine::id::ConsumerId;
use beltline::engine::metrics::{Dimension, Metric, Point, Resolution, Stat};
use beltline::engine::reading::Reading;
use beltline::engine::time::Micros;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

fn points(timeline: &Timeline, dimension: Dimension, metric: Metric, resolution: Resolution) -> Vec<Point> {
    timeline.world().datapoints(STREAM, dimension, metric, resolution, Micros::ZERO)
}

fn sums(points: &[Point]) -> Vec<(u64, u64)> {
    points.iter().map(|point| (point.start_s, point.stat.sum)).collect()
}

#[test]
fn a_minute_starts_with_the_minute_of_the_clock() {
    // The world starts at 20.5 s past the minute.
    let desk = Command::AddProducer(desk("web", 10, 100, uniform(50)));
    let mut timeline = begin(EPOCH_MS, vec![stream(2), desk]);
    timeline.advance_to(Micros::from_secs(200));
    let minutes = points(&timeline, Dimension::Stream, Metric::IncomingRecords, Resolution::Minute);
    let first = EPOCH_MS / 1_000 / 60 * 60;
    // 39.5 seconds were left of the first.
    assert_eq!(sums(&minutes), [(first, 395), (first + 60, 600), (first + 120, 600)]);
    let so_far = timeline.world().minute_so_far(STREAM, Dimension::Stream, Metric::IncomingRecords);
    assert_eq!(so_far.sum, 400, "40 full seconds; the half second that goes on is not looked at yet");
}

#[test]
fn a_minute_hides_what_its_seconds_show() {
    let burst = ProducerConfig { burst: Some(burst(30_000, 1_500)), ..desk("gusts", 0, 100, one_key()) };
    let mut timeline = begin(0, vec![stream(1), Command::AddProducer(burst)]);
    timeline.advance_to(Micros::from_secs(125));
    let of_shard = |metric, resolution| sums(&points(&timeline, Dimension::Shard(0), metric, resolution));
    // Two bursts a minute: 2,000 records of 60,000 that the shard could take, and a thousand refused all the same.
    assert_eq!(of_shard(Metric::IncomingRecords, Resolution::Minute), [(0, 1_000), (60, 2_000)]);
    assert_eq!(of_shard(Metric::WriteProvisionedThroughputExceeded, Resolution::Minute), [(0, 500), (60, 1_000)]);
    assert_eq!(
        of_shard(Metric::IncomingRecords, Resolution::Second),
        [(30, 1_000), (60, 1_000), (90, 1_000), (120, 1_000)]
    );
}

#[test]
fn calls_and_refusals_of_readers_count_where_they_happen() {
    let desk = Command::AddProducer(desk("web", 500, 1_000, uniform(50)));
    let readers = (0..3).map(|n| consumer(&format!("reader-{n}"), POLLED));
    let mut commands = vec![stream(1), desk];
    commands.extend(readers);
    commands.push(consumer("fraud", Reading::Pushed));
    let mut timeline = begin(0, commands);
    timeline.advance_to(Micros::from_secs(61));
    let world = timeline.world();
    let total = |dimension, metric| world.metric_total(STREAM, dimension, metric);
    let report = world.report();
    let polled = &report.consumers[..3];
    let calls: u64 = polled.iter().map(|one| one.calls).sum();
    let refused: u64 = polled.iter().map(|one| one.throttled_calls).sum();
    assert!(refused > 0);
    let read = total(Dimension::Stream, Metric::GetRecordsRecords);
    assert_eq!(read.samples, calls);
    let exceeded = total(Dimension::Stream, Metric::ReadProvisionedThroughputExceeded);
    assert_eq!((exceeded.samples, exceeded.sum, exceeded.max), (calls + refused, refused, 1));
    assert_eq!(total(Dimension::Stream, Metric::GetRecordsSuccess).sum, calls);
    assert_eq!(total(Dimension::Shard(0), Metric::ReadProvisionedThroughputExceeded), exceeded);
    let pushed = total(Dimension::Consumer(ConsumerId(3)), Metric::SubscribeRecords);
    let outgoing = total(Dimension::Shard(0), Metric::OutgoingRecords);
    assert_eq!(outgoing.sum, read.sum + pushed.sum);
    assert!(pushed.sum > 30_000 - 100, "{pushed:?}");
    let age = total(Dimension::Stream, Metric::GetRecordsIteratorAge);
    assert!(age.max < 2_000 && age.samples == calls, "{age:?}");
}

#[test]
fn a_paused_consumer_sends_no_age_at_all() {
    let desk = Command::AddProducer(desk("web", 10, 100, uniform(50)));
    let mut timeline = begin(0, vec![stream(1), desk, consumer("analytics", POLLED)]);
    timeline.advance_to(Micros::from_millis(59_950));
    let pause = |reading| Command::SetReading { consumer: ConsumerId(0), reading };
    timeline.apply(pause(false)).expect("a consumer");
    timeline.advance_to(Micros::from_secs(180));
    timeline.apply(pause(true)).expect("a consumer");
    timeline.advance_to(Micros::from_secs(241));
    let ages = points(&timeline, Dimension::Stream, Metric::GetRecordsIteratorAge, Resolution::Minute);
    let starts: Vec<u64> = ages.iter().map(|point| point.start_s).collect();
    assert_eq!(starts, [0, 180]);
    // Its first call after the pause gives everything: the last of it is young.
    assert!(ages[1].stat.max < 300, "{ages:?}");
}

#[test]
fn single_puts_and_batches_are_told_apart() {
    let mut timeline = begin(0, vec![stream(1)]);
    let put = |records: u32| {
        let mut batch = Batch::default();
        (0..records).for_each(|n| batch.push(&format!("key-{n}"), None, b"data"));
        Command::Put { stream: STREAM, batch: Arc::new(batch) }
    };
    let Ok(Reply::Put(placed)) = timeline.apply(put(1_200)) else { panic!("a put has a fate") };
    assert_eq!(placed.len(), 1_200);
    timeline.apply(put(1)).expect("a put has a fate");
    timeline.advance_to(Micros::from_secs(2));
    timeline.apply(put(1)).expect("a put has a fate");
    timeline.advance_to(Micros::from_secs(3));
    let total = |metric| timeline.world().metric_total(STREAM, Dimension::Stream, metric);
    assert_eq!(total(Metric::PutRecordsTotalRecords), Stat::one(1_200));
    assert_eq!(total(Metric::PutRecordsSuccessfulRecords), Stat::one(1_000));
    assert_eq!(total(Metric::PutRecordsThrottledRecords), Stat::one(200));
    assert_eq!(total(Metric::PutRecordsSuccess), Stat::one(1));
    assert_eq!(total(Metric::PutRecordSuccess), Stat::of_these(2, 1));
    assert_eq!(total(Metric::PutRecordBytes), Stat::one(9));
    assert_eq!(total(Metric::WriteProvisionedThroughputExceeded).sum, 201);
    assert_eq!(total(Metric::IncomingRecords).sum, 1_001);
}

#[test]
fn a_world_in_which_nothing_happens_is_left_alone() {
    let mut timeline = begin(0, vec![stream(2)]);
    timeline.advance_to(Micros::from_millis(1_000));
    assert_eq!(timeline.world().next_at(), None);
    timeline.advance_to(Micros::from_hours(8_000));
    timeline.apply(Command::Put { stream: STREAM, batch: Arc::new(Batch::of_one("late", None, b"")) }).expect("a put");
    timeline.advance_to(Micros::from_hours(8_000) + Micros::from_secs(61));
    let minutes = points(&timeline, Dimension::Stream, Metric::IncomingRecords, Resolution::Minute);
    assert_eq!(sums(&minutes), [(8_000 * 3_600, 1)]);
}

#[test]
fn what_is_kept_is_bounded() {
    let desk = Command::AddProducer(desk("web", 2, 100, uniform(50)));
    let mut timeline = begin(0, vec![stream(1), desk]);
    timeline.advance_to(Micros::from_hours(8));
    let count = |resolution| points(&timeline, Dimension::Stream, Metric::IncomingBytes, resolution).len();
    assert!((360..=420).contains(&count(Resolution::Minute)), "{}", count(Resolution::Minute));
    assert!((300..=360).contains(&count(Resolution::Second)), "{}", count(Resolution::Second));
}

prop_compose! {
    fn desks()(
        name in "[a-z]{12}",
        records_per_s in 0..1_500u32,
        record_bytes in prop_oneof![1..2_000u32, 50_000..200_000u32],
        random in any::<bool>(),
        gusts in prop::option::of((200..5_000u64, 1..1_500u32)),
        keys in 1..500u32,
        attempts in 0..5u32,
    ) -> ProducerConfig {
        let mut made = desk(&name, records_per_s, record_bytes, uniform(keys));
        made.arrivals = if random { Arrivals::Random } else { Arrivals::Steady };
        made.burst = gusts.map(|(every_ms, records)| burst(every_ms, records));
        made.retry.attempts = attempts;
        made
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]

    /// Every second's points are what the facts of that second say, for every shard.
    #[test]
    fn points_are_what_the_facts_say(
        made in prop::collection::vec(desks(), 1..3),
        shards in 1..4u32,
        epoch_ms in 0..90_000u64,
    ) {
        let mut commands = vec![stream(shards)];
        commands.extend(made.into_iter().map(Command::AddProducer));
        let mut timeline = begin(epoch_ms, commands);
        let mut counted: Vec<BTreeMap<u64, (u64, u64, u64)>> = vec![BTreeMap::new(); shards as usize];
        let mut seen = 0;
        let end_us = 8 * Micros::SECOND.0 - epoch_ms % 1_000 * 1_000;
        for tenth in 1..=80u64 {
            timeline.advance_to(Micros((tenth * 100_000).min(end_us - 1)));
            let (from, to, facts) = timeline.world().facts(seen);
            prop_assert!(from <= seen);
            seen = to;
            for fact in facts {
                let second = (epoch_ms * 1_000 + fact.at.0) / Micros::SECOND.0;
                match fact.event {
                    Event::Accepted { record, bytes, .. } => {
                        let of = counted[record.shard as usize].entry(second).or_default();
                        of.0 += 1;
                        of.1 += u64::from(bytes);
                    }
                    Event::Throttled { shard, .. } => counted[shard as usize].entry(second).or_default().2 += 1,
                    _ => {}
                }
            }
        }
        timeline.advance_to(Micros(end_us));
        for (index, counted) in (0..).zip(&counted) {
            let told = |metric| sums(&points(&timeline, Dimension::Shard(index), metric, Resolution::Second));
            let wanted = |of: fn(&(u64, u64, u64)) -> u64| -> Vec<(u64, u64)> {
                let taken = counted.iter().filter(|(_, counts)| counts.0 > 0);
                taken.map(|(at, counts)| (*at, of(counts))).collect()
            };
            prop_assert_eq!(told(Metric::IncomingRecords), wanted(|counts| counts.0));
            prop_assert_eq!(told(Metric::IncomingBytes), wanted(|counts| counts.1));
            let refused: u64 = counted.values().map(|counts| counts.2).sum();
            let total = timeline.world().metric_total(STREAM, Dimension::Shard(index), Metric::WriteProvisionedThroughputExceeded);
            prop_assert_eq!(total.sum, refused);
        }
    }

    /// Metrics are the same however a moment was reached.
    #[test]
    fn going_back_gives_the_same_metrics(made in desks(), moments_ms in prop::collection::vec(0..75_000u64, 2..4)) {
        let watch = alarm(Metric::WriteProvisionedThroughputExceeded, Dimension::Stream, 1);
        let commands = vec![stream(2), Command::AddProducer(made), consumer("analytics", POLLED), Command::PutAlarm(watch)];
        let told = |timeline: &Timeline| {
            let of = |metric: &Metric| points(timeline, Dimension::Stream, *metric, Resolution::Second);
            (timeline.world().digest(), Metric::ALL.iter().map(of).collect::<Vec<_>>())
        };
        let mut straight = begin(EPOCH_MS, commands.clone());
        let wanted: BTreeMap<u64, _> = moments_ms.iter().copied().collect::<BTreeSet<u64>>().into_iter().map(|to_ms| {
            straight.advance_to(Micros::from_millis(to_ms));
            (to_ms, told(&straight))
        }).collect();
        let (last_ms, at_last) = wanted.last_key_value().expect("there are two moments at least");
        let mut direct = begin(EPOCH_MS, commands.clone());
        direct.advance_to(Micros::from_millis(*last_ms));
        prop_assert_eq!(&told(&direct), at_last);
        let mut moved = begin(EPOCH_MS, commands);
        for to_ms in moments_ms {
            moved.seek(Micros::from_millis(to_ms));
            prop_assert_eq!(&told(&moved), &wanted[&to_ms]);
        }
    }
}

#[test]
fn a_command_that_cannot_be_followed_leaves_no_trace() {
    let mut timeline = begin(EPOCH_MS, vec![stream(1)]);
    timeline.advance_to(Micros::from_millis(5_300));
    let before = timeline.world().digest();
    let unknown = Command::RemoveConsumer { consumer: ConsumerId(9) };
    timeline.apply(unknown).expect_err("there is no such consumer");
    assert_eq!(timeline.world().digest(), before);
}
