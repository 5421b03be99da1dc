//! A poison record in a batch: what bisection, retries and destinations make of it, event by event.

use crate::support::lambda_world;

use crate::support::lambda_world::{add, facts, lost, mapping, poison, polled, put, timeline, totals, trace};
use beltline::engine::fact::Event;
use beltline::engine::lambda::{How, MappingConfig};
use beltline::engine::time::Micros;
use expect_test::expect;

fn run(config: MappingConfig, records: u64, bad: Option<u64>, seconds: u64) -> beltline::engine::Timeline {
    let mut timeline = timeline(1);
    put(&mut timeline, records, bad);
    add(&mut timeline, config, polled());
    timeline.advance_to(Micros::from_secs(seconds));
    timeline
}

#[test]
fn bisection_isolates_one_poison_record_of_a_hundred() {
    let config =
        MappingConfig { bisect: true, maximum_retry_attempts: Some(2), ..mapping(vec![poison("poison", How::Throws)]) };
    let timeline = run(config, 100, Some(38), 60);
    expect![[r"
        00:00:00.100 orders read 100 records from shardId-000000000000.
        00:00:00.100 orders-fn was given 100 records of shardId-000000000000.
        00:00:00.200 orders-fn threw an error at the record with key poison in a batch of shardId-000000000000.
        00:00:00.200 orders split the failed batch of shardId-000000000000 in two: 50 and 50 records.
        00:00:00.200 orders-fn was given 50 records of shardId-000000000000.
        00:00:00.300 orders-fn threw an error at the record with key poison in a batch of shardId-000000000000.
        00:00:00.300 orders split the failed batch of shardId-000000000000 in two: 25 and 25 records.
        00:00:00.300 orders-fn was given 25 records of shardId-000000000000.
        00:00:00.400 orders-fn passed a batch of shardId-000000000000.
        00:00:00.400 orders-fn was given 25 records of shardId-000000000000.
        00:00:00.500 orders-fn threw an error at the record with key poison in a batch of shardId-000000000000.
        00:00:00.500 orders split the failed batch of shardId-000000000000 in two: 13 and 12 records.
        00:00:00.500 orders-fn was given 13 records of shardId-000000000000.
        00:00:00.600 orders-fn threw an error at the record with key poison in a batch of shardId-000000000000.
        00:00:00.600 orders split the failed batch of shardId-000000000000 in two: 7 and 6 records.
        00:00:00.600 orders-fn was given 7 records of shardId-000000000000.
        00:00:00.700 orders-fn passed a batch of shardId-000000000000.
        00:00:00.700 orders-fn was given 6 records of shardId-000000000000.
        00:00:00.800 orders-fn threw an error at the record with key poison in a batch of shardId-000000000000.
        00:00:00.800 orders split the failed batch of shardId-000000000000 in two: 3 and 3 records.
        00:00:00.800 orders-fn was given 3 records of shardId-000000000000.
        00:00:00.900 orders-fn passed a batch of shardId-000000000000.
        00:00:00.900 orders-fn was given 3 records of shardId-000000000000.
        00:00:01.000 orders-fn threw an error at the record with key poison in a batch of shardId-000000000000.
        00:00:01.000 orders split the failed batch of shardId-000000000000 in two: 2 and 1 record.
        00:00:01.000 orders-fn was given 2 records of shardId-000000000000.
        00:00:01.100 orders-fn passed a batch of shardId-000000000000.
        00:00:01.100 orders-fn was given 1 record of shardId-000000000000.
        00:00:01.200 orders-fn threw an error at the record with key poison in a batch of shardId-000000000000; tried again in 500 ms.
        00:00:01.700 orders-fn was given 1 record of shardId-000000000000, try 2.
        00:00:01.800 orders-fn threw an error at the record with key poison in a batch of shardId-000000000000; tried again in 1,000 ms.
        00:00:02.800 orders-fn was given 1 record of shardId-000000000000, try 3.
        00:00:02.900 orders-fn threw an error at the record with key poison in a batch of shardId-000000000000.
        00:00:02.900 orders gave up 1 record of shardId-000000000000 after 3 invocations; their account went to orders-lost.
        00:00:02.900 orders-fn was given 12 records of shardId-000000000000.
        00:00:03.000 orders-fn passed a batch of shardId-000000000000.
        00:00:03.000 orders-fn was given 50 records of shardId-000000000000.
        00:00:03.100 orders-fn passed a batch of shardId-000000000000.
    "]].assert_eq(&trace(&timeline));
    expect![[r"
        shard 0 records 1 after 3 invocations: RetryAttemptsExhausted, from 49670424472017546014708914442659681621685849064847966210 to 49670424472017546014708914442659681621685849064847966210, to SQS orders-lost
    "]].assert_eq(&lost(&timeline));
    let totals = totals(&timeline);
    assert_eq!((totals.processed_records, totals.discarded_records, totals.saved_records), (99, 1, 99));
}

#[test]
fn without_bisection_the_whole_batch_goes_when_retries_are_exhausted() {
    let config = MappingConfig { maximum_retry_attempts: Some(3), ..mapping(vec![poison("poison", How::Throws)]) };
    let timeline = run(config, 100, Some(38), 60);
    expect![[r"
        00:00:00.100 orders read 100 records from shardId-000000000000.
        00:00:00.100 orders-fn was given 100 records of shardId-000000000000.
        00:00:00.200 orders-fn threw an error at the record with key poison in a batch of shardId-000000000000; tried again in 500 ms.
        00:00:00.700 orders-fn was given 100 records of shardId-000000000000, try 2.
        00:00:00.800 orders-fn threw an error at the record with key poison in a batch of shardId-000000000000; tried again in 1,000 ms.
        00:00:01.800 orders-fn was given 100 records of shardId-000000000000, try 3.
        00:00:01.900 orders-fn threw an error at the record with key poison in a batch of shardId-000000000000; tried again in 2,000 ms.
        00:00:03.900 orders-fn was given 100 records of shardId-000000000000, try 4.
        00:00:04.000 orders-fn threw an error at the record with key poison in a batch of shardId-000000000000.
        00:00:04.000 orders gave up 100 records of shardId-000000000000 after 4 invocations; their account went to orders-lost.
    "]].assert_eq(&trace(&timeline));
    expect![[r"
        shard 0 records 100 after 4 invocations: RetryAttemptsExhausted, from 49670424472017546014708914442614951366360107785383837698 to 49670424472017546014708914442734635022501956073679749122, to SQS orders-lost
    "]].assert_eq(&lost(&timeline));
    assert_eq!(totals(&timeline).processed_records, 0);
}

#[test]
fn with_endless_retries_the_shard_stays_blocked_until_the_record_expires() {
    let mut timeline = timeline(1);
    put(&mut timeline, 3, Some(1));
    add(&mut timeline, MappingConfig { batch_size: 1, ..mapping(vec![poison("poison", How::Throws)]) }, polled());
    timeline.advance_to(Micros::from_hours(23));
    assert_eq!(totals(&timeline).processed_records, 0, "the two records behind it wait");
    let invocations = totals(&timeline).invocations;
    assert!(invocations > 2_000, "it was tried again and again: {invocations}");
    // The newer records live as long as the poison record: fresh ones show that the shard flows again.
    put(&mut timeline, 5, None);
    timeline.advance_to(Micros::from_hours(24) - Micros(1));
    assert_eq!((totals(&timeline).expired_records, totals(&timeline).processed_records), (0, 0));
    timeline.advance_to(Micros::from_hours(24) + Micros::SECOND);
    assert_eq!((totals(&timeline).expired_records, totals(&timeline).processed_records), (3, 5));
    assert_eq!(lost(&timeline), "", "nobody is told of records that expired");
    let dropped_at = facts(&timeline).into_iter().find(|fact| matches!(fact.event, Event::BatchDropped { .. }));
    assert_eq!(dropped_at.map(|fact| fact.at), Some(Micros::from_hours(24)), "to the microsecond");
}

#[test]
fn records_too_old_for_the_mapping_go_to_the_destination_at_that_moment() {
    let age = Micros::from_secs(60);
    let config = MappingConfig { maximum_record_age: Some(age), ..mapping(vec![poison("poison", How::Throws)]) };
    let timeline = run(config, 4, Some(2), 120);
    let dropped_at = facts(&timeline).into_iter().find(|fact| matches!(fact.event, Event::BatchDropped { .. }));
    assert_eq!(dropped_at.map(|fact| fact.at), Some(age + Micros(1)));
    expect![[r"
        shard 0 records 4 after 7 invocations: RecordAgeExceeded, from 49670424472017546014708914442614951366360107785383837698 to 49670424472017546014708914442618578143818951672907956226, to SQS orders-lost
    "]].assert_eq(&lost(&timeline));
}

/// The run that was recorded on AWS (`aws-facts`, B3): batches of three, six records, the sixth fails, three retries.
/// The record is delivered five times, once inside its batch and four times alone.
#[test]
fn a_partial_answer_restarts_the_count_of_its_remainder() {
    let config = MappingConfig {
        batch_size: 3,
        maximum_retry_attempts: Some(3),
        report_batch_item_failures: true,
        ..mapping(vec![poison("poison", How::ReportsItem)])
    };
    let timeline = run(config, 6, Some(6), 60);
    expect![[r"
        00:00:00.100 orders read 6 records from shardId-000000000000.
        00:00:00.100 orders-fn was given 3 records of shardId-000000000000.
        00:00:00.200 orders-fn passed a batch of shardId-000000000000.
        00:00:00.200 orders-fn was given 3 records of shardId-000000000000.
        00:00:00.300 orders-fn named a failed item at the record with key poison in a batch of shardId-000000000000; tried again in 500 ms.
        00:00:00.800 orders-fn was given 1 record of shardId-000000000000.
        00:00:00.900 orders-fn named a failed item at the record with key poison in a batch of shardId-000000000000; tried again in 500 ms.
        00:00:01.400 orders-fn was given 1 record of shardId-000000000000, try 2.
        00:00:01.500 orders-fn named a failed item at the record with key poison in a batch of shardId-000000000000; tried again in 1,000 ms.
        00:00:02.500 orders-fn was given 1 record of shardId-000000000000, try 3.
        00:00:02.600 orders-fn named a failed item at the record with key poison in a batch of shardId-000000000000; tried again in 2,000 ms.
        00:00:04.600 orders-fn was given 1 record of shardId-000000000000, try 4.
        00:00:04.700 orders-fn named a failed item at the record with key poison in a batch of shardId-000000000000.
        00:00:04.700 orders gave up 1 record of shardId-000000000000 after 4 invocations; their account went to orders-lost.
    "]].assert_eq(&trace(&timeline));
    let deliveries = facts(&timeline).into_iter().filter(|fact| match fact.event {
        Event::Invoked { first, last, .. } => first.is_some_and(|first| first <= 5) && last == Some(5),
        _ => false,
    });
    assert_eq!(deliveries.count(), 5);
    expect![[r"
        shard 0 records 1 after 4 invocations: RetryAttemptsExhausted, from 49670424472017546014708914442620995995458180931257368578 to 49670424472017546014708914442620995995458180931257368578, to SQS orders-lost
    "]].assert_eq(&lost(&timeline));
}

#[test]
fn a_list_of_failed_items_says_nothing_to_a_mapping_that_does_not_ask_for_it() {
    let timeline = run(mapping(vec![poison("poison", How::ReportsItem)]), 6, Some(3), 10);
    let totals = totals(&timeline);
    assert_eq!((totals.invocations, totals.failed_invocations, totals.processed_records), (1, 0, 6));
}

#[test]
fn refused_invocations_cost_no_retry() {
    let mut config = MappingConfig { maximum_retry_attempts: Some(0), ..mapping(vec![]) };
    config.function.reserved_concurrency = Some(0);
    let mut timeline = run(config.clone(), 5, None, 20);
    assert_eq!((totals(&timeline).invocations, totals(&timeline).discarded_records), (0, 0));
    assert!(totals(&timeline).throttled_invocations > 3);
    config.function.reserved_concurrency = None;
    let update =
        beltline::engine::command::Command::UpdateMapping { consumer: lambda_world::MAPPING, config: Box::new(config) };
    timeline.apply(update).expect("the mapping is there");
    timeline.advance_to(Micros::from_secs(30));
    assert_eq!(totals(&timeline).processed_records, 5);
}
