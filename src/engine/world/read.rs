//! The way out: polls, the door's answer, and records in a consumer's hands.

use super::{Coming, World};
use crate::engine::command::{Got, Refusal};
use crate::engine::fact::Event;
use crate::engine::id::{ConsumerId, StreamId};
use crate::engine::limits::STANDARD_DELIVERY;

impl World {
    pub(super) fn poll(&mut self, id: ConsumerId, shard_index: u32) {
        let consumer = &mut self.consumers[usize::from(id.0)];
        let config = &consumer.config;
        let shard = &mut self.streams[usize::from(config.stream.0)].shards[shard_index as usize];
        let cursor = &mut consumer.cursors[shard_index as usize];
        cursor.skip_expired(shard.log.first());
        let next = self.now + config.poll_interval;
        match shard.read(self.now, cursor.next, config.limit, &self.limits) {
            Ok(to) => {
                cursor.calls += 1;
                let from = cursor.next;
                if to > from {
                    cursor.next = to;
                    let delivery = Coming::Deliver { consumer: id, shard: shard_index, from, to };
                    self.agenda.plan(self.now + STANDARD_DELIVERY, delivery);
                }
            }
            Err(limit) => {
                cursor.throttled += 1;
                self.tell_fact(Event::ReadThrottled { consumer: Some(id), shard: shard_index, limit });
            }
        }
        self.agenda.plan(next, Coming::Poll { consumer: id, shard: shard_index });
    }

    pub(super) fn deliver(&mut self, id: ConsumerId, shard_index: u32, from: u64, to: u64) {
        let consumer = &mut self.consumers[usize::from(id.0)];
        let shard = &self.streams[usize::from(consumer.config.stream.0)].shards[shard_index as usize];
        let bytes = shard.log.bytes_before(to) - shard.log.bytes_before(from);
        for arrival in shard.log.arrivals(from, to) {
            consumer.latency.count(self.now.since(arrival));
        }
        let cursor = &mut consumer.cursors[shard_index as usize];
        cursor.delivered_to = to;
        cursor.records += to - from;
        cursor.bytes += bytes;
        cursor.last_delivery = Some(self.now);
        consumer.delivered.count(self.now, to - from, bytes);
        self.tell_fact(Event::Delivered { consumer: id, shard: shard_index, from, to, bytes });
    }

    pub(super) fn get_records(&mut self, id: StreamId, index: u32, from: u64, limit: u32) -> Result<Got, Refusal> {
        let stream = self.streams.get_mut(usize::from(id.0)).ok_or(Refusal::UnknownStream)?;
        let shard = stream.shards.get_mut(index as usize).ok_or(Refusal::UnknownShard)?;
        let from = from.clamp(shard.log.first(), shard.log.end());
        match shard.read(self.now, from, limit, &self.limits) {
            Ok(to) => {
                let oldest_left = shard.log.get(to).map(|row| self.now.since(row.arrival).as_millis());
                Ok(Got::Records { from, to, millis_behind_latest: oldest_left.unwrap_or(0) })
            }
            Err(limit) => {
                self.tell_fact(Event::ReadThrottled { consumer: None, shard: index, limit });
                Ok(Got::Throttled)
            }
        }
    }
}
