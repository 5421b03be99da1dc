//! Exams: what is drawn, how they are taken, what is reported.

use crate::support::practice_bank::{NOW_MS, bank};
use beltline::course::{Exam, Progress, Question, Report, Review, Seen, order};
use proptest::prelude::*;
use std::collections::BTreeSet;

fn domains_of(exam: &Exam, index: &beltline::course::Index) -> [usize; 4] {
    let mut counts = [0; 4];
    for slip in &exam.slips {
        let entry = index.questions.iter().find(|entry| entry.hash == slip.hash).expect("it is in the bank");
        counts[usize::from(entry.task.domain) - 1] += 1;
    }
    counts
}

fn all(questions: &[Question]) -> Vec<&Question> {
    questions.iter().collect()
}

#[test]
fn a_full_bank_is_drawn_by_the_weights_of_the_exam_guide() {
    let (index, _) = bank([70; 4]);
    let exam = Exam::draw(&index, 7, Exam::QUESTIONS, NOW_MS);
    // 32, 26, 24 and 18 per cent of 65 are 20.8, 16.9, 15.6 and 11.7.
    assert_eq!(domains_of(&exam, &index), [21, 17, 15, 12]);
    assert_eq!(exam.limit_ms, 130 * 60 * 1000, "as long as AWS's");
    assert_eq!(domains_of(&Exam::draw(&index, 7, 100, 0), &index), [32, 26, 24, 18]);
}

#[test]
fn what_a_domain_lacks_goes_to_the_others_by_their_weights() {
    let (index, questions) = bank([40, 1, 0, 30]);
    let exam = Exam::draw(&index, 3, 20, NOW_MS);
    // 19 are left for 32 and 18: 12.16 and 6.84.
    assert_eq!(domains_of(&exam, &index), [12, 1, 0, 7]);
    let report = Report::of(&exam, &index, &all(&questions), NOW_MS + 1);
    let weighed: Vec<usize> = report.domains.iter().map(|share| share.weighed).collect();
    assert_eq!(weighed, [6, 5, 5, 4]);
    assert_eq!(
        report.uneven().as_deref(),
        Some(
            "The bank has fewer questions than the exam guide's weights ask for: 1 of 5 for domain 2, Security; 0 of 5 for \
             domain 3, Deployment. The other domains filled these places in proportion to their weights."
        )
    );
    let (index, questions) = bank([70; 4]);
    let exam = Exam::draw(&index, 3, 20, NOW_MS);
    assert_eq!(Report::of(&exam, &index, &all(&questions), NOW_MS).uneven(), None);
}

proptest! {
    #[test]
    fn a_draw_has_as_many_different_questions_as_asked_for(
        held in prop::array::uniform4(0usize..12), count in 0usize..60, seed: u64,
    ) {
        let (index, _) = bank(held);
        let exam = Exam::draw(&index, seed, count, NOW_MS);
        let different: BTreeSet<&str> = exam.slips.iter().map(|slip| slip.hash.as_str()).collect();
        prop_assert_eq!(different.len(), exam.slips.len());
        prop_assert_eq!(exam.slips.len(), count.min(held.iter().sum()));
        prop_assert_eq!(&exam, &Exam::draw(&index, seed, count, NOW_MS));
        for (drawn, held) in domains_of(&exam, &index).into_iter().zip(held) {
            prop_assert!(drawn <= held);
        }
    }

    #[test]
    fn an_order_has_every_place_once(seed: u64, count in 0usize..100) {
        let mut places = order(seed, count);
        places.sort_unstable();
        prop_assert!(places.into_iter().eq(0..count));
    }
}

#[test]
fn orders_are_frozen_and_differ_by_seed_and_question() {
    assert_eq!(order(1, 8), [1, 3, 2, 5, 4, 7, 0, 6]);
    let (index, questions) = bank([30, 0, 0, 0]);
    let first = |seed| Exam::draw(&index, seed, 30, 0).slips.into_iter().map(|slip| slip.hash).collect::<Vec<_>>();
    assert_ne!(first(1), first(2));
    let exam = Exam::draw(&index, 1, 30, 0);
    let orders: BTreeSet<Vec<usize>> = questions.iter().map(|question| exam.option_order(question)).collect();
    assert!(orders.len() > 10, "{orders:?}");
}

#[test]
fn answers_flags_and_places_stay_until_the_end() {
    let (index, _) = bank([5, 0, 0, 0]);
    let mut exam = Exam::draw(&index, 1, 5, NOW_MS);
    assert!(exam.answer(0, &[2, 1, 2], true, NOW_MS + 10));
    assert_eq!(exam.slips[0].given.as_ref().map(|given| given.chosen.clone()), Some(vec![1, 2]));
    assert!(exam.answer(1, &[0], false, NOW_MS + 20));
    assert!(exam.answer(1, &[], false, NOW_MS + 30), "an answer can be taken back");
    assert_eq!(exam.answered(), 1);
    exam.flag(3);
    exam.flag(4);
    exam.flag(4);
    assert_eq!(exam.flagged(), [3]);
    exam.go(2);
    assert_eq!(exam.slip(), Some(&exam.slips[2]));
    exam.go(99);
    assert_eq!(exam.at, 4);
    assert!(!exam.answer(5, &[0], true, NOW_MS), "there is no such place");
}

