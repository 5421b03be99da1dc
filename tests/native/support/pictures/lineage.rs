//! Worlds for the pictures of the lineage: splits, merges, and readers that come after.

use beltline::engine::command::{Arrivals, Command, KeyMix, ProducerConfig, Retry, Source, StreamConfig};
use beltline::engine::craft::Applications;
use beltline::engine::hash::HashKey;
use beltline::engine::id::StreamId;
use beltline::engine::kcl::ApplicationConfig;
use beltline::engine::lambda::{FunctionConfig, MappingConfig};
use beltline::engine::limits::Profile;
use beltline::engine::lineage::{Lineage, LineageAsk};
use beltline::engine::reading::{ConsumerConfig, Processing, Reading, StartingPosition, Work};
use beltline::engine::time::Micros;
use beltline::engine::{Setup, World};
use beltline::stage::{LineageScene, Picture, Viewport, lay_out_lineage, lineage_cells};

const STREAM: StreamId = StreamId(0);

pub(crate) fn secs(s: u64) -> Micros {
    Micros::from_secs(s)
}

/// A world whose stream changes its shards within `reshard_s`.
pub(crate) fn world(shards: u32, reshard_s: u64) -> World {
    let mut world = World::new(Setup { seed: 9, profile: Profile::Exam, epoch_ms: 1_790_000_000_000 });
    let stream = StreamConfig { reshard_time: secs(reshard_s), ..StreamConfig::provisioned("orders", shards) };
    world.apply(&Command::OpenStream(stream)).expect("opens");
    world
}

pub(crate) fn producer(world: &mut World, records_per_s: u32, hot_percent: u32) {
    let keys = if hot_percent == 0 {
        KeyMix::Uniform { prefix: "user-".into(), keys: 5_000 }
    } else {
        KeyMix::Hot { key: "DE".into(), share_percent: hot_percent, prefix: "user-".into(), others: 500 }
    };
    let config = ProducerConfig {
        name: "web clicks".into(),
        stream: STREAM,
        records_per_s,
        arrivals: Arrivals::Random,
        burst: None,
        source: Source::Made { keys, record_bytes: 200 },
        aggregation: None,
        retry: Retry { attempts: 3, base: Micros::from_millis(100), max: secs(20) },
        start: Micros::ZERO,
        stop: None,
    };
    world.apply(&Command::AddProducer(config)).expect("is added");
}

/// A reader that needs so long for every record.
pub(crate) fn reader(world: &mut World, name: &str, record_ms: u64) {
    let processing = Processing { batch: Micros::ZERO, record: Micros::from_millis(record_ms) };
    add(world, name, Reading::Polled { interval: Micros::from_millis(200), limit: 20 }, Work::Handle(processing));
}

fn add(world: &mut World, name: &str, reading: Reading, work: Work) {
    let start = StartingPosition::TrimHorizon;
    let config = ConsumerConfig { name: name.into(), stream: STREAM, start, reading, work };
    world.apply(&Command::AddConsumer(config)).expect("is added");
}

pub(crate) fn split(world: &mut World, shard: u32, at: Option<HashKey>) {
    let command = Command::SplitShard { stream: STREAM, shard, new_starting_hash_key: at };
    world.apply(&command).expect("splits");
}

pub(crate) fn merge(world: &mut World, shard: u32, adjacent_shard: u32) {
    world.apply(&Command::MergeShards { stream: STREAM, shard, adjacent_shard }).expect("merges");
}

pub(crate) fn advance(world: &mut World, s: u64) {
    world.advance_to(world.now() + secs(s));
}

/// Two shards: the upper one is split, then the lower one, then the children of the lower one are merged. One reader is
/// slow, so that it is still in the parents.
pub(crate) fn split_merge(records_per_s: u32) -> World {
    let mut world = world(2, 4);
    producer(&mut world, records_per_s, 20);
    reader(&mut world, "analytics", 90);
    reader(&mut world, "fraud", 0);
    change(&mut world);
    world
}

fn change(world: &mut World) {
    advance(world, 12);
    split(world, 0, None);
    advance(world, 8);
    split(world, 1, None);
    advance(world, 12);
    merge(world, 2, 3);
    advance(world, 9);
}

/// The same shards, unread, and so old that the parents have expired.
pub(crate) fn aged() -> World {
    let mut world = world(2, 4);
    producer(&mut world, 1, 20);
    change(&mut world);
    advance(&mut world, 24 * 3_600);
    world
}

/// Every kind of reader, and a few more of them.
pub(crate) fn crowded(readers: u32) -> World {
    let mut world = split_merge(30);
    let kcl = ApplicationConfig {
        workers: vec!["w1".into()],
        processing: Processing { batch: Micros::ZERO, record: Micros::from_millis(60) },
        checkpoint_interval: secs(1),
        failover_time: secs(10),
        craft: Applications::CODE,
    };
    add(&mut world, "loyalty-app", Reading::Pushed, Work::Application(Box::new(kcl)));
    let function = FunctionConfig::new("orders-fn".into());
    let polled = Reading::Polled { interval: secs(1), limit: 10_000 };
    add(&mut world, "orders-to-fn", polled, Work::Mapping(Box::new(MappingConfig::new(function))));
    for i in 0..readers {
        reader(&mut world, &format!("reader-{i}"), u64::from(i) * 20);
    }
    advance(&mut world, 6);
    world
}

/// So many open shards, in rounds of `UpdateShardCount`.
pub(crate) fn grown(target: u32, records_per_s: u32) -> World {
    let mut world = world(1, 2);
    producer(&mut world, records_per_s, 0);
    reader(&mut world, "analytics", 5);
    let mut open = 1;
    while open < target {
        open = (open * 2).min(target);
        advance(&mut world, 4);
        let command = Command::UpdateShardCount { stream: STREAM, target_shard_count: open };
        world.apply(&command).expect("scales");
        advance(&mut world, 4);
    }
    advance(&mut world, 4);
    world
}

/// What the stage looks at.
pub(crate) fn lineage(world: &World, viewport: &Viewport) -> Lineage {
    let (columns, rows) = lineage_cells(viewport);
    let ask = LineageAsk { stream: STREAM, record: None, shard: None, dots_max: 2_000, columns, rows };
    world.lineage(&ask).expect("the stream is there")
}

/// The picture of a world with one of its shards chosen.
pub(crate) fn picture(world: &World, viewport: &Viewport, shard: Option<u32>, cut: Option<HashKey>) -> Picture {
    let lineage = lineage(world, viewport);
    lay_out_lineage(&LineageScene { lineage: &lineage, shard, cut }, viewport)
}

/// The worlds of the lineage, by name, each at a moment that shows what its name says.
pub(crate) fn all() -> Vec<(&'static str, World)> {
    let with = |mut world: World, change: &dyn Fn(&mut World)| {
        change(&mut world);
        world
    };
    let splitting = with(split_merge(30), &|world| {
        split(world, 6, None);
        advance(world, 1);
    });
    let merging = with(split_merge(30), &|world| {
        merge(world, 4, 5);
        advance(world, 2);
    });
    vec![
        ("new", world(2, 4)),
        (
            "one",
            with(world(1, 4), &|world| {
                producer(world, 20, 0);
                advance(world, 20);
            }),
        ),
        ("split-merge", split_merge(30)),
        ("many", split_merge(400)),
        ("splitting", splitting),
        ("merging", merging),
        ("crowded", crowded(8)),
        ("sixty-four", grown(64, 60)),
        ("sixty-four-many", grown(64, 900)),
        ("expired", aged()),
    ]
}
