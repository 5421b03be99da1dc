//! Looking at applications of the Kinesis Client Library: plain data for the lease board. Nothing here changes anything.

use super::World;
use crate::engine::consumer::Consumer;
use crate::engine::id::{ConsumerId, StreamId};
use crate::engine::kcl::{Application, ApplicationView, LeasePhase, LeaseView, WorkerView};
use crate::engine::reading::StartingPosition;
use crate::engine::shard::Shard;
use crate::engine::time::Micros;

impl World {
    /// The applications that read a stream, in the order they were added.
    #[must_use]
    pub fn applications(&self, stream: StreamId) -> Vec<ApplicationView> {
        let all = (0..).map(ConsumerId).zip(&self.consumers);
        let here = all.filter(|(_, consumer)| consumer.config.stream == stream && !consumer.removed);
        let applications = here.filter_map(|(id, consumer)| Some((id, consumer, consumer.application()?)));
        applications.map(|(id, consumer, application)| self.application_view(id, consumer, application)).collect()
    }

    pub(super) fn application_view(
        &self,
        id: ConsumerId,
        consumer: &Consumer,
        application: &Application,
    ) -> ApplicationView {
        let shards = &self.streams[usize::from(consumer.config.stream.0)].shards;
        let workers = (0..).zip(&application.workers).map(|(index, worker)| WorkerView {
            name: worker.name.clone(),
            state: worker.state,
            leases: application.owned_by(index).count() as u32,
            records: worker.records,
        });
        ApplicationView {
            consumer: id,
            name: consumer.config.name.clone(),
            failover_time: application.config.failover_time,
            renewer_interval: application.config.renewer_interval(),
            taker_interval: application.config.taker_interval(),
            workers: workers.collect(),
            leases: shards
                .iter()
                .filter(|shard| application.leases[shard.index as usize].phase != LeasePhase::Absent && !shard.is_gone)
                .map(|shard| self.lease_view(consumer, application, shard))
                .collect(),
        }
    }

    fn lease_view(&self, consumer: &Consumer, application: &Application, shard: &Shard) -> LeaseView {
        let at = shard.index as usize;
        let (lease, desk, cursor) = (&application.leases[at], &application.desks[at], &consumer.cursors[at]);
        // One who begins at LATEST is given nothing again, and misses what lies between.
        let starts_anew = lease.checkpoint == StartingPosition::Latest;
        let open = desk.processed_to.max(shard.log.first());
        LeaseView {
            shard: shard.index,
            lease_key: shard.id(),
            lease_owner: lease.owner,
            lease_counter: lease.counter,
            checkpoint: lease.checkpoint_text(),
            owner_switches_since_checkpoint: lease.owner_switches_since_checkpoint,
            processed_to: desk.processed_to,
            since_checkpoint: if starts_anew { 0 } else { shard.log.user_records(lease.place, desk.processed_to) },
            behind: shard.log.get(open).map_or(Micros::ZERO, |row| self.now.since(row.arrival)),
            busy_until: cursor.busy_until,
            records: desk.records,
            given_again: desk.given_again,
            processed_again: desk.processed_again,
        }
    }
}
