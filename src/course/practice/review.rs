//! Reviews: what is due, what is new, and when the next one comes.

use super::answer::Answer;
use super::card::{Card, Rating};
use super::progress::Progress;
use crate::course::index::{Index, QuestionEntry};
use std::collections::BTreeSet;

/// The moment of a review.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Review {
    /// Now, in milliseconds since 1970.
    pub now_ms: u64,
    /// When the learner's day began, in milliseconds since 1970.
    pub day_ms: u64,
}

/// What there is to review.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Queue {
    /// Questions that are due, by hash, the one that has waited longest first.
    pub due: Vec<String>,
    /// Questions never answered that may begin today, by hash, in the order of the lessons that teach them.
    pub fresh: Vec<String>,
    /// How many more have never been answered.
    pub fresh_later: usize,
    /// How many come back later.
    pub later: usize,
    /// When the next of those comes back, in milliseconds since 1970.
    pub next_ms: Option<u64>,
}

impl Review {
    /// So many questions may begin on one day.
    pub const FRESH_PER_DAY: usize = 10;

    /// A review at a moment, with days that begin at midnight in UTC.
    #[must_use]
    pub const fn at(now_ms: u64) -> Self {
        Self { now_ms, day_ms: now_ms - now_ms % (24 * 60 * 60 * 1000) }
    }

    /// What there is to review. Questions that are no longer in the bank are left out.
    #[must_use]
    pub fn queue(&self, progress: &Progress, index: &Index) -> Queue {
        let mut entries: Vec<(usize, &QuestionEntry)> = Vec::new();
        let mut seen = BTreeSet::new();
        for entry in index.questions.iter().filter(|entry| seen.insert(&entry.hash)) {
            let lesson = index.lessons.iter().position(|lesson| lesson.id == entry.lesson);
            entries.push((lesson.unwrap_or(usize::MAX), entry));
        }
        entries.sort_by_key(|(lesson, _)| *lesson);
        let mut queue = Queue::default();
        let mut due: Vec<(u64, &str)> = Vec::new();
        let mut begun = 0;
        for (_, QuestionEntry { hash, .. }) in entries {
            match progress.cards.get(hash) {
                None => queue.fresh.push(hash.clone()),
                Some(card) => {
                    begun += usize::from(card.first_ms >= self.day_ms);
                    if card.due_ms <= self.now_ms {
                        due.push((card.due_ms, hash));
                    } else {
                        queue.later += 1;
                        queue.next_ms = Some(queue.next_ms.map_or(card.due_ms, |next_ms| next_ms.min(card.due_ms)));
                    }
                }
            }
        }
        due.sort_unstable();
        queue.due = due.into_iter().map(|(_, hash)| hash.to_owned()).collect();
        let room = Self::FRESH_PER_DAY.saturating_sub(begun);
        queue.fresh_later = queue.fresh.len().saturating_sub(room);
        queue.fresh.truncate(room);
        queue
    }

    /// The questions to ask, by hash: those that are due, then new ones.
    #[must_use]
    pub fn due(&self, progress: &Progress, index: &Index) -> Vec<String> {
        let queue = self.queue(progress, index);
        queue.due.into_iter().chain(queue.fresh).collect()
    }

    /// Decides when a question comes back, and says when, in milliseconds since 1970.
    pub fn rate(&self, progress: &mut Progress, hash: &str, rating: Rating) -> u64 {
        let card = Card::rated(progress.cards.get(hash), rating, self.now_ms);
        let due_ms = card.due_ms;
        progress.cards.insert(hash.to_owned(), card);
        due_ms
    }

    /// Notes an answer and decides when its question comes back; says when, in milliseconds since 1970.
    pub fn answered(&self, progress: &mut Progress, hash: &str, answer: Answer) -> u64 {
        let rating = Rating::of(answer.right, answer.sure);
        let then = Self { now_ms: answer.at_ms, ..*self };
        progress.note(hash, answer);
        then.rate(progress, hash, rating)
    }
}
