//! The way out: polls and pushes, the door's answer, and records in a consumer's hands.

use super::{Coming, World};
use crate::engine::command::{Got, Refusal};
use crate::engine::consumer::{Consumer, Job};
use crate::engine::fact::{Event, ReadLimit};
use crate::engine::id::{ConsumerId, StreamId};
use crate::engine::limits::{
    PARENT_POLL_INTERVAL, PUSH_EVENT_BYTES_MAX, PUSH_FLIGHT, PUSH_GATHER, READ_RETRY, STANDARD_DELIVERY,
};
use crate::engine::log::Log;
use crate::engine::metrics::{Pushed, Read};
use crate::engine::reading::Reading;
use crate::engine::time::Micros;

/// Records on their way to a consumer.
#[derive(Clone, Copy, Debug)]
pub(super) struct Delivery {
    pub consumer: ConsumerId,
    pub generation: u32,
    pub shard: u32,
    pub from: u64,
    pub to: u64,
}

impl World {
    /// Lets a consumer read a shard that it sleeps on, if it may: at `at` when it asks, with the next event when it is
    /// pushed to.
    pub(super) fn wake(&mut self, id: ConsumerId, shard: u32, at: Micros) {
        let consumer = &mut self.consumers[usize::from(id.0)];
        let cursor = &mut consumer.cursors[shard as usize];
        if cursor.awake || cursor.ended || cursor.finished || !consumer.reading || consumer.removed {
            return;
        }
        cursor.awake = true;
        let generation = consumer.reading_number(shard);
        let cursor = &consumer.cursors[shard as usize];
        match consumer.config.reading {
            Reading::Polled { .. } => self.agenda.plan(at, Coming::Poll { consumer: id, shard, generation }),
            Reading::Pushed => {
                let at = at.max(cursor.paid_until);
                self.agenda.plan(at, Coming::Push { consumer: id, shard, generation });
            }
        }
    }

    pub(super) fn poll(&mut self, id: ConsumerId, shard_index: u32, generation: u32) {
        let consumer = &self.consumers[usize::from(id.0)];
        if consumer.reading_number(shard_index) != generation {
            return;
        }
        let Reading::Polled { interval, limit } = consumer.config.reading else { return };
        if !self.comes_to_read(id, shard_index) {
            return;
        }
        let consumer = &mut self.consumers[usize::from(id.0)];
        let cursor = &mut consumer.cursors[shard_index as usize];
        let gauge = self.metrics.stream_mut(consumer.config.stream);
        let shard = &mut self.streams[usize::from(consumer.config.stream.0)].shards[shard_index as usize];
        cursor.skip_expired(shard.log.first());
        let mut next = self.now + interval;
        match shard.read(self.now, Some(id), cursor.next, limit, &self.limits) {
            Ok(to) => {
                cursor.calls += 1;
                let from = cursor.next;
                gauge.read(shard_index, &counted(self.now, &shard.log, from, to));
                if to > from {
                    cursor.next = to;
                    let delivery = Delivery { consumer: id, generation, shard: shard_index, from, to };
                    self.agenda.plan(self.now + STANDARD_DELIVERY, Coming::Deliver(delivery));
                }
                if !shard.is_open() && to == shard.log.end() {
                    return self.reached_end(id, shard_index, STANDARD_DELIVERY);
                }
            }
            Err(limit) => {
                cursor.throttled += 1;
                gauge.read_refused(shard_index);
                consumer.throttled.count(self.now, 1, 0);
                if limit == ReadLimit::Calls {
                    next = self.now + READ_RETRY + Micros(consumer.rng.below(READ_RETRY.0 + 1));
                }
                shard.queue(id, limit, self.now, next);
                self.tell_fact(Event::ReadThrottled { consumer: Some(id), shard: shard_index, limit });
            }
        }
        self.wake(id, shard_index, next);
    }

    /// Sends the next event of an enhanced fan-out consumer, at its own 2 MB a second.
    pub(super) fn push(&mut self, id: ConsumerId, shard_index: u32, generation: u32) {
        if self.consumers[usize::from(id.0)].reading_number(shard_index) != generation {
            return;
        }
        if !self.comes_to_read(id, shard_index) {
            return;
        }
        let consumer = &mut self.consumers[usize::from(id.0)];
        let cursor = &mut consumer.cursors[shard_index as usize];
        let shard = &mut self.streams[usize::from(consumer.config.stream.0)].shards[shard_index as usize];
        cursor.skip_expired(shard.log.first());
        let from = cursor.next;
        let (to, bytes) = shard.push(from, PUSH_EVENT_BYTES_MAX);
        if to > from {
            cursor.next = to;
            cursor.calls += 1;
            let behind = shard.log.get(to).map_or(Micros::ZERO, |row| self.now.since(row.arrival));
            let event = Pushed { records: to - from, bytes, behind };
            self.metrics.stream_mut(consumer.config.stream).pushed(shard_index, id, &event);
            let takes = Micros(bytes * Micros::SECOND.0 / self.limits.shard_read_bytes_per_s);
            cursor.paid_until = self.now.max(cursor.paid_until) + takes;
            let delivery = Delivery { consumer: id, generation, shard: shard_index, from, to };
            self.agenda.plan(self.now + PUSH_FLIGHT, Coming::Deliver(delivery));
        }
        if to < shard.log.end() {
            self.wake(id, shard_index, self.now + PUSH_GATHER);
        } else if !shard.is_open() {
            self.reached_end(id, shard_index, PUSH_FLIGHT);
        } else {
            shard.awaited = true;
        }
    }

