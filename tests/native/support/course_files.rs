//! A small course without mistakes, to put mistakes into.

use beltline_course::{Files, play, read};

pub(crate) const LESSON: &str = r#"+++
title = "Belts"
idea = "Reading takes nothing away."
minutes = 8

[[value]]
what = "Largest record"
exam = "1 MB"
today = "10 MiB"
since = "2025-10-27"

[[source]]
title = "Concepts"
page = "SDG:key-concepts"
seen = 2026-11-23
+++

Belts go on with *time*, see [reading](#reading), [this lesson](lesson:belts) and [a scene](scene:hot-key).

```scene
scene = "first-belt"
look = "The belts"
```

## Reading

Reading takes nothing away.

```predict
kind = "number"
ask = "How many records are taken in five seconds?"
why = "Four a second."
unit = "records"
answer = 20
tolerance_percent = 10
[figure]
measure = "accepted_records"
at_ms = 5000
```

```notes
Ask first.
```

```question
id = "who-reads"
```
"#;

pub(crate) const QUESTIONS: &str = r#"[[question]]
id = "who-reads"
domain = 1
task = 1
level = "easy"
lesson = "belts"
kind = "choice"
stem = "How many may read?"
explanation = "Reading takes nothing away."

[[question.option]]
text = "All"
right = true
why = "Yes."

[[question.option]]
text = "One"
why = "No."

[[question.option]]
text = "Two"
why = "No."

[[question.option]]
text = "Three"
why = "No."

[[question.source]]
title = "Concepts"
page = "SDG:key-concepts"
seen = 2026-11-23

[question.proof]
fact = "Reading takes nothing away."

[[question]]
id = "how-many"
domain = 1
task = 3
level = "medium"
lesson = "belts"
kind = "choice"
stem = "How many shards do 1,500 records a second need?"
explanation = "A shard takes 1,000."

[[question.option]]
text = "Two shards"
why = "Yes."
right = true
change = { streams = { clicks = { shards = 2 } } }

[[question.option]]
text = "Four"
why = "No."
misses = "taken"
refuted_ms = 8000
change = {}

[[question.option]]
text = "One half"
why = "No."
cited = true

[[question.option]]
text = "None"
why = "No."
cited = true

[[question.source]]
title = "Quotas"
page = "SDG:service-sizes-and-limits"
seen = 2026-11-23

[question.proof.scenario]
version = 1
streams = [{ name = "clicks", shards = 1 }]
[[question.proof.scenario.producers]]
name = "shop"
stream = "clicks"
records_per_second = 1500
keys = { mix = "in_turn", keys = ["a", "1"] }

[[question.proof.require]]
id = "taken"
says = "nothing is refused"
measure = "refused_puts"
at_ms = 9000
at_most = 0
"#;

/// The course with these files.
pub(crate) fn files(lesson: &str, questions: &str) -> Files {
    let mut files = Files::default();
    files.0.insert("lessons/01-belts.md".to_owned(), lesson.to_owned());
    files.0.insert("lessons/questions/belts.toml".to_owned(), questions.to_owned());
    files
}

/// What comes out otherwise than it is written, once it is played.
pub(crate) fn played(lesson: &str, questions: &str) -> Vec<String> {
    let course = read(&files(lesson, questions)).expect("the files have no mistake");
    play(&course).mistakes.iter().map(ToString::to_string).collect()
}

/// What is said of it.
pub(crate) fn mistakes(lesson: &str, questions: &str) -> Vec<String> {
    read(&files(lesson, questions)).err().unwrap_or_default().iter().map(ToString::to_string).collect()
}

/// What is said after a replacement in the lesson.
pub(crate) fn lesson_mistake(from: &str, to: &str) -> String {
    assert!(LESSON.contains(from), "the lesson holds {from:?}");
    mistakes(&LESSON.replacen(from, to, 1), QUESTIONS).join("\n")
}

/// What is said after a replacement in the questions.
pub(crate) fn question_mistake(from: &str, to: &str) -> String {
    assert!(QUESTIONS.contains(from), "the questions hold {from:?}");
    mistakes(LESSON, &QUESTIONS.replacen(from, to, 1)).join("\n")
}
