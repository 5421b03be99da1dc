//! When a tray leaves: full, or at the end of its batching window; and the windows that carry state.

use crate::support::lambda_world;

use crate::support::lambda_world::{STREAM, add, facts, mapping, poison, polled, put, timeline, totals, trace};
use beltline::engine::command::Command;
use beltline::engine::fact::Event;
use beltline::engine::lambda::{Handler, How, MappingConfig};
use beltline::engine::reading::Reading;
use beltline::engine::time::Micros;
use expect_test::expect;

/// Moments and sizes of all invocations.
fn invocations(timeline: &beltline::engine::Timeline) -> Vec<(u64, u32)> {
    let invoked = facts(timeline).into_iter().filter_map(|fact| match fact.event {
        Event::Invoked { records, .. } => Some((fact.at.0, records)),
        _ => None,
    });
    invoked.collect()
}

#[test]
fn a_tray_leaves_when_its_window_ends_or_when_it_is_full() {
    let config = MappingConfig { batch_size: 10, batching_window: Micros::from_secs(5), ..mapping(vec![]) };
    let mut timeline = timeline(1);
    add(&mut timeline, config, Reading::Pushed);
    put(&mut timeline, 3, None);
    timeline.advance_to(Micros::from_secs(4));
    put(&mut timeline, 2, None);
    timeline.advance_to(Micros::from_secs(10));
    // The first event leaves at once and is 65 ms on its way; later ones gather for 10 ms first.
    assert_eq!(invocations(&timeline), [(5_065_000, 5)]);
    put(&mut timeline, 25, None);
    timeline.advance_to(Micros::from_secs(20));
    let later = [(10_075_000, 10), (10_175_000, 10), (15_275_000, 5)];
    assert_eq!(invocations(&timeline)[1..], later, "two full trays at once, the rest when its own window ends");
}

#[test]
fn without_a_window_records_go_as_soon_as_there_are_any() {
    let mut timeline = timeline(1);
    add(&mut timeline, mapping(vec![]), polled());
    put(&mut timeline, 1, None);
    timeline.advance_to(Micros::from_secs(2));
    assert_eq!(invocations(&timeline), [(100_000, 1)]);
}

#[test]
fn six_megabytes_fill_a_tray_before_its_count_does() {
    use beltline::engine::batch::Batch;
    let mut timeline = timeline(8);
    let config = MappingConfig { batch_size: 10_000, batching_window: Micros::from_secs(300), ..mapping(vec![]) };
    add(&mut timeline, config, Reading::Pushed);
    for second in 0..8 {
        timeline.advance_to(Micros::from_secs(second));
        // 1,000,000 bytes of data are 1,333,336 in base64: four of them fit into 6 MB, five do not.
        let batch = Batch::of_one("sensor", None, &vec![b'x'; 1_000_000]);
        timeline.apply(Command::Put { stream: STREAM, batch: batch.into() }).expect("the record is small enough");
    }
    timeline.advance_to(Micros::from_secs(20));
    assert_eq!(invocations(&timeline).iter().map(|(_, records)| *records).collect::<Vec<_>>(), [4]);
}

#[test]
fn ten_lanes_work_side_by_side_and_one_blocked_lane_holds_up_no_other() {
    let config =
        MappingConfig { batch_size: 1, parallelization_factor: 10, ..mapping(vec![poison("poison", How::Throws)]) };
    let mut timeline = timeline(1);
    put(&mut timeline, 101, Some(50));
    add(&mut timeline, config, polled());
    timeline.advance_to(Micros::from_millis(150));
    let running = timeline.world().mappings(STREAM)[0].running;
    assert_eq!(running, 10);
    timeline.advance_to(Micros::from_secs(60));
    let view = &timeline.world().mappings(STREAM)[0].shards[0];
    let blocked: Vec<u64> = view.lanes.iter().filter(|lane| lane.batch.is_some()).map(|lane| lane.waiting).collect();
    assert_eq!(blocked.len(), 1, "one lane stands");
    assert_eq!(totals(&timeline).processed_records, 100 - blocked[0]);
}

