//! All copy of the practice exam and its report.

use super::copy::{count, number};
use crate::course::{Calibration, Report, Task};

pub(super) const EXAM_ABOUT: &str = "Timed, by the exam's domains, no feedback until the end, then a report.";
pub(super) const EXAM_UNDER_WAY: &str = "An exam is under way. Its clock goes on.";
pub(super) const EXAM_RULES: &str = "As the real one: two minutes a question, and no feedback until the end.";
pub(super) const EXAM_POINTS: &[&str] = &[
    "Questions are drawn by the weights of the exam's domains, as far as the bank has them.",
    "Every choice is kept at once: you may reload or come back, but the clock goes on.",
    "Flag what you want to look at again. Go back and forth as you like.",
    "Where two answers are asked for, both must be right. What is left open counts as wrong.",
];
pub(super) const EXAM_LENGTH: &str = "Length";
pub(super) const EXAM_BEGIN: &str = "Begin the exam";
pub(super) const LAST_REPORT: &str = "Show the last report";
pub(super) const EXAM_AGAIN: &str = "Another exam";
pub(super) const TIME_LEFT: &str = "Time left";
pub(super) const WITHDRAWN: &str = "This question was edited after your exam began. It does not count.";
pub(super) const FLAG: &str = "Flag for later";
pub(super) const I_AM_SURE: &str = "I am sure";
pub(super) const ALL_QUESTIONS: &str = "All questions";
pub(super) const END: &str = "End the exam";
pub(super) const END_NOW: &str = "End it now";
pub(super) const NOT_YET: &str = "Not yet";

/// `20 questions, 40 minutes`.
pub(super) fn exam_length(count: usize) -> String {
    format!("{count} questions, {} minutes", count * 2)
}

/// `39:58 left`.
pub(super) fn time_left(ms: u64) -> String {
    let seconds = ms.div_ceil(1_000);
    format!("{}:{:02} left", seconds / 60, seconds % 60)
}

/// How many have an answer.
pub(super) fn answered(answered: usize, count: usize) -> String {
    format!("{answered} of {count} answered")
}

/// A question's button among all.
pub(super) fn slip(number: usize, given: bool, flagged: bool) -> String {
    let given = if given { "answered" } else { "open" };
    let flagged = if flagged { ", flagged" } else { "" };
    format!("Question {number}, {given}{flagged}")
}

/// Before the exam ends.
pub(super) fn end_asked(open: usize, flagged: usize) -> String {
    format!("{} open, {flagged} flagged. End the exam and see the report?", count(open, "question"))
}

pub(super) const REPORT: &str = "Report";
pub(super) const NO_REPORT: &str = "There is no report yet.";
pub(super) const DOMAINS: &str = "By domain";
pub(super) const TASKS: &str = "By task";
pub(super) const SHARE_HEADS: &[&str] = &["Part of the exam", "Right"];
pub(super) const WEAK: &str = "Read these again";
pub(super) const NOTHING_WEAK: &str = "No lesson stands out: everything was right.";

/// `14 of 20 right in 25:10.`
pub(super) fn score(report: &Report) -> String {
    let seconds = report.used_ms / 1_000;
    format!("{} of {} right, in {}:{:02} minutes", report.right, report.asked, seconds / 60, seconds % 60)
}

/// The scaled estimate.
pub(super) fn estimate(report: &Report) -> String {
    let passes = if report.would_pass() { "at or above" } else { "below" };
    format!(
        "Estimated score: {} of 1,000, {passes} the {} that pass.",
        number(u64::from(report.estimate())),
        Report::PASS
    )
}

/// A domain with its title.
pub(super) fn domain(domain: u8) -> String {
    format!("{domain}. {}", Task { domain, task: 1 }.domain_title())
}

/// A task with its title.
pub(super) fn task(task: Task) -> String {
    format!("{}.{} {}", task.domain, task.task, task.title())
}

/// `3 of 5`, or that nothing was asked.
pub(super) fn right_of(right: usize, asked: usize) -> String {
    if asked == 0 { "not asked".to_owned() } else { format!("{right} of {asked}") }
}

/// What went wrong of what a lesson teaches.
pub(super) fn wrong_of(wrong: usize, asked: usize) -> String {
    format!(", {wrong} of {asked} wrong")
}

/// Sure and unsure.
pub(super) fn calibration(calibration: &Calibration) -> String {
    let Calibration { sure_right, sure_wrong, unsure_right, unsure_wrong } = calibration;
    format!(
        "Where you were sure, {sure_right} of {} were right; where you were not, {unsure_right} of {}.",
        sure_right + sure_wrong,
        unsure_right + unsure_wrong
    )
}

/// A question of the report.
pub(super) fn mark(number: usize, right: bool, open: bool, flagged: bool) -> String {
    let verdict = match (right, open) {
        (true, _) => "right",
        (false, true) => "left open",
        (false, false) => "wrong",
    };
    let flagged = if flagged { ", flagged" } else { "" };
    format!("Question {number}: {verdict}{flagged}")
}
