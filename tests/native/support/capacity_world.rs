//! Worlds for the tests of metrics, heat and cost.

use beltline::engine::command::{Arrivals, Burst, Command, KeyMix, ProducerConfig, Retry, Source, StreamConfig};
use beltline::engine::id::StreamId;
use beltline::engine::limits::Profile;
use beltline::engine::metrics::{AlarmConfig, Comparison, Dimension, Metric, Statistic, TreatMissingData};
use beltline::engine::reading::{ConsumerConfig, Processing, Reading, StartingPosition, Work};
use beltline::engine::time::Micros;
use beltline::engine::{Setup, Timeline};

pub(crate) const STREAM: StreamId = StreamId(0);

/// 2026-01-01T00:00:00Z, and 20.5 seconds.
pub(crate) const EPOCH_MS: u64 = 1_767_225_620_500;

pub(crate) fn setup(epoch_ms: u64) -> Setup {
    Setup { seed: 7, profile: Profile::Exam, epoch_ms }
}

pub(crate) fn stream(shards: u32) -> Command {
    Command::OpenStream(StreamConfig::provisioned("clicks", shards))
}

/// A desk that gives up at the first refusal.
pub(crate) fn desk(name: &str, records_per_s: u32, record_bytes: u32, keys: KeyMix) -> ProducerConfig {
    ProducerConfig {
        name: name.into(),
        stream: STREAM,
        records_per_s,
        arrivals: Arrivals::Steady,
        burst: None,
        source: Source::Made { keys, record_bytes },
        aggregation: None,
        retry: Retry { attempts: 1, base: Micros::from_millis(100), max: Micros::from_secs(2) },
        start: Micros::ZERO,
        stop: None,
    }
}

pub(crate) fn uniform(keys: u32) -> KeyMix {
    KeyMix::Uniform { prefix: "user-".into(), keys }
}

pub(crate) fn one_key() -> KeyMix {
    KeyMix::Weighted { keys: vec![("DE".into(), 1)] }
}

pub(crate) fn burst(every_ms: u64, records: u32) -> Burst {
    Burst { every: Micros::from_millis(every_ms), records }
}

pub(crate) fn consumer(name: &str, reading: Reading) -> Command {
    Command::AddConsumer(ConsumerConfig {
        name: name.into(),
        stream: STREAM,
        start: StartingPosition::TrimHorizon,
        reading,
        work: Work::Handle(Processing::default()),
    })
}

pub(crate) const POLLED: Reading = Reading::Polled { interval: Micros::from_millis(200), limit: 10_000 };

pub(crate) fn alarm(metric: Metric, dimension: Dimension, threshold: u64) -> AlarmConfig {
    AlarmConfig {
        name: "watch".into(),
        stream: STREAM,
        dimension,
        metric,
        statistic: Statistic::Sum,
        comparison: Comparison::GreaterOrEqual,
        threshold,
        evaluation_periods: 1,
        datapoints_to_alarm: 1,
        treat_missing_data: TreatMissingData::Missing,
    }
}

pub(crate) fn begin(epoch_ms: u64, commands: Vec<Command>) -> Timeline {
    let script = commands.into_iter().map(|command| (Micros::ZERO, command)).collect();
    Timeline::new(setup(epoch_ms), script).expect("the commands can be followed")
}
