//! The time axis that all belts share: from an age to a place.

use super::display::{Align, Face, Shape};
use super::geometry::{Cubic, Point};
use super::palette::Ink;
use super::words;
use crate::engine::time::Micros;

/// Time along the belts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Axis {
    /// Where age zero is.
    pub x0: f64,
    /// Where the visible end is.
    pub x1: f64,
    /// Age at the visible end.
    pub span: Micros,
}

impl Axis {
    /// The place of an age; ages past the end stand at the end.
    pub(super) fn x(&self, age: Micros) -> f64 {
        self.x0 + (self.x1 - self.x0) * share(age, self.span).min(1.0)
    }

    /// How far a belt has moved at a moment, modulo `pitch`.
    pub(super) fn drift(&self, now: Micros, pitch: f64) -> f64 {
        let travelled = (self.x1 - self.x0) * share(now, self.span);
        travelled % pitch
    }

    /// Ages that get a label, so that labels stand at least `gap` pixels apart.
    fn steps(&self, gap: f64) -> impl Iterator<Item = Micros> {
        const NICE_MS: [u64; 16] = [
            100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 60_000, 120_000, 300_000, 600_000, 1_800_000,
            3_600_000, 21_600_000, 86_400_000,
        ];
        let wide_enough = |ms: &&u64| self.x(Micros::from_millis(**ms)) - self.x0 >= gap;
        let span = self.span;
        let step = NICE_MS.iter().find(wide_enough).map_or(span, |ms| Micros::from_millis(*ms));
        (1..).map(move |i: u64| Micros(step.0.max(1).saturating_mul(i))).take_while(move |age| *age <= span)
    }

    /// The labels below the belts, with fine dotted lines up between them, and the end of retention.
    pub(super) fn draw(&self, out: &mut Vec<Shape>, top: f64, y: f64, retention: Micros, edge: f64) {
        let label = |x: f64, text: String, align| Shape::Text {
            at: Point::new(x, y),
            text,
            face: Face::plain(12),
            fill: Ink::Muted,
            align,
        };
        let upright = |x: f64, stroke, dash| Shape::Line {
            along: vec![Cubic::straight(Point::new(x, top), Point::new(x, y - 12.0))],
            stroke,
            width: 1.0,
            dash: Some(dash),
        };
        out.push(label(self.x0, "now".into(), Align::Centre));
        let gap = if self.x1 - self.x0 < 420.0 { 76.0 } else { 92.0 };
        for age in self.steps(gap).filter(|age| *age < retention) {
            let x = self.x(age);
            out.push(upright(x, Ink::Grid, [1.0, 4.0, 0.0]));
            let crowded = retention > self.span && edge - x < 60.0;
            if !crowded {
                out.push(label(x, words::ago(age), Align::Centre));
            }
        }
        let keeps = words::span(retention);
        out.push(upright(edge, Ink::Harm, [5.0, 4.0, 0.0]));
        out.push(label(edge + 4.0, keeps.clone(), Align::Right));
        out.push(Shape::Text {
            at: Point::new(edge + 4.0, y + 17.0),
            text: format!("falls off after {keeps}"),
            face: Face::plain(12),
            fill: Ink::Muted,
            align: Align::Right,
        });
    }
}

/// One span as a share of another.
pub(super) fn share(part: Micros, whole: Micros) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "pixels need far fewer digits than a moment has")]
    let (part, whole) = (part.0 as f64, whole.0.max(1) as f64);
    part / whole
}
