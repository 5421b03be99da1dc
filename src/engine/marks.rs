//! What of a run is worth a mark on its timeline: commands, the first of a burst of harm, and what changes for good.

use super::fact::{Event, Fact};
use super::kcl::Taking;
use super::time::Micros;
use std::sync::Arc;

/// Marks kept of a run. When there are more, marks of a kind that follow closely on each other are given up.
const MARKS_MAX: usize = 256;
/// What counts as closely at first; it doubles until the marks are few enough.
const APART_FIRST: Micros = Micros::from_millis(10);
/// Harm and puts that follow within this time on others of their kind belong to the same burst, which has one mark.
const QUIET: Micros = Micros::from_secs(2);

/// Kinds of marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MarkKind {
    /// A stream was opened after the start.
    Stream,
    /// A change of shards or of the capacity mode began or landed.
    Reshard,
    /// A setting of a stream or of the account was changed.
    Setting,
    /// An alarm changed its state.
    Alarm,
    /// A producer came or was changed.
    Producer,
    /// A consumer came, went or was changed.
    Consumer,
    /// A record was put by hand or through the API.
    Put,
    /// A file's last record was dealt with.
    FileDone,
    /// A shard refused records.
    Throttled,
    /// A shard refused reads.
    ReadThrottled,
    /// A producer lost a record.
    RecordLost,
    /// An invocation failed.
    InvocationFailed,
    /// Lambda refused an invocation.
    InvocationThrottled,
    /// A mapping gave records up.
    BatchLost,
    /// A worker joined or ended in order.
    Worker,
    /// A worker crashed.
    WorkerCrashed,
    /// A worker stole a lease, or took one that ran out.
    LeaseMoved,
    /// Records fell off the end of retention.
    Expired,
}

impl MarkKind {
    const COUNT: usize = Self::Expired as usize + 1;

    /// Whether it comes in bursts, of which only the first is marked.
    const fn is_of_bursts(self) -> bool {
        !matches!(
            self,
            Self::Stream
                | Self::Reshard
                | Self::Setting
                | Self::Producer
                | Self::Consumer
                | Self::Worker
                | Self::WorkerCrashed
        )
    }

    /// Whether it is harm: something was refused, failed or lost.
    #[must_use]
    pub const fn is_harm(self) -> bool {
        matches!(
            self,
            Self::Throttled
                | Self::ReadThrottled
                | Self::RecordLost
                | Self::InvocationFailed
                | Self::InvocationThrottled
                | Self::BatchLost
                | Self::WorkerCrashed
                | Self::Expired
        )
    }
}

/// The kind of mark that an event is worth, if it is worth one.
#[must_use]
pub const fn mark_of(event: &Event) -> Option<MarkKind> {
    Some(match event {
        Event::StreamOpened { .. } => MarkKind::Stream,
        Event::StreamUpdating { .. } | Event::StreamActive { .. } | Event::GrowthPlanned { .. } => MarkKind::Reshard,
        Event::WarmThroughputChanged { .. }
        | Event::BillingCommitmentChanged { .. }
        | Event::RetentionChanged { .. } => MarkKind::Setting,
        Event::AlarmChanged { .. } => MarkKind::Alarm,
        Event::ProducerAdded { .. } | Event::ProducerChanged { .. } => MarkKind::Producer,
        Event::ConsumerAdded { .. } | Event::ConsumerChanged { .. } | Event::ConsumerRemoved { .. } => {
            MarkKind::Consumer
        }
        Event::Accepted { producer: None, .. } => MarkKind::Put,
        Event::Throttled { .. } => MarkKind::Throttled,
        Event::GaveUp { .. } => MarkKind::RecordLost,
        Event::FileDone { .. } => MarkKind::FileDone,
        Event::ReadThrottled { .. } => MarkKind::ReadThrottled,
        Event::InvocationEnded { fault: Some(_), .. } => MarkKind::InvocationFailed,
        Event::InvocationThrottled { .. } => MarkKind::InvocationThrottled,
        Event::BatchDropped { .. } => MarkKind::BatchLost,
        Event::WorkerJoined { .. } | Event::WorkerEnded { crash: false, .. } => MarkKind::Worker,
        Event::WorkerEnded { crash: true, .. } => MarkKind::WorkerCrashed,
        Event::LeaseTaken { how: Taking::Stolen | Taking::Expired, .. } => MarkKind::LeaseMoved,
        Event::Expired { .. } | Event::ShardExpired { .. } => MarkKind::Expired,
        _ => return None,
    })
}

/// A mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The number of the fact.
    pub number: u64,
    /// What happened, and when.
    pub fact: Fact,
    /// What it is worth.
    pub kind: MarkKind,
}

/// The marks of a run so far, in order. Forks share them until one of them gets another.
#[derive(Clone, Debug, Default)]
pub struct Marks {
    list: Arc<Vec<Mark>>,
    /// When something of each kind last happened, or was last marked where it comes one by one.
    last: [Option<Micros>; MarkKind::COUNT],
    /// Marks of a kind lie at least this far apart.
    apart: Micros,
}

impl Marks {
    /// The marks, in order of time.
    #[must_use]
    pub fn list(&self) -> &[Mark] {
        &self.list
    }

    /// Looks at the next fact of the run that is worth a mark. What is there from the start is not marked.
    pub(super) fn note(&mut self, kind: MarkKind, number: u64, fact: Fact) {
        if fact.at == Micros::ZERO && !kind.is_harm() {
            return;
        }
        let quiet = if kind.is_of_bursts() { self.apart.max(QUIET) } else { self.apart };
        let is_near = self.last[kind as usize].is_some_and(|last| fact.at.since(last) < quiet);
        if !is_near || kind.is_of_bursts() {
            self.last[kind as usize] = Some(fact.at);
        }
        if is_near {
            return;
        }
        Arc::make_mut(&mut self.list).push(Mark { number, fact, kind });
        while self.list.len() > MARKS_MAX {
            self.thin();
        }
    }

    fn thin(&mut self) {
        self.apart = APART_FIRST.max(Micros(self.apart.0 * 2));
        let (apart, mut kept) = (self.apart, [None::<Micros>; MarkKind::COUNT]);
        Arc::make_mut(&mut self.list).retain(|mark| {
            let at = mark.fact.at;
            let stays = kept[mark.kind as usize].is_none_or(|before| at.since(before) >= apart);
            if stays {
                kept[mark.kind as usize] = Some(at);
            }
            stays
        });
    }
}
