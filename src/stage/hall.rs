//! The hall: everything in its order.

use super::bag;
use super::belt;
use super::cart;
use super::desk;
use super::display::{Align, Face, Picture, Shape, Target};
use super::geometry::{Area, Point};
use super::palette::{Ink, Theme};
use super::plan::{Level, Plan};
use super::sorter;
use crate::engine::id::RecordRef;
use crate::engine::snapshot::Snapshot;

/// How the stage is looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Viewport {
    /// Width in CSS pixels.
    pub width: f64,
    /// Height in CSS pixels.
    pub height: f64,
    /// Device pixels in a CSS pixel.
    pub scale: f64,
    /// The light.
    pub theme: Theme,
    /// Show the story in steps, without travelling.
    pub reduced_motion: bool,
    /// The record that was chosen: it gets a ring, and the sorter shows its hash.
    pub selected: Option<RecordRef>,
    /// What the pointer is over.
    pub hovered: Option<Target>,
}

/// The picture of a moment: a pure function of the snapshot and the viewport.
#[must_use]
pub fn lay_out(snapshot: &Snapshot, viewport: &Viewport) -> Picture {
    let plan = Plan::new(snapshot, viewport.width.max(240.0), viewport.height.max(240.0));
    let still = viewport.reduced_motion;
    let mut picture = Picture::default();
    let floor = Area::new(0.0, 0.0, plan.width, plan.height);
    picture.back.push(Shape::Block { area: floor, radius: 0.0, fill: Ink::Floor });
    plan.axis.draw(&mut picture.back, plan.line.y - 2.0, plan.axis_y, snapshot.retention, plan.edge);
    belt::draw(&mut picture, &plan, snapshot, still, viewport.hovered);
    sorter::draw(&mut picture, &plan, snapshot, still, viewport.selected);
    desk::draw(&mut picture, &plan, snapshot, viewport.hovered);
    bag::draw(&mut picture, &plan, snapshot, still, viewport.selected);
    cart::draw(&mut picture, &plan, snapshot, still, viewport.hovered);
    captions(&mut picture.front, &plan, snapshot);
    bag::point_at(&mut picture, viewport.hovered);
    picture
}

/// The small words over the hall, and what an empty hall says.
fn captions(out: &mut Vec<Shape>, plan: &Plan, snapshot: &Snapshot) {
    let y = if plan.narrow { plan.board.bottom() + 11.0 } else { 22.0 };
    let has_key = plan.level <= Level::Plain || plan.cart_rows == 0;
    let right = if has_key { cart::key(out, plan, snapshot, plan.belt_right, y) } else { plan.belt_right };
    if !plan.narrow {
        let caption = |x: f64, text: &str, align| Shape::Text {
            at: Point::new(x, y),
            text: text.to_owned(),
            face: Face::caption(11),
            fill: Ink::Muted,
            align,
        };
        out.push(caption(plan.hand.x, "CHECK-IN", Align::Left));
        out.push(caption(plan.line.x + plan.line.w / 2.0, "HASH LINE", Align::Centre));
        let x = plan.gate_x + 8.0;
        let belts = belts(plan, snapshot, right - x);
        out.push(caption(x, &belts, Align::Left));
        updating(out, snapshot, x + super::words::width(&belts, Face::caption(11)) + 12.0, y, right);
    }
    if snapshot.stride > 1 {
        out.push(Shape::Text {
            at: Point::new(if plan.narrow { plan.line.x } else { plan.gate_x }, plan.axis_y + 17.0),
            text: format!("one bag = {} records", snapshot.stride),
            face: Face::plain(12),
            fill: Ink::Text,
            align: Align::Left,
        });
    }
    if snapshot.bags.is_empty() && snapshot.bounces.is_empty() {
        quiet(out, plan, snapshot);
    }
}

/// How many shards there are, and, where there is room for it, how many closed ones still have a belt.
fn belts(plan: &Plan, snapshot: &Snapshot, room: f64) -> String {
    let open = snapshot.shards.iter().filter(|belt| belt.open).count();
    let belts = if open == 1 { "1 SHARD".into() } else { format!("{open} SHARDS") };
    let closed = plan.order.len().saturating_sub(open);
    let both = format!("{belts}, {closed} CLOSED");
    if closed > 0 && super::words::width(&both, Face::caption(11)) <= room { both } else { belts }
}

/// The sign that a change is going on; without room for it the gates alone say so.
fn updating(out: &mut Vec<Shape>, snapshot: &Snapshot, x: f64, y: f64, right: f64) {
    let Some(change) = &snapshot.change else { return };
    let left = super::words::distance(change.until.since(snapshot.now));
    let text = format!("UPDATING, {left}");
    let face = Face::bold(12);
    let sign = Area::new(x, y - 10.0, super::words::width(&text, face) + 16.0, 20.0);
    if sign.right() > right {
        return;
    }
    out.push(Shape::Block { area: sign, radius: 4.0, fill: Ink::Sign });
    let at = Point::new(sign.x + 8.0, y + 0.5);
    out.push(Shape::Text { at, text, face, fill: Ink::SignText, align: Align::Left });
}

fn quiet(out: &mut Vec<Shape>, plan: &Plan, snapshot: &Snapshot) {
    // Two lines, and what is said where there is room for one.
    let [first, second, only] = if snapshot.shards.is_empty() {
        ["No stream yet.", "Make one, and its belts stand here.", "No stream yet."]
    } else if snapshot.desks.is_empty() {
        ["The belts are waiting.", "Put a record, and its bag rides in here.", "Put a record."]
    } else {
        ["The desks are open.", "The first bags are on their way.", "The desks are open."]
    };
    let middle = f64::midpoint(plan.gate_x, plan.axis.x1);
    let y = plan.belts.get((plan.belts.len().max(1) - 1) / 2).map_or(plan.line.middle(), Area::middle);
    let backed = plan.level <= Level::Thin && !plan.belts.is_empty();
    let (title, more) = (Face::bold(14), Face::plain(13));
    // On a small stage the belts are thinner than two lines, and may be shorter than the second.
    let room = plan.axis.x1 - plan.gate_x;
    let both = !backed || super::words::width(second, more) + 32.0 <= room;
    if backed {
        let (w, h) = if both { (room.min(304.0) - 4.0, 56.0) } else { (super::words::width(only, title) + 24.0, 24.0) };
        let area = Area::new(middle - w / 2.0, if both { y - 26.0 } else { y - h / 2.0 }, w, h);
        out.push(Shape::Block { area, radius: 6.0, fill: Ink::Floor });
    }
    let on_rubber = !backed && !plan.belts.is_empty();
    let tall = plan.belts.first().is_none_or(|belt| belt.h >= 44.0) || backed;
    let (strong, soft) = if on_rubber { (Ink::FlapText, Ink::FlapText) } else { (Ink::Text, Ink::Muted) };
    let line = |y: f64, text: &str, face, fill| Shape::Text {
        at: Point::new(middle, y),
        text: text.to_owned(),
        face,
        fill,
        align: Align::Centre,
    };
    if !both {
        out.push(line(y + 0.5, only, title, strong));
    } else if tall {
        out.push(line(y - 9.0, first, title, strong));
        out.push(line(y + 11.0, second, more, soft));
    } else {
        out.push(line(y, second, more, strong));
    }
}
