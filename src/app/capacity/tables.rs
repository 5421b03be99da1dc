//! The metrics, the datapoints of the chosen one, and the alarms in words.

use super::looking::{Looking, ask, chosen_metric};
use super::{alarms, copy};
use crate::app::dom::{El, el};
use crate::app::figures;
use crate::app::live::Live;
use crate::app::tables::heads;
use crate::engine::World;
use crate::engine::date::utc;
use crate::engine::id::StreamId;
use crate::engine::metrics::{Alarm, Dimension, Metric, Point, Resolution, Stat, Statistic};
use crate::engine::time::Micros;

/// Datapoints in the table.
const SHOWN: usize = 15;

/// The tables.
pub(super) fn tables(looking: Looking) -> El {
    el("div.capacity-words").with(metrics(looking)).with(datapoints(looking)).with(alarm_table(looking))
}

/// A row of the metrics.
#[derive(Clone, PartialEq)]
struct Row {
    metric: Metric,
    last: Option<Stat>,
    so_far: Stat,
    total: Stat,
}

fn metrics(looking: Looking) -> El {
    let rows: Live<Option<Vec<(String, Row)>>> = looking.told(|world, stream, focus| {
        let about = ask(stream, focus).dimension();
        let consumers = world.readers(stream);
        let pushed = consumers.iter().filter(|_| focus.shard.is_none()).filter(|one| one.is_pushed());
        let mut rows = rows_of(world, stream, about);
        for reader in pushed {
            let of = rows_of(world, stream, Dimension::Consumer(reader.consumer));
            rows.extend(of.into_iter().map(|(name, row)| (format!("{name} {}", reader.config.name), row)));
        }
        Some(rows)
    });
    let body = move || {
        let rows = rows.get().unwrap_or_default();
        rows.into_iter().map(|(name, row)| metric_row(&name, &row)).collect::<Vec<_>>()
    };
    wide(copy::METRICS, copy::METRICS_SCROLL, copy::METRIC_HEADS, el("tbody").show(body))
}

fn rows_of(world: &World, stream: StreamId, dimension: Dimension) -> Vec<(String, Row)> {
    let fitting = Metric::ALL.iter().filter(|metric| metric.fits(dimension));
    let row = |metric: &Metric| {
        let points = world.datapoints(stream, dimension, *metric, Resolution::Minute, Micros::ZERO);
        let row = Row {
            metric: *metric,
            last: points.last().map(|point| point.stat),
            so_far: world.minute_so_far(stream, dimension, *metric),
            total: world.metric_total(stream, dimension, *metric),
        };
        (metric.name().to_owned(), row)
    };
    fitting.map(row).collect()
}

fn metric_row(name: &str, row: &Row) -> El {
    let statistic = if row.metric.is_age() { Statistic::Maximum } else { Statistic::Sum };
    let told = |stat: &Stat| match stat.thousandths(statistic) {
        Some(value) => figures::count(value / 1_000),
        None => copy::NO_DATA.to_owned(),
    };
    el("tr")
        .with(el("th").set("scope", "row").text(name))
        .with(el("td").text(row.metric.unit()))
        .with(el("td").text(statistic.name()))
        .with(el("td.number").text(&row.last.as_ref().map_or_else(|| copy::NO_DATA.to_owned(), told)))
        .with(el("td.number").text(&told(&row.so_far)))
        .with(el("td.number").text(&told(&row.total)))
}

fn datapoints(looking: Looking) -> El {
    let points: Live<Option<(u64, Vec<Point>)>> = looking.told(|world, stream, focus| {
        let ask = ask(stream, focus);
        let metric = chosen_metric(focus);
        let since = Micros(world.now().0.saturating_sub(Micros::from_secs(ask.resolution.period_s() * 60).0));
        let mut points = world.datapoints(stream, ask.dimension(), metric, ask.resolution, since);
        let surplus = points.len().saturating_sub(SHOWN);
        points.drain(..surplus);
        Some((world.setup().epoch_ms, points))
    });
    let body = move || {
        let (_, points) = points.get().unwrap_or_default();
        points.iter().rev().map(point_row).collect::<Vec<_>>()
    };
    let caption = el("caption").text(copy::DATAPOINTS_OF).text(" ").live(move || looking.metric().name());
    let table = el("table.shards").with(caption).with(heads(copy::POINT_HEADS)).with(el("tbody").show(body));
    el("div.wide-table")
        .set("tabindex", "0")
        .set("role", "region")
        .set("aria-label", copy::DATAPOINTS_SCROLL)
        .with(table)
}

fn point_row(point: &Point) -> El {
    let cell = |statistic| {
        let value = point.stat.thousandths(statistic).unwrap_or(0);
        let (whole, rest) = (figures::count(value / 1_000), value % 1_000 / 10);
        let text = if rest == 0 { whole } else { format!("{whole}.{rest:02}") };
        el("td.number").text(&text)
    };
    let time = utc(point.start_s * 1_000);
    el("tr").with(el("th").set("scope", "row").text(&time[..19].replace('T', " "))).with_all(Statistic::ALL.map(cell))
}

fn alarm_table(looking: Looking) -> El {
    let set: Live<Option<Vec<(Alarm, String)>>> = looking.told(|world, stream, _| {
        let here = world.alarms().map(|(_, alarm)| alarm).filter(|alarm| alarm.config.stream == stream);
        Some(here.map(|alarm| (alarm.clone(), copy::watched(world, stream, alarm.config.dimension))).collect())
    });
    let body = move || {
        let set = set.get().unwrap_or_default();
        let row = |(alarm, about): (Alarm, String)| {
            el("tr")
                .with(el("th").set("scope", "row").text(&alarm.config.name))
                .with(el("td").with(alarms::state(alarm.state)))
                .with(el("td").text(&copy::rule(&alarm.config, &about)))
                .with(el("td.number").text(&alarm.since.to_string()))
                .with(el("td.number").text(&alarm.alarms.to_string()))
        };
        set.into_iter().map(row).collect::<Vec<_>>()
    };
    let none = move || set.with(|set| set.as_ref().is_none_or(Vec::is_empty));
    el("div")
        .with(wide(copy::ALARMS, copy::ALARMS_SCROLL, copy::ALARM_HEADS, el("tbody").show(body)).bind("hidden", none))
        .with(el("p.small").bind("hidden", move || !none()).text(copy::NO_ALARM))
}

fn wide(title: &'static str, scroll: &'static str, columns: &[&str], body: El) -> El {
    let table = el("table.shards").with(el("caption").text(title)).with(heads(columns)).with(body);
    el("div.wide-table").set("tabindex", "0").set("role", "region").set("aria-label", scroll).with(table)
}
