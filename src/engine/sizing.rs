//! How many shards a stream needs, term by term. Rule: Kinesis Developer Guide, "Choose the right mode to stream in":
//! the number of shards is the larger of incoming KB/s divided by 1,024 and outgoing KB/s divided by 2,048; the limit of
//! 1,000 records a second comes from "Quotas and limits".

use super::limits::{Limits, STREAM_CONSUMERS_MAX};

/// What a stream is to carry.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Load {
    /// Records a second.
    pub records_per_s: u64,
    /// Bytes a second, partition keys included.
    pub bytes_per_s: u64,
    /// Consumers that ask with `GetRecords` and share every shard's 2 MB a second.
    pub standard_consumers: u64,
    /// `GetRecords` calls that each of them makes on every shard, in a second.
    pub calls_per_s: u64,
    /// Consumers with enhanced fan-out, each with 2 MB a second of every shard to itself.
    pub fan_out_consumers: u64,
    /// The largest part of the records that one key brings, in per cent; zero when unknown.
    pub hottest_key_percent: u64,
}

/// Why shards are needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// 1 MB a second in.
    BytesIn,
    /// 1,000 records a second in.
    RecordsIn,
    /// 2 MB a second out to all standard consumers together.
    SharedOut,
    /// 2 MB a second out to one consumer with enhanced fan-out.
    FanOut,
}

/// One term: what is needed, what a shard gives, and how many shards that makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// Why.
    pub reason: Reason,
    /// Records or bytes a second needed.
    pub needed_per_s: u64,
    /// Records or bytes a second of one shard.
    pub of_a_shard_per_s: u64,
    /// Shards.
    pub shards: u64,
}

/// The hottest key, which is on one shard whatever the number of shards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HottestKey {
    /// Records a second.
    pub records_per_s: u64,
    /// Bytes a second.
    pub bytes_per_s: u64,
    /// Into how many keys it must be divided so that a shard takes each; 1 when it fits.
    pub parts: u64,
}

/// The answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sizing {
    /// Shards needed, at least 1.
    pub shards: u64,
    /// Every term, in the order of [`Reason`].
    pub terms: Vec<Term>,
    /// The first of the terms that ask for the most shards.
    pub decides: Reason,
    /// The hottest key, when its part is known.
    pub hottest_key: Option<HottestKey>,
    /// `GetRecords` calls a second on every shard, when they are more than a shard answers: no number of shards helps.
    pub too_many_calls_per_s: Option<u64>,
    /// Whether there are more consumers with enhanced fan-out than a stream registers.
    pub too_many_fan_out: bool,
}

/// Sizes a stream.
#[must_use]
pub fn size(load: &Load, limits: &Limits) -> Sizing {
    let term = |reason, needed_per_s: u64, of_a_shard_per_s: u64| Term {
        reason,
        needed_per_s,
        of_a_shard_per_s,
        shards: needed_per_s.div_ceil(of_a_shard_per_s),
    };
    let shared = load.bytes_per_s.saturating_mul(load.standard_consumers);
    let own = if load.fan_out_consumers > 0 { load.bytes_per_s } else { 0 };
    let terms = vec![
        term(Reason::BytesIn, load.bytes_per_s, limits.shard_write_bytes_per_s),
        term(Reason::RecordsIn, load.records_per_s, limits.shard_write_records_per_s),
        term(Reason::SharedOut, shared, limits.shard_read_bytes_per_s),
        term(Reason::FanOut, own, limits.shard_read_bytes_per_s),
    ];
    let most = terms.iter().map(|term| term.shards).max().unwrap_or(0);
    let decides = terms.iter().find(|term| term.shards == most).map_or(Reason::BytesIn, |term| term.reason);
    let share = load.hottest_key_percent.min(100);
    let hottest_key = (share > 0).then(|| {
        let part = |of: u64| u64::try_from(u128::from(of) * u128::from(share) / 100).unwrap_or(u64::MAX);
        let (records_per_s, bytes_per_s) = (part(load.records_per_s), part(load.bytes_per_s));
        let by_records = records_per_s.div_ceil(limits.shard_write_records_per_s);
        let by_bytes = bytes_per_s.div_ceil(limits.shard_write_bytes_per_s);
        HottestKey { records_per_s, bytes_per_s, parts: by_records.max(by_bytes).max(1) }
    });
    let calls = load.standard_consumers.saturating_mul(load.calls_per_s);
    Sizing {
        shards: most.max(1),
        terms,
        decides,
        hottest_key,
        too_many_calls_per_s: (calls > limits.shard_read_calls_per_s).then_some(calls),
        too_many_fan_out: load.fan_out_consumers > STREAM_CONSUMERS_MAX as u64,
    }
}
