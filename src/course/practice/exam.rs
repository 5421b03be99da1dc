//! An exam as it is taken: timed, weighted by domain, without a word on how it goes before its end.

use super::shuffle;
use crate::course::question::Question;
use serde::{Deserialize, Serialize};

/// An exam.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Exam {
    /// When it began, in milliseconds since 1970.
    pub started_ms: u64,
    /// What it was drawn with, and what shuffles its options.
    pub seed: u64,
    /// How long it may take.
    pub limit_ms: u64,
    /// The place looked at, from 0.
    pub at: usize,
    /// The questions, in the order in which they are asked.
    pub slips: Vec<Slip>,
}

/// A question of an exam.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Slip {
    /// The question, by its content's hash.
    pub hash: String,
    /// The answer so far.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub given: Option<Given>,
    /// Whether it is to be looked at again.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub flagged: bool,
}

/// An answer in an exam; it may be given again until the end.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Given {
    /// When, in milliseconds since 1970.
    pub at_ms: u64,
    /// The options chosen, by their places in the file.
    pub chosen: Vec<usize>,
    /// Whether the learner said to be sure.
    pub sure: bool,
}

impl Exam {
    /// The exam gives 130 minutes for 65 questions.
    pub const QUESTION_MS: u64 = 2 * 60 * 1000;
    /// How many questions AWS's exam has; 50 of them count, and which is not said.
    pub const QUESTIONS: usize = 65;

    /// Answers the question at a place, or takes the answer back when nothing is chosen. Says whether it was taken: not
    /// once the time is up, and not without such a place.
    pub fn answer(&mut self, place: usize, chosen: &[usize], sure: bool, now_ms: u64) -> bool {
        if self.is_over(now_ms) {
            return false;
        }
        let Some(slip) = self.slips.get_mut(place) else { return false };
        let mut chosen = chosen.to_vec();
        chosen.sort_unstable();
        chosen.dedup();
        slip.given = (!chosen.is_empty()).then_some(Given { at_ms: now_ms, chosen, sure });
        true
    }

    /// Flags the question at a place, or takes the flag away.
    pub fn flag(&mut self, place: usize) {
        if let Some(slip) = self.slips.get_mut(place) {
            slip.flagged = !slip.flagged;
        }
    }

    /// Goes to a place; the last one when there is no such place.
    pub fn go(&mut self, place: usize) {
        self.at = place.min(self.slips.len().saturating_sub(1));
    }

    /// The question looked at.
    #[must_use]
    pub fn slip(&self) -> Option<&Slip> {
        self.slips.get(self.at)
    }

    /// How many questions have an answer.
    #[must_use]
    pub fn answered(&self) -> usize {
        self.slips.iter().filter(|slip| slip.given.is_some()).count()
    }

    /// Places that are flagged.
    #[must_use]
    pub fn flagged(&self) -> Vec<usize> {
        (0..self.slips.len()).filter(|&place| self.slips[place].flagged).collect()
    }

    /// The order in which a question's options stand: the places in the file, first shown first.
    #[must_use]
    pub fn option_order(&self, question: &Question) -> Vec<usize> {
        shuffle::option_order(self.seed, question)
    }

    /// When the time is up, in milliseconds since 1970.
    #[must_use]
    pub const fn ends_ms(&self) -> u64 {
        self.started_ms.saturating_add(self.limit_ms)
    }

    /// How much time is left. The clock goes on while the page is closed.
    #[must_use]
    pub const fn left_ms(&self, now_ms: u64) -> u64 {
        let left_ms = self.ends_ms().saturating_sub(now_ms);
        // A clock that was set back gives no time.
        if left_ms > self.limit_ms { self.limit_ms } else { left_ms }
    }

    /// Whether the time is up.
    #[must_use]
    pub const fn is_over(&self, now_ms: u64) -> bool {
        now_ms >= self.ends_ms()
    }

    /// When it was begun or last answered, whichever is later.
    pub(super) fn touched_ms(&self) -> u64 {
        let given = self.slips.iter().filter_map(|slip| slip.given.as_ref());
        given.map(|given| given.at_ms).fold(self.started_ms, u64::max)
    }
}
