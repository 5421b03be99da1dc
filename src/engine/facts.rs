//! The newest facts, numbered from the start of the run.

use super::fact::{Event, Fact};
use super::marks::{Marks, mark_of};
use super::time::Micros;
use std::collections::VecDeque;
use std::sync::Arc;

const CHUNK: u64 = 256;
const CHUNKS_MAX: usize = 64;

/// At most the newest [`Facts::KEPT_MAX`] facts; forks share the full chunks.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    chunks: VecDeque<Arc<Vec<Fact>>>,
    end: u64,
    marks: Marks,
}

impl Facts {
    /// How many facts are kept at most.
    pub const KEPT_MAX: u64 = CHUNK * CHUNKS_MAX as u64;

    /// Adds a fact.
    pub fn push(&mut self, at: Micros, event: Event) {
        if self.end.is_multiple_of(CHUNK) {
            if self.chunks.len() == CHUNKS_MAX {
                self.chunks.pop_front();
            }
            self.chunks.push_back(Arc::new(Vec::with_capacity(CHUNK as usize)));
        }
        let chunk = self.chunks.back_mut().expect("a chunk was opened for the first of its facts");
        Arc::make_mut(chunk).push(Fact { at, event });
        if let Some(kind) = mark_of(&event) {
            self.marks.note(kind, self.end, Fact { at, event });
        }
        self.end += 1;
    }

    /// What of all the facts is worth a mark.
    #[must_use]
    pub const fn marks(&self) -> &Marks {
        &self.marks
    }

    /// How many facts there have been.
    #[must_use]
    pub const fn end(&self) -> u64 {
        self.end
    }

    /// The number of the oldest fact kept.
    #[must_use]
    pub fn first(&self) -> u64 {
        let full = self.chunks.len().saturating_sub(1) as u64 * CHUNK;
        let newest = self.chunks.back().map_or(0, |chunk| chunk.len() as u64);
        self.end - full - newest
    }

    /// The number of the first fact kept that happened at `moment` or later; the end when there is none.
    #[must_use]
    pub fn first_at_or_after(&self, moment: Micros) -> u64 {
        let first = self.first();
        let (mut low, mut high) = (first, self.end);
        while low < high {
            let middle = u64::midpoint(low, high);
            let place = middle - first;
            if self.chunks[(place / CHUNK) as usize][(place % CHUNK) as usize].at < moment {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    /// The facts from a number on, as far as they are kept, with their numbers.
    #[must_use]
    pub fn from(&self, number: u64) -> impl DoubleEndedIterator<Item = (u64, &Fact)> {
        let first = self.first();
        (number.max(first)..self.end).map(move |number| {
            let place = number - first;
            (number, &self.chunks[(place / CHUNK) as usize][(place % CHUNK) as usize])
        })
    }
}
