//! The way through a lesson: which step the reader is at, and which lie open.

use super::Course;
use super::setting::Show;
use crate::app::live::{Live, effect, memo};
use crate::app::study::Place;
use crate::course::{Block, Lesson};
use crate::engine::time::Micros;
use crate::web::clock::epoch_ms;
use leptos::prelude::untrack;
use std::rc::Rc;

/// A lesson being walked through.
#[derive(Clone, Copy)]
pub(super) struct Walk {
    pub(super) course: Course,
    lesson: Live<Rc<Lesson>>,
    /// The step the reader is at, from 0.
    pub(super) at: Live<usize>,
    /// The last step that lies open.
    pub(super) reached: Live<usize>,
    /// Whether the reader has come to the end of it.
    pub(super) finished: Live<bool>,
    /// How many steps there are.
    pub(super) count: usize,
    begun_ms: u64,
}

impl Walk {
    /// At the step that the address names, else where the reader left the lesson.
    pub(super) fn new(course: Course, lesson: &Rc<Lesson>) -> Self {
        let places: Vec<usize> = lesson.steps().iter().map(|step| step.place).collect();
        let (count, last) = (places.len(), places.len().saturating_sub(1));
        // A lesson that was read to its end begins anew, with all of it open.
        let (left, open) = match untrack(|| course.kept().reached(&lesson.id)) {
            Some((_, true)) => (0, last),
            Some((at, false)) => {
                let left = places.iter().position(|place| *place >= at).unwrap_or(last);
                (left, left)
            }
            None => (0, 0),
        };
        let id = lesson.id.clone();
        let at = memo(move || match course.study().place.get() {
            Place::Lesson(named, Some(step)) if named == id => (step - 1).min(last),
            _ => left,
        });
        let reached = Live::new(open.max(at.get_untracked()));
        let finished = Live::new(false);
        let walk =
            Self { course, lesson: Live::new(Rc::clone(lesson)), at, reached, finished, count, begun_ms: epoch_ms() };
        effect(move || {
            let at = at.get();
            if at > reached.get_untracked() {
                reached.set(at);
            }
            untrack(|| course.kept().reach(&walk.lesson(), places[at], false));
        });
        // The stage follows the text, as soon as the lesson is in sight.
        let staged = Live::new(None);
        effect(move || {
            let at = at.get();
            if course.study().open.get() && staged.get_untracked() != Some(at) {
                staged.set(Some(at));
                untrack(|| walk.stage(at));
            }
        });
        walk
    }

    pub(super) fn lesson(self) -> Rc<Lesson> {
        self.lesson.get_untracked()
    }

    /// Goes to a step; none past the ends.
    pub(super) fn go(self, step: usize) {
        if step < self.count {
            self.course.study().go(Place::Lesson(self.lesson().id.clone(), Some(step + 1)));
        }
    }

    /// Comes to the end.
    pub(super) fn finish(self) {
        self.reached.set(self.count.saturating_sub(1));
        self.finished.set(true);
        let lesson = self.lesson();
        let place = lesson.steps().last().map_or(0, |step| step.place);
        self.course.kept().reach(&lesson, place, true);
        self.course.completed(&lesson, self.begun_ms);
    }

    /// Brings what a step is about onto the stage. A step of text alone leaves the stage as it is.
    pub(super) fn stage(self, step: usize) {
        let lesson = self.lesson();
        let steps = lesson.steps();
        match steps.get(step).and_then(|step| step.task) {
            Some(Block::Scene(scene)) => {
                self.course.stage(&scene.setting, &[], Show::From(Micros::from_millis(scene.from_ms)));
            }
            Some(Block::Predict(prediction)) => {
                let place = steps[step].place;
                let is_decided = self.course.kept().guess(&lesson.id, place).is_some();
                let moment = if is_decided { prediction.sought.decided_ms() } else { 0 };
                self.course.stage(&prediction.setting, &[], Show::At(Micros::from_millis(moment)));
            }
            _ => {}
        }
    }
}
