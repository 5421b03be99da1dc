//! What the course holds: enough to list it, to choose from it, and to know which file to fetch.

use super::domain::Task;
use super::lesson::{Block, Lesson};
use super::proof::Proof;
use super::question::{Level, Question};
use serde::{Deserialize, Serialize};

/// The course in short.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Index {
    /// The lessons, in their order.
    pub lessons: Vec<LessonEntry>,
    /// The questions, in the order of their files.
    pub questions: Vec<QuestionEntry>,
}

/// A lesson in short.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LessonEntry {
    /// Its name; it lies in `lessons/{id}.json`.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its idea.
    pub idea: String,
    /// How long it takes.
    pub minutes: u32,
    /// The questions it asks, by id.
    pub questions: Vec<String>,
}

/// A question in short.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuestionEntry {
    /// Its name.
    pub id: String,
    /// Its content's hash.
    pub hash: String,
    /// Its topic; it lies in `lessons/questions/{topic}.json`.
    pub topic: String,
    /// Its task.
    pub task: Task,
    /// How hard it is.
    pub level: Level,
    /// The lesson that teaches it.
    pub lesson: String,
    /// Whether the engine proves it.
    pub proved: bool,
}

impl LessonEntry {
    /// Of a lesson.
    #[must_use]
    pub fn of(lesson: &Lesson) -> Self {
        let questions = lesson.blocks.iter().filter_map(|block| match block {
            Block::Question(id) => Some(id.clone()),
            _ => None,
        });
        Self {
            id: lesson.id.clone(),
            title: lesson.title.clone(),
            idea: lesson.idea.clone(),
            minutes: lesson.minutes,
            questions: questions.collect(),
        }
    }
}

impl QuestionEntry {
    /// Of a question of a topic.
    #[must_use]
    pub fn of(question: &Question, topic: &str) -> Self {
        Self {
            id: question.id.clone(),
            hash: question.content_hash(),
            topic: topic.to_owned(),
            task: question.task,
            level: question.level,
            lesson: question.lesson.clone(),
            proved: matches!(question.proof, Proof::Engine(_)),
        }
    }
}
