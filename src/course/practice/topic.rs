//! Practice by topic.

use super::progress::Progress;
use super::shuffle::{order, seed_for};
use crate::course::index::{Index, QuestionEntry};

/// How far a topic has been practised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TopicProgress {
    /// The topic, by the name of its file.
    pub topic: String,
    /// How many questions it has.
    pub questions: usize,
    /// How many of them have been answered.
    pub answered: usize,
    /// How many were right when they were last answered.
    pub right: usize,
}

impl TopicProgress {
    /// Of every topic, in the order of the bank.
    #[must_use]
    pub fn all(index: &Index, progress: &Progress) -> Vec<Self> {
        let mut topics: Vec<Self> = Vec::new();
        for entry in &index.questions {
            let place = topics.iter().position(|known| known.topic == entry.topic).unwrap_or_else(|| {
                topics.push(Self { topic: entry.topic.clone(), questions: 0, answered: 0, right: 0 });
                topics.len() - 1
            });
            let last = progress.last_answer(&entry.hash);
            topics[place].questions += 1;
            topics[place].answered += usize::from(last.is_some());
            topics[place].right += usize::from(last.is_some_and(|last| last.right));
        }
        topics
    }

    /// The questions of a topic, by hash, in an order that the seed decides: those first whose last answer was not right or
    /// that have none.
    #[must_use]
    pub fn order(index: &Index, progress: &Progress, topic: &str, seed: u64) -> Vec<String> {
        let entries: Vec<&QuestionEntry> = index.questions.iter().filter(|entry| entry.topic == topic).collect();
        let shuffled = order(seed_for(seed, topic), entries.len()).into_iter().map(|place| &entries[place].hash);
        let is_known = |hash: &&String| progress.last_answer(hash).is_some_and(|last| last.right);
        let (known, open): (Vec<&String>, Vec<&String>) = shuffled.partition(is_known);
        open.into_iter().chain(known).cloned().collect()
    }
}
