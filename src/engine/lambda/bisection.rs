//! A batch on its way through the function, and the tree it grows into when it fails and is split.

use crate::engine::digest::Digest;
use crate::engine::time::Micros;
use std::sync::Arc;

/// A batch: its records, and the parts it was invoked in. The first part is the whole batch; a part that was split has
/// two children, one that was answered in part has one, the remainder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bisection {
    /// Places of the records in the shard, rising.
    pub records: Arc<[u64]>,
    /// Every part there has been; a child stands after its parent.
    pub parts: Vec<Part>,
    /// Parts still to be done, the next one last.
    pub open: Vec<u32>,
    /// Places in `records` of those at which an invocation failed, rising.
    pub culprits: Vec<u32>,
    /// Whether this is the invocation that ends a tumbling window.
    pub is_final: bool,
}

/// A part of a batch: the whole, a half, or a remainder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The part it was split from; none for the whole batch.
    pub parent: Option<u32>,
    /// Its first record: a place in [`Bisection::records`]. Moves on when its oldest records are dropped.
    pub from: u32,
    /// The place after its last record.
    pub to: u32,
    /// Invocations of just this part that reached the code.
    pub attempts: u32,
    /// What became of it.
    pub state: PartState,
    /// When it was first invoked; none before.
    pub first_invoked: Option<Micros>,
    /// When its last invocation ended; none before.
    pub last_ended: Option<Micros>,
    /// How its last failed invocation failed.
    pub failed: Option<Fault>,
}

/// What became of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartState {
    /// Its turn has not come.
    Waiting,
    /// The function is at it.
    Running {
        /// The number of the invocation, from 1, over all of the world.
        invocation: u64,
        /// When it began.
        since: Micros,
        /// When it ends; never while its handler is still being asked.
        until: Micros,
    },
    /// Failed or refused, and tried again at this moment.
    BackingOff {
        /// The moment.
        until: Micros,
    },
    /// Every record of it is done.
    Passed,
    /// Failed, and split in two.
    Split,
    /// Done up to the record that the function named; the rest is a part of its own.
    Remainder,
    /// Given up.
    Dropped(Reason),
}

/// How an invocation failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    /// The handler threw.
    Threw,
    /// It ran into its timeout.
    TimedOut,
    /// It ran out of memory.
    OutOfMemory,
    /// It named a record in `batchItemFailures`.
    ReportedItem,
    /// What it returned is not what the mapping expects: the whole batch counts as failed.
    BadResponse,
}

/// Why records were given up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// `RetryAttemptsExhausted`.
    RetryAttemptsExhausted,
    /// `RecordAgeExceeded`.
    RecordAgeExceeded,
    /// The stream no longer holds them; no message is sent.
    Expired,
}

impl Reason {
    /// `requestContext.condition` of the message; none when no message is sent.
    #[must_use]
    pub const fn condition(self) -> Option<&'static str> {
        match self {
            Self::RetryAttemptsExhausted => Some("RetryAttemptsExhausted"),
            // Seen in an emulator's code and a user's report, not on a page of AWS: unverified.
            Self::RecordAgeExceeded => Some("RecordAgeExceeded"),
            Self::Expired => None,
        }
    }
}

impl Bisection {
    /// A batch to be invoked as a whole.
    #[must_use]
    pub fn new(records: Vec<u64>, is_final: bool) -> Self {
        let whole = Part::new(None, 0, records.len() as u32);
        Self { records: records.into(), parts: vec![whole], open: vec![0], culprits: Vec::new(), is_final }
    }

    /// The part whose turn it is.
    #[must_use]
    pub fn current(&self) -> Option<(u32, &Part)> {
        let at = *self.open.last()?;
        Some((at, &self.parts[at as usize]))
    }

    /// The same, to change it.
    pub fn current_mut(&mut self) -> Option<&mut Part> {
        let at = *self.open.last()?;
        Some(&mut self.parts[at as usize])
    }

    /// The records of a part.
    #[must_use]
    pub fn records_of(&self, part: &Part) -> &[u64] {
        &self.records[part.from as usize..part.to as usize]
    }

    /// The place in the shard of the first record that is not done with; none when all are.
    #[must_use]
    pub fn first_open(&self) -> Option<u64> {
        let (_, part) = self.current()?;
        self.records_of(part).first().copied()
    }

    /// Records that are not done with.
    #[must_use]
    pub fn records_open(&self) -> u64 {
        self.open.iter().map(|at| &self.parts[*at as usize]).map(|part| u64::from(part.to - part.from)).sum()
    }

    /// Whether any part of it failed.
    #[must_use]
    pub fn has_failed(&self) -> bool {
        self.parts.iter().any(|part| part.failed.is_some())
    }

    /// Closes the current part with what became of it.
    pub fn close(&mut self, state: PartState) {
        if let Some(at) = self.open.pop() {
            self.parts[at as usize].state = state;
        }
    }

    /// Splits the current part in two halves, the older records first. AWS says "in two" and no more: of an odd number
    /// the first half takes one record more, which is this engine's choice. Tells how many records each half holds.
    pub fn split(&mut self) -> Option<(u32, u32)> {
        let (at, part) = self.current()?;
        let (from, to) = (part.from, part.to);
        let middle = from + (to - from).div_ceil(2);
        self.close(PartState::Split);
        self.open_part(at, middle, to);
        self.open_part(at, from, middle);
        Some((middle - from, to - middle))
    }

    /// Takes the records before a place of the batch as done and leaves the rest of the current part as its own.
    pub fn keep_from(&mut self, place: u32) {
        if let Some((at, part)) = self.current() {
            let to = part.to;
            self.close(PartState::Remainder);
            self.open_part(at, place, to);
        }
    }

    /// Remembers the record at which an invocation failed.
    pub fn blame(&mut self, place: u32) {
        if let Err(at) = self.culprits.binary_search(&place) {
            self.culprits.insert(at, place);
        }
    }

    fn open_part(&mut self, parent: u32, from: u32, to: u32) {
        self.open.push(self.parts.len() as u32);
        self.parts.push(Part::new(Some(parent), from, to));
    }

    /// Folds the batch into a digest.
    pub fn fold(&self, digest: &mut Digest) {
        digest.u64(self.records.len() as u64);
        for place in [self.records.first(), self.records.last()].into_iter().flatten() {
            digest.u64(*place);
        }
        for part in &self.parts {
            digest.u64(u64::from(part.from) << 32 | u64::from(part.to));
            digest.u64(u64::from(part.attempts));
            digest.u64(part.last_ended.map_or(u64::MAX, |at| at.0));
            match part.state {
                PartState::Waiting => digest.u64(0),
                PartState::Running { invocation, until, .. } => {
                    digest.u64(invocation);
                    digest.u64(until.0);
                }
                PartState::BackingOff { until } => digest.u64(until.0),
                PartState::Passed => digest.u64(1),
                PartState::Split => digest.u64(2),
                PartState::Remainder => digest.u64(3),
                PartState::Dropped(reason) => digest.u64(4 + reason as u64),
            }
        }
        self.open.iter().for_each(|at| digest.u64(u64::from(*at)));
    }
}

impl Part {
    const fn new(parent: Option<u32>, from: u32, to: u32) -> Self {
        let state = PartState::Waiting;
        Self { parent, from, to, attempts: 0, state, first_invoked: None, last_ended: None, failed: None }
    }

    /// How many records it holds.
    #[must_use]
    pub const fn records(&self) -> u32 {
        self.to - self.from
    }
}
