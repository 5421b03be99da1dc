//! An application at work: its lease table, its workers, and what they have in hand.

use super::taker::choose;
use super::{ApplicationConfig, Lease, LeasePhase, Taking, Worker, WorkerState};
use crate::engine::digest::Digest;
use crate::engine::reading::{Processing, StartingPosition};
use crate::engine::rng::Rng;
use crate::engine::sequence::SequenceNumber;
use crate::engine::time::Micros;
use std::collections::VecDeque;

/// An application at work.
#[derive(Clone, Debug)]
pub struct Application {
    /// How it was set up; the processing times are kept up to date.
    pub config: ApplicationConfig,
    /// All its workers, in the order they joined; those that ended stay in their places.
    pub workers: Vec<Worker>,
    /// The lease table, by shard.
    pub leases: Vec<Lease>,
    /// The work on every shard.
    pub desks: Vec<Desk>,
    /// What workers have in hand of shards that a thief has taken from them.
    stragglers: Vec<Straggler>,
    /// Batches received so far.
    batches: u64,
}

/// The work on a shard, as the owner of its lease goes through it.
#[derive(Clone, Debug, Default)]
pub struct Desk {
    /// Batches in hand, the first in work.
    queue: VecDeque<InHand>,
    /// The place after the last record that the owner processed.
    pub processed_to: u64,
    /// The place after the last record that any worker ever processed.
    done_to: u64,
    /// When the owner last wrote a checkpoint, or began.
    checkpointed_at: Micros,
    /// The number of the last record that the owner processed.
    last: Option<SequenceNumber>,
    /// Records processed, those in packed records counted one by one.
    pub records: u64,
    /// Records given to a worker that were given to one before, counted the same way.
    pub given_again: u64,
    /// Records processed by more than one worker, or twice by one, counted the same way.
    pub processed_again: u64,
}

/// A batch in a worker's hands.
#[derive(Clone, Copy, Debug)]
pub struct InHand {
    /// Its number in the application.
    pub batch: u64,
    /// Place of the first record.
    pub from: u64,
    /// The place after the last.
    pub to: u64,
    /// The number of the last record; none when retention has dropped it on the way.
    pub last: Option<SequenceNumber>,
    /// Records, those in packed records counted one by one.
    pub user_records: u64,
    /// When it is done.
    pub until: Micros,
}

#[derive(Clone, Debug)]
struct Straggler {
    shard: u32,
    worker: u16,
    queue: VecDeque<InHand>,
    checkpointed_at: Micros,
}

/// A batch that was just finished.
#[derive(Clone, Copy, Debug)]
pub struct Finished {
    /// Whose it was.
    pub worker: u16,
    /// The batch.
    pub hand: InHand,
    /// The place after the last of its records that had been processed before.
    pub again_to: u64,
    /// Whether the worker writes a checkpoint now, or tries to.
    pub is_checkpoint_due: bool,
    /// Whether it still owns the lease: then the checkpoint goes through.
    pub owns: bool,
}

impl Application {
    /// An application whose workers have not begun, with its lease table.
    #[must_use]
    pub fn new(config: &ApplicationConfig, leases: Vec<Lease>) -> Self {
        let mut workers: Vec<Worker> = Vec::new();
        for name in &config.workers {
            if workers.iter().all(|worker| worker.name != *name) {
                workers.push(Worker::new(name));
            }
        }
        let desks = leases.iter().map(Desk::new).collect();
        Self { config: config.clone(), workers, leases, desks, stragglers: Vec::new(), batches: 0 }
    }

    /// Whether some worker wants more of a shard now.
    #[must_use]
    pub fn may_read(&self, shard: u32) -> bool {
        let owner = self.leases[shard as usize].owner;
        owner.is_some_and(|worker| self.workers[usize::from(worker)].state == WorkerState::Working)
    }

    /// How long its workers are busy.
    #[must_use]
    pub const fn processing(&self) -> Processing {
        self.config.processing
    }

    /// Changes how long its workers are busy, from the next batch on.
    pub fn set_processing(&mut self, processing: Processing) {
        self.config.processing = processing;
    }

    /// The index of a worker that runs.
    #[must_use]
    pub fn living(&self, name: &str) -> Option<u16> {
        self.workers.iter().position(|worker| worker.is_alive() && worker.name == name).map(|at| at as u16)
    }

    /// Lets a worker begin; the index it has, and the shards whose leases still carry its name from an earlier life.
    pub fn join(&mut self, name: &str) -> (u16, Vec<u32>) {
        let known = self.workers.iter().position(|worker| worker.name == name);
        let me = known.unwrap_or(self.workers.len()) as u16;
        match known {
            Some(at) => self.workers[at].state = WorkerState::Working,
            None => self.workers.push(Worker::new(name)),
        }
        (me, self.owned_by(me).collect())
    }

