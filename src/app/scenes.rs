//! Opening scenes and scenarios. The first scene is at hand; the reader of all others lies in a chunk.

use super::hall::Hall;
use super::later::{Absent, in_chunk};
use super::live::{effect, spawn};
use super::model::Model;
use super::words;
use crate::scenario::{Opening, SCENES, Scene};

/// What is opened.
#[derive(Clone)]
pub(crate) enum Asked {
    /// A shipped scene, by its place.
    Scene(usize),
    /// The JSON text of a scenario.
    Text(String),
}

impl Asked {
    /// The place among the shipped scenes.
    pub(crate) fn place(&self) -> Option<usize> {
        match self {
            Self::Scene(place) => Some(*place),
            Self::Text(_) => None,
        }
    }
}

/// The first scene.
pub(crate) fn first() -> Result<Model, String> {
    Model::open(Opening::first(), Scene::FIRST_JSON)
}

/// Opens a scene or a scenario; the inner error says what is wrong with a scenario.
pub(crate) async fn open(asked: Asked) -> Result<Result<Model, String>, Absent> {
    match asked {
        Asked::Scene(0) => Ok(first()),
        Asked::Scene(place) => read_scene(place).await,
        Asked::Text(json) => read_text(json).await,
    }
}

impl Hall {
    /// Opens a shipped scene, with its own limits.
    pub(crate) fn open_scene(self, place: usize) {
        self.open_then(Asked::Scene(place), || ());
    }

    /// Opens a scenario by its JSON text, with its own limits.
    pub(crate) fn open_text(self, json: String) {
        self.open_then(Asked::Text(json), || ());
    }

    /// Opens a scene or a scenario, and then does something more with it.
    pub(crate) fn open_then(self, asked: Asked, then: impl FnOnce() + 'static) {
        self.host().want_stage();
        self.absent.set(None);
        let place = asked.place();
        spawn(self.scene, async move {
            match open(asked).await {
                Ok(Ok(model)) => {
                    self.take(model, place);
                    then();
                }
                Ok(Err(reason)) => self.notice.set(reason),
                Err(_) if place.is_none() => self.notice.set(words::PART_ABSENT.to_owned()),
                Err(_) => self.absent.set(place),
            }
        });
    }
}

/// Fetches the reader while there is nothing else to do.
pub(crate) fn fetch_when_idle(hall: Hall) {
    let idle = hall.idle();
    effect(move || {
        if idle.get() {
            spawn(idle, async {
                // Whoever opens a scene later asks for it again, and is told.
                let _ = fetch().await;
            });
        }
    });
}

in_chunk! { scenario:
    fn read_scene(place: usize) -> Result<Model, String> {
        let json = SCENES[place].json();
        read(json)
    }
}

in_chunk! { scenario:
    fn read_text(json: String) -> Result<Model, String> {
        read(&json)
    }
}

in_chunk! { scenario:
    fn fetch() -> () {}
}

fn read(json: &str) -> Result<Model, String> {
    let scenario = crate::scenario::parse(json).map_err(|error| error.to_string())?;
    Model::open(Opening::from(&scenario), json)
}
