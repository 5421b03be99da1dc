//! Looking at the world: plain data for the picture and the inspector. Nothing here changes anything.

use super::World;
use crate::engine::consumer::Consumer;
use crate::engine::date::utc;
use crate::engine::fact::Event;
use crate::engine::hash::HashKey;
use crate::engine::id::{ConsumerId, ProducerId, RecordRef, StreamId};
use crate::engine::keys::KeyId;
use crate::engine::log::{Payload, Row};
use crate::engine::payload;
use crate::engine::producer::describe_source;
use crate::engine::reshard::{Change, Kind};
use crate::engine::shard::Shard;
use crate::engine::snapshot::{Bag, Belt, Board, Bounce, Cart, ChangeView, Desk, Inspection, Snapshot, View};
use crate::engine::stream::Stream;
use crate::engine::time::Micros;

/// Bytes of data that an inspection shows.
const DATA_SHOWN: usize = 4_096;

impl World {
    /// One moment of one stream, none when there is no such stream.
    #[must_use]
    pub fn snapshot(&self, view: &View) -> Option<Snapshot> {
        let stream = self.stream(view.stream)?;
        let since = Micros(self.now.0.saturating_sub(view.span.0));
        let firsts: Vec<u64> = stream.shards.iter().map(|shard| shard.log.first_at_or_after(since)).collect();
        let visible: u64 = stream.shards.iter().zip(&firsts).map(|(shard, first)| shard.log.end() - first).sum();
        let stride = visible.div_ceil(u64::from(view.bags_max.max(1))).next_power_of_two();
        let mut bags = Vec::new();
        for (shard, first) in stream.shards.iter().zip(&firsts) {
            let newest_first = shard.log.range(*first, shard.log.end()).rev();
            let drawn = newest_first.filter(|(index, _)| index.is_multiple_of(stride));
            bags.extend(drawn.map(|(index, row)| self.bag(view, shard.index, index, &row)));
        }
        let carts = self.carts(view, stream);
        Some(Snapshot {
            now: self.now,
            view: view.clone(),
            stream: stream.name.clone(),
            retention: stream.retention,
            stride,
            mode: stream.mode,
            change: stream.change.as_ref().map(change_view),
            board: self.board(view, stream, &carts),
            desks: self.desks(view),
            shards: stream.shards.iter().map(|shard| self.belt(shard)).collect(),
            bags,
            bounces: self.bounces(view, stride),
            carts,
        })
    }

    /// Everything about one record, none when retention has dropped it.
    #[must_use]
    pub fn inspect(&self, record: RecordRef) -> Option<Inspection> {
        let stream = self.stream(record.stream)?;
        let shard = stream.shards.get(record.shard as usize)?;
        let row = shard.log.get(record.index)?;
        let sequence = shard.sequence_of(&row, self.setup.epoch_ms);
        let partition_key = self.keys.text(row.key);
        let data_bytes = row.bytes - self.keys.text_bytes(row.key);
        let readers = self.consumers.iter().filter(|consumer| consumer.config.stream == record.stream);
        let (read, unread): (Vec<&Consumer>, Vec<&Consumer>) =
            readers.partition(|consumer| record.index < consumer.cursors[record.shard as usize].delivered_to);
        let names = |consumers: Vec<&Consumer>| consumers.iter().map(|one| one.config.name.clone()).collect();
        Some(Inspection {
            record,
            tag: self.keys.tag(row.key),
            partition_key: partition_key.to_owned(),
            explicit_hash_key: self.keys.explicit(row.key),
            md5: HashKey::of(partition_key),
            shard_id: shard.id(),
            range: shard.range,
            sequence_number: sequence.to_string(),
            sequence,
            arrival: row.arrival,
            arrival_utc: utc(self.setup.epoch_ms + row.arrival.as_millis()),
            size_bytes: row.bytes,
            data: self.data(shard, record.index, &row, DATA_SHOWN),
            data_bytes,
            user_records: shard.log.user_records(record.index, record.index + 1),
            from: self.desk_of(row.payload).map_or_else(|| "by hand".to_owned(), |id| self.desk_name(id).to_owned()),
            read_by: names(read),
            unread_by: names(unread),
        })
    }

    /// A record's data, at most its first `at_most` bytes; `index` is its place in the shard.
    #[must_use]
    pub fn data(&self, shard: &Shard, index: u64, row: &Row, at_most: usize) -> Vec<u8> {
        let bytes = (row.bytes - self.keys.text_bytes(row.key)) as usize;
        match row.payload {
            Payload::Made { producer, number } => payload::made(self.setup.seed, producer, number, bytes, at_most),
            Payload::Given { batch, at } => {
                let given = self.batches[batch as usize].get(at as usize);
                given.map_or_else(Vec::new, |given| given.data[..given.data.len().min(at_most)].to_vec())
            }
            Payload::Packed { producer } => {
                let craft = self.packing_craft(producer);
                let mut data =
                    craft.map_or_else(Vec::new, |craft| (craft.data)(self, producer, &shard.log.packed(index)));
                data.truncate(at_most);
                data
            }
        }
    }

    /// A consumer's name.
    #[must_use]
    pub fn consumer_name(&self, id: ConsumerId) -> &str {
        self.consumers.get(usize::from(id.0)).map_or("?", |consumer| &consumer.config.name)
    }

    /// The stream a consumer reads; none when there is no such consumer.
    #[must_use]
    pub fn consumer_stream(&self, id: ConsumerId) -> Option<StreamId> {
        self.consumers.get(usize::from(id.0)).map(|consumer| consumer.config.stream)
    }

