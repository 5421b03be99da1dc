//! Applications of the Kinesis Client Library in the loop: workers renew and take leases, handle what they are given and
//! write checkpoints.
//!
//! A worker whose lease was stolen goes on with what is in its hands until it learns of the loss; that it reads no more
//! meanwhile is this engine's choice, the library's would.

use super::{Coming, World};
use crate::engine::command::{Refusal, Reply};
use crate::engine::consumer::{Consumer, Job, place};
use crate::engine::digest::Digest;
use crate::engine::fact::Event;
use crate::engine::id::ConsumerId;
use crate::engine::kcl::{Application, InHand, Taking, WorkerState};

/// A worker's next turn to renew or to take leases, as its events name it.
#[derive(Clone, Copy, Debug)]
pub(super) struct WorkerTurn {
    pub consumer: ConsumerId,
    worker: u16,
    life: u32,
}

impl WorkerTurn {
    pub(super) fn fold(self, digest: &mut Digest) {
        digest.u64(u64::from(self.consumer.0) << 48 | u64::from(self.worker) << 32 | u64::from(self.life));
    }
}

impl World {
    /// The first workers begin together: all see every lease free, and each of them wins as many as another.
    pub(super) fn application_starts(&mut self, id: ConsumerId) {
        let workers = self.application(id).workers.len() as u16;
        for worker in 0..workers {
            self.tell_fact(Event::WorkerJoined { consumer: id, worker });
        }
        let leases = (0..).zip(&self.application(id).leases).filter(|(_, lease)| lease.is_active());
        let first: Vec<u32> = leases.map(|(shard, _)| shard).collect();
        for (turn, shard) in (0u32..).zip(first) {
            if let Some(worker) = turn.checked_rem(u32::from(workers)) {
                self.take_lease(id, shard, worker as u16, Taking::Free);
            }
        }
        let now = self.now;
        for worker in 0..workers {
            let application = self.application(id);
            let leases = application.leases.clone();
            application.workers[usize::from(worker)].scan(&leases, now);
            self.plan_turns(id, worker);
        }
    }

    /// A worker of an application was given records, the first `again` of them once more.
    pub(super) fn application_receives(&mut self, id: ConsumerId, shard: u32, (from, to): (u64, u64), again: u64) {
        let epoch_ms = self.setup.epoch_ms;
        let consumer = &mut self.consumers[usize::from(id.0)];
        let source = &self.streams[usize::from(consumer.config.stream.0)].shards[shard as usize];
        let last = source.log.get(to - 1).map(|row| source.sequence_of(&row, epoch_ms));
        let user_records = source.log.user_records(from, to);
        let user_records_again = source.log.user_records(from, from + again);
        let cursor = &mut consumer.cursors[shard as usize];
        let Job::Application(application) = &mut consumer.job else { return };
        let until = self.now.max(cursor.busy_until) + application.processing().of(user_records);
        cursor.busy_until = until;
        application.desks[shard as usize].given_again += user_records_again;
        let batch = application.receive(shard, InHand { batch: 0, from, to, last, user_records, until });
        let owner = application.leases[shard as usize].owner;
        if let Some(worker) = owner.filter(|_| again > 0) {
            self.tell_fact(Event::GivenAgain { consumer: id, shard, worker, from, to: from + again });
        }
        self.agenda.plan(until, Coming::Processed { consumer: id, shard, batch });
    }

    /// A worker is done with a batch.
    pub(super) fn processed(&mut self, id: ConsumerId, shard: u32, batch: u64) {
        if self.consumers[usize::from(id.0)].removed {
            return;
        }
        let now = self.now;
        let Some(finished) = self.application(id).finish(shard, batch, now) else { return };
        let (worker, InHand { from, to, user_records, .. }) = (finished.worker, finished.hand);
        let stream = self.consumers[usize::from(id.0)].config.stream;
        let log = &self.streams[usize::from(stream.0)].shards[shard as usize].log;
        let again = log.user_records(from, finished.again_to);
        self.application(id).desks[shard as usize].processed_again += again;
        self.tell_fact(Event::Processed { consumer: id, shard, worker, from, to, user_records });
        if finished.is_checkpoint_due {
            if finished.owns {
                self.write_checkpoint(id, shard, worker);
            } else {
                self.lose_lease(id, shard, worker);
            }
        }
        self.settle_worker(id, worker);
        self.finish_shard(id, shard);
    }

