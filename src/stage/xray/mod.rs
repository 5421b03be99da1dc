//! The X-ray: an event source mapping on one shard. The function is a tunnel that trays of bags go through; a batch that
//! fails grows into a tree of its parts, and what is given up ends in Lost & Found.

use super::display::{Align, Face, Picture, Shape, Target};
use super::geometry::{Area, Point};
use super::hall::Viewport;
use super::palette::Ink;
use crate::engine::lambda::{BatchView, Bisection, LaneView, MappingView};
use crate::engine::time::Micros;

/// What the X-ray shows.
#[derive(Clone, Copy, Debug)]
pub struct XrayScene<'a> {
    /// The moment.
    pub now: Micros,
    /// The mapping; none when the stream has none.
    pub mapping: Option<&'a MappingView>,
    /// The shard, by index.
    pub shard: u32,
    /// The lane that is shown at large, from 0.
    pub lane: u8,
    /// What was chosen: a part, a lane, the bags that wait, or a lost batch.
    pub selected: Option<Target>,
    /// A line above the picture, such as `bisect on`, when two stand beside each other; empty when it stands alone.
    pub caption: &'a str,
}

/// The batch of a lane that the X-ray shows, and whose parts [`Target::Part`] names: the one in hand when it failed, else
/// the last one that failed, else the one in hand.
#[must_use]
pub fn shown(lane: &LaneView) -> Option<&BatchView> {
    let failed = |batch: &&BatchView| Bisection::has_failed(&batch.tree);
    lane.batch.as_ref().filter(failed).or(lane.last_failed.as_ref()).or(lane.batch.as_ref())
}

/// The picture of a moment of a mapping: a pure function of the scene and the viewport.
#[must_use]
pub fn lay_out_xray(scene: &XrayScene, viewport: &Viewport) -> Picture {
    let mut picture = Picture::default();
    let floor = Area::new(0.0, 0.0, viewport.width, viewport.height);
    picture.back.push(Shape::Block { area: floor, radius: 0.0, fill: Ink::Floor });
    let name = scene.mapping.map_or("No function reads this stream.", |mapping| &mapping.config.function.name);
    picture.front.push(Shape::Text {
        at: Point::new(viewport.width / 2.0, viewport.height / 2.0),
        text: name.to_owned(),
        face: Face::bold(14),
        fill: Ink::Text,
        align: Align::Centre,
    });
    picture
}
