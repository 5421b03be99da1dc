//! What holds for every mapping: random settings and failures, watched from outside, invocation by invocation.

use crate::support::lambda_world::{MAPPING, STREAM, add, polled, timeline, totals};
use beltline::engine::Timeline;
use beltline::engine::command::{Arrivals, Command, KeyMix, ProducerConfig, Retry, Source};
use beltline::engine::fact::Event;
use beltline::engine::lambda::{Failure, Fault, FunctionConfig, How, MappingConfig, Part, PartState, Poller, When};
use beltline::engine::reading::Reading;
use beltline::engine::time::Micros;
use proptest::prelude::*;
use std::collections::BTreeMap;

fn rules() -> impl Strategy<Value = Failure> {
    let when = prop_oneof![
        (0..2u32, 0..300u64).prop_map(|(shard, index)| When::Record { shard, index }),
        (1..6u32).prop_map(|n| When::Key(format!("user-{n}"))),
        (3..60u64).prop_map(When::EveryNthRecord),
        (2..9u64).prop_map(When::EveryNthInvocation),
        (0..20_000u64, 1..9_000u64).prop_map(|(from, span)| When::During {
            from: Micros::from_millis(from),
            until: Micros::from_millis(from + span)
        }),
    ];
    let how = prop_oneof![
        Just(How::Throws),
        Just(How::TimesOut),
        Just(How::RunsOutOfMemory),
        Just(How::ReportsItem),
        Just(How::Throttled)
    ];
    (when, how).prop_map(|(when, how)| {
        // Records cannot make Lambda refuse an invocation.
        let is_whole = matches!(when, When::EveryNthInvocation(_) | When::During { .. });
        Failure { how: if how == How::Throttled && !is_whole { How::Throws } else { how }, when }
    })
}

prop_compose! {
    fn configs()(
        batch_size in prop_oneof![1..20u32, 50..400u32],
        window_ms in prop_oneof![Just(0u64), 100..4_000u64],
        factor in 1..=10u8,
        bisect in any::<bool>(),
        retries in prop::option::of(0..4u32),
        age_s in prop::option::of(60..90u64),
        tumbling_s in prop::option::weighted(0.2, 1..30u64),
        reports in any::<bool>(),
        failures in prop::collection::vec(rules(), 0..4),
        duration_ms in 1..400u64,
        jitter_percent in 0..60u8,
        reserved in prop::option::of(1..12u32),
    ) -> MappingConfig {
        let function = FunctionConfig {
            duration: Micros::from_millis(duration_ms),
            jitter_percent,
            reserved_concurrency: reserved,
            failures,
            ..FunctionConfig::new("orders-fn".into())
        };
        MappingConfig {
            batch_size,
            batching_window: Micros::from_millis(window_ms),
            parallelization_factor: if tumbling_s.is_some() { 1 } else { factor },
            bisect,
            maximum_retry_attempts: retries,
            maximum_record_age: age_s.map(Micros::from_secs),
            tumbling_window: tumbling_s.map(Micros::from_secs),
            report_batch_item_failures: reports,
            ..MappingConfig::new(function)
        }
    }
}

fn producer(records_per_s: u32) -> ProducerConfig {
    ProducerConfig {
        name: "web".into(),
        stream: STREAM,
        records_per_s,
        arrivals: Arrivals::Random,
        burst: None,
        source: Source::Made { keys: KeyMix::Zipf { prefix: "user-".into(), keys: 40 }, record_bytes: 120 },
        aggregation: None,
        retry: Retry { attempts: 3, base: Micros::from_millis(100), max: Micros::SECOND },
        start: Micros::ZERO,
        stop: Some(Micros::from_secs(20)),
    }
}

/// Everything seen of a run.
#[derive(Default)]
struct Seen {
    /// Places given to every invocation that is known to run, by its number: shard and places.
    given: BTreeMap<u64, (u32, Vec<u64>)>,
    /// Places that passed, in order.
    passed: Vec<(u32, u64)>,
    dropped: u64,
}

