//! What the charts of the capacity stage are drawn from: plain data, copied out for one moment.

use super::alarm::{AlarmState, Comparison};
use super::name::{Dimension, Metric};
use super::series::Resolution;
use super::stat::Statistic;
use crate::engine::id::StreamId;
use crate::engine::time::Micros;

/// What a viewer wants to see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChartAsk {
    /// The stream.
    pub stream: StreamId,
    /// Which of its shards; none for the stream as a whole.
    pub shard: Option<u32>,
    /// Points of a minute, or of a second.
    pub resolution: Resolution,
}

impl ChartAsk {
    /// What is charted of a stream, in this order.
    pub const OF_STREAM: [Metric; 6] = [
        Metric::IncomingRecords,
        Metric::IncomingBytes,
        Metric::WriteProvisionedThroughputExceeded,
        Metric::GetRecordsIteratorAge,
        Metric::GetRecordsBytes,
        Metric::ReadProvisionedThroughputExceeded,
    ];
    /// The same of a shard.
    pub const OF_SHARD: [Metric; 6] = [
        Metric::IncomingRecords,
        Metric::IncomingBytes,
        Metric::WriteProvisionedThroughputExceeded,
        Metric::IteratorAge,
        Metric::OutgoingBytes,
        Metric::ReadProvisionedThroughputExceeded,
    ];

    /// What the charts are about.
    #[must_use]
    pub fn dimension(&self) -> Dimension {
        self.shard.map_or(Dimension::Stream, Dimension::Shard)
    }
}

/// A period and its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChartPoint {
    /// Where it begins, or the world does.
    pub from: Micros,
    /// Where it ends.
    pub to: Micros,
    /// Its value, in thousandths of the metric's unit.
    pub thousandths: u64,
}

/// A metric over the last while.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chart {
    /// The metric.
    pub metric: Metric,
    /// The statistic: the alarm's, else the sum, or the maximum of an age.
    pub statistic: Statistic,
    /// The periods that are over, oldest first; those without a value are left out.
    pub points: Vec<ChartPoint>,
    /// The minute that goes on, up to the last full second; none when it has no value, or the points are of seconds.
    pub so_far: Option<ChartPoint>,
    /// What the shards can take or give in a period, in the metric's unit; none where that says nothing.
    pub limit: Option<u64>,
    /// The first alarm on it: its threshold, how it is compared, and its state.
    pub alarm: Option<(u64, Comparison, AlarmState)>,
}

/// The charts of a stream or a shard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Charts {
    /// The moment.
    pub now: Micros,
    /// How far back they reach.
    pub span: Micros,
    /// Points of a minute, or of a second.
    pub resolution: Resolution,
    /// What they are about: the stream's name, or the shard's id.
    pub about: String,
    /// The charts.
    pub charts: Vec<Chart>,
}
