//! Worlds for the pictures of consumers: each a few commands and a moment.

use beltline::engine::batch::Batch;
use beltline::engine::command::{Arrivals, Command, KeyMix, ProducerConfig, Retry, Source, StreamConfig};
use beltline::engine::craft::Applications;
use beltline::engine::id::StreamId;
use beltline::engine::kcl::ApplicationConfig;
use beltline::engine::lambda::{
    Destination, DestinationKind, Failure, FunctionConfig, How, MappingConfig, MappingView, When,
};
use beltline::engine::limits::Profile;
use beltline::engine::readers::ReaderView;
use beltline::engine::reading::{ConsumerConfig, Processing, Reading, StartingPosition, Work};
use beltline::engine::snapshot::{Belt, Snapshot, View};
use beltline::engine::time::Micros;
use beltline::engine::{Setup, World};
use std::sync::Arc;

const STREAM: StreamId = StreamId(0);

pub(crate) fn ms(ms: u64) -> Micros {
    Micros::from_millis(ms)
}

/// A world with one stream of some shards.
pub(crate) fn world(shards: u32) -> World {
    let mut world = World::new(Setup { seed: 7, profile: Profile::Exam, epoch_ms: 1_790_000_000_000 });
    let stream = StreamConfig::provisioned("orders", shards);
    world.apply(&Command::OpenStream(stream)).expect("opens");
    world
}

/// Puts records with some keys in turn.
pub(crate) fn put(world: &mut World, records: u32) {
    let mut left = records;
    while left > 0 {
        let mut batch = Batch::default();
        for i in 0..left.min(500) {
            batch.push(&format!("{}{}", char::from(b'A' + (i % 23) as u8), i % 41), None, b"{\"qty\":1}");
        }
        world.apply(&Command::Put { stream: STREAM, batch: Arc::new(batch) }).expect("is put");
        left -= left.min(500);
        if left > 0 {
            world.advance_to(world.now() + ms(1_000));
        }
    }
}

pub(crate) fn producer(world: &mut World, records_per_s: u32, record_bytes: u32) {
    let keys = KeyMix::Uniform { prefix: "user-".into(), keys: 60 };
    let config = ProducerConfig {
        name: "web clicks".into(),
        stream: STREAM,
        records_per_s,
        arrivals: Arrivals::Random,
        burst: None,
        source: Source::Made { keys, record_bytes },
        aggregation: None,
        retry: Retry { attempts: 3, base: ms(100), max: ms(20_000) },
        start: Micros::ZERO,
        stop: None,
    };
    world.apply(&Command::AddProducer(config)).expect("is added");
}

pub(crate) fn consumer(world: &mut World, name: &str, reading: Reading, work: Work) {
    let start = StartingPosition::TrimHorizon;
    let config = ConsumerConfig { name: name.into(), stream: STREAM, start, reading, work };
    world.apply(&Command::AddConsumer(config)).expect("is added");
}

pub(crate) const POLLED: Reading = Reading::Polled { interval: ms_const(200), limit: 10_000 };

const fn ms_const(ms: u64) -> Micros {
    Micros::from_millis(ms)
}

/// A mapping to a function that fails at a record, with bisection and two retries.
pub(crate) fn bisecting(batch_size: u32, poison: &[u64]) -> MappingConfig {
    let rule = |index: &u64| Failure { when: When::Record { shard: 0, index: *index }, how: How::Throws };
    let function = FunctionConfig {
        duration: ms(40),
        duration_per_record: ms(if batch_size > 1_000 { 0 } else { 12 }),
        failures: poison.iter().map(rule).collect(),
        timeout: ms(60_000),
        ..FunctionConfig::new("orders-fn".into())
    };
    MappingConfig {
        batch_size,
        bisect: true,
        maximum_retry_attempts: Some(2),
        on_failure: Some(Destination { kind: DestinationKind::Sns, name: "lost-found".into() }),
        batching_window: ms(if batch_size > 1_000 { 60_000 } else { 1_000 }),
        ..MappingConfig::new(function)
    }
}

/// A world in which a mapping reads one shard that was given some records at once.
pub(crate) fn mapped(config: MappingConfig, records: u32) -> World {
    let mut world = world(1);
    consumer(&mut world, "orders-to-fn", POLLED, Work::Mapping(Box::new(config)));
    put(&mut world, records);
    world
}

