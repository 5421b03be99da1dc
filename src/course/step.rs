//! Steps of a lesson: text, and what it leads up to.

use super::lesson::{Block, Lesson};

/// A step: text, and at most one thing to watch, to predict or to answer, which ends it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step<'a> {
    /// Text and words to the teacher, in their order.
    pub text: Vec<&'a Block>,
    /// What it leads up to; none in a last step that only closes the lesson.
    pub task: Option<&'a Block>,
    /// The place of its last block in the lesson.
    pub place: usize,
}

impl Lesson {
    /// The lesson step by step, in its order. Every block is in just one step.
    #[must_use]
    pub fn steps(&self) -> Vec<Step<'_>> {
        let mut steps = Vec::new();
        let mut text = Vec::new();
        for (place, block) in self.blocks.iter().enumerate() {
            match block {
                Block::Prose(_) | Block::Notes(_) => text.push(block),
                Block::Scene(_) | Block::Predict(_) | Block::Question(_) => {
                    steps.push(Step { text: std::mem::take(&mut text), task: Some(block), place });
                }
            }
        }
        if !text.is_empty() {
            steps.push(Step { text, task: None, place: self.blocks.len() - 1 });
        }
        steps
    }
}
