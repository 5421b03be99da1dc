//! What the lease board and its words are made from: plain data, copied out of an application for one moment.

use super::WorkerState;
use crate::engine::id::ConsumerId;
use crate::engine::time::Micros;

/// An application at work.
#[derive(Clone, Debug)]
pub struct ApplicationView {
    /// The application.
    pub consumer: ConsumerId,
    /// Its name: also the name of its lease table.
    pub name: String,
    /// `failoverTimeMillis`.
    pub failover_time: Micros,
    /// From one renewal of a worker's leases to the next.
    pub renewer_interval: Micros,
    /// From one look of a worker for leases to take to the next.
    pub taker_interval: Micros,
    /// Its workers, in the order they joined, those that ended included.
    pub workers: Vec<WorkerView>,
    /// Its lease table, by shard.
    pub leases: Vec<LeaseView>,
}

/// A worker.
#[derive(Clone, Debug)]
pub struct WorkerView {
    /// Its name.
    pub name: String,
    /// How it goes.
    pub state: WorkerState,
    /// Leases that carry its name in the table.
    pub leases: u32,
    /// Records it processed, those in packed records counted one by one.
    pub records: u64,
}

impl WorkerView {
    /// Whether it runs.
    #[must_use]
    pub const fn is_alive(&self) -> bool {
        matches!(self.state, WorkerState::Working | WorkerState::Stopping)
    }
}

/// A row of the lease table, and how the work on its shard goes.
#[derive(Clone, Debug)]
pub struct LeaseView {
    /// The shard's index.
    pub shard: u32,
    /// `leaseKey`: the `ShardId`.
    pub lease_key: String,
    /// `leaseOwner`: a place in [`ApplicationView::workers`].
    pub lease_owner: Option<u16>,
    /// `leaseCounter`.
    pub lease_counter: u64,
    /// `checkpoint`: `TRIM_HORIZON`, `LATEST`, `AT_TIMESTAMP`, or the number of the last record that is done.
    pub checkpoint: String,
    /// `ownerSwitchesSinceCheckpoint`.
    pub owner_switches_since_checkpoint: u64,
    /// The place after the last record that the owner processed.
    pub processed_to: u64,
    /// Records processed since the checkpoint, counted the same way as [`Self::records`]: whoever takes the lease now is
    /// given them again.
    pub since_checkpoint: u64,
    /// Age of the oldest record that is not processed; zero when there is none.
    pub behind: Micros,
    /// Until when the owner is busy with what it was given.
    pub busy_until: Micros,
    /// Records processed since the start, those in packed records counted one by one.
    pub records: u64,
    /// Records given to a worker that were given to one before, counted the same way.
    pub given_again: u64,
    /// Records processed though they had been processed before, counted the same way.
    pub processed_again: u64,
}
