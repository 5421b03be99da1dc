//! The event log: the world's facts, summed up so that a log of a thousand records a second can be read.

use super::{figures, words};
use crate::engine::World;
use crate::engine::fact::{Event, Fact};
use crate::engine::id::ConsumerId;
use crate::engine::metrics::AlarmState;
use crate::engine::time::Micros;

/// A line of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    /// Lines are numbered from 0.
    pub(crate) number: u64,
    /// The moment of the last thing it tells.
    pub(crate) at: Micros,
    /// What happened.
    pub(crate) text: String,
    /// Whether it tells of harm: a refusal or a loss.
    pub(crate) harm: bool,
}

/// The lines that are kept.
const LINES_MAX: usize = 80;
/// Up to this many facts of a kind are told one by one; more are summed up.
const SINGLY_MAX: usize = 2;
/// Facts told in full since the last line; a burst of them is cut here.
const TOLD_MAX: usize = 12;

/// What has happened since the last line was written, and the lines.
#[derive(Debug, Default)]
pub(crate) struct News {
    lines: Vec<Line>,
    written: u64,
    /// Lines that the page has been given.
    shown: u64,
    seen: u64,
    told: Vec<Fact>,
    sums: Sorted<(What, u16, u32), Sum>,
}

/// What is summed up, in the order of the lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum What {
    Accepted,
    Refused,
    ReadRefused,
    Delivered,
    Invoked,
    Processed,
    Packed,
    GivenUp,
}

#[derive(Debug)]
struct Sum {
    first: Fact,
    last: Micros,
    times: usize,
    records: u64,
}

/// A few values by their keys, in order.
#[derive(Debug)]
struct Sorted<K, V>(Vec<(K, V)>);

impl<K, V> Default for Sorted<K, V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<K: Ord + Copy, V> Sorted<K, V> {
    fn entry(&mut self, key: K, first: V) -> &mut V {
        let at = self.0.partition_point(|(before, _)| *before < key);
        if self.0.get(at).is_none_or(|(found, _)| *found != key) {
            self.0.insert(at, (key, first));
        }
        &mut self.0[at].1
    }
}

impl News {
    /// Begins again at a fact, after a leap in time: what was told is of another moment.
    pub(crate) fn leap(&mut self, to_fact: u64) {
        *self = Self { written: self.written, shown: 0, seen: to_fact, ..Self::default() };
    }

    /// Tells something that is no fact of the world, at a moment.
    pub(crate) fn say(&mut self, at: Micros, text: String) {
        self.lines.push(Line { number: self.written, at, text, harm: false });
        self.written += 1;
    }

    /// Reads the facts that are new since the last call.
    pub(crate) fn gather(&mut self, world: &World) {
        let (_, end, facts) = world.facts(self.seen);
        self.seen = end;
        for fact in facts {
            self.take(fact);
        }
    }

    fn take(&mut self, fact: Fact) {
        match fact.event {
            Event::Accepted { record, producer: Some(_), .. } => {
                self.add((What::Accepted, 0, record.shard), fact, 1);
            }
            Event::Throttled { shard, producer: Some(_), .. } => self.add((What::Refused, 0, shard), fact, 1),
            Event::Delivered { consumer, shard, from, to, .. } => {
                self.add((What::Delivered, consumer.0, shard), fact, to - from);
            }
            Event::ReadThrottled { shard, .. } => self.add((What::ReadRefused, 0, shard), fact, 1),
            Event::Invoked { consumer, shard, records, attempt: 1, .. } => {
                self.add((What::Invoked, consumer.0, shard), fact, records.into());
            }
            // What was handed over and passed is told already, and a checkpoint follows what was processed.
            Event::InvocationEnded { fault: None, .. } | Event::CheckpointWritten { .. } => {}
            Event::Processed { consumer, shard, user_records, .. } => {
                self.add((What::Processed, consumer.0, shard), fact, user_records);
            }
            Event::Packed { record, producer, user_records } => {
                self.add((What::Packed, producer.0, record.shard), fact, user_records.into());
            }
            Event::GaveUp { producer, .. } => self.add((What::GivenUp, producer.0, 0), fact, 1),
            _ => self.tell(fact),
        }
    }

    fn add(&mut self, key: (What, u16, u32), fact: Fact, records: u64) {
        let at = fact.at;
        let sum = self.sums.entry(key, Sum { first: fact, last: at, times: 0, records: 0 });
        sum.last = at;
        sum.times += 1;
        sum.records += records;
    }

    fn tell(&mut self, fact: Fact) {
        if self.told.len() < TOLD_MAX {
            self.told.push(fact);
        }
    }

    /// Writes lines for what was gathered; says whether there were any.
    pub(crate) fn write(&mut self, world: &World, shard_id: impl Fn(u32) -> String) -> bool {
        let mut fresh: Vec<(Micros, String, bool)> = Vec::new();
        let mut add = |at, text, event: &Event| {
            let place = fresh.partition_point(|(before, ..)| *before <= at);
            fresh.insert(place, (at, text, is_harm(event)));
        };
        for fact in std::mem::take(&mut self.told) {
            add(fact.at, world.tell(&fact), &fact.event);
        }
        for ((what, who, shard), sum) in std::mem::take(&mut self.sums.0) {
            if sum.times < SINGLY_MAX {
                add(sum.first.at, world.tell(&sum.first), &sum.first.event);
                continue;
            }
            let records = figures::count(sum.records);
            let consumer = || world.consumer_name(ConsumerId(who));
            let text = match what {
                What::Accepted => format!("{}: {records} {}.", shard_id(shard), words::LOG_TOOK),
                What::Refused => format!("{}: {records} {}.", shard_id(shard), words::LOG_REFUSED),
                What::ReadRefused => format!("{}: {records} {}.", shard_id(shard), words::LOG_READ_REFUSED),
                What::Delivered => format!("{records} {} {}.", words::LOG_READ, shard_id(shard)),
                What::Invoked => {
                    let times = figures::count(sum.times as u64);
                    format!(
                        "{}: {times} {} {records} {} {}.",
                        consumer(),
                        words::LOG_INVOKED,
                        words::LOG_RECORDS_OF,
                        shard_id(shard)
                    )
                }
                What::Processed => {
                    format!("{}: {records} {} {}.", consumer(), words::LOG_PROCESSED, shard_id(shard))
                }
                What::Packed => format!("{}: {records} {}.", shard_id(shard), words::LOG_PACKED),
                What::GivenUp => format!("{records} {}.", words::LOG_GIVEN_UP),
            };
            add(sum.last, text, &sum.first.event);
        }
        let any = !fresh.is_empty() || self.lines.last().is_some_and(|line| line.number + 1 > self.shown);
        for (at, text, harm) in fresh {
            self.lines.push(Line { number: self.written, at, text, harm });
            self.written += 1;
        }
        let surplus = self.lines.len().saturating_sub(LINES_MAX);
        self.lines.drain(..surplus);
        self.shown = self.written;
        any
    }

    /// The newest lines, oldest first.
    pub(crate) fn lines(&self) -> Vec<Line> {
        self.lines.clone()
    }
}

fn is_harm(event: &Event) -> bool {
    matches!(
        event,
        Event::Throttled { .. }
            | Event::ReadThrottled { .. }
            | Event::GaveUp { .. }
            | Event::Expired { .. }
            | Event::InvocationEnded { fault: Some(_), .. }
            | Event::InvocationThrottled { .. }
            | Event::BatchDropped { .. }
            | Event::GivenAgain { .. }
            | Event::AlarmChanged { to: AlarmState::Alarm, .. }
    )
}
