//! What CloudWatch would show of a stream: counters looked at once a second and put together to minutes, and the alarms
//! on them. Nothing here slows a put down: see `world/metrics.rs` for who looks and when.

mod alarm;
mod chart;
mod gauge;
mod name;
mod panel;
mod series;
mod stat;
mod usage;

pub use alarm::{Alarm, AlarmConfig, AlarmState, Comparison, TreatMissingData};
pub use chart::{Chart, ChartAsk, ChartPoint, Charts};
pub(in crate::engine) use gauge::{BatchPut, Metrics, Pushed, Read};
pub use name::{Dimension, Metric};
pub use series::{Point, Resolution};
pub use stat::{Stat, Statistic};
pub use usage::{ON_DEMAND_ROUND_BYTES, PUT_UNIT_BYTES, Usage};

/// The period of a datapoint of CloudWatch, in seconds: Kinesis sends its metrics every minute.
/// Kinesis Developer Guide, "Monitoring the Amazon Kinesis Data Streams Service with Amazon CloudWatch".
pub const PERIOD_S: u64 = 60;
