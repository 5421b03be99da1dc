//! The settings of an application of the Kinesis Client Library.

use super::taker::RENEW_SLACK;
use crate::engine::craft::Applications;
use crate::engine::reading::Processing;
use crate::engine::time::Micros;

/// An application. Defaults are the library's own (Kinesis Developer Guide, "KCL configurations").
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApplicationConfig {
    /// The workers it starts with, by name.
    pub workers: Vec<String>,
    /// How long a worker is busy with the records of one shard.
    pub processing: Processing,
    /// A checkpoint is written after a batch once this much time has passed since the last; zero means after every batch.
    pub checkpoint_interval: Micros,
    /// `failoverTimeMillis`: a lease whose counter stands still for this long may be taken by another worker. 10 s.
    pub failover_time: Micros,
    /// What works it.
    pub craft: Applications,
}

impl ApplicationConfig {
    /// From one renewal of a worker's leases to the next: a third of the failover time, less 25 ms
    /// (`CommonCalculations.getRenewerTakerIntervalMillis`); at least 1 ms.
    #[must_use]
    pub fn renewer_interval(&self) -> Micros {
        Micros((self.failover_time.0 / 3).saturating_sub(RENEW_SLACK.0).max(1_000))
    }

    /// From one look of a worker for leases to take to the next: twice the failover time and 50 ms
    /// (`DynamoDBLeaseCoordinator`). A lease is seen to stand still only from one look to another, so that the shards of a
    /// crashed worker go on two to four failover times after the crash.
    #[must_use]
    pub fn taker_interval(&self) -> Micros {
        let once = self.failover_time + RENEW_SLACK;
        once + once
    }
}
