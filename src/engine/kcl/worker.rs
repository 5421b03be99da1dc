//! A worker of an application: one process that owns leases and handles their shards.

use super::Lease;
use crate::engine::digest::Digest;
use crate::engine::time::Micros;
use serde::Serialize;

/// A worker.
#[derive(Clone, Debug)]
pub struct Worker {
    /// Its name: `leaseOwner` in the lease table.
    pub name: String,
    /// How it goes.
    pub state: WorkerState,
    /// Raised whenever it ends, so that what it had planned is known and ignored.
    pub life: u32,
    /// Records it processed, those in packed records counted one by one.
    pub records: u64,
    /// The leases it believes to hold, by shard: a thief's take is not known before the next renewal or checkpoint.
    pub holds: Vec<u32>,
    /// What it saw of every lease when it last looked; empty before its first look.
    pub seen: Vec<Seen>,
}

/// How a worker goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum WorkerState {
    /// At work.
    Working,
    /// Told to stop: it finishes what is in its hands and checkpoints.
    Stopping,
    /// Stopped in order.
    Stopped,
    /// Died at once.
    Crashed,
}

/// What a worker saw of a lease.
#[derive(Clone, Copy, Debug)]
pub struct Seen {
    counter: u64,
    /// When it first saw this counter; none for a lease that was never renewed.
    since: Option<Micros>,
}

impl Seen {
    /// How long the counter has stood still.
    #[must_use]
    pub fn still_for(self, now: Micros) -> Micros {
        self.since.map_or(Micros::NEVER, |since| now.since(since))
    }
}

impl Worker {
    /// A worker that begins.
    #[must_use]
    pub fn new(name: &str) -> Self {
        let (holds, seen) = (Vec::new(), Vec::new());
        Self { name: name.to_owned(), state: WorkerState::Working, life: 0, records: 0, holds, seen }
    }

    /// Whether it runs.
    #[must_use]
    pub const fn is_alive(&self) -> bool {
        matches!(self.state, WorkerState::Working | WorkerState::Stopping)
    }

    /// Looks through the lease table.
    pub fn scan(&mut self, leases: &[Lease], now: Micros) {
        let look = |(at, lease): (usize, &Lease)| {
            let since = match self.seen.get(at) {
                Some(seen) if seen.counter == lease.counter => seen.since,
                None if lease.owner.is_none() => None,
                _ => Some(now),
            };
            Seen { counter: lease.counter, since }
        };
        self.seen = leases.iter().enumerate().map(look).collect();
    }

    /// Remembers a lease as its own.
    pub fn hold(&mut self, shard: u32) {
        if let Err(at) = self.holds.binary_search(&shard) {
            self.holds.insert(at, shard);
        }
    }

    /// Forgets a lease; tells whether it was among its own.
    pub fn drop_lease(&mut self, shard: u32) -> bool {
        let found = self.holds.binary_search(&shard);
        if let Ok(at) = found {
            self.holds.remove(at);
        }
        found.is_ok()
    }

    /// Ends it.
    pub fn end(&mut self, state: WorkerState) {
        self.state = state;
        self.life += 1;
        self.holds.clear();
        self.seen.clear();
    }

    pub(super) fn fold(&self, digest: &mut Digest) {
        digest.bytes(self.name.as_bytes());
        digest.u64(self.state as u64);
        digest.u64(u64::from(self.life));
        digest.u64(self.records);
        digest.u64(self.holds.len() as u64);
        self.holds.iter().for_each(|shard| digest.u64(u64::from(*shard)));
        for seen in &self.seen {
            digest.u64(seen.counter);
            digest.u64(seen.since.map_or(u64::MAX, |at| at.0));
        }
    }
}
