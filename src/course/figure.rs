//! A figure of a run: a measure, of whom, and when; and what is required of it.

use super::measure::{Kind, Measure, Target};
use crate::scenario::file::File;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A figure of a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// What is measured.
    pub measure: Measure,
    /// Of whom, by name. Empty means the only one there is.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub of: Vec<String>,
    /// Which of several counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pick: Option<Pick>,
    /// The index of a shard, for a measure of one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shard: Option<u32>,
    /// A partition key, for a measure of one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// The moment from which on it is counted; the start when none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from_ms: Option<u64>,
    /// The moment it is measured at.
    pub at_ms: u64,
    /// Whether it is the highest value of every second from `from_ms` to `at_ms`; for what is at a moment.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub peak: bool,
}

/// Which of several values counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pick {
    /// The lowest.
    Lowest,
    /// The highest.
    Highest,
    /// All together.
    Sum,
}

/// What is required of a figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Requirement {
    /// Its name in the file.
    pub id: String,
    /// In words.
    pub says: String,
    /// The figure.
    pub figure: Figure,
    /// Where it must lie.
    pub bound: Bound,
}

/// Where a figure must lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bound {
    /// At this value or above.
    AtLeast(u64),
    /// At this value or below.
    AtMost(u64),
    /// At this value.
    Equals(u64),
}

impl Bound {
    /// Whether a value lies there.
    #[must_use]
    pub const fn holds(self, value: u64) -> bool {
        match self {
            Self::AtLeast(least) => value >= least,
            Self::AtMost(most) => value <= most,
            Self::Equals(exactly) => value == exactly,
        }
    }
}

impl fmt::Display for Bound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AtLeast(least) => write!(f, "at least {least}"),
            Self::AtMost(most) => write!(f, "at most {most}"),
            Self::Equals(exactly) => write!(f, "exactly {exactly}"),
        }
    }
}

/// Why a figure cannot be measured in a scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FigureError {
    /// There is nobody of this name.
    Unknown {
        /// The name.
        name: String,
        /// What was looked for.
        what: &'static str,
        /// The names there are.
        known: Vec<String>,
    },
    /// It names nobody, and there is not just one.
    Whom {
        /// What was looked for.
        what: &'static str,
        /// The names there are.
        known: Vec<String>,
    },
}

impl fmt::Display for FigureError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = |known: &[String]| match known {
            [] => "this scenario has none".to_owned(),
            known => {
                format!("write one of {}", known.iter().map(|n| format!("\"{n}\"")).collect::<Vec<_>>().join(", "))
            }
        };
        match self {
            Self::Unknown { name, what, known } => write!(f, "there is no {what} \"{name}\"; {}", list(known)),
            Self::Whom { what, known } => write!(f, "it must be said of which {what}; {}", list(known)),
        }
    }
}

impl std::error::Error for FigureError {}

impl Figure {
    /// Those it is of, by name, as a scenario has them.
    ///
    /// # Errors
    /// A name that the scenario does not have, or none where there is not just one.
    pub fn names(&self, file: &File) -> Result<Vec<String>, FigureError> {
        let (what, known) = self.known(file);
        if self.of.is_empty() {
            return if known.len() == 1 { Ok(known) } else { Err(FigureError::Whom { what, known }) };
        }
        for name in &self.of {
            if !known.contains(name) {
                return Err(FigureError::Unknown { name: name.clone(), what, known });
            }
        }
        Ok(self.of.clone())
    }

    fn known(&self, file: &File) -> (&'static str, Vec<String>) {
        let mappings = || file.mappings.iter().map(|mapping| mapping.name.clone());
        let applications =
            || file.consumers.iter().filter(|c| c.application.is_some()).map(|consumer| consumer.name.clone());
        match self.measure.target() {
            Target::Stream | Target::Key => ("stream", file.streams.iter().map(|s| s.name.clone()).collect()),
            Target::Producer => ("producer", file.producers.iter().map(|p| p.name.clone()).collect()),
            Target::Consumer => ("consumer", file.consumers.iter().map(|c| c.name.clone()).chain(mappings()).collect()),
            Target::Mapping => ("mapping", mappings().collect()),
            Target::Worker => ("mapping or application", applications().chain(mappings()).collect()),
            Target::Application => ("application", applications().collect()),
            Target::Alarm => ("alarm", file.alarms.iter().map(|alarm| alarm.name.clone()).collect()),
        }
    }

    /// The moments at which it must be looked at, in order.
    #[must_use]
    pub fn moments(&self) -> Vec<u64> {
        let from = self.from_ms.unwrap_or(0);
        let mut moments = vec![from.min(self.at_ms)];
        if self.peak {
            moments.extend((from..self.at_ms).step_by(1_000).skip(1));
        }
        moments.push(self.at_ms);
        moments
    }

    /// Its value from those at its moments, which are in order.
    #[must_use]
    pub fn value(&self, readings: &[u64]) -> u64 {
        let (first, last) = (readings.first().copied().unwrap_or(0), readings.last().copied().unwrap_or(0));
        if self.peak {
            return readings.iter().copied().max().unwrap_or(0);
        }
        match self.measure.kind() {
            Kind::Gauge => last,
            Kind::Count => last.saturating_sub(first),
            Kind::Rate => {
                let over = self.at_ms.saturating_sub(self.from_ms.unwrap_or(0)).max(1);
                last.saturating_sub(first) * 1_000 / over
            }
        }
    }

    /// The same figure at an earlier moment.
    #[must_use]
    pub fn at(&self, at_ms: u64) -> Self {
        Self { at_ms, ..self.clone() }
    }
}
