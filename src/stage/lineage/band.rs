//! The bands: a shard from its opening to its closing, and the handle that draws a split.

use super::Look;
use super::room::Room;
use crate::engine::hash::HashKey;
use crate::engine::lineage::Generation;
use crate::engine::reshard::is_split_point;
use crate::stage::belt::tone_number;
use crate::stage::display::{Align, Face, Picture, Target};
use crate::stage::geometry::{Area, Point, within};
use crate::stage::palette::Ink;
use crate::stage::{pen, words};

/// Side of the handle; a finger finds it.
const HANDLE: f64 = 28.0;

/// Draws every band.
pub(super) fn draw(picture: &mut Picture, look: &Look) {
    let right = look.plan.plot.right();
    for shard in &look.lineage.shards {
        let area = look.band(shard);
        let seen = inset(area);
        let n = tone_number(shard.shard);
        let radius = if seen.h > 12.0 && seen.w > 12.0 { 5.0 } else { 0.0 };
        picture.back.push(pen::block(seen, radius, Ink::Band(n)));
        let fades = shard.expires.is_some_and(|at| at.since(look.lineage.now).0 < look.lineage.retention.0 / 8);
        let edge = if fades { Ink::Edge } else { Ink::Dot(n) };
        if seen.h > 5.0 {
            picture.back.push(pen::frame(seen, radius, edge, 1.0));
        }
        if shard.closed.is_none() && right - area.right() > 8.0 {
            let y = area.bottom();
            let ends = [Point::new(area.right() + 2.0, y), Point::new(right, y)];
            picture.back.push(pen::dashes(&ends, Ink::Grid, 1.0, [4.0, 4.0, 0.0]));
        }
    }
    if let Some(first) = look.lineage.shards.iter().map(|shard| look.band(shard).y).reduce(f64::min) {
        let ends = [Point::new(look.plan.now_x + 2.0, first), Point::new(right, first)];
        picture.back.push(pen::dashes(&ends, Ink::Grid, 1.0, [4.0, 4.0, 0.0]));
    }
    for shard in &look.lineage.shards {
        let area = look.band(shard);
        if area.w >= 2.0 {
            picture.targets.push((area, Target::Belt(shard.shard)));
        }
        let (is_chosen, is_hovered) =
            (look.chosen == Some(shard.shard), look.hovered == Some(Target::Belt(shard.shard)));
        if is_chosen || is_hovered {
            let (ink, width) = if is_chosen { (Ink::Sign, 2.5) } else { (Ink::Muted, 1.5) };
            picture.front.push(pen::frame(inset(area), 5.0, ink, width));
        }
    }
}

/// Names the bands.
pub(super) fn names(picture: &mut Picture, room: &mut Room, look: &Look) {
    // The chosen one is named before all, and open ones before closed ones.
    let mut order: Vec<&Generation> = look.lineage.shards.iter().collect();
    order.sort_by_key(|shard| (look.chosen != Some(shard.shard), shard.closed.is_some(), shard.shard));
    for shard in order {
        name(picture, room, look, shard);
    }
}

/// A hair of room between neighbours, where there is room for it.
fn inset(area: Area) -> Area {
    let (dx, dy) = (if area.w > 8.0 { 1.0 } else { 0.0 }, if area.h > 6.0 { 1.0 } else { 0.0 });
    Area::new(area.x + dx, area.y + dy, (area.w - dx * 2.0).max(1.0), (area.h - dy * 2.0).max(0.5))
}

