//! All copy of the course.

use super::library::Missing;
use crate::app::words;
use crate::course::{Level, Queue, Requirement, Sought, Task, TopicProgress};

pub(super) const COURSE: &str = "Course";
pub(super) const CONTENTS: &str = "Contents";
pub(super) const CONTENTS_TITLE: &str = "Kinesis, and the exam's questions on it";
pub(super) const TOOLS: &str = "Tools";
pub(super) const WAYS: &str = "Ways through the course";
pub(super) const COMING: &str = "On its way.";
pub(super) const LESSONS: &str = "Lessons";
pub(super) const PRACTICE: &str = "Questions";
pub(super) const BY_TOPIC: &str = "By topic";
pub(super) const REVIEW: &str = "Review";
pub(super) const EXAM: &str = "Practice exam";
pub(super) const TABLE: &str = "Table";

/// What the course holds.
pub(super) fn contents_about(lessons: usize, questions: usize) -> String {
    format!(
        "{lessons} lessons, each with something to predict and to watch, and {questions} questions in the style of the AWS \
         developer exam (DVA-C02). Where it can, the engine proves the answer."
    )
}

/// The thing to do next.
pub(super) fn go_on(title: &str, begun: bool) -> String {
    if begun { format!("Go on: {title}") } else { format!("Begin: {title}") }
}

/// `8 minutes`.
pub(super) fn minutes(minutes: u32) -> String {
    if minutes == 1 { "1 minute".to_owned() } else { format!("{minutes} minutes") }
}

/// How far a lesson is, after its minutes.
pub(super) fn lesson_state(reached: Option<(usize, bool)>) -> &'static str {
    match reached {
        Some((_, true)) => ", read",
        Some((_, false)) => ", begun",
        None => "",
    }
}

/// A topic's name on the page.
pub(super) fn topic(name: &str) -> String {
    let mut words = name.replace('-', " ");
    if let Some(first) = words.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    words
}

/// How far a topic is.
pub(super) fn topic_state(topic: &TopicProgress) -> String {
    let TopicProgress { questions, answered, right, .. } = topic;
    if *answered == 0 { count(*questions, "question") } else { format!("{right} of {questions} right") }
}

/// `1 question`, `3 questions`.
pub(super) fn count(number: usize, what: &str) -> String {
    if number == 1 { format!("1 {what}") } else { format!("{number} {what}s") }
}

/// What there is to review.
pub(super) fn queue(queue: &Queue, now_ms: u64) -> String {
    let (due, fresh) = (queue.due.len(), queue.fresh.len());
    match (due, fresh) {
        (0, 0) => match queue.next_ms {
            Some(next_ms) => {
                format!("Nothing is due. The next question comes back {}.", in_time(next_ms.saturating_sub(now_ms)))
            }
            None => "Nothing is due today.".to_owned(),
        },
        (0, fresh) => format!("{} today. What you were unsure of comes back sooner.", count(fresh, "new question")),
        (due, 0) => format!("{} due.", count(due, "question")),
        (due, fresh) => format!("{} due, and {} today.", count(due, "question"), count(fresh, "new question")),
    }
}

fn in_time(ms: u64) -> String {
    let minutes = ms.div_ceil(60_000);
    match minutes {
        0..=89 => format!("in {}", count(minutes as usize, "minute")),
        90..=2_159 => format!("in {}", count((minutes / 60) as usize, "hour")),
        _ => format!("in {}", count((minutes / 1_440) as usize, "day")),
    }
}

// Lessons.

pub(super) const NOTES: &str = "For the teacher";
pub(super) const WATCH: &str = "Watch";
pub(super) const SHOW: &str = "Show it on the stage";
pub(super) const AGAIN: &str = "Show it again";
pub(super) const CONTINUE: &str = "Continue";
pub(super) const SKIP: &str = "Skip";
pub(super) const FINISH: &str = "Finish the lesson";
pub(super) const FINISHED: &str = "Lesson finished.";
pub(super) const NEXT_LESSON: &str = "Next:";
pub(super) const OPEN_NEXT: &str = "Open the next lesson";
pub(super) const LAST_LESSON: &str = "This was the last lesson. The practice exam awaits you under Contents.";
pub(super) const FORGET_LESSON: &str = "Forget my predictions here";
pub(super) const SOURCES: &str = "Sources";
pub(super) const VALUES: &str = "What has changed since the exam's material";
pub(super) const VALUE_HEADS: &[&str] = &["Value", "In the exam", "Today"];

/// `Lesson 3, 10 minutes, 6 steps`.
pub(super) fn lesson_number(number: u32, minutes: u32, steps: usize) -> String {
    format!("Lesson {number}, {}, {}", self::minutes(minutes), count(steps, "step"))
}

/// `Step 2 of 5`.
pub(super) fn step_of(step: usize, count: usize) -> String {
    format!("Step {step} of {count}")
}

