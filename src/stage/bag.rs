//! Bags: how big, how many rows, and where each stands.

use super::display::{Align, Face, Luggage, Picture, Shape, Target};
use super::geometry::{Area, Point, within};
use super::palette::Ink;
use super::plan::{Level, Plan, as_f64};
use super::way;
use crate::engine::id::RecordRef;
use crate::engine::snapshot::{Bag, Bounce, Snapshot};
use crate::engine::time::Micros;

/// At most this many refused bags are drawn; every n-th of more.
const BOUNCES_MAX: usize = 40;
/// With at most this many, every refused bag shows which try it was.
const TRIES_MAX: usize = 12;

/// How bags stand on the belts of one picture.
#[derive(Clone, Copy, Debug)]
pub(super) struct Load {
    /// Height of a bag of middle size.
    height: f64,
    /// Rows of bags on one belt.
    rows: u32,
    /// Distance between the feet of two rows.
    step: f64,
    /// From the top of the rubber to the feet of the first row.
    first: f64,
}

impl Load {
    /// Fewer and smaller as the belts get thinner or fuller.
    pub(super) fn new(plan: &Plan, snapshot: &Snapshot) -> Self {
        let rubber = plan.belts.first().map_or(0.0, |belt| belt.h);
        let natural = match plan.level {
            Level::Roomy => within(rubber * 0.32, 19.0, 31.0),
            Level::Plain => within(rubber * 0.66, 15.0, 24.0),
            Level::Thin => within(rubber * 0.74, 9.0, 22.0),
            Level::Hair => rubber,
        };
        if plan.level == Level::Hair {
            return Self { height: rubber, rows: 1, step: 0.0, first: rubber };
        }
        let fullest = fullest(&snapshot.bags);
        let length = plan.axis.x1 - plan.axis.x0;
        // How often bags of this height would cover the belt.
        let cover = |height: f64| as_f64(fullest) * height * 1.16 / (length * rows(rubber, height));
        let height = [natural, natural * 0.74, natural * 0.56]
            .into_iter()
            .filter(|height| *height >= 11.0)
            .find(|height| cover(*height) <= 2.6)
            .unwrap_or_else(|| if cover(11.0) > 5.0 { 7.0 } else { natural.min(11.0) });
        let count = rows(rubber, height);
        let step = if count > 1.0 { (rubber - height - 9.0) / (count - 1.0) } else { 0.0 };
        let first = if count > 1.0 { height + 4.0 } else { f64::midpoint(rubber, height) };
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a handful of rows")]
        let rows = count as u32;
        Self { height, rows, step, first }
    }

    /// Height of a bag: it follows the bytes, gently.
    fn height_of(&self, size_bytes: u32) -> u8 {
        let scale = match size_bytes {
            0..256 => 0.82,
            256..2_048 => 0.91,
            2_048..16_384 => 1.0,
            16_384..131_072 => 1.1,
            _ => 1.2,
        };
        let height = if self.height < f64::from(Luggage::TICK) { self.height } else { self.height * scale };
        whole(height.max(1.0))
    }

    fn row(&self, record: RecordRef, stride: u64) -> u32 {
        // Through an odd number of rows a step of two keeps neighbours further apart.
        let step = 1 + u64::from(self.rows % 2);
        let place = (record.index / stride.max(1)).wrapping_mul(step);
        u32::try_from(place % u64::from(self.rows.max(1))).unwrap_or(0)
    }

    fn foot_y(&self, belt: Area, row: u32) -> f64 {
        belt.y + self.first + self.step * f64::from(row)
    }
}

/// Places every bag and every refused attempt.
pub(super) fn draw(picture: &mut Picture, plan: &Plan, snapshot: &Snapshot, still: bool, selected: Option<RecordRef>) {
    let load = Load::new(plan, snapshot);
    picture.luggage.reserve(snapshot.bags.len() + BOUNCES_MAX);
    for row in 0..load.rows {
        // From old to new, so that a newer bag stands before an older one.
        for bag in snapshot.bags.iter().rev() {
            if load.row(bag.record, snapshot.stride) == row && (still || !travelling(snapshot, bag.arrival)) {
                place(picture, plan, snapshot, &load, bag);
            }
        }
    }
    if !still {
        for bag in snapshot.bags.iter().rev().filter(|bag| travelling(snapshot, bag.arrival)) {
            travel(picture, plan, snapshot, &load, bag);
        }
    }
    refused(picture, plan, snapshot, &load, still);
    let chosen = selected.and_then(|record| picture.luggage.iter().find(|bag| bag.record == Some(record)).copied());
    if let Some(bag) = chosen {
        // Painted once more above its neighbours.
        picture.luggage.push(bag);
        let area = bag.area().grown(4.0);
        picture.front.push(Shape::Frame { area, radius: 5.0, stroke: Ink::Sign, width: 2.5 });
    }
}

/// A fine ring around the bag that the pointer is over.
pub(super) fn point_at(picture: &mut Picture, hovered: Option<Target>) {
    let Some(Target::Bag(record)) = hovered else {
        return;
    };
    if let Some(bag) = picture.luggage.iter().rev().find(|bag| bag.record == Some(record)) {
        let (area, stroke) = (bag.area().grown(2.5), Ink::FlapText);
        picture.front.push(Shape::Frame { area, radius: 4.0, stroke, width: 1.5 });
    }
}

