//! The sorter: conveyors to the reader, the board with the hash digits, the hash line, the pointer and the arm.

use super::axis::share;
use super::bag::travelling;
use super::belt::tone;
use super::display::{Align, Face, Picture, Shape};
use super::geometry::{Area, Cubic, Point, within};
use super::palette::Ink;
use super::plan::{Level, Plan};
use super::way;
use super::words;
use crate::engine::hash::HashKey;
use crate::engine::id::{ProducerId, RecordRef};
use crate::engine::reshard::Step;
use crate::engine::snapshot::{Bag, Snapshot};

/// The bag whose tag is being read, and how far its story has come.
struct Read {
    hash: HashKey,
    desk: Option<ProducerId>,
    shard: u32,
    /// Share of the approach since its arrival; more than 1 when it is on its belt.
    t: f64,
}

/// Draws the sorter.
pub(super) fn draw(picture: &mut Picture, plan: &Plan, snapshot: &Snapshot, still: bool, selected: Option<RecordRef>) {
    let read = reading(snapshot, still, selected);
    conveyors(&mut picture.back, plan, snapshot, still);
    line(&mut picture.back, plan, snapshot);
    if let Some(read) = &read {
        arm(&mut picture.back, plan, snapshot, read, still);
        pointer(&mut picture.front, plan, read);
    }
    board(&mut picture.front, plan, read.as_ref());
}

/// The chosen bag; else the first of every short stretch of arrivals, so that each is read to its end even when
/// thousands arrive.
fn reading(snapshot: &Snapshot, still: bool, selected: Option<RecordRef>) -> Option<Read> {
    let read = |bag: &Bag| Read {
        hash: bag.hash,
        desk: bag.desk,
        shard: bag.record.shard,
        t: share(snapshot.now.since(bag.arrival), snapshot.view.approach),
    };
    if let Some(bag) = selected.and_then(|record| snapshot.bags.iter().find(|bag| bag.record == record)) {
        let settled = still || !travelling(snapshot, bag.arrival);
        return Some(Read { t: if settled { 2.0 } else { read(bag).t }, ..read(bag) });
    }
    let stretch = (snapshot.view.approach.0 * 3 / 4).max(1);
    snapshot
        .bags
        .iter()
        .filter(|bag| {
            let t = share(snapshot.now.since(bag.arrival), snapshot.view.approach);
            t < 4.0 && (still || t >= way::AT_READER)
        })
        .max_by_key(|bag| (bag.arrival.0 / stretch, std::cmp::Reverse((bag.arrival, bag.record))))
        .map(|bag| Read { t: if still { 2.0 } else { read(bag).t }, ..read(bag) })
}

/// The conveyors from the desks to the reader and from the line to the gates.
fn conveyors(out: &mut Vec<Shape>, plan: &Plan, snapshot: &Snapshot, still: bool) {
    let drift = if still { 0.0 } else { plan.axis.drift(snapshot.now, 9.0) };
    let mut ways: Vec<Cubic> =
        snapshot.desks.iter().map(|desk| way::feed(plan, way::port(plan, snapshot, Some(desk.id)))).collect();
    ways.push(way::feed(plan, way::port(plan, snapshot, None)));
    let wide = if plan.narrow { 7.0 } else { 11.0 };
    for along in &ways {
        conveyor(out, vec![*along], wide, drift);
    }
    let lane = |y: f64| Point::new(plan.reader.x, y);
    let rail = vec![Cubic::straight(lane(plan.line.y.min(plan.reader.y)), lane(plan.line.bottom()))];
    conveyor(out, rail, wide, drift);
    let thin = if plan.level >= Level::Plain { wide } else { within(plan.slot * 0.12, 0.75, 3.0) };
    for belt in snapshot.shards.iter().filter(|belt| belt.open) {
        let Some(area) = plan.belt(belt.index) else { continue };
        let middle = plan.line_y(middle(belt.range.start, belt.range.end));
        let from = Point::new(plan.line.right() + 2.0, middle);
        let along = vec![Cubic::level(from, Point::new(plan.gate_x, area.middle()))];
        if plan.level >= Level::Plain {
            conveyor(out, along, thin, drift);
        } else {
            out.push(Shape::Line { along, stroke: Ink::Edge, width: thin, dash: None });
        }
    }
}

