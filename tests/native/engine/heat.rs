//! What makes a shard hot, and which cure fits.

use crate::support::capacity_world::{STREAM, begin, burst, desk, one_key, stream, uniform};
use beltline::engine::Timeline;
use beltline::engine::command::{Command, KeyMix, ProducerConfig};
use beltline::engine::hash::{HashKey, HashRange};
use beltline::engine::heat::{KeyLoad, ShardHeat, Verdict, judge};
use beltline::engine::id::ProducerId;
use beltline::engine::limits::{Limits, Profile};
use beltline::engine::time::Micros;
use proptest::prelude::*;

const OVER: Micros = Micros::from_secs(10);

fn heat(shards: u32, made: ProducerConfig, shard: u32) -> (Timeline, ShardHeat) {
    let mut timeline = begin(0, vec![stream(shards), Command::AddProducer(made)]);
    timeline.advance_to(Micros::from_secs(20));
    let heat = timeline.world().heat(STREAM, shard, OVER).expect("a shard");
    (timeline, heat)
}

#[test]
fn a_shard_with_room_is_calm() {
    let (_, heat) = heat(1, desk("web", 500, 100, uniform(200)), 0);
    assert_eq!((heat.verdict, heat.split), (Verdict::Calm, None));
    assert_eq!((heat.all.records, heat.keys, heat.hottest.len()), (5_000, 200, ShardHeat::HOTTEST_MAX));
    assert!((490..=510).contains(&heat.asked_permille), "{}", heat.asked_permille);
}

#[test]
fn one_key_over_a_shards_limit_is_helped_by_no_split() {
    // `DE` has its place in the lower half of the line.
    let hot = KeyMix::Hot { key: "DE".into(), share_percent: 80, prefix: "user-".into(), others: 200 };
    let shard = u32::from(HashKey::of("DE").0 >> 127 == 1);
    let (_, heat) = heat(2, desk("web", 2_000, 100, hot), shard);
    assert_eq!((heat.verdict, heat.split), (Verdict::OneKey, None));
    assert_eq!(heat.hottest[0].key, "DE");
    // 1,600 a second are asked for with the key, of 1,800 on this shard.
    let asked = heat.hottest[0].load.asked_records() / 10;
    assert!((1_550..=1_650).contains(&asked), "{asked}");
    assert!((870..=910).contains(&heat.hottest[0].records_permille), "{}", heat.hottest[0].records_permille);
    assert_eq!(heat.suffixes, 3, "1,600 records a second at 800 for each, and a little more");
}

#[test]
fn a_key_alone_on_its_shard_is_helped_by_no_split() {
    let (_, heat) = heat(1, desk("web", 900, 100, one_key()), 0);
    assert_eq!((heat.verdict, heat.split, heat.suffixes), (Verdict::OneKey, None, 2));
}

#[test]
fn many_keys_are_shared_out_by_a_split() {
    let (_, heat) = heat(1, desk("web", 1_500, 100, uniform(200)), 0);
    assert_eq!(heat.verdict, Verdict::ManyKeys);
    let split = heat.split.expect("a place to split");
    assert!((480..=520).contains(&split.below_permille), "{split:?}");
}

#[test]
fn a_hot_key_among_others_gets_a_shard_of_its_own() {
    let hot = KeyMix::Hot { key: "DE".into(), share_percent: 60, prefix: "user-".into(), others: 200 };
    let (_, heat) = heat(1, desk("web", 1_200, 100, hot), 0);
    assert_eq!(heat.verdict, Verdict::KeyAmongOthers);
    let split = heat.split.expect("a place to split");
    let place = HashKey::of("DE");
    let (below, key_is_below) = (split.below_permille, place < split.at);
    assert!((300..=700).contains(&below), "{below}");
    assert!(key_is_below == (below >= 500), "the side of the key is the heavier one");
}

#[test]
fn what_comes_in_gusts_is_no_lasting_heat() {
    let gusts = ProducerConfig { burst: Some(burst(5_000, 1_500)), ..desk("gusts", 0, 100, uniform(100)) };
    let (_, heat) = heat(1, gusts, 0);
    assert_eq!((heat.verdict, heat.split), (Verdict::Gusts, None));
}

