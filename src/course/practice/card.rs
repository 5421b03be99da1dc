//! When a question comes back: FSRS, the scheduler that Anki uses, with its default parameters.
//!
//! The crate counts in days with floats. What is kept is whole numbers.

use fsrs::{FSRS, ItemState, MemoryState};
use serde::{Deserialize, Serialize};

const DAY_MS: u64 = 24 * 60 * 60 * 1000;
/// A question comes back when it is known with this likelihood, FSRS' own default.
const RETENTION: f32 = 0.9;
/// What was wrong comes back on the same day.
const AGAIN_MS: u64 = 10 * 60 * 1000;
/// Nothing stays away for longer than a year.
const DAYS_MAX: u64 = 365;

/// What decides when a question comes back.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Card {
    /// When it was last answered, in milliseconds since 1970.
    pub reviewed_ms: u64,
    /// When it comes back, in milliseconds since 1970.
    pub due_ms: u64,
    /// When it was first answered, in milliseconds since 1970.
    pub first_ms: u64,
    /// FSRS' stability: how long it takes until it is known with a likelihood of 90 per cent.
    pub stability_ms: u64,
    /// FSRS' difficulty, 1 to 10, in thousandths.
    pub difficulty_thousandths: u32,
    /// How often it was answered.
    pub reviews: u32,
    /// How often it was wrong.
    pub lapses: u32,
}

/// How well a question was known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rating {
    /// Wrong.
    Again,
    /// Right, but unsure.
    Hard,
    /// Right and sure.
    Good,
}

impl Rating {
    /// What an answer says.
    #[must_use]
    pub const fn of(right: bool, sure: bool) -> Self {
        match (right, sure) {
            (false, _) => Self::Again,
            (true, false) => Self::Hard,
            (true, true) => Self::Good,
        }
    }
}

impl Card {
    /// The card after an answer; `before` is none for the first one.
    ///
    /// # Panics
    /// Never: FSRS' default parameters are valid, and the state is kept within its bounds.
    #[must_use]
    pub fn rated(before: Option<&Self>, rating: Rating, now_ms: u64) -> Self {
        let memory = before.map(|card| MemoryState {
            stability: float(card.stability_ms) / float(DAY_MS),
            difficulty: float(card.difficulty_thousandths.into()) / 1000.0,
        });
        let elapsed_days = before.map_or(0, |card| now_ms.saturating_sub(card.reviewed_ms) / DAY_MS);
        let fsrs = FSRS::new(&[]).expect("the default parameters are valid");
        let next = fsrs.next_states(memory, RETENTION, elapsed_days.min(u64::from(u32::MAX)) as u32);
        let next = next.expect("the state is within bounds");
        let ItemState { memory, interval } = match rating {
            Rating::Again => next.again,
            Rating::Hard => next.hard,
            Rating::Good => next.good,
        };
        let away_ms = match rating {
            Rating::Again => AGAIN_MS,
            Rating::Hard | Rating::Good => whole(interval).clamp(1, DAYS_MAX) * DAY_MS,
        };
        Self {
            reviewed_ms: before.map_or(now_ms, |card| card.reviewed_ms.max(now_ms)),
            due_ms: now_ms.saturating_add(away_ms),
            first_ms: before.map_or(now_ms, |card| card.first_ms),
            stability_ms: whole(memory.stability * float(DAY_MS)),
            difficulty_thousandths: whole(memory.difficulty * 1000.0) as u32,
            reviews: before.map_or(0, |card| card.reviews).saturating_add(1),
            lapses: before.map_or(0, |card| card.lapses).saturating_add(u32::from(rating == Rating::Again)),
        }
    }
}

/// The nearest whole number that is not negative.
#[allow(clippy::cast_sign_loss, reason = "negative numbers become zero")]
fn whole(number: f32) -> u64 {
    (number + 0.5) as u64
}

#[allow(clippy::cast_precision_loss, reason = "a memory is not known to seven digits")]
fn float(number: u64) -> f32 {
    number as f32
}
