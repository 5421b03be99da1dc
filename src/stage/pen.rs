//! Short ways to make the shapes that the stages draw most.

use super::display::{Align, Face, Luggage, Shape};
use super::geometry::{Area, Cubic, Point};
use super::palette::Ink;
use super::words;
use crate::engine::snapshot::Tag;

/// A line of text.
pub(super) fn text(x: f64, y: f64, text: impl Into<String>, face: Face, fill: Ink, align: Align) -> Shape {
    Shape::Text { at: Point::new(x, y), text: text.into(), face, fill, align }
}

/// A line of text that begins at its place and is cut to a width.
pub(super) fn left(x: f64, y: f64, words: &str, face: Face, fill: Ink, room: f64) -> Shape {
    text(x, y, words::cut(words, face, room), face, fill, Align::Left)
}

/// A filled rectangle.
pub(super) fn block(area: Area, radius: f64, fill: Ink) -> Shape {
    Shape::Block { area, radius, fill }
}

/// An outline.
pub(super) fn frame(area: Area, radius: f64, stroke: Ink, width: f64) -> Shape {
    Shape::Frame { area, radius, stroke, width }
}

/// A straight line.
pub(super) fn line(from: Point, to: Point, stroke: Ink, width: f64) -> Shape {
    Shape::Line { along: vec![Cubic::straight(from, to)], stroke, width, dash: None }
}

/// A dashed line from corner to corner.
pub(super) fn dashes(corners: &[Point], stroke: Ink, width: f64, dash: [f64; 3]) -> Shape {
    let along = corners.windows(2).map(|ends| Cubic::straight(ends[0], ends[1])).collect();
    Shape::Line { along, stroke, width, dash: Some(dash) }
}

/// The striped edge of what waits.
pub(super) fn striped(area: Area, stroke: Ink, width: f64) -> Shape {
    let Area { x, y, .. } = area;
    let corners = [
        Point::new(x, y),
        Point::new(area.right(), y),
        Point::new(area.right(), area.bottom()),
        Point::new(x, area.bottom()),
        Point::new(x, y),
    ];
    dashes(&corners, stroke, width, [5.0, 4.0, 0.0])
}

/// A bag that stands for no record that could be pointed at.
pub(super) fn bag(x: f64, foot: f64, height: u8, tag: Tag, poison: bool) -> Luggage {
    Luggage { foot: Point::new(x, foot), height, tag, refused: false, poison, record: None }
}

/// The area grown to a size that a finger finds, at least 24 by 24 pixels, inside the stage.
pub(super) fn finger(area: Area, stage: Area) -> Area {
    const LEAST: f64 = 24.0;
    let (w, h) = (area.w.max(LEAST), area.h.max(LEAST));
    let x = (area.x - (w - area.w) / 2.0).min(stage.right() - w).max(stage.x);
    let y = (area.y - (h - area.h) / 2.0).min(stage.bottom() - h).max(stage.y);
    Area::new(x, y, w, h)
}

/// A number of records in words.
pub(super) fn records(count: u64) -> String {
    if count == 1 { "1 record".into() } else { format!("{} records", words::grouped(count)) }
}

/// A length as a small whole number.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "lengths that are counted here are small")]
pub(super) fn whole(length: f64) -> u8 {
    length.floor().clamp(0.0, 255.0) as u8
}