#[test]
fn large_records_are_weighed_not_counted() {
    let (_, heat) = heat(1, desk("web", 20, 60_000, uniform(50)), 0);
    assert_eq!(heat.verdict, Verdict::ManyKeys);
    assert!(heat.asked_permille > 1_000, "{}", heat.asked_permille);
    assert!(heat.hottest.windows(2).all(|pair| pair[0].load.asked_bytes() >= pair[1].load.asked_bytes()));
}

#[test]
fn there_is_no_heat_of_a_shard_that_is_not_there() {
    let timeline = begin(0, vec![stream(1)]);
    assert!(timeline.world().heat(STREAM, 1, OVER).is_none());
    let empty = timeline.world().heat(STREAM, 0, OVER).expect("a shard");
    assert_eq!((empty.verdict, empty.keys, empty.hottest.len()), (Verdict::Calm, 0, 0));
}

#[test]
fn a_suffix_divides_one_key_and_leaves_the_others_as_they_are() {
    let weighted = |keys: &[(&str, u32)]| KeyMix::Weighted {
        keys: keys.iter().map(|(key, weight)| ((*key).to_owned(), *weight)).collect(),
    };
    let countries = weighted(&[("DE", 6), ("FR", 3)]);
    assert_eq!(countries.spread("DE", 3), Some(weighted(&[("DE-1", 6), ("DE-2", 6), ("DE-3", 6), ("FR", 9)])));
    assert_eq!(countries.spread("US", 3), None);
    let hot = KeyMix::Hot { key: "DE".into(), share_percent: 80, prefix: "user-".into(), others: 2 };
    let divided = weighted(&[("DE-1", 160), ("DE-2", 160), ("user-1", 40), ("user-2", 40)]);
    assert_eq!(hot.spread("DE", 2), Some(divided));
    let only = KeyMix::Hot { key: "DE".into(), share_percent: 100, prefix: "user-".into(), others: 1 };
    assert_eq!(only.spread("DE", 2), Some(weighted(&[("DE-1", 100), ("DE-2", 100)])));
    let turns = KeyMix::InTurn { keys: vec!["a".into(), "b".into()] };
    let divided = ["a-1", "b", "a-2", "b"].map(str::to_owned).to_vec();
    assert_eq!(turns.spread("a", 2), Some(KeyMix::InTurn { keys: divided }));
    assert_eq!(uniform(9).spread("user-1", 2), None);
    let zipf = KeyMix::Zipf { prefix: "user-".into(), keys: 2 };
    let divided = weighted(&[("user-1-1", 1_000_000), ("user-1-2", 1_000_000), ("user-2", 1_000_000)]);
    assert_eq!(zipf.spread("user-1", 2), Some(divided));
}

#[test]
fn a_suffix_cures_a_hot_key() {
    let hot = KeyMix::Hot { key: "DE".into(), share_percent: 80, prefix: "user-".into(), others: 200 };
    let mut timeline = begin(0, vec![stream(4), Command::AddProducer(desk("web", 2_000, 100, hot.clone()))]);
    timeline.advance_to(Micros::from_secs(20));
    let keys = hot.spread("DE", 16).expect("the mix draws it");
    timeline.apply(Command::SetKeys { producer: beltline::engine::id::ProducerId(0), keys }).expect("a desk");
    timeline.advance_to(Micros::from_secs(40));
    let verdicts = (0..4).map(|shard| timeline.world().heat(STREAM, shard, OVER).expect("a shard").verdict);
    assert!(verdicts.clone().all(|verdict| verdict != Verdict::OneKey), "{:?}", verdicts.collect::<Vec<_>>());
}

prop_compose! {
    fn loads()(places in prop::collection::btree_set(any::<u128>(), 1..60))
        (records in prop::collection::vec(0..3_000u64, places.len()), places in Just(places)) -> Vec<KeyLoad> {
        let load = |(place, records)| KeyLoad { place: HashKey(place), records, bytes: records * 100, ..KeyLoad::default() };
        places.into_iter().zip(records).map(load).collect()
    }
}

