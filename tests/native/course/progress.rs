//! What is kept of a learner: written, read back, rescued, joined.

use crate::support::practice_bank::{DAY_MS, NOW_MS, bank};
use beltline::course::{
    Answer, Card, Exam, Guess, Progress, ProgressError, Rating, Report, Review, Seen, TopicProgress,
};
use proptest::collection::vec;
use proptest::prelude::*;

fn answer(at_ms: u64, right: bool) -> Answer {
    Answer { at_ms, chosen: vec![usize::from(!right)], right, sure: true, seen: Seen::Topic }
}

/// Something a learner does.
#[derive(Clone, Debug)]
enum Deed {
    Reach(u8, usize, bool),
    Commit(u8, usize, u64),
    Grade(u8, usize, bool),
    Answer(u8, bool, bool),
    Begin(u64),
    ExamAnswer(usize, usize),
    Finish,
}

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        (0..3u8, 0..20usize, any::<bool>()).prop_map(|(lesson, at, done)| Deed::Reach(lesson, at, done)),
        (0..3u8, 0..3usize, 0..9u64).prop_map(|(lesson, place, guess)| Deed::Commit(lesson, place, guess)),
        (0..3u8, 0..3usize, any::<bool>()).prop_map(|(lesson, place, right)| Deed::Grade(lesson, place, right)),
        (0..4u8, any::<bool>(), any::<bool>()).prop_map(|(question, right, sure)| Deed::Answer(question, right, sure)),
        (0..3u64).prop_map(Deed::Begin),
        (0..5usize, 0..4usize).prop_map(|(place, option)| Deed::ExamAnswer(place, option)),
        Just(Deed::Finish),
    ]
}

/// A record of what a learner did, each deed so much later than the one before.
fn learner(deeds: &[(Deed, u64)]) -> Progress {
    let (index, questions) = bank([4, 0, 0, 2]);
    let questions: Vec<_> = questions.iter().collect();
    let mut progress = Progress::default();
    let mut now_ms = NOW_MS;
    for (deed, later_ms) in deeds {
        now_ms += later_ms;
        let review = Review::at(now_ms);
        match deed {
            Deed::Reach(lesson, at, done) => progress.reach(&format!("lesson-{lesson}"), *at, *done, now_ms),
            Deed::Commit(lesson, place, guess) => {
                progress.commit(&format!("lesson-{lesson}"), *place, Guess::Number(*guess), now_ms);
            }
            Deed::Grade(lesson, place, right) => progress.grade(&format!("lesson-{lesson}"), *place, *right),
            Deed::Answer(question, right, sure) => {
                let answer = Answer { sure: *sure, ..answer(now_ms, *right) };
                review.answered(&mut progress, &index.questions[usize::from(*question)].hash, answer);
            }
            Deed::Begin(seed) => progress.exam = Some(Exam::draw(&index, *seed, 5, now_ms)),
            Deed::ExamAnswer(place, option) => {
                if let Some(exam) = &mut progress.exam {
                    exam.answer(*place, &[*option], false, now_ms);
                    exam.flag(*place);
                    exam.go(*place);
                }
            }
            Deed::Finish => {
                progress.finish_exam(&index, &questions, &review);
            }
        }
    }
    progress
}

fn progress() -> impl Strategy<Value = Progress> {
    vec((deed(), 0..3_000_000u64), 0..40).prop_map(|deeds| learner(&deeds))
}

fn merged(mut a: Progress, b: Progress) -> Progress {
    a.merge(b);
    a
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn a_record_comes_back_from_its_text(progress in progress()) {
        prop_assert_eq!(Progress::from_json(&progress.to_json()), Ok(progress));
    }

    #[test]
    fn joining_has_no_order_and_is_done_once(a in progress(), b in progress()) {
        let both = merged(a.clone(), b.clone());
        prop_assert_eq!(&both, &merged(b.clone(), a.clone()));
        prop_assert_eq!(&both, &merged(both.clone(), b.clone()));
        prop_assert_eq!(&a, &merged(a.clone(), a.clone()));
        prop_assert_eq!(&a, &merged(a.clone(), Progress::default()));
        prop_assert_eq!(&a, &merged(Progress::default(), a.clone()));
    }

    #[test]
    fn joining_never_loses_the_newer(a in progress(), b in progress()) {
        let both = merged(a.clone(), b.clone());
        for one in [&a, &b] {
            for (hash, answers) in &one.answers {
                prop_assert!(both.answers[hash].last() >= answers.last());
            }
            for (hash, card) in &one.cards {
                prop_assert!(both.cards[hash].reviewed_ms >= card.reviewed_ms);
            }
            for (id, lesson) in &one.lessons {
                prop_assert!(both.lessons[id].read_ms >= lesson.read_ms);
                prop_assert!(both.lessons[id].done >= lesson.done);
                for place in lesson.predictions.keys() {
                    prop_assert!(both.lessons[id].predictions.contains_key(place));
                }
            }
            let newest = |progress: &Progress| progress.reports.iter().map(Report::ended_ms).max();
            prop_assert!(newest(&both) >= newest(one));
        }
    }

    #[test]
    fn no_text_makes_it_panic(text in "[\\[\\]{}\":,a-z0-9 ]{0,80}") {
        let _ = Progress::from_json(&text);
        let _ = Progress::from_json(&format!("{{\"beltline\":\"progress\",\"version\":1,\"cards\":{text}}}"));
    }
}