/// When a page was read.
pub(super) fn seen(day: &str) -> String {
    format!(", read on {day}")
}

/// A value as it is today.
pub(super) fn today_since(today: &str, since: &str) -> String {
    format!("{today} (since {since})")
}

/// Why something of the course is not shown.
pub(super) fn missing(missing: &Missing) -> String {
    match missing {
        Missing::Absent => words::PART_ABSENT.to_owned(),
        Missing::Unknown(reason) => reason.clone(),
    }
}

/// There is no such lesson.
pub(super) fn no_lesson(id: &str) -> String {
    format!("There is no lesson \"{id}\". Choose one under Contents.")
}

/// There is no such topic.
pub(super) fn no_topic(name: &str) -> String {
    format!("There is no topic \"{name}\". Choose one under Contents.")
}

/// There is no such question.
pub(super) fn no_question(id: &str) -> String {
    format!("There is no question \"{id}\". Choose a topic under Contents.")
}

/// The stage cannot show a setting.
pub(super) fn no_setting(reason: &str) -> String {
    format!("This scene cannot be shown: {reason}")
}

/// A run gives no figures.
pub(super) fn no_run(reason: &str) -> String {
    format!("This run could not be measured: {reason}")
}

// Goals.

pub(super) const GOAL: &str = "Goal:";
pub(super) const SOLUTION: &str = "Show a solution";

/// A moment in words.
fn moment(at_ms: u64) -> String {
    let (minutes, seconds, rest) = (at_ms / 60_000, at_ms / 1_000 % 60, at_ms % 1_000);
    let part = if rest == 0 { String::new() } else { format!(".{rest:03}") };
    format!("{minutes}:{seconds:02}{part}")
}

/// Not measured yet.
pub(super) fn goal_open(at_ms: u64) -> String {
    format!("Measured when the clock stands at {}. Change what you like with the tools.", moment(at_ms))
}

/// Reached.
pub(super) fn goal_reached(value: u64, at_ms: u64) -> String {
    format!("Reached: {} at {}.", number(value), moment(at_ms))
}

/// Not reached.
pub(super) fn goal_missed(value: u64, requirement: &Requirement) -> String {
    format!(
        "Not reached: {} at {}, and it must be {}. Go back in time, change something, and try again.",
        number(value),
        moment(requirement.figure.at_ms),
        requirement.bound
    )
}

/// A number with commas.
pub(super) fn number(value: u64) -> String {
    crate::app::figures::count(value)
}

// Predictions.

pub(super) const PREDICT: &str = "Your prediction";
pub(super) const COMMIT: &str = "Commit, and let it run";
pub(super) const RUNNING: &str = "The engine plays it. The answer comes when the clock gets there.";
pub(super) const TO_THE_END: &str = "Go to the end";
pub(super) const YOUR_NUMBER: &str = "Your number";
pub(super) const ORDER_ABOUT: &str = "Put the highest first.";
pub(super) const RIGHT_GUESS: &str = "Right.";
pub(super) const WRONG_GUESS: &str = "Not quite.";
pub(super) const NOT_GUESSED: &str = "Played without a guess.";
pub(super) const IT_WAS: &str = "It came out as:";

/// What is missing before one can commit.
pub(super) fn no_guess(sought: &Sought) -> &'static str {
    match sought {
        Sought::Number { .. } => "Write a whole number, such as 40.",
        Sought::Order { .. } => "Put the items in order.",
        Sought::Choice { .. } => "Choose one of the answers.",
    }
}

/// `41 records`.
pub(super) fn with_unit(value: u64, unit: &str) -> String {
    format!("{} {unit}", number(value))
}

/// Name of a button.
pub(super) fn move_up(item: &str) -> String {
    format!("Move up: {item}")
}

/// Name of a button.
pub(super) fn move_down(item: &str) -> String {
    format!("Move down: {item}")
}

// Questions.

pub(super) const QUESTION: &str = "Question";
pub(super) const ANSWER_SURE: &str = "Answer, I am sure";
pub(super) const ANSWER_UNSURE: &str = "Answer, I am unsure";
pub(super) const RIGHT: &str = "Right.";
pub(super) const WRONG: &str = "Wrong. Each option says why.";
pub(super) const SHOW_ME: &str = "Show me";
pub(super) const RESTS_ON: &str = "The key rests on a cited fact:";
pub(super) const NEXT_QUESTION: &str = "Next question";
pub(super) const PREVIOUS: &str = "Previous question";
pub(super) const TAUGHT_BY: &str = "Taught in:";
pub(super) const ROUND_OVER: &str = "That was the last one";
pub(super) const TO_CONTENTS: &str = "Back to the contents";

