//! Predictions: what a reader commits to before the run decides it.

use super::figure::{Bound, Figure};
use super::prose::Inline;
use super::setting::Setting;
use serde::{Deserialize, Serialize};

/// Something to commit to before it is played.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prediction {
    /// What is played.
    #[serde(flatten)]
    pub setting: Setting,
    /// What is asked.
    pub ask: Vec<Inline>,
    /// What decides it.
    pub sought: Sought,
    /// Why it comes out as it does; shown afterwards.
    pub why: Vec<Inline>,
}

/// What is asked for, with the figures of the run that decide it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sought {
    /// A number.
    Number {
        /// What decides it.
        figure: Figure,
        /// Of what.
        unit: String,
        /// What the author says comes out.
        answer: u64,
        /// A guess this far off is still right, in per cent of what comes out.
        tolerance_percent: u8,
    },
    /// An order, the item with the highest figure first.
    Order {
        /// In the order that the author says comes out.
        items: Vec<Item>,
    },
    /// One of several.
    Choice {
        /// What decides it.
        figure: Figure,
        /// Where the figure may lie; it lies in just one.
        bands: Vec<Band>,
        /// The one that the author says comes out: its place.
        answer: usize,
    },
}

/// Something to put in order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// Its words.
    pub text: Vec<Inline>,
    /// Its figure.
    pub figure: Figure,
}

/// A choice of a prediction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Band {
    /// Its words.
    pub text: Vec<Inline>,
    /// What must hold for it; all of it.
    pub bounds: Vec<Bound>,
}

impl Band {
    /// Whether a value lies in it.
    #[must_use]
    pub fn holds(&self, value: u64) -> bool {
        self.bounds.iter().all(|bound| bound.holds(value))
    }
}

/// What a reader commits to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Guess {
    /// A number.
    Number(u64),
    /// Places of the items, in order.
    Order(Vec<usize>),
    /// The place of a choice.
    Choice(usize),
}

/// How a prediction came out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Whether the guess was right.
    pub right: bool,
    /// What would have been.
    pub truth: Guess,
}

impl Sought {
    /// What must be measured to decide it, in the order that [`Sought::grade`] takes.
    #[must_use]
    pub fn figures(&self) -> Vec<&Figure> {
        match self {
            Self::Number { figure, .. } | Self::Choice { figure, .. } => vec![figure],
            Self::Order { items } => items.iter().map(|item| &item.figure).collect(),
        }
    }

    /// The moment at which it is decided.
    #[must_use]
    pub fn decided_ms(&self) -> u64 {
        self.figures().iter().map(|figure| figure.at_ms).max().unwrap_or(0)
    }

    /// What the author says comes out.
    #[must_use]
    pub fn answer(&self) -> Guess {
        match self {
            Self::Number { answer, .. } => Guess::Number(*answer),
            Self::Order { items } => Guess::Order((0..items.len()).collect()),
            Self::Choice { answer, .. } => Guess::Choice(*answer),
        }
    }

    /// What came out. None when no choice holds, or more than one.
    #[must_use]
    pub fn truth(&self, measured: &[u64]) -> Option<Guess> {
        let first = measured.first().copied().unwrap_or(0);
        match self {
            Self::Number { .. } => Some(Guess::Number(first)),
            Self::Order { .. } => {
                let mut places: Vec<usize> = (0..measured.len()).collect();
                places.sort_by_key(|&place| std::cmp::Reverse(measured[place]));
                Some(Guess::Order(places))
            }
            Self::Choice { bands, .. } => {
                let mut holding = (0..bands.len()).filter(|&place| bands[place].holds(first));
                let only = holding.next()?;
                holding.next().is_none().then_some(Guess::Choice(only))
            }
        }
    }

    /// Grades a guess by what was measured. A guess of another kind is wrong, and so is an order that leaves items out;
    /// items with the same figure may stand in any order.
    #[must_use]
    pub fn grade(&self, measured: &[u64], guess: &Guess) -> Outcome {
        let truth = self.truth(measured).unwrap_or_else(|| self.answer());
        let right = match (self, guess, &truth) {
            (Self::Number { tolerance_percent, .. }, Guess::Number(guess), Guess::Number(truth)) => {
                let off = u128::from(guess.abs_diff(*truth)) * 100;
                off <= u128::from(*truth) * u128::from(*tolerance_percent)
            }
            (Self::Order { .. }, Guess::Order(places), _) => {
                let mut all = places.clone();
                all.sort_unstable();
                all.into_iter().eq(0..measured.len())
                    && places.windows(2).all(|pair| measured[pair[0]] >= measured[pair[1]])
            }
            (_, guess, truth) => guess == truth,
        };
        Outcome { right, truth }
    }
}