#[test]
fn every_error_says_what_to_do() {
    let told = |text: &str| Progress::from_json(text).expect_err("it is not sound").to_string();
    let with = |rest: &str| told(&format!("{{\"beltline\":\"progress\",\"version\":1,{rest}}}"));
    let choose = "Choose a file that Beltline has exported.";
    assert_eq!(told("oops"), format!("This is not JSON: it breaks off at line 1, column 1. {choose}"));
    assert_eq!(told(""), format!("This is not JSON: it breaks off at line 1, column 1. {choose}"));
    assert_eq!(told("{\n  \"a\": ]"), format!("This is not JSON: it breaks off at line 2, column 8. {choose}"));
    let other = format!("This is JSON, but no progress of Beltline's. {choose}");
    assert_eq!(told("[]"), other);
    assert_eq!(told("{\"version\":1}"), other);
    assert_eq!(told("{\"beltline\":\"scenario\",\"version\":1}"), other);
    assert_eq!(
        told("{\"beltline\":\"progress\",\"version\":2}"),
        "A newer Beltline has written this: its version is 2, this page knows 1. Reload the page and try again."
    );
    let damaged = |path: &str, why: &str| {
        format!("The progress is damaged at {path}: {why}. Choose another export, or mend it there in a text editor.")
    };
    assert_eq!(told("{\"beltline\":\"progress\"}"), damaged("version", "it is not 1"));
    assert_eq!(with("\"lessons\":[]"), damaged("lessons", "an object is needed here"));
    assert_eq!(with("\"reports\":{}"), damaged("reports", "a list is needed here"));
    assert_eq!(with("\"answers\":{\"ab\":7}"), damaged("answers.ab", "a list is needed here"));
    assert_eq!(with("\"cards\":{\"ab\":{\"due_ms\":1}}"), damaged("cards.ab", "missing field `reviewed_ms`"));
    let answers = "\"answers\":{\"ab\":[{\"at_ms\":1,\"chosen\":[0],\"right\":true,\"sure\":1,\"seen\":\"topic\"}]}";
    assert_eq!(with(answers), damaged("answers.ab[0]", "invalid type: integer `1`, expected a boolean"));
}

#[test]
fn what_is_sound_of_a_damaged_record_is_rescued() {
    let mut progress = Progress::default();
    progress.reach("the-belt", 4, true, NOW_MS);
    progress.note("ab", answer(NOW_MS, true));
    progress.note("ab", answer(NOW_MS + 1, false));
    let text = progress.to_json().replacen("\"right\":true", "\"right\":\"maybe\"", 1);
    assert!(matches!(Progress::from_json(&text), Err(ProgressError::Damaged(_))));
    let (rescued, lost) = Progress::rescue(&text).expect("it is a record");
    assert_eq!(lost.iter().map(|damage| damage.path.as_str()).collect::<Vec<_>>(), ["answers.ab[0]"]);
    assert!(rescued.lessons["the-belt"].done);
    assert_eq!(rescued.answers["ab"], [answer(NOW_MS + 1, false)]);
}

#[test]
fn what_is_read_is_in_order_and_within_bounds() {
    let raw: Vec<Answer> = (0..50).rev().map(|number| answer(NOW_MS + number, true)).collect();
    let raw = serde_json::to_string(&raw).expect("it has a form in JSON");
    let text = format!("{{\"beltline\":\"progress\",\"version\":1,\"answers\":{{\"ab\":{raw}}}}}");
    let progress = Progress::from_json(&text).expect("it is sound");
    let answers = &progress.answers["ab"];
    assert_eq!(answers.len(), Progress::ANSWERS_MAX);
    assert_eq!(answers.last().map(|last| last.at_ms), Some(NOW_MS + 49));
    assert!(answers.is_sorted());
}

