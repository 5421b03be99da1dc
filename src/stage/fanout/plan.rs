//! Where everything stands, from the size of the stage and how many read.

use crate::stage::geometry::Area;
use crate::stage::pen;
use crate::stage::plan::as_f64;

/// How much of a consumer is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Level {
    /// Two lines of words.
    Tall,
    /// One line.
    Flat,
    /// Small cells, two or more side by side, without carts under way.
    Grid,
}

/// The places of the columns of words, as shares of their width: rate, distance, percentiles, bars.
pub(super) const COLUMNS: [f64; 4] = [0.24, 0.46, 0.62, 0.77];

/// The floor plan.
pub(super) struct Plan {
    pub narrow: bool,
    pub level: Level,
    /// All shards, small; none when there is only one.
    pub shards: Option<Area>,
    /// The name of the shard at large.
    pub title: Area,
    /// The end of its belt.
    pub trunk: Area,
    /// Those that share the door.
    pub door: Option<Group>,
    /// Those with a spur of their own.
    pub spurs: Option<Group>,
    /// Width of the room for carts and spurs at the left of a row.
    pub zone: f64,
}

/// Some rows below a heading.
pub(super) struct Group {
    pub head: Area,
    /// One for every consumer, from the belt to the right edge.
    pub rows: Vec<Area>,
}

/// No row is lower: a finger must find it.
const ROW_MIN: f64 = 24.0;
const ROW_MAX: f64 = 100.0;
/// No cell of a grid is narrower, unless the stage is.
const CELL_MIN: f64 = 170.0;
/// From here on there are two lines.
const TALL: f64 = 42.0;

impl Plan {
    pub(super) fn new(stage: Area, shards: usize, standard: usize, pushed: usize) -> Self {
        let narrow = stage.w < 640.0;
        let ample = stage.w >= 900.0;
        let margin = if narrow {
            10.0
        } else if ample {
            24.0
        } else {
            18.0
        };
        let bottom = stage.h - if narrow { 8.0 } else { 14.0 };
        let title_w = if narrow { 66.0 } else { 212.0 };
        let title = Area::new(margin, if narrow { 6.0 } else { 14.0 }, title_w, 26.0);
        let row_x = title.right() + 12.0;
        let shards = (shards > 1).then_some(Area { x: row_x, w: stage.w - margin - row_x, ..title });
        let top = title.bottom() + if narrow { 6.0 } else { 14.0 };
        let head_h = if narrow { 38.0 } else { 34.0 };
        let groups = usize::from(standard > 0) + usize::from(pushed > 0);
        let between = if groups > 1 { 8.0 } else { 0.0 };
        let room = bottom - top - as_f64(groups) * head_h - between;
        let flat = room / as_f64((standard + pushed).max(1));
        let rows = |columns: usize| standard.div_ceil(columns) + pushed.div_ceil(columns);
        let (level, columns) = match flat {
            TALL.. => (Level::Tall, 1),
            ROW_MIN.. => (Level::Flat, 1),
            _ => {
                let most = usize::from(pen::whole(stage.w / CELL_MIN)).max(2);
                let fits = |columns: &usize| as_f64(rows(*columns)) * ROW_MIN <= room;
                (Level::Grid, (2..=most).find(fits).unwrap_or(most))
            }
        };
        let rows = rows(columns);
        let pitch = (room / as_f64(rows.max(1))).clamp(ROW_MIN, ROW_MAX);
        let trunk_w = match (level, narrow) {
            (Level::Grid, _) => 14.0,
            (_, true) => 26.0,
            _ => {
                if ample {
                    62.0
                } else {
                    46.0
                }
            }
        };
        let trunk = Area::new(margin, top, trunk_w, bottom - top);
        let left = trunk.right();
        let right = stage.w - margin;
        let mut y = top;
        let mut group = |count: usize| {
            if count == 0 {
                return None;
            }
            let head = Area::new(left + 10.0, y, right - left - 10.0, head_h);
            let w = (right - left) / as_f64(columns);
            let place = |i: usize| {
                let (column, row) = (as_f64(i % columns), as_f64(i / columns));
                Area::new(left + column * w, head.bottom() + row * pitch, w, pitch)
            };
            y = head.bottom() + as_f64(count.div_ceil(columns)) * pitch + between;
            Some(Group { head, rows: (0..count).map(place).collect() })
        };
        let door = group(standard);
        let spurs = group(pushed);
        let zone = match (level, narrow) {
            (Level::Grid, _) => 34.0,
            (_, true) => 84.0,
            _ => {
                if ample {
                    210.0
                } else {
                    140.0
                }
            }
        };
        Self { narrow, level, shards, title, trunk, door, spurs, zone }
    }

    /// The room for words in a row.
    pub(super) fn info(&self, row: Area) -> Area {
        let lead = self.zone + if self.level == Level::Grid { 4.0 } else { 12.0 };
        Area { x: row.x + lead, w: row.w - lead, ..row }
    }
}