    pub(super) fn desk_name(&self, id: ProducerId) -> &str {
        self.producers.get(usize::from(id.0)).map_or("?", |producer| &producer.config.name)
    }

    fn desk_of(&self, payload: Payload) -> Option<ProducerId> {
        match payload {
            Payload::Made { producer, .. } | Payload::Packed { producer } => Some(producer),
            Payload::Given { batch, .. } => {
                let at = self.producers.iter().position(|producer| producer.file == Some(batch));
                at.map(|at| ProducerId(at as u16))
            }
        }
    }

    fn bag(&self, view: &View, shard: u32, index: u64, row: &Row) -> Bag {
        Bag {
            record: RecordRef { stream: view.stream, shard, index },
            desk: self.desk_of(row.payload),
            hash: self.keys.place(row.key),
            tag: self.keys.tag(row.key),
            size_bytes: row.bytes,
            arrival: row.arrival,
        }
    }

    /// Refused tries of the last two approaches, thinned like the bags.
    fn bounces(&self, view: &View, stride: u64) -> Vec<Bounce> {
        let since = Micros(self.now.0.saturating_sub(2 * view.approach.0));
        let recent = self.facts.from(0).rev().take_while(|(_, fact)| fact.at >= since);
        let drawn = recent.filter(|(number, _)| number.is_multiple_of(stride));
        let bounces = drawn.filter_map(|(_, fact)| match fact.event {
            Event::Throttled { stream, shard, producer, attempt, key, bytes, retry_at_us, .. }
                if stream == view.stream =>
            {
                Some(Bounce {
                    desk: producer,
                    shard,
                    hash: self.keys.place(KeyId(key)),
                    tag: self.keys.tag(KeyId(key)),
                    size_bytes: bytes,
                    at: fact.at,
                    attempt,
                    retry_at: retry_at_us,
                })
            }
            _ => None,
        });
        bounces.take(view.bags_max as usize).collect()
    }

    fn belt(&self, shard: &Shard) -> Belt {
        let (records_per_s, bytes_per_s) = shard.last_second(self.now);
        Belt {
            index: shard.index,
            id: shard.id(),
            range: shard.range,
            open: shard.is_open(),
            opened: shard.opened,
            closed: shard.closed,
            parents: shard.parents().collect(),
            children: shard.children.clone(),
            expired: shard.is_gone,
            records_per_s,
            records_per_s_max: self.limits.shard_write_records_per_s,
            bytes_per_s,
            bytes_per_s_max: self.limits.shard_write_bytes_per_s,
            throttled_per_s: shard.throttled.recent(self.now).0,
            accepted_total: shard.log.end(),
            bytes_total: shard.log.bytes_end(),
            throttled_total: shard.throttled_total,
            expired_total: shard.log.first(),
        }
    }

    fn desks(&self, view: &View) -> Vec<Desk> {
        let producers = (0..).map(ProducerId).zip(&self.producers);
        let here = producers.filter(|(_, producer)| producer.config.stream == view.stream);
        here.map(|(id, producer)| Desk {
            id,
            name: producer.config.name.clone(),
            keys: describe_source(&producer.config.source),
            records_per_s: producer.config.records_per_s,
            running: producer.running && !producer.is_used_up(),
            made_total: producer.made,
            retrying: producer.retrying,
            given_up_total: producer.given_up,
            of_total: producer.of_total(),
        })
        .collect()
    }

    fn carts(&self, view: &View, stream: &Stream) -> Vec<Cart> {
        let consumers = (0..).map(ConsumerId).zip(&self.consumers);
        let here = consumers.filter(|(_, consumer)| consumer.config.stream == view.stream && !consumer.removed);
        here.flat_map(|(id, consumer)| {
            consumer.cursors.iter().zip(&stream.shards).map(move |(cursor, shard)| {
                let unread = cursor.delivered_to.max(shard.log.first());
                let read = cursor.delivered_to.checked_sub(1).filter(|_| cursor.records > 0);
                Cart {
                    consumer: id,
                    name: consumer.config.name.clone(),
                    shard: shard.index,
                    read_to: read.and_then(|index| shard.log.get(index)).map(|row| row.arrival),
                    behind: shard.log.get(unread).map_or(Micros::ZERO, |row| self.now.since(row.arrival)),
                    records_total: cursor.records,
                    waiting: shard.log.end() - unread,
                    throttled_total: cursor.throttled,
                    last_delivery: cursor.last_delivery,
                }
            })
        })
        .collect()
    }

    fn board(&self, view: &View, stream: &Stream, carts: &[Cart]) -> Board {
        let mut board = Board::default();
        for shard in &stream.shards {
            let (records, bytes) = shard.last_second(self.now);
            board.in_records_per_s += records;
            board.in_bytes_per_s += bytes;
            board.throttled_per_s += shard.throttled.recent(self.now).0;
            board.accepted_total += shard.log.end();
            board.throttled_total += shard.throttled_total;
        }
        for consumer in self.consumers.iter().filter(|consumer| consumer.config.stream == view.stream) {
            let (records, bytes) = consumer.delivered.recent(self.now);
            board.out_records_per_s += records;
            board.out_bytes_per_s += bytes;
        }
        board.oldest_unread = carts.iter().map(|cart| cart.behind).max().unwrap_or_default();
        board
    }
}

pub(super) fn change_view(change: &Change) -> ChangeView {
    ChangeView {
        operation: change.kind.operation(),
        since: change.since,
        until: change.until,
        steps: change.steps.clone(),
        target_shards: match &change.kind {
            Kind::ShardCount(boundaries) => Some(boundaries.shards()),
            Kind::Split | Kind::Merge | Kind::Mode(_) => None,
        },
    }
}
