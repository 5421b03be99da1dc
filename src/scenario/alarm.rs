//! Alarms in a scenario. Names and defaults are those of CloudWatch's `PutMetricAlarm`.

use super::error::ScenarioError;
use super::read::{Known, SHARDS_MAX, sign};
use super::tree::{Node, short};
use crate::engine::metrics::{Comparison, Metric, Statistic, TreatMissingData};
use serde::Serialize;

/// The largest threshold: the largest whole number that JavaScript keeps exactly.
const THRESHOLD_MAX: u64 = 9_007_199_254_740_991;
/// The most minutes an alarm looks at: one day.
const PERIODS_MAX: u32 = 1_440;

/// An alarm.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Alarm {
    /// `AlarmName`.
    pub name: String,
    /// Name of the stream.
    pub stream: String,
    /// Index of the shard, for a metric of a shard.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shard: Option<u32>,
    /// Name of the consumer, for a metric of an enhanced fan-out consumer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub consumer: Option<String>,
    /// `MetricName`.
    pub metric: Metric,
    /// `Statistic`.
    pub statistic: Statistic,
    /// `ComparisonOperator`.
    pub comparison: Comparison,
    /// `Threshold`, in the metric's unit.
    pub threshold: u64,
    /// `EvaluationPeriods`, of a minute each.
    pub evaluation_periods: u32,
    /// `DatapointsToAlarm`.
    pub datapoints_to_alarm: u32,
    /// `TreatMissingData`.
    pub treat_missing_data: TreatMissingData,
}

pub(super) fn alarm(node: Node, known: &Known) -> Result<Alarm, ScenarioError> {
    let alarm = node.object(&[
        "name",
        "stream",
        "shard",
        "consumer",
        "metric",
        "statistic",
        "comparison",
        "threshold",
        "evaluation_periods",
        "datapoints_to_alarm",
        "treat_missing_data",
    ])?;
    let name = sign(&alarm, "\"writes are refused\"")?;
    let stream = known.stream(&alarm.need("stream", "\"clicks\"")?)?;
    let shard = alarm.or("shard", None, |node| {
        let (index, shards) = (node.whole_u32(0..=SHARDS_MAX - 1)?, known.shards_of(&stream));
        if index >= shards {
            return Err(node.wrong(format!("is {index}; \"{stream}\" has the shards 0 to {}", shards - 1)));
        }
        Ok(Some(index))
    })?;
    let consumer = alarm.or("consumer", None, |node| known.pushed(&node, &stream).map(Some))?;
    if shard.is_some() && consumer.is_some() {
        return Err(alarm.child("consumer").wrong("does not go with `shard`; keep one of them"));
    }
    let metric = alarm.need("metric", "\"WriteProvisionedThroughputExceeded\"")?;
    let metric = named_metric(&metric, shard.is_some(), consumer.is_some())?;
    let statistics = Statistic::ALL.map(|statistic| (statistic.name(), statistic));
    let comparisons = Comparison::ALL.map(|comparison| (comparison.name(), comparison));
    let treats = TreatMissingData::ALL.map(|treat| (treat.name(), treat));
    let periods = 1..=PERIODS_MAX;
    let evaluation_periods = alarm.or("evaluation_periods", 1, |node| node.whole_u32(periods.clone()))?;
    let datapoints_to_alarm = alarm.or("datapoints_to_alarm", evaluation_periods, |node| {
        let datapoints = node.whole_u32(periods)?;
        if datapoints > evaluation_periods {
            let most = format!("must not be above `evaluation_periods`; write {evaluation_periods} or less");
            return Err(node.wrong(most));
        }
        Ok(datapoints)
    })?;
    Ok(Alarm {
        name,
        stream,
        shard,
        consumer,
        metric,
        statistic: alarm.or("statistic", Statistic::Sum, |node| node.choice(&statistics))?,
        comparison: alarm.or("comparison", Comparison::GreaterOrEqual, |node| node.choice(&comparisons))?,
        threshold: alarm.need("threshold", "1")?.whole(0..=THRESHOLD_MAX)?,
        evaluation_periods,
        datapoints_to_alarm,
        treat_missing_data: alarm.or("treat_missing_data", TreatMissingData::Missing, |node| node.choice(&treats))?,
    })
}

/// The metric here, which must be one of what the alarm watches.
fn named_metric(node: &Node, of_shard: bool, of_consumer: bool) -> Result<Metric, ScenarioError> {
    let name = node.text()?;
    let (whose, fits): (&str, fn(Metric) -> bool) = match (of_shard, of_consumer) {
        (true, _) => ("a shard", Metric::is_of_shards),
        (_, true) => ("an enhanced fan-out consumer", Metric::is_of_consumers),
        _ => ("a stream", Metric::is_of_streams),
    };
    let found = Metric::named(name).filter(|metric| fits(*metric));
    found.ok_or_else(|| {
        let all: Vec<String> =
            Metric::ALL.iter().filter(|metric| fits(**metric)).map(|one| format!("\"{}\"", one.name())).collect();
        node.wrong(format!("is \"{}\", which {whose} does not have; write one of {}", short(name), all.join(", ")))
    })
}
