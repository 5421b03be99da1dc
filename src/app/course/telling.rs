//! What the course tells whoever embeds the page.

use super::{Course, copy};
use crate::app::embed::{self, Score, Told};
use crate::course::{Answer, Lesson, Prose, Question, Report, plain};
use crate::web::clock::epoch_ms;

impl Course {
    /// Keeps a graded answer to a question that was asked at `asked_ms`, and tells it.
    pub(super) fn answered(self, question: &Question, answer: Answer, asked_ms: u64) {
        self.host().tell(Told::Answered(embed::Answer {
            question: question.id.clone(),
            stem: question.stem.iter().map(words_of).collect::<Vec<_>>().join(" "),
            right: answer.right,
            chosen: answer.chosen.clone(),
            sure: Some(answer.sure),
            took_ms: answer.at_ms.checked_sub(asked_ms),
        }));
        self.kept().answer(question, answer);
    }

    /// Tells that a lesson was gone through to its end.
    pub(super) fn completed(self, lesson: &Lesson, opened_ms: u64) {
        self.host().tell(Told::Completed {
            lesson: lesson.id.clone(),
            title: lesson.title.clone(),
            took_ms: epoch_ms().checked_sub(opened_ms),
        });
    }

    /// Tells how an exam came out.
    pub(super) fn exam_over(self, report: &Report) {
        let score = Score {
            activity: "dva-c02".to_owned(),
            title: copy::EXAM.to_owned(),
            right: u32::try_from(report.right).unwrap_or_default(),
            asked: u32::try_from(report.asked).unwrap_or_default(),
            took_ms: Some(report.used_ms),
        };
        self.host().tell(if report.would_pass() { Told::Passed(score) } else { Told::Failed(score) });
    }
}

/// A block as plain text, as far as a stem has any.
fn words_of(block: &Prose) -> String {
    match block {
        Prose::Heading(_, _, words) | Prose::Paragraph(words) => plain(words),
        Prose::Points(items) | Prose::Steps(items) => {
            items.iter().flatten().map(words_of).collect::<Vec<_>>().join(" ")
        }
        Prose::Quote(inner) => inner.iter().map(words_of).collect::<Vec<_>>().join(" "),
        Prose::Code(_, lines) => lines.clone(),
        Prose::Table(..) | Prose::Break => String::new(),
    }
}
