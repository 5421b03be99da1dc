//! Event source mappings in the loop: records into trays, trays to the function, and what comes back.
//!
//! A lane does one batch after the other. Whatever happens to it ends in [`World::tend`], which looks at the lane as it
//! stands and does what is due.

mod drop;
mod invoke;

use super::{Coming, World};
use crate::engine::command::{Refusal, Reply};
use crate::engine::consumer::Consumer;
use crate::engine::digest::Digest;
use crate::engine::fact::Event;
use crate::engine::id::ConsumerId;
use crate::engine::lambda::{
    Bisection, FunctionConfig, Mapping, MappingConfig, Part, PartState, Poller, Queued, Window,
};
use crate::engine::limits::{INVOKE_PAYLOAD_BYTES_MAX, INVOKE_RECORD_BYTES, WINDOW_WAIT};
use crate::engine::log::Row;
use crate::engine::time::Micros;

/// A lane of a mapping on a shard, as its events name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Lane {
    pub consumer: ConsumerId,
    pub generation: u32,
    pub shard: u32,
    /// Its number on the shard, from 0.
    pub number: u8,
}

impl Lane {
    pub(super) fn fold(&self, digest: &mut Digest) {
        digest.u64(u64::from(self.consumer.0) << 48 | u64::from(self.number) << 32 | u64::from(self.shard));
        digest.u64(u64::from(self.generation));
    }
}

impl World {
    pub(super) fn update_mapping(&mut self, id: ConsumerId, config: &MappingConfig) -> Result<Reply, Refusal> {
        let consumer = self.known_consumer(id)?;
        for shard in 0..consumer.cursors.len() {
            let Some(mapping) = consumer.mapping() else { return Err(Refusal::NotAMapping) };
            if consumer.cursors[shard].finished {
                continue;
            }
            let done_to = mapping.checkpoint(shard as u32).unwrap_or(consumer.cursors[shard].delivered_to);
            consumer.cursors[shard].go_to(done_to);
        }
        consumer.mapping_mut().ok_or(Refusal::NotAMapping)?.set_config(config);
        self.read_anew(id);
        self.tell_fact(Event::ConsumerChanged { consumer: id });
        Ok(Reply::Done)
    }

    /// Puts what a mapping was given into its lanes. A record's lane depends on its key alone, so that records of one key
    /// stay in order.
    pub(super) fn mapping_receives(&mut self, id: ConsumerId, shard: u32, from: u64, to: u64) {
        let stream = self.consumers[usize::from(id.0)].config.stream;
        let generation = self.consumers[usize::from(id.0)].generation;
        let rows: Vec<(u64, Row)> =
            self.streams[usize::from(stream.0)].shards[shard as usize].log.range(from, to).collect();
        let mut filtered = 0;
        for (place, row) in rows {
            if !self.passes_filters(id, shard, place, &row) {
                filtered += 1;
                continue;
            }
            let (hash, key_bytes) = self.keys.place_and_bytes(row.key);
            let data_bytes = u64::from(row.bytes - key_bytes);
            let payload_bytes = data_bytes.div_ceil(3) * 4 + u64::from(key_bytes) + INVOKE_RECORD_BYTES;
            let lanes = &mut self.poller(id, shard).lanes;
            let lane = (hash.0 % lanes.len() as u128) as usize;
            lanes[lane].queue(Queued { place, arrival: row.arrival, payload_bytes });
        }
        if filtered > 0 {
            self.mapping_mut(id).totals.filtered_records += u64::from(filtered);
            self.tell_fact(Event::FilteredOut { consumer: id, shard, records: filtered });
        }
        for lane in 0..self.poller(id, shard).lanes.len() {
            self.tend(Lane { consumer: id, generation, shard, number: lane as u8 });
        }
    }

    fn passes_filters(&self, id: ConsumerId, shard: u32, place: u64, row: &Row) -> bool {
        let Some(mapping) = self.consumers[usize::from(id.0)].mapping() else { return true };
        if mapping.filters.is_empty() {
            return true;
        }
        let stream = self.consumers[usize::from(id.0)].config.stream;
        let shard = &self.streams[usize::from(stream.0)].shards[shard as usize];
        let (key, data) = (self.keys.text(row.key), self.data(shard, place, row, usize::MAX));
        mapping.filters.iter().any(|pattern| pattern.matches(key, &data))
    }

    /// A look at a lane that was planned.
    pub(super) fn tend_planned(&mut self, lane: Lane) {
        if !self.is_current(lane) {
            return;
        }
        let work = self.lane(lane);
        if work.tend_at.is_some_and(|at| at <= self.now) {
            self.lane(lane).tend_at = None;
        }
        self.tend(lane);
    }

    /// Does what is due on a lane.
    fn tend(&mut self, lane: Lane) {
        let now = self.now;
        match self.lane(lane).batch.as_ref().map(Bisection::current) {
            Some(Some((_, part))) => match part.state {
                PartState::BackingOff { until } if until > now => self.wait_on(lane, until),
                PartState::Running { .. } => {}
                _ => self.start_part(lane),
            },
            Some(None) => self.finish_batch(lane),
            None => self.form_batch(lane),
        }
    }