proptest! {
    /// A place to split lies within the range, and no other key's place shares the load out better.
    #[test]
    fn no_place_splits_better(loads in loads()) {
        let limits = Limits::of(Profile::Exam);
        let range = HashRange { start: HashKey(0), end: HashKey::MAX };
        let (verdict, split) = judge(&range, &loads, OVER, &limits);
        let total: u64 = loads.iter().map(KeyLoad::asked_records).sum();
        prop_assert_eq!(matches!(verdict, Verdict::ManyKeys | Verdict::KeyAmongOthers), split.is_some());
        let Some(split) = split else { return Ok(()) };
        prop_assert!(split.at.0 > 1 && split.at < HashKey::MAX);
        let below = |at: HashKey| loads.iter().filter(|load| load.place < at).map(KeyLoad::asked_records).sum::<u64>();
        let uneven = |at: HashKey| (2 * below(at)).abs_diff(total);
        prop_assert_eq!(split.below_permille, below(split.at) * 1_000 / total.max(1));
        for load in &loads[1..] {
            prop_assert!(uneven(split.at) <= uneven(load.place), "{:?} {:?}", split, load.place);
        }
    }
}

/// A second of 2,000 records of one key, then the suffix and the split that the advice names, whenever somebody takes it.
#[test]
fn a_suffix_and_then_a_split_cure_a_hot_key_whenever_they_are_tried() {
    for (suffix_ms, split_after_ms) in [(1_000, 0), (1_500, 500), (3_300, 0), (5_000, 2_000), (15_000, 5_000)] {
        let hot = KeyMix::Hot { key: "customer-1".into(), share_percent: 100, prefix: "customer-".into(), others: 0 };
        let producer = ProducerId(0);
        let calm = desk("checkout", 20, 300, uniform(1_000));
        let mut timeline = begin(0, vec![stream(2), Command::AddProducer(calm)]);
        let mut now_ms = 5_000;
        timeline.advance_to(Micros::from_millis(now_ms));
        timeline.apply(Command::SetKeys { producer, keys: hot.clone() }).expect("a mix");
        timeline.apply(Command::SetRate { producer, records_per_s: 2_000 }).expect("a rate");

        now_ms += suffix_ms;
        timeline.advance_to(Micros::from_millis(now_ms));
        let found = hottest(&timeline);
        assert_eq!(found.verdict, Verdict::OneKey, "{suffix_ms} ms");
        let parts = u32::try_from(found.suffixes * 2).expect("few");
        let keys = hot.spread(&found.hottest[0].key, parts).expect("parts");
        timeline.apply(Command::SetKeys { producer, keys }).expect("a mix");

        let helps = |verdict| matches!(verdict, Verdict::ManyKeys | Verdict::KeyAmongOthers);
        while !helps(hottest(&timeline).verdict) {
            now_ms += 100;
            timeline.advance_to(Micros::from_millis(now_ms));
        }
        now_ms += split_after_ms;
        timeline.advance_to(Micros::from_millis(now_ms));
        let ShardHeat { shard, split, .. } = hottest(&timeline);
        let new_starting_hash_key = split.map(|split| split.at);
        timeline.apply(Command::SplitShard { stream: STREAM, shard, new_starting_hash_key }).expect("a split");
        timeline.advance_to(Micros::from_millis(now_ms + 60_000));
        let refused: u64 = (0..4)
            .filter_map(|shard| timeline.world().heat(STREAM, shard, OVER))
            .map(|heat| heat.all.refused_records)
            .sum();
        assert_eq!(refused, 0, "{suffix_ms} ms, {split_after_ms} ms");
    }
}

fn hottest(timeline: &Timeline) -> ShardHeat {
    let heats = (0..2).filter_map(|shard| timeline.world().heat(STREAM, shard, OVER));
    heats.max_by_key(|heat| heat.asked_permille).expect("two shards")
}
