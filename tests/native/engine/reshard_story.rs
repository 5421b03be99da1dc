//! One stream that splits and merges while everybody reads it, told line by line.

use crate::support::lineage_world::{
    APPLICATION, FAN_OUT, MAPPING, OrderWatch, STANDARD, STREAM, consumers, producer, script, setup, stream, uniform,
    watch,
};
use beltline::engine::Timeline;
use beltline::engine::command::Command;
use beltline::engine::fact::{Event, Fact};
use beltline::engine::limits::Profile;
use beltline::engine::reading::{ConsumerConfig, StartingPosition};
use beltline::engine::reshard::{Boundaries, Step};
use beltline::engine::time::Micros;
use expect_test::expect;
use std::fmt::Write;

fn s(seconds: u64) -> Micros {
    Micros::from_secs(seconds)
}

/// Splits the only shard at 10 s, splits its upper child at 30 s, and merges the two lower of the three at 50 s.
fn changes() -> Vec<(Micros, Command)> {
    let stream = STREAM;
    vec![
        (s(10), Command::SplitShard { stream, shard: 0, new_starting_hash_key: None }),
        (s(30), Command::SplitShard { stream, shard: 2, new_starting_hash_key: None }),
        (s(50), Command::MergeShards { stream, shard: 1, adjacent_shard: 3 }),
    ]
}

/// What happened to shards, leases and readers, as lines.
fn told(timeline: &mut Timeline, until: Micros, order: &mut OrderWatch) -> String {
    let mut lines = String::new();
    watch(timeline, until, |timeline, fact: Fact| {
        order.see(timeline, &fact);
        let shows = matches!(
            fact.event,
            Event::StreamUpdating { .. }
                | Event::StreamActive { .. }
                | Event::ShardOpened { .. }
                | Event::ShardClosed { .. }
                | Event::ShardFinished { .. }
                | Event::LeaseCreated { .. }
                | Event::LeaseEnded { .. }
                | Event::LeaseTaken { .. }
        );
        if shows {
            let _ = writeln!(lines, "{} {}", fact.at, timeline.world().tell(&fact));
        }
    });
    lines
}

