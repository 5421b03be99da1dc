//! Alarms: a metric, a threshold, and when the state changes. Rules: CloudWatch User Guide, "Using Amazon CloudWatch
//! alarms" and "Configuring how CloudWatch alarms treat missing data".

use super::name::{Dimension, Metric};
use super::stat::{Stat, Statistic};
use crate::engine::digest::Digest;
use crate::engine::id::StreamId;
use crate::engine::time::Micros;
use serde::{Serialize, Serializer};

/// How a value is held against the threshold: `ComparisonOperator`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Comparison {
    /// `GreaterThanOrEqualToThreshold`.
    #[default]
    GreaterOrEqual,
    /// `GreaterThanThreshold`.
    Greater,
    /// `LessThanThreshold`.
    Less,
    /// `LessThanOrEqualToThreshold`.
    LessOrEqual,
}

impl Comparison {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::GreaterOrEqual, Self::Greater, Self::Less, Self::LessOrEqual];

    /// The name in CloudWatch.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::GreaterOrEqual => "GreaterThanOrEqualToThreshold",
            Self::Greater => "GreaterThanThreshold",
            Self::Less => "LessThanThreshold",
            Self::LessOrEqual => "LessThanOrEqualToThreshold",
        }
    }

    /// The usual sign.
    #[must_use]
    pub const fn sign(self) -> &'static str {
        match self {
            Self::GreaterOrEqual => "≥",
            Self::Greater => ">",
            Self::Less => "<",
            Self::LessOrEqual => "≤",
        }
    }

    fn holds(self, value: u128, threshold: u128) -> bool {
        match self {
            Self::GreaterOrEqual => value >= threshold,
            Self::Greater => value > threshold,
            Self::Less => value < threshold,
            Self::LessOrEqual => value <= threshold,
        }
    }
}

impl Serialize for Comparison {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// What a minute without a value counts as: `TreatMissingData`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TreatMissingData {
    /// `missing`: nothing; when all are missing, the state is `INSUFFICIENT_DATA`.
    #[default]
    Missing,
    /// `notBreaching`: within the threshold.
    NotBreaching,
    /// `breaching`: over it.
    Breaching,
    /// `ignore`: the state stays.
    Ignore,
}

impl TreatMissingData {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Missing, Self::NotBreaching, Self::Breaching, Self::Ignore];

    /// The name in CloudWatch.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::NotBreaching => "notBreaching",
            Self::Breaching => "breaching",
            Self::Ignore => "ignore",
        }
    }
}

impl Serialize for TreatMissingData {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// An alarm to set. Its period is one minute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlarmConfig {
    /// `AlarmName`. An alarm of the same name is replaced.
    pub name: String,
    /// The stream.
    pub stream: StreamId,
    /// What of it.
    pub dimension: Dimension,
    /// `MetricName`.
    pub metric: Metric,
    /// `Statistic`.
    pub statistic: Statistic,
    /// `ComparisonOperator`.
    pub comparison: Comparison,
    /// `Threshold`, in the metric's unit. CloudWatch takes fractions too; here it is a whole number.
    pub threshold: u64,
    /// `EvaluationPeriods`: how many minutes are looked at, at least 1.
    pub evaluation_periods: u32,
    /// `DatapointsToAlarm`: how many of them must be over the threshold, at least 1 and at most all.
    pub datapoints_to_alarm: u32,
    /// `TreatMissingData`.
    pub treat_missing_data: TreatMissingData,
}

/// How an alarm stands: `StateValue`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub enum AlarmState {
    /// `INSUFFICIENT_DATA`: just set, or too few values.
    #[default]
    #[serde(rename = "INSUFFICIENT_DATA")]
    InsufficientData,
    /// `OK`.
    #[serde(rename = "OK")]
    Ok,
    /// `ALARM`.
    #[serde(rename = "ALARM")]
    Alarm,
}

impl AlarmState {
    /// The name in CloudWatch.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::InsufficientData => "INSUFFICIENT_DATA",
            Self::Ok => "OK",
            Self::Alarm => "ALARM",
        }
    }
}

/// An alarm that was set. A deleted one keeps its place, so that facts still find its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alarm {
    /// How it was set.
    pub config: AlarmConfig,
    /// Its state.
    pub state: AlarmState,
    /// Since when.
    pub since: Micros,
    /// How often it went to `ALARM`.
    pub alarms: u64,
    /// Whether it was deleted.
    pub deleted: bool,
}

impl Alarm {
    pub(super) const fn new(config: AlarmConfig, now: Micros) -> Self {
        Self { config, state: AlarmState::InsufficientData, since: now, alarms: 0, deleted: false }
    }

