//! How predictions and questions are graded, and how their content is known again.

use crate::support::course_files::{LESSON, QUESTIONS, files};
use beltline::course::{Guess, Question, QuestionKind, Sought, Task};
use beltline_course::read;

fn question(questions: &str) -> Question {
    let course = read(&files(LESSON, questions)).expect("the files have no mistake");
    course.questions().next().expect("there is one").what.clone()
}

fn response() -> Question {
    let mut question = question(QUESTIONS);
    question.kind = QuestionKind::Response(2);
    question.options[2].right = true;
    question
}

#[test]
fn one_of_four_is_right() {
    let question = question(QUESTIONS);
    assert_eq!((question.choose(), question.key()), (1, vec![0]));
    assert!(question.grade(&[0]).right);
    for chosen in [&[1][..], &[], &[0, 1], &[0, 1, 2, 3]] {
        assert!(!question.grade(chosen).right, "{chosen:?}");
    }
}

#[test]
fn several_are_right_together_or_not_at_all() {
    let question = response();
    assert!(question.grade(&[0, 2]).right);
    assert!(question.grade(&[2, 0]).right);
    for chosen in [&[0][..], &[2], &[0, 1], &[0, 1, 2], &[]] {
        assert!(!question.grade(chosen).right, "{chosen:?}");
    }
    let verdict = question.grade(&[3, 0]);
    assert_eq!((verdict.hit, verdict.missed, verdict.wrong), (vec![0], vec![2], vec![3]));
}

#[test]
fn content_is_what_is_asked_and_what_is_right() {
    let hash = question(QUESTIONS).content_hash();
    assert_eq!(hash.len(), 16);
    let changed = |from: &str, to: &str| question(&QUESTIONS.replacen(from, to, 1)).content_hash();
    for (from, to) in [
        ("explanation = \"Reading", "explanation = \"To read"),
        ("why = \"No.\"", "why = \"Not so.\""),
        ("seen = 2026-11-23", "seen = 2026-11-24"),
        ("level = \"easy\"", "level = \"hard\""),
    ] {
        assert_eq!(changed(from, to), hash, "{to}");
    }
    for (from, to) in [
        ("stem = \"How many may", "stem = \"How few may"),
        ("text = \"Two\"", "text = \"Two or so\""),
        ("text = \"All\"\nright = true", "text = \"All\""),
    ] {
        let questions = QUESTIONS.replacen(from, to, 1).replacen(
            "text = \"One\"\n",
            if from.contains("right") { "text = \"One\"\nright = true\n" } else { "text = \"One\"\n" },
            1,
        );
        assert_ne!(question(&questions).content_hash(), hash, "{to}");
    }
}

#[test]
fn a_number_may_be_off_by_its_tolerance() {
    let course = read(&files(LESSON, QUESTIONS)).expect("the files have no mistake");
    let sought = course.lessons[0].what.blocks.iter().find_map(|block| match block {
        beltline::course::Block::Predict(prediction) => Some(prediction.sought.clone()),
        _ => None,
    });
    let sought = sought.expect("the lesson has a prediction");
    for (guess, right) in [(100, true), (90, true), (110, true), (89, false), (111, false), (0, false)] {
        assert_eq!(sought.grade(&[100], &Guess::Number(guess)).right, right, "{guess}");
    }
    assert!(sought.grade(&[0], &Guess::Number(0)).right);
    assert!(!sought.grade(&[0], &Guess::Number(1)).right);
    assert!(!sought.grade(&[100], &Guess::Choice(0)).right);
    assert_eq!(sought.decided_ms(), 5_000);
}

#[test]
fn an_order_may_turn_equals_round() {
    let course = read(&files(LESSON, QUESTIONS)).expect("the files have no mistake");
    let figure = course.lessons[0].what.blocks.iter().find_map(|block| match block {
        beltline::course::Block::Predict(prediction) => Some(prediction.sought.figures()[0].clone()),
        _ => None,
    });
    let figure = figure.expect("the lesson has a prediction");
    let item = beltline::course::Item { text: Vec::new(), figure };
    let sought = Sought::Order { items: vec![item.clone(), item.clone(), item] };
    let grade = |measured: &[u64], guess: &[usize]| sought.grade(measured, &Guess::Order(guess.to_vec())).right;
    assert!(grade(&[9, 5, 1], &[0, 1, 2]));
    assert!(grade(&[1, 5, 9], &[2, 1, 0]));
    assert!(grade(&[5, 5, 1], &[1, 0, 2]));
    assert!(!grade(&[9, 5, 1], &[1, 0, 2]));
    assert!(!grade(&[9, 5, 1], &[0, 1]), "one is missing");
    assert!(!grade(&[9, 5, 1], &[0, 0, 2]), "one stands twice");
    assert_eq!(sought.grade(&[1, 9, 5], &Guess::Order(vec![])).truth, Guess::Order(vec![1, 2, 0]));
}

#[test]
fn the_domains_are_those_of_the_exam_guide() {
    assert_eq!((1..=Task::DOMAINS).map(Task::tasks).collect::<Vec<_>>(), [3, 3, 4, 3]);
    let weights = (1..=Task::DOMAINS).filter_map(|domain| Task::new(domain, 1)).map(Task::domain_weight_percent);
    assert_eq!(weights.map(u32::from).sum::<u32>(), 100);
    assert_eq!(Task::new(1, 2).map(Task::title), Some("Develop code for AWS Lambda"));
    assert_eq!(Task::new(4, 4), None);
    assert_eq!(Task::new(0, 1), None);
}
