//! Reviews: when a question comes back, and what is asked today.

use crate::support::practice_bank::{DAY_MS, NOW_MS, bank};
use beltline::course::{Answer, Card, Progress, Rating, Review, Seen};
use proptest::collection::vec;
use proptest::prelude::*;

const MINUTE_MS: u64 = 60 * 1000;

fn rating() -> impl Strategy<Value = Rating> {
    prop_oneof![Just(Rating::Again), Just(Rating::Hard), Just(Rating::Good)]
}

#[test]
fn the_first_answer_follows_fsrs_6() {
    // Initial stabilities of its default parameters: 0.212, 1.2931 and 2.3065 days.
    let days = |rating| {
        let card = Card::rated(None, rating, NOW_MS);
        (card.due_ms - NOW_MS, card.stability_ms / MINUTE_MS, card.difficulty_thousandths, card.lapses)
    };
    assert_eq!(days(Rating::Again), (10 * MINUTE_MS, 305, 6413, 1));
    assert_eq!(days(Rating::Hard), (DAY_MS, 1862, 5112, 0));
    assert_eq!(days(Rating::Good), (2 * DAY_MS, 3321, 2118, 0));
}

#[test]
fn what_is_known_stays_away_longer_each_time_and_a_lapse_brings_it_back() {
    let mut card = Card::rated(None, Rating::Good, NOW_MS);
    let mut days = Vec::new();
    for _ in 0..5 {
        card = Card::rated(Some(&card), Rating::Good, card.due_ms);
        days.push((card.due_ms - card.reviewed_ms) / DAY_MS);
    }
    assert_eq!(days, [11, 46, 163, 365, 365]);
    let lapsed = Card::rated(Some(&card), Rating::Again, card.due_ms);
    assert_eq!(lapsed.due_ms - lapsed.reviewed_ms, 10 * MINUTE_MS);
    assert!(lapsed.stability_ms < card.stability_ms / 2);
    assert!(lapsed.difficulty_thousandths > card.difficulty_thousandths);
    assert_eq!((lapsed.reviews, lapsed.lapses, lapsed.first_ms), (7, 1, NOW_MS));
}

#[test]
fn an_answer_is_rated_by_whether_it_was_right_and_sure() {
    assert_eq!(Rating::of(false, true), Rating::Again);
    assert_eq!(Rating::of(false, false), Rating::Again);
    assert_eq!(Rating::of(true, false), Rating::Hard);
    assert_eq!(Rating::of(true, true), Rating::Good);
}

proptest! {
    #[test]
    fn a_card_comes_back_within_a_year(ratings in vec((rating(), 0..400 * DAY_MS), 1..40)) {
        let mut card: Option<Card> = None;
        let mut now_ms = NOW_MS;
        for (rating, later_ms) in ratings {
            now_ms += later_ms;
            let next = Card::rated(card.as_ref(), rating, now_ms);
            let away_ms = next.due_ms - now_ms;
            prop_assert!(away_ms == 10 * MINUTE_MS || (DAY_MS..=365 * DAY_MS).contains(&away_ms));
            prop_assert_eq!(away_ms == 10 * MINUTE_MS, rating == Rating::Again);
            prop_assert!((1000..=10_000).contains(&next.difficulty_thousandths));
            prop_assert!(next.stability_ms > 0);
            card = Some(next);
        }
    }

    #[test]
    fn a_better_answer_never_comes_back_sooner(before in vec((rating(), 0..90 * DAY_MS), 0..12), later_ms in 0..90 * DAY_MS) {
        let mut card: Option<Card> = None;
        let mut now_ms = NOW_MS;
        for (rating, later_ms) in before {
            now_ms += later_ms;
            card = Some(Card::rated(card.as_ref(), rating, now_ms));
        }
        let due = |rating| Card::rated(card.as_ref(), rating, now_ms + later_ms).due_ms;
        prop_assert!(due(Rating::Again) <= due(Rating::Hard));
        prop_assert!(due(Rating::Hard) <= due(Rating::Good));
    }

    #[test]
    fn a_damaged_card_does_no_harm(stability_ms: u64, difficulty_thousandths: u32, reviewed_ms: u64, rating in rating()) {
        let card = Card { reviewed_ms, due_ms: 0, first_ms: 0, stability_ms, difficulty_thousandths, reviews: u32::MAX, lapses: u32::MAX };
        let next = Card::rated(Some(&card), rating, NOW_MS);
        prop_assert!(next.due_ms > NOW_MS);
    }
}

#[test]
fn due_ones_come_first_then_new_ones_by_lesson_and_a_few_a_day() {
    let (index, _) = bank([20, 0, 0, 0]);
    let hash = |place: usize| index.questions[place].hash.clone();
    let mut progress = Progress::default();
    let day_ms = Review::at(NOW_MS).day_ms;
    let answered = |progress: &mut Progress, place: usize, now_ms: u64, right: bool| {
        let answer = Answer { at_ms: now_ms, chosen: vec![0], right, sure: true, seen: Seen::Review };
        Review::at(now_ms).answered(progress, &hash(place), answer)
    };
    let due_ms = answered(&mut progress, 5, day_ms - 20 * DAY_MS, true);
    assert_eq!(due_ms, day_ms - 18 * DAY_MS);
    answered(&mut progress, 3, day_ms - 30 * DAY_MS, true);
    let later_ms = answered(&mut progress, 7, day_ms + 1, true);
    let soon_ms = answered(&mut progress, 8, day_ms + 2, false);
    progress.note("gone", Answer { at_ms: 1, chosen: vec![0], right: false, sure: true, seen: Seen::Topic });

    let review = Review { now_ms: day_ms + 3, day_ms };
    let queue = review.queue(&progress, &index);
    assert_eq!(queue.due, [hash(3), hash(5)], "what waited longest comes first");
    // Two began today. The lesson `odd` comes first, and has the odd ones.
    assert_eq!(queue.fresh, [1, 9, 11, 13, 15, 17, 19, 0].map(hash));
    assert_eq!((queue.fresh_later, queue.later, queue.next_ms), (8, 2, Some(soon_ms)));
    assert!(soon_ms < later_ms);
    assert_eq!(review.due(&progress, &index).len(), 10);

    let review = Review::at(day_ms + DAY_MS);
    let queue = review.queue(&progress, &index);
    assert_eq!(queue.due, [hash(3), hash(5), hash(8)]);
    assert_eq!((queue.fresh.len(), queue.next_ms), (10, Some(later_ms)), "a new day brings new ones");
}

#[test]
fn a_day_begins_when_the_learner_s_does() {
    let (index, _) = bank([20, 0, 0, 0]);
    let mut progress = Progress::default();
    let midnight_ms = Review::at(NOW_MS).day_ms;
    for entry in &index.questions[..10] {
        Review::at(midnight_ms - 1).rate(&mut progress, &entry.hash, Rating::Good);
    }
    let fresh = |day_ms| Review { now_ms: midnight_ms + 1, day_ms }.queue(&progress, &index).fresh.len();
    assert_eq!(fresh(midnight_ms), 10);
    assert_eq!(fresh(midnight_ms - DAY_MS / 2), 0);
}
