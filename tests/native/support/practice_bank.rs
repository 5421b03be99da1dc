//! Banks of questions for practice, and records of learners.

use beltline::course::{
    Choice, Index, Inline, Lesson, LessonEntry, Level, Proof, Prose, Question, QuestionEntry, QuestionKind, Source,
    Task,
};

pub(crate) const DAY_MS: u64 = 24 * 60 * 60 * 1000;
/// A moment in November 2026.
pub(crate) const NOW_MS: u64 = 1_795_700_000_000;

pub(crate) fn words(text: &str) -> Vec<Inline> {
    vec![Inline::Text(text.to_owned())]
}

/// A question whose first option is right; of multiple response, whose first two are.
pub(crate) fn question(id: &str, domain: u8, lesson: &str, kind: QuestionKind) -> Question {
    let (right, count) = match kind {
        QuestionKind::Choice => (1, 4),
        QuestionKind::Response(right) => (usize::from(right), 5),
    };
    let option = |place: usize| Choice {
        text: words(&format!("Option {place}")),
        right: place < right,
        why: words(&format!("Why {place}")),
        change: None,
        misses: None,
        refuted_ms: None,
    };
    Question {
        id: id.to_owned(),
        task: Task { domain, task: 1 },
        level: Level::Easy,
        lesson: lesson.to_owned(),
        stem: vec![Prose::Paragraph(words(&format!("What of {id}?")))],
        kind,
        options: (0..count).map(option).collect(),
        explanation: vec![Prose::Paragraph(words("Because."))],
        values: Vec::new(),
        sources: vec![Source {
            title: "A page".into(),
            url: "https://example.com/a".into(),
            seen: "2026-11-23".into(),
        }],
        proof: Proof::Fact(words("A fact.")),
    }
}

/// A bank with so many questions of each domain, and the lessons `even` and `odd`, which teach them in turn.
pub(crate) fn bank(domains: [usize; 4]) -> (Index, Vec<Question>) {
    let lesson = |number: u32, id: &str| Lesson {
        id: id.to_owned(),
        number,
        title: id.to_owned(),
        idea: String::new(),
        minutes: 5,
        values: Vec::new(),
        sources: Vec::new(),
        blocks: Vec::new(),
    };
    let mut questions = Vec::new();
    for (domain, count) in (1..).zip(domains) {
        for number in 0..count {
            let lesson = if number % 2 == 0 { "even" } else { "odd" };
            let kind = if number % 3 == 2 { QuestionKind::Response(2) } else { QuestionKind::Choice };
            questions.push(question(&format!("q-{domain}-{number}"), domain, lesson, kind));
        }
    }
    let index = Index {
        lessons: vec![LessonEntry::of(&lesson(1, "odd")), LessonEntry::of(&lesson(2, "even"))],
        questions: questions.iter().map(|question| QuestionEntry::of(question, "topic")).collect(),
    };
    (index, questions)
}
