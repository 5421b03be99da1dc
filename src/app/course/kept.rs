//! What is kept of the reader: in the browser's storage where it is allowed, else as long as the page is open.

use super::copy;
use crate::app::live::Live;
use crate::course::{Answer, Guess, Lesson, Progress, Question, Review};
use crate::web::clock::epoch_ms;
use crate::web::storage;

const KEPT: &str = "beltline.progress";
/// What could not be read is put here, so that it is not lost.
const UNREAD: &str = "beltline.progress.unread";

/// What is kept.
#[derive(Clone, Copy)]
pub(super) struct Kept {
    /// All of it.
    pub(super) progress: Live<Progress>,
    /// What is wrong with keeping it, in words.
    pub(super) trouble: Live<Option<String>>,
    /// The text that was written last.
    written: Live<String>,
}

impl Kept {
    /// As the browser kept it.
    pub(super) fn new() -> Self {
        let text = storage::load(KEPT).unwrap_or_default();
        let kept = Self {
            progress: Live::new(Progress::default()),
            trouble: Live::new(None),
            written: Live::new(String::new()),
        };
        kept.read(&text);
        if !storage::is_there() {
            kept.trouble.set(Some(copy::NOT_KEPT.to_owned()));
        }
        kept
    }

    fn read(self, text: &str) {
        if text.is_empty() {
            return;
        }
        let lost = match Progress::rescue(text) {
            Ok((progress, damage)) => {
                self.progress.set(progress);
                damage.first().map(|first| copy::damaged(&first.path, &first.why, damage.len()))
            }
            Err(error) => Some(copy::unreadable(&error.to_string())),
        };
        if lost.is_some() {
            storage::save(UNREAD, text);
        }
        self.trouble.set(lost);
        self.written.set(text.to_owned());
    }

    /// Changes what is kept, and writes it.
    pub(super) fn change<T>(self, change: impl FnOnce(&mut Progress, u64) -> T) -> T {
        let mut progress = self.progress.get_untracked();
        // Another page of this browser may have written meanwhile.
        let stored = storage::stored(KEPT).filter(|stored| self.written.with_untracked(|written| written != stored));
        if let Some(other) = stored.and_then(|stored| Progress::from_json(&stored).ok()) {
            progress.merge(other);
        }
        let changed = change(&mut progress, epoch_ms());
        self.write(progress);
        changed
    }

    fn write(self, progress: Progress) {
        let text = progress.to_json();
        if !storage::save(KEPT, &text) {
            self.trouble.set(Some(copy::NOT_KEPT.to_owned()));
        }
        self.written.set(text);
        self.progress.set(progress);
    }

    /// Joins what a file holds with what is kept; the error says what is wrong with the file.
    pub(super) fn import(self, text: &str) -> Result<(), String> {
        let other = Progress::from_json(text).map_err(|error| error.to_string())?;
        self.change(|progress, _| progress.merge(other));
        Ok(())
    }

    /// Forgets all of it.
    pub(super) fn forget(self) {
        self.trouble.set(None);
        self.write(Progress::default());
    }

    /// The block of a lesson that was reached, and whether the lesson was read to its end.
    pub(super) fn reached(self, lesson: &str) -> Option<(usize, bool)> {
        self.progress.with(|progress| progress.lessons.get(lesson).map(|lesson| (lesson.at, lesson.done)))
    }

    /// Notes the block that was reached.
    pub(super) fn reach(self, lesson: &Lesson, place: usize, done: bool) {
        self.change(|progress, now_ms| progress.reach(&lesson.id, place, done, now_ms));
    }

    /// What was committed to for the prediction at a place of a lesson.
    pub(super) fn guess(self, lesson: &str, place: usize) -> Option<Guess> {
        self.progress.with_untracked(|progress| progress.predicted(lesson, place).map(|one| one.guess.clone()))
    }

    /// Commits to a guess that was graded.
    pub(super) fn commit(self, lesson: &str, place: usize, guess: Guess, right: bool) {
        self.change(|progress, now_ms| {
            progress.commit(lesson, place, guess, now_ms);
            progress.grade(lesson, place, right);
        });
    }

    /// Forgets what was read and predicted of a lesson.
    pub(super) fn forget_lesson(self, lesson: &str) {
        self.change(|progress, _| progress.forget_lesson(lesson));
    }

    /// Notes an answer, and when its question comes back.
    pub(super) fn answer(self, question: &Question, answer: Answer) {
        let hash = question.content_hash();
        self.change(|progress, now_ms| Review::at(now_ms).answered(progress, &hash, answer));
    }
}