    /// A worker that is done with a closed shard writes `SHARD_END`: the leases of the shard's children go into the table,
    /// and the worker may be done. Whether it was so.
    pub(super) fn end_leased_shard(&mut self, id: ConsumerId, shard: u32) -> bool {
        let Some(worker) = self.application(id).end_shard(shard) else { return false };
        let stream = self.consumers[usize::from(id.0)].config.stream;
        let children = self.streams[usize::from(stream.0)].shards[shard as usize].children.clone();
        self.tell_fact(Event::LeaseEnded { consumer: id, shard, worker });
        for child in children {
            if self.application(id).create_lease(child) {
                self.tell_fact(Event::LeaseCreated { consumer: id, shard: child });
            }
        }
        self.settle_worker(id, worker);
        true
    }

    pub(super) fn add_worker(&mut self, id: ConsumerId, name: &str) -> Result<Reply, Refusal> {
        let application = self.known_consumer(id)?.application_mut().ok_or(Refusal::NotAnApplication)?;
        if application.living(name).is_some() {
            return Err(Refusal::NameTaken(name.to_owned()));
        }
        let (worker, found) = application.join(name);
        self.tell_fact(Event::WorkerJoined { consumer: id, worker });
        for shard in found {
            self.take_lease(id, shard, worker, Taking::Found);
            self.wake(id, shard, self.now);
        }
        self.take_leases(id, worker);
        self.plan_turns(id, worker);
        Ok(Reply::Done)
    }

    pub(super) fn stop_worker(&mut self, id: ConsumerId, name: &str, crash: bool) -> Result<Reply, Refusal> {
        let application = self.known_consumer(id)?.application_mut().ok_or(Refusal::NotAnApplication)?;
        let worker = application.living(name).ok_or_else(|| Refusal::UnknownWorker(name.to_owned()))?;
        let owned: Vec<u32> = application.owned_by(worker).collect();
        if crash {
            application.crash(worker);
        } else {
            application.workers[usize::from(worker)].state = WorkerState::Stopping;
        }
        let now = self.now;
        for shard in owned {
            let cursor = &mut self.consumers[usize::from(id.0)].cursors[shard as usize];
            cursor.cut_off();
            if crash {
                cursor.busy_until = cursor.busy_until.min(now);
            }
        }
        if crash {
            self.tell_fact(Event::WorkerEnded { consumer: id, worker, crash });
        } else {
            self.tell_fact(Event::WorkerStops { consumer: id, worker });
            self.settle_worker(id, worker);
        }
        Ok(Reply::Done)
    }

    /// Lets every worker that was told to stop go as far as it can.
    pub(super) fn settle_workers(&mut self, id: ConsumerId) {
        let workers =
            self.consumers[usize::from(id.0)].application().map_or(0, |application| application.workers.len());
        for worker in 0..workers {
            self.settle_worker(id, worker as u16);
        }
    }

    /// A worker that was told to stop gives up the leases of which it has nothing left in hand, and ends with the last.
    /// The library forgets such leases and leaves its name in the table, so that they run out like a dead worker's
    /// (`ShardConsumerShutdownNotification`, `DynamoDBLeaseRenewer.dropLease`; amazon-kinesis-client issue 845).
    fn settle_worker(&mut self, id: ConsumerId, worker: u16) {
        if self.application(id).workers[usize::from(worker)].state != WorkerState::Stopping {
            return;
        }
        for shard in self.application(id).workers[usize::from(worker)].holds.clone() {
            let application = self.application(id);
            if application.leases[shard as usize].owner != Some(worker) {
                if !application.straggles(shard, worker) {
                    self.lose_lease(id, shard, worker);
                }
            } else if application.is_idle(shard) {
                self.write_checkpoint(id, shard, worker);
                self.application(id).workers[usize::from(worker)].drop_lease(shard);
            }
        }
        let one = &mut self.application(id).workers[usize::from(worker)];
        if one.holds.is_empty() {
            one.end(WorkerState::Stopped);
            self.tell_fact(Event::WorkerEnded { consumer: id, worker, crash: false });
        }
    }