fn name(picture: &mut Picture, room: &mut Room, look: &Look, shard: &Generation) {
    let area = look.band(shard);
    let ground = Some(Ink::Band(tone_number(shard.shard)));
    let (bold, plain) = (Face::bold(13), Face::plain(12));
    let long = format!("shard {}", shard.shard);
    let state = if shard.closed.is_some() { "closed" } else { "open" };
    let x = area.x + 9.0;
    let free = area.w - 18.0;
    let write = |picture: &mut Picture, room: &mut Room, at, words: &str, face, ink| {
        room.text_on(picture, at, words, face, ink, Align::Left, ground)
    };
    let wide = words::width(&long, bold);
    if free >= wide && area.h >= 42.0 {
        if write(picture, room, (x, area.y + 15.0), &long, bold, Ink::Text) {
            write(picture, room, (x, area.y + 31.0), state, plain, Ink::Muted);
            expiry(picture, room, look, shard, area);
        }
    } else if free >= wide && area.h >= 18.0 {
        let y = area.y + 11.0;
        if write(picture, room, (x, y), &long, bold, Ink::Text) && free >= wide + 8.0 + words::width(state, plain) {
            write(picture, room, (x + wide + 8.0, y), state, plain, Ink::Muted);
        }
    } else {
        let (short, face) = (shard.shard.to_string(), Face::bold(11));
        if area.w >= words::width(&short, face) + 6.0 && area.h >= 4.0 {
            let y = if area.h > 26.0 { area.y + 12.0 } else { area.middle() };
            write(picture, room, (area.x + 3.0, y), &short, face, Ink::Text);
        }
    }
}

/// How long a closed shard is still kept, when that is not long any more.
fn expiry(picture: &mut Picture, room: &mut Room, look: &Look, shard: &Generation, area: Area) {
    let Some(left) = shard.expires.map(|at| at.since(look.lineage.now)) else { return };
    if left.0 < look.lineage.retention.0 / 4 && area.h >= 60.0 {
        let words = format!("expires in {}", words::distance(left));
        if words::width(&words, Face::plain(12)) <= area.w - 18.0 {
            let at = (area.x + 9.0, area.y + 47.0);
            let ground = Some(Ink::Band(tone_number(shard.shard)));
            room.text_on(picture, at, &words, Face::plain(12), Ink::Muted, Align::Left, ground);
        }
    }
}

/// The line at which the chosen shard would be split, with its handle.
pub(super) fn cut(picture: &mut Picture, room: &mut Room, look: &Look) {
    let Some(shard) = look.lineage.shards.iter().find(|shard| Some(shard.shard) == look.chosen) else { return };
    if shard.closed.is_some() || look.lineage.change.is_some() {
        return;
    }
    let area = look.band(shard);
    let plot = look.plan.plot;
    let place = look.cut.unwrap_or(shard.range.middle());
    let y = within(look.plan.y(place), plot.y, plot.bottom());
    let moved = look.cut.is_some();
    let fits = is_split_point(shard.range, place);
    let ink = match (moved, fits) {
        (true, false) => Ink::Harm,
        (true, true) => Ink::Sign,
        (false, _) => Ink::Muted,
    };
    let ends = [Point::new(area.x, y), Point::new(plot.right(), y)];
    picture.front.push(pen::dashes(&ends, ink, if moved { 2.0 } else { 1.0 }, [6.0, 4.0, 0.0]));
    let x = (area.right() + HANDLE / 2.0 + 4.0).min(plot.right() - HANDLE / 2.0);
    let middle = within(y, HANDLE / 2.0, plot.bottom() + 12.0);
    let handle = Area::new(x - HANDLE / 2.0, middle - HANDLE / 2.0, HANDLE, HANDLE);
    let drawn = handle.grown(-5.0);
    let pointed = look.hovered == Some(Target::Cut);
    picture.front.push(pen::block(drawn, 9.0, if pointed || moved { ink } else { Ink::SignOff }));
    let sign = if moved || pointed { Ink::SignText } else { Ink::Text };
    for (dy, tip) in [(-2.0, -6.0), (2.0, 6.0)] {
        let base = middle + dy;
        let corners = [Point::new(x, middle + tip), Point::new(x - 4.0, base), Point::new(x + 4.0, base)];
        picture.front.push(crate::stage::Shape::Wedge { corners, fill: sign });
    }
    room.take(handle);
    picture.targets.push((handle, Target::Cut));
    if moved {
        let words = if fits {
            format!("split at {}", words::percent(HashKey(place.0).parts_per_million()))
        } else {
            "no place to split it".to_owned()
        };
        let at = (area.x + 9.0, if y - 9.0 > plot.y + 8.0 { y - 9.0 } else { y + 10.0 });
        room.text_on(picture, at, &words, Face::bold(12), Ink::Text, Align::Left, Some(Ink::Floor));
    }
}
