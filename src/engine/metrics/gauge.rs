//! The gauges of a world: what was last seen of every counter, and the series made of what came since.

use super::PERIOD_S;
use super::alarm::{Alarm, AlarmConfig, AlarmState, range};
use super::name::{Dimension, Metric};
use super::panel::Panel;
use super::stat::Stat;
use super::usage::{Sizes, Usage};
use crate::engine::digest::Digest;
use crate::engine::id::{ConsumerId, StreamId};
use crate::engine::shard::Shard;
use crate::engine::time::Micros;
use std::collections::VecDeque;

/// How often the usage is kept, so that the rate of the last minute is known.
const USAGE_EVERY: Micros = Micros::from_secs(10);
/// How many are kept: a minute.
const USAGES: usize = 7;

/// All metrics and alarms of a world.
#[derive(Clone, Debug)]
pub(in crate::engine) struct Metrics {
    /// When the counters are looked at next; never when nothing is to come.
    pub(in crate::engine) due: Micros,
    pub(in crate::engine) alarms: Vec<Alarm>,
    /// The start of the minute that goes on, in seconds since 1970.
    minute_s: u64,
    streams: Vec<StreamGauge>,
}

/// A stream's.
#[derive(Clone, Debug, Default)]
pub(in crate::engine) struct StreamGauge {
    pub(in crate::engine) panel: Panel,
    shards: Vec<ShardGauge>,
    /// The enhanced fan-out consumers that were sent something.
    consumers: Vec<(ConsumerId, Panel)>,
    /// What came by `PutRecords` this second.
    batches: BatchPut,
    usage: Usage,
    /// Up to when time counts in it, and with how many open shards and enhanced fan-out consumers it goes on.
    counted_to: Micros,
    open: u64,
    consumers_pushed: u64,
    recent: VecDeque<(Micros, Usage)>,
}

#[derive(Clone, Debug, Default)]
struct ShardGauge {
    panel: Panel,
    /// Records and refused puts that were seen.
    taken: u64,
    throttled: u64,
}

/// What `PutRecords` calls of more than one record did.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::engine) struct BatchPut {
    pub(in crate::engine) records: u64,
    pub(in crate::engine) accepted: u64,
    pub(in crate::engine) bytes: u64,
}

/// An answered `GetRecords`.
#[derive(Clone, Copy, Debug)]
pub(in crate::engine) struct Read {
    pub(in crate::engine) records: u64,
    pub(in crate::engine) bytes: u64,
    /// Age of its last record; zero when it had none.
    pub(in crate::engine) age: Micros,
}

/// An event of enhanced fan-out.
#[derive(Clone, Copy, Debug)]
pub(in crate::engine) struct Pushed {
    pub(in crate::engine) records: u64,
    pub(in crate::engine) bytes: u64,
    pub(in crate::engine) behind: Micros,
}

impl Metrics {
    pub(in crate::engine) fn new(epoch_ms: u64) -> Self {
        let minute_s = epoch_ms / 1_000 / PERIOD_S * PERIOD_S;
        Self { due: Micros::NEVER, alarms: Vec::new(), minute_s, streams: Vec::new() }
    }

    pub(in crate::engine) fn open_stream(&mut self, now: Micros) {
        self.streams.push(StreamGauge { counted_to: now, ..StreamGauge::default() });
    }

    pub(in crate::engine) fn stream(&self, id: StreamId) -> Option<&StreamGauge> {
        self.streams.get(usize::from(id.0))
    }

    pub(in crate::engine) fn stream_mut(&mut self, id: StreamId) -> &mut StreamGauge {
        &mut self.streams[usize::from(id.0)]
    }

    /// The second that started at `start_s` is over; says whether anything happened in it.
    pub(in crate::engine) fn close_second(&mut self, start_s: u64) -> bool {
        self.streams.iter_mut().fold(false, |any, stream| stream.close_second(start_s) | any)
    }