fn conveyor(out: &mut Vec<Shape>, along: Vec<Cubic>, width: f64, drift: f64) {
    out.push(Shape::Line { along: along.clone(), stroke: Ink::Rail, width, dash: None });
    out.push(Shape::Line { along: along.clone(), stroke: Ink::Rubber, width: width - 3.0, dash: None });
    let dash = Some([1.5, 7.5, -drift]);
    out.push(Shape::Line { along, stroke: Ink::Tread, width: width - 3.0, dash });
}

/// The hash line, cut into the shards' stretches, with a mark for every hash seen lately.
fn line(out: &mut Vec<Shape>, plan: &Plan, snapshot: &Snapshot) {
    let gap = if plan.slot > 12.0 { 2.0 } else { 0.0 };
    for belt in snapshot.shards.iter().filter(|belt| belt.open) {
        let (top, end) = (plan.line_y(belt.range.start), plan.line_y(belt.range.end));
        let area = Area::new(plan.line.x, top + gap / 2.0, plan.line.w, (end - top - gap).max(0.5));
        let radius = if gap > 0.0 { 3.0 } else { 0.0 };
        out.push(Shape::Block { area, radius, fill: tone(belt.index) });
    }
    let (old, new) = marks(plan, snapshot);
    recut(out, plan, snapshot);
    let (x, w) = (plan.line.x + 1.0, plan.line.w - 2.0);
    out.push(Shape::Ticks { x, w, rows: old, h: 1.0, fill: Ink::OldMark });
    out.push(Shape::Ticks { x, w, rows: new, h: 1.5, fill: Ink::Mark });
    let label = |y: f64, text: &str| Shape::Text {
        at: Point::new(plan.line.x + plan.line.w / 2.0, y),
        text: text.to_owned(),
        face: Face::plain(12),
        fill: Ink::Muted,
        align: Align::Centre,
    };
    if plan.narrow {
        out.push(label(plan.line.bottom() + 11.0, "MD5"));
    } else {
        out.push(label(plan.line.y - 11.0, "0"));
        out.push(label(plan.line.bottom() + 13.0, "2¹²⁸−1"));
    }
}

/// Where the line will be cut, and where two stretches will be joined, when the change that is going on lands.
fn recut(out: &mut Vec<Shape>, plan: &Plan, snapshot: &Snapshot) {
    for step in snapshot.change.iter().flat_map(|change| &change.steps) {
        let (place, reach) = match step {
            Step::Split { at, .. } => (Some(*at), 5.0),
            Step::Merge { upper, .. } => (snapshot.shards.get(*upper as usize).map(|belt| belt.range.start), 2.0),
        };
        if let Some(place) = place {
            let y = plan.line_y(place);
            let area = Area::new(plan.line.x - reach, y - 1.5, plan.line.w + reach * 2.0, 3.0);
            out.push(Shape::Block { area, radius: 1.0, fill: Ink::Sign });
        }
    }
}

/// Rows of the line that were hit: a while ago, and lately.
fn marks(plan: &Plan, snapshot: &Snapshot) -> (Vec<f64>, Vec<f64>) {
    let lately = snapshot.view.approach.0.saturating_mul(2);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the line is a few hundred pixels")]
    let row = |hash| (plan.line_y(hash) - plan.line.y).max(0.0) as usize;
    let mut rows = vec![0_u8; row(HashKey::MAX) + 1];
    for bag in &snapshot.bags {
        let age = snapshot.now.since(bag.arrival).0;
        let seen = &mut rows[row(bag.hash)];
        *seen = (*seen).max(if age < lately { 2 } else { 1 });
    }
    let of = |kind: u8| {
        let places = (0_u32..).zip(&rows).filter(|(_, seen)| **seen == kind);
        places.map(|(y, _)| plan.line.y + f64::from(y)).collect()
    };
    (of(1), of(2))
}

/// The arm from the pointer to the belt that owns the place; without motion, the whole way as a dotted line.
fn arm(out: &mut Vec<Shape>, plan: &Plan, snapshot: &Snapshot, read: &Read, still: bool) {
    let Some(belt) = plan.belt(read.shard) else {
        return;
    };
    let place = way::place(plan, read.hash);
    if still {
        let port = way::port(plan, snapshot, read.desk);
        let along = vec![way::feed(plan, port), Cubic::straight(plan.reader, place)];
        let dash = Some([2.0, 6.0, 0.0]);
        out.push(Shape::Line { along, stroke: Ink::Sign, width: 3.0, dash });
    }
    let swing = way::ease((read.t - way::AT_PLACE + 0.06) / 0.16);
    if swing > 0.0 {
        let from = Point::new(plan.line.right(), place.y);
        let whole = way::arm(plan, from, belt.middle());
        let width = if plan.narrow { 3.0 } else { 4.0 };
        let outline =
            Shape::Line { along: vec![whole.until(swing)], stroke: Ink::SignText, width: width + 2.0, dash: None };
        out.push(outline);
        out.push(Shape::Line { along: vec![whole.until(swing)], stroke: Ink::Sign, width, dash: None });
    }
}

