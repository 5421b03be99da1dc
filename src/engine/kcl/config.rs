//! The settings of an application of the Kinesis Client Library.

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
}