/// The worlds of the X-ray, by name, each at a moment that shows what its name says.
pub(crate) fn xrays() -> Vec<(&'static str, World)> {
    let at = |mut world: World, at_ms: u64| {
        world.advance_to(world.now() + ms(at_ms));
        world
    };
    let with = |of: &dyn Fn(&mut MappingConfig)| {
        let mut config = bisecting(16, &[9]);
        of(&mut config);
        config
    };
    let lanes = with(&|config| {
        config.parallelization_factor = 10;
        config.function.failures = vec![Failure { when: When::EveryNthInvocation(3), how: How::TimesOut }];
        config.function.timeout = ms(900);
    });
    let window = with(&|config| {
        config.tumbling_window = Some(ms(10_000));
        config.function.failures.clear();
        config.batch_size = 4;
    });
    let partial = with(&|config| {
        config.report_batch_item_failures = true;
        config.bisect = false;
        config.function.failures[0].how = How::ReportsItem;
    });
    let many: Vec<u64> = (0..300).map(|i| i * 31 + 5).collect();
    let quiet = |config: MappingConfig| {
        let mut world = world(1);
        consumer(&mut world, "orders-to-fn", POLLED, Work::Mapping(Box::new(config)));
        world
    };
    vec![
        ("quiet", at(quiet(bisecting(16, &[])), 500)),
        ("disabled", at(mapped(with(&|config| config.enabled = false), 40), 500)),
        ("filling", at(mapped(bisecting(100, &[]), 40), 700)),
        ("passing", at(mapped(bisecting(16, &[]), 140), 700)),
        ("one", at(mapped(bisecting(1, &[2]), 12), 900)),
        ("first-fail", at(mapped(bisecting(16, &[9]), 228), 420)),
        ("poison", at(mapped(bisecting(16, &[9]), 228), 1_700)),
        ("poison-done", at(mapped(bisecting(16, &[9]), 17), 9_000)),
        ("bisect-off", at(mapped(with(&|config| config.bisect = false), 228), 3_000)),
        ("hundred", at(mapped(bisecting(100, &[17, 71, 72]), 400), 6_000)),
        ("ten-thousand", at(mapped(bisecting(10_000, &[6_021]), 10_000), 2_600)),
        ("many-poisons", at(mapped(bisecting(10_000, &many), 10_000), 60_000)),
        ("lanes", at(mapped(lanes, 400), 1_900)),
        ("window", at(mapped(window, 40), 1_150)),
        ("window-ends", window_end()),
        ("partial", at(mapped(partial, 60), 900)),
    ]
}

/// A tumbling window at the invocation that ends it.
fn window_end() -> World {
    let mut world = world(1);
    producer(&mut world, 4, 100);
    let mut config = bisecting(16, &[]);
    config.tumbling_window = Some(ms(5_000));
    consumer(&mut world, "orders-to-fn", POLLED, Work::Mapping(Box::new(config)));
    let is_final = |world: &World| {
        let view = mapping(world);
        view.shards[0].lanes[0].batch.as_ref().is_some_and(|batch| batch.tree.is_final)
    };
    while !is_final(&world) && world.now() < ms(30_000) {
        world.advance_to(world.now() + ms(10));
    }
    world
}

/// The first mapping of a world.
pub(crate) fn mapping(world: &World) -> MappingView {
    world.mappings(STREAM).swap_remove(0)
}

/// The consumers of a world.
pub(crate) fn readers(world: &World) -> Vec<ReaderView> {
    world.readers(STREAM)
}

/// The shards of a world.
pub(crate) fn belts(world: &World) -> Vec<Belt> {
    snapshot(world).shards
}

fn snapshot(world: &World) -> Snapshot {
    let view = View { stream: STREAM, span: ms(10_000), approach: ms(1_000), bags_max: 10 };
    world.snapshot(&view).expect("the stream is there")
}

/// A stream with some shards and so many consumers of every kind, 20 s after it began.
pub(crate) fn fanned(shards: u32, standard: u32, pushed: u32, others: bool) -> World {
    const NAMES: [&str; 10] =
        ["fraud", "analytics", "search-index", "billing", "audit", "mail", "recommend", "stock", "alerts", "archive"];
    let mut world = world(shards);
    producer(&mut world, 180 * shards, 1_400);
    let name = |i: u32| {
        let name = NAMES[i as usize % NAMES.len()];
        if i < 10 { name.to_owned() } else { format!("{name}-{}", i / 10 + 1) }
    };
    let work = Work::Handle(Processing { batch: ms(20), record: Micros(300) });
    for i in 0..standard {
        let reading = Reading::Polled { interval: ms(200 + u64::from(i % 3) * 150), limit: 10_000 };
        consumer(&mut world, &name(i), reading, work.clone());
    }
    for i in 0..pushed {
        let slow = Work::Handle(Processing { batch: ms(5), record: ms(7) });
        let work = if i == 1 { slow } else { work.clone() };
        consumer(&mut world, &name(standard + i), Reading::Pushed, work);
    }
    if others {
        let kcl = ApplicationConfig {
            workers: vec!["w1".into()],
            processing: Processing { batch: ms(10), record: Micros(200) },
            checkpoint_interval: ms(1_000),
            failover_time: ms(10_000),
            craft: Applications::CODE,
        };
        consumer(&mut world, "loyalty-app", POLLED, Work::Application(Box::new(kcl)));
        consumer(&mut world, "orders-to-fn", Reading::Pushed, Work::Mapping(Box::new(bisecting(100, &[]))));
    }
    world.advance_to(ms(20_120));
    world
}
