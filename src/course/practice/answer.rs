//! What a learner did: lessons read, guesses committed to, answers given.

use crate::course::prediction::Guess;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How far a lesson has been read.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct LessonProgress {
    /// When it was last read, in milliseconds since 1970.
    #[serde(default)]
    pub read_ms: u64,
    /// The place of the block last reached, from 0.
    #[serde(default)]
    pub at: usize,
    /// Whether it has been read to its end once.
    #[serde(default)]
    pub done: bool,
    /// What was committed to, by the place of the prediction's block.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub predictions: BTreeMap<usize, Predicted>,
}

/// What was committed to before the belt moved.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Predicted {
    /// When, in milliseconds since 1970.
    pub at_ms: u64,
    /// The guess.
    pub guess: Guess,
    /// How it was graded; none while the run has not decided it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub right: Option<bool>,
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Answer {
    /// When, in milliseconds since 1970.
    pub at_ms: u64,
    /// The options chosen, by their places in the file, however they were shuffled on the screen.
    pub chosen: Vec<usize>,
    /// Whether it was right.
    pub right: bool,
    /// Whether the learner said to be sure before answering.
    pub sure: bool,
    /// Where the question was asked.
    pub seen: Seen,
}

/// Where a question was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Seen {
    /// In a lesson.
    Lesson,
    /// Among the questions of its topic.
    Topic,
    /// In a review.
    Review,
    /// In an exam.
    Exam,
}
