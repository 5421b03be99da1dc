//! A lesson: prose with scenes to watch, predictions to make and questions to answer, in the order of the file.

use super::figure::Requirement;
use super::prediction::Prediction;
use super::prose::{Inline, Prose};
use super::setting::Setting;
use super::source::{DatedValue, Source};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A lesson.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lesson {
    /// Its name in links: the file's name without its number.
    pub id: String,
    /// Its place in the course, from 1.
    pub number: u32,
    /// Its title.
    pub title: String,
    /// The one idea it is about, in a sentence.
    pub idea: String,
    /// How long it takes.
    pub minutes: u32,
    /// Values that have changed since the exam's material was written.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<DatedValue>,
    /// Where its facts stand.
    pub sources: Vec<Source>,
    /// What it says and asks.
    pub blocks: Vec<Block>,
}

/// A part of a lesson.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Block {
    /// Text.
    Prose(Prose),
    /// Something to watch.
    Scene(Scene),
    /// Something to commit to before it is played.
    Predict(Prediction),
    /// A question, by its id.
    Question(String),
    /// A word to the teacher.
    Notes(Vec<Prose>),
}

/// Something to watch on the stage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scene {
    /// What is played.
    #[serde(flatten)]
    pub setting: Setting,
    /// What to look at.
    pub look: Vec<Inline>,
    /// The moment it is shown from.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub from_ms: u64,
    /// What the reader may bring about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goal: Option<Goal>,
}

/// What a scene is played to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Goal {
    /// What must hold.
    #[serde(flatten)]
    pub requirement: Requirement,
    /// A change to the scenario that reaches it. None when playing the scene is enough.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub solution: Option<Value>,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde hands fields over by reference")]
const fn is_zero(number: &u64) -> bool {
    *number == 0
}