#[test]
fn everybody_reads_parents_to_the_end_and_children_after_them() {
    let script = script(stream(1, 5), producer(60, 100, uniform(40)), consumers(), changes());
    let mut timeline = Timeline::new(setup(7, Profile::Exam), script).expect("the opening is sound");
    let mut order = OrderWatch::default();
    expect![[r"
        00:00:10.000 orders is UPDATING: shardId-000000000000 is being split.
        00:00:15.000 shardId-000000000000 closed: it takes no more records, and is kept until they expire.
        00:00:15.000 shardId-000000000001 opened; it takes what came to shardId-000000000000.
        00:00:15.000 shardId-000000000002 opened; it takes what came to shardId-000000000000.
        00:00:15.000 orders is ACTIVE with 2 open shards.
        00:00:15.075 fan-out is done with shardId-000000000000, which is closed, and may go on with its children.
        00:00:15.247 standard is done with shardId-000000000000, which is closed, and may go on with its children.
        00:00:15.298 worker-1 wrote SHARD_END for shardId-000000000000 and let its lease go.
        00:00:15.298 application put a lease for shardId-000000000001 into its table.
        00:00:15.298 application put a lease for shardId-000000000002 into its table.
        00:00:15.298 application is done with shardId-000000000000, which is closed, and may go on with its children.
        00:00:15.364 mapping is done with shardId-000000000000, which is closed, and may go on with its children.
        00:00:18.150 worker-1 took the free lease of shardId-000000000001.
        00:00:18.150 worker-1 took the free lease of shardId-000000000002.
        00:00:18.150 worker-2 stole the lease of shardId-000000000001 from worker-1, who has more than a fair share.
        00:00:30.000 orders is UPDATING: shardId-000000000002 is being split.
        00:00:35.000 shardId-000000000002 closed: it takes no more records, and is kept until they expire.
        00:00:35.000 shardId-000000000003 opened; it takes what came to shardId-000000000002.
        00:00:35.000 shardId-000000000004 opened; it takes what came to shardId-000000000002.
        00:00:35.000 orders is ACTIVE with 3 open shards.
        00:00:35.075 fan-out is done with shardId-000000000002, which is closed, and may go on with its children.
        00:00:35.146 standard is done with shardId-000000000002, which is closed, and may go on with its children.
        00:00:35.182 worker-1 wrote SHARD_END for shardId-000000000002 and let its lease go.
        00:00:35.182 application put a lease for shardId-000000000003 into its table.
        00:00:35.182 application put a lease for shardId-000000000004 into its table.
        00:00:35.182 application is done with shardId-000000000002, which is closed, and may go on with its children.
        00:00:35.323 mapping is done with shardId-000000000002, which is closed, and may go on with its children.
        00:00:36.300 worker-1 took the free lease of shardId-000000000003.
        00:00:36.300 worker-1 took the free lease of shardId-000000000004.
        00:00:50.000 orders is UPDATING: shardId-000000000001 and shardId-000000000003 are being merged.
        00:00:55.000 shardId-000000000001 closed: it takes no more records, and is kept until they expire.
        00:00:55.000 shardId-000000000003 closed: it takes no more records, and is kept until they expire.
        00:00:55.000 shardId-000000000005 opened; it takes what came to shardId-000000000001 and shardId-000000000003.
        00:00:55.000 orders is ACTIVE with 2 open shards.
        00:00:55.075 fan-out is done with shardId-000000000001, which is closed, and may go on with its children.
        00:00:55.075 fan-out is done with shardId-000000000003, which is closed, and may go on with its children.
        00:00:55.364 standard is done with shardId-000000000001, which is closed, and may go on with its children.
        00:00:55.410 standard is done with shardId-000000000003, which is closed, and may go on with its children.
        00:00:55.494 worker-1 wrote SHARD_END for shardId-000000000003 and let its lease go.
        00:00:55.494 application put a lease for shardId-000000000005 into its table.
        00:00:55.494 application is done with shardId-000000000003, which is closed, and may go on with its children.
        00:00:55.502 worker-2 wrote SHARD_END for shardId-000000000001 and let its lease go.
        00:00:55.502 application is done with shardId-000000000001, which is closed, and may go on with its children.
        00:00:55.608 mapping is done with shardId-000000000001, which is closed, and may go on with its children.
        00:00:56.065 mapping is done with shardId-000000000003, which is closed, and may go on with its children.
        00:01:00.500 worker-1 took the free lease of shardId-000000000005.
        00:01:00.500 worker-2 stole the lease of shardId-000000000005 from worker-1, who has more than a fair share.
    "]]
    .assert_eq(&told(&mut timeline, s(100), &mut order));
    assert!(order.broken.is_empty(), "{:#?}", order.broken);
    timeline
        .apply(Command::SetRate { producer: beltline::engine::id::ProducerId(0), records_per_s: 0 })
        .expect("it is there");
    told(&mut timeline, s(110), &mut order);
    for consumer in [STANDARD, FAN_OUT, APPLICATION, MAPPING] {
        assert_eq!(order.given(consumer), order.made(), "{consumer:?}");
    }
}

#[test]
fn one_who_comes_late_reads_the_whole_lineage_in_order_or_only_the_open_shards() {
    let script = script(stream(1, 5), producer(60, 100, uniform(40)), Vec::new(), changes());
    let mut timeline = Timeline::new(setup(7, Profile::Exam), script).expect("the opening is sound");
    let mut order = OrderWatch::default();
    told(&mut timeline, s(70), &mut order);
    for config in consumers() {
        timeline.apply(Command::AddConsumer(config)).expect("the names are free");
    }
    let before = order.made();
    told(&mut timeline, s(130), &mut order);
    assert!(order.broken.is_empty(), "{:#?}", order.broken);
    for consumer in [STANDARD, FAN_OUT, APPLICATION, MAPPING] {
        assert!(order.given(consumer) > before, "{consumer:?} has read all that lay there");
    }
    // The newest position has nothing to do with what is closed.
    for config in consumers() {
        let name = format!("late {}", config.name);
        let late = ConsumerConfig { name, start: StartingPosition::Latest, ..config };
        timeline.apply(Command::AddConsumer(late)).expect("the names are free");
    }
    let mut read = std::collections::BTreeSet::new();
    watch(&mut timeline, s(150), |_, fact| {
        if let Event::Delivered { consumer, shard, .. } = fact.event
            && consumer.0 >= 4
        {
            read.insert((consumer.0, shard));
        }
    });
    let all: Vec<(u16, u32)> = (4..8).flat_map(|consumer| [(consumer, 4), (consumer, 5)]).collect();
    assert_eq!(read.into_iter().collect::<Vec<_>>(), all);
}

#[test]
fn a_change_of_the_number_of_shards_goes_in_rounds_of_splits_and_then_of_merges() {
    let more = [
        (s(1), Command::UpdateShardCount { stream: STREAM, target_shard_count: 3 }),
        (s(30), Command::UpdateShardCount { stream: STREAM, target_shard_count: 6 }),
        (s(60), Command::UpdateShardCount { stream: STREAM, target_shard_count: 4 }),
    ];
    let script = script(stream(2, 5), producer(10, 100, uniform(40)), Vec::new(), more);
    let mut timeline = Timeline::new(setup(7, Profile::Exam), script).expect("the opening is sound");
    expect![[r"
        00:00:01.000 orders is UPDATING: on its way to 3 shards.
        00:00:06.000 shardId-000000000000 closed: it takes no more records, and is kept until they expire.
        00:00:06.000 shardId-000000000002 opened; it takes what came to shardId-000000000000.
        00:00:06.000 shardId-000000000003 opened; it takes what came to shardId-000000000000.
        00:00:06.000 shardId-000000000001 closed: it takes no more records, and is kept until they expire.
        00:00:06.000 shardId-000000000004 opened; it takes what came to shardId-000000000001.
        00:00:06.000 shardId-000000000005 opened; it takes what came to shardId-000000000001.
        00:00:11.000 shardId-000000000003 closed: it takes no more records, and is kept until they expire.
        00:00:11.000 shardId-000000000004 closed: it takes no more records, and is kept until they expire.
        00:00:11.000 shardId-000000000006 opened; it takes what came to shardId-000000000003 and shardId-000000000004.
        00:00:11.000 orders is ACTIVE with 3 open shards.
        00:00:30.000 orders is UPDATING: on its way to 6 shards.
        00:00:35.000 shardId-000000000002 closed: it takes no more records, and is kept until they expire.
        00:00:35.000 shardId-000000000007 opened; it takes what came to shardId-000000000002.
        00:00:35.000 shardId-000000000008 opened; it takes what came to shardId-000000000002.
        00:00:35.000 shardId-000000000006 closed: it takes no more records, and is kept until they expire.
        00:00:35.000 shardId-000000000009 opened; it takes what came to shardId-000000000006.
        00:00:35.000 shardId-000000000010 opened; it takes what came to shardId-000000000006.
        00:00:35.000 shardId-000000000005 closed: it takes no more records, and is kept until they expire.
        00:00:35.000 shardId-000000000011 opened; it takes what came to shardId-000000000005.
        00:00:35.000 shardId-000000000012 opened; it takes what came to shardId-000000000005.
        00:00:35.000 orders is ACTIVE with 6 open shards.
        00:01:00.000 orders is UPDATING: on its way to 4 shards.
        00:01:05.000 shardId-000000000008 closed: it takes no more records, and is kept until they expire.
        00:01:05.000 shardId-000000000013 opened; it takes what came to shardId-000000000008.
        00:01:05.000 shardId-000000000014 opened; it takes what came to shardId-000000000008.
        00:01:05.000 shardId-000000000011 closed: it takes no more records, and is kept until they expire.
        00:01:05.000 shardId-000000000015 opened; it takes what came to shardId-000000000011.
        00:01:05.000 shardId-000000000016 opened; it takes what came to shardId-000000000011.
        00:01:10.000 shardId-000000000007 closed: it takes no more records, and is kept until they expire.
        00:01:10.000 shardId-000000000013 closed: it takes no more records, and is kept until they expire.
        00:01:10.000 shardId-000000000017 opened; it takes what came to shardId-000000000007 and shardId-000000000013.
        00:01:10.000 shardId-000000000014 closed: it takes no more records, and is kept until they expire.
        00:01:10.000 shardId-000000000009 closed: it takes no more records, and is kept until they expire.
        00:01:10.000 shardId-000000000018 opened; it takes what came to shardId-000000000014 and shardId-000000000009.
        00:01:10.000 shardId-000000000010 closed: it takes no more records, and is kept until they expire.
        00:01:10.000 shardId-000000000015 closed: it takes no more records, and is kept until they expire.
        00:01:10.000 shardId-000000000019 opened; it takes what came to shardId-000000000010 and shardId-000000000015.
        00:01:10.000 shardId-000000000016 closed: it takes no more records, and is kept until they expire.
        00:01:10.000 shardId-000000000012 closed: it takes no more records, and is kept until they expire.
        00:01:10.000 shardId-000000000020 opened; it takes what came to shardId-000000000016 and shardId-000000000012.
        00:01:10.000 orders is ACTIVE with 4 open shards.
    "]]
    .assert_eq(&told(&mut timeline, s(100), &mut OrderWatch::default()));
    let stream = timeline.world().stream(STREAM).expect("it was opened");
    assert_eq!(stream.open_count(), 4);
}

#[test]
fn every_number_of_shards_is_reached_within_the_allowed_step() {
    for from in 1..=12u32 {
        for to in from.div_ceil(2)..=2 * from {
            let mut open: Vec<_> = (0..).zip(beltline::engine::hash::HashRange::divide(from)).collect();
            let (target, mut rounds) = (Boundaries::even(to, &open), 0);
            loop {
                let steps = target.next_round(&open);
                if steps.is_empty() {
                    break;
                }
                rounds += 1;
                assert!(rounds < 5, "from {from} to {to}");
                for step in steps {
                    take(&mut open, step);
                }
                assert!(open.len() as u32 <= from + to, "from {from} to {to}: {} at a time", open.len());
            }
            let even = beltline::engine::hash::HashRange::divide(to);
            assert_eq!(open.len(), even.len(), "from {from} to {to}");
            for ((_, found), even) in open.iter().zip(even) {
                let off = found.start.0.abs_diff(even.start.0);
                assert!(off <= u128::MAX / u128::from(to) / 1_000, "from {from} to {to}: {off} off");
            }
        }
    }
}

/// Takes a step on a plain list of ranges.
fn take(open: &mut Vec<(u32, beltline::engine::hash::HashRange)>, step: Step) {
    use beltline::engine::hash::{HashKey, HashRange};
    let next = open.iter().map(|(index, _)| index).max().map_or(0, |most| most + 1);
    let find = |open: &[(u32, HashRange)], index| open.iter().position(|one| one.0 == index).expect("it is open");
    match step {
        Step::Split { shard, at } => {
            let place = find(open, shard);
            let HashRange { start, end } = open[place].1;
            assert!(start.0 + 1 < at.0 && at < end);
            open.splice(
                place..=place,
                [(next, HashRange { start, end: HashKey(at.0 - 1) }), (next + 1, HashRange { start: at, end })],
            );
        }
        Step::Merge { lower, upper } => {
            let place = find(open, lower);
            assert_eq!(open[place + 1].0, upper);
            let range = HashRange { start: open[place].1.start, end: open[place + 1].1.end };
            open.splice(place..=place + 1, [(next, range)]);
        }
    }
}
