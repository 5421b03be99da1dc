//! One metric over time: points of a second for the last minutes, points of a minute for the last hours. Full runs of
//! points are shared by forks.

use super::PERIOD_S;
use super::stat::Stat;
use crate::engine::digest::Digest;
use std::collections::VecDeque;
use std::sync::Arc;

/// Points in a run: few, for a copy of a world has its newest ones for itself.
const RUN: usize = 16;

/// How long a point's period is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Resolution {
    /// A minute, as CloudWatch has it.
    #[default]
    Minute,
    /// A second, which CloudWatch does not have for Kinesis: what the minute's sum hides.
    Second,
}

impl Resolution {
    /// The period, in seconds.
    #[must_use]
    pub const fn period_s(self) -> u64 {
        match self {
            Self::Minute => PERIOD_S,
            Self::Second => 1,
        }
    }

    /// How far back points are kept, in seconds, at the least: 5 minutes of seconds, 6 hours of minutes.
    #[must_use]
    pub const fn kept_s(self) -> u64 {
        match self {
            Self::Minute => 6 * 3_600,
            Self::Second => 300,
        }
    }
}

/// A datapoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// The start of its period, in seconds since 1970: CloudWatch's `Timestamp`.
    pub start_s: u64,
    /// The values in it.
    pub stat: Stat,
}

/// Points, oldest first. Missing ones have no place in it.
#[derive(Clone, Debug, Default)]
struct Run {
    chunks: VecDeque<Arc<Vec<Point>>>,
}

impl Run {
    fn push(&mut self, point: Point, kept_s: u64) {
        if self.chunks.back().is_none_or(|chunk| chunk.len() == RUN) {
            self.chunks.push_back(Arc::new(Vec::with_capacity(RUN)));
        }
        let newest = self.chunks.back_mut().expect("a chunk was opened for the first of its points");
        Arc::make_mut(newest).push(point);
        let gone = |chunk: &Arc<Vec<Point>>| chunk.last().is_some_and(|last| last.start_s + kept_s < point.start_s);
        while self.chunks.front().is_some_and(gone) {
            self.chunks.pop_front();
        }
    }

    /// Bytes that a copy has for itself as soon as its origin goes on.
    fn own_bytes(&self) -> usize {
        let newest = self.chunks.back().map_or(0, |chunk| chunk.len() * size_of::<Point>());
        self.chunks.len() * size_of::<usize>() + newest
    }

    fn from(&self, since_s: u64) -> impl DoubleEndedIterator<Item = &Point> {
        self.chunks.iter().flat_map(|chunk| chunk.iter()).filter(move |point| point.start_s >= since_s)
    }
}

/// One metric of one thing.
#[derive(Clone, Debug, Default)]
pub(super) struct Series {
    /// What this second has brought.
    second: Stat,
    /// What the seconds of this minute brought.
    minute: Stat,
    /// Everything since the start.
    total: Stat,
    seconds: Run,
    minutes: Run,
}

impl Series {
    /// Counts values of this second.
    pub(super) fn count(&mut self, stat: &Stat) {
        self.second.merge(stat);
    }

    /// This second is over; says whether it brought anything.
    pub(super) fn close_second(&mut self, start_s: u64) -> bool {
        let stat = std::mem::take(&mut self.second);
        if stat.is_missing() {
            return false;
        }
        self.minute.merge(&stat);
        self.total.merge(&stat);
        self.seconds.push(Point { start_s, stat }, Resolution::Second.kept_s());
        true
    }

    /// This minute is over.
    pub(super) fn close_minute(&mut self, start_s: u64) {
        let stat = std::mem::take(&mut self.minute);
        if !stat.is_missing() {
            self.minutes.push(Point { start_s, stat }, Resolution::Minute.kept_s());
        }
    }

    /// Whether this minute has brought anything.
    pub(super) fn has_begun_minute(&self) -> bool {
        !self.minute.is_missing()
    }

    /// What this minute has brought so far, the second that is going on left out.
    pub(super) const fn minute(&self) -> &Stat {
        &self.minute
    }

    /// Everything up to the last full second.
    pub(super) const fn total(&self) -> &Stat {
        &self.total
    }

    /// The points of a resolution whose periods start at a moment or later.
    pub(super) fn points(&self, resolution: Resolution, since_s: u64) -> Vec<Point> {
        let run = match resolution {
            Resolution::Minute => &self.minutes,
            Resolution::Second => &self.seconds,
        };
        run.from(since_s).copied().collect()
    }

    /// The datapoint of a minute that is over; none when it is missing.
    pub(super) fn minute_at(&self, start_s: u64) -> Option<Stat> {
        let mut newest_first = self.minutes.from(start_s).rev();
        newest_first.find(|point| point.start_s == start_s).map(|point| point.stat)
    }

    /// Bytes that a copy has for itself as soon as its origin goes on.
    pub(super) fn own_bytes(&self) -> usize {
        size_of::<Self>() + self.seconds.own_bytes() + self.minutes.own_bytes()
    }

    pub(super) fn fold(&self, digest: &mut Digest) {
        self.total.fold(digest);
        self.minute.fold(digest);
        self.second.fold(digest);
    }
}
