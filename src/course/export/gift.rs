//! Moodle's GIFT (<https://docs.moodle.org/en/GIFT_format>).

use super::html::{blocks, explanation, line};
use crate::course::question::{Question, QuestionKind};
use std::fmt::Write as _;

/// The questions in GIFT, with why each option is right or wrong as its feedback. GIFT gives parts of a point where the exam
/// gives none: of several right options each brings its part, and a wrong one takes everything away.
#[must_use]
pub fn gift(questions: &[&Question]) -> String {
    let mut out = "$CATEGORY: Beltline\n".to_owned();
    for question in questions {
        let _ = writeln!(out, "\n::{}::[html]{} {{", escape(&question.id), escape(&blocks(&question.stem)));
        for option in &question.options {
            let mark = match (question.kind, option.right) {
                (QuestionKind::Choice, true) => "=".to_owned(),
                (QuestionKind::Choice, false) => "~".to_owned(),
                (QuestionKind::Response(_), true) => format!("~%{}%", share(question.key().len())),
                (QuestionKind::Response(_), false) => "~%-100%".to_owned(),
            };
            let _ = writeln!(out, "\t{mark}{} #{}", escape(&line(&option.text)), escape(&line(&option.why)));
        }
        let _ = writeln!(out, "\t####{}\n}}", escape(&explanation(question)));
    }
    out
}

/// 100 per cent divided by a count, with the five digits that Moodle knows its fractions by.
fn share(count: usize) -> String {
    let hundred_thousandths = (10_000_000 + count / 2) / count.max(1);
    let text = format!("{}.{:05}", hundred_thousandths / 100_000, hundred_thousandths % 100_000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// HTML with the characters escaped that mean something in GIFT, in one line: an empty one would end the question.
fn escape(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    for c in html.chars() {
        match c {
            '\n' => out.push_str("<br/>"),
            '\\' | '~' | '=' | '#' | '{' | '}' | ':' => out.extend(['\\', c]),
            _ => out.push(c),
        }
    }
    out
}
