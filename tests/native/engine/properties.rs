//! What holds for every run: random worlds, watched from outside.

use beltline::engine::command::{Arrivals, Burst, Command, KeyMix, ProducerConfig, Retry, Source, StreamConfig};
use beltline::engine::fact::Event;
use beltline::engine::hash::{HashKey, HashRange};
use beltline::engine::id::{ProducerId, StreamId};
use beltline::engine::limits::Profile;
use beltline::engine::reading::{ConsumerConfig, Processing, Reading, StartingPosition, Work};
use beltline::engine::time::Micros;
use beltline::engine::{Setup, Timeline};
use proptest::prelude::*;

const STREAM: StreamId = StreamId(0);

fn setup(seed: u64) -> Setup {
    Setup { seed, profile: Profile::Exam, epoch_ms: 1_767_225_600_000 }
}

fn key_mixes() -> impl Strategy<Value = KeyMix> {
    let prefix = || "user-".to_owned();
    prop_oneof![
        (1..5_000u32).prop_map(move |keys| KeyMix::Uniform { prefix: prefix(), keys }),
        (1..5_000u32).prop_map(move |keys| KeyMix::Zipf { prefix: prefix(), keys }),
        (0..=100u32, 0..50u32).prop_map(move |(share_percent, others)| KeyMix::Hot {
            key: "DE".into(),
            share_percent,
            prefix: prefix(),
            others
        }),
        Just(KeyMix::Weighted { keys: vec![("DE".into(), 6), ("FR".into(), 3), ("IT".into(), 1)] }),
        Just(KeyMix::InTurn { keys: vec!["a".into(), "b".into(), "c".into()] }),
    ]
}

prop_compose! {
    fn producers()(
        name in "[a-z]{12}",
        records_per_s in 0..3_000u32,
        record_bytes in prop_oneof![1..2_000u32, 50_000..400_000u32],
        random in any::<bool>(),
        burst in prop::option::of((200..2_000u64, 1..1_500u32)),
        keys in key_mixes(),
        attempts in 0..5u32,
        start_ms in 0..500u64,
    ) -> ProducerConfig {
        ProducerConfig {
            name,
            stream: STREAM,
            records_per_s,
            arrivals: if random { Arrivals::Random } else { Arrivals::Steady },
            burst: burst.map(|(every_ms, records)| Burst { every: Micros::from_millis(every_ms), records }),
            source: Source::Made { keys, record_bytes },
            aggregation: None,
            retry: Retry { attempts, base: Micros::from_millis(100), max: Micros::from_secs(2) },
            start: Micros::from_millis(start_ms),
            stop: None,
        }
    }
}

fn consumers() -> impl Strategy<Value = ConsumerConfig> {
    ("[a-z]{12}", 50..1_500u64, 1..=10_000u32).prop_map(|(name, poll_ms, limit)| ConsumerConfig {
        name,
        stream: STREAM,
        start: StartingPosition::TrimHorizon,
        reading: Reading::Polled { interval: Micros::from_millis(poll_ms), limit },
        work: Work::Handle(Processing::default()),
    })
}

/// A whole run: its script, with changes on the way.
fn scripts() -> impl Strategy<Value = Vec<(Micros, Command)>> {
    let changes = prop::collection::vec((0..4_000u64, 0..3_000u32, any::<bool>()), 0..4);
    (1..9u32, prop::collection::vec(producers(), 1..3), prop::collection::vec(consumers(), 0..3), changes).prop_map(
        |(shards, producers, consumers, changes)| {
            let stream = StreamConfig::provisioned("clicks", shards);
            let opening = std::iter::once(Command::OpenStream(stream))
                .chain(producers.into_iter().map(Command::AddProducer))
                .chain(consumers.into_iter().map(Command::AddConsumer));
            let mut script: Vec<_> = opening.map(|command| (Micros::ZERO, command)).collect();
            for (at_ms, records_per_s, running) in changes {
                let producer = ProducerId(0);
                let at = Micros::from_millis(at_ms);
                script.push((at, Command::SetRate { producer, records_per_s }));
                script.push((at, Command::SetRunning { producer, running }));
            }
            script.sort_by_key(|(at, _)| *at);
            script
        },
    )
}

fn run(seed: u64, script: &[(Micros, Command)]) -> Timeline {
    Timeline::new(setup(seed), script.to_vec()).expect("the script is sound")
}

/// Facts of a run, watched in slices short enough to see them all.
fn watch(timeline: &mut Timeline, until: Micros, mut see: impl FnMut(Micros, Event)) {
    let mut seen = 0;
    while timeline.now() < until {
        timeline.advance_to((timeline.now() + Micros::from_millis(50)).min(until));
        let (first, end, facts) = timeline.world().facts(seen);
        assert!(first <= seen, "a slice holds more facts than are kept");
        seen = end;
        for fact in facts {
            see(fact.at, fact.event);
        }
    }
}

