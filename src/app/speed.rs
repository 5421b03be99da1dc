//! How fast simulated time passes.

use crate::engine::time::Micros;

/// One of the speeds on offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Speed(usize);

/// Tenths of the speed of the clock on the wall.
const TENTHS: [u64; 10] = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000];
const AS_ON_THE_WALL: usize = 3;

impl Default for Speed {
    fn default() -> Self {
        Self(AS_ON_THE_WALL)
    }
}

impl Speed {
    /// All speeds, slow to fast.
    pub(crate) fn all() -> impl Iterator<Item = Self> {
        (0..TENTHS.len()).map(Self)
    }

    /// Its place among all speeds, as text.
    pub(crate) fn place(self) -> String {
        self.0.to_string()
    }

    /// The speed at a place; none past the ends.
    pub(crate) fn at(place: &str) -> Option<Self> {
        place.parse().ok().filter(|at| *at < TENTHS.len()).map(Self)
    }

    /// The next faster one.
    pub(crate) fn faster(self) -> Self {
        Self((self.0 + 1).min(TENTHS.len() - 1))
    }

    /// The next slower one.
    pub(crate) fn slower(self) -> Self {
        Self(self.0.saturating_sub(1))
    }

    /// `0.5x`, `20x`.
    pub(crate) fn label(self) -> String {
        match TENTHS[self.0] {
            tenths if tenths < 10 => format!("0.{tenths}x"),
            tenths => format!("{}x", tenths / 10),
        }
    }

    /// The simulated time that passes in a span of real time.
    pub(crate) fn of_real(self, real_us: u64) -> Micros {
        Micros(real_us * TENTHS[self.0] / 10)
    }

    /// How much past the belts show: more when time runs faster than a bag could be followed.
    pub(crate) fn span(self, as_on_the_wall: Micros) -> Micros {
        Micros(as_on_the_wall.0.saturating_mul(TENTHS[self.0].max(10)) / 10)
    }

    /// How long a bag is on its way from desk to gate: about a second of the viewer's time.
    pub(crate) fn approach(self) -> Micros {
        Micros((1_100_000 * TENTHS[self.0] / 10).max(50_000))
    }
}
