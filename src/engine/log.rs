//! The records of one shard in the order they arrived: chunked columns, so that millions fit and forks share all but the
//! newest chunk. 24 bytes a record; keys and payloads are kept elsewhere.

use super::digest::Digest;
use super::id::ProducerId;
use super::keys::KeyId;
use super::kpl::{Packed, Packs, UserRecord};
use super::time::Micros;
use std::sync::Arc;

const CHUNK: usize = 1_024;

/// Where a record's data comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Payload {
    /// Derived from the seed, the producer and the record's number.
    Made {
        /// The producer.
        producer: ProducerId,
        /// The record's number at its producer, from 0; below 2^47.
        number: u64,
    },
    /// A record of a batch that the world holds.
    Given {
        /// The batch; below 2^31 - 1.
        batch: u32,
        /// The place in the batch.
        at: u32,
    },
    /// Several records of one producer, packed; [`Log::packed`] tells which.
    Packed {
        /// The producer.
        producer: ProducerId,
    },
}

impl Payload {
    const GIVEN: u64 = 1 << 63;
    /// In the place of a batch.
    const PACKED: u32 = (1 << 31) - 1;

    /// As one number.
    #[must_use]
    pub fn pack(self) -> u64 {
        match self {
            Self::Made { producer, number } => (u64::from(producer.0) << 47) | number,
            Self::Given { batch, at } => Self::GIVEN | (u64::from(batch) << 32) | u64::from(at),
            Self::Packed { producer } => Self::GIVEN | (u64::from(Self::PACKED) << 32) | u64::from(producer.0),
        }
    }

    /// Back from [`Payload::pack`].
    #[must_use]
    pub fn unpack(packed: u64) -> Self {
        if packed & Self::GIVEN == 0 {
            Self::Made { producer: ProducerId((packed >> 47) as u16), number: packed & ((1 << 47) - 1) }
        } else {
            match ((packed ^ Self::GIVEN) >> 32) as u32 {
                Self::PACKED => Self::Packed { producer: ProducerId(packed as u16) },
                batch => Self::Given { batch, at: packed as u32 },
            }
        }
    }
}

/// One record of the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// When the shard took it.
    pub arrival: Micros,
    /// The counter of its sequence number.
    pub counter: u64,
    /// Its key.
    pub key: KeyId,
    /// Bytes of data and partition key.
    pub bytes: u32,
    /// Its data.
    pub payload: Payload,
}

/// A run of records. Moments, counters and byte sums are kept as 32-bit distances from the chunk's first; a record too
/// far away starts a new chunk.
#[derive(Clone, Debug)]
struct Chunk {
    start: u64,
    arrival: Micros,
    counter: u64,
    /// Bytes of all records before this chunk.
    bytes_before: u64,
    arrivals: Vec<u32>,
    counters: Vec<u32>,
    /// Bytes of the chunk up to and with each record.
    bytes_to: Vec<u32>,
    keys: Vec<KeyId>,
    payloads: Vec<u64>,
}

impl Chunk {
    fn row(&self, at: usize) -> Row {
        Row {
            arrival: self.arrival(at),
            counter: self.counter + u64::from(self.counters[at]),
            key: self.keys[at],
            bytes: self.bytes_to[at] - if at == 0 { 0 } else { self.bytes_to[at - 1] },
            payload: Payload::unpack(self.payloads[at]),
        }
    }

    fn arrival(&self, at: usize) -> Micros {
        self.arrival + Micros(u64::from(self.arrivals[at]))
    }

