//! A run of records: rows while it grows, so that a record comes to lie in one place; narrow columns once it is full.

use super::column::Column;
use super::row::{Payload, Row};
use crate::engine::keys::KeyId;
use crate::engine::time::Micros;

const CHUNK: usize = 512;
/// A payload's number in its column; above it lies where the payload comes from, which changes less.
const NUMBER_BITS: u32 = 47;

/// A run of records. Moments, counters and byte sums are distances from the chunk's first; a record too far away for 32
/// bits starts a new chunk.
#[derive(Clone, Debug)]
pub(super) struct Chunk {
    /// Place of the first record.
    pub start: u64,
    arrival: Micros,
    counter: u64,
    /// Bytes of all records before this chunk.
    bytes_before: u64,
    records: Records,
}

#[derive(Clone, Debug)]
enum Records {
    Growing(Vec<Wide>),
    Sealed(Box<Sealed>),
}

/// Room for a new chunk's records.
#[derive(Debug, Default)]
pub(super) struct Room(Vec<Wide>);

/// A record of a chunk that grows.
#[derive(Clone, Copy, Debug)]
struct Wide {
    arrival: u32,
    counter: u32,
    /// Bytes of the chunk up to and with this record.
    bytes_to: u32,
    key: KeyId,
    payload: u64,
}

#[derive(Clone, Debug)]
struct Sealed {
    len: usize,
    arrivals: Column,
    counters: Column,
    bytes_to: Column,
    keys: Column,
    payload_sources: Column,
    payload_numbers: Column,
}

impl Chunk {
    /// An empty chunk that begins with a record at a place, after so many bytes.
    pub(super) fn new(room: Room, start: u64, first: &Row, bytes_before: u64) -> Self {
        let records = Records::Growing(room.0);
        Self { start, arrival: first.arrival, counter: first.counter, bytes_before, records }
    }

    /// How many records.
    pub(super) fn len(&self) -> usize {
        match &self.records {
            Records::Growing(growing) => growing.len(),
            Records::Sealed(sealed) => sealed.len,
        }
    }

    /// Whether it takes no more records.
    pub(super) fn is_full(&self) -> bool {
        self.len() == CHUNK
    }

    /// Takes a record, if it fits.
    pub(super) fn push(&mut self, row: &Row, payload: u64) -> bool {
        let Records::Growing(growing) = &mut self.records else { return false };
        let bytes_to = growing.last().map_or(0, |last| last.bytes_to);
        let arrival = u32::try_from(row.arrival.since(self.arrival).0);
        let counter = u32::try_from(row.counter - self.counter);
        let (Ok(arrival), Ok(counter), Some(bytes_to)) = (arrival, counter, bytes_to.checked_add(row.bytes)) else {
            return false;
        };
        growing.push(Wide { arrival, counter, bytes_to, key: row.key, payload });
        true
    }

    /// Makes its records narrow, for good; what is left over is the room they took.
    pub(super) fn seal(&mut self) -> Room {
        let Records::Growing(growing) = &mut self.records else { return Room::default() };
        let mut growing = std::mem::take(growing);
        self.records = Records::Sealed(Box::new(Sealed::new(&growing)));
        growing.clear();
        Room(growing)
    }

    pub(super) fn row(&self, at: usize) -> Row {
        let (key, payload) = match &self.records {
            Records::Growing(growing) => (growing[at].key, growing[at].payload),
            Records::Sealed(sealed) => (KeyId(sealed.keys.get(at) as u32), sealed.payload(at)),
        };
        Row {
            arrival: self.arrival(at),
            counter: self.counter(at),
            key,
            bytes: (self.bytes_before(at + 1) - self.bytes_before(at)) as u32,
            payload: Payload::unpack(payload),
        }
    }

    pub(super) fn arrival(&self, at: usize) -> Micros {
        let since = match &self.records {
            Records::Growing(growing) => u64::from(growing[at].arrival),
            Records::Sealed(sealed) => sealed.arrivals.get(at),
        };
        self.arrival + Micros(since)
    }

    pub(super) fn counter(&self, at: usize) -> u64 {
        let above = match &self.records {
            Records::Growing(growing) => u64::from(growing[at].counter),
            Records::Sealed(sealed) => sealed.counters.get(at),
        };
        self.counter + above
    }

    /// Bytes of all records of the shard before one of this chunk, or before its end.
    pub(super) fn bytes_before(&self, at: usize) -> u64 {
        let Some(last) = at.checked_sub(1) else { return self.bytes_before };
        let within = match &self.records {
            Records::Growing(growing) => u64::from(growing[last].bytes_to),
            Records::Sealed(sealed) => sealed.bytes_to.get(last),
        };
        self.bytes_before + within
    }

    /// Bytes that it takes in memory.
    pub(super) fn bytes(&self) -> usize {
        let records = match &self.records {
            Records::Growing(growing) => growing.capacity() * size_of::<Wide>(),
            Records::Sealed(sealed) => size_of::<Sealed>() + sealed.all().map(Column::bytes).sum::<usize>(),
        };
        size_of::<Self>() + records
    }
}

impl Sealed {
    fn new(records: &[Wide]) -> Self {
        let mut numbers = Vec::with_capacity(records.len());
        let mut column = |number: fn(&Wide) -> u64| {
            numbers.clear();
            numbers.extend(records.iter().map(number));
            Column::new(&numbers)
        };
        Self {
            len: records.len(),
            arrivals: column(|record| u64::from(record.arrival)),
            counters: column(|record| u64::from(record.counter)),
            bytes_to: column(|record| u64::from(record.bytes_to)),
            keys: column(|record| u64::from(record.key.0)),
            payload_sources: column(|record| record.payload >> NUMBER_BITS),
            payload_numbers: column(|record| record.payload & ((1 << NUMBER_BITS) - 1)),
        }
    }

    fn payload(&self, at: usize) -> u64 {
        self.payload_sources.get(at) << NUMBER_BITS | self.payload_numbers.get(at)
    }

    fn all(&self) -> impl Iterator<Item = &Column> {
        let columns = [&self.arrivals, &self.counters, &self.bytes_to, &self.keys];
        columns.into_iter().chain([&self.payload_sources, &self.payload_numbers])
    }
}
