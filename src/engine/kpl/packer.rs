//! A producer's buffers: for every shard the user records that wait to be packed. The library foretells the shard from the
//! key's place on the hash line. When a shard closes, what waits for it goes to the
//! buffers of its children.

use super::Size;
use crate::engine::command::Aggregation;
use crate::engine::digest::Digest;
use crate::engine::hash::HashKey;
use crate::engine::keys::KeyId;
use crate::engine::time::Micros;

/// No buffer is emptied by the clock sooner than this after its first record came (`kMinBufferTime`).
pub const BUFFERED_TIME_MIN: Micros = Micros::from_millis(50);

/// A producer's buffers, one for each shard.
#[derive(Clone, Debug)]
pub struct Packer {
    aggregation: Aggregation,
    buffers: Vec<Buffer>,
}

/// A user record that waits.
#[derive(Clone, Copy, Debug)]
pub struct UserRecord {
    /// Its key.
    pub key: KeyId,
    /// Its key without the explicit hash key.
    pub text: KeyId,
    /// Bytes of the key.
    pub key_bytes: u32,
    /// Its explicit hash key.
    pub explicit: Option<HashKey>,
    /// Bytes of data.
    pub data_bytes: u32,
    /// Its number at its producer.
    pub number: u64,
    /// When it was made.
    pub made: Micros,
}

#[derive(Clone, Debug, Default)]
struct Buffer {
    records: Vec<UserRecord>,
    /// Bytes of the stream's record that ends with each of them.
    bytes_to: Vec<u64>,
    size: Size,
    /// How often it was emptied: a planned emptying of another number is out of date.
    emptied: u32,
}

impl Packer {
    /// Empty buffers.
    #[must_use]
    pub fn new(aggregation: Aggregation, shards: usize) -> Self {
        Self { aggregation, buffers: vec![Buffer::default(); shards] }
    }

    /// A shard opened.
    pub fn meet_shard(&mut self) {
        self.buffers.push(Buffer::default());
    }

    /// Adds a user record of a shard; whether the buffer is now to be emptied.
    pub fn add(&mut self, shard: u32, record: UserRecord) -> bool {
        let buffer = &mut self.buffers[shard as usize];
        buffer.add(record);
        buffer.size.records() >= u64::from(self.aggregation.count_max)
            || buffer.size.estimated_bytes() >= u64::from(self.aggregation.bytes_max)
    }

    /// Takes what goes into one record of the stream, the oldest first, and the bytes of that record's data. What does not
    /// fit stays for the next.
    pub fn take(&mut self, shard: u32) -> (Vec<UserRecord>, u32) {
        let (count_max, bytes_max) =
            (self.aggregation.count_max.max(1) as usize, u64::from(self.aggregation.bytes_max));
        let buffer = &mut self.buffers[shard as usize];
        let within = buffer.bytes_to.partition_point(|bytes| *bytes <= bytes_max);
        // Sizes rise from the second record on; the first goes alone even when it is too large.
        let fits = within.min(count_max).max(1).min(buffer.records.len());
        let bytes = fits.checked_sub(1).map_or(0, |last| buffer.bytes_to[last]);
        let mut records = std::mem::take(buffer);
        let rest = records.records.split_off(fits);
        buffer.emptied = records.emptied + 1;
        for record in rest {
            buffer.add(record);
        }
        (records.records, u32::try_from(bytes).unwrap_or(u32::MAX))
    }

    /// When a shard's buffer, begun now, is to be emptied at the latest, and its number; none when nothing waits.
    #[must_use]
    pub fn deadline(&self, shard: u32, now: Micros) -> Option<(Micros, u32)> {
        let buffer = &self.buffers[shard as usize];
        let oldest = buffer.records.first()?;
        let at = (oldest.made + self.aggregation.buffered_time_max).max(now + BUFFERED_TIME_MIN);
        Some((at, buffer.emptied))
    }

    /// Takes all that waits for a shard out of its buffer, the oldest first.
    pub fn clear(&mut self, shard: u32) -> Vec<UserRecord> {
        let buffer = &mut self.buffers[shard as usize];
        let emptied = buffer.emptied + 1;
        std::mem::replace(buffer, Buffer { emptied, ..Buffer::default() }).records
    }

    /// Whether a buffer still holds what it held when it had this number.
    #[must_use]
    pub fn is_current(&self, shard: u32, emptied: u32) -> bool {
        let buffer = &self.buffers[shard as usize];
        buffer.emptied == emptied && !buffer.records.is_empty()
    }

    /// User records that wait for one shard.
    #[must_use]
    pub fn waiting_for(&self, shard: u32) -> usize {
        self.buffers[shard as usize].records.len()
    }

    /// User records that wait.
    #[must_use]
    pub fn waiting(&self) -> u64 {
        self.buffers.iter().map(|buffer| buffer.records.len() as u64).sum()
    }

    /// Folds the buffers into a digest.
    pub fn fold(&self, digest: &mut Digest) {
        for buffer in &self.buffers {
            digest.u64(u64::from(buffer.emptied));
            for record in &buffer.records {
                digest.u64(u64::from(record.key.0) << 32 | u64::from(record.data_bytes));
                digest.u64(record.number);
                digest.u64(record.made.0);
            }
        }
    }
}

impl Buffer {
    fn add(&mut self, record: UserRecord) {
        self.size.add(record.text, record.key_bytes, record.explicit, record.data_bytes);
        self.bytes_to.push(self.size.bytes());
        self.records.push(record);
    }
}
