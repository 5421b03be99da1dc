//! The loading door: all standard consumers take their records through it, one after the other.

use super::plan::{Level, Plan};
use super::{Look, Reader, axis as labels, row, target};
use crate::engine::reading::Reading;
use crate::engine::time::Micros;
use crate::stage::axis;
use crate::stage::display::{Align, Face, Picture, Shape};
use crate::stage::gauge::{bar, share};
use crate::stage::geometry::{Area, Cubic, Point};
use crate::stage::palette::Ink;
use crate::stage::way::ease;
use crate::stage::{pen, words};

/// `GetRecords` calls that a shard answers in a second: API reference, `GetRecords`, as in `engine::limits`.
const CALLS_PER_S_MAX: u64 = 5;

/// Draws the door, its two gauges, and the carts.
pub(super) fn draw(picture: &mut Picture, look: &Look, plan: &Plan) {
    let Some(group) = &plan.door else { return };
    let refused = look.standard.iter().any(Reader::is_refused);
    head(picture, look, group.head, plan);
    labels(picture, plan, group);
    let (Some(first), Some(last)) = (group.rows.first(), group.rows.last()) else { return };
    let middle = f64::midpoint(first.y, last.bottom());
    let post_h =
        if plan.level == Level::Grid { last.bottom() - first.y - 6.0 } else { 46.0_f64.min(first.h - 2.0).max(24.0) };
    let post = Area::new(plan.trunk.right() - 4.0, middle - post_h / 2.0, 12.0, post_h);
    for (reader, row) in look.standard.iter().zip(&group.rows) {
        if plan.level != Level::Grid {
            track(picture, post, *row, plan.zone);
        }
        cart(picture, look, plan, reader, *row, post);
        row::info(picture, plan, reader, plan.info(*row));
        target(picture, look, plan, *row, reader);
    }
    if refused {
        picture.front.push(Shape::Hazard { area: post, radius: 4.0 });
    } else {
        picture.front.push(pen::block(post, 4.0, Ink::Sign));
        picture.front.push(pen::block(post.grown(-3.0), 2.0, Ink::Flap));
    }
}

fn head(picture: &mut Picture, look: &Look, area: Area, plan: &Plan) {
    let count = look.standard.len();
    let caption = if count == 1 { "ONE DOOR".into() } else { format!("ONE DOOR FOR {count}") };
    let bytes: u64 = look.standard.iter().map(|reader| reader.shard.bytes_per_s).sum();
    let bytes_max = look.standard.iter().map(|reader| reader.shard.bytes_per_s_max).max().unwrap_or(1);
    let calls_tenths: u64 = look.standard.iter().map(asks_tenths).sum();
    let refused = look.standard.iter().any(Reader::is_refused);
    let by_calls = share(calls_tenths, CALLS_PER_S_MAX * 10) >= share(bytes, bytes_max);
    let megabytes = format!("{} of {} MB/s", words::megabytes(bytes), words::megabytes(bytes_max));
    let asked = if plan.narrow { "" } else { "asked " };
    let calls = format!("{asked}{} of {CALLS_PER_S_MAX} calls/s", tenths(calls_tenths));
    let out = &mut picture.front;
    let y = area.y + if plan.narrow { 9.0 } else { 15.0 };
    out.push(pen::text(area.x, y, caption.clone(), Face::caption(11), Ink::Muted, Align::Left));
    let gauges = [
        (megabytes, share(bytes, bytes_max), refused && !by_calls),
        (calls, share(calls_tenths, CALLS_PER_S_MAX * 10), refused && by_calls),
    ];
    let (mut x, y, bar_w) = if plan.narrow {
        (area.x, area.y + 26.0, 28.0)
    } else {
        (area.x + words::width("ONE DOOR FOR 20", Face::caption(11)) + 22.0, y, 54.0)
    };
    for (text, filled, harmed) in gauges {
        bar(out, Area::new(x, y - 4.0, bar_w, 8.0), filled, harmed);
        let (face, ink) = if harmed { (Face::bold(12), Ink::Harm) } else { (Face::plain(12), Ink::Text) };
        out.push(pen::text(x + bar_w + 7.0, y, text.clone(), face, ink, Align::Left));
        x += bar_w + 7.0 + words::width(&text, face) + if plan.narrow { 10.0 } else { 24.0 };
    }
}