    /// The start of every poll and push: whether the consumer wants more of the shard and may have it now. When it is busy, or
    /// waits for parents that a worker asks about again and again, its next turn is planned.
    fn comes_to_read(&mut self, id: ConsumerId, shard: u32) -> bool {
        let consumer = &mut self.consumers[usize::from(id.0)];
        let may = may_read(consumer, shard);
        let is_worker = matches!(consumer.job, Job::Application(_));
        let cursor = &mut consumer.cursors[shard as usize];
        cursor.awake = false;
        if !may {
            return false;
        }
        let busy_until = cursor.busy_until;
        if busy_until > self.now {
            self.wake(id, shard, busy_until);
            return false;
        }
        let may_begin = self.waits_for(id, shard).is_none();
        if !may_begin && is_worker {
            self.wake(id, shard, self.now + PARENT_POLL_INTERVAL);
        }
        may_begin
    }

    /// A record came to a shard that enhanced fan-out consumers wait for.
    pub(super) fn wake_pushed(&mut self, stream: StreamId, shard: u32) {
        self.streams[usize::from(stream.0)].shards[shard as usize].awaited = false;
        for place in 0..self.consumers.len() {
            let consumer = &self.consumers[place];
            if consumer.config.stream == stream && consumer.is_pushed() {
                self.wake(ConsumerId(place as u16), shard, self.now + PUSH_GATHER);
            }
        }
    }

    pub(super) fn deliver(&mut self, delivery: Delivery) {
        let Delivery { consumer: id, generation, shard: shard_index, from, to } = delivery;
        let consumer = &mut self.consumers[usize::from(id.0)];
        if consumer.reading_number(shard_index) != generation {
            return;
        }
        let shard = &self.streams[usize::from(consumer.config.stream.0)].shards[shard_index as usize];
        let bytes = shard.log.bytes_before(to) - shard.log.bytes_before(from);
        for arrival in shard.log.arrivals(from, to) {
            consumer.latency.count(self.now.since(arrival));
        }
        let user_records = if consumer.unpacks() { shard.log.user_records(from, to) } else { to - from };
        let cursor = &mut consumer.cursors[shard_index as usize];
        cursor.delivered_to = to;
        cursor.records += to - from;
        cursor.user_records += user_records;
        let again = cursor.seen_to.min(to).saturating_sub(from);
        cursor.duplicates += again;
        cursor.seen_to = cursor.seen_to.max(to);
        cursor.bytes += bytes;
        cursor.recent.count(self.now, to - from, bytes);
        cursor.last_delivery = Some(self.now);
        consumer.delivered.count(self.now, to - from, bytes);
        self.tell_fact(Event::Delivered { consumer: id, shard: shard_index, from, to, bytes });
        self.receive(id, shard_index, (from, to), again);
    }

    /// What a consumer does with what it was just given, the first `again` of it once more.
    fn receive(&mut self, id: ConsumerId, shard: u32, (from, to): (u64, u64), again: u64) {
        let consumer = &mut self.consumers[usize::from(id.0)];
        match &consumer.job {
            Job::Handle(processing) => {
                let cursor = &mut consumer.cursors[shard as usize];
                cursor.busy_until = self.now.max(cursor.busy_until) + processing.of(to - from);
            }
            Job::Application(_) => {
                self.leases(id, |craft, world| (craft.receive)(world, id, shard, (from, to), again));
            }
            Job::Mapping(_) => self.maps(id, |craft, world| (craft.receive)(world, id, shard, from, to)),
        }
    }

    pub(super) fn get_records(&mut self, id: StreamId, index: u32, from: u64, limit: u32) -> Result<Got, Refusal> {
        let stream = self.streams.get_mut(usize::from(id.0)).ok_or(Refusal::UnknownStream)?;
        let shard = stream.shards.get_mut(index as usize).ok_or(Refusal::UnknownShard)?;
        let from = from.clamp(shard.log.first(), shard.log.end());
        match shard.read(self.now, None, from, limit, &self.limits) {
            Ok(to) => {
                self.metrics.stream_mut(id).read(index, &counted(self.now, &shard.log, from, to));
                let oldest_left = shard.log.get(to).map(|row| self.now.since(row.arrival).as_millis());
                let is_end = !shard.is_open() && to == shard.log.end();
                Ok(Got::Records { from, to, millis_behind_latest: oldest_left.unwrap_or(0), is_end })
            }
            Err(limit) => {
                self.metrics.stream_mut(id).read_refused(index);
                self.tell_fact(Event::ReadThrottled { consumer: None, shard: index, limit });
                Ok(Got::Throttled)
            }
        }
    }
}

/// An answered call as the metrics count it.
fn counted(now: Micros, log: &Log, from: u64, to: u64) -> Read {
    let bytes = log.bytes_before(to) - log.bytes_before(from);
    let last = (to > from).then(|| log.get(to - 1)).flatten();
    Read { records: to - from, bytes, age: last.map_or(Micros::ZERO, |row| now.since(row.arrival)) }
}

/// Whether a consumer wants more of a shard now.
fn may_read(consumer: &Consumer, shard: u32) -> bool {
    consumer.reading
        && match &consumer.job {
            Job::Handle(_) => true,
            Job::Application(application) => application.may_read(shard),
            Job::Mapping(mapping) => mapping.has_room(shard),
        }
}
