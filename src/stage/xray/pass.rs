//! Nothing failed: trays ride through the tunnel and come out green.

use super::contents::{self, Load};
use super::lost::Dropped;
use super::{Look, empty, say, tunnel};
use crate::engine::lambda::BatchView;
use crate::engine::time::Micros;
use crate::stage::axis::share;
use crate::stage::display::{Align, Face, Picture, Shape};
use crate::stage::geometry::{Area, Point};
use crate::stage::palette::Ink;
use crate::stage::plan::as_f64;
use crate::stage::way::ease;
use crate::stage::{pen, words};

/// How long a tray takes from the arch to the end of the belt.
const WAY_OUT: Micros = Micros::from_millis(400);
/// How long a tray takes from the beginning of the belt to the arch.
const WAY_IN: Micros = Micros::from_millis(150);
/// From the middle of the arch to the tray beside it.
const ASIDE: f64 = 14.0;
/// Height of a bag on the belt.
const BAG: u8 = 28;

/// Draws the belt with the tray in the arch and the last that passed.
pub(super) fn draw(picture: &mut Picture, look: &Look) -> Option<Dropped> {
    let room = look.plan.tree;
    let totals = &look.mapping.totals;
    let (batch, passed) = (look.lane.batch.as_ref(), look.lane.last_passed.as_ref());
    if batch.is_none() && passed.is_none() && look.lane.waiting == 0 && look.lane.tray.is_none() {
        empty::words(picture, room, "Nothing came yet.", "Put a record, and its tray goes in here.");
        return None;
    }
    let y = (room.y + room.h * 0.42).max(room.y + 40.0).min(room.bottom() - 60.0);
    let belt = Area::new(room.x, y - 31.0, room.w, 62.0);
    rubber(picture, belt);
    // Half of the belt on either side of the arch.
    let half = room.w / 2.0 - 24.0;
    let arch = Point::new(room.x + room.w * 0.49, y);
    let end = room.right() - 8.0;
    if let Some(batch) = passed {
        let (load, w) = contents::load(whole(batch), BAG, half);
        let since = batch.tree.parts[0].last_ended.map_or(WAY_OUT, |at| look.now.since(at));
        let t = if look.still { 1.0 } else { ease(share(since, WAY_OUT).min(1.0)) };
        let (from, to) = (arch.x + ASIDE + w / 2.0, end - w / 2.0);
        let tray = tray(from + (to - from) * t, y, w);
        picture.back.push(pen::block(tray, 6.0, Ink::Panel));
        picture.back.push(pen::frame(tray, 6.0, Ink::Good, 2.5));
        contents::draw(picture, tray, load, batch, 0, whole(batch));
        let y = belt.bottom() + 20.0;
        picture.front.push(pen::text(end, y, "✓ passed", Face::bold(13), Ink::Good, Align::Right));
    }
    let said = match batch.and_then(|batch| Some((batch, batch.tree.current()?.1))) {
        Some((batch, part)) => {
            let (load, w) = contents::load(whole(batch), BAG, half);
            let since = part.first_invoked.map_or(WAY_IN, |at| look.now.since(at));
            let t = if look.still { 1.0 } else { ease(share(since, WAY_IN).min(1.0)) };
            let (from, to) = (room.x + 8.0 + w / 2.0, arch.x - ASIDE - w / 2.0);
            let tray = tray(from + (to - from) * t, y, w);
            picture.back.push(pen::block(tray, 6.0, Ink::Panel));
            picture.back.push(pen::frame(tray, 6.0, Ink::Sign, 2.5));
            contents::draw(picture, tray, load, batch, 0, whole(batch));
            if let Some(t) = tunnel::progress(part.state, look.now, look.still) {
                tunnel::scan(picture, tray, t);
            }
            let said = say::part(part, &look.mapping.config, look.now);
            Some((format!("{} {}", said.sign, said.words), said.detail))
        }
        None => look.lane.tray.map(|tray| {
            let waits = filling(picture, look, Point::new(room.x + 8.0, y), half);
            (waits, format!("goes in {}", say::short(tray.due.since(look.now))))
        }),
    };
    if let Some((words, detail)) = said {
        let (x, y) = (room.x + 8.0, belt.bottom() + 20.0);
        picture.front.push(pen::left(x, y, &words, Face::bold(13), Ink::Text, half));
        picture.front.push(pen::left(x, y + 19.0, &detail, Face::plain(12), Ink::Muted, half));
    }
    gate(picture, arch, belt);
    let done = format!("{} done", pen::records(totals.processed_records));
    let calls = if totals.invocations == 1 {
        "1 invocation".into()
    } else {
        format!("{} invocations", words::grouped(totals.invocations))
    };
    for (line, dy, ink) in [(done, 39.0, Ink::Text), (calls, 58.0, Ink::Muted)] {
        let y = belt.bottom() + dy;
        if y + 8.0 <= room.bottom() {
            picture.front.push(pen::text(end, y, line, Face::plain(12), ink, Align::Right));
        }
    }
    None
}

/// The tray that is being filled, with the bags that wait for it; tells how full it is.
fn filling(picture: &mut Picture, look: &Look, left: Point, most: f64) -> String {
    let Some(filled) = look.lane.tray else { return String::new() };
    let pitch = 24.0;
    let fit = usize::from(pen::whole((most - 16.0) / pitch));
    let ahead = &look.lane.ahead[..look.lane.ahead.len().min(filled.records as usize).min(fit)];
    for (i, tag) in ahead.iter().enumerate() {
        let x = left.x + 8.0 + pitch * (as_f64(i) + 0.5);
        picture.luggage.push(pen::bag(x, left.y + 9.0, 18, *tag, false));
    }
    let w = as_f64(ahead.len().max(1)) * pitch + 16.0;
    let tray = tray(left.x + w / 2.0, left.y, w);
    picture.back.push(pen::block(tray, 6.0, Ink::Panel));
    picture.back.push(pen::striped(tray, Ink::Muted, 2.0));
    let (records, most) = (u64::from(filled.records), u64::from(filled.records_max));
    format!("→ waiting, {} of {}", words::grouped(records), words::grouped(most))
}

fn whole(batch: &BatchView) -> u32 {
    batch.tree.parts[0].to
}

fn tray(centre: f64, y: f64, w: f64) -> Area {
    let h = f64::from(BAG) + 14.0;
    Area::new(centre - w / 2.0, y - h / 2.0, w, h)
}

fn rubber(picture: &mut Picture, belt: Area) {
    let out = &mut picture.back;
    out.push(pen::block(belt, 3.0, Ink::Rubber));
    out.push(Shape::Treads { area: belt, pitch: 24.0, shift: 0.0, stroke: Ink::Tread });
    for y in [belt.y, belt.bottom()] {
        out.push(pen::line(Point::new(belt.x, y), Point::new(belt.right(), y), Ink::Rail, 2.5));
    }
}

/// The arch over the belt, with the tunnel's yellow line in it.
fn gate(picture: &mut Picture, arch: Point, belt: Area) {
    let post = Area::new(arch.x - 9.0, belt.y - 16.0, 18.0, belt.h + 24.0);
    let out = &mut picture.front;
    out.push(pen::block(post, 5.0, Ink::Flap));
    out.push(pen::frame(post, 5.0, Ink::Edge, 1.0));
    let (top, bottom) = (Point::new(arch.x, post.y + 6.0), Point::new(arch.x, post.bottom() - 6.0));
    out.push(pen::line(top, bottom, Ink::Sign, 2.5));
}
