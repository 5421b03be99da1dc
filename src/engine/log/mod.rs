//! The records of one shard in the order they arrived: in chunks, so that millions fit and forks share all but the
//! newest chunk. 24 bytes a record in the newest chunk, about 8 in the others; keys and payloads are kept elsewhere.

mod chunk;
mod column;
mod row;

pub use row::{Payload, Row};

use super::digest::Digest;
use super::kpl::{Packed, Packs, UserRecord};
use super::time::Micros;
use chunk::Chunk;
use std::sync::Arc;

/// A shard's records.
#[derive(Clone, Debug, Default)]
pub struct Log {
    chunks: Vec<Arc<Chunk>>,
    first: u64,
    end: u64,
    bytes_end: u64,
    content: Digest,
    packs: Packs,
}

impl Log {
    /// The place of the oldest record kept.
    #[must_use]
    pub const fn first(&self) -> u64 {
        self.first
    }

    /// The place after the newest record: how many were ever taken.
    #[must_use]
    pub const fn end(&self) -> u64 {
        self.end
    }

    /// Bytes of all records ever taken.
    #[must_use]
    pub const fn bytes_end(&self) -> u64 {
        self.bytes_end
    }

    /// Adds a record; arrivals and counters never fall.
    pub fn push(&mut self, row: &Row) {
        let payload = row.payload.pack();
        let newest = self.chunks.last_mut().filter(|chunk| !chunk.is_full());
        let is_taken = newest.is_some_and(|chunk| Arc::make_mut(chunk).push(row, payload));
        if !is_taken {
            self.open_chunk(row, payload);
        }
        self.end += 1;
        self.bytes_end += u64::from(row.bytes);
        self.content.u64(row.arrival.0 ^ (row.counter << 32));
        self.content.u64(u64::from(row.key.0) | (u64::from(row.bytes) << 32));
        self.content.u64(payload);
    }

    /// Notes that the newest record is a packed one, and what it holds.
    pub fn note_packed(&mut self, users: &[UserRecord]) {
        self.packs.push(self.end - 1, users);
    }

    /// The user records in a packed record, in order; empty for one that is not packed.
    #[must_use]
    pub fn packed(&self, index: u64) -> Vec<Packed> {
        self.packs.users(index)
    }

    /// How many records `from..to` are when those in packed records are counted one by one.
    #[must_use]
    pub fn user_records(&self, from: u64, to: u64) -> u64 {
        to - from + self.packs.extra_before(to) - self.packs.extra_before(from)
    }

    /// The same for all records ever taken.
    #[must_use]
    pub const fn user_records_end(&self) -> u64 {
        self.end + self.packs.extra()
    }

    /// A record by its place, none when it never was or is gone.
    #[must_use]
    pub fn get(&self, index: u64) -> Option<Row> {
        if index < self.first || index >= self.end {
            return None;
        }
        let (chunk, at) = self.locate(index);
        Some(chunk.row(at))
    }

    /// The records of a stretch, as far as they are kept.
    #[must_use]
    pub fn range(&self, from: u64, to: u64) -> impl DoubleEndedIterator<Item = (u64, Row)> {
        (from.max(self.first)..to.min(self.end)).map(|index| {
            let (chunk, at) = self.locate(index);
            (index, chunk.row(at))
        })
    }

    /// Bytes of all records before a place that is kept, or the end.
    #[must_use]
    pub fn bytes_before(&self, index: u64) -> u64 {
        self.mark(index.max(self.first)).1
    }

    /// When the records of a stretch arrived, as far as they are kept.
    pub fn arrivals(&self, from: u64, to: u64) -> impl Iterator<Item = Micros> {
        self.places(from, to).map(|(chunk, at)| chunk.arrival(at))
    }

    /// The sizes of the records of a stretch, as far as they are kept.
    pub fn sizes(&self, from: u64, to: u64) -> impl Iterator<Item = u32> {
        self.places(from, to).map(|(chunk, at)| (chunk.bytes_before(at + 1) - chunk.bytes_before(at)) as u32)
    }

