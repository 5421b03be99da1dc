//! Where everything stands.

use crate::engine::lambda::{MappingView, PollerView};
use crate::stage::geometry::Area;
use crate::stage::plan::as_f64;

/// The floor plan.
pub(super) struct Plan {
    /// Everything above the tree, for a narrow or a low stage.
    pub narrow: bool,
    pub stage: Area,
    /// The function.
    pub tunnel: Area,
    /// The words about the function: below it, or beside it on a narrow stage.
    pub words: Area,
    /// The shard: its name, what waits, and its belt.
    pub shard: Area,
    /// The three gauges of the tray that is being filled.
    pub tray: Area,
    /// The lanes, and how many stand side by side; none when there is one lane.
    pub lanes: Option<(Area, usize)>,
    /// The tumbling window, when there is one.
    pub window: Option<Area>,
    /// The tree.
    pub tree: Area,
    /// The account of the newest lost batch, when there is one.
    pub lost: Option<Area>,
}

/// Height of one lane.
pub(super) const LANE: f64 = 26.0;

impl Plan {
    pub(super) fn new(stage: Area, top: f64, mapping: &MappingView, poller: &PollerView) -> Self {
        let lanes = poller.lanes.len();
        let has_window = mapping.config.tumbling_window.is_some();
        let has_lost = !mapping.lost.is_empty();
        if stage.w < 640.0 || stage.h - top < 480.0 {
            Self::narrow(stage, top, lanes, has_window, has_lost)
        } else {
            Self::wide(stage, top, lanes, has_window, has_lost)
        }
    }

    fn wide(stage: Area, top: f64, lanes: usize, has_window: bool, has_lost: bool) -> Self {
        let ample = stage.w >= 900.0;
        let margin = if ample { 24.0 } else { 18.0 };
        let column = |y: f64, h: f64| Area::new(margin, y, if ample { 208.0 } else { 196.0 }, h);
        let tunnel = column(top + 22.0, 48.0);
        let words = column(tunnel.bottom() + 8.0, 54.0);
        let low = stage.h - top < 560.0;
        let (gap, tray_h) = if low { (12.0, 98.0) } else { (20.0, 116.0) };
        let shard = column(words.bottom() + gap, 94.0);
        let tray = column(shard.bottom() + gap, tray_h);
        let mut y = tray.bottom() + gap;
        let window = has_window.then(|| column(y, 92.0));
        y = window.map_or(y, |window| window.bottom() + 18.0);
        let lanes = (lanes > 1).then(|| {
            let room = stage.h - 16.0 - y;
            let side = [1, 2, 5].into_iter().find(|side| lanes_height(lanes, *side) <= room).unwrap_or(5);
            (column(y, lanes_height(lanes, side)), side)
        });
        let left = tunnel.right() + if ample { 44.0 } else { 32.0 };
        let bottom = stage.h - 16.0;
        let room = stage.w - margin - left;
        let lost = has_lost.then(|| Area::new(left, bottom - 98.0, room.min(400.0), 98.0));
        let tree_bottom = lost.map_or(bottom, |lost| lost.y - 22.0);
        let tree = Area::new(left, top + 22.0, room, tree_bottom - top - 22.0);
        Self { narrow: false, stage, tunnel, words, shard, tray, lanes, window, tree, lost }
    }

    fn narrow(stage: Area, top: f64, lanes: usize, has_window: bool, has_lost: bool) -> Self {
        let margin = 12.0;
        let w = stage.w - margin * 2.0;
        let row = |y: f64, h: f64| Area::new(margin, y, w, h);
        let tunnel = Area { w: 128.0, ..row(top + 10.0, 36.0) };
        let words = Area::new(tunnel.right() + 12.0, tunnel.y, w - tunnel.w - 12.0, tunnel.h);
        let shard = row(tunnel.bottom() + 8.0, 46.0);
        let tray = row(shard.bottom() + 8.0, 26.0);
        let mut y = tray.bottom() + 8.0;
        let lanes = (lanes > 1).then(|| {
            let side = if w >= as_f64(lanes) * 62.0 { lanes } else { lanes.min(5) };
            (row(y, lanes_height(lanes, side) - HEAD), side)
        });
        y = lanes.map_or(y, |(area, _)| area.bottom() + 8.0);
        let window = has_window.then(|| row(y, 18.0));
        y = window.map_or(y, |window| window.bottom() + 8.0);
        let bottom = stage.h - 8.0;
        let lost = has_lost.then(|| row(bottom - 44.0, 44.0));
        let tree_bottom = lost.map_or(bottom, |lost| lost.y - 12.0);
        let tree = row(y + 4.0, (tree_bottom - y - 4.0).max(0.0));
        Self { narrow: true, stage, tunnel, words, shard, tray, lanes, window, tree, lost }
    }
}

/// Room for the caption over the lanes.
pub(super) const HEAD: f64 = 18.0;

/// Height of some lanes, so many of them side by side, with their caption.
fn lanes_height(lanes: usize, side: usize) -> f64 {
    HEAD + as_f64(lanes.div_ceil(side)) * LANE
}
