//! What a run's facts say and its account does not keep: bytes by consumer and shard, and whether keys came in order.

use crate::engine::World;
use crate::engine::fact::Event;
use crate::engine::id::ConsumerId;
use std::collections::BTreeMap;

/// Sums over the facts of a run.
#[derive(Clone, Debug, Default)]
pub(super) struct Tally {
    /// Bytes given, by consumer and shard.
    delivered: BTreeMap<(u16, u32), u64>,
    /// Records given to a consumer after a later one with the same key.
    order_breaks: BTreeMap<u16, u64>,
    /// The latest arrival given, and its sequence, by consumer and key.
    latest: BTreeMap<(u16, u32), (u64, u64)>,
    /// Stretches of places given, in order and apart, by consumer and shard.
    seen: BTreeMap<(u16, u32), Vec<(u64, u64)>>,
    /// Windows closed, by mapping.
    windows: BTreeMap<u16, u64>,
    /// The next fact to look at.
    next: u64,
}

impl Tally {
    /// Looks at the facts since the last time; false when some are no longer kept.
    pub(super) fn follow(&mut self, world: &World) -> bool {
        let (first, end, facts) = world.facts(self.next);
        let complete = first <= self.next;
        self.next = end;
        for fact in facts {
            match fact.event {
                Event::Delivered { consumer, shard, from, to, bytes } => {
                    *self.delivered.entry((consumer.0, shard)).or_default() += bytes;
                    self.look_at_order(world, consumer, shard, from, to);
                }
                Event::WindowClosed { consumer, .. } => *self.windows.entry(consumer.0).or_default() += 1,
                _ => {}
            }
        }
        complete
    }

    /// Records that come again are duplicates and say nothing about the order.
    fn look_at_order(&mut self, world: &World, consumer: ConsumerId, shard: u32, from: u64, to: u64) {
        let fresh = add_stretch(self.seen.entry((consumer.0, shard)).or_default(), from, to);
        let Some(stream) = world.consumer_stream(consumer).and_then(|stream| world.stream(stream)) else {
            return;
        };
        let Some(shard) = stream.shards.get(shard as usize) else {
            return;
        };
        for (place, row) in fresh.into_iter().flat_map(|(from, to)| shard.log.range(from, to)) {
            let this = (row.arrival.0, place);
            let latest = self.latest.entry((consumer.0, row.key.0)).or_insert(this);
            if this < *latest {
                *self.order_breaks.entry(consumer.0).or_default() += 1;
            }
            *latest = this.max(*latest);
        }
    }

    pub(super) fn delivered_bytes(&self, consumer: ConsumerId, shard: u32) -> u64 {
        self.delivered.get(&(consumer.0, shard)).copied().unwrap_or(0)
    }

    pub(super) fn order_breaks(&self, consumer: ConsumerId) -> u64 {
        self.order_breaks.get(&consumer.0).copied().unwrap_or(0)
    }

    pub(super) fn closed_windows(&self, consumer: ConsumerId) -> u64 {
        self.windows.get(&consumer.0).copied().unwrap_or(0)
    }
}

/// Adds a stretch of places to those seen; the parts of it that were not.
fn add_stretch(seen: &mut Vec<(u64, u64)>, from: u64, to: u64) -> Vec<(u64, u64)> {
    let (mut fresh, mut at) = (Vec::new(), from);
    let (mut low, mut high) = (from, to);
    for &(start, end) in seen.iter().filter(|(start, end)| *start <= to && *end >= from) {
        if at < start {
            fresh.push((at, start));
        }
        at = at.max(end);
        (low, high) = (low.min(start), high.max(end));
    }
    if at < to {
        fresh.push((at, to));
    }
    seen.retain(|(start, end)| *start > to || *end < from);
    let place = seen.partition_point(|(start, _)| *start < low);
    seen.insert(place, (low, high));
    fresh
}

#[cfg(test)]
mod tests {
    use super::add_stretch;

    #[test]
    fn only_what_was_not_seen_is_fresh() {
        let mut seen = Vec::new();
        assert_eq!(add_stretch(&mut seen, 5, 8), [(5, 8)]);
        assert_eq!(add_stretch(&mut seen, 8, 9), [(8, 9)]);
        assert_eq!(add_stretch(&mut seen, 20, 22), [(20, 22)]);
        assert_eq!(add_stretch(&mut seen, 0, 2), [(0, 2)]);
        assert_eq!(add_stretch(&mut seen, 6, 7), []);
        assert_eq!(add_stretch(&mut seen, 1, 21), [(2, 5), (9, 20)]);
        assert_eq!(seen, [(0, 22)]);
    }
}
