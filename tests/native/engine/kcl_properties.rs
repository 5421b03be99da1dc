//! What holds for every application: random workers that join, crash and stop, watched from outside.

use crate::support::library_world::{APPLICATION, STREAM, add, application, ms, polled, producer, stop, watch, world};
use beltline::engine::command::Command;
use beltline::engine::fact::Event;
use beltline::engine::reading::{ConsumerConfig, Processing, Reading, Work};
use beltline::engine::time::Micros;
use beltline::engine::{Timeline, kcl::WorkerState};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// A run: shards, records a second, the application, and what its workers are told.
type Run = (u32, u32, ConsumerConfig, Vec<(Micros, Command)>);

prop_compose! {
    fn applications()(
        workers in 0..4usize,
        pushed in any::<bool>(),
        interval_ms in 100..1_500u64,
        batch_ms in 0..1_200u64,
        record_us in 0..2_000u64,
        checkpoint_ms in prop_oneof![Just(0), 0..10_000u64],
        failover_ms in 500..4_000u64,
    ) -> ConsumerConfig {
        let names = ["w0", "w1", "w2", "w3"];
        let reading = if pushed { Reading::Pushed } else { polled(interval_ms) };
        let mut config = application(&names[..workers], reading);
        if let Work::Application(settings) = &mut config.work {
            settings.processing = Processing { batch: ms(batch_ms), record: Micros(record_us) };
            settings.checkpoint_interval = ms(checkpoint_ms);
            settings.failover_time = ms(failover_ms);
        }
        config
    }
}

/// Joins, crashes and stops within twenty seconds. At the end one worker joins that nobody stops.
fn turns() -> impl Strategy<Value = Vec<(Micros, Command)>> {
    prop::collection::vec((0..20_000u64, 0..5u32, 0..4u8), 0..14).prop_map(|turns| {
        let turn = |(at_ms, worker, what): (u64, u32, u8)| {
            let name = format!("w{worker}");
            (ms(at_ms), if what < 2 { add(&name) } else { stop(&name, what == 2) })
        };
        let mut turns: Vec<(Micros, Command)> = turns.into_iter().map(turn).collect();
        turns.push((ms(20_000), add("last")));
        turns
    })
}

fn runs() -> impl Strategy<Value = Run> {
    (1..7u32, 1..200u32, applications(), turns())
}

fn open((shards, records_per_s, config, turns): Run) -> Timeline {
    world(shards, producer(records_per_s, Some(ms(18_000))), config, turns)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_record_is_processed_and_in_order_but_for_what_is_read_again(run in runs()) {
        let mut timeline = open(run);
        // How far each shard is processed without a gap, and how many places were processed once more.
        let mut done_to: BTreeMap<u32, u64> = BTreeMap::new();
        let mut again = 0;
        let mut broken: Vec<String> = Vec::new();
        watch(&mut timeline, Micros::from_secs(120), |_, fact| match fact.event {
            Event::Processed { shard, worker, from, to, .. } => {
                let done = done_to.entry(shard).or_insert(0);
                if from > *done {
                    broken.push(format!("worker {worker} leapt on shard {shard} from {done} to {from}"));
                }
                again += to.min(*done).saturating_sub(from);
                *done = to.max(*done);
            }
            Event::CheckpointWritten { shard, to, .. } if done_to.get(&shard).is_none_or(|done| *done < to) => {
                broken.push(format!("a checkpoint of shard {shard} at {to} before the record was processed"));
            }
            _ => {}
        });
        prop_assert_eq!(broken, Vec::<String>::new());
        let report = timeline.world().report();
        let accepted: u64 = report.streams[0].shards.iter().map(|shard| shard.accepted_records).sum();
        prop_assert_eq!(done_to.values().sum::<u64>(), accepted);
        prop_assert_eq!(report.applications[0].processed_again_records, again);
        prop_assert_eq!(report.applications[0].processed_records, accepted + again);
        prop_assert!(report.applications[0].given_again_records >= again);
    }

    #[test]
    fn the_lease_table_names_one_owner_for_each_shard_and_the_counters_rise(run in runs()) {
        let mut timeline = open(run);
        let mut before: Vec<(u64, u64)> = Vec::new();
        for second in 1..60 {
            timeline.advance_to(Micros::from_secs(second));
            let view = &timeline.world().applications(STREAM)[0];
            let owned: u32 = view.workers.iter().map(|worker| worker.leases).sum();
            prop_assert_eq!(owned as usize, view.leases.iter().filter(|lease| lease.lease_owner.is_some()).count());
            let now: Vec<(u64, u64)> = view.leases.iter().map(|lease| (lease.lease_counter, lease.processed_to - lease.since_checkpoint)).collect();
            for (lease, (before, now)) in before.iter().zip(&now).enumerate() {
                prop_assert!(before.0 <= now.0, "the counter of lease {lease} fell");
                prop_assert!(before.1 <= now.1, "the checkpoint of lease {lease} fell");
            }
            before = now;
        }
        // Long after the last change every lease is with a worker that lives, in equal shares.
        timeline.advance_to(Micros::from_secs(200));
        let view = &timeline.world().applications(STREAM)[0];
        let working = view.workers.iter().filter(|worker| worker.state == WorkerState::Working);
        let counts: Vec<u32> = working.map(|worker| worker.leases).collect();
        prop_assert_eq!(counts.iter().sum::<u32>() as usize, view.leases.len());
        let (fewest, most) = (counts.iter().min(), counts.iter().max());
        prop_assert!(most.zip(fewest).is_some_and(|(most, fewest)| most - fewest <= 1), "{counts:?}");
    }

    #[test]
    fn the_same_application_twice_is_the_same(run in runs(), stops in prop::collection::vec(0..30_000u64, 1..5)) {
        let end = Micros::from_secs(31);
        let mut straight = open(run.clone());
        straight.advance_to(end);
        let mut wandering = open(run);
        for stop in stops {
            wandering.seek(ms(stop));
            wandering.step(end);
        }
        wandering.seek(end);
        prop_assert_eq!(straight.world().digest(), wandering.world().digest());
        let mut fork = straight.clone();
        fork.apply(Command::SetReading { consumer: APPLICATION, reading: false }).expect("it exists");
        prop_assert_ne!(straight.world().digest(), fork.world().digest());
    }
}
