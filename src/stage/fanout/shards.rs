//! The shards of the stream, small: which one is at large, and at which doors readers are refused.

use super::Look;
use super::plan::Plan;
use crate::stage::display::{Align, Face, Picture, Shape, Target};
use crate::stage::gauge::share;
use crate::stage::geometry::Area;
use crate::stage::palette::Ink;
use crate::stage::plan::as_f64;
use crate::stage::{pen, words};

const CELL_MAX: f64 = 64.0;
const CELL_MIN: f64 = 30.0;

/// Draws the name of the shard at large and a cell for each shard, or for those around it when there are too many.
pub(super) fn draw(picture: &mut Picture, look: &Look, plan: &Plan) {
    let title = plan.title;
    let name = if plan.narrow { format!("shard {}", look.belt.index) } else { look.belt.id.clone() };
    picture.front.push(pen::left(title.x, title.middle(), &name, Face::bold(14), Ink::Text, title.w));
    let Some(area) = plan.shards else { return };
    let shards = look.scene.shards;
    let fit = usize::from(pen::whole(area.w / CELL_MIN)).max(1).min(shards.len());
    let at = shards.iter().position(|belt| belt.index == look.belt.index).unwrap_or(0);
    let first = at.saturating_sub(fit / 2).min(shards.len() - fit);
    let w = (area.w / as_f64(fit)).min(CELL_MAX);
    let from = area.right() - w * as_f64(fit);
    for (i, belt) in shards[first..first + fit].iter().enumerate() {
        let cell = Area::new(from + as_f64(i) * w, area.y, w, area.h);
        one(picture, look, belt.index, Area::new(cell.x + 2.0, cell.y + 1.0, cell.w - 4.0, cell.h - 2.0));
        picture.targets.push((cell, Target::Belt(belt.index)));
    }
}

fn one(picture: &mut Picture, look: &Look, index: u32, area: Area) {
    let chosen = index == look.belt.index;
    let places = || {
        let readers = look.scene.readers.iter().filter(|reader| !reader.is_pushed());
        readers.filter_map(|reader| reader.shards.iter().find(|place| place.shard == index))
    };
    let bytes: u64 = places().map(|place| place.bytes_per_s).sum();
    let bytes_max = places().map(|place| place.bytes_per_s_max).max().unwrap_or(1);
    picture.back.push(pen::block(area, 4.0, Ink::Panel));
    let (stroke, width) = match (chosen, look.hovered == Some(Target::Belt(index))) {
        (true, _) => (Ink::Sign, 2.0),
        (_, true) => (Ink::Muted, 1.5),
        _ => (Ink::Edge, 1.0),
    };
    picture.back.push(pen::frame(area, 4.0, stroke, width));
    let at = area.x + area.w / 2.0;
    let words = words::cut(&index.to_string(), Face::bold(12), area.w - 2.0);
    picture.front.push(pen::text(at, area.y + 9.0, words, Face::bold(12), Ink::Text, Align::Centre));
    let track = Area::new(area.x + 5.0, area.bottom() - 7.0, area.w - 10.0, 4.0);
    picture.front.push(pen::block(track, 2.0, Ink::Track));
    let w = track.w * share(bytes, bytes_max);
    if w >= 0.5 {
        picture.front.push(pen::block(Area { w: w.max(3.0), ..track }, 2.0, Ink::Good));
    }
    // Refused in the last second somewhere, and on this shard at some time.
    let refused = look.scene.readers.iter().filter(|reader| reader.throttled_per_s > 0);
    let here = |reader: &crate::engine::readers::ReaderView| {
        reader.shards.iter().any(|place| place.shard == index && place.throttled_total > 0)
    };
    if refused.into_iter().any(here) {
        picture.front.push(Shape::Hazard { area: track, radius: 2.0 });
    }
}
