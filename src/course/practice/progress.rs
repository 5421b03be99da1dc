//! What is kept of a learner.

use super::answer::{Answer, LessonProgress, Predicted};
use super::card::Card;
use super::exam::Exam;
use super::report::Report;
use crate::course::prediction::Guess;
use serde::Serialize;
use std::collections::BTreeMap;

/// Everything kept of a learner. Questions go by their content's hash ([`Question::content_hash`]), so that one that has been
/// edited is asked again.
///
/// [`Question::content_hash`]: crate::course::Question::content_hash
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Progress {
    /// The lessons begun, by id.
    pub lessons: BTreeMap<String, LessonProgress>,
    /// The answers to each question, by its hash: oldest first, at most [`Progress::ANSWERS_MAX`].
    pub answers: BTreeMap<String, Vec<Answer>>,
    /// When each question comes back, by its hash.
    pub cards: BTreeMap<String, Card>,
    /// The exam under way.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exam: Option<Exam>,
    /// Exams that are over: oldest first, at most [`Progress::REPORTS_MAX`].
    pub reports: Vec<Report>,
}

impl Progress {
    /// The version of the form it is kept in.
    pub const VERSION: u64 = 1;
    /// So many answers to a question are kept; older ones are forgotten.
    pub const ANSWERS_MAX: usize = 20;
    /// So many reports are kept; older ones are forgotten.
    pub const REPORTS_MAX: usize = 20;

    /// Notes the block of a lesson that was reached, and whether the lesson is done with it.
    pub fn reach(&mut self, lesson: &str, at: usize, done: bool, now_ms: u64) {
        let lesson = self.lessons.entry(lesson.to_owned()).or_default();
        lesson.read_ms = lesson.read_ms.max(now_ms);
        lesson.at = at;
        lesson.done |= done;
    }

    /// Commits to a guess, and says whether it was taken: there is one for each prediction until it is forgotten.
    pub fn commit(&mut self, lesson: &str, place: usize, guess: Guess, now_ms: u64) -> bool {
        let lesson = self.lessons.entry(lesson.to_owned()).or_default();
        let is_first = !lesson.predictions.contains_key(&place);
        lesson.read_ms = lesson.read_ms.max(now_ms);
        lesson.predictions.entry(place).or_insert(Predicted { at_ms: now_ms, guess, right: None });
        is_first
    }

    /// Notes how a guess was graded; a grade stays.
    pub fn grade(&mut self, lesson: &str, place: usize, right: bool) {
        let predicted = self.lessons.get_mut(lesson).and_then(|lesson| lesson.predictions.get_mut(&place));
        if let Some(predicted) = predicted {
            predicted.right.get_or_insert(right);
        }
    }

    /// What was committed to.
    #[must_use]
    pub fn predicted(&self, lesson: &str, place: usize) -> Option<&Predicted> {
        self.lessons.get(lesson)?.predictions.get(&place)
    }

    /// Forgets what was read and predicted of a lesson; the answers to its questions stay.
    pub fn forget_lesson(&mut self, lesson: &str) {
        self.lessons.remove(lesson);
    }

    /// Notes an answer. [`Review::answered`](super::Review::answered) does, and says when the question comes back.
    pub fn note(&mut self, hash: &str, answer: Answer) {
        let answers = self.answers.entry(hash.to_owned()).or_default();
        answers.push(answer);
        answers.sort();
        answers.dedup();
        answers.drain(..answers.len().saturating_sub(Self::ANSWERS_MAX));
    }

    /// The last answer to a question.
    #[must_use]
    pub fn last_answer(&self, hash: &str) -> Option<&Answer> {
        self.answers.get(hash)?.last()
    }

    /// The questions whose last answer was wrong, by hash.
    #[must_use]
    pub fn wrong(&self) -> Vec<&str> {
        let wrong = self.answers.iter().filter(|(_, answers)| answers.last().is_some_and(|last| !last.right));
        wrong.map(|(hash, _)| hash.as_str()).collect()
    }

    /// Puts a finished exam away.
    pub(super) fn keep(&mut self, report: Report) {
        self.reports.push(report);
        self.reports.sort_by(|a, b| a.age().cmp(&b.age()).then_with(|| a.cmp(b)));
        self.reports.drain(..self.reports.len().saturating_sub(Self::REPORTS_MAX));
    }

    /// Whether an exam is over and its report is kept.
    pub(super) fn is_over(&self, exam: &Exam) -> bool {
        self.reports.iter().any(|report| (report.started_ms, report.seed) == (exam.started_ms, exam.seed))
    }

    /// The text of the file, which [`Progress::from_json`] reads.
    ///
    /// # Panics
    /// Never: every part has a form in JSON.
    #[must_use]
    pub fn to_json(&self) -> String {
        #[derive(Serialize)]
        struct File<'a> {
            beltline: &'static str,
            version: u64,
            #[serde(flatten)]
            progress: &'a Progress,
        }
        let file = File { beltline: super::read::MARK, version: Self::VERSION, progress: self };
        serde_json::to_string(&file).expect("every part has a form in JSON")
    }
}
