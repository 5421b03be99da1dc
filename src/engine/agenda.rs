//! What is still to happen: one queue ordered by (time, sequence), so that ties fall in the order they were planned.

use super::time::Micros;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Events to come.
#[derive(Clone, Debug)]
pub struct Agenda<E> {
    heap: BinaryHeap<Reverse<Entry<E>>>,
    planned: u64,
}

#[derive(Clone, Debug)]
struct Entry<E> {
    at: Micros,
    sequence: u64,
    event: E,
}

impl<E> Ord for Entry<E> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.at, self.sequence).cmp(&(other.at, other.sequence))
    }
}

impl<E> PartialOrd for Entry<E> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl<E> PartialEq for Entry<E> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl<E> Eq for Entry<E> {}

impl<E> Default for Agenda<E> {
    fn default() -> Self {
        Self { heap: BinaryHeap::new(), planned: 1 }
    }
}

impl<E> Agenda<E> {
    /// Plans an event; among events of one moment the first planned comes first.
    pub fn plan(&mut self, at: Micros, event: E) {
        self.heap.push(Reverse(Entry { at, sequence: self.planned, event }));
        self.planned += 1;
    }

    /// Plans an event that comes before all others of its moment.
    pub fn plan_before(&mut self, at: Micros, event: E) {
        self.heap.push(Reverse(Entry { at, sequence: 0, event }));
    }

    /// Whether an event planned now for this moment would be the next.
    #[must_use]
    pub fn would_be_next(&self, at: Micros) -> bool {
        self.next_at().is_none_or(|next| at < next)
    }

    /// The moment of the next event.
    #[must_use]
    pub fn next_at(&self) -> Option<Micros> {
        self.heap.peek().map(|Reverse(entry)| entry.at)
    }

    /// Takes the next event if it comes at `until` or before.
    pub fn take_until(&mut self, until: Micros) -> Option<(Micros, E)> {
        if self.next_at()? > until {
            return None;
        }
        self.heap.pop().map(|Reverse(entry)| (entry.at, entry.event))
    }

    /// How many events were ever planned.
    #[must_use]
    pub const fn planned(&self) -> u64 {
        self.planned
    }

    /// Bytes that the events to come take.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.heap.len() * size_of::<Entry<E>>()
    }

    /// The events to come, in order.
    pub fn in_order(&self) -> impl Iterator<Item = (Micros, E)>
    where
        E: Clone,
    {
        let mut heap = self.heap.clone();
        std::iter::from_fn(move || heap.pop().map(|Reverse(entry)| (entry.at, entry.event)))
    }
}
