//! Where everything stands, from the size of the stage and how much there is to show.

use super::axis::Axis;
use super::geometry::{Area, Point, within};
use super::order::{has_cart, order};
use crate::engine::hash::HashKey;
use crate::engine::snapshot::Snapshot;

/// How much of a belt is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    /// A hair of colour.
    Hair,
    /// A thin belt, its numbers at its end.
    Thin,
    /// A belt with its name above.
    Plain,
    /// A belt with rollers and room for carts.
    Roomy,
}

/// The floor plan.
pub(super) struct Plan {
    pub narrow: bool,
    pub level: Level,
    pub width: f64,
    pub height: f64,
    /// The desks in their order.
    pub desks: Vec<Area>,
    /// The counter for records put by hand.
    pub hand: Area,
    /// Where the tag of a bag is read.
    pub reader: Point,
    /// The board with the digits.
    pub board: Area,
    /// The hash line.
    pub line: Area,
    /// Left edge of the belts.
    pub gate_x: f64,
    /// Where the belts end.
    pub belt_right: f64,
    /// Where the edge of retention is drawn.
    pub edge: f64,
    /// The shards that have a belt, by index, from top to bottom.
    pub order: Vec<u32>,
    /// The rubber of every belt, in the same order.
    pub belts: Vec<Area>,
    /// For every shard the place of its belt among them.
    places: Vec<Option<usize>>,
    /// The share of the height that every belt has.
    pub slot: f64,
    /// Rows of carts under a belt; fewer than carts when they stand side by side, none when they are pins.
    pub cart_rows: usize,
    /// The shared time axis.
    pub axis: Axis,
    /// Middle of the axis labels.
    pub axis_y: f64,
}

/// Height of one row of carts.
pub(super) const CART_ROW: f64 = 33.0;
/// Width a cart may need.
const CART_WIDE: f64 = 190.0;

impl Plan {
    pub(super) fn new(snapshot: &Snapshot, width: f64, height: f64) -> Self {
        let narrow = width < 640.0;
        let ample = width >= 900.0;
        let margin = pick(narrow, 12.0, pick(ample, 24.0, 18.0));
        let top = pick(narrow, 104.0, 46.0);
        let bottom = height - pick(narrow, 46.0, 54.0);
        let desk_w = pick(ample, 152.0, 126.0);
        let (reader_x, line_w) =
            if narrow { (margin + 12.0, 10.0) } else { (margin + desk_w + pick(ample, 108.0, 96.0), 16.0) };
        let line = Area::new(reader_x + pick(narrow, 14.0, 17.0), top, line_w, bottom - top);
        let gate_x = line.right() + pick(narrow, 34.0, pick(ample, 72.0, 62.0));
        let order = order(snapshot);
        let mut places = vec![None; snapshot.shards.len()];
        for (at, shard) in order.iter().enumerate() {
            places[*shard as usize] = Some(at);
        }
        let belts = Belts::new(snapshot, order.len(), top, bottom, narrow, width - margin - gate_x);
        let belt_right = width - margin - belts.gutter;
        let tail = if snapshot.retention > snapshot.view.span {
            pick(narrow || belts.level < Level::Plain, 44.0, 62.0)
        } else {
            8.0
        };
        let count = snapshot.desks.len();
        let (desks, hand) = if narrow {
            chips(count, margin, width)
        } else {
            column(count, Area::new(margin, top, desk_w, bottom - top))
        };
        let (reader, board) = if narrow {
            let y = 66.0;
            let x = reader_x + 20.0;
            (Point::new(reader_x, y), Area::new(x, y - 11.0, width - margin - x, 22.0))
        } else {
            let y = line.middle() + 34.0;
            let x = margin + desk_w + pick(ample, 9.0, 5.0);
            let w = pick(ample, 82.0, 74.0);
            (Point::new(reader_x, y), Area::new(x, y - 132.0, w, 112.0))
        };
        let rubber = |slot_top: f64| Area::new(gate_x, slot_top, belt_right - gate_x, belts.rubber);
        Self {
            narrow,
            level: belts.level,
            width,
            height,
            desks,
            hand,
            reader,
            board,
            line,
            gate_x,
            belt_right,
            edge: belt_right - 4.0,
            order,
            places,
            belts: belts.tops.iter().map(|y| rubber(*y)).collect(),
            slot: belts.slot,
            cart_rows: belts.cart_rows,
            axis: Axis { x0: gate_x + pick(narrow, 12.0, 18.0), x1: belt_right - tail, span: snapshot.view.span },
            axis_y: bottom + pick(narrow, 16.0, 20.0),
        }
    }

