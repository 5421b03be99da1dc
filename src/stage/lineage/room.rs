//! Keeps words apart: what comes first has its place, what comes later goes without or elsewhere.

use crate::stage::display::{Align, Face, Picture};
use crate::stage::geometry::Area;
use crate::stage::palette::Ink;
use crate::stage::{pen, words};

/// Where words stand already.
pub(super) struct Room {
    stage: Area,
    taken: Vec<Area>,
}

impl Room {
    pub(super) const fn new(stage: Area) -> Self {
        Self { stage, taken: Vec::new() }
    }

    /// Whether nothing stands there yet, and it lies on the stage.
    pub(super) fn is_free(&self, area: Area) -> bool {
        let inside = area.x >= self.stage.x
            && area.right() <= self.stage.right()
            && area.y >= self.stage.y
            && area.bottom() <= self.stage.bottom();
        let apart = |other: &Area| {
            area.x >= other.right() || area.right() <= other.x || area.y >= other.bottom() || area.bottom() <= other.y
        };
        inside && self.taken.iter().all(apart)
    }

    /// Takes an area, whatever stands there.
    pub(super) fn take(&mut self, area: Area) {
        self.taken.push(area);
    }

    /// Writes a line of words if there is room for it.
    pub(super) fn text(
        &mut self,
        picture: &mut Picture,
        at: (f64, f64),
        words: &str,
        face: Face,
        fill: Ink,
        align: Align,
    ) -> bool {
        self.text_on(picture, at, words, face, fill, align, None)
    }

    /// The same on a ground of its own, so that dots behind it do not make it hard to read.
    #[expect(clippy::too_many_arguments, reason = "a line of words has these")]
    pub(super) fn text_on(
        &mut self,
        picture: &mut Picture,
        at: (f64, f64),
        words: &str,
        face: Face,
        fill: Ink,
        align: Align,
        ground: Option<Ink>,
    ) -> bool {
        let area = extent(at, words, face, align);
        if !self.is_free(area.grown(1.0)) {
            return false;
        }
        self.take(area.grown(1.0));
        if let Some(ground) = ground {
            picture.front.push(pen::block(area.grown(2.0), 2.0, ground));
        }
        picture.front.push(pen::text(at.0, at.1, words, face, fill, align));
        true
    }
}

/// The room that words take.
pub(super) fn extent((x, y): (f64, f64), words: &str, face: Face, align: Align) -> Area {
    let (w, h) = (words::width(words, face), f64::from(face.size));
    let left = match align {
        Align::Left => x,
        Align::Centre => x - w / 2.0,
        Align::Right => x - w,
    };
    Area::new(left, y - h / 2.0, w, h)
}
