//! The tree of a batch that failed: every part a tray, what became of it below, and a curve to each of its halves.

use super::choice::{Choice, Family, Node};
use super::lost::Dropped;
use super::{Look, contents, tunnel};
use crate::engine::lambda::{BatchView, Part, PartState};
use crate::stage::display::{Align, Face, Picture, Shape, Target};
use crate::stage::geometry::{Area, Cubic, Point};
use crate::stage::palette::Ink;
use crate::stage::pen;
use crate::stage::plan::as_f64;
use crate::stage::words;

/// The most that two rows stand apart.
const PITCH_MAX: f64 = 104.0;

/// Draws the tree; tells where the part is that was lost last.
pub(super) fn draw(picture: &mut Picture, look: &Look, batch: &BatchView) -> Option<Dropped> {
    let room = look.plan.tree;
    let family = Family::new(batch, look);
    let choice = family.choose(look, room.w, room.h);
    let boxes = boxes(&choice, room);
    lead_in(picture, look, &boxes[0], &choice);
    for on_way in [false, true] {
        for (i, slot) in choice.slots.iter().enumerate() {
            let Some(parent) = slot.parent else { continue };
            if is_on_way(&choice, i) == on_way {
                connect(picture, &choice, (&boxes[parent], parent), &boxes[i], on_way);
            }
        }
    }
    for (node, area) in choice.nodes.iter().zip(&boxes) {
        one(picture, look, batch, &choice, node, *area);
    }
    dropped(look, batch, &family, &choice, &boxes)
}

/// Where every node stands, words included.
fn boxes(choice: &Choice, room: Area) -> Vec<Area> {
    let rows = choice.slots.iter().map(|slot| slot.row).max().unwrap_or(0);
    let free = room.h - choice.mode.node();
    let pitch = if rows == 0 { 0.0 } else { (free / as_f64(rows)).clamp(choice.mode.pitch(), PITCH_MAX) };
    let place = |slot: &super::arrange::Slot| {
        let y = room.y + as_f64(slot.row) * pitch;
        Area::new(room.x + slot.x - slot.w / 2.0, y, slot.w, choice.mode.node())
    };
    choice.slots.iter().map(place).collect()
}

/// The tray of a node's box.
fn tray(choice: &Choice, node: &Node, area: Area) -> Area {
    Area::new(area.x + (area.w - node.tray_w) / 2.0, area.y, node.tray_w, choice.mode.tray())
}

fn is_on_way(choice: &Choice, node: usize) -> bool {
    match choice.nodes[node].part {
        Some(part) => choice.way.contains(&part),
        None => true,
    }
}

/// The dotted line from the tunnel to the whole batch.
fn lead_in(picture: &mut Picture, look: &Look, root: &Area, choice: &Choice) {
    if look.plan.narrow {
        return;
    }
    let y = root.y + choice.mode.tray() / 2.0;
    let from = Point::new(look.plan.tunnel.right() + 8.0, y);
    let to = Point::new(tray(choice, &choice.nodes[0], *root).x - 6.0, y);
    if to.x > from.x + 4.0 {
        picture.back.push(pen::dashes(&[from, to], Ink::Steel, 2.0, [2.0, 6.0, 0.0]));
    }
}

fn connect(picture: &mut Picture, choice: &Choice, (parent, at): (&Area, usize), child: &Area, on_way: bool) {
    let foot = if choice.nodes[at].part.is_some() { parent.bottom() + 1.0 } else { parent.y + 17.0 };
    let from = Point::new(parent.x + parent.w / 2.0, foot);
    let to = Point::new(child.x + child.w / 2.0, child.y - 1.0);
    let y = f64::midpoint(from.y, to.y);
    let curve = Cubic { from, out: Point::new(from.x, y), back: Point::new(to.x, y), to };
    let (stroke, width) = if on_way { (Ink::Sign, 3.0) } else { (Ink::Rail, 2.0) };
    picture.back.push(Shape::Line { along: vec![curve], stroke, width, dash: None });
}

