//! The account of an application of the Kinesis Client Library.

use super::World;
use crate::engine::id::ConsumerId;
use crate::engine::kcl::WorkerState;
use crate::engine::time::Micros;
use serde::Serialize;

/// An application's account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ApplicationReport {
    /// Its name.
    pub name: String,
    /// Its workers, in the order they joined, those that ended included.
    pub workers: Vec<WorkerReport>,
    /// Its lease table, by shard.
    pub leases: Vec<LeaseReport>,
    /// Records processed, those in packed records counted one by one.
    pub processed_records: u64,
    /// Records given to a worker that were given to one before.
    pub given_again_records: u64,
    /// Records processed though they had been processed before.
    pub processed_again_records: u64,
}

/// A worker's account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WorkerReport {
    /// Its name.
    pub name: String,
    /// How it goes.
    pub state: WorkerState,
    /// Leases that carry its name in the table.
    pub leases: u32,
    /// Records it processed.
    pub processed_records: u64,
}

/// A row of the lease table, and how the work on its shard goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LeaseReport {
    /// `leaseKey`.
    pub lease_key: String,
    /// `leaseOwner`.
    pub lease_owner: Option<String>,
    /// `leaseCounter`.
    pub lease_counter: u64,
    /// `checkpoint`.
    pub checkpoint: String,
    /// `ownerSwitchesSinceCheckpoint`.
    pub owner_switches_since_checkpoint: u64,
    /// Records processed.
    pub processed_records: u64,
    /// Records processed since the checkpoint.
    pub since_checkpoint_records: u64,
    /// Age of the oldest record that is not processed.
    pub behind_us: Micros,
}

impl World {
    pub(super) fn report_applications(&self) -> Vec<ApplicationReport> {
        let all = (0..).map(ConsumerId).zip(&self.consumers);
        let applications = all.filter_map(|(id, consumer)| Some((id, consumer, consumer.application()?)));
        let views = applications.map(|(id, consumer, application)| self.application_view(id, consumer, application));
        views
            .map(|view| ApplicationReport {
                processed_records: view.leases.iter().map(|lease| lease.records).sum(),
                given_again_records: view.leases.iter().map(|lease| lease.given_again).sum(),
                processed_again_records: view.leases.iter().map(|lease| lease.processed_again).sum(),
                leases: view
                    .leases
                    .into_iter()
                    .map(|lease| LeaseReport {
                        lease_key: lease.lease_key,
                        lease_owner: lease.lease_owner.map(|owner| view.workers[usize::from(owner)].name.clone()),
                        lease_counter: lease.lease_counter,
                        checkpoint: lease.checkpoint,
                        owner_switches_since_checkpoint: lease.owner_switches_since_checkpoint,
                        processed_records: lease.records,
                        since_checkpoint_records: lease.since_checkpoint,
                        behind_us: lease.behind,
                    })
                    .collect(),
                workers: view
                    .workers
                    .into_iter()
                    .map(|worker| WorkerReport {
                        name: worker.name,
                        state: worker.state,
                        leases: worker.leases,
                        processed_records: worker.records,
                    })
                    .collect(),
                name: view.name,
            })
            .collect()
    }
}
