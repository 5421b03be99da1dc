//! Looking at consumers and mappings: plain data for the fan-out and the X-ray stage. Nothing here changes anything.

use super::World;
use crate::engine::consumer::{Consumer, Cursor, Job};
use crate::engine::id::{ConsumerId, StreamId};
use crate::engine::lambda::{
    BatchView, Bisection, Destination, Lane, LaneView, Lost, LostView, Mapping, MappingView, PollerView, TrayView,
    WindowView,
};
use crate::engine::limits::INVOKE_PAYLOAD_BYTES_MAX;
use crate::engine::readers::{LatencyView, ReaderShard, ReaderView};
use crate::engine::shard::{Shard, shard_id};
use crate::engine::snapshot::Tag;
use crate::engine::time::Micros;
use std::sync::Arc;

impl World {
    /// The consumers of a stream, in the order they were added.
    #[must_use]
    pub fn readers(&self, stream: StreamId) -> Vec<ReaderView> {
        self.consumers_of(stream).map(|(id, consumer)| self.reader(id, consumer)).collect()
    }

    /// The event source mappings of a stream, in the order they were added.
    #[must_use]
    pub fn mappings(&self, stream: StreamId) -> Vec<MappingView> {
        let mappings = self.consumers_of(stream).filter_map(|(id, consumer)| Some((id, consumer, consumer.mapping()?)));
        mappings.map(|(id, consumer, mapping)| self.mapping_view(id, consumer, mapping)).collect()
    }

    fn consumers_of(&self, stream: StreamId) -> impl Iterator<Item = (ConsumerId, &Consumer)> {
        let all = (0..).map(ConsumerId).zip(&self.consumers);
        all.filter(move |(_, consumer)| consumer.config.stream == stream && !consumer.removed)
    }

    fn shards_of(&self, consumer: &Consumer) -> &[Shard] {
        &self.streams[usize::from(consumer.config.stream.0)].shards
    }

    fn reader(&self, id: ConsumerId, consumer: &Consumer) -> ReaderView {
        let shards: Vec<ReaderShard> = self
            .shards_of(consumer)
            .iter()
            .zip(&consumer.cursors)
            .filter(|(shard, cursor)| !cursor.finished && !shard.is_gone)
            .map(|(shard, cursor)| self.reader_shard(id, consumer, shard, cursor))
            .collect();
        let sum = |of: fn(&Cursor) -> u64| consumer.cursors.iter().map(of).sum();
        let paces = consumer.cursors.iter().map(|cursor| cursor.recent.per_s(self.now, consumer.since));
        let (records_per_s, bytes_per_s) = paces.fold((0, 0), |(a, b), (records, bytes)| (a + records, b + bytes));
        ReaderView {
            consumer: id,
            config: consumer.config.clone(),
            reading: consumer.reading,
            processing: match &consumer.job {
                Job::Handle(processing) => Some(*processing),
                Job::Application(application) => Some(application.processing()),
                Job::Mapping(_) => None,
            },
            records_per_s,
            bytes_per_s,
            throttled_per_s: consumer.throttled.recent(self.now).0,
            throttled_total: sum(|cursor| cursor.throttled),
            records_total: sum(|cursor| cursor.records),
            user_records_total: sum(|cursor| cursor.user_records),
            duplicates_total: sum(|cursor| cursor.duplicates),
            behind: shards.iter().map(|shard| shard.behind).max().unwrap_or_default(),
            shards,
            latency: LatencyView {
                mean: consumer.latency.mean(),
                p50: consumer.latency.percentile(50),
                p99: consumer.latency.percentile(99),
                max: consumer.latency.max(),
                steps: consumer.latency.steps().collect(),
            },
        }
    }

    fn reader_shard(&self, id: ConsumerId, consumer: &Consumer, shard: &Shard, cursor: &Cursor) -> ReaderShard {
        let unread = cursor.delivered_to.max(shard.log.first());
        ReaderShard {
            shard: shard.index,
            bytes_per_s: cursor.recent.per_s(self.now, consumer.since).1,
            bytes_per_s_max: self.limits.shard_read_bytes_per_s,
            behind: shard.log.get(unread).map_or(Micros::ZERO, |row| self.now.since(row.arrival)),
            waits_for: self.waits_for(id, shard.index),
            waiting: shard.log.end() - unread,
            last_delivery: cursor.last_delivery,
            busy_until: cursor.busy_until,
            throttled_total: cursor.throttled,
        }
    }

