//! What must hold for every picture of a stage.

use beltline::stage::{Align, Area, Picture, Shape, Target, text_width};

/// The sizes at which pictures are looked at: desktop, half of it, tablet, phones, low windows, a large screen.
pub(crate) const SIZES: [(f64, f64); 8] = [
    (1060.0, 700.0),
    (526.0, 700.0),
    (820.0, 600.0),
    (390.0, 430.0),
    (360.0, 400.0),
    (1060.0, 520.0),
    (800.0, 360.0),
    (1440.0, 900.0),
];

fn text_area(shape: &Shape) -> Option<(Area, &str)> {
    let Shape::Text { at, text, face, align, .. } = shape else {
        return None;
    };
    let (w, h) = (text_width(text, *face), f64::from(face.size));
    let x = match align {
        Align::Left => at.x,
        Align::Centre => at.x - w / 2.0,
        Align::Right => at.x - w,
    };
    Some((Area::new(x, at.y - h / 2.0, w, h), text))
}

/// Every text with the room it takes.
pub(crate) fn texts(picture: &Picture) -> Vec<(Area, &str)> {
    let shapes = picture.back.iter().chain(&picture.front);
    shapes.filter_map(text_area).filter(|(_, text)| !text.is_empty()).collect()
}

/// Whether some text of the picture holds these words.
pub(crate) fn says(picture: &Picture, words: &str) -> bool {
    texts(picture).iter().any(|(_, text)| text.contains(words))
}

pub(crate) fn overlap(a: Area, b: Area) -> bool {
    let slack = 0.5;
    a.x + slack < b.right() && b.x + slack < a.right() && a.y + slack < b.bottom() && b.y + slack < a.bottom()
}

pub(crate) fn holds(outer: Area, inner: Area) -> bool {
    let outer = outer.grown(0.5);
    outer.contains(inner.x, inner.y) && outer.contains(inner.right(), inner.bottom())
}

/// Nothing outside, no words over words, everything that can be pointed at found and large enough for a finger.
pub(crate) fn is_sound(picture: &Picture, (width, height): (f64, f64), name: &str) {
    let stage = Area::new(0.0, 0.0, width, height);
    let at = format!("{name} at {width}x{height}");
    let words = texts(picture);
    for (i, (area, text)) in words.iter().enumerate() {
        assert!(holds(stage, *area), "{text:?} at {area:?} leaves the stage, {at}");
        for (other, over) in &words[i + 1..] {
            assert!(!overlap(*area, *other), "{text:?} {area:?} and {over:?} {other:?}, {at}");
        }
    }
    for bag in &picture.luggage {
        assert!(holds(stage, bag.area()), "{bag:?} leaves the stage, {at}");
    }
    for shape in picture.back.iter().chain(&picture.front) {
        if let Shape::Block { area, .. } | Shape::Frame { area, .. } | Shape::Hazard { area, .. } = shape {
            assert!(holds(stage, *area), "{shape:?} leaves the stage, {at}");
        }
        if let Shape::Line { along, .. } = shape {
            for end in along.iter().flat_map(|curve| [curve.from, curve.to]) {
                assert!(stage.contains(end.x, end.y), "{shape:?} leaves the stage, {at}");
            }
        }
    }
    for (i, (area, target)) in picture.targets.iter().enumerate() {
        assert!(holds(stage, *area), "{target:?} leaves the stage, {at}");
        assert!(area.w >= 24.0 && area.h >= 24.0, "{target:?} {area:?} is too small for a finger, {at}");
        for (other, over) in &picture.targets[i + 1..] {
            assert!(!overlap(*area, *other), "{target:?} {area:?} and {over:?} {other:?}, {at}");
        }
        let found = picture.hit(area.x + area.w / 2.0, area.middle());
        assert_eq!(found, Some(*target), "{at}");
    }
}

/// Areas of the targets of a kind.
pub(crate) fn areas(picture: &Picture, wanted: impl Fn(&Target) -> bool) -> Vec<Area> {
    picture.targets.iter().filter(|(_, target)| wanted(target)).map(|(area, _)| *area).collect()
}
