//! All metrics of one thing: a stream, a shard or a consumer.

use super::name::Metric;
use super::series::{Point, Resolution, Series};
use super::stat::Stat;
use crate::engine::digest::Digest;

/// The metrics of one thing. A metric has a place once it has a value.
#[derive(Clone, Debug, Default)]
pub(in crate::engine) struct Panel {
    series: Vec<(Metric, Series)>,
}

impl Panel {
    pub(super) fn count(&mut self, metric: Metric, stat: Stat) {
        let at = self.series.iter().position(|(other, _)| *other == metric).unwrap_or_else(|| {
            self.series.push((metric, Series::default()));
            self.series.len() - 1
        });
        self.series[at].1.count(&stat);
    }

    pub(super) fn close_second(&mut self, start_s: u64) -> bool {
        self.series.iter_mut().fold(false, |any, (_, series)| series.close_second(start_s) | any)
    }

    pub(super) fn close_minute(&mut self, start_s: u64) {
        self.series.iter_mut().for_each(|(_, series)| series.close_minute(start_s));
    }

    pub(super) fn has_begun_minute(&self) -> bool {
        self.series.iter().any(|(_, series)| series.has_begun_minute())
    }

    fn series(&self, metric: Metric) -> Option<&Series> {
        self.series.iter().find(|(other, _)| *other == metric).map(|(_, series)| series)
    }

    /// The points of a metric whose periods start at `since_s` or later, oldest first; periods without values are left
    /// out, and so is the one going on.
    pub(in crate::engine) fn points(&self, metric: Metric, resolution: Resolution, since_s: u64) -> Vec<Point> {
        self.series(metric).map_or_else(Vec::new, |series| series.points(resolution, since_s))
    }

    /// What the minute going on has brought up to the last full second.
    pub(in crate::engine) fn minute(&self, metric: Metric) -> Stat {
        self.series(metric).map_or_else(Stat::default, |series| *series.minute())
    }

    /// All values up to the last full second.
    pub(in crate::engine) fn total(&self, metric: Metric) -> Stat {
        self.series(metric).map_or_else(Stat::default, |series| *series.total())
    }

    pub(super) fn minute_at(&self, metric: Metric, start_s: u64) -> Option<Stat> {
        self.series(metric)?.minute_at(start_s)
    }

    /// Bytes that a copy has for itself as soon as its origin goes on.
    pub(super) fn own_bytes(&self) -> usize {
        size_of::<Self>()
            + self.series.iter().map(|(_, series)| size_of::<Metric>() + series.own_bytes()).sum::<usize>()
    }

    pub(super) fn fold(&self, digest: &mut Digest) {
        for (metric, series) in &self.series {
            digest.u64(*metric as u64);
            series.fold(digest);
        }
    }
}