    /// Closes the minute that goes on if it is over at `now_s`; its start.
    pub(in crate::engine) fn close_minute(&mut self, now_s: u64) -> Option<u64> {
        let over = self.minute_s;
        if now_s < over + PERIOD_S {
            return None;
        }
        self.streams.iter_mut().for_each(|stream| stream.close_minute(over));
        self.minute_s = now_s / PERIOD_S * PERIOD_S;
        Some(over)
    }

    /// Whether the end of this minute must be looked at though nothing happens: it has values, or an alarm counts minutes.
    pub(in crate::engine) fn awaits_minute(&self) -> bool {
        self.alarms.iter().any(|alarm| !alarm.deleted) || self.streams.iter().any(StreamGauge::has_begun_minute)
    }

    /// Sets an alarm, or another in the place of one of the same name, which keeps its state; its place.
    pub(in crate::engine) fn put_alarm(&mut self, config: &AlarmConfig, now: Micros) -> usize {
        let known = self.alarms.iter().position(|alarm| !alarm.deleted && alarm.config.name == config.name);
        if let Some(at) = known {
            self.alarms[at].config = config.clone();
            return at;
        }
        self.alarms.push(Alarm::new(config.clone(), now));
        self.alarms.len() - 1
    }

    /// Looks at all alarms after a minute that started at `minute_s`: those that change, with their state before.
    pub(in crate::engine) fn judge(&mut self, minute_s: u64, now: Micros) -> Vec<(usize, AlarmState)> {
        let mut changes = Vec::new();
        for at in 0..self.alarms.len() {
            let alarm = &self.alarms[at];
            if alarm.deleted {
                continue;
            }
            let state = alarm.judge(&self.newest(&alarm.config, minute_s));
            let before = alarm.state;
            if state != before {
                let alarm = &mut self.alarms[at];
                (alarm.state, alarm.since) = (state, now);
                alarm.alarms += u64::from(state == AlarmState::Alarm);
                changes.push((at, before));
            }
        }
        changes
    }

    /// The datapoints an alarm looks at, newest first.
    fn newest(&self, config: &AlarmConfig, minute_s: u64) -> Vec<Option<Stat>> {
        let panel = self.stream(config.stream).and_then(|stream| stream.panel_of(config.dimension));
        let starts = (0..range(config.evaluation_periods)).map(|back| minute_s.checked_sub(back * PERIOD_S));
        starts.map(|start_s| panel?.minute_at(config.metric, start_s?)).collect()
    }

    /// Bytes that a copy has for itself as soon as its origin goes on.
    pub(in crate::engine) fn own_bytes(&self) -> usize {
        let stream = |stream: &StreamGauge| {
            let shards = stream.shards.iter().map(|shard| size_of::<ShardGauge>() + shard.panel.own_bytes());
            let consumers = stream.consumers.iter().map(|(_, panel)| panel.own_bytes());
            let usages = stream.recent.len() * size_of::<(Micros, Usage)>();
            size_of::<StreamGauge>()
                + stream.panel.own_bytes()
                + usages
                + shards.sum::<usize>()
                + consumers.sum::<usize>()
        };
        self.streams.iter().map(stream).sum::<usize>() + self.alarms.len() * size_of::<Alarm>()
    }

    pub(in crate::engine) fn fold(&self, digest: &mut Digest) {
        digest.u64(self.due.0);
        digest.u64(self.minute_s);
        for stream in &self.streams {
            stream.panel.fold(digest);
            for shard in &stream.shards {
                shard.panel.fold(digest);
                digest.u64(shard.taken);
            }
            for (id, panel) in &stream.consumers {
                digest.u64(u64::from(id.0));
                panel.fold(digest);
            }
            stream.usage.fold(digest);
        }
        self.alarms.iter().for_each(|alarm| alarm.fold(digest));
    }
}

impl StreamGauge {
    /// The metrics of the stream, a shard or a consumer; none when it had none yet.
    pub(in crate::engine) fn panel_of(&self, dimension: Dimension) -> Option<&Panel> {
        match dimension {
            Dimension::Stream => Some(&self.panel),
            Dimension::Shard(index) => self.shards.get(index as usize).map(|shard| &shard.panel),
            Dimension::Consumer(id) => {
                self.consumers.iter().find(|(consumer, _)| *consumer == id).map(|(_, panel)| panel)
            }
        }
    }