    /// The state after the newest of these datapoints.
    pub(super) fn judge(&self, newest_first: &[Option<Stat>]) -> AlarmState {
        let config = &self.config;
        let breaching = |stat: &Stat| {
            let sides = stat.beside(config.statistic, config.threshold);
            sides.is_some_and(|(value, threshold)| config.comparison.holds(value, threshold))
        };
        let points: Vec<Option<bool>> = newest_first.iter().map(|point| point.as_ref().map(breaching)).collect();
        judge(
            &points,
            config.evaluation_periods as usize,
            config.datapoints_to_alarm as usize,
            config.treat_missing_data,
            self.state,
        )
    }

    pub(super) fn fold(&self, digest: &mut Digest) {
        let config = &self.config;
        digest.bytes(config.name.as_bytes());
        digest.u64(config.threshold);
        digest.u64(u64::from(config.evaluation_periods) << 32 | u64::from(config.datapoints_to_alarm));
        let choices = [
            config.metric as u64,
            config.statistic as u64,
            config.comparison as u64,
            config.treat_missing_data as u64,
            self.state as u64,
            u64::from(self.deleted),
        ];
        digest.u64(choices.iter().fold(0, |all, choice| all << 8 | choice));
        digest.u64(self.since.0);
        digest.u64(self.alarms);
    }
}

/// How many minutes are looked at: more than the evaluation periods, in case some are missing. AWS does not publish the
/// number; its examples look at five for three, and so does this.
pub(super) const fn range(evaluation_periods: u32) -> u64 {
    evaluation_periods as u64 + 2
}

/// The state that datapoints make, newest first: breaching or not, none when missing.
fn judge(
    newest_first: &[Option<bool>],
    needed: usize,
    to_alarm: usize,
    treat: TreatMissingData,
    before: AlarmState,
) -> AlarmState {
    let there: Vec<(usize, bool)> =
        newest_first.iter().enumerate().filter_map(|(age, point)| Some((age, (*point)?))).take(needed).collect();
    let to_fill = needed - there.len();
    let breaching = there.iter().filter(|(_, breaches)| *breaches).count();
    let crossed = |count: usize| if count >= to_alarm { AlarmState::Alarm } else { AlarmState::Ok };
    if to_fill == 0 {
        return crossed(breaching);
    }
    match (treat, there.last()) {
        (TreatMissingData::Breaching, _) => crossed(breaching + to_fill),
        (TreatMissingData::NotBreaching, _) => crossed(breaching),
        (TreatMissingData::Missing, None) => AlarmState::InsufficientData,
        (TreatMissingData::Ignore, None) => before,
        // The oldest value is as old as the alarm waits for, and everything since was over the threshold or missing.
        (_, Some((age, _))) if breaching < to_alarm && breaching == there.len() && age + 1 >= to_alarm => match treat {
            TreatMissingData::Ignore => before,
            _ => AlarmState::Alarm,
        },
        _ => crossed(breaching),
    }
}

#[cfg(test)]
mod tests {
    use super::{AlarmState, TreatMissingData, judge};
    use AlarmState::{Alarm, InsufficientData, Ok};

    /// The tables of the CloudWatch User Guide, "How alarm state is evaluated when data is missing": points from old to
    /// new, `0` within, `X` over, `-` missing; then the states for missing, ignore, breaching and notBreaching. The state
    /// before stands for "retain current state".
    #[test]
    fn missing_data_counts_as_aws_documents() {
        let before = InsufficientData;
        let three_of_three = [
            ("0-X-X", [Ok, Ok, Ok, Ok]),
            ("0----", [Ok, Ok, Ok, Ok]),
            ("-----", [InsufficientData, before, Alarm, Ok]),
            ("0XX-X", [Alarm, Alarm, Alarm, Alarm]),
            ("--X--", [Alarm, before, Alarm, Ok]),
        ];
        let two_of_three = [
            ("0-X-X", [Alarm, Alarm, Alarm, Alarm]),
            ("00X0X", [Alarm, Alarm, Alarm, Alarm]),
            ("0-X--", [Ok, Ok, Alarm, Ok]),
            ("----0", [Ok, Ok, Alarm, Ok]),
            ("---X-", [Alarm, before, Alarm, Ok]),
        ];
        let treats = [
            TreatMissingData::Missing,
            TreatMissingData::Ignore,
            TreatMissingData::Breaching,
            TreatMissingData::NotBreaching,
        ];
        for (to_alarm, table) in [(3, three_of_three), (2, two_of_three)] {
            for (row, states) in table {
                let point = |sign: char| (sign != '-').then_some(sign == 'X');
                let newest_first: Vec<Option<bool>> = row.chars().rev().map(point).collect();
                let told = treats.map(|treat| judge(&newest_first, 3, to_alarm, treat, before));
                assert_eq!(told, states, "{to_alarm} of 3: {row}");
            }
        }
    }

    #[test]
    fn a_first_breach_does_not_alarm_before_its_time() {
        let new = [Some(true), None, None, None, None];
        assert_eq!(judge(&new, 3, 3, TreatMissingData::Missing, Ok), Ok);
        assert_eq!(judge(&new, 3, 1, TreatMissingData::Missing, Ok), Alarm);
    }
}
