//! The two gauges at a belt's intake: MB/s and records/s against the shard's limits.

use super::display::{Align, Face, Shape};
use super::geometry::{Area, Point};
use super::palette::Ink;
use super::words::{grouped, megabytes};
use crate::engine::snapshot::Belt;

/// How many words a gauge has.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Words {
    /// `0.36 of 1 MB/s`
    Full,
    /// `0.36 MB/s`
    Short,
}

impl Words {
    /// Widths of the bar, of the words of MB/s and of the words of rec/s.
    const fn columns(self) -> [f64; 3] {
        match self {
            Self::Full => [48.0, 108.0, 148.0],
            Self::Short => [26.0, 74.0, 82.0],
        }
    }

    /// Width of both gauges.
    pub(super) fn width(self) -> f64 {
        let [bar, mb, records] = self.columns();
        (bar + GAP) * 2.0 + mb + records
    }
}

/// Between a bar and its words.
const GAP: f64 = 7.0;

/// Draws both gauges so that they end at `right`.
pub(super) fn pair(out: &mut Vec<Shape>, belt: &Belt, words: Words, right: f64, y: f64) {
    let mb = megabytes(belt.bytes_per_s);
    let records = grouped(belt.records_per_s);
    let (mb, records) = match words {
        Words::Full => (
            format!("{mb} of {} MB/s", megabytes(belt.bytes_per_s_max)),
            format!("{records} of {} rec/s", grouped(belt.records_per_s_max)),
        ),
        Words::Short => (format!("{mb} MB/s"), format!("{records} rec/s")),
    };
    let full = [(belt.bytes_per_s, belt.bytes_per_s_max, mb), (belt.records_per_s, belt.records_per_s_max, records)];
    let refusing = belt.throttled_per_s > 0;
    let fuller = usize::from(share(full[1].0, full[1].1) >= share(full[0].0, full[0].1));
    let [bar_w, mb_w, _] = words.columns();
    let mut x = right - words.width();
    for (i, (value, limit, text)) in full.into_iter().enumerate() {
        let harmed = refusing && i == fuller;
        bar(out, Area::new(x, y - 4.0, bar_w, 8.0), share(value, limit), harmed);
        out.push(Shape::Text {
            at: Point::new(x + bar_w + GAP, y),
            text,
            face: if harmed { Face::bold(12) } else { Face::plain(12) },
            fill: if harmed { Ink::Harm } else { Ink::Muted },
            align: Align::Left,
        });
        x += bar_w + GAP + mb_w;
    }
}

/// One bar; with hazard stripes when its limit refuses records.
pub(super) fn bar(out: &mut Vec<Shape>, area: Area, filled: f64, harmed: bool) {
    let radius = (area.h / 2.0).min(4.0);
    if harmed {
        out.push(Shape::Hazard { area, radius });
        return;
    }
    out.push(Shape::Block { area, radius, fill: Ink::Track });
    let w = area.w * filled;
    if w >= 0.5 {
        let w = w.max(area.h.min(area.w));
        out.push(Shape::Block { area: Area { w, ..area }, radius, fill: Ink::Good });
    }
}

/// How full, from 0 to 1.
pub(super) fn share(value: u64, limit: u64) -> f64 {
    let permille = value.min(limit).saturating_mul(1_000) / limit.max(1);
    f64::from(u32::try_from(permille).unwrap_or(1_000)) / 1_000.0
}
