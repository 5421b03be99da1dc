//! The course's files: fetched when they are asked for, and kept.

use super::copy;
use crate::app::live::Live;
use crate::course::{Index, Lesson, Question};
use crate::web::bytes;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::rc::Rc;

const INDEX: &str = "lessons/index.json";

/// Why something of the course is not shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Missing {
    /// Its file did not arrive.
    Absent,
    /// There is no such thing; in words.
    Unknown(String),
}

/// What came, or why it did not.
pub(super) type Came<T> = Result<Rc<T>, Missing>;

/// The files that have come.
#[derive(Clone, Copy)]
pub(super) struct Library {
    index: Live<Option<Rc<Index>>>,
    lessons: Live<BTreeMap<String, Rc<Lesson>>>,
    topics: Live<BTreeMap<String, Rc<Vec<Rc<Question>>>>>,
}

impl Library {
    pub(super) fn new() -> Self {
        Self { index: Live::new(None), lessons: Live::new(BTreeMap::new()), topics: Live::new(BTreeMap::new()) }
    }

    /// What the course holds.
    pub(super) async fn index(self) -> Came<Index> {
        if let Some(index) = self.index.get_untracked() {
            return Ok(index);
        }
        let index: Rc<Index> = Rc::new(Self::read(INDEX).await?);
        self.index.set(Some(Rc::clone(&index)));
        Ok(index)
    }

    /// A lesson, by its id.
    pub(super) async fn lesson(self, id: String) -> Came<Lesson> {
        if let Some(lesson) = self.lessons.with_untracked(|lessons| lessons.get(&id).cloned()) {
            return Ok(lesson);
        }
        let index = self.index().await?;
        if !index.lessons.iter().any(|lesson| lesson.id == id) {
            return Err(Missing::Unknown(copy::no_lesson(&id)));
        }
        let lesson: Rc<Lesson> = Rc::new(Self::read(&format!("lessons/{id}.json")).await?);
        self.lessons.update_untracked(|lessons| lessons.insert(id, Rc::clone(&lesson)));
        Ok(lesson)
    }

    /// The questions of a topic, by its name.
    pub(super) async fn topic(self, name: String) -> Came<Vec<Rc<Question>>> {
        if let Some(topic) = self.topics.with_untracked(|topics| topics.get(&name).cloned()) {
            return Ok(topic);
        }
        let index = self.index().await?;
        if !index.questions.iter().any(|question| question.topic == name) {
            return Err(Missing::Unknown(copy::no_topic(&name)));
        }
        let questions: Vec<Question> = Self::read(&format!("lessons/questions/{name}.json")).await?;
        let topic = Rc::new(questions.into_iter().map(Rc::new).collect::<Vec<_>>());
        self.topics.update_untracked(|topics| topics.insert(name, Rc::clone(&topic)));
        Ok(topic)
    }

    /// A question, by its id.
    pub(super) async fn question(self, id: String) -> Came<Question> {
        let index = self.index().await?;
        let unknown = || Missing::Unknown(copy::no_question(&id));
        let entry = index.questions.iter().find(|question| question.id == id).ok_or_else(unknown)?;
        let topic = self.topic(entry.topic.clone()).await?;
        topic.iter().find(|question| question.id == id).cloned().ok_or(Missing::Absent)
    }

    /// Questions by their ids, in their order.
    pub(super) async fn questions(self, ids: Vec<String>) -> Came<Vec<Rc<Question>>> {
        let mut questions = Vec::with_capacity(ids.len());
        for id in ids {
            questions.push(self.question(id).await?);
        }
        Ok(Rc::new(questions))
    }

    async fn read<T: DeserializeOwned>(path: &str) -> Result<T, Missing> {
        let bytes = bytes::read(path).await.ok_or(Missing::Absent)?;
        serde_json::from_slice(&bytes).map_err(|_| Missing::Absent)
    }
}