/// How often a consumer asks in ten seconds, when it is not busy.
fn asks_tenths(reader: &Reader) -> u64 {
    match reader.view.config.reading {
        Reading::Polled { interval, .. } if reader.view.reading => 10_000_000 / interval.0.max(1),
        _ => 0,
    }
}

fn tenths(n: u64) -> String {
    if n.is_multiple_of(10) { words::grouped(n / 10) } else { format!("{}.{}", words::grouped(n / 10), n % 10) }
}

/// The way from the door to a consumer's row.
fn way(post: Area, row: Area, zone: f64) -> (Cubic, Point) {
    let from = Point::new(post.right(), post.middle());
    let bend = Point::new(from.x + zone * 0.3, row.middle());
    (Cubic::level(from, bend), Point::new(row.x + zone, row.middle()))
}

fn track(picture: &mut Picture, post: Area, row: Area, zone: f64) {
    let (curve, end) = way(post, row, zone);
    let along = vec![curve, Cubic::straight(curve.to, end)];
    picture.back.push(Shape::Line { along, stroke: Ink::Rail, width: 2.0, dash: None });
}

/// Where a cart is on its way: 0 at the door, 1 at its place; and whether it is loaded. It leaves with what it was given
/// and is back when it asks again.
fn trip(look: &Look, reader: &Reader) -> (f64, bool) {
    let Reading::Polled { interval, .. } = reader.view.config.reading else { return (1.0, false) };
    let Some(last) = reader.shard.last_delivery else { return (if reader.view.reading { 0.0 } else { 1.0 }, false) };
    let since = look.scene.now.since(last);
    if !reader.view.reading || look.still {
        return (1.0, since <= interval);
    }
    let out = Micros((interval.0 / 2).clamp(75_000, 300_000));
    if since < out {
        return (ease(axis::share(since, out)), true);
    }
    // It stays at its place while it is busy with what it was given.
    let leaves = reader.shard.busy_until.max(last + out);
    if look.scene.now < leaves {
        return (1.0, true);
    }
    (1.0 - ease(axis::share(look.scene.now.since(leaves), out).min(1.0)), false)
}

fn cart(picture: &mut Picture, look: &Look, plan: &Plan, reader: &Reader, row: Area, post: Area) {
    let h = (row.h * 0.36).clamp(11.0, 22.0);
    let w = h * 1.5;
    let (t, loaded) = if plan.level == Level::Grid { (1.0, true) } else { trip(look, reader) };
    let (curve, end) = way(post, row, plan.zone);
    // Carts that wait at the door stand where their own track is clear of the others.
    let (near, far) = (curve.to.x + w / 2.0 + 2.0, end.x - w / 2.0);
    let x = if plan.level == Level::Grid { row.x + 20.0 } else { near + (far - near).max(0.0) * t };
    let body = Area::new(x - w / 2.0, row.middle() - h / 2.0 - 1.0, w, h);
    if loaded && plan.level != Level::Grid {
        let load = Area::new(body.x + 3.0, body.y - h * 0.34, w - 6.0, h * 0.5);
        picture.front.push(pen::block(load, 2.0, reader.ink()));
    }
    for wheel in [body.x + w * 0.25, body.right() - w * 0.25] {
        let radius = h * 0.16;
        let rim = Area::new(wheel - radius, body.bottom() - radius, radius * 2.0, radius * 2.0);
        picture.front.push(pen::block(rim, radius, reader.ink()));
    }
    if reader.is_refused() {
        picture.front.push(Shape::Hazard { area: body, radius: 3.0 });
    } else {
        picture.front.push(pen::block(body, 3.0, Ink::Panel));
    }
    picture.front.push(pen::frame(body, 3.0, reader.ink(), 2.0));
}
