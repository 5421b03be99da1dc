//! What holds for every run with splits, merges, changes of mode and failures: random worlds, watched from outside.

use crate::support::lineage_world::{
    APPLICATION, FAN_OUT, MAPPING, OrderWatch, STANDARD, STREAM, consumers, producer, script, setup, stream, uniform,
    watch,
};
use beltline::engine::Timeline;
use beltline::engine::command::Command;
use beltline::engine::hash::HashKey;
use beltline::engine::id::ProducerId;
use beltline::engine::limits::Profile;
use beltline::engine::reshard::StreamMode;
use beltline::engine::time::Micros;
use proptest::prelude::*;

const END: Micros = Micros::from_secs(60);

/// Something that changes the stream or disturbs its readers. Many are refused when their moment comes, as they should be.
fn changes() -> impl Strategy<Value = Command> {
    let stream = STREAM;
    prop_oneof![
        4 => (0..12u32, prop::option::weighted(0.3, any::<u128>())).prop_map(move |(shard, key)| Command::SplitShard {
            stream,
            shard,
            new_starting_hash_key: key.map(HashKey)
        }),
        4 => (0..12u32, 0..12u32).prop_map(move |(shard, adjacent_shard)| Command::MergeShards {
            stream,
            shard,
            adjacent_shard
        }),
        2 => (1..9u32).prop_map(move |target_shard_count| Command::UpdateShardCount { stream, target_shard_count }),
        1 => any::<bool>().prop_map(move |on_demand| Command::UpdateStreamMode {
            stream,
            mode: if on_demand { StreamMode::OnDemand } else { StreamMode::Provisioned }
        }),
        1 => prop::sample::select(vec!["worker-1", "worker-2"]).prop_map(|worker| Command::StopWorker {
            consumer: APPLICATION,
            worker: worker.into(),
            crash: true
        }),
        1 => prop::sample::select(vec!["worker-1", "worker-3"])
            .prop_map(|worker| Command::AddWorker { consumer: APPLICATION, worker: worker.into() }),
        1 => (prop::sample::select(vec![STANDARD, FAN_OUT, APPLICATION, MAPPING]), any::<bool>())
            .prop_map(|(consumer, reading)| Command::SetReading { consumer, reading }),
        1 => (0..600u32).prop_map(|records_per_s| Command::SetRate { producer: ProducerId(0), records_per_s }),
    ]
}

prop_compose! {
    fn scripts()(
        shards in 1..5u32,
        reshard_s in 1..4u64,
        keys in 1..80u32,
        records_per_s in 20..300u32,
        changes in prop::collection::vec((0..45_000u64, changes()), 1..14),
    ) -> Vec<(Micros, Command)> {
        let more = changes.into_iter().map(|(at_ms, command)| (Micros::from_millis(at_ms), command));
        script(stream(shards, reshard_s), producer(records_per_s, 60, uniform(keys)), consumers(), more)
    }
}

fn run(seed: u64, script: &[(Micros, Command)]) -> Timeline {
    Timeline::new(setup(seed, Profile::Exam), script.to_vec()).expect("the opening is sound")
}

proptest! {
    // Every case simulates a minute with four readers; planted faults (children that do not wait, a router that keeps
    // closed shards, leases taken too early) were all found within this many.
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn records_of_a_key_stay_in_order_across_the_lineage(seed in any::<u64>(), script in scripts()) {
        let mut timeline = run(seed, &script);
        let mut order = OrderWatch::default();
        watch(&mut timeline, END, |timeline, fact| order.see(timeline, &fact));
        prop_assert!(order.broken.is_empty(), "{:#?}", &order.broken[..order.broken.len().min(5)]);
        let world = timeline.world();
        let report = world.report();
        let accepted: u64 = report.streams[0].shards.iter().map(|shard| shard.accepted_records).sum();
        prop_assert_eq!(accepted, order.made());
        for consumer in report.consumers.iter().filter(|consumer| consumer.name != "application") {
            prop_assert_eq!(accepted, consumer.delivered_records + consumer.waiting_records + consumer.missed_records);
        }
    }

    #[test]
    fn open_shards_tile_the_hash_line_and_closed_ones_are_their_ancestors(seed in any::<u64>(), script in scripts()) {
        let mut timeline = run(seed, &script);
        for moment in (0..60).map(Micros::from_secs) {
            timeline.advance_to(moment);
            let stream = timeline.world().stream(STREAM).expect("the script opens it");
            let open = stream.open();
            prop_assert_eq!(open[0].1.start.0, 0);
            prop_assert_eq!(open[open.len() - 1].1.end.0, u128::MAX);
            prop_assert!(open.windows(2).all(|two| two[0].1.end.0.checked_add(1) == Some(two[1].1.start.0)));
            for shard in &stream.shards {
                prop_assert_eq!(shard.is_open(), open.iter().any(|(index, _)| *index == shard.index));
                prop_assert_eq!(shard.is_open(), shard.children.is_empty());
                for child in &shard.children {
                    let child = &stream.shards[*child as usize];
                    prop_assert!(child.parents().any(|parent| parent == shard.index));
                    prop_assert_eq!(Some(child.opened), shard.closed);
                    prop_assert!(child.starting_sequence() > shard.ending_sequence(0).expect("it is closed")
                        || child.created_s > shard.created_s);
                }
                for (_, row) in shard.log.range(0, shard.log.end()) {
                    prop_assert!(shard.range.contains(timeline.world().keys().place(row.key)));
                    prop_assert!(shard.opened <= row.arrival && shard.closed.is_none_or(|closed| row.arrival <= closed));
                }
            }
        }
    }

    #[test]
    fn any_moment_is_the_same_however_it_was_reached(
        seed in any::<u64>(),
        script in scripts(),
        moments in prop::collection::vec(0..60_000u64, 4..8),
    ) {
        let mut sorted = moments.clone();
        sorted.sort_unstable();
        let mut straight = run(seed, &script);
        let mut told = std::collections::BTreeMap::new();
        for ms in sorted {
            straight.advance_to(Micros::from_millis(ms));
            told.insert(ms, (straight.world().digest(), straight.world().facts(0)));
        }
        let mut wandering = run(seed, &script);
        for ms in moments {
            wandering.seek(Micros::from_millis(ms));
            prop_assert_eq!(&told[&ms].0, &wandering.world().digest(), "at {} ms", ms);
            prop_assert!(told[&ms].1 == wandering.world().facts(0), "the facts at {} ms", ms);
        }
    }

    #[test]
    fn a_fork_leaves_its_origin_alone(seed in any::<u64>(), script in scripts(), change in changes(), at_s in 1..50u64) {
        let mut origin = run(seed, &script);
        origin.advance_to(Micros::from_secs(at_s));
        let mut fork = origin.clone();
        let before = origin.world().digest();
        let _ = fork.apply(change);
        fork.advance_to(END);
        prop_assert_eq!(before, origin.world().digest());
        origin.advance_to(END);
        let mut untouched = run(seed, &script);
        untouched.advance_to(END);
        prop_assert_eq!(origin.world().digest(), untouched.world().digest());
    }
}
