//! Producers that pack: user records into buffers, buffers into records of the stream.

use super::put::Attempt;
use super::{Coming, World};
use crate::engine::digest::Digest;
use crate::engine::fact::Event;
use crate::engine::id::{ProducerId, RecordRef};
use crate::engine::keys::KeyId;
use crate::engine::kpl::{PACKED_KEY, Packed, UserRecord, encode};
use crate::engine::log::Payload;
use crate::engine::payload;
use crate::engine::producer::Draw;
use crate::engine::stream::Routed;

/// One try of a producer to put one packed record.
#[derive(Clone, Copy, Debug)]
pub(super) struct PackAttempt {
    pub producer: ProducerId,
    /// Which of the producer's packed records it is.
    pack: u32,
    key: KeyId,
    data_bytes: u32,
    number: u16,
}

impl PackAttempt {
    pub(super) fn fold(&self, digest: &mut Digest) {
        digest.u64(u64::from(self.producer.0) << 48 | u64::from(self.number) << 32 | u64::from(self.pack));
        digest.u64(u64::from(self.key.0) << 32 | u64::from(self.data_bytes));
    }
}

impl World {
    /// One new record of a producer that packs. It waits for others of its shard.
    pub(super) fn make_user_record(&mut self, id: ProducerId) {
        let now = self.now;
        let producer = &mut self.producers[usize::from(id.0)];
        let number = producer.made;
        let stream = &self.streams[usize::from(producer.config.stream.0)];
        let Draw { to: Routed { key, key_bytes, shard }, data_bytes } = producer.draw(&mut self.keys, stream);
        let explicit = self.keys.explicit(key);
        let text = if explicit.is_some() {
            let text = self.keys.text(key).to_owned();
            self.keys.intern(&text, None)
        } else {
            key
        };
        self.buffer(id, shard, UserRecord { key, text, key_bytes, explicit, data_bytes, number, made: now });
    }

    /// Lets a user record wait with others of its shard.
    fn buffer(&mut self, id: ProducerId, shard: u32, record: UserRecord) {
        let Some(packer) = &mut self.producers[usize::from(id.0)].packer else { return };
        let is_first = packer.waiting_for(shard) == 0;
        let is_full = packer.add(shard, record);
        if is_full {
            self.pack(id, shard);
        } else if is_first {
            self.plan_pack(id, shard);
        }
    }

    /// A shard closed: what a producer has waiting for it goes to the buffers of its children.
    pub(super) fn repack(&mut self, id: ProducerId, shard: u32) {
        let producer = &mut self.producers[usize::from(id.0)];
        let stream = producer.config.stream;
        for record in producer.packer.as_mut().map(|packer| packer.clear(shard)).unwrap_or_default() {
            let shard = self.route(stream, record.key).shard;
            self.buffer(id, shard, record);
        }
    }

    /// The oldest record of a buffer has waited long enough.
    pub(super) fn pack_planned(&mut self, id: ProducerId, shard: u32, emptied: u32) {
        let packer = self.producers[usize::from(id.0)].packer.as_ref();
        if packer.is_some_and(|packer| packer.is_current(shard, emptied)) {
            self.pack(id, shard);
        }
    }

    fn plan_pack(&mut self, id: ProducerId, shard: u32) {
        let packer = self.producers[usize::from(id.0)].packer.as_ref();
        if let Some((at, emptied)) = packer.and_then(|packer| packer.deadline(shard, self.now)) {
            self.agenda.plan(at, Coming::Pack { producer: id, shard, emptied });
        }
    }

    /// Empties a buffer into one record of the stream. A record that is alone travels as it is.
    fn pack(&mut self, id: ProducerId, shard: u32) {
        let producer = &mut self.producers[usize::from(id.0)];
        let Some(packer) = &mut producer.packer else { return };
        let (users, data_bytes) = packer.take(shard);
        let Some(first) = users.first() else { return };
        if users.len() == 1 {
            let UserRecord { key, data_bytes, number, .. } = *first;
            let payload = match producer.file {
                Some(batch) => Payload::Given { batch, at: number as u32 },
                None => Payload::Made { producer: id, number },
            };
            self.attempt(Attempt { producer: id, key, data_bytes, payload: payload.pack(), number: 1 });
        } else {
            let place = self.keys.place(first.key);
            let key = self.keys.intern(PACKED_KEY, Some(place));
            let pack = producer.packs_made;
            producer.packs_made += 1;
            producer.packed.insert(pack, users);
            self.attempt_pack(PackAttempt { producer: id, pack, key, data_bytes, number: 1 });
        }
        self.plan_pack(id, shard);
    }

    pub(super) fn retry_pack(&mut self, attempt: PackAttempt) {
        let producer = &mut self.producers[usize::from(attempt.producer.0)];
        producer.retrying -= producer.packed.get(&attempt.pack).map_or(0, |users| users.len() as u64);
        self.attempt_pack(attempt);
    }

    fn attempt_pack(&mut self, attempt: PackAttempt) {
        let id = attempt.producer;
        let stream = self.producers[usize::from(id.0)].config.stream;
        let to = self.route(stream, attempt.key);
        let outcome = self.place(stream, to, attempt.data_bytes, Payload::Packed { producer: id });
        let producer = &mut self.producers[usize::from(id.0)];
        let user_records = producer.packed.get(&attempt.pack).map_or(0, |users| users.len() as u32);
        match outcome {
            Ok((shard, index, bytes)) => {
                let users = producer.packed.remove(&attempt.pack).unwrap_or_default();
                producer.accepted += u64::from(user_records);
                producer.count_taken(shard);
                producer.saved += u64::from(user_records) - 1;
                self.streams[usize::from(stream.0)].shards[shard as usize].log.note_packed(&users);
                let record = RecordRef { stream, shard, index };
                self.tell_fact(Event::Accepted { record, producer: Some(id), attempt: attempt.number, bytes });
                self.tell_fact(Event::Packed { record, producer: id, user_records });
            }
            Err((shard, limit, bytes)) => {
                producer.throttled += 1;
                let wait = producer.backoff(attempt.number);
                if let Some(wait) = wait {
                    producer.retrying += u64::from(user_records);
                    let again = PackAttempt { number: attempt.number.saturating_add(1), ..attempt };
                    self.agenda.plan(self.now + wait, Coming::RetryPack(again));
                } else {
                    producer.given_up += u64::from(user_records);
                    producer.packed.remove(&attempt.pack);
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
                    self.tell_fact(Event::GaveUp { producer: id, attempts: attempt.number, records: user_records });
                }
            }
        }
        if self.producers[usize::from(id.0)].is_done() {
            self.tell_fact(Event::FileDone { producer: id });
        }
    }

    /// The data of a packed record, byte for byte.
    pub(super) fn packed_data(&self, id: ProducerId, users: &[Packed]) -> Vec<u8> {
        let file = self.producers[usize::from(id.0)].file;
        encode(users.iter().map(|user| {
            let bytes = user.data_bytes as usize;
            let data = match file {
                Some(batch) => {
                    let given = self.batches[batch as usize].get(user.number as usize);
                    given.map_or_else(Vec::new, |given| given.data.to_vec())
                }
                None => payload::made(self.setup.seed, id, user.number, bytes, bytes),
            };
            (self.keys.text(user.key), self.keys.explicit(user.key), data)
        }))
    }
}
