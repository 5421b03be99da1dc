//! What applications of the Kinesis Client Library did, in plain English, one line each.

use super::World;
use super::tell::count;
use crate::engine::fact::{Event, Fact};
use crate::engine::id::ConsumerId;
use crate::engine::kcl::Taking;
use crate::engine::shard::shard_id;

impl World {
    /// A fact about an application as one line; none for any other fact.
    pub(super) fn tell_application(&self, fact: &Fact) -> Option<String> {
        Some(match fact.event {
            Event::WorkerJoined { consumer, worker } => {
                format!("{} joined {}.", self.worker_name(consumer, worker), self.consumer_name(consumer))
            }
            Event::WorkerStops { consumer, worker } => format!(
                "{} of {} was told to stop: it finishes what is in its hands.",
                self.worker_name(consumer, worker),
                self.consumer_name(consumer)
            ),
            Event::WorkerEnded { consumer, worker, crash: false } => {
                format!("{} of {} stopped.", self.worker_name(consumer, worker), self.consumer_name(consumer))
            }
            Event::WorkerEnded { consumer, worker, crash: true } => format!(
                "{} of {} crashed: what it had in hand is lost, its leases stay until they run out.",
                self.worker_name(consumer, worker),
                self.consumer_name(consumer)
            ),
            Event::LeaseTaken { consumer, shard, worker, how, owner_before, .. } => {
                let (who, shard) = (self.worker_name(consumer, worker), shard_id(shard));
                let before = owner_before.map_or("nobody", |owner| self.worker_name(consumer, owner));
                match how {
                    Taking::Free => format!("{who} took the free lease of {shard}."),
                    Taking::Expired => format!("{who} took the lease of {shard}, which had run out for {before}."),
                    Taking::Stolen => {
                        format!("{who} stole the lease of {shard} from {before}, who has more than a fair share.")
                    }
                    Taking::Found => format!("{who} found its own lease of {shard} from before."),
                }
            }
            Event::LeaseLost { consumer, shard, worker } => {
                let who = self.worker_name(consumer, worker);
                format!("{who} learned that the lease of {} is no longer its own (LEASE_LOST).", shard_id(shard))
            }
            Event::GivenAgain { consumer, shard, worker, from, to } => {
                let (who, what) = (self.worker_name(consumer, worker), count(to - from, "record"));
                format!("{who} was given {what} of {} that had been given before: duplicates.", shard_id(shard))
            }
            Event::Processed { consumer, shard, worker, user_records, .. } => {
                let (who, what) = (self.worker_name(consumer, worker), count(user_records, "record"));
                format!("{who} processed {what} of {}.", shard_id(shard))
            }
            Event::CheckpointWritten { consumer, shard, worker, to } => {
                let (who, what) = (self.worker_name(consumer, worker), count(to, "record"));
                format!("{who} wrote the checkpoint of {}: {what} done.", shard_id(shard))
            }
            Event::LeaseEnded { consumer, shard, worker } => {
                let worker = self.worker_name(consumer, worker);
                format!("{worker} wrote SHARD_END for {} and let its lease go.", shard_id(shard))
            }
            Event::LeaseCreated { consumer, shard } => {
                format!("{} put a lease for {} into its table.", self.consumer_name(consumer), shard_id(shard))
            }
            _ => return None,
        })
    }

    fn worker_name(&self, id: ConsumerId, worker: u16) -> &str {
        let application = self.consumer(id).and_then(|consumer| consumer.application());
        application.and_then(|one| one.workers.get(usize::from(worker))).map_or("?", |worker| &worker.name)
    }
}
