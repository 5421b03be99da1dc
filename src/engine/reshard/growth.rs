//! How an on-demand stream grows. AWS documents what a user can count on (Kinesis Developer Guide, "Choose the data stream
//! capacity mode"): a new stream takes 4 MB or 4,000 records a second; room is kept for twice the highest write traffic of
//! the last 30 days; it takes up to about 15 minutes until that room is there; a shard that takes more than 500 KB a second
//! is split into even halves; one key never gets more than one shard. How the service finds out is its own affair; this
//! engine looks at every full minute, and splits [`GROWTH_DELAY`] later.

use super::Step;
use crate::engine::digest::Digest;
use crate::engine::limits::MIB;
use crate::engine::shard::Shard;
use crate::engine::time::Micros;
use std::collections::VecDeque;

/// Shards of a new on-demand stream: 4 MB a second.
pub const FIRST_SHARDS: u32 = 4;
/// From the minute in which a stream was found too small to the splits. AWS: within 15 minutes.
pub const GROWTH_DELAY: Micros = Micros::from_secs(12 * 60);
/// How often the service looks at the traffic.
pub const LOOK_INTERVAL: Micros = Micros::from_secs(60);
/// A shard that takes more bytes a second than this is split.
const SHARD_BYTES_PER_S: u64 = 500 * 1_024;
/// The same for records: AWS names only bytes; half of a shard's 1,000 records is this engine's choice.
const SHARD_RECORDS_PER_S: u64 = 500;
/// For how many days a peak counts.
const PEAK_DAYS: usize = 30;
const DAY: Micros = Micros::from_secs(24 * 60 * 60);

/// What the service knows of an on-demand stream's traffic.
#[derive(Clone, Debug, Default)]
pub struct Growth {
    /// What every shard had taken at the last look: records and bytes.
    marks: Vec<(u64, u64)>,
    /// The highest minute of every day that counts, old to new: the day, records and bytes a second.
    peaks: VecDeque<(u64, u64, u64)>,
    /// When the splits that are due happen.
    pub due: Option<Micros>,
    /// `WarmThroughputMiBps`: room that was ordered in advance.
    pub warm_mib_per_s: u32,
    /// Raised when the mode changes, so that older looks no longer count.
    pub generation: u32,
}

impl Growth {
    /// Begins to watch: what came before does not count.
    pub fn begin(&mut self, shards: &[Shard]) {
        self.marks = shards.iter().map(mark).collect();
        self.peaks.clear();
        self.due = None;
        self.generation += 1;
    }

    /// Looks at the last minute and remembers its traffic; the steps that it calls for.
    pub fn look(&mut self, now: Micros, shards: &[Shard], limit: u32) -> Vec<Step> {
        let seconds = LOOK_INTERVAL.0 / Micros::SECOND.0;
        self.marks.resize(shards.len(), (0, 0));
        let load: Vec<(u64, u64)> = shards
            .iter()
            .zip(&self.marks)
            .map(|(shard, before)| {
                let (records, bytes) = mark(shard);
                (((records - before.0) / seconds), ((bytes - before.1) / seconds))
            })
            .collect();
        self.marks = shards.iter().map(mark).collect();
        let (records, bytes) = load.iter().fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
        self.remember(now, records, bytes);
        self.steps(shards, &load, limit)
    }

    /// The highest write traffic that counts: records and bytes a second.
    #[must_use]
    pub fn peak(&self) -> (u64, u64) {
        let highest = |of: fn(&(u64, u64, u64)) -> u64| self.peaks.iter().map(of).max().unwrap_or(0);
        (highest(|peak| peak.1), highest(|peak| peak.2))
    }

    /// Shards that give room for twice the peak, and for what was ordered in advance.
    #[must_use]
    pub fn shards_wanted(&self) -> u32 {
        let (records, bytes) = self.peak();
        let wanted = (2 * bytes).div_ceil(MIB).max((2 * records).div_ceil(1_000));
        u32::try_from(wanted).unwrap_or(u32::MAX).max(self.warm_mib_per_s).max(FIRST_SHARDS)
    }