    /// What was used up to `now`, and how that stood a minute ago, or at the earliest moment known since.
    pub(in crate::engine) fn usage(&self, now: Micros, shards: &[Shard]) -> (Usage, (Micros, Usage)) {
        let mut usage = self.usage;
        usage.pass(now.since(self.counted_to).0, self.open, self.consumers_pushed);
        for shard in shards {
            let seen = self.shards.get(shard.index as usize).map_or(0, |gauge| gauge.taken);
            usage.take(&Sizes::of(&shard.log, seen));
        }
        (usage, self.recent.front().copied().unwrap_or_default())
    }

    /// Counts the time up to now, and notes how many open shards and enhanced fan-out consumers there are from now on.
    pub(in crate::engine) fn pass_time(&mut self, now: Micros, open: u64, pushed: u64) {
        self.usage.pass(now.since(self.counted_to).0, self.open, self.consumers_pushed);
        (self.counted_to, self.open, self.consumers_pushed) = (now, open, pushed);
    }

    pub(in crate::engine) fn read(&mut self, shard: u32, read: &Read) {
        self.usage.read_bytes += read.bytes;
        let (bytes, records, age) = (Stat::one(read.bytes), Stat::one(read.records), Stat::one(read.age.as_millis()));
        self.panel.count(Metric::GetRecordsBytes, bytes);
        self.panel.count(Metric::GetRecordsRecords, records);
        self.panel.count(Metric::GetRecordsIteratorAge, age);
        self.panel.count(Metric::GetRecordsSuccess, Stat::one(1));
        self.panel.count(Metric::ReadProvisionedThroughputExceeded, Stat::one(0));
        let panel = self.panel_of_shard(shard);
        panel.count(Metric::OutgoingBytes, bytes);
        panel.count(Metric::OutgoingRecords, records);
        panel.count(Metric::IteratorAge, age);
        panel.count(Metric::ReadProvisionedThroughputExceeded, Stat::one(0));
    }

    pub(in crate::engine) fn read_refused(&mut self, shard: u32) {
        self.panel.count(Metric::GetRecordsSuccess, Stat::one(0));
        self.panel.count(Metric::ReadProvisionedThroughputExceeded, Stat::one(1));
        self.panel_of_shard(shard).count(Metric::ReadProvisionedThroughputExceeded, Stat::one(1));
    }

    pub(in crate::engine) fn pushed(&mut self, shard: u32, to: ConsumerId, event: &Pushed) {
        self.usage.pushed_bytes += event.bytes;
        let (bytes, records) = (Stat::one(event.bytes), Stat::one(event.records));
        let panel = self.panel_of_shard(shard);
        panel.count(Metric::OutgoingBytes, bytes);
        panel.count(Metric::OutgoingRecords, records);
        let at = self.consumers.iter().position(|(id, _)| *id == to).unwrap_or_else(|| {
            self.consumers.push((to, Panel::default()));
            self.consumers.len() - 1
        });
        let panel = &mut self.consumers[at].1;
        panel.count(Metric::SubscribeBytes, bytes);
        panel.count(Metric::SubscribeRecords, records);
        panel.count(Metric::SubscribeMillisBehindLatest, Stat::one(event.behind.as_millis()));
        panel.count(Metric::SubscribeSuccess, Stat::one(1));
    }

    /// A `PutRecords` call of more than one record. The sizes of its records are seen with all others.
    pub(in crate::engine) fn put_batch(&mut self, batch: &BatchPut) {
        self.batches.records += batch.records;
        self.batches.accepted += batch.accepted;
        self.batches.bytes += batch.bytes;
        self.panel.count(Metric::PutRecordsBytes, Stat::one(batch.bytes));
        self.panel.count(Metric::PutRecordsSuccess, Stat::one(u64::from(batch.accepted > 0)));
        self.panel.count(Metric::PutRecordsTotalRecords, Stat::one(batch.records));
        self.panel.count(Metric::PutRecordsSuccessfulRecords, Stat::one(batch.accepted));
        self.panel.count(Metric::PutRecordsThrottledRecords, Stat::one(batch.records - batch.accepted));
    }

