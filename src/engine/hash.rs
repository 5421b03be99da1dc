//! The hash line 0 … 2^128 - 1: hash keys, the ranges shards own, and how a partition key gets its place.

use md5::{Digest, Md5};
use std::fmt;

/// A place on the hash line: the MD5 of a partition key read as a big-endian integer, or an explicit hash key.
/// Source: AWS API reference, `PutRecord`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct HashKey(pub u128);

impl HashKey {
    /// The last place on the line, 2^128 - 1.
    pub const MAX: Self = Self(u128::MAX);

    /// The place of a partition key: MD5 of its UTF-8 bytes.
    #[must_use]
    pub fn of(partition_key: &str) -> Self {
        Self(u128::from_be_bytes(Md5::digest(partition_key.as_bytes()).into()))
    }

    /// Reads a decimal hash key as AWS writes it: `0`, or digits without a leading zero, at most 2^128 - 1.
    #[must_use]
    pub fn parse(decimal: &str) -> Option<Self> {
        let canonical = decimal == "0" || !decimal.starts_with(['0', '+']);
        if canonical { decimal.parse().ok().map(Self) } else { None }
    }

    /// The 32 hexadecimal digits.
    #[must_use]
    pub fn hex(self) -> String {
        format!("{:032x}", self.0)
    }

    /// How far along the line this key lies, in parts per million.
    #[must_use]
    pub fn parts_per_million(self) -> u32 {
        u32::try_from(((self.0 >> 64) * 1_000_000) >> 64).unwrap_or(1_000_000)
    }
}

impl fmt::Display for HashKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The stretch of the hash line that one shard owns, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct HashRange {
    /// `StartingHashKey`.
    pub start: HashKey,
    /// `EndingHashKey`.
    pub end: HashKey,
}

impl HashRange {
    /// Whether the key lies in this stretch.
    #[must_use]
    pub fn contains(&self, key: HashKey) -> bool {
        (self.start..=self.end).contains(&key)
    }

    /// Where an even split cuts it: at half of the sum of its ends. Kinesis Developer Guide, "Split a shard".
    #[must_use]
    pub const fn middle(self) -> HashKey {
        HashKey(u128::midpoint(self.start.0, self.end.0))
    }

    /// The ranges of a new stream: equal widths of floor(2^128 / n), the last shard taking the remainder.
    ///
    /// # Panics
    /// When `shards` is zero.
    #[must_use]
    pub fn divide(shards: u32) -> Vec<Self> {
        assert!(shards > 0, "a stream has at least one shard");
        let n = u128::from(shards);
        // floor(2^128 / n) without leaving 128 bits; for n = 1 the only range is the whole line.
        let width = if n == 1 { 0 } else { u128::MAX / n + u128::from(u128::MAX % n == n - 1) };
        (0..n)
            .map(|i| Self {
                start: HashKey(width * i),
                end: if i + 1 == n { HashKey::MAX } else { HashKey(width * (i + 1) - 1) },
            })
            .collect()
    }
}
