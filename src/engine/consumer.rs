//! A standard consumer: polls each shard with `GetRecords` and takes what it is given.

use super::command::{ConsumerConfig, StartingPosition};
use super::digest::Digest;
use super::histogram::Histogram;
use super::meter::Meter;
use super::shard::Shard;
use super::time::Micros;

/// A consumer at work.
#[derive(Clone, Debug)]
pub struct Consumer {
    /// How it was set up.
    pub config: ConsumerConfig,
    /// Its place on every shard.
    pub cursors: Vec<Cursor>,
    /// What it was given in the last second.
    pub delivered: Meter,
    /// From arrival to delivery.
    pub latency: Histogram,
}

/// A consumer's place on one shard.
#[derive(Clone, Debug, Default)]
pub struct Cursor {
    /// The next record to ask for.
    pub next: u64,
    /// The place after the last record in the consumer's hands.
    pub delivered_to: u64,
    /// Records given.
    pub records: u64,
    /// Bytes given.
    pub bytes: u64,
    /// Records that expired before the consumer came to them.
    pub missed: u64,
    /// Calls answered.
    pub calls: u64,
    /// Calls refused.
    pub throttled: u64,
    /// When it was last given something.
    pub last_delivery: Option<Micros>,
}

impl Consumer {
    /// A consumer that has read nothing yet.
    #[must_use]
    pub fn new(config: ConsumerConfig, shards: &[Shard]) -> Self {
        let at = |shard: &Shard| match config.start {
            StartingPosition::TrimHorizon => shard.log.first(),
            StartingPosition::Latest => shard.log.end(),
            StartingPosition::AtTimestamp(moment) => shard.log.first_at_or_after(moment),
        };
        let cursors = shards.iter().map(|shard| {
            let place = at(shard);
            Cursor { next: place, delivered_to: place, ..Cursor::default() }
        });
        Self { cursors: cursors.collect(), delivered: Meter::default(), latency: Histogram::default(), config }
    }

    /// The moment of its first poll of a shard: polls of the shards are spread over the interval.
    #[must_use]
    pub fn first_poll(&self, shard: usize, now: Micros) -> Micros {
        let offset = self.config.poll_interval.0 * shard as u64 / self.cursors.len().max(1) as u64;
        now + Micros(offset)
    }

    /// Folds the consumer into a digest.
    pub fn fold(&self, digest: &mut Digest) {
        digest.bytes(self.config.name.as_bytes());
        for cursor in &self.cursors {
            for number in [
                cursor.next,
                cursor.delivered_to,
                cursor.records,
                cursor.bytes,
                cursor.missed,
                cursor.calls,
                cursor.throttled,
                cursor.last_delivery.map_or(u64::MAX, |at| at.0),
            ] {
                digest.u64(number);
            }
        }
        self.delivered.fold(digest);
        self.latency.fold(digest);
    }
}

impl Cursor {
    /// Steps over records that expired before they were asked for.
    pub fn skip_expired(&mut self, first: u64) {
        if self.next < first {
            self.missed += first - self.next;
            self.next = first;
        }
    }
}
