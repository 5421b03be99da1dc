//! Looking at shards over time. Nothing here changes anything, and the work is bounded, however many records are kept.

use super::World;
use super::look::change_view;
use crate::engine::consumer::Consumer;
use crate::engine::hash::{HashKey, HashRange};
use crate::engine::id::{ConsumerId, StreamId};
use crate::engine::keys::KeyId;
use crate::engine::lineage::{Cell, Dot, Front, Generation, HotKey, Lineage, LineageAsk, Pose, Records, Stand, Trace};
use crate::engine::log::Row;
use crate::engine::shard::Shard;
use crate::engine::stream::Stream;
use crate::engine::time::Micros;
use std::collections::BTreeMap;

/// At most about so many records are looked at when there are too many for all.
const LOOKED_AT: u64 = 6_000;
/// A shard's hottest key is found among its newest records, so many of them.
const NEWEST: u64 = 400;
/// A key whose records lie among so many dots is followed by so many of its own at the most.
const TRACE_MAX: usize = 400;
/// Among fewer records than this no key is called hot.
const FEWEST: u64 = 20;
/// A key is hot from this share of the records on, in parts per million; below it none stands out.
const HOT: u32 = 100_000;

impl World {
    /// The shards of a stream over time, none when there is no such stream.
    #[must_use]
    pub fn lineage(&self, ask: &LineageAsk) -> Option<Lineage> {
        let stream = self.stream(ask.stream)?;
        let kept: Vec<&Shard> = stream.shards.iter().filter(|shard| !shard.is_gone).collect();
        let horizon = Micros(self.now.0.saturating_sub(stream.retention.0));
        let oldest = kept.iter().map(|shard| shard.opened).min().unwrap_or(self.now);
        let from = oldest.max(horizon);
        let records: u64 = kept.iter().map(|shard| shard.log.end() - shard.log.first()).sum();
        let stride =
            if records <= u64::from(ask.dots_max) { 1 } else { records.div_ceil(LOOKED_AT).next_power_of_two() };
        let looked_at = looked_at(&kept, stride);
        let key = self.followed(ask, stream, &looked_at);
        let trace = key.map(|(key, heat, is_chosen)| {
            let mine = looked_at.iter().filter(|(_, row)| row.key == key);
            let arrivals: Vec<(u32, Micros)> = mine.map(|(shard, row)| (*shard, row.arrival)).collect();
            let step = arrivals.len().div_ceil(TRACE_MAX).max(1);
            Trace { heat, is_chosen, arrivals: arrivals.into_iter().step_by(step).collect() }
        });
        let records = if records <= u64::from(ask.dots_max) {
            let dot = |(shard, row): &(u32, Row)| Dot {
                shard: *shard,
                arrival: row.arrival,
                place: self.keys.place(row.key),
            };
            Records::Each(looked_at.iter().map(dot).collect())
        } else {
            self.counted(ask, &looked_at, self.now.since(from), stride)
        };
        Some(Lineage {
            now: self.now,
            from,
            retention: stream.retention,
            mode: stream.mode,
            status: stream.status(),
            change: stream.change.as_ref().map(change_view),
            shards: kept.iter().map(|shard| generation(shard, stream.retention)).collect(),
            records,
            key: trace,
            fronts: self.fronts(ask.stream),
        })
    }

    /// The key that has most of a shard's newest records; none before the first, and none for an unknown shard.
    #[must_use]
    pub fn hottest_key(&self, stream: StreamId, shard: u32) -> Option<HotKey> {
        self.hottest(self.stream(stream)?.shards.get(shard as usize)?).map(|(_, heat)| heat)
    }

    /// Where every consumer of a stream stands, in the order they were added.
    #[must_use]
    pub fn fronts(&self, stream: StreamId) -> Vec<Front> {
        let Some(source) = self.stream(stream) else { return Vec::new() };
        let stretches = stretches(source);
        let all = (0..).map(ConsumerId).zip(&self.consumers);
        let here = all.filter(|(_, consumer)| consumer.config.stream == stream && !consumer.removed);
        here.map(|(id, consumer)| self.front_of(id, consumer, source, &stretches)).collect()
    }

    fn counted(&self, ask: &LineageAsk, looked_at: &[(u32, Row)], span: Micros, stride: u64) -> Records {
        // A power of two, so that the columns stay where they are while time passes.
        let column = Micros((span.0 / u64::from(ask.columns.max(1))).max(1).next_power_of_two());
        let rows = ask.rows.max(1);
        let cell = |(shard, row): &(u32, Row)| {
            let place = row_of(self.keys.place(row.key), rows);
            Cell { shard: *shard, column: row.arrival.0 / column.0, row: place, looked_at: 1 }
        };
        let mut all: Vec<Cell> = looked_at.iter().map(cell).collect();
        all.sort_unstable();
        let cells = all.chunk_by(|a, b| (a.shard, a.column, a.row) == (b.shard, b.column, b.row));
        let cells = cells.map(|same| Cell { looked_at: same.len() as u32, ..same[0] }).collect();
        Records::Counted { column, rows, stride, cells }
    }

