//! The X-ray: an event source mapping on one shard. The function is a tunnel that trays of bags go through; a batch that
//! fails grows into a tree of its parts, and what is given up ends in Lost & Found.

mod arrange;
mod choice;
mod contents;
mod empty;
mod lanes;
mod lost;
mod pass;
mod plan;
mod say;
mod shard;
mod tray;
mod tree;
mod tunnel;
mod window;

use super::display::{Align, Face, Picture, Target};
use super::geometry::Area;
use super::hall::Viewport;
use super::palette::Ink;
use super::{pen, words};
use crate::engine::lambda::{BatchView, Bisection, LaneView, MappingView, PollerView};
use crate::engine::time::Micros;
use plan::Plan;

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
    /// What was chosen: a part, a lane, the bags that wait, or a lost batch. A chosen part is always in the picture.
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

/// Everything that the parts of the picture draw from.
struct Look<'a> {
    now: Micros,
    mapping: &'a MappingView,
    poller: &'a PollerView,
    lane: &'a LaneView,
    lane_number: u8,
    plan: &'a Plan,
    still: bool,
    selected: Option<Target>,
    hovered: Option<Target>,
}

impl Look<'_> {
    /// The ring around what is chosen, and the finer one around what the pointer is over.
    fn ring(&self, picture: &mut Picture, area: Area, target: Target) {
        if self.selected == Some(target) {
            picture.front.push(pen::frame(area.grown(3.0), 8.0, Ink::Sign, 2.5));
        } else if self.hovered == Some(target) {
            picture.front.push(pen::frame(area.grown(3.0), 8.0, Ink::Muted, 1.5));
        }
    }

    /// Adds what can be pointed at, with its ring.
    fn target(&self, picture: &mut Picture, area: Area, target: Target) {
        self.ring(picture, area, target);
        picture.targets.push((pen::finger(area, self.plan.stage), target));
    }
}

/// The picture of a moment of a mapping: a pure function of the scene and the viewport.
#[must_use]
pub fn lay_out_xray(scene: &XrayScene, viewport: &Viewport) -> Picture {
    let mut picture = Picture::default();
    let stage = Area::new(0.0, 0.0, viewport.width.max(240.0), viewport.height.max(240.0));
    picture.back.push(pen::block(stage, 0.0, Ink::Floor));
    let top = caption(&mut picture, scene.caption, stage);
    let Some(mapping) = scene.mapping else {
        empty::no_mapping(&mut picture, stage, top);
        return picture;
    };
    let Some(poller) = mapping.shards.iter().find(|poller| poller.shard == scene.shard).or(mapping.shards.first())
    else {
        empty::no_mapping(&mut picture, stage, top);
        return picture;
    };
    let lane_number = if usize::from(scene.lane) < poller.lanes.len() { scene.lane } else { 0 };
    let Some(lane) = poller.lanes.get(usize::from(lane_number)) else { return picture };
    let plan = Plan::new(stage, top, mapping, poller);
    let look = Look {
        now: scene.now,
        mapping,
        poller,
        lane,
        lane_number,
        plan: &plan,
        still: viewport.reduced_motion,
        selected: scene.selected,
        hovered: viewport.hovered,
    };
    tunnel::draw(&mut picture, &look);
    shard::draw(&mut picture, &look);
    tray::draw(&mut picture, &look);
    lanes::draw(&mut picture, &look);
    window::draw(&mut picture, &look);
    let failed = shown(lane).filter(|batch| batch.tree.has_failed());
    let dropped = match failed {
        Some(batch) => tree::draw(&mut picture, &look, batch),
        None if !mapping.config.enabled => empty::disabled(&mut picture, &plan),
        None => pass::draw(&mut picture, &look),
    };
    lost::draw(&mut picture, &look, dropped.as_ref());
    picture
}

/// The line above the picture; tells where the rest begins.
fn caption(picture: &mut Picture, words: &str, stage: Area) -> f64 {
    if words.is_empty() {
        return 0.0;
    }
    let face = Face::bold(13);
    let words = words::cut(words, face, stage.w - 60.0);
    let sign = Area::new(
        stage.w / 2.0 - words::width(&words, face) / 2.0 - 12.0,
        8.0,
        words::width(&words, face) + 24.0,
        24.0,
    );
    picture.front.push(pen::block(sign, 5.0, Ink::SignOff));
    picture.front.push(pen::text(stage.w / 2.0, sign.middle() + 0.5, words, face, Ink::Text, Align::Centre));
    34.0
}