fn one(picture: &mut Picture, look: &Look, batch: &BatchView, choice: &Choice, node: &Node, area: Area) {
    let Some(number) = node.part else {
        let (x, y) = (area.x + area.w / 2.0, area.y + 9.0);
        picture.front.push(pen::text(x, y, node.line(), Face::plain(12), Ink::Muted, Align::Centre));
        return;
    };
    let part = &batch.tree.parts[number as usize];
    let body = tray(choice, node, area);
    edge(picture, part, node, body);
    let mut inner = body;
    if choice.mode.lines == 0 {
        let sign_w = words::width(node.sign, Face::bold(12)) + 4.0;
        let y = body.middle() + 0.5;
        picture.front.push(pen::text(body.x + 6.0, y, node.sign, Face::bold(12), node.ink, Align::Left));
        inner = Area { x: body.x + sign_w, w: body.w - sign_w, ..body };
        if node.inline {
            let at = body.right() - 7.0;
            picture.front.push(pen::text(at, y, node.words.clone(), Face::bold(12), node.ink, Align::Right));
        }
    }
    contents::draw(picture, inner, node.load, batch, part.from, part.to);
    let x = area.x + area.w / 2.0;
    let y = body.bottom() + 11.0;
    if choice.mode.lines > 0 {
        picture.front.push(pen::text(x, y, node.line(), Face::bold(12), node.ink, Align::Centre));
    }
    if choice.mode.lines > 1 && !node.detail.is_empty() {
        picture.front.push(pen::text(x, y + 15.0, node.detail.clone(), Face::plain(12), Ink::Muted, Align::Centre));
    }
    if let Some(t) = tunnel::progress(part.state, look.now, look.still).filter(|_| !node.hides) {
        tunnel::scan(picture, body, t);
    }
    let target = Target::Part {
        consumer: look.mapping.consumer,
        shard: look.poller.shard,
        lane: look.lane_number,
        part: number,
    };
    look.ring(picture, body, target);
    picture.targets.push((pen::finger(Area { h: area.h, ..body }, look.plan.stage), target));
}

/// A tray's body and edge: striped while it waits, yellow while it is in the tunnel.
fn edge(picture: &mut Picture, part: &Part, node: &Node, body: Area) {
    let out = &mut picture.back;
    if node.hides {
        out.push(pen::block(body.grown(-1.0).moved(3.0, 3.0), 6.0, Ink::Panel));
        out.push(pen::frame(body.grown(-1.0).moved(3.0, 3.0), 6.0, node.ink, 1.5));
    }
    out.push(pen::block(body, 6.0, Ink::Panel));
    match part.state {
        _ if node.hides => out.push(pen::frame(body, 6.0, node.ink, 2.0)),
        PartState::Waiting => out.push(pen::striped(body, Ink::Muted, 2.0)),
        PartState::BackingOff { .. } => out.push(pen::striped(body, Ink::Harm, 2.0)),
        PartState::Running { .. } => out.push(pen::frame(body, 6.0, Ink::Sign, 2.5)),
        _ => out.push(pen::frame(body, 6.0, node.ink, 2.0)),
    }
}

/// Where the part stands that the newest account in Lost & Found tells of, and a clear way down from it.
fn dropped(look: &Look, batch: &BatchView, family: &Family, choice: &Choice, boxes: &[Area]) -> Option<Dropped> {
    let lost = look.mapping.lost.first().filter(|lost| lost.shard == look.poller.shard)?;
    let parts = (0_u32..).zip(&batch.tree.parts);
    let is_it = |part: &Part| {
        matches!(part.state, PartState::Dropped(_))
            && part.records() == lost.records
            && part.last_ended == Some(lost.at)
    };
    let (part, _) = parts.filter(|(_, part)| is_it(part)).last()?;
    // It may be hidden below one of those it came from.
    let way = family.way_to(part);
    let shown = way.iter().rev().find_map(|part| choice.nodes.iter().position(|node| node.part == Some(*part)))?;
    let from = &boxes[shown];
    let start = Point::new(from.x + from.w / 2.0, from.bottom() + 2.0);
    let below = || boxes.iter().filter(|area| area.y > from.y);
    let is_clear = |x: f64| below().all(|area| x < area.x - 6.0 || x > area.right() + 6.0);
    let room = look.plan.tree;
    let steps = (0_u32..200).map(|i| f64::from(i.div_ceil(2)) * if i % 2 == 0 { -8.0 } else { 8.0 });
    let clear = steps.map(|step| start.x + step).find(|x| *x > room.x && *x < room.right() && is_clear(*x))?;
    Some(Dropped { start, clear })
}