    /// Makes a batch of what waits, when it is full or its window has ended.
    fn form_batch(&mut self, lane: Lane) {
        let (now, epoch) = (self.now, Micros::from_millis(self.setup.epoch_ms));
        let mapping = self.mapping_mut(lane.consumer);
        let config = mapping.config.clone();
        let records_max = config.batch_size as usize;
        let poller = &mut mapping.pollers[lane.shard as usize];
        let work = &mut poller.lanes[usize::from(lane.number)];
        if !config.enabled {
            return;
        }
        // How many of those that wait may go into one batch, and whether it may go though it is not full.
        let mut within = work.queue.len();
        let mut is_last = false;
        if let Some(span) = config.tumbling_window {
            if let Some(window) = &poller.window {
                within = work.queue.partition_point(|queued| queued.arrival < window.end);
                is_last = within < work.queue.len();
                let quiet_until = window.end + WINDOW_WAIT;
                if window.is_too_large || within == 0 && (is_last || now >= quiet_until) {
                    return self.start_batch(lane, Bisection::new(Vec::new(), true));
                }
                if within == 0 {
                    return self.plan_tend(lane, quiet_until);
                }
            } else if let Some(first) = work.queue.front() {
                let window = Window::of(first.arrival, span, epoch);
                within = work.queue.partition_point(|queued| queued.arrival < window.end);
                is_last = within < work.queue.len();
                poller.window = Some(window);
            }
        }
        if within == 0 {
            return;
        }
        let since = *work.since.get_or_insert(now);
        let due = since + config.batching_window;
        let is_full = within >= records_max || work.queue_bytes >= INVOKE_PAYLOAD_BYTES_MAX;
        if is_full || is_last || now >= due {
            let places = work.take(records_max.min(within), INVOKE_PAYLOAD_BYTES_MAX);
            self.start_batch(lane, Bisection::new(places, false));
        } else {
            self.plan_tend(lane, due);
        }
    }

    fn start_batch(&mut self, lane: Lane, batch: Bisection) {
        self.lane(lane).batch = Some(batch);
        self.start_part(lane);
    }

    /// Puts the batch that is done aside and goes on with what waits.
    fn finish_batch(&mut self, lane: Lane) {
        let id = lane.consumer;
        let poller = self.poller(id, lane.shard);
        let work = &mut poller.lanes[usize::from(lane.number)];
        let Some(batch) = work.batch.take() else { return };
        let is_final = batch.is_final;
        if batch.has_failed() {
            work.last_failed = Some(batch.into());
        } else {
            work.last_passed = Some(batch.into());
        }
        if is_final && let Some(window) = poller.window.take() {
            self.tell_fact(Event::WindowClosed {
                consumer: id,
                shard: lane.shard,
                start_us: window.start,
                end_us: window.end,
                records: window.records,
            });
        }
        self.form_batch(lane);
        if self.mapping_mut(id).has_room(lane.shard) {
            self.wake(id, lane.shard, self.now);
        }
        self.finish_shard(id, lane.shard);
    }

    fn plan_tend(&mut self, lane: Lane, at: Micros) {
        let work = self.lane(lane);
        if work.tend_at.is_none_or(|planned| at < planned) {
            work.tend_at = Some(at);
            self.agenda.plan(at, Coming::Tend(lane));
        }
    }

    /// Whether an event of a lane still counts.
    fn is_current(&self, lane: Lane) -> bool {
        let consumer = &self.consumers[usize::from(lane.consumer.0)];
        !consumer.removed && consumer.generation == lane.generation
    }

    pub(super) fn at_work(&self, lane: Lane) -> Option<(&FunctionConfig, &Bisection, &Part)> {
        let mapping = self.consumers[usize::from(lane.consumer.0)].mapping()?;
        let work = &mapping.pollers[lane.shard as usize].lanes[usize::from(lane.number)];
        let batch = work.batch.as_ref()?;
        let (_, part) = batch.current()?;
        Some((&mapping.config.function, batch, part))
    }

    fn arrival(&self, lane: Lane, place: u64) -> Option<Micros> {
        let stream = self.consumers[usize::from(lane.consumer.0)].config.stream;
        let log = &self.streams[usize::from(stream.0)].shards[lane.shard as usize].log;
        log.get(place).map(|row| row.arrival)
    }

    fn retention(&self, lane: Lane) -> Micros {
        let stream = self.consumers[usize::from(lane.consumer.0)].config.stream;
        self.streams[usize::from(stream.0)].retention
    }

    pub(super) fn mapping_mut(&mut self, id: ConsumerId) -> &mut Mapping {
        let mapping = self.consumers.get_mut(usize::from(id.0)).and_then(Consumer::mapping_mut);
        mapping.expect("only mappings have lanes")
    }

    fn poller(&mut self, id: ConsumerId, shard: u32) -> &mut Poller {
        &mut self.mapping_mut(id).pollers[shard as usize]
    }

    pub(super) fn lane(&mut self, lane: Lane) -> &mut crate::engine::lambda::Lane {
        &mut self.poller(lane.consumer, lane.shard).lanes[usize::from(lane.number)]
    }
}
