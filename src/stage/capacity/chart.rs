//! One chart: bars over time, the limit of the shards, and the threshold of an alarm with its state.

use super::plan::Level;
use super::scale::{part, top, words};
use crate::engine::metrics::{AlarmState, Chart, ChartPoint, Charts, Metric, Resolution};
use crate::engine::time::Micros;
use crate::stage::axis::share;
use crate::stage::display::{Align, Face, Picture, Shape};
use crate::stage::geometry::{Area, Point};
use crate::stage::palette::Ink;
use crate::stage::pen;
use crate::stage::words::{cut, distance, width};

const SMALL: Face = Face::plain(12);
const SIGN: Face = Face::bold(11);
/// Room above the bars for the words of lines.
const HEAD: f64 = 16.0;

/// Draws a chart into its place.
pub(super) fn draw(picture: &mut Picture, charts: &Charts, chart: &Chart, area: Area, level: Level) {
    let in_alarm = chart.alarm.is_some_and(|(_, _, state)| state == AlarmState::Alarm);
    picture.back.push(pen::block(area, 8.0, Ink::Panel));
    picture.back.push(pen::frame(
        area,
        8.0,
        if in_alarm { Ink::Harm } else { Ink::Edge },
        if in_alarm { 2.0 } else { 1.0 },
    ));
    let pad = if level == Level::Full { 12.0 } else { 8.0 };
    let inner = Area::new(area.x + pad, area.y + pad * 0.8, area.w - 2.0 * pad, area.h - pad * 1.4);
    let below = match level {
        Level::Full => {
            let name = Face::bold(13);
            let (first, second) = (inner.y + 8.0, inner.y + 28.0);
            // The name comes first: a sign that has no room beside it stands below.
            let below = width(chart.metric.name(), name) + sign_width(chart) > inner.w;
            let sign = state(picture, chart, inner.right(), if below { second } else { first });
            picture.front.push(pen::left(inner.x, first, chart.metric.name(), name, Ink::Text, inner.w));
            latest(picture, charts, chart, Point::new(inner.x, second), inner.w - if below { sign } else { 0.0 });
            inner.y + 42.0
        }
        Level::Strip => {
            let value = newest(chart).map_or_else(|| "no data".into(), |value| words(chart.metric, value));
            let room = width(&value, Face::bold(13)) + 8.0;
            picture.front.push(pen::text(inner.right(), inner.y + 7.0, value, Face::bold(13), Ink::Text, Align::Right));
            let chip = state(picture, chart, inner.right() - room, inner.y + 7.0);
            picture.front.push(pen::left(
                inner.x,
                inner.y + 7.0,
                chart.metric.name(),
                SMALL,
                Ink::Text,
                inner.w - room - chip,
            ));
            inner.y + 18.0
        }
    };
    let axis = if level == Level::Full { 18.0 } else { 0.0 };
    let plot = Area::new(inner.x, below, inner.w, inner.bottom() - below - axis);
    bars(picture, charts, chart, plot, level);
    if level == Level::Full {
        let y = inner.bottom() - 6.0;
        let ago = format!("{} ago", distance(charts.span));
        picture.front.push(pen::text(plot.x, y, ago, SMALL, Ink::Muted, Align::Left));
        picture.front.push(pen::text(plot.right(), y, "now", SMALL, Ink::Muted, Align::Right));
    }
}

/// The room that the sign of the alarm's state takes, with a gap.
fn sign_width(chart: &Chart) -> f64 {
    let Some((_, _, state)) = chart.alarm else { return 0.0 };
    width(state.name(), SIGN) + if state == AlarmState::Alarm { 32.0 } else { 20.0 }
}

/// The state of the alarm as a sign whose right edge is given; the room it takes.
fn state(picture: &mut Picture, chart: &Chart, right: f64, y: f64) -> f64 {
    let Some((_, _, state)) = chart.alarm else { return 0.0 };
    let face = SIGN;
    let w = sign_width(chart) - 8.0;
    let area = Area::new(right - w, y - 9.0, w, 18.0);
    let (text, x) = match state {
        AlarmState::Alarm => {
            picture.front.push(pen::block(area, 4.0, Ink::Harm));
            picture.front.push(Shape::Hazard { area: Area::new(area.x, area.y, 12.0, area.h), radius: 4.0 });
            (Ink::HarmText, area.x + 18.0)
        }
        AlarmState::Ok => {
            picture.front.push(pen::frame(area, 4.0, Ink::Good, 1.5));
            (Ink::Good, area.x + 6.0)
        }
        AlarmState::InsufficientData => {
            picture.front.push(pen::striped(area, Ink::Muted, 1.0));
            (Ink::Muted, area.x + 6.0)
        }
    };
    picture.front.push(pen::text(x, y, state.name(), face, text, Align::Left));
    w + 8.0
}

fn newest(chart: &Chart) -> Option<u64> {
    chart.so_far.or(chart.points.last().copied()).map(|point| point.thousandths)
}

