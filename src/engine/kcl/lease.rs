//! A lease: one row of the application's lease table, for one shard.

use crate::engine::digest::Digest;
use crate::engine::reading::StartingPosition;
use crate::engine::sequence::SequenceNumber;
use serde::Serialize;

/// A row of the lease table. Names are the table's columns (Kinesis Developer Guide, "KCL
/// metadata tables").
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lease {
    /// Whether it stands in the table, and whether its shard is done.
    pub phase: LeasePhase,
    /// `leaseOwner`: the worker's index. It stays when the worker is gone, until another takes the lease.
    pub owner: Option<u16>,
    /// `leaseCounter`: raised by every renewal, take and checkpoint; standing still, it tells that the owner is gone.
    pub counter: u64,
    /// `checkpoint`: where the next owner begins; after a sequence number once one was written.
    pub checkpoint: StartingPosition,
    /// `ownerSwitchesSinceCheckpoint`.
    pub owner_switches_since_checkpoint: u64,
    /// The place in the shard at which the checkpoint lay when it was written, or at which the owner began.
    pub place: u64,
}

/// How far a lease has come. AWS calls the stretch between creation and end `PROCESSING` (Kinesis Developer Guide, "KCL
/// concepts"). The library deletes the row of a shard that has ended once its children are being processed; here it stays
/// in the table, so that one can see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeasePhase {
    /// Not in the table yet: a parent of the shard has not been read to its end.
    Absent,
    /// In the table.
    Active,
    /// `SHARD_END`: the shard is closed and every record of it is done.
    Ended,
}

/// How a lease came to its owner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Taking {
    /// Nobody had it.
    Free,
    /// Its counter had stood still for the failover time.
    Expired,
    /// Its owner had more than a fair share.
    Stolen,
    /// A worker came back under its old name, and found its name in the table.
    Found,
}

impl Lease {
    /// A lease that nobody has taken yet.
    #[must_use]
    pub const fn new(checkpoint: StartingPosition, place: u64) -> Self {
        let phase = LeasePhase::Active;
        Self { phase, owner: None, counter: 0, checkpoint, owner_switches_since_checkpoint: 0, place }
    }

    /// A lease that is not in the table yet.
    #[must_use]
    pub const fn absent() -> Self {
        Self { phase: LeasePhase::Absent, ..Self::new(StartingPosition::TrimHorizon, 0) }
    }

    /// Whether workers look after it.
    #[must_use]
    pub const fn is_active(&self) -> bool {
        matches!(self.phase, LeasePhase::Active)
    }

    /// Writes the last checkpoint, `SHARD_END`: nobody needs the lease any more.
    pub fn end(&mut self) {
        self.phase = LeasePhase::Ended;
        self.owner = None;
        self.owner_switches_since_checkpoint = 0;
        self.counter += 1;
    }

    /// Gives the lease to a worker, which begins at `place`.
    pub fn take(&mut self, worker: u16, place: u64) {
        self.owner_switches_since_checkpoint += u64::from(self.owner.is_some_and(|owner| owner != worker));
        self.owner = Some(worker);
        self.counter += 1;
        self.place = place;
    }

    /// Writes a checkpoint: everything before `place` is done, `last` is the number of the last record of it.
    pub fn write(&mut self, last: SequenceNumber, place: u64) {
        self.checkpoint = StartingPosition::AfterSequenceNumber(last);
        self.place = place;
        self.owner_switches_since_checkpoint = 0;
        self.counter += 1;
    }

    /// The column `checkpoint` as the table shows it.
    #[must_use]
    pub fn checkpoint_text(&self) -> String {
        if self.phase == LeasePhase::Ended {
            return "SHARD_END".to_owned();
        }
        match self.checkpoint {
            StartingPosition::TrimHorizon => "TRIM_HORIZON".to_owned(),
            StartingPosition::Latest => "LATEST".to_owned(),
            StartingPosition::AtTimestamp(_) => "AT_TIMESTAMP".to_owned(),
            StartingPosition::AtSequenceNumber(number) | StartingPosition::AfterSequenceNumber(number) => {
                number.to_string()
            }
        }
    }

    pub(super) fn fold(&self, digest: &mut Digest) {
        digest.u64(self.phase as u64);
        digest.u64(self.owner.map_or(u64::MAX, u64::from));
        digest.u64(self.counter);
        digest.bytes(self.checkpoint_text().as_bytes());
        if let StartingPosition::AtTimestamp(moment) = self.checkpoint {
            digest.u64(moment.0);
        }
        digest.u64(self.owner_switches_since_checkpoint);
        digest.u64(self.place);
    }
}