#[test]
fn a_guess_is_committed_to_once() {
    let mut progress = Progress::default();
    assert!(progress.commit("the-belt", 3, Guess::Number(5), NOW_MS));
    assert!(!progress.commit("the-belt", 3, Guess::Number(6), NOW_MS + 1));
    progress.grade("the-belt", 3, false);
    progress.grade("the-belt", 3, true);
    let predicted = progress.predicted("the-belt", 3).expect("it is kept");
    assert_eq!((&predicted.guess, predicted.right), (&Guess::Number(5), Some(false)));
    progress.forget_lesson("the-belt");
    assert_eq!(progress.predicted("the-belt", 3), None);
}

#[test]
fn histories_and_reports_are_bounded() {
    let (index, questions) = bank([3, 0, 0, 0]);
    let questions: Vec<_> = questions.iter().collect();
    let mut progress = Progress::default();
    for number in 0..30 {
        let now_ms = NOW_MS + number * DAY_MS;
        progress.note("ab", answer(now_ms, true));
        progress.exam = Some(Exam::draw(&index, number, 3, now_ms));
        progress.finish_exam(&index, &questions, &Review::at(now_ms + 1));
    }
    assert_eq!(progress.answers["ab"].len(), 20);
    let seeds: Vec<u64> = progress.reports.iter().map(|report| report.seed).collect();
    assert!(seeds.into_iter().eq(10..30), "the newest stay");
}

#[test]
fn an_exam_under_way_outlives_the_page_but_not_its_end() {
    let (index, questions) = bank([5, 0, 0, 0]);
    let mut here = Progress { exam: Some(Exam::draw(&index, 1, 5, NOW_MS)), ..Progress::default() };
    if let Some(exam) = &mut here.exam {
        exam.answer(2, &[1], true, NOW_MS + 9);
        exam.flag(4);
        exam.go(3);
    }
    let saved = here.to_json();
    let again = Progress::from_json(&saved).expect("it is sound");
    assert_eq!(again.exam, here.exam);
    assert_eq!(again.exam.as_ref().map(|exam| exam.at), Some(3));

    let questions: Vec<_> = questions.iter().collect();
    here.finish_exam(&index, &questions, &Review::at(NOW_MS + 10)).expect("there is one");
    assert_eq!(merged(here, again).exam, None, "an old file does not bring it back");
}

#[test]
fn wrong_answers_are_those_not_mended_since() {
    let mut progress = Progress::default();
    progress.note("aa", answer(NOW_MS, false));
    progress.note("bb", answer(NOW_MS, false));
    progress.note("bb", answer(NOW_MS + 1, true));
    progress.note("cc", answer(NOW_MS, true));
    assert_eq!(progress.wrong(), ["aa"]);
}

#[test]
fn a_topic_asks_first_what_is_not_yet_right() {
    let (index, _) = bank([8, 0, 0, 0]);
    let hash = |place: usize| index.questions[place].hash.clone();
    let mut progress = Progress::default();
    for (place, right) in [(0, true), (1, false), (2, true)] {
        progress.note(&hash(place), answer(NOW_MS, right));
    }
    let order = TopicProgress::order(&index, &progress, "topic", 4);
    assert_eq!(order.len(), 8);
    assert!(order[..6].iter().all(|asked| *asked != hash(0) && *asked != hash(2)));
    assert_eq!(order, TopicProgress::order(&index, &progress, "topic", 4));
    assert_ne!(order, TopicProgress::order(&index, &progress, "topic", 5));
    let [topic] = &TopicProgress::all(&index, &progress)[..] else { panic!("there is one topic") };
    assert_eq!((topic.topic.as_str(), topic.questions, topic.answered, topic.right), ("topic", 8, 3, 2));
    assert!(TopicProgress::order(&index, &progress, "nowhere", 4).is_empty());
}

#[test]
fn the_newer_card_counts() {
    let older = Card::rated(None, Rating::Good, NOW_MS);
    let newer = Card::rated(Some(&older), Rating::Again, NOW_MS + DAY_MS);
    let with = |card: &Card| {
        let mut progress = Progress::default();
        progress.cards.insert("ab".into(), card.clone());
        progress
    };
    assert_eq!(merged(with(&older), with(&newer)).cards["ab"], newer);
    assert_eq!(merged(with(&newer), with(&older)).cards["ab"], newer);
}
