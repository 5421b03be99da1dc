//! Streams in on-demand mode under scripted loads: what AWS documents about their room, minute by minute.

use crate::support::lineage_world::{STREAM, on_demand, producer, script, setup, stream, uniform, watch};
use beltline::engine::Timeline;
use beltline::engine::command::{Command, KeyMix, Refusal};
use beltline::engine::fact::Event;
use beltline::engine::id::ProducerId;
use beltline::engine::limits::Profile;
use beltline::engine::reshard::{ReshardRefusal, StreamMode};
use beltline::engine::time::Micros;
use expect_test::expect;

const RECORD_BYTES: u32 = 100_000;

fn minutes(minutes: u64) -> Micros {
    Micros::from_secs(60 * minutes)
}

/// A load in records of 100 KB: how many a second from which minute on.
fn load(keys: KeyMix, profile: &[(u64, u32)]) -> Timeline {
    let desk = producer(profile[0].1, RECORD_BYTES, keys);
    let rate = |(at, records_per_s): &(u64, u32)| {
        (minutes(*at), Command::SetRate { producer: ProducerId(0), records_per_s: *records_per_s })
    };
    let script = script(on_demand(), desk, Vec::new(), profile[1..].iter().map(rate));
    Timeline::new(setup(7, Profile::Exam), script).expect("the opening is sound")
}

/// When the stream was found too small, when it had grown, and what was refused in between.
fn told(timeline: &mut Timeline, until: Micros) -> String {
    let (mut lines, mut refused) = (Vec::new(), 0u64);
    watch(timeline, until, |timeline, fact| {
        match fact.event {
            Event::Throttled { .. } => return refused += 1,
            Event::GrowthPlanned { .. } | Event::StreamActive { .. } => {}
            _ => return,
        }
        if refused > 0 {
            lines.push(format!("             {refused} tries refused"));
        }
        refused = 0;
        lines.push(format!("{} {}", fact.at, timeline.world().tell(&fact)));
    });
    if refused > 0 {
        lines.push(format!("             {refused} tries refused"));
    }
    lines.join("\n") + "\n"
}