/// Domain, task, difficulty, and what the key rests on.
pub(super) fn about_question(task: Task, level: Level, proved: bool) -> String {
    let level = match level {
        Level::Easy => "easy",
        Level::Medium => "medium",
        Level::Hard => "hard",
    };
    let proof = if proved { "proved by the engine" } else { "rests on a cited fact" };
    format!("Domain {}, task {}: {level}, {proof}", task.domain, task.task)
}

/// How many are to be chosen.
pub(super) fn choose(count: usize) -> String {
    match count {
        1 => "Choose one answer.".to_owned(),
        2 => "Choose two answers.".to_owned(),
        3 => "Choose three answers.".to_owned(),
        many => format!("Choose {many} answers."),
    }
}

/// Too few or too many were chosen.
pub(super) fn want_choice(wanted: usize, chosen: usize) -> String {
    match (wanted, chosen) {
        (1, _) => "Choose an answer first.".to_owned(),
        (wanted, 0) => format!("Choose {wanted} answers first."),
        (wanted, chosen) => format!("Choose just {wanted} answers; {chosen} are chosen."),
    }
}

/// How an option was, before its reason.
pub(super) fn verdict_of_option(right: bool, chosen: bool) -> &'static str {
    match (right, chosen) {
        (true, true) => "Right, and chosen.",
        (true, false) => "Right, but not chosen.",
        (false, true) => "Wrong, but chosen.",
        (false, false) => "Wrong.",
    }
}

/// What was measured where an option is decided.
pub(super) fn shown(requirement: &Requirement, value: u64, at_ms: u64) -> String {
    let holds = if requirement.bound.holds(value) { "met" } else { "missed" };
    format!(
        "The stage stands at {}. Required: {}. Measured here: {}; it must be {}. {}.",
        moment(at_ms),
        requirement.says.trim_end_matches('.'),
        number(value),
        requirement.bound,
        if holds == "met" { "So it is met" } else { "So it is missed" }
    )
}

/// `Question 3 of 20`.
pub(super) fn question_of(at: usize, count: usize) -> String {
    format!("Question {at} of {count}")
}

/// How a round went.
pub(super) fn round_score(right: usize, count: usize) -> String {
    format!("{right} of {count} right.")
}

// What is kept.

pub(super) const YOUR_PROGRESS: &str = "Your progress";
pub(super) const PROGRESS_ABOUT: &str = "It stays in this browser and goes nowhere. Take it with you as a file.";
pub(super) const EXPORT: &str = "Export";
pub(super) const IMPORT: &str = "Import";
pub(super) const FORGET: &str = "Forget everything";
pub(super) const FORGET_NOW: &str = "Really forget everything";
pub(super) const FORGOTTEN: &str = "Everything is forgotten.";
pub(super) const WRONG_ANSWERS: &str = "Your wrong answers, for other programs";
pub(super) const ANKI: &str = "Anki";
pub(super) const GIFT: &str = "Moodle GIFT";
pub(super) const QTI: &str = "QTI 3";

/// A file was handed out, or not.
pub(super) fn exported(name: &str, done: bool) -> String {
    if done {
        format!("The file {name} is on its way to your downloads.")
    } else {
        "This browser does not let the page hand out a file.".to_owned()
    }
}

/// How many questions were wrong when they were last answered.
pub(super) fn wrong_answers(wrong: usize) -> String {
    match wrong {
        0 => "Nothing is wrong so far.".to_owned(),
        wrong => format!("{} answered wrong the last time.", count(wrong, "question")),
    }
}

/// Name of a button.
pub(super) fn wrong_answers_as(format: &str) -> String {
    format!("Export your wrong answers as {format}")
}

pub(super) const IMPORTED: &str = "The file was joined with what is kept here.";
pub(super) const NOT_IMPORTED: &str =
    "This file cannot be read. Choose a file that Beltline has exported, of at most 5 MB.";
pub(super) const NOT_KEPT: &str =
    "This browser keeps nothing for this page: your progress is gone when you close it. Export it if you need it.";
pub(super) const EXPORTS: &str = "All questions, for other programs";
pub(super) const EXPORT_FILES: &[(&str, &str)] = &[
    ("Anki, as text", "lessons/export/beltline-anki.txt"),
    ("Moodle, as GIFT", "lessons/export/beltline.gift.txt"),
    ("QTI 3 package", "lessons/export/beltline-qti3.zip"),
];

/// What was kept is not what this page writes.
pub(super) fn unreadable(reason: &str) -> String {
    format!(
        "Your earlier progress could not be read, so this is a new beginning. {reason} The old text stays in this browser."
    )
}

/// A part of it is not.
pub(super) fn damaged(path: &str, why: &str, count: usize) -> String {
    let more = if count > 1 { format!(", and {} more", count - 1) } else { String::new() };
    format!(
        "A part of your progress could not be read ({path}: {why}{more}). The rest is here, and the old text stays in this browser."
    )
}
