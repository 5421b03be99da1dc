//! Facts in plain English, one line each.

use super::World;
use crate::engine::fact::{Event, Fact, ReadLimit, WriteLimit};
use crate::engine::id::{AlarmId, ConsumerId, StreamId};
use crate::engine::keys::KeyId;
use crate::engine::shard::shard_id;
use crate::engine::words::grouped;

impl World {
    /// A fact as one line for the event log.
    #[must_use]
    pub fn tell(&self, fact: &Fact) -> String {
        match fact.event {
            Event::StreamOpened { stream, shards } => {
                format!("Stream {} opened with {}.", self.stream_name(stream), count(u64::from(shards), "shard"))
            }
            Event::ProducerAdded { producer } => format!("{} opened its desk.", self.desk_name(producer)),
            Event::ProducerChanged { producer } => self.tell_change(producer),
            Event::ConsumerAdded { consumer } => format!("{} began to read.", self.consumer_name(consumer)),
            Event::ConsumerChanged { consumer } => self.tell_consumer_change(consumer),
            Event::ConsumerRemoved { consumer } => format!("{} was taken away.", self.consumer_name(consumer)),
            Event::Accepted { record, producer, attempt, bytes } => {
                let from = producer.map_or("a record put by hand", |id| self.desk_name(id));
                let stream = self.stream(record.stream);
                let row = stream.and_then(|stream| stream.shards.get(record.shard as usize)?.log.get(record.index));
                let key = row.map_or("", |row| self.keys.text(row.key));
                let again = if attempt > 1 { format!(" on try {attempt}") } else { String::new() };
                format!(
                    "{} took {key} from {from}{again}, {}.",
                    shard_id(record.shard),
                    count(u64::from(bytes), "byte")
                )
            }
            Event::Throttled { shard, producer, attempt, key, limit, retry_at_us, .. } => {
                let from = producer.map_or("a record put by hand", |id| self.desk_name(id));
                let limit = match limit {
                    WriteLimit::Records => {
                        format!("{} records a second", grouped(self.limits.shard_write_records_per_s))
                    }
                    WriteLimit::Bytes => "1 MB a second".to_owned(),
                };
                let then = match retry_at_us {
                    Some(at) => format!("tries again in {} ms", grouped(at.since(fact.at).as_millis())),
                    None => "not tried again".to_owned(),
                };
                let key = self.keys.text(KeyId(key));
                format!("{} refused {key} from {from}, try {attempt}: over {limit}; {then}.", shard_id(shard))
            }
            Event::GaveUp { producer, attempts, records: 1 } => {
                format!("{} gave up on a record after {}.", self.desk_name(producer), tries(attempts))
            }
            Event::GaveUp { producer, attempts, records } => {
                let (who, what) = (self.desk_name(producer), grouped(u64::from(records)));
                format!("{who} gave up on {what} records packed into one after {}.", tries(attempts))
            }
            Event::Packed { producer, user_records, .. } => {
                format!("It holds {} of {}.", count(u64::from(user_records), "record"), self.desk_name(producer))
            }
            Event::FileDone { producer } => format!("{} has checked in its last record.", self.desk_name(producer)),
            Event::Delivered { consumer, shard, from, to, .. } => {
                format!(
                    "{} read {} from {}.",
                    self.consumer_name(consumer),
                    count(to - from, "record"),
                    shard_id(shard)
                )
            }
            Event::ReadThrottled { consumer, shard, limit } => {
                let who = consumer.map_or("a caller", |id| self.consumer_name(id));
                let limit = match limit {
                    ReadLimit::Calls => "5 calls a second",
                    ReadLimit::Bytes => "2 MB a second",
                };
                format!("{} refused a read by {who}: over {limit}, shared by all standard consumers.", shard_id(shard))
            }
            Event::Expired { shard, from, to, .. } => {
                format!("{} dropped {}: past retention.", shard_id(shard), count(to - from, "record"))
            }
            Event::AlarmPut { alarm } => format!("The alarm {} is set.", self.alarm_name(alarm)),
            Event::AlarmDeleted { alarm } => format!("The alarm {} is deleted.", self.alarm_name(alarm)),
            Event::AlarmChanged { alarm, from, to } => {
                format!("The alarm {} went from {} to {}.", self.alarm_name(alarm), from.name(), to.name())
            }
            _ => self.tell_reshard(fact).unwrap_or_else(|| self.tell_by_craft(fact)),
        }
    }

    /// A fact that only the code of an application or of a mapping can put into words; all of a kind speak alike.
    fn tell_by_craft(&self, fact: &Fact) -> String {
        let ids = || (0..self.consumers.len()).map(|at| ConsumerId(at as u16));
        let application = ids().find_map(|id| self.application_craft(id));
        let told = application.and_then(|craft| (craft.tell)(self, fact));
        told.or_else(|| ids().find_map(|id| self.mapping_craft(id)).map(|craft| (craft.tell)(self, fact)))
            .unwrap_or_default()
    }

    fn tell_change(&self, producer: crate::engine::id::ProducerId) -> String {
        let Some(desk) = self.producer(producer) else {
            return String::new();
        };
        let name = &desk.config.name;
        if desk.running {
            format!("{name} now sends {} a second.", count(u64::from(desk.config.records_per_s), "record"))
        } else {
            format!("{name} stopped.")
        }
    }

    fn tell_consumer_change(&self, id: crate::engine::id::ConsumerId) -> String {
        let name = self.consumer_name(id);
        let reads = self.consumer(id).is_some_and(|consumer| consumer.reading);
        if reads { format!("{name} reads, with its present settings.") } else { format!("{name} paused.") }
    }

    fn alarm_name(&self, id: AlarmId) -> &str {
        self.alarm(id).map_or("?", |alarm| &alarm.config.name)
    }

    pub(super) fn stream_name(&self, id: StreamId) -> &str {
        self.stream(id).map_or("?", |stream| &stream.name)
    }
}

pub(super) fn count(number: u64, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{} {noun}{plural}", grouped(number))
}

fn tries(number: u16) -> String {
    if number == 1 { "1 try".to_owned() } else { format!("{number} tries") }
}