#[test]
fn room_doubles_within_a_quarter_of_an_hour_after_a_shard_passed_500_kb_a_second() {
    // 1.6, 3, 6 and again 1.6 MB a second.
    let mut timeline = load(uniform(2_000), &[(0, 16), (10, 30), (40, 60), (70, 16)]);
    expect![[r"
                     429 tries refused
        00:11:00.000 orders needs room for twice its peak, 8 shards; its shards split in 12 min.
                     4897 tries refused
        00:23:00.000 orders is ACTIVE with 8 open shards.
                     1028 tries refused
        00:41:00.000 orders needs room for twice its peak, 16 shards; its shards split in 12 min.
                     11532 tries refused
        00:53:00.000 orders is ACTIVE with 16 open shards.
                     395 tries refused
    "]]
    .assert_eq(&told(&mut timeline, minutes(120)));
}

#[test]
fn traffic_that_more_than_doubles_is_throttled_until_the_stream_has_grown() {
    // 1 MB a second, then 12: three times what four shards take.
    let mut timeline = load(uniform(2_000), &[(0, 10), (5, 120)]);
    expect![[r"
                     16231 tries refused
        00:06:00.000 orders needs room for twice its peak, 8 shards; its shards split in 12 min.
                     196514 tries refused
        00:18:00.000 orders is ACTIVE with 8 open shards.
                     10566 tries refused
        00:19:00.000 orders needs room for twice its peak, 16 shards; its shards split in 12 min.
                     127088 tries refused
        00:31:00.000 orders is ACTIVE with 16 open shards.
                     2082 tries refused
        00:32:00.000 orders needs room for twice its peak, 32 shards; its shards split in 12 min.
                     26589 tries refused
        00:44:00.000 orders is ACTIVE with 32 open shards.
                     518 tries refused
        00:51:00.000 orders needs room for twice its peak, 33 shards; its shards split in 12 min.
                     699 tries refused
    "]]
    .assert_eq(&told(&mut timeline, minutes(60)));
}

#[test]
fn a_hot_key_is_not_helped() {
    let hot = KeyMix::Hot { key: "DE".into(), share_percent: 90, prefix: "user-".into(), others: 500 };
    let mut timeline = load(hot, &[(0, 20)]);
    expect![[r"
                     1579 tries refused
        00:01:00.000 orders needs room for twice its peak, 5 shards; its shards split in 12 min.
                     19580 tries refused
        00:13:00.000 orders is ACTIVE with 5 open shards.
                     122897 tries refused
    "]]
    .assert_eq(&told(&mut timeline, minutes(90)));
    let world = timeline.world();
    let shards = &world.stream(STREAM).expect("it was opened").shards;
    let throttled: Vec<u64> = shards.iter().filter(|one| one.is_open()).map(|one| one.throttled_total).collect();
    assert_eq!(throttled.iter().filter(|refused| **refused > 0).count(), 1, "{throttled:?}");
}

#[test]
fn a_peak_counts_for_thirty_days() {
    let mut timeline = load(uniform(2_000), &[(0, 30), (2, 0)]);
    timeline.advance_to(minutes(3));
    let growth = |timeline: &Timeline| timeline.world().stream(STREAM).expect("it was opened").growth.clone();
    let (_, bytes) = growth(&timeline).peak();
    assert!((2_800_000..3_100_000).contains(&bytes), "{bytes}");
    timeline.advance_to(minutes(60 * 24 * 29));
    assert_eq!(growth(&timeline).peak().1, bytes);
    timeline.advance_to(minutes(60 * 24 * 31));
    assert_eq!(growth(&timeline).peak().1, 0);
}

#[test]
fn a_switch_of_modes_keeps_the_shards_and_may_be_made_twice_a_day() {
    let script = script(stream(2, 30), producer(0, 10, uniform(1)), Vec::new(), []);
    let mut timeline = Timeline::new(setup(7, Profile::Exam), script).expect("the opening is sound");
    let shards = |timeline: &Timeline| timeline.world().stream(STREAM).expect("it was opened").open_count();
    let switch = |timeline: &mut Timeline, mode| {
        let reply = timeline.apply(Command::UpdateStreamMode { stream: STREAM, mode }).map(drop);
        timeline.advance_to(timeline.now() + minutes(1));
        reply
    };
    assert_eq!(switch(&mut timeline, StreamMode::OnDemand), Ok(()));
    assert_eq!(timeline.world().stream(STREAM).map(|stream| stream.mode), Some(StreamMode::OnDemand));
    assert_eq!(shards(&timeline), 2, "the number of shards stays as it was");
    assert_eq!(
        switch(&mut timeline, StreamMode::OnDemand),
        Err(Refusal::Reshard(ReshardRefusal::SameMode(StreamMode::OnDemand)))
    );
    assert_eq!(switch(&mut timeline, StreamMode::Provisioned), Ok(()));
    assert_eq!(switch(&mut timeline, StreamMode::OnDemand), Err(Refusal::Reshard(ReshardRefusal::SwitchedTooOften(2))));
    timeline.advance_to(minutes(24 * 60));
    assert_eq!(switch(&mut timeline, StreamMode::OnDemand), Ok(()), "the first switch is a day old");
}

#[test]
fn warm_throughput_makes_room_at_once_with_advantage_and_only_today() {
    let run = |profile| {
        let script = script(on_demand(), producer(0, 10, uniform(1)), Vec::new(), []);
        Timeline::new(setup(7, profile), script).expect("the opening is sound")
    };
    let warm = |mib_per_s| Command::UpdateWarmThroughput { stream: STREAM, mib_per_s };
    let commit = |enabled| Command::SetBillingCommitment { enabled };
    let refused = |timeline: &mut Timeline, command| match timeline.apply(command) {
        Err(Refusal::Reshard(rule)) => rule,
        other => panic!("{other:?}"),
    };
    let mut exam = run(Profile::Exam);
    assert_eq!(refused(&mut exam, commit(true)), ReshardRefusal::NotYet);
    let mut today = run(Profile::Today);
    assert_eq!(refused(&mut today, warm(50)), ReshardRefusal::NeedsAdvantage);
    today.apply(commit(true)).expect("the account may");
    assert_eq!(refused(&mut today, warm(20_000)), ReshardRefusal::TooWarm { asked: 20_000, limit: 10_240 });
    today.apply(warm(50)).expect("an on-demand stream may");
    assert_eq!(today.world().stream(STREAM).expect("it was opened").open_count(), 50);
    assert_eq!(refused(&mut today, commit(false)), ReshardRefusal::StillWarm("orders".into()));
    today.apply(warm(0)).expect("it can be taken away");
    today.apply(commit(false)).expect("nothing is warm any more");
}
