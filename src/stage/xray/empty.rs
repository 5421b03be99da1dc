//! What the X-ray says when there is nothing to see.

use super::lost::Dropped;
use super::plan::Plan;
use crate::stage::display::{Align, Face, Picture};
use crate::stage::geometry::{Area, Point};
use crate::stage::palette::Ink;
use crate::stage::pen;

/// Two lines in the middle of an area.
pub(super) fn words(picture: &mut Picture, area: Area, strong: &str, soft: &str) {
    let (x, y) = (area.x + area.w / 2.0, area.middle());
    picture.front.push(pen::text(x, y - 10.0, strong, Face::bold(15), Ink::Text, Align::Centre));
    picture.front.push(pen::text(x, y + 12.0, soft, Face::plain(13), Ink::Muted, Align::Centre));
}

/// No mapping: an empty tunnel.
pub(super) fn no_mapping(picture: &mut Picture, stage: Area, top: f64) {
    let middle = Point::new(stage.w / 2.0, f64::midpoint(top, stage.h) - 40.0);
    let tunnel = Area::new(middle.x - 80.0, middle.y - 26.0, 160.0, 52.0);
    picture.back.push(pen::striped(tunnel, Ink::Muted, 2.0));
    picture.front.push(pen::text(middle.x, middle.y, "X-ray", Face::bold(15), Ink::Muted, Align::Centre));
    let below = Area::new(0.0, tunnel.bottom() + 10.0, stage.w, 60.0);
    words(picture, below, "No function reads this stream.", "Add a mapping, and its tunnel stands here.");
}

/// A mapping that is switched off.
pub(super) fn disabled(picture: &mut Picture, plan: &Plan) -> Option<Dropped> {
    words(picture, plan.tree, "The mapping is disabled.", "Enable it, and the bags go in.");
    None
}