    /// The key of the record that was asked for, else the hottest one of the shard, else of all that was looked at.
    fn followed(&self, ask: &LineageAsk, stream: &Stream, looked_at: &[(u32, Row)]) -> Option<(KeyId, HotKey, bool)> {
        let chosen = ask.record.filter(|record| record.stream == ask.stream).and_then(|record| {
            let row = stream.shards.get(record.shard as usize)?.log.get(record.index)?;
            let mine = looked_at.iter().filter(|(_, other)| other.key == row.key).count();
            Some((row.key, self.hot_key(row.key, mine, looked_at.len()), true))
        });
        let hot = |shard: &Shard| {
            let (key, heat) = self.hottest(shard).filter(|_| shard.log.end() - shard.log.first() >= FEWEST)?;
            (heat.parts_per_million >= HOT).then_some((key, heat, false))
        };
        let open = stream.shards.iter().filter(|shard| shard.is_open());
        let fullest = open.max_by_key(|shard| (shard.last_second(self.now), std::cmp::Reverse(shard.index)));
        let asked = ask.shard.and_then(|shard| stream.shards.get(shard as usize));
        chosen.or_else(|| asked.and_then(hot)).or_else(|| fullest.and_then(hot))
    }

    fn hottest(&self, shard: &Shard) -> Option<(KeyId, HotKey)> {
        let (from, to) = (shard.log.end().saturating_sub(NEWEST), shard.log.end());
        let mut counts: BTreeMap<KeyId, usize> = BTreeMap::new();
        let mut looked_at = 0;
        for (_, row) in shard.log.range(from, to) {
            *counts.entry(row.key).or_default() += 1;
            looked_at += 1;
        }
        let (key, count) = counts.into_iter().max_by_key(|(key, count)| (*count, std::cmp::Reverse(*key)))?;
        Some((key, self.hot_key(key, count, looked_at)))
    }

    fn hot_key(&self, key: KeyId, count: usize, of: usize) -> HotKey {
        let parts_per_million = (count as u64 * 1_000_000 / (of as u64).max(1)) as u32;
        let (tag, place) = (self.keys.tag(key), self.keys.place(key));
        HotKey { key: self.keys.text(key).to_owned(), tag, place, parts_per_million }
    }

    fn front_of(&self, id: ConsumerId, consumer: &Consumer, stream: &Stream, stretches: &[Stretch]) -> Front {
        let mut stands: Vec<Stand> = Vec::new();
        for stretch in stretches {
            let unfinished = |shard: &&u32| !consumer.cursors[**shard as usize].finished;
            // The newest shard of a stretch is never done with for good: the reader stands there when nothing is before it.
            let Some(shard) = stretch.shards.iter().find(unfinished).or(stretch.shards.last()) else { continue };
            let stand = self.stand(consumer, &stream.shards[*shard as usize], stretch.range, id);
            match stands.last_mut() {
                Some(before) if before.shard == stand.shard => before.range.end = stand.range.end,
                _ => stands.push(stand),
            }
        }
        Front { consumer: id, name: consumer.config.name.clone(), stands }
    }

    fn stand(&self, consumer: &Consumer, shard: &Shard, range: HashRange, id: ConsumerId) -> Stand {
        let cursor = &consumer.cursors[shard.index as usize];
        let unread = cursor.delivered_to.max(shard.log.first());
        let waiting = shard.log.end() - unread;
        let may_begin = self.waits_for(id, shard.index).is_none();
        let pose = match shard.closed {
            _ if !may_begin => Pose::Waits,
            Some(_) if !cursor.finished => Pose::InParent,
            _ => Pose::Reads,
        };
        let end = shard.closed.unwrap_or(self.now);
        let at = match pose {
            Pose::Waits => shard.opened,
            _ => shard.log.get(unread).map_or(end, |row| row.arrival),
        };
        Stand { range, shard: shard.index, at, pose, waiting }
    }
}

/// Every `stride`-th record, shard by shard from old to new: the same ones in every picture.
fn looked_at(shards: &[&Shard], stride: u64) -> Vec<(u32, Row)> {
    let mut found = Vec::new();
    for shard in shards {
        let first = shard.log.first().next_multiple_of(stride);
        let mut index = first;
        while let Some(row) = shard.log.get(index) {
            found.push((shard.index, row));
            index += stride;
        }
    }
    found
}

/// A stretch of the hash line that no edge of a shard cuts, and the shards that owned it one after another.
struct Stretch {
    range: HashRange,
    shards: Vec<u32>,
}

fn stretches(stream: &Stream) -> Vec<Stretch> {
    let kept: Vec<&Shard> = stream.shards.iter().filter(|shard| !shard.is_gone).collect();
    let mut starts: Vec<HashKey> = kept.iter().map(|shard| shard.range.start).collect();
    starts.sort_unstable();
    starts.dedup();
    let ends = starts.iter().skip(1).map(|next| HashKey(next.0 - 1)).chain([HashKey::MAX]);
    let mut found: Vec<Stretch> = starts
        .iter()
        .zip(ends)
        .map(|(start, end)| Stretch { range: HashRange { start: *start, end }, shards: Vec::new() })
        .collect();
    // By index is from old to new: children come after their parents.
    for shard in kept {
        let from = starts.partition_point(|start| *start < shard.range.start);
        let to = starts.partition_point(|start| *start <= shard.range.end);
        found[from..to].iter_mut().for_each(|stretch| stretch.shards.push(shard.index));
    }
    found
}

fn generation(shard: &Shard, retention: Micros) -> Generation {
    Generation {
        shard: shard.index,
        range: shard.range,
        opened: shard.opened,
        closed: shard.closed,
        expires: shard.closed.map(|closed| closed + retention),
        kept: shard.log.end() - shard.log.first(),
    }
}

/// Which of so many rows of the hash line a place lies in.
fn row_of(place: HashKey, rows: u32) -> u32 {
    (((place.0 >> 64) * u128::from(rows)) >> 64) as u32
}