    /// Looks at the counters of the way in. CloudWatch's smallest, largest and average value of the incoming metrics
    /// are those of a single call; here they are those of a single record, which is the same for `PutRecord`.
    pub(in crate::engine) fn look(&mut self, shards: &[Shard]) {
        let mut all = Sizes { smallest: u64::MAX, ..Sizes::default() };
        let mut refused = 0;
        for shard in shards {
            let gauge = self.gauge_of_shard(shard.index);
            let sizes = Sizes::of(&shard.log, gauge.taken);
            let throttled = shard.throttled_total - gauge.throttled;
            (gauge.taken, gauge.throttled) = (shard.log.end(), shard.throttled_total);
            count_puts(&mut gauge.panel, &sizes, throttled);
            self.usage.take(&sizes);
            all.records += sizes.records;
            all.bytes += sizes.bytes;
            all.smallest = all.smallest.min(sizes.smallest);
            all.largest = all.largest.max(sizes.largest);
            refused += throttled;
        }
        count_puts(&mut self.panel, &all, refused);
        let batches = std::mem::take(&mut self.batches);
        let (single, single_bytes) = (all.records - batches.accepted, all.bytes - batches.bytes);
        let tries = single + refused - (batches.records - batches.accepted);
        if tries > 0 {
            self.panel.count(Metric::PutRecordSuccess, Stat::of_these(tries, single));
        }
        if single > 0 {
            let (min, max) = (all.smallest, all.largest);
            self.panel.count(Metric::PutRecordBytes, Stat { samples: single, sum: single_bytes, min, max });
        }
    }

    /// Keeps the usage now and then, for the rate of the last minute.
    pub(in crate::engine) fn keep_usage(&mut self, now: Micros) {
        if self.recent.back().is_none_or(|(at, _)| now.since(*at) >= USAGE_EVERY) {
            if self.recent.len() == USAGES {
                self.recent.pop_front();
            }
            self.recent.push_back((now, self.usage));
        }
    }

    fn gauge_of_shard(&mut self, index: u32) -> &mut ShardGauge {
        if self.shards.len() <= index as usize {
            self.shards.resize_with(index as usize + 1, ShardGauge::default);
        }
        &mut self.shards[index as usize]
    }

    fn panel_of_shard(&mut self, index: u32) -> &mut Panel {
        &mut self.gauge_of_shard(index).panel
    }

    fn panels(&mut self) -> impl Iterator<Item = &mut Panel> {
        let shards = self.shards.iter_mut().map(|shard| &mut shard.panel);
        std::iter::once(&mut self.panel).chain(shards).chain(self.consumers.iter_mut().map(|(_, panel)| panel))
    }

    fn close_second(&mut self, start_s: u64) -> bool {
        self.panels().fold(false, |any, panel| panel.close_second(start_s) | any)
    }

    fn close_minute(&mut self, start_s: u64) {
        self.panels().for_each(|panel| panel.close_minute(start_s));
    }

    fn has_begun_minute(&self) -> bool {
        self.panel.has_begun_minute() || self.consumers.iter().any(|(_, panel)| panel.has_begun_minute())
    }
}

fn count_puts(panel: &mut Panel, sizes: &Sizes, throttled: u64) {
    let records = sizes.records;
    if records > 0 {
        let (min, max) = (sizes.smallest, sizes.largest);
        panel.count(Metric::IncomingBytes, Stat { samples: records, sum: sizes.bytes, min, max });
        panel.count(Metric::IncomingRecords, Stat { samples: records, sum: records, min: 1, max: 1 });
    }
    if records + throttled > 0 {
        panel.count(Metric::WriteProvisionedThroughputExceeded, Stat::of_these(records + throttled, throttled));
    }
}
