//! A question as the exam asks it, and its grading.

use super::domain::Task;
use super::proof::Proof;
use super::prose::{Inline, Prose};
use super::source::{DatedValue, Source};
use crate::engine::digest::Digest;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// Its name, for good.
    pub id: String,
    /// The exam guide's task it belongs to.
    pub task: Task,
    /// How hard it is.
    pub level: Level,
    /// The lesson that teaches it, by its id.
    pub lesson: String,
    /// What is asked.
    pub stem: Vec<Prose>,
    /// How it is answered.
    pub kind: QuestionKind,
    /// The options.
    pub options: Vec<Choice>,
    /// Why the key is what it is.
    pub explanation: Vec<Prose>,
    /// Values that have changed since the exam's material was written.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<DatedValue>,
    /// Where its facts stand.
    pub sources: Vec<Source>,
    /// What its key rests on.
    pub proof: Proof,
}

/// How hard a question is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// One fact.
    Easy,
    /// Facts applied to a case.
    Medium,
    /// Several facts weighed against each other.
    Hard,
}

/// How a question is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuestionKind {
    /// Multiple choice: one of four is right.
    Choice,
    /// Multiple response: so many of five or more are right.
    Response(u8),
}

/// An option.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// Its words.
    pub text: Vec<Inline>,
    /// Whether it is right.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub right: bool,
    /// Why it is right or wrong.
    pub why: Vec<Inline>,
    /// What it changes about the proof's setting; none when it rests on a cited fact.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub change: Option<Value>,
    /// Name of the requirement that it misses, when it is wrong.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub misses: Option<String>,
    /// The moment at which the run refutes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refuted_ms: Option<u64>,
}

/// How an answer was graded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Whether it was right: as in the exam, only when just the right options were chosen.
    pub right: bool,
    /// Right options that were chosen.
    pub hit: Vec<usize>,
    /// Right options that were not.
    pub missed: Vec<usize>,
    /// Wrong options that were.
    pub wrong: Vec<usize>,
}

impl Question {
    /// How many options are to be chosen.
    #[must_use]
    pub const fn choose(&self) -> usize {
        match self.kind {
            QuestionKind::Choice => 1,
            QuestionKind::Response(count) => count as usize,
        }
    }

    /// Places of the right options.
    #[must_use]
    pub fn key(&self) -> Vec<usize> {
        (0..self.options.len()).filter(|&place| self.options[place].right).collect()
    }

    /// Grades the chosen options, by their places, in any order. Nothing chosen is wrong, and there are no parts of a point.
    #[must_use]
    pub fn grade(&self, chosen: &[usize]) -> Verdict {
        let key = self.key();
        let hit: Vec<usize> = key.iter().copied().filter(|place| chosen.contains(place)).collect();
        let missed: Vec<usize> = key.iter().copied().filter(|place| !chosen.contains(place)).collect();
        let mut wrong: Vec<usize> = chosen.iter().copied().filter(|place| !key.contains(place)).collect();
        wrong.sort_unstable();
        wrong.dedup();
        Verdict { right: missed.is_empty() && wrong.is_empty() && !key.is_empty(), hit, missed, wrong }
    }

    /// A short hash of what is asked and what is right, for the keys of progress: an edited question is another question.
    /// Explanations and sources do not count.
    ///
    /// # Panics
    /// Never: every part of a question has a form in JSON.
    #[must_use]
    pub fn content_hash(&self) -> String {
        let options: Vec<_> = self.options.iter().map(|option| (&option.text, option.right)).collect();
        let asked = serde_json::to_vec(&(&self.id, &self.stem, self.kind, options));
        let mut digest = Digest::default();
        digest.bytes(&asked.expect("every part of a question has a form in JSON"));
        format!("{:016x}", digest.value())
    }
}