    /// The chunks of the records of a stretch, and their places in them.
    fn places(&self, from: u64, to: u64) -> impl Iterator<Item = (&Chunk, usize)> {
        let (from, to) = (from.max(self.first), to.min(self.end));
        let first = self.chunks.partition_point(|chunk| chunk.start + chunk.len() as u64 <= from);
        let chunks = self.chunks[first..].iter().take_while(move |chunk| chunk.start < to);
        chunks.flat_map(move |chunk| {
            let within = |index: u64| (index.saturating_sub(chunk.start) as usize).min(chunk.len());
            (within(from)..within(to)).map(move |at| (&**chunk, at))
        })
    }

    /// When a kept record arrived, and the bytes of all records before it; never, and all bytes, at the end.
    #[must_use]
    pub fn mark(&self, index: u64) -> (Micros, u64) {
        if index >= self.end {
            return (Micros::NEVER, self.bytes_end);
        }
        let (chunk, at) = self.locate(index);
        (chunk.arrival(at), chunk.bytes_before(at))
    }

    /// The place of the first kept record that arrived at `moment` or later; the end when there is none.
    #[must_use]
    pub fn first_at_or_after(&self, moment: Micros) -> u64 {
        self.partition(|chunk| chunk.arrival(0) < moment, |chunk, at| chunk.arrival(at) < moment)
    }

    /// The place of the first kept record whose counter is `counter` or more.
    #[must_use]
    pub fn first_with_counter(&self, counter: u64) -> u64 {
        self.partition(|chunk| chunk.counter(0) < counter, |chunk, at| chunk.counter(at) < counter)
    }

    /// The place after the last record that keeps the bytes of `from..` within `bytes_max`; at least one record.
    #[must_use]
    pub fn end_within_bytes(&self, from: u64, bytes_max: u64) -> u64 {
        let budget = self.bytes_before(from) + bytes_max;
        let end =
            self.partition(|chunk| chunk.bytes_before(0) <= budget, |chunk, at| chunk.bytes_before(at + 1) <= budget);
        end.max(from + 1).min(self.end)
    }

    /// Forgets all records before a place.
    pub fn trim(&mut self, to: u64) {
        self.first = to.clamp(self.first, self.end);
        // The newest chunk stays: the next record's distances count from it.
        let kept = self.chunks.partition_point(|chunk| chunk.start + chunk.len() as u64 <= self.first);
        self.chunks.drain(..kept.min(self.chunks.len().saturating_sub(1)));
        self.packs.trim(self.first);
    }

    /// Bytes that a copy does not share with its origin for long: the newest chunk, and the way to the others.
    #[must_use]
    pub fn own_bytes(&self) -> usize {
        let newest = self.chunks.last().map_or(0, |chunk| chunk.bytes());
        newest + self.chunks.len() * size_of::<Arc<Chunk>>() + self.packs.own_bytes()
    }

    /// Folds the log into a digest.
    pub fn fold(&self, digest: &mut Digest) {
        digest.u64(self.first);
        digest.u64(self.end);
        digest.u64(self.bytes_end);
        digest.u64(self.content.value());
        self.packs.fold(digest);
    }

    fn open_chunk(&mut self, row: &Row, payload: u64) {
        let room = self.chunks.last_mut().map(|full| Arc::make_mut(full).seal()).unwrap_or_default();
        let mut chunk = Chunk::new(room, self.end, row, self.bytes_end);
        let is_taken = chunk.push(row, payload);
        debug_assert!(is_taken, "a record fits into a chunk that begins with it");
        self.chunks.push(Arc::new(chunk));
    }

    fn locate(&self, index: u64) -> (&Chunk, usize) {
        // Readers are mostly near the end.
        let near = self.chunks.iter().rev().take(2).find(|chunk| chunk.start <= index);
        let chunk = match near {
            Some(chunk) => chunk,
            None => &self.chunks[self.chunks.partition_point(|chunk| chunk.start <= index) - 1],
        };
        (chunk, (index - chunk.start) as usize)
    }

    /// The first kept place for which `before` no longer holds; both tests must hold for a front part only.
    fn partition(&self, chunk_before: impl Fn(&Chunk) -> bool, before: impl Fn(&Chunk, usize) -> bool) -> u64 {
        let chunks = self.chunks.partition_point(|chunk| chunk_before(chunk));
        let Some(chunk) = chunks.checked_sub(1).map(|last| &self.chunks[last]) else {
            return self.first;
        };
        let (mut low, mut high) = (0, chunk.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            if before(chunk, middle) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        (chunk.start + low as u64).clamp(self.first, self.end)
    }
}