    fn fits(&self, row: &Row) -> Option<(u32, u32, u32)> {
        if self.keys.len() == CHUNK {
            return None;
        }
        let arrival = u32::try_from(row.arrival.since(self.arrival).0).ok()?;
        let counter = u32::try_from(row.counter - self.counter).ok()?;
        let bytes = self.bytes_to.last().copied().unwrap_or(0).checked_add(row.bytes)?;
        Some((arrival, counter, bytes))
    }
}

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
        let fits = self.chunks.last().and_then(|chunk| chunk.fits(row));
        let (arrival, counter, bytes) = fits.unwrap_or_else(|| {
            self.open_chunk(row);
            (0, 0, row.bytes)
        });
        let chunk = Arc::make_mut(self.chunks.last_mut().expect("a record that fits nowhere opens a chunk"));
        let payload = row.payload.pack();
        chunk.arrivals.push(arrival);
        chunk.counters.push(counter);
        chunk.bytes_to.push(bytes);
        chunk.keys.push(row.key);
        chunk.payloads.push(payload);
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
        let (from, to) = (from.max(self.first), to.min(self.end));
        let first = self.chunks.partition_point(|chunk| chunk.start + chunk.keys.len() as u64 <= from);
        let chunks = self.chunks[first..].iter().take_while(move |chunk| chunk.start < to);
        chunks.flat_map(move |chunk| {
            let within = |index: u64| (index.saturating_sub(chunk.start) as usize).min(chunk.arrivals.len());
            let spans = &chunk.arrivals[within(from)..within(to)];
            spans.iter().map(|span| chunk.arrival + Micros(u64::from(*span)))
        })
    }

    /// When a kept record arrived, and the bytes of all records before it; never, and all bytes, at the end.
    #[must_use]
    pub fn mark(&self, index: u64) -> (Micros, u64) {
        if index >= self.end {
            return (Micros::NEVER, self.bytes_end);
        }
        let (chunk, at) = self.locate(index);
        (chunk.arrival(at), chunk.bytes_before + if at == 0 { 0 } else { u64::from(chunk.bytes_to[at - 1]) })
    }

    /// The place of the first kept record that arrived at `moment` or later; the end when there is none.
    #[must_use]
    pub fn first_at_or_after(&self, moment: Micros) -> u64 {
        self.partition(|chunk| chunk.arrival < moment, |chunk, at| chunk.arrival(at) < moment)
    }

    /// The place of the first kept record whose counter is `counter` or more.
    #[must_use]
    pub fn first_with_counter(&self, counter: u64) -> u64 {
        self.partition(
            |chunk| chunk.counter < counter,
            |chunk, at| chunk.counter + u64::from(chunk.counters[at]) < counter,
        )
    }

    /// The place after the last record that keeps the bytes of `from..` within `bytes_max`; at least one record.
    #[must_use]
    pub fn end_within_bytes(&self, from: u64, bytes_max: u64) -> u64 {
        let budget = self.bytes_before(from) + bytes_max;
        let end = self.partition(
            |chunk| chunk.bytes_before <= budget,
            |chunk, at| chunk.bytes_before + u64::from(chunk.bytes_to[at]) <= budget,
        );
        end.max(from + 1).min(self.end)
    }

    /// Forgets all records before a place.
    pub fn trim(&mut self, to: u64) {
        self.first = to.clamp(self.first, self.end);
        // The newest chunk stays: the next record's distances count from it.
        let kept = self.chunks.partition_point(|chunk| chunk.start + chunk.keys.len() as u64 <= self.first);
        self.chunks.drain(..kept.min(self.chunks.len().saturating_sub(1)));
        self.packs.trim(self.first);
    }

    /// Folds the log into a digest.
    pub fn fold(&self, digest: &mut Digest) {
        digest.u64(self.first);
        digest.u64(self.end);
        digest.u64(self.bytes_end);
        digest.u64(self.content.value());
        self.packs.fold(digest);
    }

    fn open_chunk(&mut self, row: &Row) {
        if let Some(full) = self.chunks.last_mut() {
            let full = Arc::make_mut(full);
            full.arrivals.shrink_to_fit();
            full.counters.shrink_to_fit();
            full.bytes_to.shrink_to_fit();
            full.keys.shrink_to_fit();
            full.payloads.shrink_to_fit();
        }
        self.chunks.push(Arc::new(Chunk {
            start: self.end,
            arrival: row.arrival,
            counter: row.counter,
            bytes_before: self.bytes_end,
            arrivals: Vec::new(),
            counters: Vec::new(),
            bytes_to: Vec::new(),
            keys: Vec::new(),
            payloads: Vec::new(),
        }));
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
        let (mut low, mut high) = (0, chunk.keys.len());
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
