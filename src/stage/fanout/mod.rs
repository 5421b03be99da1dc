//! The fan-out: one shard and all who read it. Standard consumers queue at the one loading door that they share; every
//! enhanced fan-out consumer has a spur conveyor of its own.

use super::display::{Align, Face, Picture, Shape, Target};
use super::geometry::{Area, Point};
use super::hall::Viewport;
use super::palette::Ink;
use crate::engine::readers::ReaderView;
use crate::engine::snapshot::Belt;
use crate::engine::time::Micros;

/// What the fan-out stage shows.
#[derive(Clone, Copy, Debug)]
pub struct FanoutScene<'a> {
    /// The moment.
    pub now: Micros,
    /// The consumers of the stream, in the order they were added.
    pub readers: &'a [ReaderView],
    /// The shards of the stream, by index.
    pub shards: &'a [Belt],
    /// The shard that is shown at large, by index.
    pub shard: u32,
    /// What was chosen: [`Target::Cart`] for a consumer on the shard.
    pub selected: Option<Target>,
}

/// The picture of a moment of a stream's consumers: a pure function of the scene and the viewport. A consumer is pointed
/// at as [`Target::Cart`], a shard as [`Target::Belt`].
#[must_use]
pub fn lay_out_fanout(scene: &FanoutScene, viewport: &Viewport) -> Picture {
    let mut picture = Picture::default();
    let floor = Area::new(0.0, 0.0, viewport.width, viewport.height);
    picture.back.push(Shape::Block { area: floor, radius: 0.0, fill: Ink::Floor });
    picture.front.push(Shape::Text {
        at: Point::new(viewport.width / 2.0, viewport.height / 2.0),
        text: format!("{} consumers", scene.readers.len()),
        face: Face::bold(14),
        fill: Ink::Text,
        align: Align::Centre,
    });
    picture
}
