//! The records: a dot each, or, when they are too many, a square in every cell that grows with their number.

use super::Look;
use super::room::Room;
use crate::engine::lineage::{Cell, Dot, Generation, Records};
use crate::engine::time::Micros;
use crate::stage::belt::tone_number;
use crate::stage::display::{Align, Face, Picture, Shape};
use crate::stage::geometry::{Area, Point};
use crate::stage::palette::Ink;
use crate::stage::{pen, words};

const TONES: usize = 6;
/// Steps of the shading.
const SHADES: u8 = 5;

/// Draws all records.
pub(super) fn draw(picture: &mut Picture, look: &Look) {
    match &look.lineage.records {
        Records::Each(dots) => each(picture, look, dots),
        Records::Counted { column, rows, cells, .. } => counted(picture, look, *column, *rows, cells),
    }
}

fn each(picture: &mut Picture, look: &Look, dots: &[Dot]) {
    let side = if dots.len() > 800 { 2.0 } else { 2.5 };
    let mut places = vec![Vec::new(); TONES];
    for dot in dots {
        if dot.arrival >= look.plan.from {
            let at = Point::new(look.plan.x(dot.arrival) - side / 2.0, look.plan.y(dot.place) - side / 2.0);
            places[usize::from(tone_number(dot.shard))].push(at);
        }
    }
    for (n, at) in (0..).zip(places) {
        specks(picture, at, side, side, Ink::Dot(n));
    }
}

fn specks(picture: &mut Picture, at: Vec<Point>, w: f64, h: f64, fill: Ink) {
    if !at.is_empty() {
        picture.back.push(Shape::Specks { at, w, h, fill });
    }
}

fn counted(picture: &mut Picture, look: &Look, column: Micros, rows: u32, cells: &[Cell]) {
    let most = cells.iter().map(|cell| cell.looked_at).max().unwrap_or(1).max(1);
    let (w, h) = (look.plan.x(look.plan.from + column) - look.plan.plot.x, look.plan.plot.h / f64::from(rows));
    let mut shards = look.lineage.shards.iter().map(|shard| (shard, look.band(shard))).peekable();
    let mut places = vec![Vec::new(); TONES * usize::from(SHADES)];
    for cell in cells {
        // Cells come by shard, as the shards do.
        while shards.next_if(|(shard, _)| shard.shard < cell.shard).is_some() {}
        let Some((shard, band)) = shards.peek().filter(|(shard, _)| shard.shard == cell.shard) else { continue };
        let shade = shade(cell.looked_at, most);
        let grown = side(shade);
        let begin = Micros(cell.column.saturating_mul(column.0));
        let x = look.plan.x(begin + Micros(column.0 / 2)) - w * grown / 2.0;
        let y = look.plan.plot.y + h * (f64::from(cell.row) + 0.5 - grown / 2.0);
        let mark = Area::new(x, y, w * grown, h * grown);
        let tone = usize::from(tone_number(shard.shard));
        places[tone * usize::from(SHADES) + usize::from(shade)].push(kept_inside(mark, *band));
    }
    for (at, places) in places.into_iter().enumerate() {
        let tone = u8::try_from(at / usize::from(SHADES)).unwrap_or(0);
        let grown = side(u8::try_from(at % usize::from(SHADES)).unwrap_or(0));
        specks(picture, places, w * grown, h * grown, Ink::Dot(tone));
    }
}

/// Where a mark stands when it must not leave its band.
fn kept_inside(mark: Area, band: Area) -> Point {
    let x = mark.x.min(band.right() - mark.w).max(band.x);
    let y = mark.y.min(band.bottom() - mark.h).max(band.y);
    Point::new(x, y)
}

/// The step of a count, from 0; by the square root, so that the area follows the number.
fn shade(count: u32, most: u32) -> u8 {
    let root = (f64::from(count) / f64::from(most)).sqrt();
    pen::whole(root * f64::from(SHADES)).min(SHADES - 1)
}

/// The share of a cell's side that a step fills.
fn side(shade: u8) -> f64 {
    0.22 + 0.7 * f64::from(shade) / f64::from(SHADES - 1)
}

/// The records of the key that is followed, and its name.
pub(super) fn followed(picture: &mut Picture, room: &mut Room, look: &Look) {
    const SIDE: f64 = 4.0;
    let Some(trace) = &look.lineage.key else { return };
    let y = look.plan.y(trace.heat.place);
    let dots = trace.arrivals.iter().filter(|(_, at)| *at >= look.plan.from);
    let xs: Vec<f64> = dots.map(|(_, at)| look.plan.x(*at)).collect();
    let at = |side: f64| xs.iter().map(|x| Point::new(x - side / 2.0, y - side / 2.0)).collect();
    specks(picture, at(SIDE + 2.0), SIDE + 2.0, SIDE + 2.0, Ink::Floor);
    specks(picture, at(SIDE), SIDE, SIDE, Ink::Key(trace.heat.tag.colour));
    let Some(first) = xs.first().copied() else { return };
    let face = Face::bold(12);
    let share = words::percent(trace.heat.parts_per_million / 10_000 * 10_000);
    let name = words::cut(&trace.heat.key, face, 120.0);
    let words =
        if trace.is_chosen { format!("key {name}, chosen") } else { format!("key {name}, {share} of its shard") };
    let plot = look.plan.plot;
    let wide = words::width(&words, face);
    let x = first.min(plot.right() - wide - 4.0).max(plot.x + 8.0);
    for dy in [-12.0, 13.0, -28.0, 29.0] {
        let inside = y + dy - 8.0 > plot.y && y + dy + 8.0 < plot.bottom();
        if inside
            && room.text_on(picture, (x, y + dy), &words, face, Ink::Text, Align::Left, Some(ground(look, first, y)))
        {
            return;
        }
    }
}

/// The ground under a place of the picture.
fn ground(look: &Look, x: f64, y: f64) -> Ink {
    let lies = |shard: &&Generation| look.band(shard).contains(x, y);
    look.lineage.shards.iter().find(lies).map_or(Ink::Floor, |shard| Ink::Band(tone_number(shard.shard)))
}
