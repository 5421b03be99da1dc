//! Looking at metrics, heat and usage: plain data for the capacity stage. Nothing here changes anything.

use super::World;
use crate::engine::fact::Event;
use crate::engine::heat::{KeyHeat, KeyLoad, ShardHeat, bytes_come_first, judge, suffixes};
use crate::engine::id::{AlarmId, StreamId};
use crate::engine::keys::KeyId;
use crate::engine::metrics::{Alarm, Dimension, Metric, Point, Resolution, Stat, Usage};
use crate::engine::shard::Shard;
use crate::engine::time::Micros;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// What a stream used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct UsageView {
    /// Since it was opened.
    pub so_far: Usage,
    /// In the last minute, or since it was opened when that is less.
    pub lately: Usage,
    /// How long that was.
    pub lately_over: Micros,
    /// How long it keeps its records.
    pub retention: Micros,
}

impl World {
    /// The datapoints of a metric whose periods end after `since`, oldest first. Missing ones are left out, and
    /// so is the period going on.
    #[must_use]
    pub fn datapoints(
        &self,
        stream: StreamId,
        dimension: Dimension,
        metric: Metric,
        resolution: Resolution,
        since: Micros,
    ) -> Vec<Point> {
        let since_s =
            ((self.setup.epoch_ms * 1_000 + since.0) / Micros::SECOND.0 + 1).saturating_sub(resolution.period_s());
        let panel = self.metrics.stream(stream).and_then(|stream| stream.panel_of(dimension));
        panel.map_or_else(Vec::new, |panel| panel.points(metric, resolution, since_s))
    }

    /// What the minute going on has brought up to the last full second.
    #[must_use]
    pub fn minute_so_far(&self, stream: StreamId, dimension: Dimension, metric: Metric) -> Stat {
        let panel = self.metrics.stream(stream).and_then(|stream| stream.panel_of(dimension));
        panel.map_or_else(Stat::default, |panel| panel.minute(metric))
    }

    /// All values of a metric up to the last full second.
    #[must_use]
    pub fn metric_total(&self, stream: StreamId, dimension: Dimension, metric: Metric) -> Stat {
        let panel = self.metrics.stream(stream).and_then(|stream| stream.panel_of(dimension));
        panel.map_or_else(Stat::default, |panel| panel.total(metric))
    }

    /// A datapoint's start as a moment of this world; the start of the world when it lies before.
    #[must_use]
    pub fn moment_of(&self, start_s: u64) -> Micros {
        Micros((start_s * Micros::SECOND.0).saturating_sub(self.setup.epoch_ms * 1_000))
    }

    /// The alarms that are set, in the order they were.
    pub fn alarms(&self) -> impl Iterator<Item = (AlarmId, &Alarm)> {
        (0..).map(AlarmId).zip(&self.metrics.alarms).filter(|(_, alarm)| !alarm.deleted)
    }

    /// What a stream used; none when there is no such stream.
    #[must_use]
    pub fn usage(&self, id: StreamId) -> Option<UsageView> {
        let (stream, gauge) = (self.stream(id)?, self.metrics.stream(id)?);
        let (so_far, (since, then)) = gauge.usage(self.now, &stream.shards);
        Some(UsageView {
            so_far,
            lately: so_far.since(&then),
            lately_over: self.now.since(since),
            retention: stream.retention,
        })
    }

    /// What makes a shard hot, by its records of the last `over`, but not from before its producers became what they are: what
    /// they did before says nothing of what they will do. None when there is no such shard. The work is bounded by what a
    /// shard takes in that time and by the facts that are kept: of the refused tries only those are known.
    #[must_use]
    pub fn heat(&self, stream: StreamId, index: u32, over: Micros) -> Option<ShardHeat> {
        let shard = self.stream(stream)?.shards.get(index as usize)?;
        let writers = self.producers.iter().filter(|producer| producer.config.stream == stream);
        let changed = writers.map(|producer| producer.planned).max().unwrap_or(Micros::ZERO);
        let over = Micros(over.0.min(self.now.since(changed).0).max(Micros::SECOND.0));
        // A window of a second holds a record at its end and not the one a second before.
        let since = self.now.0.checked_sub(over.0).map_or(Micros::ZERO, |start| Micros(start + u64::from(start > 0)));
        let since = since.max(changed);
        let mut keys = self.count_keys(stream, shard, since);
        keys.sort_by_key(|(key, load)| (load.place, key.0));
        let by_place: Vec<KeyLoad> = keys.iter().map(|(_, load)| *load).collect();
        let (verdict, split) = judge(&shard.range, &by_place, over, &self.limits);
        let all = KeyLoad::sum(&by_place);
        let by_bytes = bytes_come_first(&all, &self.limits);
        keys.sort_by_key(|(key, load)| {
            (Reverse(if by_bytes { load.asked_bytes() } else { load.asked_records() }), key.0)
        });
        let part = |of: u64, all: u64| of * 1_000 / all.max(1);
        let hottest = keys.iter().take(ShardHeat::HOTTEST_MAX).map(|(key, load)| KeyHeat {
            key: self.keys.text(*key).to_owned(),
            tag: self.keys.tag(*key),
            load: *load,
            records_permille: part(load.asked_records(), all.asked_records()),
            bytes_permille: part(load.asked_bytes(), all.asked_bytes()),
        });
        Some(ShardHeat {
            shard: shard.index,
            shard_id: shard.id(),
            range: shard.range,
            over,
            all,
            asked_permille: all.asked_permille(over, &self.limits),
            keys: keys.len() as u64,
            hottest: hottest.collect(),
            verdict,
            split,
            suffixes: keys.first().map_or(2, |(_, hottest)| suffixes(hottest, over, &self.limits)),
        })
    }

    /// What every key brought to a shard since a moment. Where the facts do not reach back as far, the refused tries are
    /// those of the whole time at the rate of the time they are known for.
    fn count_keys(&self, stream: StreamId, shard: &Shard, since: Micros) -> Vec<(KeyId, KeyLoad)> {
        let mut keys: BTreeMap<u32, KeyLoad> = BTreeMap::new();
        for (_, row) in shard.log.range(shard.log.first_at_or_after(since), shard.log.end()) {
            let load = keys.entry(row.key.0).or_default();
            load.records += 1;
            load.bytes += u64::from(row.bytes);
        }
        let mut known_since = since;
        let kept = self.facts.first();
        for (number, fact) in self.facts.from(0).rev().take_while(|(_, fact)| fact.at >= since) {
            if number == kept && kept > 0 {
                known_since = fact.at;
            }
            match fact.event {
                Event::Throttled { stream: of, shard: at, attempt: 1, key, bytes, .. }
                    if of == stream && at == shard.index =>
                {
                    let load = keys.entry(key).or_default();
                    load.refused_records += 1;
                    load.refused_bytes += u64::from(bytes);
                }
                _ => {}
            }
        }
        let (over, known) = (self.now.since(since).0, self.now.since(known_since).0.max(1));
        let whole = |of: u64| u64::try_from(u128::from(of) * u128::from(over) / u128::from(known)).unwrap_or(u64::MAX);
        let loads = keys.into_iter().map(|(key, load)| {
            let place = self.keys.place(KeyId(key));
            let (refused_records, refused_bytes) = (whole(load.refused_records), whole(load.refused_bytes));
            (KeyId(key), KeyLoad { place, refused_records, refused_bytes, ..load })
        });
        loads.collect()
    }
}
