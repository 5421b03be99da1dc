//! The lineage: time from left to right, the hash line from top to bottom. A shard is a band from its opening to its
//! closing, its children go on where it ends, every record is a dot, and every reader is a line that crosses the bands.

mod axis;
mod band;
mod change;
mod front;
mod plan;
mod records;
mod room;

use super::display::{Align, Face, Picture};
use super::geometry::Area;
use super::hall::Viewport;
use super::palette::Ink;
use super::pen;
use crate::engine::hash::{HashKey, HashRange};
use crate::engine::lineage::{Generation, Lineage, Records};
use crate::engine::time::Micros;
use plan::Plan;
use room::Room;

/// What the lineage shows.
#[derive(Clone, Copy, Debug)]
pub struct LineageScene<'a> {
    /// The shards over time.
    pub lineage: &'a Lineage,
    /// The shard that is chosen, by index.
    pub shard: Option<u32>,
    /// The new starting hash key at which the chosen shard would be split; none shows the handle in its middle.
    pub cut: Option<HashKey>,
}

/// Everything that the parts of the picture draw from.
struct Look<'a> {
    lineage: &'a Lineage,
    plan: &'a Plan,
    chosen: Option<u32>,
    cut: Option<HashKey>,
    hovered: Option<super::Target>,
}

impl Look<'_> {
    /// The part of the picture that is a shard's, as far as it is in sight.
    fn band(&self, shard: &Generation) -> Area {
        let end = shard.closed.unwrap_or(self.lineage.now);
        self.area(shard.range, shard.opened, end)
    }

    /// Some time of a stretch of the hash line.
    fn area(&self, range: HashRange, from: Micros, to: Micros) -> Area {
        let (x, right) = (self.plan.x(from), self.plan.x(to));
        let (y, bottom) = (self.plan.y(range.start), self.plan.bottom(range.end));
        Area::new(x, y, right - x, bottom - y)
    }
}

/// So much of the picture is the hash line and its time, for a viewport: columns and rows of about eight pixels.
#[must_use]
pub fn lineage_cells(viewport: &Viewport) -> (u32, u32) {
    let cells = |length: f64| {
        let count = super::within(length / 8.0, 8.0, 160.0);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 8 and 160")]
        let count = count as u32;
        count
    };
    (cells(viewport.width * 0.7), cells(viewport.height * 0.8))
}

/// The picture of a stream's shards over time: a pure function of the scene and the viewport. A shard is pointed at as
/// [`Target::Belt`](super::Target::Belt), the handle of a split as [`Target::Cut`](super::Target::Cut).
#[must_use]
pub fn lay_out_lineage(scene: &LineageScene, viewport: &Viewport) -> Picture {
    let mut picture = Picture::default();
    let stage = Area::new(0.0, 0.0, viewport.width.max(240.0), viewport.height.max(240.0));
    picture.back.push(pen::block(stage, 0.0, Ink::Floor));
    let lineage = scene.lineage;
    let plan = Plan::new(stage, lineage);
    let look = Look { lineage, plan: &plan, chosen: scene.shard, cut: scene.cut, hovered: viewport.hovered };
    let mut room = Room::new(stage);
    picture.hash_line = Some(plan.plot);
    change::sign(&mut picture, &mut room, &look);
    axis::draw(&mut picture, &mut room, &look);
    band::draw(&mut picture, &look);
    records::draw(&mut picture, &look);
    front::lines(&mut picture, &look);
    band::names(&mut picture, &mut room, &look);
    change::preview(&mut picture, &mut room, &look);
    band::cut(&mut picture, &mut room, &look);
    records::followed(&mut picture, &mut room, &look);
    front::names(&mut picture, &mut room, &look);
    if is_empty(lineage) {
        let face = Face::plain(13);
        let (x, y) = (plan.plot.x + plan.plot.w / 2.0, plan.plot.middle());
        for words in ["No record yet. Each will be a dot, at its moment and its hash.", "No record yet."] {
            if room.text(&mut picture, (x, y), words, face, Ink::Text, Align::Centre) {
                break;
            }
        }
    }
    picture
}

fn is_empty(lineage: &Lineage) -> bool {
    matches!(&lineage.records, Records::Each(dots) if dots.is_empty())
}
