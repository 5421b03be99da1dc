//! Records that a mapping gives up: too old, no longer in the stream, or tried too often.

use super::{Lane, World};
use crate::engine::fact::Event;
use crate::engine::lambda::{Fault, Lost, PartState, Reason};
use crate::engine::log::Row;
use crate::engine::time::Micros;

/// Looks of lost records that an account keeps.
const LOST_TAGS_MAX: usize = 16;

impl World {
    /// Drops the records at the front of the current part that the stream no longer holds, or that are too old for the
    /// mapping. Tells whether that was the end of the part.
    pub(super) fn drop_old(&mut self, lane: Lane) -> bool {
        let now = self.now;
        let Some((_, _, part)) = self.at_work(lane) else { return false };
        let records = part.records();
        let retention = self.retention(lane);
        let expired = self.front(lane, |arrival| arrival + retention <= now);
        if expired > 0 {
            self.drop_records(lane, expired, Reason::Expired);
        }
        if expired == records {
            return records > 0;
        }
        let Some(age_max) = self.mapping_mut(lane.consumer).config.maximum_record_age else { return false };
        let too_old = self.front(lane, |arrival| now.since(arrival) > age_max);
        if too_old > 0 {
            self.drop_records(lane, too_old, Reason::RecordAgeExceeded);
        }
        too_old == records - expired
    }

    /// Waits for the next try of the current part, and lets go meanwhile of records that grow too old.
    pub(super) fn wait_on(&mut self, lane: Lane, until: Micros) {
        if self.drop_old(lane) {
            return self.tend(lane);
        }
        let retention = self.retention(lane);
        let first = self.at_work(lane).and_then(|(_, batch, part)| batch.records_of(part).first().copied());
        let mut look = until;
        if let Some(arrival) = first.and_then(|place| self.arrival(lane, place)) {
            look = look.min(arrival + retention);
            if let Some(age_max) = self.mapping_mut(lane.consumer).config.maximum_record_age {
                look = look.min(arrival + age_max + Micros(1));
            }
        }
        self.plan_tend(lane, look);
    }

    /// How many records at the front of the current part arrived at a moment of which `holds` is true. A record that is
    /// gone counts as having arrived at the start.
    fn front(&self, lane: Lane, holds: impl Fn(Micros) -> bool) -> u32 {
        let Some((_, batch, part)) = self.at_work(lane) else { return 0 };
        let arrival = |place: &u64| self.arrival(lane, *place).unwrap_or(Micros::ZERO);
        batch.records_of(part).partition_point(|place| holds(arrival(place))) as u32
    }

    /// Gives up the first records of the current part; the whole part when that is all of it.
    pub(super) fn drop_records(&mut self, lane: Lane, records: u32, reason: Reason) {
        let Some((_, batch, part)) = self.at_work(lane) else { return };
        let places = &batch.records[part.from as usize..(part.from + records) as usize];
        let (first, last) = (places.first().copied(), places.last().copied());
        let (fault, invocations, is_all) = (part.failed, part.attempts, part.records() == records);
        let account = self.account(lane, places, reason, fault, invocations);
        let now = self.now;
        let mapping = self.mapping_mut(lane.consumer);
        if reason == Reason::Expired {
            mapping.totals.expired_records += u64::from(records);
        } else {
            mapping.totals.discarded_records += u64::from(records);
            mapping.totals.discarded_batches += 1;
            mapping.lose(Lost { number: mapping.totals.discarded_batches - 1, at: now, ..account });
        }
        let work = self.lane(lane);
        if let Some(batch) = &mut work.batch {
            if is_all {
                batch.close(PartState::Dropped(reason));
            } else if let Some(part) = batch.current_mut() {
                part.from += records;
            }
        }
        self.tell_fact(Event::BatchDropped {
            consumer: lane.consumer,
            shard: lane.shard,
            lane: lane.number,
            records,
            first,
            last,
            reason,
            invocations,
        });
    }

    fn account(&self, lane: Lane, places: &[u64], reason: Reason, fault: Option<Fault>, invocations: u32) -> Lost {
        let stream = self.consumers[usize::from(lane.consumer.0)].config.stream;
        let shard = &self.streams[usize::from(stream.0)].shards[lane.shard as usize];
        let row = |place: Option<&u64>| place.and_then(|place| shard.log.get(*place));
        let (first, last) = (row(places.first()), row(places.last()));
        let sequence = |row: &Row| shard.sequence_of(row, self.setup.epoch_ms);
        let arrival = |row: Option<Row>| row.map_or(Micros::ZERO, |row| row.arrival);
        let looks = places.iter().take(LOST_TAGS_MAX).filter_map(|place| shard.log.get(*place));
        Lost {
            number: 0,
            at: self.now,
            shard: lane.shard,
            reason,
            fault,
            invocations,
            records: places.into(),
            sequence: first.zip(last).map(|(first, last)| (sequence(&first), sequence(&last))),
            arrivals: (arrival(first), arrival(last)),
            tags: looks.map(|row| self.keys.tag(row.key)).collect(),
        }
    }
}
