//! Points, areas and curves, in CSS pixels from the top left of the stage.

/// A place.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    /// To the right.
    pub x: f64,
    /// Downwards.
    pub y: f64,
}

impl Point {
    /// A place by its coordinates.
    #[must_use]
    pub const fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }

    /// The place a share `t` of the way to another, `t` from 0 to 1.
    #[must_use]
    pub fn toward(self, other: Self, t: f64) -> Self {
        Self::new(self.x + (other.x - self.x) * t, self.y + (other.y - self.y) * t)
    }
}

/// A rectangle.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Area {
    /// Left edge.
    pub x: f64,
    /// Top edge.
    pub y: f64,
    /// Width.
    pub w: f64,
    /// Height.
    pub h: f64,
}

impl Area {
    /// A rectangle by its top left and its size.
    #[must_use]
    pub const fn new(x: f64, y: f64, w: f64, h: f64) -> Self {
        Self { x, y, w, h }
    }

    /// The right edge.
    #[must_use]
    pub fn right(&self) -> f64 {
        self.x + self.w
    }

    /// The bottom edge.
    #[must_use]
    pub fn bottom(&self) -> f64 {
        self.y + self.h
    }

    /// The vertical middle.
    #[must_use]
    pub fn middle(&self) -> f64 {
        self.y + self.h / 2.0
    }

    /// Whether the place lies inside.
    #[must_use]
    pub fn contains(&self, x: f64, y: f64) -> bool {
        x >= self.x && x <= self.right() && y >= self.y && y <= self.bottom()
    }

    /// The same rectangle with every edge moved outwards.
    #[must_use]
    pub fn grown(&self, by: f64) -> Self {
        Self::new(self.x - by, self.y - by, self.w + by * 2.0, self.h + by * 2.0)
    }
}

/// A cubic curve.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cubic {
    /// Where it begins.
    pub from: Point,
    /// The handle of the beginning.
    pub out: Point,
    /// The handle of the end.
    pub back: Point,
    /// Where it ends.
    pub to: Point,
}

impl Cubic {
    /// A curve that leaves and arrives level, as a conveyor does.
    #[must_use]
    pub fn level(from: Point, to: Point) -> Self {
        let x = f64::midpoint(from.x, to.x);
        Self { from, out: Point::new(x, from.y), back: Point::new(x, to.y), to }
    }

    /// A curve that leaves level and arrives upright, or upright and level when `upright_first`.
    #[must_use]
    pub fn corner(from: Point, to: Point, upright_first: bool) -> Self {
        let bend = if upright_first { Point::new(from.x, to.y) } else { Point::new(to.x, from.y) };
        Self { from, out: from.toward(bend, 0.6), back: to.toward(bend, 0.6), to }
    }

    /// A straight line.
    #[must_use]
    pub fn straight(from: Point, to: Point) -> Self {
        Self { from, out: from.toward(to, 1.0 / 3.0), back: from.toward(to, 2.0 / 3.0), to }
    }

    /// The place at `t` from 0 to 1.
    #[must_use]
    pub fn at(&self, t: f64) -> Point {
        let a = self.from.toward(self.out, t);
        let b = self.out.toward(self.back, t);
        let c = self.back.toward(self.to, t);
        a.toward(b, t).toward(b.toward(c, t), t)
    }

    /// The part of the curve from its beginning to `t`.
    #[must_use]
    pub fn until(&self, t: f64) -> Self {
        let out = self.from.toward(self.out, t);
        let bend = self.out.toward(self.back, t);
        let back = out.toward(bend, t);
        Self { from: self.from, out, back, to: self.at(t) }
    }
}

/// `value`, but no less than `from` and no more than `to`.
///
/// [`f64::clamp`] says in its panic what it was given, and the printing of floats is larger than all of this floor.
#[must_use]
pub fn within(value: f64, from: f64, to: f64) -> f64 {
    value.max(from).min(to)
}