/// The last full period and the one that goes on, in words.
fn latest(picture: &mut Picture, charts: &Charts, chart: &Chart, at: Point, room: f64) {
    let period = match charts.resolution {
        Resolution::Minute => "last minute",
        Resolution::Second => "last second",
    };
    let full = chart.points.last().map(|point| words(chart.metric, point.thousandths));
    let so_far = chart.so_far.map(|point| format!("so far {}", words(chart.metric, point.thousandths)));
    let text = match (full, so_far) {
        (Some(full), Some(so_far)) => format!("{} {full} {period}, {so_far}", chart.statistic.name()),
        (Some(full), None) => format!("{} {full} {period}", chart.statistic.name()),
        (None, Some(so_far)) => format!("{} {so_far}", chart.statistic.name()),
        (None, None) => "no data yet".to_owned(),
    };
    picture.front.push(pen::text(at.x, at.y, cut(&text, SMALL, room), SMALL, Ink::Muted, Align::Left));
}

fn bars(picture: &mut Picture, charts: &Charts, chart: &Chart, plot: Area, level: Level) {
    let most = chart.points.iter().chain(&chart.so_far).map(|point| point.thousandths).max().unwrap_or(0);
    // A threshold counts minutes: over seconds it would say nothing.
    let threshold =
        chart.alarm.filter(|_| charts.resolution == Resolution::Minute).map(|(threshold, _, _)| threshold * 1_000);
    let limit = chart.limit.map(|limit| limit * 1_000).filter(|limit| most >= limit / 3);
    let highest = most.max(threshold.unwrap_or(0)).max(limit.unwrap_or(0));
    let top = top(chart.metric, highest);
    let head = if level == Level::Full { HEAD } else { 0.0 };
    let (foot, height) = (plot.bottom(), plot.h - head);
    let x = |moment: Micros| (plot.right() - plot.w * share(charts.now.since(moment), charts.span)).max(plot.x);
    picture.back.push(pen::block(Area::new(plot.x, foot, plot.w, 1.0), 0.0, Ink::Steel));
    let gap = if charts.resolution == Resolution::Minute { 2.0 } else { 0.0 };
    let bar = |point: &ChartPoint| {
        let (x0, x1) = (x(point.from), x(point.to));
        let value = point.thousandths;
        let h = if value == 0 { 1.5 } else { (part(value, top) * height).max(2.0) };
        Area::new(x0, foot - h, (x1 - x0 - gap).max(1.0), h)
    };
    let is_harm = is_harm(chart.metric);
    let out = &mut picture.front;
    for point in &chart.points {
        let area = bar(point);
        match (is_harm && point.thousandths > 0, area.w >= 4.0) {
            (true, true) => out.push(Shape::Hazard { area, radius: 0.0 }),
            (true, false) => out.push(pen::block(area, 0.0, Ink::Harm)),
            _ => out.push(pen::block(area, 0.0, if point.thousandths == 0 { Ink::Steel } else { Ink::Dot(1) })),
        }
    }
    if let Some(point) = &chart.so_far {
        let ink = if is_harm && point.thousandths > 0 { Ink::Harm } else { Ink::Dot(1) };
        let area = bar(point);
        let w = area.w.max(4.0);
        out.push(pen::frame(Area { x: plot.right() - w, w, ..area }, 0.0, ink, 1.0));
    }
    let level_line = |value: u64| foot - part(value, top) * height;
    if let Some(limit) = limit {
        let y = level_line(limit);
        out.push(pen::dashes(&[Point::new(plot.x, y), Point::new(plot.right(), y)], Ink::Muted, 1.0, [1.0, 3.0, 0.0]));
        if level == Level::Full {
            let text = format!("limit {}", words(chart.metric, limit));
            out.push(pen::text(plot.right(), y - 8.0, text, Face::plain(11), Ink::Muted, Align::Right));
        }
    }
    if let Some(threshold) = threshold {
        let y = level_line(threshold);
        out.push(pen::dashes(&[Point::new(plot.x, y), Point::new(plot.right(), y)], Ink::Sign, 2.0, [6.0, 4.0, 0.0]));
        if level == Level::Full {
            let sign = chart.alarm.map_or("", |(_, comparison, _)| comparison.sign());
            let text = format!("alarm {sign} {}", words(chart.metric, threshold));
            let y = y - 8.0;
            out.push(pen::text(plot.x + 4.0, y, text, Face::bold(11), Ink::Text, Align::Left));
        }
    } else if level == Level::Full && limit.is_none() {
        out.push(pen::text(
            plot.x + 2.0,
            plot.y + 6.0,
            words(chart.metric, top),
            Face::plain(11),
            Ink::Muted,
            Align::Left,
        ));
    }
}

/// Whether anything but zero is harm.
const fn is_harm(metric: Metric) -> bool {
    matches!(metric, Metric::WriteProvisionedThroughputExceeded | Metric::ReadProvisionedThroughputExceeded)
}
