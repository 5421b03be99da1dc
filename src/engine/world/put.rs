//! The way in: from a desk or a caller over the hash line to a shard, or back again.

use super::{Coming, World};
use crate::engine::batch::Batch;
use crate::engine::command::{Placed, Refusal};
use crate::engine::digest::Digest;
use crate::engine::fact::{Event, WriteLimit};
use crate::engine::id::{ProducerId, RecordRef, StreamId};
use crate::engine::keys::KeyId;
use crate::engine::log::{Payload, Row};
use crate::engine::metrics::BatchPut;
use crate::engine::producer::Draw;
use crate::engine::stream::Routed;
use crate::engine::time::Micros;
use std::sync::Arc;

/// How long a file's desk waits before it looks again whether its retries went through.
const HOLD: Micros = Micros::from_millis(10);

/// One try of a producer to put one record.
#[derive(Clone, Copy, Debug)]
pub(super) struct Attempt {
    pub producer: ProducerId,
    pub key: KeyId,
    pub data_bytes: u32,
    /// Packed, so that an agenda of many tries stays small.
    pub payload: u64,
    pub number: u16,
}

impl Attempt {
    pub(super) fn fold(&self, digest: &mut Digest) {
        digest.u64(u64::from(self.producer.0) << 48 | u64::from(self.number) << 32 | u64::from(self.key.0));
        digest.u64(u64::from(self.data_bytes));
    }
}

impl World {
    pub(super) fn plan_producer(&mut self, id: ProducerId) {
        self.plan_emission(id);
        self.plan_burst(id);
    }

    fn plan_emission(&mut self, id: ProducerId) {
        if let Some(at) = self.next_emission(id) {
            let generation = self.producers[usize::from(id.0)].generation;
            self.agenda.plan(at, Coming::Emit { producer: id, generation });
        }
    }

    fn next_emission(&mut self, id: ProducerId) -> Option<Micros> {
        self.producers[usize::from(id.0)].next_emission().map(|at| at.max(self.now))
    }

    fn plan_burst(&mut self, id: ProducerId) {
        let producer = &self.producers[usize::from(id.0)];
        if let Some(at) = producer.next_burst(self.now) {
            self.agenda.plan(at, Coming::Burst { producer: id, generation: producer.generation });
        }
    }

    /// Makes a producer's record, and goes on with its next ones for as long as nothing else comes between: a busy
    /// desk would otherwise pass the whole agenda for every record.
    pub(super) fn emit(&mut self, id: ProducerId, generation: u32, until: Micros) {
        if self.producers[usize::from(id.0)].generation != generation {
            return;
        }
        let packs = self.producers[usize::from(id.0)].packer.is_some();
        loop {
            let producer = &mut self.producers[usize::from(id.0)];
            if producer.is_held() {
                producer.delay_plan(HOLD);
                self.agenda.plan(self.now + HOLD, Coming::Emit { producer: id, generation });
                return;
            }
            if packs {
                self.packs(id, |craft, world| (craft.make)(world, id));
            } else {
                self.make(id);
            }
            match self.next_emission(id) {
                Some(at) if at <= until && self.agenda.would_be_next(at) => self.now = at,
                Some(at) => return self.agenda.plan(at, Coming::Emit { producer: id, generation }),
                None => return,
            }
        }
    }

    pub(super) fn burst(&mut self, id: ProducerId, generation: u32) {
        let producer = &self.producers[usize::from(id.0)];
        if producer.generation != generation {
            return;
        }
        let records = producer.config.burst.map_or(0, |burst| burst.records);
        let packs = producer.packer.is_some();
        for _ in 0..records {
            if self.producers[usize::from(id.0)].is_used_up() {
                break;
            }
            if packs {
                self.packs(id, |craft, world| (craft.make)(world, id));
            } else {
                self.make(id);
            }
        }
        self.plan_burst(id);
    }

    /// One new record of a producer, and its first try.
    fn make(&mut self, id: ProducerId) {
        let producer = &mut self.producers[usize::from(id.0)];
        let payload = match producer.file {
            Some(batch) => Payload::Given { batch, at: producer.made as u32 },
            None => Payload::Made { producer: id, number: producer.made },
        };
        let stream = &self.streams[usize::from(producer.config.stream.0)];
        let Draw { to, data_bytes } = producer.draw(&mut self.keys, stream);
        self.attempt_to(to, Attempt { producer: id, key: to.key, data_bytes, payload: payload.pack(), number: 1 });
    }

    pub(super) fn retry(&mut self, attempt: Attempt) {
        self.producers[usize::from(attempt.producer.0)].retrying -= 1;
        self.attempt(attempt);
    }

    pub(super) fn attempt(&mut self, attempt: Attempt) {
        let stream = self.producers[usize::from(attempt.producer.0)].config.stream;
        self.attempt_to(self.route(stream, attempt.key), attempt);
    }

