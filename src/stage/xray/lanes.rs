//! The lanes of a shard with a parallelization factor above 1.

use super::plan::{HEAD, LANE};
use super::{Look, say};
use crate::engine::lambda::{LaneView, PartState};
use crate::engine::time::Micros;
use crate::stage::display::{Align, Face, Picture, Target};
use crate::stage::geometry::Area;
use crate::stage::palette::Ink;
use crate::stage::plan::as_f64;
use crate::stage::{pen, words};

/// Draws one cell for every lane; the one in view has the yellow edge.
pub(super) fn draw(picture: &mut Picture, look: &Look) {
    let Some((area, side)) = look.plan.lanes else { return };
    let head = if look.plan.narrow { 0.0 } else { HEAD };
    if head > 0.0 {
        let caption = format!("{} LANES", look.poller.lanes.len());
        picture.front.push(pen::text(area.x, area.y + 6.0, caption, Face::caption(11), Ink::Muted, Align::Left));
    }
    let w = area.w / as_f64(side);
    for (i, lane) in look.poller.lanes.iter().enumerate() {
        let (column, row) = (as_f64(i % side), as_f64(i / side));
        let cell = Area::new(area.x + column * w, area.y + head + row * LANE, w, LANE);
        let number = u8::try_from(i).unwrap_or(u8::MAX);
        let target = Target::Lane(look.mapping.consumer, look.poller.shard, number);
        one(picture, look, lane, number, Area::new(cell.x, cell.y + 1.0, cell.w - 4.0, cell.h - 2.0));
        look.ring(picture, cell.grown(-3.0), target);
        picture.targets.push((cell, target));
    }
}

fn one(picture: &mut Picture, look: &Look, lane: &LaneView, number: u8, area: Area) {
    let out = &mut picture.front;
    let chosen = number == look.lane_number;
    picture.back.push(pen::block(area, 4.0, Ink::Panel));
    picture.back.push(if chosen {
        pen::frame(area, 4.0, Ink::Sign, 2.0)
    } else {
        pen::frame(area, 4.0, Ink::Edge, 1.0)
    });
    let (state, ink) = state(lane, look.now);
    let name = (u16::from(number) + 1).to_string();
    let name_w = words::width("10", Face::bold(12));
    let y = area.middle() + 0.5;
    out.push(pen::text(area.x + 6.0, y, name, Face::bold(12), Ink::Text, Align::Left));
    let from = area.x + 12.0 + name_w;
    let room = area.right() - from - 4.0;
    let waits = format!("{} wait", words::grouped(lane.waiting));
    let state_w = words::width(&state, Face::plain(12));
    out.push(pen::left(from, y, &state, Face::plain(12), ink, room));
    if lane.waiting > 0 && state_w + 12.0 + words::width(&waits, Face::plain(12)) <= room {
        out.push(pen::text(area.right() - 6.0, y, waits, Face::plain(12), Ink::Muted, Align::Right));
    }
}

/// A sign and a few words.
fn state(lane: &LaneView, now: Micros) -> (String, Ink) {
    let Some(batch) = &lane.batch else {
        return match lane.tray {
            Some(tray) => (format!("{} of {}", tray.records, words::grouped(u64::from(tray.records_max))), Ink::Text),
            None => ("idle".into(), Ink::Muted),
        };
    };
    let failed = batch.tree.has_failed();
    match batch.tree.current().map(|(_, part)| part.state) {
        Some(PartState::BackingOff { until }) => (format!("↻ {}", say::short(until.since(now))), Ink::Harm),
        _ if failed => (format!("× {}", words::grouped(batch.tree.records_open())), Ink::Harm),
        _ => (format!("→ {}", words::grouped(batch.tree.records_open())), Ink::Text),
    }
}
