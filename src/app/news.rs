//! The event log: the world's facts, summed up so that a log of a thousand records a second can be read.

use super::{figures, words};
use crate::engine::World;
use crate::engine::fact::{Event, Fact};
use crate::engine::id::{ConsumerId, ProducerId};
use crate::engine::time::Micros;
use std::collections::BTreeMap;

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
    seen: u64,
    told: Vec<Fact>,
    accepted: BTreeMap<u32, Sum>,
    refused: BTreeMap<u32, Sum>,
    delivered: BTreeMap<(ConsumerId, u32), Sum>,
    read_refused: BTreeMap<u32, Sum>,
    given_up: BTreeMap<ProducerId, Sum>,
    tally: Tally,
}

#[derive(Debug)]
struct Sum {
    first: Fact,
    last: Micros,
    times: usize,
    records: u64,
}

/// How many records of every producer each shard has taken.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    taken: BTreeMap<(ProducerId, u32), u64>,
}

impl Tally {
    /// Records of a producer that a shard has taken.
    pub(crate) fn taken(&self, producer: ProducerId, shard: u32) -> u64 {
        self.taken.get(&(producer, shard)).copied().unwrap_or(0)
    }
}

impl News {
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
            Event::Accepted { record, producer, .. } => {
                if let Some(producer) = producer {
                    *self.tally.taken.entry((producer, record.shard)).or_default() += 1;
                    add(&mut self.accepted, record.shard, fact, 1);
                } else {
                    self.tell(fact);
                }
            }
            Event::Throttled { shard, producer: Some(_), .. } => add(&mut self.refused, shard, fact, 1),
            Event::Delivered { consumer, shard, from, to, .. } => {
                add(&mut self.delivered, (consumer, shard), fact, to - from);
            }
            Event::ReadThrottled { shard, .. } => add(&mut self.read_refused, shard, fact, 1),
            Event::GaveUp { producer, .. } => add(&mut self.given_up, producer, fact, 1),
            _ => self.tell(fact),
        }
    }

    fn tell(&mut self, fact: Fact) {
        if self.told.len() < TOLD_MAX {
            self.told.push(fact);
        }
    }

    /// Writes lines for what was gathered; says whether there were any.
    pub(crate) fn write(&mut self, world: &World, shard_id: impl Fn(u32) -> String) -> bool {
        let mut fresh: Vec<(Micros, String, bool)> = Vec::new();
        for fact in std::mem::take(&mut self.told) {
            fresh.push((fact.at, world.tell(&fact), is_harm(&fact.event)));
        }
        let mut summed = |sums: Vec<(Sum, String)>| {
            for (sum, text) in sums {
                let (text, at) =
                    if sum.times < SINGLY_MAX { (world.tell(&sum.first), sum.first.at) } else { (text, sum.last) };
                fresh.push((at, text, is_harm(&sum.first.event)));
            }
        };
        let each = |sums: &mut BTreeMap<u32, Sum>, what: &str| -> Vec<(Sum, String)> {
            let sums = std::mem::take(sums).into_iter();
            sums.map(|(shard, sum)| {
                let text = format!("{}: {} {what}.", shard_id(shard), figures::count(sum.records));
                (sum, text)
            })
            .collect()
        };
        summed(each(&mut self.accepted, words::LOG_TOOK));
        summed(each(&mut self.refused, words::LOG_REFUSED));
        summed(each(&mut self.read_refused, words::LOG_READ_REFUSED));
        let delivered = std::mem::take(&mut self.delivered).into_iter();
        summed(
            delivered
                .map(|((_, shard), sum)| {
                    let text = format!("{} {} {}.", figures::count(sum.records), words::LOG_READ, shard_id(shard));
                    (sum, text)
                })
                .collect(),
        );
        let given_up = std::mem::take(&mut self.given_up).into_values();
        summed(
            given_up
                .map(|sum| {
                    let text = format!("{} {}.", figures::count(sum.records), words::LOG_GIVEN_UP);
                    (sum, text)
                })
                .collect(),
        );
        fresh.sort_by_key(|(at, ..)| *at);
        let any = !fresh.is_empty();
        for (at, text, harm) in fresh {
            self.lines.push(Line { number: self.written, at, text, harm });
            self.written += 1;
        }
        let surplus = self.lines.len().saturating_sub(LINES_MAX);
        self.lines.drain(..surplus);
        any
    }

    /// The newest lines, oldest first.
    pub(crate) fn lines(&self) -> Vec<Line> {
        self.lines.clone()
    }

    /// How many records of every producer each shard has taken.
    pub(crate) fn tally(&self) -> &Tally {
        &self.tally
    }
}

fn add<K: Ord>(sums: &mut BTreeMap<K, Sum>, key: K, fact: Fact, records: u64) {
    let sum = sums.entry(key).or_insert(Sum { first: fact, last: fact.at, times: 0, records: 0 });
    sum.last = fact.at;
    sum.times += 1;
    sum.records += records;
}

fn is_harm(event: &Event) -> bool {
    matches!(
        event,
        Event::Throttled { .. } | Event::ReadThrottled { .. } | Event::GaveUp { .. } | Event::Expired { .. }
    )
}
