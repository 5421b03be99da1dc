//! Where the reader is in the course, and the addresses that lead there.

use super::hall::Hall;
use super::live::{Live, effect, keep};
use crate::scenario::SCENES;
use crate::web::address;
use crate::web::listen::Listener;

/// A place in the course.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// What there is to learn and to practise.
    Contents,
    /// A lesson, by its id, and the step to open it at, from 1; none where the reader left it.
    Lesson(String, Option<usize>),
    /// One question, by its id.
    Question(String),
    /// The questions of a topic, by its name.
    Topic(String),
    /// The questions that are due to be asked again.
    Review,
    /// An exam.
    Exam,
}

impl Place {
    /// The place that an address names after its `#`.
    pub(crate) fn named(hash: &str) -> Option<Self> {
        let mut parts = hash.split('&').map(|part| part.split_once('=').unwrap_or((part, "")));
        let (name, id) = parts.next()?;
        let named = !id.is_empty() && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        match name {
            "course" => Some(Self::Contents),
            "review" => Some(Self::Review),
            "exam" => Some(Self::Exam),
            "lesson" if named => {
                let step = parts.find(|(name, _)| *name == "step").and_then(|(_, step)| step.parse().ok());
                Some(Self::Lesson(id.to_owned(), step.filter(|step| *step > 0)))
            }
            "question" if named => Some(Self::Question(id.to_owned())),
            "topic" if named => Some(Self::Topic(id.to_owned())),
            _ => None,
        }
    }

    /// Its address, without the `#`.
    pub(crate) fn address(&self) -> String {
        match self {
            Self::Contents => "course".to_owned(),
            Self::Lesson(id, None) => format!("lesson={id}"),
            Self::Lesson(id, Some(step)) => format!("lesson={id}&step={step}"),
            Self::Question(id) => format!("question={id}"),
            Self::Topic(topic) => format!("topic={topic}"),
            Self::Review => "review".to_owned(),
            Self::Exam => "exam".to_owned(),
        }
    }

    /// Whether both are the same lesson.
    fn is_same_lesson(&self, other: &Self) -> bool {
        matches!((self, other), (Self::Lesson(one, _), Self::Lesson(other, _)) if one == other)
    }
}

/// The shipped scene that an address names after its `#`: its place among them.
pub(crate) fn scene_named(hash: &str) -> Option<usize> {
    let id = hash.split('&').find_map(|part| part.strip_prefix("scene="))?;
    SCENES.iter().position(|scene| scene.id == id)
}

/// Where the reader is, and whether the course is in sight.
#[derive(Clone, Copy)]
pub(crate) struct Study {
    /// Where.
    pub(crate) place: Live<Place>,
    /// Whether the course stands where the tools would.
    pub(crate) open: Live<bool>,
}

impl Study {
    /// At a place, or with the course out of sight.
    pub(crate) fn new(place: Option<Place>) -> Self {
        Self { open: Live::new(place.is_some()), place: Live::new(place.unwrap_or(Place::Contents)) }
    }

    /// Goes to a place, and brings the course into sight.
    pub(crate) fn go(self, place: Place) {
        if self.place.with_untracked(|now| *now != place) {
            self.place.set(place);
        }
        self.set_open(true);
    }

    /// Brings the course into sight, or the tools.
    pub(crate) fn set_open(self, open: bool) {
        if self.open.get_untracked() != open {
            self.open.set(open);
        }
    }

    /// Keeps the page's address in step with the place, both ways.
    pub(crate) fn follow_address(self, hall: Hall) {
        let mut before = self.open.get_untracked().then(|| self.place.get_untracked());
        effect(move || {
            let now = self.open.get().then(|| self.place.get());
            if let Some(place) = now.as_ref().filter(|place| before.as_ref() != Some(place)) {
                let anew = before.as_ref().is_none_or(|before| !before.is_same_lesson(place));
                if address::hash() != place.address() {
                    address::write(&place.address(), anew);
                }
            }
            before = now;
        });
        let Some(window) = web_sys::window() else { return };
        keep(Listener::new(&window, "hashchange", move |_| {
            let hash = address::hash();
            if let Some(place) = Place::named(&hash) {
                self.go(place);
            } else if let Some(scene) = scene_named(&hash) {
                hall.open_scene(scene);
                self.set_open(false);
            }
        }));
    }
}
