//! The parts of a report.

use crate::course::domain::Task;
use serde::{Deserialize, Serialize};

/// A question of an exam that is over.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Mark {
    /// The question, by its content's hash.
    pub hash: String,
    /// The options chosen, by their places in the file; none when it was left open.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub chosen: Vec<usize>,
    /// Whether that was right. Nothing chosen is wrong.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub right: bool,
    /// Whether the learner said to be sure.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub sure: bool,
    /// Whether it was flagged at the end.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub flagged: bool,
}

/// A domain's part of an exam.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct DomainShare {
    /// The domain, from 1.
    pub domain: u8,
    /// How many were right.
    pub right: usize,
    /// How many were asked.
    pub asked: usize,
    /// How many the domain's weight alone would have asked.
    pub weighed: usize,
}

/// A task's part of an exam.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct TaskShare {
    /// The task.
    pub task: Task,
    /// How many were right.
    pub right: usize,
    /// How many were asked.
    pub asked: usize,
}

/// What went wrong, by the lesson that teaches it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct WeakSpot {
    /// The lesson, by its id.
    pub lesson: String,
    /// The questions it teaches that were wrong or left open, by hash, in the order of the exam.
    pub wrong: Vec<String>,
    /// How many that it teaches were asked.
    pub asked: usize,
}

/// How well the learner knew what they knew. Questions left open do not count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Calibration {
    /// Sure, and right.
    pub sure_right: usize,
    /// Sure, but wrong: what is worth reading first.
    pub sure_wrong: usize,
    /// Unsure, but right: luck, or better than thought.
    pub unsure_right: usize,
    /// Unsure, and wrong.
    pub unsure_wrong: usize,
}