    /// A worker renews its leases, and learns which of them it has lost.
    pub(super) fn renew_leases(&mut self, turn: WorkerTurn) {
        if !self.is_turn(turn) {
            return;
        }
        let WorkerTurn { consumer: id, worker, .. } = turn;
        for shard in self.application(id).renew(worker) {
            self.lose_lease(id, shard, worker);
        }
        self.settle_worker(id, worker);
        if self.is_turn(turn) {
            let interval = self.application(id).config.renewer_interval();
            self.agenda.plan(self.now + interval, Coming::Renew(turn));
        }
    }

    pub(super) fn take_leases_planned(&mut self, turn: WorkerTurn) {
        if self.is_turn(turn) {
            self.take_leases(turn.consumer, turn.worker);
            let interval = self.application(turn.consumer).config.taker_interval();
            self.agenda.plan(self.now + interval, Coming::Take(turn));
        }
    }

    /// A worker looks for leases to take. One that was told to stop takes no more.
    fn take_leases(&mut self, id: ConsumerId, worker: u16) {
        let now = self.now;
        let Consumer { job, rng, .. } = &mut self.consumers[usize::from(id.0)];
        let Job::Application(application) = job else { return };
        if application.workers[usize::from(worker)].state != WorkerState::Working {
            return;
        }
        for (shard, how) in application.look(worker, now, rng) {
            self.take_lease(id, shard, worker, how);
            self.wake(id, shard, now);
        }
    }

    /// Gives a lease to a worker, which begins at the checkpoint.
    fn take_lease(&mut self, id: ConsumerId, shard: u32, worker: u16, how: Taking) {
        let (now, epoch_ms) = (self.now, self.setup.epoch_ms);
        let consumer = &mut self.consumers[usize::from(id.0)];
        let source = &self.streams[usize::from(consumer.config.stream.0)].shards[shard as usize];
        let Job::Application(application) = &mut consumer.job else { return };
        let lease = &application.leases[shard as usize];
        let (owner_before, place) = (lease.owner, place(lease.checkpoint, source, epoch_ms));
        application.take(shard, worker, place, now);
        let cursor = &mut consumer.cursors[shard as usize];
        cursor.go_to(place);
        cursor.cut_off();
        cursor.busy_until = cursor.busy_until.min(now);
        self.tell_fact(Event::LeaseTaken { consumer: id, shard, worker, how, owner_before, place });
    }

    fn lose_lease(&mut self, id: ConsumerId, shard: u32, worker: u16) {
        self.application(id).lose(shard, worker);
        self.tell_fact(Event::LeaseLost { consumer: id, shard, worker });
    }

    fn write_checkpoint(&mut self, id: ConsumerId, shard: u32, worker: u16) {
        let now = self.now;
        if let Some(to) = self.application(id).checkpoint(shard, now) {
            self.tell_fact(Event::CheckpointWritten { consumer: id, shard, worker, to });
        }
    }

    fn plan_turns(&mut self, id: ConsumerId, worker: u16) {
        let now = self.now;
        let application = self.application(id);
        let turn = WorkerTurn { consumer: id, worker, life: application.workers[usize::from(worker)].life };
        let (renew, take) = (application.config.renewer_interval(), application.config.taker_interval());
        self.agenda.plan(now + renew, Coming::Renew(turn));
        self.agenda.plan(now + take, Coming::Take(turn));
    }

    /// Whether a worker's turn still counts.
    fn is_turn(&self, turn: WorkerTurn) -> bool {
        let consumer = &self.consumers[usize::from(turn.consumer.0)];
        let worker = consumer.application().and_then(|one| one.workers.get(usize::from(turn.worker)));
        !consumer.removed && worker.is_some_and(|worker| worker.is_alive() && worker.life == turn.life)
    }

    fn application(&mut self, id: ConsumerId) -> &mut Application {
        let application = self.consumers.get_mut(usize::from(id.0)).and_then(Consumer::application_mut);
        application.expect("only applications have workers")
    }
}