proptest! {
    // Every case simulates seconds of traffic: 48 cases take about a second and have found every planted bug so far.
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn ranges_tile_the_hash_line(shards in 1..2_000u32, place in any::<u128>()) {
        let ranges = HashRange::divide(shards);
        prop_assert_eq!(ranges.len(), shards as usize);
        prop_assert_eq!(ranges[0].start.0, 0);
        prop_assert_eq!(ranges[ranges.len() - 1].end.0, u128::MAX);
        prop_assert!(ranges.windows(2).all(|pair| pair[0].end.0.checked_add(1) == Some(pair[1].start.0)));
        prop_assert_eq!(ranges.iter().filter(|range| range.contains(HashKey(place))).count(), 1);
    }

    #[test]
    fn the_same_run_twice_is_the_same(seed in any::<u64>(), script in scripts(), stops in prop::collection::vec(0..3_000_000u64, 1..6)) {
        let end = Micros::from_secs(3);
        let mut straight = run(seed, &script);
        straight.advance_to(end);
        let mut wandering = run(seed, &script);
        for stop in stops {
            wandering.seek(Micros(stop));
            wandering.step(end);
        }
        wandering.seek(end);
        prop_assert_eq!(straight.world().digest(), wandering.world().digest());
        let other = run(seed, &script);
        prop_assert_ne!(straight.world().digest(), other.world().digest());
    }

    #[test]
    fn no_second_takes_more_than_the_limit(seed in any::<u64>(), script in scripts()) {
        let mut timeline = run(seed, &script);
        let shards = timeline.world().stream(STREAM).map_or(0, |stream| stream.shards.len());
        let mut taken: Vec<Vec<(Micros, u64)>> = vec![Vec::new(); shards];
        let mut refused = 0;
        watch(&mut timeline, Micros::from_secs(4), |at, event| match event {
            Event::Accepted { record, bytes, .. } => taken[record.shard as usize].push((at, u64::from(bytes))),
            Event::Throttled { .. } => refused += 1,
            _ => {}
        });
        for shard in &taken {
            let (mut from, mut bytes) = (0, 0);
            for (to, (at, size)) in shard.iter().enumerate() {
                bytes += size;
                while shard[from].0 + Micros::SECOND <= *at {
                    bytes -= shard[from].1;
                    from += 1;
                }
                prop_assert!(to + 1 - from <= 1_000, "{} records in the second before {at}", to + 1 - from);
                prop_assert!(bytes <= 1_048_576, "{bytes} bytes in the second before {at}");
            }
        }
        let report = timeline.world().report();
        let told: u64 = report.streams[0].shards.iter().map(|shard| shard.throttled_records).sum();
        prop_assert_eq!(told, refused);
    }

    #[test]
    fn every_record_lies_on_its_shard_in_order_and_is_read_once_in_order(seed in any::<u64>(), script in scripts()) {
        let mut timeline = run(seed, &script);
        let mut read: std::collections::BTreeMap<(u16, u32), u64> = std::collections::BTreeMap::new();
        let mut out_of_order = None;
        watch(&mut timeline, Micros::from_secs(4), |at, event| {
            if let Event::Delivered { consumer, shard, from, to, .. } = event {
                let next = read.entry((consumer.0, shard)).or_insert(0);
                if *next != from || to <= from {
                    out_of_order = Some((at, consumer, shard, from, to));
                }
                *next = to;
            }
        });
        prop_assert_eq!(out_of_order, None);
        let world = timeline.world();
        let stream = world.stream(STREAM).expect("the script opens it");
        for shard in &stream.shards {
            let mut before = shard.starting_sequence();
            for (_, row) in shard.log.range(0, shard.log.end()) {
                prop_assert!(shard.range.contains(HashKey::of(world.keys().text(row.key))));
                let sequence = shard.sequence_of(&row, world.setup().epoch_ms);
                prop_assert!(before < sequence);
                before = sequence;
            }
        }
        let report = world.report();
        let accepted: u64 = report.streams[0].shards.iter().map(|shard| shard.accepted_records).sum();
        for consumer in &report.consumers {
            prop_assert_eq!(accepted, consumer.delivered_records + consumer.waiting_records + consumer.missed_records);
        }
        for producer in &report.producers {
            let fates = producer.accepted_records + producer.retrying_records + producer.given_up_records;
            prop_assert_eq!(producer.made_records, fates);
        }
        let sent: u64 = report.producers.iter().map(|producer| producer.accepted_records).sum();
        prop_assert_eq!(sent, accepted);
    }

    #[test]
    fn a_clone_leaves_its_origin_alone(seed in any::<u64>(), script in scripts(), records_per_s in 0..2_000u32) {
        let mut origin = run(seed, &script);
        origin.advance_to(Micros::from_secs(1));
        let mut untouched = run(seed, &script);
        untouched.advance_to(Micros::from_secs(1));
        let mut fork = origin.clone();
        fork.apply(Command::SetRate { producer: ProducerId(0), records_per_s }).expect("the producer exists");
        fork.advance_to(Micros::from_secs(2));
        prop_assert_eq!(origin.world().digest(), untouched.world().digest());
        origin.advance_to(Micros::from_secs(2));
        untouched.advance_to(Micros::from_secs(2));
        prop_assert_eq!(origin.world().digest(), untouched.world().digest());
    }
}