#[test]
fn the_time_runs_out_whatever_the_clock_does() {
    let (index, questions) = bank([5, 0, 0, 0]);
    let mut exam = Exam::draw(&index, 1, 5, NOW_MS);
    let limit_ms = 10 * 60 * 1000;
    assert_eq!((exam.limit_ms, exam.ends_ms()), (limit_ms, NOW_MS + limit_ms));
    assert_eq!(exam.left_ms(NOW_MS + limit_ms - 1), 1);
    assert_eq!(exam.left_ms(NOW_MS - 5000), limit_ms, "a clock that was set back gives no time");
    assert!(!exam.is_over(NOW_MS + limit_ms - 1));
    assert!(exam.is_over(NOW_MS + limit_ms));
    assert!(!exam.answer(0, &[0], true, NOW_MS + limit_ms));
    assert_eq!(exam.answered(), 0);
    let report = Report::of(&exam, &index, &all(&questions), NOW_MS + 10 * limit_ms);
    assert_eq!((report.used_ms, report.open, report.ended_ms()), (limit_ms, 5, NOW_MS + limit_ms));
}

#[test]
fn a_report_counts_by_domain_task_lesson_and_confidence() {
    let (index, questions) = bank([4, 0, 0, 3]);
    let mut exam = Exam::draw(&index, 9, 7, NOW_MS);
    let place = |exam: &Exam, id: &str| {
        let hash = questions.iter().find(|question| question.id == id).expect("it is there").content_hash();
        exam.slips.iter().position(|slip| slip.hash == hash).expect("all are asked")
    };
    let answers: [(&str, &[usize], bool); 6] = [
        ("q-1-0", &[0], true),
        ("q-1-1", &[1], true),
        ("q-1-2", &[0], false),
        ("q-4-0", &[0], false),
        ("q-4-1", &[3], false),
        ("q-4-2", &[1, 0], true),
    ];
    for (id, chosen, sure) in answers {
        let place = place(&exam, id);
        assert!(exam.answer(place, chosen, sure, NOW_MS + 60_000));
    }
    exam.flag(place(&exam, "q-1-3"));
    let report = Report::of(&exam, &index, &all(&questions), NOW_MS + 90_000);
    assert_eq!((report.right, report.asked, report.open, report.withdrawn), (3, 7, 1, 0));
    assert_eq!(report.used_ms, 90_000);
    let domains: Vec<_> = report.domains.iter().map(|share| (share.domain, share.right, share.asked)).collect();
    assert_eq!(domains, [(1, 1, 4), (2, 0, 0), (3, 0, 0), (4, 2, 3)]);
    let tasks: Vec<_> = report.tasks.iter().map(|share| (share.task.domain, share.right, share.asked)).collect();
    assert_eq!(tasks, [(1, 1, 4), (4, 2, 3)]);
    let weak: Vec<_> = report.weak.iter().map(|spot| (spot.lesson.as_str(), spot.wrong.len(), spot.asked)).collect();
    assert_eq!(weak, [("odd", 3, 3), ("even", 1, 4)]);
    let calibration = report.calibration;
    assert_eq!((calibration.sure_right, calibration.sure_wrong), (2, 1));
    assert_eq!((calibration.unsure_right, calibration.unsure_wrong), (1, 2));
    assert!(report.marks.iter().any(|mark| mark.flagged && mark.chosen.is_empty() && !mark.right));
    // 100 + 900 * 3 / 7
    assert_eq!((report.estimate(), report.would_pass()), (485, false));
}

#[test]
fn the_estimate_is_a_straight_line_from_100_to_1000() {
    let (index, questions) = bank([100, 0, 0, 0]);
    let estimate = |right: usize| {
        let mut exam = Exam::draw(&index, 5, 100, NOW_MS);
        for place in 0..right {
            let question = questions.iter().find(|question| question.content_hash() == exam.slips[place].hash);
            assert!(exam.answer(place, &question.expect("it is there").key(), true, NOW_MS));
        }
        let report = Report::of(&exam, &index, &all(&questions), NOW_MS);
        (report.estimate(), report.would_pass())
    };
    assert_eq!(
        [0, 50, 68, 69, 100].map(estimate),
        [(100, false), (550, false), (712, false), (721, true), (1000, true)]
    );
    let nothing = Report::of(&Exam::draw(&index, 5, 0, NOW_MS), &index, &[], NOW_MS);
    assert_eq!(nothing.estimate(), 100);
}

#[test]
fn a_question_that_was_edited_during_the_exam_does_not_count() {
    let (index, mut questions) = bank([3, 0, 0, 0]);
    let exam = Exam::draw(&index, 5, 3, NOW_MS);
    questions[0].options[3].text.clear();
    let report = Report::of(&exam, &index, &all(&questions), NOW_MS);
    assert_eq!((report.asked, report.withdrawn), (2, 1));
}

#[test]
fn a_finished_exam_joins_the_history_and_its_report_is_kept() {
    let (index, questions) = bank([6, 0, 0, 0]);
    let mut progress = Progress::default();
    let review = Review::at(NOW_MS + 50_000);
    assert_eq!(progress.finish_exam(&index, &all(&questions), &review), None);
    let mut exam = Exam::draw(&index, 5, 6, NOW_MS);
    assert!(exam.answer(2, &[0], true, NOW_MS + 20_000));
    let hash = exam.slips[2].hash.clone();
    progress.exam = Some(exam);
    let report = progress.finish_exam(&index, &all(&questions), &review).expect("there is one");
    assert_eq!((progress.exam.as_ref(), &progress.reports), (None, &vec![report]));
    assert_eq!(progress.answers.len(), 1, "what was left open leaves no answer");
    let last = progress.last_answer(&hash).expect("it was answered");
    assert_eq!((last.at_ms, last.seen, last.sure), (NOW_MS + 20_000, Seen::Exam, true));
    assert_eq!(progress.cards[&hash].reviewed_ms, NOW_MS + 20_000);
}
