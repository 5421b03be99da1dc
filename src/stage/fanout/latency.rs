//! How long records took, as bars over an axis from 10 ms to 10 s on which equal factors are equally long.

use crate::engine::readers::LatencyView;
use crate::engine::time::Micros;
use crate::stage::axis::share;
use crate::stage::display::{Align, Face, Picture};
use crate::stage::geometry::{Area, Point};
use crate::stage::palette::Ink;
use crate::stage::pen;

const FROM: Micros = Micros::from_millis(10);
const TO: Micros = Micros::from_millis(10_000);
/// What AWS names for enhanced fan-out, about 70 ms, and for standard consumers, about 200 ms (Developer Guide, "Develop
/// enhanced fan-out consumers").
const MARKS: [(Micros, &str); 2] = [(Micros::from_millis(70), "70"), (Micros::from_millis(200), "200 ms")];
/// Width of a bar with its gap.
const BAR: f64 = 5.0;

/// The binary logarithm, even between two powers of two: exact enough for a bar of five pixels.
fn log2(span: Micros) -> f64 {
    let us = span.0.max(1);
    let whole = us.ilog2();
    let power = 1_u64 << whole;
    f64::from(whole) + share(Micros(us - power), Micros(power))
}

/// Where a span stands on the axis, from 0 to 1.
fn place(span: Micros) -> f64 {
    ((log2(span) - log2(FROM)) / (log2(TO) - log2(FROM))).clamp(0.0, 1.0)
}

/// Draws the bars and the two marks.
pub(super) fn bars(picture: &mut Picture, latency: &LatencyView, area: Area, ink: Ink) {
    let foot = area.bottom();
    let out = &mut picture.front;
    out.push(pen::block(Area::new(area.x, foot - 1.0, area.w, 1.0), 0.0, Ink::Steel));
    let count = usize::from(pen::whole(area.w / BAR)).max(1);
    let mut bins = vec![0_u64; count];
    for (span, records) in &latency.steps {
        let bin = usize::from(pen::whole(place(*span) * area.w / BAR));
        bins[bin.min(count - 1)] += records;
    }
    let most = bins.iter().copied().max().unwrap_or(0);
    for (i, records) in (0_u32..).zip(&bins).filter(|(_, records)| **records > 0) {
        let h = (share(Micros(*records), Micros(most)) * (foot - area.y - 2.0)).max(1.5);
        out.push(pen::block(Area::new(area.x + f64::from(i) * BAR, foot - 1.0 - h, BAR - 1.0, h), 0.0, ink));
    }
    for (span, _) in MARKS {
        let x = area.x + area.w * place(span);
        out.push(pen::dashes(&[Point::new(x, area.y), Point::new(x, foot)], Ink::Muted, 1.0, [2.0, 2.0, 0.0]));
    }
}

/// The labels of the axis above a column of bars.
pub(super) fn axis(picture: &mut Picture, x: f64, w: f64, y: f64) {
    let mut label = |at: f64, words: &str, align| {
        picture.front.push(pen::text(x + at * w, y, words, Face::plain(12), Ink::Muted, align));
    };
    label(0.0, "10", Align::Left);
    label(place(MARKS[0].0) + 4.0 / w, MARKS[0].1, Align::Right);
    label(place(MARKS[1].0) - 4.0 / w, MARKS[1].1, Align::Left);
    label(1.0, "10 s", Align::Right);
}
