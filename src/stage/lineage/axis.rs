//! The edges of the picture: moments below, the ends of the hash line at the left, now.

use super::Look;
use super::plan::ROW;
use super::room::Room;
use crate::engine::time::Micros;
use crate::stage::display::{Align, Face, Picture};
use crate::stage::geometry::Point;
use crate::stage::palette::Ink;
use crate::stage::{pen, words};

const STEPS_S: [u64; 20] = [
    1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1_200, 1_800, 3_600, 7_200, 14_400, 21_600, 43_200, 86_400, 172_800,
    604_800,
];

/// Draws the axes and the line that is now.
pub(super) fn draw(picture: &mut Picture, room: &mut Room, look: &Look) {
    let (plan, plot) = (look.plan, look.plan.plot);
    let (face, y) = (Face::plain(12), plot.bottom() + 15.0);
    let gap = if plan.narrow { 62.0 } else { 92.0 };
    let apart = |s: &&u64| crate::stage::axis::share(Micros::from_secs(**s), plan.total) * plot.w >= gap;
    let step = Micros::from_secs(*STEPS_S.iter().find(apart).unwrap_or(&2_419_200));
    let first = plan.from.0.div_ceil(step.0) * step.0;
    let end = plan.from + plan.total;
    let mut moment = Micros(first);
    while moment <= end {
        let x = plan.x(moment);
        picture.front.push(pen::dashes(
            &[Point::new(x, plot.y), Point::new(x, plot.bottom())],
            Ink::Grid,
            1.0,
            [1.0, 5.0, 0.0],
        ));
        let label = label(moment, step);
        let half = words::width(&label, face) / 2.0;
        let x = x.max(plot.x + if plan.narrow { half - 10.0 } else { 0.0 }).min(plot.right() + 10.0 - half);
        room.text(picture, (x, y), &label, face, Ink::Muted, Align::Centre);
        moment += step;
    }
    if !plan.narrow {
        for (y, end) in [(plot.y + 6.0, "0"), (plot.bottom() - 6.0, "2¹²⁸−1")] {
            room.text(picture, (plot.x - 10.0, y), end, face, Ink::Muted, Align::Right);
        }
        let y = plot.middle();
        for (dy, word) in [(-8.0, "hash key"), (8.0, "range")] {
            room.text(picture, (plot.x - 10.0, y + dy), word, face, Ink::Muted, Align::Right);
        }
    }
    if look.lineage.now.0 > look.lineage.retention.0 {
        let y = [plot.y, plot.bottom()].map(|y| Point::new(plot.x, y));
        picture.front.push(pen::dashes(&y, Ink::Harm, 1.5, [5.0, 4.0, 0.0]));
        let words = format!("older records fell off after {}", words::span(look.lineage.retention));
        room.text(picture, (plot.x, plot.y - ROW / 2.0), &words, face, Ink::Muted, Align::Left);
    }
    let now = [Point::new(plan.now_x, plot.y - 6.0), Point::new(plan.now_x, plot.bottom() + 4.0)];
    picture.front.push(pen::line(now[0], now[1], Ink::Sign, 2.0));
    let bold = Face::bold(12);
    let half = words::width("now", bold) / 2.0;
    let x = plan.now_x.max(plot.x + half).min(plot.right() - half);
    // The words of a yellow sign are too pale for daylight; the line carries the colour.
    room.text(picture, (x, plot.y - 14.0), "now", bold, Ink::Text, Align::Centre);
}

/// A moment since the start in the unit of the step.
fn label(moment: Micros, step: Micros) -> String {
    let s = moment.0 / Micros::SECOND.0;
    match step.0 / Micros::SECOND.0 {
        0..60 if s < 60 => format!("{s} s"),
        0..60 => format!("{}:{:02}", s / 60, s % 60),
        60..3_600 if s < 7_200 => format!("{} min", s / 60),
        60..3_600 => format!("{}:{:02} h", s / 3_600, s % 3_600 / 60),
        _ => format!("{} h", s / 3_600),
    }
}
