//! The display list: what a picture is made of, in the order it is painted, and what lies under a place.

use super::geometry::{Area, Cubic, Point, within};
use super::palette::Ink;
use crate::engine::hash::HashKey;
use crate::engine::id::{ConsumerId, ProducerId, RecordRef};
use crate::engine::metrics::Metric;
use crate::engine::snapshot::Tag;

/// Something in the picture that can be pointed at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// A bag.
    Bag(RecordRef),
    /// A check-in desk.
    Desk(ProducerId),
    /// A shard's belt, by index.
    Belt(u32),
    /// A consumer's cart beside a shard.
    Cart(ConsumerId, u32),
    /// A part of the batch that the X-ray shows, see [`shown`](super::shown).
    Part {
        /// The mapping.
        consumer: ConsumerId,
        /// The shard's index.
        shard: u32,
        /// The lane, from 0.
        lane: u8,
        /// Its place among the batch's parts.
        part: u32,
    },
    /// A lane of a mapping on a shard, from 0.
    Lane(ConsumerId, u32, u8),
    /// The bags that wait for a mapping on a shard.
    Waiting(ConsumerId, u32),
    /// The account of a batch given up, by its number.
    Lost(ConsumerId, u64),
    /// The handle at which the new starting hash key of a split is drawn along the hash line.
    Cut,
    /// A metric's chart.
    Chart(Metric),
}

/// A way of setting type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Face {
    /// Height in CSS pixels.
    pub size: u8,
    /// Bold.
    pub bold: bool,
    /// The aviation face of the flap digits, else the system's face.
    pub mono: bool,
    /// Small spaced capitals.
    pub spaced: bool,
}

impl Face {
    /// Running text.
    #[must_use]
    pub const fn plain(size: u8) -> Self {
        Self { size, bold: false, mono: false, spaced: false }
    }

    /// Names.
    #[must_use]
    pub const fn bold(size: u8) -> Self {
        Self { bold: true, ..Self::plain(size) }
    }

    /// Hashes.
    #[must_use]
    pub const fn mono(size: u8) -> Self {
        Self { mono: true, ..Self::plain(size) }
    }

    /// Captions; the text must already be in capitals.
    #[must_use]
    pub const fn caption(size: u8) -> Self {
        Self { bold: true, spaced: true, ..Self::plain(size) }
    }
}

/// Which side of the text its place names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// The text begins at the place.
    Left,
    /// The text is centred on the place.
    Centre,
    /// The text ends at the place.
    Right,
}

/// One thing to paint.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// A filled rectangle with round corners.
    Block {
        /// Where.
        area: Area,
        /// Radius of the corners.
        radius: f64,
        /// Colour.
        fill: Ink,
    },
    /// The outline of a rectangle with round corners.
    Frame {
        /// Where.
        area: Area,
        /// Radius of the corners.
        radius: f64,
        /// Colour.
        stroke: Ink,
        /// Width of the line.
        width: f64,
    },
    /// A line along some curves, each beginning where the one before ends.
    Line {
        /// The curves.
        along: Vec<Cubic>,
        /// Colour.
        stroke: Ink,
        /// Width of the line.
        width: f64,
        /// Dash, gap and shift along the line; none when drawn through.
        dash: Option<[f64; 3]>,
    },
    /// A filled triangle.
    Wedge {
        /// Its corners.
        corners: [Point; 3],
        /// Colour.
        fill: Ink,
    },
    /// Upright lines that drift along a belt.
    Treads {
        /// The rubber they are cut into.
        area: Area,
        /// Distance between two treads.
        pitch: f64,
        /// How far the treads have drifted, less than the pitch.
        shift: f64,
        /// Colour.
        stroke: Ink,
    },
    /// Rollers under a belt, each with a mark that shows it turning.
    Rollers {
        /// The middle of the first.
        first: Point,
        /// How many.
        count: u32,
        /// Distance between two.
        pitch: f64,
        /// Radius of one.
        radius: f64,
        /// How far they have turned, in radians.
        turn: f64,
        /// Colour.
        fill: Ink,
    },
    /// Short level lines, one a row.
    Ticks {
        /// Left edge.
        x: f64,
        /// Width.
        w: f64,
        /// Tops of the lines.
        rows: Vec<f64>,
        /// Height of a line.
        h: f64,
        /// Colour.
        fill: Ink,
    },
    /// Many rectangles of one size.
    Specks {
        /// Their top left corners.
        at: Vec<Point>,
        /// Width of one.
        w: f64,
        /// Height of one.
        h: f64,
        /// Colour.
        fill: Ink,
    },
    /// Hazard stripes: harm, also for those who do not see red.
    Hazard {
        /// Where.
        area: Area,
        /// Radius of the corners.
        radius: f64,
    },
    /// A line of text; its vertical middle lies at the place.
    Text {
        /// Where.
        at: Point,
        /// The text.
        text: String,
        /// The type.
        face: Face,
        /// Colour.
        fill: Ink,
        /// Which side of the text `at` names.
        align: Align,
    },
}

/// A bag in the picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Luggage {
    /// Middle of its bottom edge.
    pub foot: Point,
    /// Height with the handle. Below [`Luggage::TICK`] it is painted as a coloured tick.
    pub height: u8,
    /// Colour and letters.
    pub tag: Tag,
    /// Whether it was refused: painted with hazard stripes.
    pub refused: bool,
    /// Whether a function failed at it: painted black with an exclamation mark.
    pub poison: bool,
    /// The record; none for a refused attempt.
    pub record: Option<RecordRef>,
}

impl Luggage {
    /// Bags lower than this are ticks.
    pub const TICK: u8 = 9;

    /// The room it takes.
    #[must_use]
    pub fn area(&self) -> Area {
        let h = f64::from(self.height);
        let w = if self.height < Self::TICK { 3.0 } else { h * 1.16 };
        Area::new(self.foot.x - w / 2.0, self.foot.y - h, w, h)
    }
}

/// A picture of one moment: three layers, painted in this order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Picture {
    /// Desks, conveyors, belts.
    pub back: Vec<Shape>,
    /// The bags.
    pub luggage: Vec<Luggage>,
    /// Gates, hoods, carts, labels.
    pub front: Vec<Shape>,
    /// Areas that can be pointed at, apart from bags; the later ones lie above.
    pub targets: Vec<(Area, Target)>,
    /// The hash line from top to bottom, where the picture has one along which something can be drawn.
    pub hash_line: Option<Area>,
}

impl Picture {
    /// The place on the hash line at a height of the picture; none when it has no such line.
    #[must_use]
    pub fn place_at(&self, y: f64) -> Option<HashKey> {
        let line = self.hash_line?;
        let share = within((y - line.y) / line.h.max(1.0), 0.0, 1.0);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of 32 bits")]
        let upper = (share * f64::from(u32::MAX)) as u32;
        Some(HashKey(u128::from(upper) << 96))
    }

    /// What lies under a place; the topmost, bags before all else. A bag is given a little more room than it is drawn
    /// with, so that a finger finds it.
    #[must_use]
    pub fn hit(&self, x: f64, y: f64) -> Option<Target> {
        let bag = |slack: f64| {
            self.luggage
                .iter()
                .rev()
                .filter(|bag| bag.area().grown(slack).contains(x, y))
                .find_map(|bag| bag.record.map(Target::Bag))
        };
        bag(0.0)
            .or_else(|| bag(4.0))
            .or_else(|| self.targets.iter().rev().find(|(area, _)| area.contains(x, y)).map(|(_, target)| *target))
    }
}