    /// The shards whose leases a worker owns in the table.
    pub fn owned_by(&self, worker: u16) -> impl Iterator<Item = u32> {
        (0..).zip(&self.leases).filter(move |(_, lease)| lease.owner == Some(worker)).map(|(shard, _)| shard)
    }

    /// A worker looks through the lease table; what it will take.
    pub fn look(&mut self, me: u16, now: Micros, rng: &mut Rng) -> Vec<(u32, Taking)> {
        let worker = &mut self.workers[usize::from(me)];
        worker.scan(&self.leases, now);
        choose(&self.leases, worker, me, now, self.config.failover_time, rng)
    }

    /// Gives a lease to a worker, which begins at `place`. What the owner before has in hand it goes on with.
    pub fn take(&mut self, shard: u32, worker: u16, place: u64, now: Micros) {
        let (lease, desk) = (&mut self.leases[shard as usize], &mut self.desks[shard as usize]);
        let queue = std::mem::take(&mut desk.queue);
        if let Some(owner) = lease.owner.filter(|_| !queue.is_empty()) {
            self.stragglers.push(Straggler { shard, worker: owner, queue, checkpointed_at: desk.checkpointed_at });
        }
        lease.take(worker, place);
        (desk.processed_to, desk.last, desk.checkpointed_at) = (place, None, now);
        self.workers[usize::from(worker)].hold(shard);
    }

    /// A worker renews its leases; the shards whose leases it finds it has lost.
    pub fn renew(&mut self, me: u16) -> Vec<u32> {
        let mut lost = Vec::new();
        for shard in &self.workers[usize::from(me)].holds {
            let lease = &mut self.leases[*shard as usize];
            if lease.owner == Some(me) {
                lease.counter += 1;
            } else {
                lost.push(*shard);
            }
        }
        lost
    }

    /// A worker learns that a lease is no longer its own: it finishes the batch in work and drops the others.
    pub fn lose(&mut self, shard: u32, me: u16) {
        self.workers[usize::from(me)].drop_lease(shard);
        for straggler in self.stragglers.iter_mut().filter(|one| one.shard == shard && one.worker == me) {
            straggler.queue.truncate(1);
        }
    }

    /// Takes a batch into the hands of a shard's owner.
    pub fn receive(&mut self, shard: u32, hand: InHand) -> u64 {
        let batch = self.batches;
        self.batches += 1;
        self.desks[shard as usize].queue.push_back(InHand { batch, ..hand });
        batch
    }

    /// Finishes a batch, if it is still in work.
    pub fn finish(&mut self, shard: u32, batch: u64, now: Micros) -> Option<Finished> {
        let interval = self.config.checkpoint_interval;
        let is_first = |queue: &VecDeque<InHand>| queue.front().is_some_and(|hand| hand.batch == batch);
        let (lease, desk) = (&self.leases[shard as usize], &mut self.desks[shard as usize]);
        let (worker, hand, checkpointed_at, owns);
        if is_first(&desk.queue) {
            worker = lease.owner?;
            hand = desk.queue.pop_front()?;
            checkpointed_at = desk.checkpointed_at;
            owns = true;
            (desk.processed_to, desk.last) = (hand.to, hand.last.or(desk.last));
        } else {
            let at = self.stragglers.iter().position(|one| one.shard == shard && is_first(&one.queue))?;
            let straggler = &mut self.stragglers[at];
            worker = straggler.worker;
            hand = straggler.queue.pop_front()?;
            checkpointed_at = straggler.checkpointed_at;
            owns = false;
            if straggler.queue.is_empty() {
                self.stragglers.remove(at);
            }
        }
        let again_to = desk.done_to.clamp(hand.from, hand.to);
        desk.done_to = desk.done_to.max(hand.to);
        desk.records += hand.user_records;
        let one = &mut self.workers[usize::from(worker)];
        one.records += hand.user_records;
        let is_leaving = one.state == WorkerState::Stopping && (!owns || desk.queue.is_empty());
        let holds = one.holds.binary_search(&shard).is_ok();
        let is_checkpoint_due = holds && (is_leaving || now.since(checkpointed_at) >= interval);
        Some(Finished { worker, hand, again_to, is_checkpoint_due, owns })
    }