fn watch(timeline: &mut Timeline, config: &MappingConfig, until: Micros) -> Result<Seen, TestCaseError> {
    let mut seen = Seen::default();
    let mut from = 0;
    while timeline.step(until) {
        let world = timeline.world();
        let (_, next, facts) = world.facts(from);
        from = next;
        let mapping = world.consumer(MAPPING).and_then(|consumer| consumer.mapping()).expect("a mapping was added");
        for fact in facts {
            match fact.event {
                Event::InvocationEnded { invocation, fault, at_record, .. } => {
                    let (shard, places) = seen.given.remove(&invocation).expect("an invocation ends after it began");
                    let done = match (fault, at_record) {
                        (None, _) => places.len(),
                        (Some(Fault::ReportedItem), Some(at)) => places.partition_point(|place| *place < at),
                        _ => 0,
                    };
                    seen.passed.extend(places[..done].iter().map(|place| (shard, *place)));
                }
                Event::BatchDropped { records, .. } => seen.dropped += u64::from(records),
                Event::Invoked { attempt, .. } => {
                    let most = config.maximum_retry_attempts.map_or(u32::MAX, |retries| retries + 1);
                    prop_assert!(attempt <= most, "attempt {attempt} of {most}");
                }
                _ => {}
            }
        }
        for (shard, poller) in (0..).zip(&mapping.pollers) {
            let log = &world.stream(STREAM).expect("there is a stream").shards[shard as usize].log;
            for batch in poller.lanes.iter().filter_map(|lane| lane.batch.as_ref()) {
                let Some((_, part)) = batch.current() else { continue };
                let PartState::Running { invocation, since, .. } = part.state else { continue };
                let places = batch.records_of(part).to_vec();
                prop_assert!(places.len() <= config.batch_size as usize);
                let arrivals: Vec<Micros> =
                    places.iter().filter_map(|at| log.get(*at)).map(|row| row.arrival).collect();
                if let (Some(age), Some(oldest)) = (config.maximum_record_age, arrivals.first()) {
                    prop_assert!(since.since(*oldest) <= age, "a record of {oldest} was handed on at {since}");
                }
                if let Some(span) = config.tumbling_window {
                    let window = |at: &Micros| (world.setup().epoch_ms * 1_000 + at.0) / span.0;
                    prop_assert!(arrivals.windows(2).all(|pair| window(&pair[0]) == window(&pair[1])));
                }
                prop_assert!(fewest_parts_hold(&batch.parts, batch.culprits.len(), batch.records.len()));
                seen.given.entry(invocation).or_insert((shard, places));
            }
        }
    }
    Ok(seen)
}

/// A tree of halves grows by two parts for each level above a culprit, and by one for each partial answer.
fn fewest_parts_hold(parts: &[Part], culprits: usize, records: usize) -> bool {
    let levels = records.max(1).next_power_of_two().ilog2() as usize + 1;
    let whole_failures = parts.iter().filter(|part| part.failed.is_some()).count();
    parts.len() <= 1 + 2 * levels * culprits.max(whole_failures)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_lost_and_every_key_stays_in_order(
        config in configs(),
        pushed in any::<bool>(),
        records_per_s in 1..120u32,
        shards in 1..3u32,
    ) {
        let mut timeline = timeline(shards);
        timeline.apply(Command::AddProducer(producer(records_per_s))).expect("a producer can be added");
        add(&mut timeline, config.clone(), if pushed { Reading::Pushed } else { polled() });
        let seen = watch(&mut timeline, &config, Micros::from_secs(240))?;

        let world = timeline.world();
        let stream = world.stream(STREAM).expect("there is a stream");
        let mapping = world.consumer(MAPPING).and_then(|consumer| consumer.mapping()).expect("a mapping was added");
        let totals = totals(&timeline);
        let accepted: u64 = stream.shards.iter().map(|shard| shard.log.end()).sum();
        let held: u64 = mapping.pollers.iter().map(Poller::held).sum();
        let cursors = &world.consumer(MAPPING).expect("it is there").cursors;
        let unread: u64 = stream.shards.iter().zip(cursors).map(|(shard, at)| shard.log.end() - at.delivered_to).sum();
        prop_assert_eq!(accepted, seen.passed.len() as u64 + seen.dropped + held + unread);
        prop_assert_eq!(totals.processed_records, seen.passed.len() as u64);
        prop_assert_eq!(totals.discarded_records + totals.expired_records, seen.dropped);
        if config.maximum_retry_attempts.is_none() && config.maximum_record_age.is_none() {
            prop_assert_eq!(seen.dropped, 0, "no rule says that anything may be dropped within four minutes");
        }

        let mut newest: BTreeMap<(u32, u32), u64> = BTreeMap::new();
        for (shard, place) in seen.passed {
            let row = stream.shards[shard as usize].log.get(place).expect("nothing expires within four minutes");
            if let Some(before) = newest.insert((shard, row.key.0), place) {
                prop_assert!(before < place, "record {place} of shard {shard} passed after record {before}");
            }
        }
    }

    #[test]
    fn a_moment_is_the_same_however_it_was_reached(config in configs(), stops in prop::collection::vec(0..90_000u64, 1..5)) {
        let build = || {
            let mut timeline = timeline(2);
            timeline.apply(Command::AddProducer(producer(40))).expect("a producer can be added");
            add(&mut timeline, config.clone(), polled());
            timeline
        };
        let mut wanderer = build();
        for stop in stops {
            let moment = Micros::from_millis(stop);
            wanderer.seek(moment);
            let mut straight = build();
            straight.advance_to(moment);
            prop_assert_eq!(wanderer.world().digest(), straight.world().digest());
        }
    }
}