/// Whether a record is still on its way in the picture.
pub(super) fn travelling(snapshot: &Snapshot, arrival: Micros) -> bool {
    snapshot.now.since(arrival) < snapshot.view.approach
}

fn place(picture: &mut Picture, plan: &Plan, snapshot: &Snapshot, load: &Load, bag: &Bag) {
    let Some(belt) = plan.belt(bag.record.shard) else {
        return;
    };
    let x = plan.axis.x(snapshot.now.since(bag.arrival));
    let foot = Point::new(x, load.foot_y(belt, load.row(bag.record, snapshot.stride)));
    picture.luggage.push(luggage(bag, foot, load.height_of(bag.size_bytes)));
}

fn travel(picture: &mut Picture, plan: &Plan, snapshot: &Snapshot, load: &Load, bag: &Bag) {
    let Some(belt) = plan.belt(bag.record.shard) else {
        return;
    };
    let height = load.height_of(bag.size_bytes).clamp(12, 24);
    let hang = f64::from(height) * 0.45;
    let landing = Point::new(
        plan.axis.x(snapshot.view.approach),
        load.foot_y(belt, load.row(bag.record, snapshot.stride)) - hang,
    );
    let t = super::axis::share(snapshot.now.since(bag.arrival), snapshot.view.approach);
    let port = way::port(plan, snapshot, bag.desk);
    let at = way::inbound(plan, port, bag.hash, landing, t);
    // On a thin belt a bag shrinks to the belt's size as it passes the gate.
    let height = if t > way::AT_GATE { load.height_of(bag.size_bytes) } else { height };
    picture.luggage.push(luggage(bag, Point::new(at.x, at.y + hang), height));
}

fn luggage(bag: &Bag, foot: Point, height: u8) -> Luggage {
    Luggage { foot, height, tag: bag.tag, refused: false, poison: false, record: Some(bag.record) }
}

fn refused(picture: &mut Picture, plan: &Plan, snapshot: &Snapshot, load: &Load, still: bool) {
    let bounces = &snapshot.bounces;
    let every = u64::try_from(bounces.len().div_ceil(BOUNCES_MAX).max(1)).unwrap_or(1);
    // The same ones in every picture, whatever else comes and goes.
    let drawn = |bounce: &&Bounce| (bounce.at.0 / 7).is_multiple_of(every.next_power_of_two());
    let mut ways: Vec<(Point, u32)> = Vec::new();
    for bounce in bounces.iter().rev().filter(drawn) {
        let Some(belt) = plan.belt(bounce.shard) else {
            continue;
        };
        let port = way::port(plan, snapshot, bounce.desk);
        let t = super::axis::share(snapshot.now.since(bounce.at), snapshot.view.approach);
        let height = load.height_of(bounce.size_bytes).clamp(14, 24);
        let hang = f64::from(height) * 0.45;
        let gate_y = belt.middle();
        let stand = Point::new(plan.gate_x - 18.0, gate_y);
        let at = if still {
            stand
        } else if t < 1.0 {
            way::inbound(plan, port, bounce.hash, stand, t)
        } else {
            way::back(plan, port, gate_y).at(way::ease((t - 1.0).min(1.0)))
        };
        let returning = still || t >= 1.0;
        if returning && !ways.contains(&(port, bounce.shard)) && ways.len() < 8 {
            ways.push((port, bounce.shard));
            let along = vec![way::back(plan, port, gate_y)];
            let dash = Some([5.0, 5.0, 0.0]);
            picture.back.push(Shape::Line { along, stroke: Ink::Harm, width: 2.0, dash });
        }
        let foot = Point::new(at.x, at.y + hang);
        let bag = Luggage { foot, height, tag: bounce.tag, refused: returning, poison: false, record: None };
        picture.luggage.push(bag);
        if returning && bounces.len() <= TRIES_MAX {
            try_badge(&mut picture.front, bag.area(), bounce);
        }
    }
}

/// Which try it was, and when the next one comes.
fn try_badge(out: &mut Vec<Shape>, bag: Area, bounce: &Bounce) {
    let text = match bounce.retry_at {
        Some(_) => format!("try {}", bounce.attempt),
        None => format!("try {}, given up", bounce.attempt),
    };
    let face = Face::bold(11);
    let w = super::words::width(&text, face) + 8.0;
    let area = Area::new(bag.x + bag.w / 2.0 - w / 2.0, bag.y - 17.0, w, 15.0);
    let radius = 3.0;
    out.push(Shape::Block { area, radius, fill: Ink::Harm });
    out.push(Shape::Text {
        at: Point::new(area.x + w / 2.0, area.middle() + 0.5),
        text,
        face,
        fill: Ink::HarmText,
        align: Align::Centre,
    });
}

/// The number of bags on the fullest belt; the snapshot gives them shard by shard.
fn fullest(bags: &[Bag]) -> usize {
    bags.chunk_by(|a, b| a.record.shard == b.record.shard).map(<[Bag]>::len).max().unwrap_or(0)
}

/// How many rows of bags of a height a belt takes.
fn rows(rubber: f64, height: f64) -> f64 {
    let rows = ((rubber - 8.0 - height) / (height * 0.76)).floor() + 1.0;
    within(rows, 1.0, 7.0)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a bag is lower than 255 pixels")]
fn whole(height: f64) -> u8 {
    within(height.round(), 1.0, 255.0) as u8
}