    /// Splits for the room that is wanted, whatever the traffic of the last minute: of the widest shards, one round of them.
    #[must_use]
    pub fn steps_for_room(&self, shards: &[Shard], limit: u32) -> Vec<Step> {
        let idle = vec![(0, 0); shards.len()];
        self.steps(shards, &idle, limit)
    }

    fn remember(&mut self, now: Micros, records: u64, bytes: u64) {
        let day = now.0 / DAY.0;
        match self.peaks.back_mut().filter(|peak| peak.0 == day) {
            Some(peak) => *peak = (day, peak.1.max(records), peak.2.max(bytes)),
            None => self.peaks.push_back((day, records, bytes)),
        }
        while self.peaks.front().is_some_and(|peak| peak.0 + PEAK_DAYS as u64 <= day) {
            self.peaks.pop_front();
        }
    }

    /// Splits of every shard that is too hot, and of the fullest others until there is room enough.
    fn steps(&self, shards: &[Shard], load: &[(u64, u64)], limit: u32) -> Vec<Step> {
        let mut open: Vec<usize> = (0..shards.len()).filter(|at| shards[*at].is_open()).collect();
        // The fullest first; of equals the widest, then the lowest.
        open.sort_unstable_by_key(|at| {
            let range = shards[*at].range;
            (std::cmp::Reverse((share(load[*at]), range.end.0 - range.start.0)), range.start)
        });
        let room = (limit as usize).saturating_sub(open.len());
        let missing = (self.shards_wanted() as usize).saturating_sub(open.len());
        let is_hot = |at: usize| load[at].1 > SHARD_BYTES_PER_S || load[at].0 > SHARD_RECORDS_PER_S;
        let chosen = open.iter().enumerate().filter(|(rank, at)| {
            let at = **at;
            *rank < missing || is_hot(at) && !is_one_key(shards, at, load)
        });
        let steps = chosen.filter_map(|(_, at)| even_split(&shards[*at]));
        steps.take(room).collect()
    }

    /// Folds what is known into a digest.
    pub fn fold(&self, digest: &mut Digest) {
        for (records, bytes) in &self.marks {
            digest.u64(*records);
            digest.u64(*bytes);
        }
        for (day, records, bytes) in &self.peaks {
            digest.u64(*day);
            digest.u64(*records);
            digest.u64(*bytes);
        }
        digest.u64(self.due.map_or(u64::MAX, |at| at.0));
        digest.u64(u64::from(self.warm_mib_per_s) << 32 | u64::from(self.generation));
    }
}

fn mark(shard: &Shard) -> (u64, u64) {
    (shard.log.end(), shard.log.bytes_end())
}

/// How full a shard is, in parts per million of the limit that is nearer.
fn share((records, bytes): (u64, u64)) -> u64 {
    (records * 1_000).max(bytes * 1_000_000 / MIB)
}

/// Whether a hot shard was split off a hot shard before, and its twin has stayed cold: then its heat is one key's, and no
/// split will help. AWS documents that a hot key is not isolated, not when it gives up; this is the engine's choice.
fn is_one_key(shards: &[Shard], at: usize, load: &[(u64, u64)]) -> bool {
    let Some(parent) = shards[at].parent.filter(|_| shards[at].adjacent_parent.is_none()) else { return false };
    let twins = shards[parent as usize].children.iter().filter(|child| **child as usize != at);
    twins.copied().all(|twin| 8 * share(load[twin as usize]) < share(load[at]))
}

/// The split of a shard into even halves; none when it is too narrow.
fn even_split(shard: &Shard) -> Option<Step> {
    let at = shard.range.middle();
    super::is_split_point(shard.range, at).then_some(Step::Split { shard: shard.index, at })
}
