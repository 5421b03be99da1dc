//! Values of a period put together, as CloudWatch keeps them: a statistic set.

use crate::engine::digest::Digest;
use serde::{Serialize, Serializer};

/// How the values of a period make one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Statistic {
    /// `Sum`.
    #[default]
    Sum,
    /// `Average`: the sum divided by the number of values.
    Average,
    /// `Minimum`.
    Minimum,
    /// `Maximum`.
    Maximum,
    /// `SampleCount`: how many values.
    SampleCount,
}

impl Statistic {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Sum, Self::Average, Self::Minimum, Self::Maximum, Self::SampleCount];

    /// The name in CloudWatch.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sum => "Sum",
            Self::Average => "Average",
            Self::Minimum => "Minimum",
            Self::Maximum => "Maximum",
            Self::SampleCount => "SampleCount",
        }
    }
}

/// The values of a period. No value at all is a missing datapoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stat {
    /// How many values.
    pub samples: u64,
    /// Their sum.
    pub sum: u64,
    /// The smallest.
    pub min: u64,
    /// The largest.
    pub max: u64,
}

impl Default for Stat {
    fn default() -> Self {
        Self { samples: 0, sum: 0, min: u64::MAX, max: 0 }
    }
}

impl Stat {
    /// One value.
    #[must_use]
    pub const fn one(value: u64) -> Self {
        Self { samples: 1, sum: value, min: value, max: value }
    }

    /// So many operations, of which some count 1 and the others 0.
    #[must_use]
    pub fn of_these(samples: u64, ones: u64) -> Self {
        Self { samples, sum: ones, min: u64::from(ones == samples), max: u64::from(ones > 0) }
    }

    /// Adds other values.
    pub fn merge(&mut self, other: &Self) {
        self.samples += other.samples;
        self.sum += other.sum;
        self.min = self.min.min(other.min);
        self.max = self.max.max(other.max);
    }

    /// Whether there is no value.
    #[must_use]
    pub const fn is_missing(&self) -> bool {
        self.samples == 0
    }

    /// A statistic, in thousandths so that an average keeps its fraction; rounded down, none when there is no value.
    #[must_use]
    pub fn thousandths(&self, statistic: Statistic) -> Option<u64> {
        let whole = |value: u64| value.saturating_mul(1_000);
        (!self.is_missing()).then(|| match statistic {
            Statistic::Sum => whole(self.sum),
            Statistic::Average => {
                u64::try_from(u128::from(self.sum) * 1_000 / u128::from(self.samples)).unwrap_or(u64::MAX)
            }
            Statistic::Minimum => whole(self.min),
            Statistic::Maximum => whole(self.max),
            Statistic::SampleCount => whole(self.samples),
        })
    }

    /// A statistic and a threshold, both multiplied so that neither has a fraction; none when there is no value.
    #[must_use]
    pub fn beside(&self, statistic: Statistic, threshold: u64) -> Option<(u128, u128)> {
        let (value, parts) = match statistic {
            Statistic::Sum => (self.sum, 1),
            Statistic::Average => (self.sum, self.samples),
            Statistic::Minimum => (self.min, 1),
            Statistic::Maximum => (self.max, 1),
            Statistic::SampleCount => (self.samples, 1),
        };
        (!self.is_missing()).then(|| (u128::from(value), u128::from(threshold) * u128::from(parts)))
    }

    /// Folds it into a digest.
    pub fn fold(&self, digest: &mut Digest) {
        for number in [self.samples, self.sum, self.min, self.max] {
            digest.u64(number);
        }
    }
}

impl Serialize for Statistic {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}
