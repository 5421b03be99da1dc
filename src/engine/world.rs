//! The world (being built).

use super::command::{Command, Refusal, Reply};
use super::fact::Fact;
use super::id::{ProducerId, RecordRef, StreamId};
use super::limits::{Limits, Profile};
use super::snapshot::{Inspection, Snapshot, View};
use super::time::Micros;

/// Where a world begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setup {
    /// Seed of everything random.
    pub seed: u64,
    /// Which limits hold.
    pub profile: Profile,
    /// The date at the start, in milliseconds since 1970.
    pub epoch_ms: u64,
}

/// The world.
#[derive(Clone, Debug)]
pub struct World {}

impl World {
    pub fn new(_setup: Setup) -> Self {
        todo!()
    }
    pub fn now(&self) -> Micros {
        todo!()
    }
    pub fn limits(&self) -> &Limits {
        todo!()
    }
    /// Lets time pass up to `until`.
    pub fn advance_to(&mut self, _until: Micros) {
        todo!()
    }
    /// Lets time pass to the next thing that happens (a fact), at most up to `until`; says whether one did.
    pub fn step(&mut self, _until: Micros) -> bool {
        todo!()
    }
    pub fn apply(&mut self, _command: &Command) -> Result<Reply, Refusal> {
        todo!()
    }
    /// The first stream's id, by name.
    pub fn stream_named(&self, _name: &str) -> Option<StreamId> {
        todo!()
    }
    pub fn producer_named(&self, _name: &str) -> Option<ProducerId> {
        todo!()
    }
    pub fn snapshot(&self, _view: &View) -> Snapshot {
        todo!()
    }
    pub fn inspect(&self, _record: RecordRef) -> Option<Inspection> {
        todo!()
    }
    /// Number of the oldest fact still kept, and the facts from `from` on. At most the newest 16,384 are kept.
    pub fn facts(&self, _from: u64) -> (u64, Vec<Fact>) {
        todo!()
    }
    /// One line of English for a fact, for the event log.
    pub fn tell(&self, _fact: &Fact) -> String {
        todo!()
    }
    /// A short hash of the whole state, 16 hex digits.
    pub fn digest(&self) -> String {
        todo!()
    }
}
