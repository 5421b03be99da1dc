//! Stories of an application's workers, told by the engine and read by a person.

use crate::support::library_world::{APPLICATION, STREAM, add, application, ms, polled, producer, stop, told, world};
use beltline::engine::command::{Refusal, Reply};
use beltline::engine::reading::{ConsumerConfig, Processing, Reading, StartingPosition, Work};
use beltline::engine::time::Micros;
use beltline::engine::{Timeline, command::Command};
use expect_test::expect;

/// An application with slow workers that writes a checkpoint every so often.
fn slow(workers: &[&str], batch_ms: u64, checkpoint_s: u64, failover_s: u64) -> ConsumerConfig {
    let mut config = application(workers, polled(1_000));
    if let Work::Application(settings) = &mut config.work {
        settings.processing = Processing { batch: ms(batch_ms), record: Micros::ZERO };
        settings.checkpoint_interval = Micros::from_secs(checkpoint_s);
        settings.failover_time = Micros::from_secs(failover_s);
    }
    config
}

fn leases(timeline: &Timeline) -> Vec<(String, u32)> {
    let views = timeline.world().applications(STREAM);
    views[0].workers.iter().map(|worker| (worker.name.clone(), worker.leases)).collect()
}

#[test]
fn a_crashed_workers_shard_is_read_again_from_its_checkpoint() {
    let script = vec![(ms(3_500), stop("ann", true))];
    let mut timeline = world(2, producer(2, Some(ms(5_000))), slow(&["ann", "ben"], 900, 2, 2), script);
    let story = told(&mut timeline, ms(13_000));
    expect![[r"
        00:00:00.000 Stream orders opened with 2 shards.
        00:00:00.000 orders-app began to read.
        00:00:00.000 ann joined orders-app.
        00:00:00.000 ben joined orders-app.
        00:00:00.000 ann took the free lease of shardId-000000000000.
        00:00:00.000 ben took the free lease of shardId-000000000001.
        00:00:00.000 desk opened its desk.
        00:00:02.000 ann processed 1 record of shardId-000000000000.
        00:00:02.000 ann wrote the checkpoint of shardId-000000000000: 1 record done.
        00:00:02.500 ben processed 2 records of shardId-000000000001.
        00:00:02.500 ben wrote the checkpoint of shardId-000000000001: 2 records done.
        00:00:03.000 ann processed 1 record of shardId-000000000000.
        00:00:03.500 ann of orders-app crashed: what it had in hand is lost, its leases stay until they run out.
        00:00:04.500 ben processed 1 record of shardId-000000000001.
        00:00:04.500 ben wrote the checkpoint of shardId-000000000001: 3 records done.
        00:00:06.500 ben processed 1 record of shardId-000000000001.
        00:00:06.500 ben wrote the checkpoint of shardId-000000000001: 4 records done.
        00:00:08.100 ben took the lease of shardId-000000000000, which had run out for ann.
        00:00:08.200 ben was given 2 records of shardId-000000000000 that had been given before: duplicates.
        00:00:09.100 ben processed 5 records of shardId-000000000000.
    "]]
    .assert_eq(&story);
}

#[test]
fn a_worker_that_stops_in_order_leaves_nothing_to_be_read_again() {
    let script = vec![(ms(3_500), stop("ann", false))];
    let mut timeline = world(2, producer(2, Some(ms(5_000))), slow(&["ann", "ben"], 900, 60, 2), script);
    let story = told(&mut timeline, ms(13_000));
    expect![[r"
        00:00:00.000 Stream orders opened with 2 shards.
        00:00:00.000 orders-app began to read.
        00:00:00.000 ann joined orders-app.
        00:00:00.000 ben joined orders-app.
        00:00:00.000 ann took the free lease of shardId-000000000000.
        00:00:00.000 ben took the free lease of shardId-000000000001.
        00:00:00.000 desk opened its desk.
        00:00:02.000 ann processed 1 record of shardId-000000000000.
        00:00:02.500 ben processed 2 records of shardId-000000000001.
        00:00:03.000 ann processed 1 record of shardId-000000000000.
        00:00:03.500 ann of orders-app was told to stop: it finishes what is in its hands.
        00:00:04.000 ann processed 1 record of shardId-000000000000.
        00:00:04.000 ann wrote the checkpoint of shardId-000000000000: 3 records done.
        00:00:04.000 ann of orders-app stopped.
        00:00:04.500 ben processed 1 record of shardId-000000000001.
        00:00:06.500 ben processed 1 record of shardId-000000000001.
        00:00:08.100 ben took the lease of shardId-000000000000, which had run out for ann.
        00:00:09.100 ben processed 3 records of shardId-000000000000.
    "]]
    .assert_eq(&story);
    let report = timeline.world().report();
    assert_eq!(report.consumers[0].delivered_records, 10);
    assert_eq!(report.applications[0].processed_records, 10);
    assert_eq!(report.applications[0].given_again_records, 0);
}

#[test]
fn a_thief_and_its_victim_both_process_until_the_victim_learns_of_it() {
    let mut config = slow(&["ann"], 2_500, 60, 3);
    config.reading = Reading::Pushed;
    let mut timeline = world(2, producer(1, Some(ms(2_500))), config, vec![(ms(1_200), add("ben"))]);
    let story = told(&mut timeline, ms(9_000));
    expect![[r"
        00:00:00.000 Stream orders opened with 2 shards.
        00:00:00.000 orders-app began to read.
        00:00:00.000 ann joined orders-app.
        00:00:00.000 ann took the free lease of shardId-000000000000.
        00:00:00.000 ann took the free lease of shardId-000000000001.
        00:00:00.000 desk opened its desk.
        00:00:01.200 ben joined orders-app.
        00:00:01.200 ben stole the lease of shardId-000000000000 from ann, who has more than a fair share.
        00:00:01.265 ben was given 1 record of shardId-000000000000 that had been given before: duplicates.
        00:00:01.950 ann learned that the lease of shardId-000000000000 is no longer its own (LEASE_LOST).
        00:00:02.575 ann processed 1 record of shardId-000000000000.
        00:00:03.575 ann processed 1 record of shardId-000000000001.
        00:00:03.765 ben processed 1 record of shardId-000000000000.
        00:00:06.140 ann processed 1 record of shardId-000000000001.
    "]]
    .assert_eq(&story);
    let application = &timeline.world().report().applications[0];
    assert!(application.given_again_records > 0 && application.processed_again_records > 0);
}

#[test]
fn leases_end_within_one_of_each_other() {
    for (shards, joining) in [(8, 3), (7, 4), (5, 5), (10, 4)] {
        let joins = (0..joining).map(|number| (ms(500 * number), add(&format!("worker-{number}")))).collect();
        let mut timeline = world(shards, producer(20, None), application(&[], polled(1_000)), joins);
        timeline.advance_to(Micros::from_secs(200));
        let counts: Vec<u32> = leases(&timeline).iter().map(|(_, leases)| *leases).collect();
        assert_eq!(counts.iter().sum::<u32>(), shards);
        let (fewest, most) = (counts.iter().min(), counts.iter().max());
        assert!(most.zip(fewest).is_some_and(|(most, fewest)| most - fewest <= 1), "{shards} shards: {counts:?}");
    }
}

#[test]
fn a_newcomer_steals_one_lease_at_a_time() {
    let mut timeline =
        world(6, producer(20, None), application(&["ann"], polled(1_000)), vec![(ms(1_000), add("ben"))]);
    let mut of_ben = Vec::new();
    for s in [2, 22, 43] {
        timeline.advance_to(Micros::from_secs(s));
        of_ben.push(leases(&timeline)[1].1);
    }
    assert_eq!(of_ben, [1, 2, 3]);
    timeline.advance_to(Micros::from_secs(300));
    assert_eq!(leases(&timeline)[1].1, 3);
}

#[test]
fn more_workers_than_shards_leave_some_idle() {
    let mut timeline = world(2, producer(20, None), application(&["ann", "ben", "cem"], polled(1_000)), Vec::new());
    timeline.advance_to(Micros::from_secs(100));
    assert_eq!(leases(&timeline), [("ann".into(), 1), ("ben".into(), 1), ("cem".into(), 0)]);
    let workers = &timeline.world().report().applications[0].workers;
    assert!(workers[0].processed_records > 0 && workers[1].processed_records > 0);
    assert_eq!(workers[2].processed_records, 0);
}

#[test]
fn a_worker_that_comes_back_under_its_name_finds_its_leases() {
    let script = vec![(ms(3_000), stop("ann", true)), (ms(5_000), add("ann"))];
    let mut timeline = world(2, producer(20, None), application(&["ann"], polled(1_000)), script);
    timeline.advance_to(ms(5_000));
    let before = timeline.world().report().applications[0].processed_records;
    timeline.advance_to(ms(8_000));
    let report = timeline.world().report();
    assert_eq!(report.applications[0].workers.len(), 1);
    assert!(report.applications[0].processed_records > before);
    assert!(report.consumers[0].behind_us < ms(1_500));
}

#[test]
fn one_that_begins_at_latest_without_a_checkpoint_misses_what_came_while_nobody_read() {
    let mut config = slow(&["ann"], 100, 3_600, 10);
    config.start = StartingPosition::Latest;
    let script = vec![(ms(3_000), stop("ann", true)), (ms(10_000), add("ann"))];
    let mut timeline = world(1, producer(10, Some(ms(12_000))), config, script);
    timeline.advance_to(Micros::from_secs(20));
    let application = &timeline.world().report().applications[0];
    assert_eq!(timeline.world().report().streams[0].shards[0].accepted_records, 120);
    assert!((30..60).contains(&application.processed_records), "{} processed", application.processed_records);
    assert_eq!(application.given_again_records, 0);
}

#[test]
fn commands_reach_an_application_as_they_reach_any_consumer() {
    let mut timeline = world(2, producer(20, None), application(&["ann"], polled(200)), Vec::new());
    let processed = |timeline: &Timeline| timeline.world().report().applications[0].processed_records;
    timeline.advance_to(ms(5_000));
    timeline.apply(Command::SetReading { consumer: APPLICATION, reading: false }).expect("it exists");
    timeline.advance_to(ms(6_000));
    let paused = processed(&timeline);
    timeline.advance_to(ms(8_000));
    assert_eq!(processed(&timeline), paused);
    timeline.apply(Command::SetReading { consumer: APPLICATION, reading: true }).expect("it exists");
    timeline.advance_to(ms(10_000));
    assert!(processed(&timeline) > paused + 60);

    let to = StartingPosition::TrimHorizon;
    timeline.apply(Command::Rewind { consumer: APPLICATION, to }).expect("it exists");
    let view = &timeline.world().applications(STREAM)[0];
    assert!(view.leases.iter().all(|lease| lease.checkpoint == "TRIM_HORIZON" && lease.processed_to == 0));
    timeline.advance_to(ms(12_000));
    let application = &timeline.world().report().applications[0];
    assert!(application.given_again_records >= 190 && application.processed_again_records >= 190);

    let processing = Processing { batch: Micros::from_secs(3), record: Micros::ZERO };
    timeline.apply(Command::SetProcessing { consumer: APPLICATION, processing }).expect("it exists");
    timeline.advance_to(ms(13_000));
    let now = timeline.now();
    assert!(timeline.world().applications(STREAM)[0].leases.iter().all(|lease| lease.busy_until > now));

    let unknown = timeline.apply(stop("zoe", true));
    assert_eq!(unknown, Err(Refusal::UnknownWorker("zoe".into())));
    assert_eq!(timeline.apply(add("ann")), Err(Refusal::NameTaken("ann".into())));
    assert_eq!(timeline.apply(stop("ann", false)), Ok(Reply::Done));
    timeline.apply(Command::RemoveConsumer { consumer: APPLICATION }).expect("it exists");
    let gone = processed(&timeline);
    timeline.advance_to(ms(60_000));
    assert_eq!(processed(&timeline), gone);
    assert!(timeline.world().applications(STREAM).is_empty());
}