#[test]
fn a_tumbling_window_carries_its_state_to_a_last_invocation() {
    let config = MappingConfig {
        batch_size: 4,
        tumbling_window: Some(Micros::from_secs(10)),
        on_failure: None,
        ..mapping(vec![])
    };
    let mut timeline = timeline(1);
    add(&mut timeline, config, polled());
    for (at_s, records) in [(1, 3), (6, 2), (12, 1)] {
        timeline.advance_to(Micros::from_secs(at_s));
        if at_s == 6 {
            let window = timeline.world().mappings(STREAM)[0].shards[0].window.clone().expect("a window is open");
            assert_eq!(window.state, r#"{"records":3,"bytes":36}"#);
        }
        put(&mut timeline, records, None);
    }
    timeline.advance_to(Micros::from_secs(200));
    expect![[r"
        00:00:02.100 orders read 3 records from shardId-000000000000.
        00:00:02.100 orders-fn was given 3 records of shardId-000000000000.
        00:00:02.200 orders-fn passed a batch of shardId-000000000000.
        00:00:07.100 orders read 2 records from shardId-000000000000.
        00:00:07.100 orders-fn was given 2 records of shardId-000000000000.
        00:00:07.200 orders-fn passed a batch of shardId-000000000000.
        00:00:13.100 orders read 1 record from shardId-000000000000.
        00:00:13.100 orders-fn was told that the window of shardId-000000000000 ends.
        00:00:13.200 orders-fn passed a batch of shardId-000000000000.
        00:00:13.200 orders closed the window 0 s to 10 s of shardId-000000000000: 5 records.
        00:00:13.200 orders-fn was given 1 record of shardId-000000000000.
        00:00:13.300 orders-fn passed a batch of shardId-000000000000.
        00:02:20.000 orders-fn was told that the window of shardId-000000000000 ends.
        00:02:20.100 orders-fn passed a batch of shardId-000000000000.
        00:02:20.100 orders closed the window 10 s to 20 s of shardId-000000000000: 1 record.
    "]]
    .assert_eq(&trace(&timeline));
}

#[test]
fn a_failing_last_invocation_blocks_the_shard() {
    let mut config = MappingConfig { tumbling_window: Some(Micros::from_secs(10)), ..mapping(vec![]) };
    config.function.failures = vec![beltline::engine::lambda::Failure {
        when: beltline::engine::lambda::When::During { from: Micros::from_secs(11), until: Micros::from_secs(40) },
        how: How::Throws,
    }];
    let mut timeline = timeline(1);
    add(&mut timeline, config, polled());
    for at_s in [1, 15] {
        timeline.advance_to(Micros::from_secs(at_s));
        put(&mut timeline, 2, None);
    }
    timeline.advance_to(Micros::from_secs(39));
    assert_eq!(totals(&timeline).processed_records, 2, "the records of the second window wait");
    assert!(timeline.world().mappings(STREAM)[0].shards[0].blocked);
    timeline.advance_to(Micros::from_secs(80));
    assert_eq!(totals(&timeline).processed_records, 4);
}

#[test]
fn a_disabled_mapping_takes_nothing() {
    let mut timeline = timeline(1);
    put(&mut timeline, 5, None);
    let config = MappingConfig { enabled: false, ..mapping(vec![]) };
    add(&mut timeline, config.clone(), polled());
    timeline.advance_to(Micros::from_secs(5));
    assert_eq!(totals(&timeline).invocations, 0);
    let config = Box::new(MappingConfig { enabled: true, ..config });
    timeline.apply(Command::UpdateMapping { consumer: lambda_world::MAPPING, config }).expect("it is there");
    timeline.advance_to(Micros::from_secs(10));
    assert_eq!(totals(&timeline).processed_records, 5);
}

#[test]
fn an_update_lets_batches_go_and_reads_them_again_from_the_checkpoint() {
    let mut timeline = timeline(1);
    put(&mut timeline, 30, Some(15));
    let config = MappingConfig { batch_size: 10, ..mapping(vec![poison("poison", How::Throws)]) };
    add(&mut timeline, config.clone(), polled());
    timeline.advance_to(Micros::from_secs(5));
    assert_eq!(totals(&timeline).processed_records, 10);
    let mended = Box::new(MappingConfig { function: mapping(vec![]).function, ..config });
    timeline.apply(Command::UpdateMapping { consumer: lambda_world::MAPPING, config: mended }).expect("it is there");
    timeline.advance_to(Micros::from_secs(10));
    assert_eq!(totals(&timeline).processed_records, 30);
    assert_eq!(timeline.world().readers(STREAM)[0].duplicates_total, 20);
}

#[test]
fn a_typed_handler_stops_the_world_until_it_answers_and_its_answer_is_kept() {
    use beltline::engine::lambda::Answer;
    let mut config = MappingConfig { report_batch_item_failures: true, ..mapping(vec![]) };
    config.function.handler = Handler::Typed("export const handler = async () => {}".into());
    let mut timeline = timeline(1);
    put(&mut timeline, 4, None);
    add(&mut timeline, config, polled());
    timeline.advance_to(Micros::from_secs(10));
    assert_eq!(timeline.now(), Micros::from_millis(100), "time stands still at the invocation");
    let question = timeline.world().question().expect("a handler is asked");
    assert_eq!(question.records.len(), 4);
    let third = timeline.world().inspect(question.records[2]).expect("the record is there").sequence_number;
    let invocation = question.invocation;
    let returned = format!(r#"{{"batchItemFailures":[{{"itemIdentifier":"{third}"}}]}}"#);
    let wrong = Command::Answer { invocation: 99, answer: Answer::TimedOut };
    assert!(timeline.apply(wrong).is_err(), "nobody asked for that");
    let answer = Command::Answer { invocation, answer: Answer::Returned(returned.into()) };
    timeline.apply(answer).expect("this one is waited for");
    timeline.advance_to(Micros::from_secs(10));
    let again = timeline.world().question().expect("the remainder is handed over");
    assert_eq!(again.records.len(), 2);
    let answer = Answer::Returned("null".into());
    timeline.apply(Command::Answer { invocation: again.invocation, answer }).expect("this one is waited for");
    timeline.advance_to(Micros::from_secs(10));
    assert_eq!((timeline.now(), totals(&timeline).processed_records), (Micros::from_secs(10), 4));

    let there = timeline.world().digest();
    timeline.seek(Micros::from_millis(50));
    timeline.seek(Micros::from_secs(10));
    assert_eq!(timeline.world().asking(), None, "answers that are kept are given again");
    assert_eq!(timeline.world().digest(), there);
}
