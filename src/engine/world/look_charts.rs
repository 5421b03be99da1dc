//! Copying the charts out of the world. Nothing here changes anything.

use super::World;
use crate::engine::metrics::{Chart, ChartAsk, ChartPoint, Charts, Metric, Resolution, Statistic};
use crate::engine::shard::shard_id;
use crate::engine::time::Micros;

/// How far back charts of minutes may reach; the shortest that holds the whole run is taken.
const SPANS_S: [u64; 3] = [15 * 60, 60 * 60, 360 * 60];
/// How far back charts of seconds reach.
const SECONDS: Micros = Micros::from_secs(180);

impl World {
    /// The charts of a stream or one of its shards; none when there is no such stream or shard.
    #[must_use]
    pub fn charts(&self, ask: &ChartAsk) -> Option<Charts> {
        let stream = self.stream(ask.stream)?;
        let about = match ask.shard {
            None => stream.name.clone(),
            Some(index) => stream.shards.get(index as usize).map(|shard| shard_id(shard.index))?,
        };
        let span = match ask.resolution {
            Resolution::Second => SECONDS,
            Resolution::Minute => {
                let longest = SPANS_S.iter().find(|span_s| Micros::from_secs(**span_s) >= self.now);
                Micros::from_secs(*longest.unwrap_or(&SPANS_S[2]))
            }
        };
        let metrics = if ask.shard.is_some() { ChartAsk::OF_SHARD } else { ChartAsk::OF_STREAM };
        let shards = if ask.shard.is_some() { 1 } else { u64::from(stream.open_count()) };
        let charts = metrics.iter().map(|metric| self.chart(ask, *metric, span, shards)).collect();
        Some(Charts { now: self.now, span, resolution: ask.resolution, about, charts })
    }

    fn chart(&self, ask: &ChartAsk, metric: Metric, span: Micros, shards: u64) -> Chart {
        let dimension = ask.dimension();
        let on_it = self.alarms().map(|(_, alarm)| alarm).find(|alarm| {
            let config = &alarm.config;
            (config.stream, config.dimension, config.metric) == (ask.stream, dimension, metric)
        });
        let usual = if metric.is_age() { Statistic::Maximum } else { Statistic::Sum };
        let statistic = on_it.map_or(usual, |alarm| alarm.config.statistic);
        let since = Micros(self.now.0.saturating_sub(span.0));
        let points = self.datapoints(ask.stream, dimension, metric, ask.resolution, since);
        let period_s = ask.resolution.period_s();
        let period = |start_s: u64, thousandths| ChartPoint {
            from: self.moment_of(start_s),
            to: self.moment_of(start_s + period_s),
            thousandths,
        };
        let told = points.iter().filter_map(|point| Some(period(point.start_s, point.stat.thousandths(statistic)?)));
        let so_far = (ask.resolution == Resolution::Minute).then(|| {
            let value = self.minute_so_far(ask.stream, dimension, metric).thousandths(statistic)?;
            let now_s = self.clock_us() / Micros::SECOND.0;
            Some(ChartPoint { to: self.now, ..period(now_s - now_s % period_s, value) })
        });
        let limits = &self.limits;
        let per_s = match metric {
            Metric::IncomingRecords => Some(limits.shard_write_records_per_s),
            Metric::IncomingBytes => Some(limits.shard_write_bytes_per_s),
            Metric::GetRecordsBytes => Some(limits.shard_read_bytes_per_s),
            _ => None,
        };
        Chart {
            metric,
            statistic,
            points: told.collect(),
            so_far: so_far.flatten(),
            limit: per_s.filter(|_| statistic == Statistic::Sum).map(|per_s| per_s * shards * period_s),
            alarm: on_it.map(|alarm| (alarm.config.threshold, alarm.config.comparison, alarm.state)),
        }
    }
}
