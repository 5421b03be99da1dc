//! Where the charts stand.

use crate::stage::geometry::Area;

/// How much room a chart has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Level {
    /// Two lines above, and an axis below.
    Full,
    /// One line above.
    Strip,
}

/// The places of everything.
pub(super) struct Plan {
    pub(super) title: Area,
    pub(super) cells: Vec<Area>,
    pub(super) level: Level,
}

const GAP: f64 = 14.0;

impl Plan {
    pub(super) fn new(stage: Area, charts: usize) -> Self {
        let (columns, edge) = match stage.w {
            w if w >= 900.0 => (3, 24.0),
            w if w >= 560.0 => (2, 18.0),
            _ => (1, 10.0),
        };
        let gap = if columns == 1 { 6.0 } else { GAP };
        let title = Area::new(stage.x + edge, stage.y + edge * 0.6, stage.w - 2.0 * edge, 24.0);
        let rows = charts.div_ceil(columns).max(1);
        let room =
            Area::new(title.x, title.bottom() + gap * 0.7, title.w, stage.bottom() - edge - title.bottom() - gap * 0.7);
        let count = |n: usize| f64::from(u8::try_from(n).unwrap_or(u8::MAX));
        let w = (room.w - gap * (count(columns) - 1.0)) / count(columns);
        let h = (room.h - gap * (count(rows) - 1.0)) / count(rows);
        let cell = |at: usize| {
            let (column, row) = (count(at % columns), count(at / columns));
            Area::new(room.x + column * (w + gap), room.y + row * (h + gap), w, h)
        };
        Self {
            title,
            cells: (0..charts).map(cell).collect(),
            level: if h >= 120.0 { Level::Full } else { Level::Strip },
        }
    }
}
