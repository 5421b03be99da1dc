//! Spans of time, counted in steps of at most an eighth of their size.

use super::digest::Digest;
use super::time::Micros;

const PARTS: u64 = 8;
const BUCKETS: usize = 64 * PARTS as usize;

/// How often each span occurred.
#[derive(Clone, Debug, Default)]
pub struct Histogram {
    counts: Vec<u64>,
    total: u64,
    sum_us: u64,
    max: Micros,
}

impl Histogram {
    /// Bytes that it takes.
    pub const BYTES: usize = size_of::<Self>() + BUCKETS * size_of::<u64>();

    /// Counts one span.
    pub fn count(&mut self, span: Micros) {
        if self.counts.is_empty() {
            self.counts.resize(BUCKETS, 0);
        }
        self.counts[bucket(span.0)] += 1;
        self.total += 1;
        self.sum_us += span.0;
        self.max = self.max.max(span);
    }

    /// How many spans were counted.
    #[must_use]
    pub const fn total(&self) -> u64 {
        self.total
    }

    /// Their mean, zero for none.
    #[must_use]
    pub fn mean(&self) -> Micros {
        Micros(self.sum_us.checked_div(self.total).unwrap_or(0))
    }

    /// The longest.
    #[must_use]
    pub const fn max(&self) -> Micros {
        self.max
    }

    /// The span that `percent` of all spans do not pass, up to one step too long; zero for none.
    #[must_use]
    pub fn percentile(&self, percent: u64) -> Micros {
        let wanted = (self.total * percent).div_ceil(100);
        let mut seen = 0;
        let found = self.counts.iter().position(|count| {
            seen += count;
            seen >= wanted && seen > 0
        });
        found.map_or(Micros::ZERO, |bucket| Micros(upper_end(bucket)).min(self.max))
    }

    /// The steps that were met, from short to long: the longest span of each, and how often.
    pub fn steps(&self) -> impl Iterator<Item = (Micros, u64)> {
        let met = self.counts.iter().enumerate().filter(|(_, count)| **count > 0);
        met.map(|(bucket, count)| (Micros(upper_end(bucket)), *count))
    }

    /// Folds the histogram into a digest.
    pub fn fold(&self, digest: &mut Digest) {
        digest.u64(self.total);
        digest.u64(self.sum_us);
        digest.u64(self.max.0);
    }
}

fn bucket(value: u64) -> usize {
    if value < PARTS {
        return value as usize;
    }
    let power = u64::from(value.ilog2());
    let part = (value >> (power - 3)) & (PARTS - 1);
    ((power - 2) * PARTS + part) as usize
}

fn upper_end(bucket: usize) -> u64 {
    let bucket = bucket as u64;
    if bucket < PARTS {
        return bucket;
    }
    let (power, part) = (bucket / PARTS + 2, bucket % PARTS);
    ((PARTS + part + 1) << (power - 3)) - 1
}

#[cfg(test)]
mod tests {
    use super::{Histogram, Micros, bucket, upper_end};

    #[test]
    fn a_bucket_holds_what_lies_up_to_its_end() {
        for value in (0..5_000).chain([1 << 40, u64::MAX >> 4]) {
            let at = bucket(value);
            assert!(value <= upper_end(at), "{value} lies past its bucket {at}");
            assert!(at == 0 || value > upper_end(at - 1), "{value} belongs to the bucket before {at}");
        }
    }

    #[test]
    fn percentiles_come_within_a_step() {
        let mut histogram = Histogram::default();
        (1..=1_000).for_each(|ms| histogram.count(Micros::from_millis(ms)));
        assert_eq!(histogram.mean(), Micros(500_500));
        let median = histogram.percentile(50).as_millis();
        assert!((500..=563).contains(&median), "{median}");
        assert_eq!(histogram.percentile(100), Micros::from_secs(1));
    }
}
