//! Two branches on the same clock: what each did in every part of a stretch of time, and the first difference.

use super::difference::{Difference, Found, Search};
use crate::engine::fact::{Event, Fact};
use crate::engine::time::Micros;
use crate::engine::timeline::{Timeline, Walk};

/// The stretch is cut into this many parts.
pub const PARTS: usize = 48;

/// What happened on a branch in a part of the stretch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Records that shards took.
    pub written: u64,
    /// Records that shards refused; tries, not records.
    pub refused: u64,
    /// Records that consumers were given.
    pub read: u64,
    /// Records that producers or mappings gave up.
    pub lost: u64,
}

impl Counts {
    fn count(&mut self, event: &Event) {
        match event {
            Event::Accepted { .. } => self.written += 1,
            Event::Throttled { .. } => self.refused += 1,
            Event::Delivered { from, to, .. } => self.read += to - from,
            Event::GaveUp { records, .. } | Event::BatchDropped { records, .. } => self.lost += u64::from(*records),
            _ => {}
        }
    }
}

/// A comparison, made step by step so that a page can go on meanwhile.
#[derive(Debug)]
pub struct Comparison {
    from: Micros,
    until: Micros,
    sides: [(Walk, Vec<Counts>, bool); 2],
    search: Search,
    found: Found,
}

impl Comparison {
    /// Compares two branches from a moment before `common`, the last that both have in common, up to `until`.
    #[must_use]
    pub fn new(one: &Timeline, other: &Timeline, common: Micros, until: Micros) -> Self {
        let until = until.max(common + Micros(PARTS as u64));
        // A sixth of the picture is the past that both share.
        let from = Micros(common.0.saturating_sub((until - common).0 / 5));
        let side = |timeline| (Walk::new(timeline, from, until), vec![Counts::default(); PARTS], false);
        Self {
            from,
            until,
            sides: [side(one), side(other)],
            search: Search::new(one, other, common, until),
            found: Found::NotYet,
        }
    }

    /// The stretch of time it looks at.
    #[must_use]
    pub const fn span(&self) -> (Micros, Micros) {
        (self.from, self.until)
    }

    /// What each branch did in every part, the first branch's first.
    #[must_use]
    pub fn counts(&self) -> [&[Counts]; 2] {
        [&self.sides[0].1, &self.sides[1].1]
    }

    /// The first difference, as far as it is known.
    #[must_use]
    pub const fn found(&self) -> Found {
        self.found
    }

    /// The first difference; none when none is known.
    #[must_use]
    pub const fn difference(&self) -> Option<Difference> {
        match self.found {
            Found::Difference(difference) => Some(difference),
            _ => None,
        }
    }

    /// The first difference as lines of plain English, the first branch's first.
    #[must_use]
    pub fn tell_difference(&self) -> Option<[Option<String>; 2]> {
        self.difference().map(|difference| self.search.tell(&difference))
    }

    /// Goes a little further; says whether there is more to do.
    pub fn go_on(&mut self) -> bool {
        if self.found == Found::NotYet {
            self.found = self.search.go_on();
        }
        let (from, span) = (self.from, (self.until - self.from).0.max(1));
        for (walk, counts, is_over) in &mut self.sides {
            if let Some(facts) = walk.go_on() {
                for (_, fact) in facts {
                    counts[part(&fact, from, span)].count(&fact.event);
                }
            } else {
                *is_over = true;
            }
        }
        self.found == Found::NotYet || self.sides.iter().any(|(_, _, is_over)| !is_over)
    }
}

fn part(fact: &Fact, from: Micros, span: u64) -> usize {
    let at = u128::from(fact.at.since(from).0) * PARTS as u128 / u128::from(span);
    (at as usize).min(PARTS - 1)
}
