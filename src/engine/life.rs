//! What happened to one record: found by telling the run once more from the moment it was put.

use super::fact::{Event, Fact};
use super::id::{ConsumerId, RecordRef};
use super::time::Micros;
use super::timeline::{Timeline, Walk};

/// Moments of a record's life that are kept, at most: a consumer that is rewound again and again reads it as often.
const MOMENTS_MAX: usize = 64;

/// Something that happened to a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    /// What happened, and when.
    pub fact: Fact,
    /// The same as one line of plain English.
    pub text: String,
}

/// A record's life, as far as it was looked for.
#[derive(Debug)]
pub struct Life {
    record: RecordRef,
    walk: Walk,
    moments: Vec<Moment>,
    is_over: bool,
}

impl Life {
    /// Looks for what happened to a record up to `until`; none when it is not kept at this moment of the run.
    #[must_use]
    pub fn new(timeline: &Timeline, record: RecordRef, until: Micros) -> Option<Self> {
        let shards = &timeline.world().stream(record.stream)?.shards;
        let row = shards.get(record.shard as usize)?.log.get(record.index)?;
        let walk = Walk::new(timeline, row.arrival, until);
        Some(Self { record, walk, moments: Vec::new(), is_over: false })
    }

    /// The record.
    #[must_use]
    pub const fn record(&self) -> RecordRef {
        self.record
    }

    /// What is found so far, in order: it was put, each consumer was given it and was done with it, it expired.
    #[must_use]
    pub fn moments(&self) -> &[Moment] {
        &self.moments
    }

    /// The moment up to which it was looked for.
    #[must_use]
    pub const fn now(&self) -> Micros {
        self.walk.now()
    }

    /// Whether everything is found.
    #[must_use]
    pub const fn is_over(&self) -> bool {
        self.is_over
    }

    /// Looks a little further.
    pub fn go_on(&mut self) {
        let Some(facts) = self.walk.go_on() else {
            self.is_over = true;
            return;
        };
        for (_, fact) in facts {
            if self.concerns(&fact.event) {
                self.moments.push(Moment { fact, text: self.walk.world().tell(&fact) });
                self.is_over |= matches!(fact.event, Event::Expired { .. }) || self.moments.len() == MOMENTS_MAX;
            }
        }
    }

    fn concerns(&self, event: &Event) -> bool {
        let RecordRef { stream, shard, index } = self.record;
        let reads = |consumer: ConsumerId| {
            self.walk.world().consumer(consumer).is_some_and(|consumer| consumer.config.stream == stream)
        };
        let holds = |of: u32, from: u64, to: u64| of == shard && (from..to).contains(&index);
        match *event {
            Event::Accepted { record, .. } | Event::Packed { record, .. } => record == self.record,
            Event::Delivered { consumer, shard, from, to, .. } | Event::Processed { consumer, shard, from, to, .. } => {
                holds(shard, from, to) && reads(consumer)
            }
            Event::Expired { stream: of, shard, from, to } => of == stream && holds(shard, from, to),
            _ => false,
        }
    }
}