    /// Writes the owner's checkpoint; the place it now lies at, none when there is nothing new to write.
    pub fn checkpoint(&mut self, shard: u32, now: Micros) -> Option<u64> {
        let (lease, desk) = (&mut self.leases[shard as usize], &mut self.desks[shard as usize]);
        let last = desk.last.filter(|_| desk.processed_to > lease.place)?;
        lease.write(last, desk.processed_to);
        desk.checkpointed_at = now;
        Some(desk.processed_to)
    }

    /// Whether the owner of a shard has nothing of it in hand.
    #[must_use]
    pub fn is_idle(&self, shard: u32) -> bool {
        self.desks[shard as usize].queue.is_empty()
    }

    /// Whether a worker has something in hand of a shard that was taken from it.
    #[must_use]
    pub fn straggles(&self, shard: u32, worker: u16) -> bool {
        self.stragglers.iter().any(|one| one.shard == shard && one.worker == worker)
    }

    /// A worker dies: what it had in hand is gone.
    pub fn crash(&mut self, me: u16) {
        for shard in self.owned_by(me).collect::<Vec<u32>>() {
            self.desks[shard as usize].queue.clear();
        }
        self.stragglers.retain(|one| one.worker != me);
        self.workers[usize::from(me)].end(WorkerState::Crashed);
    }

    /// Lets go of everything in hand.
    pub fn let_go(&mut self) {
        self.stragglers.clear();
        self.desks.iter_mut().for_each(|desk| desk.queue.clear());
    }

    /// Begins again with another lease table, as an operator does who edits it. Leases stay with their owners.
    pub fn rewind(&mut self, leases: Vec<Lease>) {
        for ((lease, desk), renewed) in self.leases.iter_mut().zip(&mut self.desks).zip(leases) {
            let owner = lease.owner.filter(|_| renewed.is_active());
            *lease = Lease { owner, counter: lease.counter + 1, ..renewed };
            (desk.processed_to, desk.last) = (lease.place, None);
        }
    }

    /// A shard opened: its lease follows when a parent ends.
    pub fn meet_shard(&mut self) {
        let lease = Lease::absent();
        self.desks.push(Desk::new(&lease));
        self.leases.push(lease);
    }

    /// Puts the lease of a shard into the table, if it is not there yet; whether it is new.
    pub fn create_lease(&mut self, shard: u32) -> bool {
        let lease = &mut self.leases[shard as usize];
        let is_new = lease.phase == LeasePhase::Absent;
        if is_new {
            *lease = Lease::new(StartingPosition::TrimHorizon, 0);
        }
        is_new
    }

    /// A worker is done with a closed shard: it writes `SHARD_END` and lets the lease go. The worker; none when somebody
    /// still has records of the shard in hand.
    pub fn end_shard(&mut self, shard: u32) -> Option<u16> {
        let desk = &self.desks[shard as usize];
        let owner = self.leases[shard as usize].owner?;
        let is_done = desk.queue.is_empty() && !self.stragglers.iter().any(|one| one.shard == shard);
        if !is_done {
            return None;
        }
        self.leases[shard as usize].end();
        self.workers[usize::from(owner)].drop_lease(shard);
        Some(owner)
    }

    /// Folds the application into a digest.
    pub fn fold(&self, digest: &mut Digest) {
        let ApplicationConfig { workers: _, craft: _, processing, checkpoint_interval, failover_time } = &self.config;
        for time in [processing.batch, processing.record, *checkpoint_interval, *failover_time] {
            digest.u64(time.0);
        }
        digest.u64(self.batches);
        self.workers.iter().for_each(|worker| worker.fold(digest));
        self.leases.iter().for_each(|lease| lease.fold(digest));
        self.desks.iter().for_each(|desk| desk.fold(digest));
        for straggler in &self.stragglers {
            digest.u64(u64::from(straggler.worker) << 32 | u64::from(straggler.shard));
            digest.u64(straggler.checkpointed_at.0);
            straggler.queue.iter().for_each(|hand| hand.fold(digest));
        }
    }
}

impl Desk {
    fn new(lease: &Lease) -> Self {
        Self { processed_to: lease.place, done_to: lease.place, ..Self::default() }
    }

    fn fold(&self, digest: &mut Digest) {
        self.queue.iter().for_each(|hand| hand.fold(digest));
        let last = self.last.map_or(u64::MAX, |number| number.counter);
        let (at, again) = (self.checkpointed_at.0, [self.given_again, self.processed_again]);
        for number in [self.processed_to, self.done_to, at, last, self.records, again[0], again[1]] {
            digest.u64(number);
        }
    }
}

impl InHand {
    fn fold(&self, digest: &mut Digest) {
        for number in [self.batch, self.from, self.to, self.user_records, self.until.0] {
            digest.u64(number);
        }
    }
}