    fn attempt_to(&mut self, to: Routed, attempt: Attempt) {
        let id = attempt.producer;
        let stream = self.producers[usize::from(id.0)].config.stream;
        let payload = Payload::unpack(attempt.payload);
        let outcome = self.place(stream, to, attempt.data_bytes, payload);
        let producer = &mut self.producers[usize::from(id.0)];
        match outcome {
            Ok((shard, index, bytes)) => {
                producer.accepted += 1;
                producer.count_taken(shard);
                self.tell_fact(Event::Accepted {
                    record: RecordRef { stream, shard, index },
                    producer: Some(id),
                    attempt: attempt.number,
                    bytes,
                });
            }
            Err((shard, limit, bytes)) => {
                producer.throttled += 1;
                let wait = producer.backoff(attempt.number);
                if let Some(wait) = wait {
                    producer.retrying += 1;
                    let again = Attempt { number: attempt.number.saturating_add(1), ..attempt };
                    self.agenda.plan(self.now + wait, Coming::Retry(again));
                } else {
                    producer.given_up += 1;
                }
                self.tell_fact(Event::Throttled {
                    stream,
                    shard,
                    producer: Some(id),
                    attempt: attempt.number,
                    key: attempt.key.0,
                    bytes,
                    limit,
                    retry_at_us: wait.map(|wait| self.now + wait),
                });
                if wait.is_none() {
                    self.tell_fact(Event::GaveUp { producer: id, attempts: attempt.number, records: 1 });
                }
            }
        }
        let producer = &self.producers[usize::from(id.0)];
        if producer.is_done() {
            self.tell_fact(Event::FileDone { producer: id });
        }
    }

    /// Where a key goes now.
    pub(super) fn route(&self, stream: StreamId, key: KeyId) -> Routed {
        self.streams[usize::from(stream.0)].route_key(key, &self.keys)
    }

    /// Offers a record to its shard: the shard, then its place and size, or the limit that refused it.
    pub(super) fn place(
        &mut self,
        stream_id: StreamId,
        to: Routed,
        data_bytes: u32,
        payload: Payload,
    ) -> Result<(u32, u64, u32), (u32, WriteLimit, u32)> {
        let Routed { key, key_bytes, shard: index } = to;
        let bytes = data_bytes.saturating_add(key_bytes);
        let stream = &mut self.streams[usize::from(stream_id.0)];
        let shard = &mut stream.shards[index as usize];
        shard.admit(self.now, bytes, &self.limits).map_err(|limit| (index, limit, bytes))?;
        let counter = stream.next_counter(index);
        let shard = &mut stream.shards[index as usize];
        let place = shard.log.end();
        shard.take(&Row { arrival: self.now, counter, key, bytes, payload });
        let (is_only, is_awaited) = (shard.log.first() == place, shard.awaited);
        if is_only {
            let gone = self.now + stream.retention;
            self.plan_trim(stream_id, index, gone);
        }
        if is_awaited {
            self.wake_pushed(stream_id, index);
        }
        Ok((index, place, bytes))
    }

    pub(super) fn put_batch(&mut self, stream: StreamId, batch: &Arc<Batch>) -> Result<Vec<Placed>, Refusal> {
        self.known_stream(stream)?;
        self.refuse_large(batch)?;
        let number = self.hold(batch);
        let mut placed = Vec::with_capacity(batch.len());
        let mut counted = BatchPut { records: batch.len() as u64, ..BatchPut::default() };
        for (at, given) in (0..).zip(batch.iter()) {
            let key = self.keys.intern(given.partition_key, given.explicit_hash_key);
            let data_bytes = given.data.len() as u32;
            let to = self.route(stream, key);
            placed.push(match self.place(stream, to, data_bytes, Payload::Given { batch: number, at }) {
                Ok((shard, index, bytes)) => {
                    counted.accepted += 1;
                    counted.bytes += u64::from(bytes);
                    let record = RecordRef { stream, shard, index };
                    self.tell_fact(Event::Accepted { record, producer: None, attempt: 1, bytes });
                    Placed::Accepted { shard, index }
                }
                Err((shard, limit, bytes)) => {
                    self.tell_fact(Event::Throttled {
                        stream,
                        shard,
                        producer: None,
                        attempt: 1,
                        key: key.0,
                        bytes,
                        limit,
                        retry_at_us: None,
                    });
                    Placed::Throttled { shard }
                }
            });
        }
        if batch.len() > 1 {
            self.metrics.stream_mut(stream).put_batch(&counted);
        }
        Ok(placed)
    }

    pub(super) fn refuse_large(&self, batch: &Batch) -> Result<(), Refusal> {
        let bytes_max = self.limits.record_bytes_max;
        let too_large = batch.iter().enumerate().find_map(|(at, given)| {
            let bytes = (given.partition_key.len() + given.data.len()) as u64;
            (bytes > bytes_max).then_some(Refusal::RecordTooLarge { at, bytes, bytes_max })
        });
        too_large.map_or(Ok(()), Err)
    }
}
