//! Spur conveyors: one for every enhanced fan-out consumer, with 2 MB a second of the shard to itself.

use super::plan::{Level, Plan};
use super::{Look, Reader, axis, cycle, row, target};
use crate::engine::time::Micros;
use crate::stage::display::{Align, Face, Picture, Shape};
use crate::stage::gauge::share;
use crate::stage::geometry::{Area, Point};
use crate::stage::palette::Ink;
use crate::stage::{pen, words};

/// How long a parcel rides along a spur.
const RIDE: Micros = Micros::from_millis(400);

/// Draws every spur.
pub(super) fn draw(picture: &mut Picture, look: &Look, plan: &Plan) {
    let Some(group) = &plan.spurs else { return };
    let max = look.pushed.iter().map(|reader| reader.shard.bytes_per_s_max).max().unwrap_or(1);
    let caption = if look.pushed.len() == 1 { "ITS OWN SPUR" } else { "A SPUR EACH" };
    let y = group.head.y + if plan.narrow { 24.0 } else { 15.0 };
    let out = &mut picture.front;
    out.push(pen::text(group.head.x, y, caption, Face::caption(11), Ink::Muted, Align::Left));
    let x = group.head.x + words::width(caption, Face::caption(11)) + 14.0;
    let own = format!("{} MB/s of its own, pushed", words::megabytes(max));
    out.push(pen::left(x, y, &own, Face::plain(12), Ink::Text, group.head.right() - x));
    axis(picture, plan, group);
    for (reader, row) in look.pushed.iter().zip(&group.rows) {
        conveyor(picture, look, plan, reader, *row);
        row::info(picture, plan, reader, plan.info(*row));
        target(picture, look, plan, *row, reader);
    }
}

fn conveyor(picture: &mut Picture, look: &Look, plan: &Plan, reader: &Reader, row: Area) {
    let grid = plan.level == Level::Grid;
    let h = (row.h * 0.46).clamp(10.0, 28.0);
    let x = if grid { row.x + 6.0 } else { row.x - 2.0 };
    let w = if grid { 28.0 } else { plan.zone + 2.0 };
    let area = Area::new(x, row.middle() - h / 2.0, w, h);
    let runs = reader.view.reading && reader.shard.bytes_per_s > 0;
    let out = &mut picture.back;
    out.push(pen::block(area, 2.0, Ink::Rubber));
    let t = if look.still || !runs { 0.0 } else { cycle(look.scene.now, RIDE) };
    let pitch = 14.0;
    out.push(Shape::Treads { area, pitch, shift: pitch * t, stroke: Ink::Tread });
    for y in [area.y, area.bottom()] {
        out.push(pen::line(Point::new(area.x, y), Point::new(area.right(), y), reader.ink(), 2.0));
    }
    if runs {
        parcels(picture, reader, area, t);
    }
}

/// What is on a spur: more the more of its share it takes.
fn parcels(picture: &mut Picture, reader: &Reader, area: Area, t: f64) {
    let fullness = share(reader.shard.bytes_per_s, reader.shard.bytes_per_s_max);
    let gap = 58.0 - 38.0 * fullness;
    let (w, h) = (12.0_f64.min(area.h), (area.h - 8.0).clamp(5.0, 11.0));
    let mut x = area.x + 4.0 + gap * t;
    while x + w <= area.right() - 3.0 {
        let parcel = Area::new(x, area.middle() - h / 2.0, w, h);
        picture.front.push(pen::block(parcel, 2.0, reader.ink()));
        picture.front.push(pen::frame(parcel, 2.0, Ink::FlapText, 1.0));
        x += gap;
    }
}
