//! A consumer in words and gauges.

use super::plan::{COLUMNS, Level, Plan};
use super::{Reader, latency};
use crate::engine::time::Micros;
use crate::stage::display::{Align, Face, Picture};
use crate::stage::gauge::{bar, share};
use crate::stage::geometry::Area;
use crate::stage::palette::Ink;
use crate::stage::{pen, words};

/// Draws the words of a row: name, kind, rate, distance and latency.
pub(super) fn info(picture: &mut Picture, plan: &Plan, reader: &Reader, area: Area) {
    match (plan.level, plan.narrow) {
        (Level::Grid, _) => cell(picture, reader, area),
        (Level::Tall, true) => two_lines(picture, reader, area),
        (Level::Flat, true) => one_line(picture, reader, area),
        (level, false) => columns(picture, reader, area, level == Level::Tall),
    }
}

/// How far it is behind in words.
fn behind(reader: &Reader) -> (String, Ink) {
    if !reader.view.reading {
        return ("paused".into(), Ink::Muted);
    }
    if let Some(parent) = reader.shard.waits_for {
        return (format!("waits for shard {parent}"), Ink::Muted);
    }
    match reader.shard.behind.0 {
        0 => ("✓ caught up".into(), Ink::Good),
        _ => (format!("{} behind", distance(reader)), Ink::Text),
    }
}

/// The same without the word, where there is no room for it.
fn distance(reader: &Reader) -> String {
    match reader.shard.behind.0 {
        1..100_000 => "< 0.1 s".into(),
        _ => words::distance(reader.shard.behind),
    }
}

fn refused(reader: &Reader) -> String {
    format!("! {} refused/s", words::grouped(reader.view.throttled_per_s))
}

fn rate(reader: &Reader) -> String {
    format!("{} MB/s", words::megabytes(reader.shard.bytes_per_s))
}

/// The median and the 99th percentile: `70 / 200 ms`, `0.2 s / 1.2 s`.
fn percentiles(reader: &Reader) -> String {
    let (p50, p99) = (reader.view.latency.p50, reader.view.latency.p99);
    if p99 < Micros::SECOND {
        format!("{} / {} ms", p50.as_millis(), p99.as_millis())
    } else {
        format!("{} / {}", words::distance(p50), words::distance(p99))
    }
}

/// `70 ms`, `1.2 s`.
fn span(time: Micros) -> String {
    if time.0 < 1_000_000 { format!("{} ms", time.as_millis()) } else { words::distance(time) }
}

fn columns(picture: &mut Picture, reader: &Reader, area: Area, tall: bool) {
    let at = |column: usize| area.x + area.w * COLUMNS[column];
    // With much room the words are larger, for the back of a classroom.
    let large = area.h >= 66.0 && area.w >= 700.0;
    let size = match (tall, large) {
        (true, true) => 15,
        (true, false) => 13,
        (false, _) => 12,
    };
    let step = if large { 11.0 } else { 9.5 };
    let (y, below) = if tall { (area.middle() - step, area.middle() + step) } else { (area.middle(), area.middle()) };
    let room = area.w * COLUMNS[0] - 14.0;
    name(picture, reader, Area::new(area.x, y, room, below - y));
    let out = &mut picture.front;
    let room = area.w * (COLUMNS[1] - COLUMNS[0]) - 14.0;
    let of =
        format!("{} of {}", words::megabytes(reader.shard.bytes_per_s), words::megabytes(reader.shard.bytes_per_s_max));
    let filled = share(reader.shard.bytes_per_s, reader.shard.bytes_per_s_max);
    if tall {
        out.push(pen::left(at(0), y, &format!("{of} MB/s"), Face::plain(size), Ink::Text, room));
        if reader.is_refused() {
            out.push(pen::left(at(0), below, &refused(reader), Face::bold(12), Ink::Harm, room));
        } else {
            bar(out, Area::new(at(0), below - 3.0, room.min(120.0), 7.0), filled, false);
        }
    } else if reader.is_refused() {
        out.push(pen::left(at(0), y, &refused(reader), Face::bold(12), Ink::Harm, room));
    } else {
        let bar_w = (room - 84.0).clamp(20.0, 60.0);
        bar(out, Area::new(at(0), y - 3.0, bar_w, 7.0), filled, false);
        out.push(pen::left(at(0) + bar_w + 8.0, y, &rate(reader), Face::plain(12), Ink::Text, room - bar_w - 8.0));
    }
    let (mut text, ink) = behind(reader);
    let room = area.w * (COLUMNS[2] - COLUMNS[1]) - 12.0;
    if reader.view.reading && reader.shard.waits_for.is_none() && words::width(&text, Face::plain(size)) > room {
        text = distance(reader);
    }
    out.push(pen::left(at(1), y, &text, Face::plain(size), ink, room));
    if tall && reader.shard.waiting > 0 {
        let waits = format!("{} waiting", words::grouped(reader.shard.waiting));
        out.push(pen::left(at(1), below, &waits, Face::plain(12), Ink::Muted, room));
    }
    let latency = &reader.view.latency;
    let room = area.w * (COLUMNS[3] - COLUMNS[2]) - 12.0;
    if latency.steps.is_empty() {
        out.push(pen::left(at(2), y, "nothing yet", Face::plain(12), Ink::Muted, room));
    } else if tall {
        let (p50, p99) = (span(latency.p50), span(latency.p99));
        let face = Face::mono(if large { 13 } else { 12 });
        out.push(pen::left(at(2), y, &format!("p50 {p50}"), face, Ink::Text, room));
        out.push(pen::left(at(2), below, &format!("p99 {p99}"), face, Ink::Muted, room));
    } else {
        let line = percentiles(reader);
        out.push(pen::left(at(2), y, &line, Face::mono(12), Ink::Text, room));
    }
    let h = (area.h - 10.0).clamp(14.0, 56.0);
    let bars = Area::new(at(3), area.middle() - h / 2.0, area.right() - at(3), h);
    latency::bars(picture, latency, bars, reader.ink());
}