/// The pointer on the line.
fn pointer(out: &mut Vec<Shape>, plan: &Plan, read: &Read) {
    let way = way::ease((read.t - way::READ) / (way::AT_PLACE - way::READ));
    let y = within(plan.reader.y, plan.line.y, plan.line.bottom());
    let y = y + (plan.line_y(read.hash) - y) * way;
    let tip = plan.line.x + 5.0;
    let wedge = |grow: f64, fill| Shape::Wedge {
        corners: [
            Point::new(tip + grow * 1.6, y),
            Point::new(tip - 11.0 - grow, y - 6.5 - grow),
            Point::new(tip - 11.0 - grow, y + 6.5 + grow),
        ],
        fill,
    };
    out.push(wedge(1.5, Ink::SignText));
    out.push(wedge(0.0, Ink::Sign));
    if way >= 1.0 {
        let area = Area::new(plan.line.x, y - 1.25, plan.line.w, 2.5);
        let fill = Ink::Sign;
        out.push(Shape::Block { area, radius: 0.0, fill });
    }
}

/// The board: all 32 digits of the hash, appearing one by one, and its place on the line.
fn board(out: &mut Vec<Shape>, plan: &Plan, read: Option<&Read>) {
    let area = plan.board;
    out.push(Shape::Block { area, radius: 6.0, fill: Ink::Flap });
    out.push(Shape::Frame { area, radius: 6.0, stroke: Ink::Edge, width: 1.0 });
    let shown = read.map_or(0, |read| digits(read.t));
    let hex = read.map(|read| read.hash.hex()).unwrap_or_default();
    let text = |x: f64, y: f64, text: &str, face, fill, align| Shape::Text {
        at: Point::new(x, y),
        text: text.to_owned(),
        face,
        fill,
        align,
    };
    let place = read.filter(|_| shown == 32).map(|read| words::percent(read.hash.parts_per_million()));
    if plan.narrow {
        let face = Face::mono(11);
        let y = area.middle() + 0.5;
        let room = area.w - 24.0 - words::width("100.0 %", Face::bold(12));
        let seen = words::cut(&hex[..shown.min(hex.len())], face, room);
        out.push(text(area.x + 8.0, y, &seen, face, Ink::FlapText, Align::Left));
        if let Some(place) = place {
            out.push(text(area.right() - 8.0, y, &place, Face::bold(12), Ink::Sign, Align::Right));
        }
        return;
    }
    let middle = area.x + area.w / 2.0;
    out.push(text(middle, area.y + 13.0, "MD5", Face::caption(11), Ink::FlapText, Align::Centre));
    let face = Face::mono(if area.w > 80.0 { 13 } else { 12 });
    for row in 0..4_u8 {
        let y = area.y + 32.0 + f64::from(row) * 16.5;
        let from = usize::from(row) * 8;
        let seen = hex.get(from..shown.min(from + 8).max(from)).unwrap_or("");
        let blank = "········"[..(8 - seen.len()) * 2].to_owned();
        let x = area.x + (area.w - words::width("00000000", face)) / 2.0;
        let digit = words::width("0", face);
        let fill = if row == 0 { Ink::Sign } else { Ink::FlapText };
        out.push(text(x, y, seen, face, fill, Align::Left));
        let x = x + digit * f64::from(u8::try_from(seen.len()).unwrap_or(8));
        out.push(text(x, y, &blank, face, Ink::FlapOff, Align::Left));
    }
    if let Some(place) = place {
        out.push(text(middle, area.bottom() - 12.0, &place, Face::bold(13), Ink::Sign, Align::Centre));
    }
}

/// How many digits have appeared.
fn digits(t: f64) -> usize {
    let shown = (t - way::AT_READER) / (way::READ - way::AT_READER) * 32.0;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 32")]
    let shown = within(shown, 0.0, 32.0) as usize;
    shown
}

fn middle(start: HashKey, end: HashKey) -> HashKey {
    HashKey(start.0 + (end.0 - start.0) / 2)
}
