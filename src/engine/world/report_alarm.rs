//! The account of an alarm.

use super::World;
use crate::engine::metrics::{AlarmState, Dimension, Metric};
use crate::engine::shard::shard_id;
use crate::engine::time::Micros;
use serde::Serialize;

/// An alarm's account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AlarmReport {
    /// Its name.
    pub name: String,
    /// Name of the stream it watches.
    pub stream: String,
    /// Id of the shard, for a metric of a shard.
    pub shard_id: Option<String>,
    /// Name of the consumer, for a metric of an enhanced fan-out consumer.
    pub consumer: Option<String>,
    /// `MetricName`.
    pub metric: Metric,
    /// `StateValue`.
    pub state: AlarmState,
    /// Since when.
    pub since_us: Micros,
    /// How often it went to `ALARM`.
    pub alarms: u64,
}

impl World {
    pub(super) fn report_alarms(&self) -> Vec<AlarmReport> {
        let set = self.metrics.alarms.iter().filter(|alarm| !alarm.deleted);
        let reports = set.map(|alarm| {
            let dimension = alarm.config.dimension;
            AlarmReport {
                name: alarm.config.name.clone(),
                stream: self.stream(alarm.config.stream).map(|stream| stream.name.clone()).unwrap_or_default(),
                shard_id: if let Dimension::Shard(index) = dimension { Some(shard_id(index)) } else { None },
                consumer: match dimension {
                    Dimension::Consumer(id) => Some(self.consumer_name(id).to_owned()),
                    _ => None,
                },
                metric: alarm.config.metric,
                state: alarm.state,
                since_us: alarm.since,
                alarms: alarm.alarms,
            }
        });
        reports.collect()
    }
}
