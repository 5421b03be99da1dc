//! Worlds for the pictures of the charts: quiet, hot, in alarm, and new.

use beltline::engine::command::{Arrivals, Burst, Command, KeyMix, ProducerConfig, Retry, Source, StreamConfig};
use beltline::engine::id::{ProducerId, StreamId};
use beltline::engine::limits::Profile;
use beltline::engine::metrics::{
    AlarmConfig, ChartAsk, Comparison, Dimension, Metric, Resolution, Statistic, TreatMissingData,
};
use beltline::engine::reading::{ConsumerConfig, Processing, Reading, StartingPosition, Work};
use beltline::engine::time::Micros;
use beltline::engine::{Setup, World};
use beltline::stage::{CapacityScene, Picture, Target, Viewport, lay_out_capacity};

pub(crate) const STREAM: StreamId = StreamId(0);

fn desk(records_per_s: u32, burst: Option<u32>) -> Command {
    let keys = KeyMix::Hot { key: "DE".into(), share_percent: 80, prefix: "user-".into(), others: 200 };
    Command::AddProducer(ProducerConfig {
        name: "web clicks".into(),
        stream: STREAM,
        records_per_s,
        arrivals: Arrivals::Random,
        burst: burst.map(|records| Burst { every: Micros::from_secs(20), records }),
        source: Source::Made { keys, record_bytes: 700 },
        aggregation: None,
        retry: Retry { attempts: 2, base: Micros::from_millis(100), max: Micros::from_secs(2) },
        start: Micros::ZERO,
        stop: None,
    })
}

fn reader(name: &str) -> Command {
    Command::AddConsumer(ConsumerConfig {
        name: name.into(),
        stream: STREAM,
        start: StartingPosition::TrimHorizon,
        reading: Reading::Polled { interval: Micros::from_millis(200), limit: 10_000 },
        work: Work::Handle(Processing::default()),
    })
}

pub(crate) fn alarm(metric: Metric, threshold: u64) -> Command {
    let statistic = if metric.is_age() { Statistic::Maximum } else { Statistic::Sum };
    Command::PutAlarm(AlarmConfig {
        name: metric.name().into(),
        stream: STREAM,
        dimension: Dimension::Stream,
        metric,
        statistic,
        comparison: Comparison::GreaterOrEqual,
        threshold,
        evaluation_periods: 1,
        datapoints_to_alarm: 1,
        treat_missing_data: TreatMissingData::Missing,
    })
}

fn world(seconds: u64, commands: Vec<Command>) -> World {
    let mut world = World::new(Setup { seed: 9, profile: Profile::Exam, epoch_ms: 1_790_000_025_000 });
    world.apply(&Command::OpenStream(StreamConfig::provisioned("orders", 2))).expect("opens");
    for command in commands {
        world.apply(&command).expect("can be followed");
    }
    world.advance_to(Micros::from_secs(seconds / 2));
    if world.producer(ProducerId(0)).is_some() {
        world.apply(&Command::SetRate { producer: ProducerId(0), records_per_s: 600 }).expect("a desk");
    }
    world.advance_to(Micros::from_secs(seconds));
    world
}

/// All of them, by name.
pub(crate) fn all() -> Vec<(&'static str, World)> {
    ["new", "young", "hot", "crowd"].map(|name| (name, named(name))).into()
}

/// One of them.
pub(crate) fn named(name: &str) -> World {
    match name {
        "young" => world(20, vec![desk(100, None), reader("analytics")]),
        "hot" => {
            let watched = vec![
                desk(1_600, Some(400)),
                reader("analytics"),
                alarm(Metric::WriteProvisionedThroughputExceeded, 1),
                alarm(Metric::GetRecordsIteratorAge, 60_000),
                alarm(Metric::IncomingBytes, 90_000_000),
            ];
            world(420, watched)
        }
        "crowd" => {
            let crowd = (1..=6).map(|n| reader(&format!("reader-{n}")));
            world(130, std::iter::once(desk(500, None)).chain(crowd).collect())
        }
        _ => world(0, vec![]),
    }
}

pub(crate) fn picture(world: &World, viewport: &Viewport, shard: Option<u32>, resolution: Resolution) -> Picture {
    let charts = world.charts(&ChartAsk { stream: STREAM, shard, resolution }).expect("a stream");
    let selected = shard.map(|_| Target::Chart(Metric::IncomingBytes));
    lay_out_capacity(&CapacityScene { charts: &charts, selected }, viewport)
}
