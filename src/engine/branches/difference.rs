//! The first thing that went differently on two branches.

use crate::engine::fact::Fact;
use crate::engine::time::Micros;
use crate::engine::timeline::{Timeline, Walk};
use std::collections::VecDeque;

/// The first facts that differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The moment of the earlier of both.
    pub at: Micros,
    /// What happened on the one branch; none when nothing more does before the search ends.
    pub one: Option<Fact>,
    /// What happened in its place on the other.
    pub other: Option<Fact>,
}

/// A search for the first difference, step by step so that a page can go on meanwhile.
#[derive(Debug)]
pub struct Search {
    one: Side,
    other: Side,
}

#[derive(Debug)]
struct Side {
    walk: Walk,
    waiting: VecDeque<Fact>,
    is_over: bool,
}

/// How far a search is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// No difference yet: it goes on.
    NotYet,
    /// The first difference.
    Difference(Difference),
    /// There is none up to the end of the search.
    Same,
}

impl Search {
    /// Compares what happens after `common`, up to `until`.
    #[must_use]
    pub fn new(one: &Timeline, other: &Timeline, common: Micros, until: Micros) -> Self {
        let side = |timeline: &Timeline| Side {
            walk: Walk::new(timeline, common + Micros(1), until),
            waiting: VecDeque::new(),
            is_over: false,
        };
        Self { one: side(one), other: side(other) }
    }

    /// The moment up to which both were the same.
    #[must_use]
    pub fn now(&self) -> Micros {
        self.one.walk.now().min(self.other.walk.now())
    }

    /// A difference that was just found as lines of plain English; none where nothing more happens.
    #[must_use]
    pub fn tell(&self, difference: &Difference) -> [Option<String>; 2] {
        let one = difference.one.map(|fact| self.one.walk.world().tell(&fact));
        let other = difference.other.map(|fact| self.other.walk.world().tell(&fact));
        [one, other]
    }

    /// Compares a little further.
    pub fn go_on(&mut self) -> Found {
        for side in [&mut self.one, &mut self.other] {
            if side.waiting.is_empty() && !side.is_over {
                side.go_on();
            }
        }
        loop {
            let one = self.one.waiting.front().copied();
            let other = self.other.waiting.front().copied();
            let is_one_known = one.is_some() || self.one.is_over;
            let is_other_known = other.is_some() || self.other.is_over;
            match (one, other) {
                (None, None) if self.one.is_over && self.other.is_over => return Found::Same,
                _ if !is_one_known || !is_other_known => return Found::NotYet,
                (one, other) if one == other => {
                    self.one.waiting.pop_front();
                    self.other.waiting.pop_front();
                }
                (one, other) => {
                    let at = one.into_iter().chain(other).map(|fact| fact.at).min().unwrap_or_default();
                    return Found::Difference(Difference { at, one, other });
                }
            }
        }
    }
}

impl Side {
    fn go_on(&mut self) {
        match self.walk.go_on() {
            Some(facts) => self.waiting.extend(facts.into_iter().map(|(_, fact)| fact)),
            None => self.is_over = true,
        }
    }
}