/// Name and kind; one beside the other when `area` has no height.
fn name(picture: &mut Picture, reader: &Reader, area: Area) {
    let out = &mut picture.front;
    let face = Face::bold(if area.h > 20.0 {
        16
    } else if area.h > 0.0 {
        14
    } else {
        13
    });
    let kind = reader.view.kind();
    if area.h > 0.0 {
        out.push(pen::left(area.x, area.y, &reader.view.config.name, face, Ink::Text, area.w));
        mark(picture, kind, area.x, area.bottom());
        return;
    }
    let kind_w = mark_width(kind);
    let text = words::cut(&reader.view.config.name, face, area.w - kind_w - 8.0);
    let x = area.x + words::width(&text, face) + 8.0;
    out.push(pen::text(area.x, area.y, text, face, Ink::Text, Align::Left));
    mark(picture, kind, x, area.y);
}

fn is_marked(kind: &str) -> bool {
    matches!(kind, "KCL" | "Lambda")
}

fn mark_width(kind: &str) -> f64 {
    words::width(kind, Face::plain(12)) + if is_marked(kind) { 12.0 } else { 0.0 }
}

/// The kind of a consumer; those that are more than one program on a sign of their own.
fn mark(picture: &mut Picture, kind: &str, x: f64, y: f64) {
    if !is_marked(kind) {
        picture.front.push(pen::text(x, y, kind, Face::plain(12), Ink::Muted, Align::Left));
        return;
    }
    let sign = Area::new(x, y - 9.0, mark_width(kind), 18.0);
    picture.front.push(pen::block(sign, 4.0, Ink::Flap));
    picture.front.push(pen::text(x + 6.0, y + 0.5, kind, Face::plain(12), Ink::Sign, Align::Left));
}

fn two_lines(picture: &mut Picture, reader: &Reader, area: Area) {
    let (y, below) = (area.middle() - 9.0, area.middle() + 10.0);
    let (text, ink) = behind(reader);
    let face = Face::plain(12);
    let text_w = words::width(&text, face);
    picture.front.push(pen::text(area.right(), y, text, face, ink, Align::Right));
    name(picture, reader, Area::new(area.x, y, area.w - text_w - 10.0, 0.0));
    let latency = &reader.view.latency;
    let bars_w = 62.0;
    let room = area.w - bars_w - 8.0;
    let (line, face, ink) = if reader.is_refused() {
        (refused(reader), Face::bold(12), Ink::Harm)
    } else if latency.steps.is_empty() {
        (rate(reader), face, Ink::Muted)
    } else {
        (format!("{}, p50 {}", rate(reader), span(latency.p50)), face, Ink::Muted)
    };
    picture.front.push(pen::left(area.x, below, &line, face, ink, room));
    let bars = Area::new(area.right() - bars_w, below - 8.0, bars_w, 16.0);
    latency::bars(picture, latency, bars, reader.ink());
}

fn one_line(picture: &mut Picture, reader: &Reader, area: Area) {
    let (text, face, ink) = if reader.is_refused() {
        (refused(reader), Face::bold(12), Ink::Harm)
    } else {
        let (text, ink) = behind(reader);
        (text, Face::plain(12), ink)
    };
    let y = area.middle();
    let p50 = if reader.view.latency.steps.is_empty() { String::new() } else { span(reader.view.latency.p50) };
    let p50_w = 52.0;
    let text_w = words::width(&text, face);
    picture.front.push(pen::text(area.right(), y, p50, Face::plain(12), Ink::Text, Align::Right));
    picture.front.push(pen::text(area.right() - p50_w, y, text, face, ink, Align::Right));
    let room = area.w - p50_w - text_w - 10.0;
    picture.front.push(pen::left(area.x, y, &reader.view.config.name, Face::bold(13), Ink::Text, room));
}

fn cell(picture: &mut Picture, reader: &Reader, area: Area) {
    let y = area.middle();
    let (text, face, ink) = if reader.is_refused() {
        (format!("! {}", words::grouped(reader.view.throttled_per_s)), Face::bold(12), Ink::Harm)
    } else if area.w < 200.0 {
        (distance(reader), Face::plain(12), Ink::Muted)
    } else {
        let (text, ink) = behind(reader);
        (text, Face::plain(12), ink)
    };
    let right = area.right() - 6.0;
    let mut room = area.w - 14.0 - words::width(&text, face);
    picture.front.push(pen::text(right, y, text, face, ink, Align::Right));
    if area.w >= 300.0 && !reader.view.latency.steps.is_empty() {
        let x = area.right() - 106.0;
        let line = percentiles(reader);
        let w = words::width(&line, Face::mono(12));
        picture.front.push(pen::text(x, y, line, Face::mono(12), Ink::Text, Align::Right));
        room = area.w - 114.0 - w;
    }
    if area.w >= 200.0 {
        name(picture, reader, Area::new(area.x, y, room, 0.0));
    } else {
        picture.front.push(pen::left(area.x, y, &reader.view.config.name, Face::bold(12), Ink::Text, room));
    }
}