    /// The rubber of a shard's belt; none when it has none.
    pub(super) fn belt(&self, shard: u32) -> Option<Area> {
        let at = *self.places.get(shard as usize)?;
        at.and_then(|at| self.belts.get(at)).copied()
    }

    /// The height of a place on the hash line.
    pub(super) fn line_y(&self, hash: HashKey) -> f64 {
        self.line.y + self.line.h * f64::from(hash.parts_per_million()) / 1_000_000.0
    }
}

/// The belts' heights.
struct Belts {
    level: Level,
    slot: f64,
    rubber: f64,
    tops: Vec<f64>,
    cart_rows: usize,
    /// Room kept free at the right of the belts.
    gutter: f64,
}

impl Belts {
    fn new(snapshot: &Snapshot, count: usize, top: f64, bottom: f64, narrow: bool, length: f64) -> Self {
        let slot = (bottom - top) / as_f64(count.max(1));
        let level = match slot {
            130.0.. => Level::Roomy,
            66.0.. => Level::Plain,
            24.0.. => Level::Thin,
            _ => Level::Hair,
        };
        let (head, rubber, foot) = match level {
            Level::Roomy => (32.0, within(slot * 0.35, 44.0, 104.0), 20.0),
            Level::Plain => (22.0, within(slot * 0.36, 24.0, 44.0), 10.0),
            Level::Thin => (0.0, slot * 0.62, 0.0),
            Level::Hair => (0.0, slot * 0.74, 0.0),
        };
        let mut carts = vec![0_usize; snapshot.shards.len()];
        for cart in snapshot.carts.iter().filter(|cart| has_cart(snapshot, cart)) {
            if let Some(count) = carts.get_mut(cart.shard as usize) {
                *count += 1;
            }
        }
        let carts = carts.into_iter().max().unwrap_or(0);
        let free = slot - head - rubber - foot;
        let cart_rows = match carts {
            _ if level < Level::Plain || carts == 0 => 0,
            _ if as_f64(carts) * CART_ROW <= free => carts,
            _ => usize::from(CART_ROW <= free && as_f64(carts) * CART_WIDE <= length),
        };
        let unit = head + rubber + foot + as_f64(cart_rows) * CART_ROW;
        let lead = ((slot - unit) / 2.0).max(0.0) + head;
        Self {
            level,
            slot,
            rubber,
            tops: (0..count).map(|i| top + slot * as_f64(i) + lead).collect(),
            cart_rows,
            gutter: match level {
                Level::Thin => pick(narrow, 62.0, 178.0),
                Level::Hair => pick(narrow, 40.0, 66.0),
                _ => 0.0,
            },
        }
    }
}

/// Desks one above the other, the counter for records put by hand below them.
fn column(count: usize, room: Area) -> (Vec<Area>, Area) {
    const HAND: f64 = 46.0;
    let cell = (room.h - HAND - 14.0) / as_f64(count.max(1));
    let h = match cell {
        124.0.. => 104.0,
        58.0.. => 48.0,
        28.0.. => 24.0,
        _ => cell * 0.8,
    };
    let spread = cell.min(h + 120.0);
    let first = room.y + (cell - spread) / 2.0 * as_f64(count) + (spread - h) / 2.0;
    let desks = (0..count).map(|i| Area::new(room.x, first + spread * as_f64(i), room.w, h)).collect();
    (desks, Area::new(room.x, room.bottom() - HAND, room.w, HAND))
}

/// Desks side by side above the belts, the counter for records put by hand at their end.
fn chips(count: usize, margin: f64, width: f64) -> (Vec<Area>, Area) {
    const GAP: f64 = 8.0;
    let hand = 70.0;
    let room = width - margin * 2.0 - hand;
    let w = if count == 0 { room } else { within(room / as_f64(count) - GAP, 2.0, 150.0) };
    let chip = |x: f64, w: f64| Area::new(x, 8.0, w, 38.0);
    let desks = (0..count).map(|i| chip(margin + (w + GAP) * as_f64(i), w)).collect();
    (desks, chip(width - margin - hand, hand))
}

/// One of two lengths.
fn pick(first: bool, a: f64, b: f64) -> f64 {
    if first { a } else { b }
}

/// A count as a length.
#[expect(clippy::cast_precision_loss, reason = "counts on a screen are small")]
pub(super) fn as_f64(n: usize) -> f64 {
    n as f64
}
