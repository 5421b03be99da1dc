//! What a world has done, and what a copy of it costs.

use super::World;
use crate::engine::consumer::{Consumer, Cursor, Job};
use crate::engine::fact::Fact;
use crate::engine::facts::Facts;
use crate::engine::histogram::Histogram;
use crate::engine::lambda::Queued;
use crate::engine::marks::Marks;
use crate::engine::producer::Producer;
use crate::engine::shard::Shard;
use crate::engine::stream::Stream;
use crate::engine::time::Micros;

/// What a copy of a world costs.
#[derive(Clone, Copy, Debug)]
pub struct Cost {
    /// Bytes that the copy has for itself as soon as its origin goes on.
    own: usize,
    /// Bytes that both share until one of them meets a new key.
    keys: usize,
    /// How many keys there are.
    keys_len: u32,
    /// How many facts there were.
    facts_end: u64,
}

impl Cost {
    /// Bytes that are copied, at once or as soon as the origin goes on.
    #[must_use]
    pub const fn copied(&self) -> usize {
        self.own
    }

    /// Bytes that a copy takes when it stands after another one of the same run, about: what both hold is counted there.
    #[must_use]
    pub fn after(&self, before: Option<&Self>) -> usize {
        let facts = self.facts_end - before.map_or(0, |before| before.facts_end);
        let facts = facts.min(Facts::KEPT_MAX) as usize * size_of::<Fact>();
        let shares_keys = before.is_some_and(|before| before.keys_len == self.keys_len);
        self.own + facts + if shares_keys { 0 } else { self.keys }
    }
}

impl World {
    /// How much has been done so far: events handled and facts told. Doing it again takes about as long.
    #[must_use]
    pub const fn work(&self) -> u64 {
        self.facts.end() + self.agenda.planned()
    }

    /// What of the run so far is worth a mark.
    #[must_use]
    pub const fn marks(&self) -> &Marks {
        self.facts.marks()
    }

    /// The last fact before a moment, as far as they are kept.
    #[must_use]
    pub fn fact_before(&self, moment: Micros) -> Option<&Fact> {
        let before = self.facts.first_at_or_after(moment).checked_sub(1)?;
        self.facts.from(before).next().map(|(_, fact)| fact).filter(|fact| fact.at < moment)
    }

    /// The number of the first fact kept that happened at `moment` or later; the end when there is none.
    #[must_use]
    pub fn facts_since(&self, moment: Micros) -> u64 {
        self.facts.first_at_or_after(moment)
    }

    /// What a copy costs.
    #[must_use]
    pub fn cost(&self) -> Cost {
        let own = size_of::<Self>()
            + self.agenda.bytes()
            + self.metrics.own_bytes()
            + self.batches.len() * size_of::<usize>()
            + self.streams.iter().map(stream_bytes).sum::<usize>()
            + self.producers.iter().map(Producer::own_bytes).sum::<usize>()
            + self.consumers.iter().map(consumer_bytes).sum::<usize>();
        let drawn: usize = self.producers.iter().map(Producer::growing_bytes).sum();
        Cost { own, keys: self.keys.growing_bytes() + drawn, keys_len: self.keys.len(), facts_end: self.facts.end() }
    }
}

fn stream_bytes(stream: &Stream) -> usize {
    let shards = stream.shards.iter().map(|shard| size_of::<Shard>() + shard.log.own_bytes());
    size_of::<Stream>() + shards.sum::<usize>()
}

fn consumer_bytes(consumer: &Consumer) -> usize {
    let job = match &consumer.job {
        Job::Handle(_) => 0,
        Job::Application(application) => application.desks.len() * size_of::<Cursor>(),
        Job::Mapping(mapping) => {
            mapping.pollers.iter().map(|poller| poller.held() as usize * size_of::<Queued>()).sum()
        }
    };
    size_of::<Consumer>() + Histogram::BYTES + consumer.cursors.len() * size_of::<Cursor>() + job
}