    fn mapping_view(&self, id: ConsumerId, consumer: &Consumer, mapping: &Mapping) -> MappingView {
        let shards: Vec<PollerView> = self
            .shards_of(consumer)
            .iter()
            .filter(|shard| !consumer.cursors[shard.index as usize].finished && !shard.is_gone)
            .map(|shard| self.poller_view(consumer, mapping, shard))
            .collect();
        MappingView {
            consumer: id,
            name: consumer.config.name.clone(),
            config: Arc::clone(&mapping.config),
            pushed: consumer.is_pushed(),
            totals: mapping.totals,
            running: mapping.running,
            iterator_age: shards.iter().map(|shard| shard.iterator_age).max().unwrap_or_default(),
            shards,
            lost: mapping.lost.iter().rev().take(MappingView::LOST_MAX).map(|lost| lost_view(mapping, lost)).collect(),
        }
    }

    fn poller_view(&self, consumer: &Consumer, mapping: &Mapping, shard: &Shard) -> PollerView {
        let poller = &mapping.pollers[shard.index as usize];
        let cursor = &consumer.cursors[shard.index as usize];
        let done_to = mapping.checkpoint(shard.index).unwrap_or(cursor.delivered_to).max(shard.log.first());
        let in_hand = |lane: &Lane| lane.batch.as_ref().map_or(0, Bisection::records_open);
        PollerView {
            shard: shard.index,
            shard_id: shard_id(shard.index),
            unread: shard.log.end() - cursor.delivered_to.max(shard.log.first()),
            waiting: poller.lanes.iter().map(|lane| lane.queue.len() as u64).sum(),
            in_hand: poller.lanes.iter().map(in_hand).sum(),
            iterator_age: shard.log.get(done_to).map_or(Micros::ZERO, |row| self.now.since(row.arrival)),
            blocked: poller.lanes.iter().any(|lane| lane.batch.as_ref().is_some_and(Bisection::has_failed)),
            lanes: poller.lanes.iter().map(|lane| self.lane_view(mapping, shard, lane)).collect(),
            window: poller.window.as_ref().map(|window| WindowView {
                start: window.start,
                end: window.end,
                records: window.records,
                state: window.state.to_string(),
            }),
        }
    }

    fn lane_view(&self, mapping: &Mapping, shard: &Shard, lane: &Lane) -> LaneView {
        let ahead = lane.queue.iter().take(LaneView::AHEAD_MAX).map(|queued| self.tag_at(shard, queued.place));
        let tray = lane.since.filter(|_| lane.batch.is_none()).map(|since| TrayView {
            records: lane.queue.len().min(mapping.config.batch_size as usize) as u32,
            records_max: mapping.config.batch_size,
            payload_bytes: lane.queue_bytes.min(INVOKE_PAYLOAD_BYTES_MAX),
            payload_bytes_max: INVOKE_PAYLOAD_BYTES_MAX,
            since,
            due: since + mapping.config.batching_window,
        });
        let view = |tree: Arc<Bisection>, tags_max: usize| BatchView {
            tags: tree.records.iter().take(tags_max).map(|place| self.tag_at(shard, *place)).collect(),
            tree,
        };
        let whole = |tree| view(tree, usize::MAX);
        LaneView {
            waiting: lane.queue.len() as u64,
            ahead: ahead.collect(),
            tray,
            batch: lane.batch.clone().map(|batch| whole(batch.into())),
            last_failed: lane.last_failed.clone().map(whole),
            last_passed: lane.last_passed.clone().map(|tree| view(tree, LaneView::PASSED_TAGS_MAX)),
        }
    }

    fn tag_at(&self, shard: &Shard, place: u64) -> Tag {
        shard.log.get(place).map_or(Tag { colour: 0, letters: [b'?', b' '] }, |row| self.keys.tag(row.key))
    }
}

fn lost_view(mapping: &Mapping, lost: &Lost) -> LostView {
    let number = |number: crate::engine::sequence::SequenceNumber| number.to_string();
    let (start, end) = lost.sequence.map(|(first, last)| (number(first), number(last))).unwrap_or_default();
    LostView {
        number: lost.number,
        at: lost.at,
        shard: lost.shard,
        reason: lost.reason,
        records: lost.records.len() as u32,
        invocations: lost.invocations,
        start_sequence_number: start,
        end_sequence_number: end,
        sent_to: mapping.config.on_failure.as_ref().map(Destination::words),
        tags: lost.tags.clone(),
    }
}
