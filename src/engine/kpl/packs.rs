//! Which records of a shard are packed, how many user records they hold, and which: 24 bytes a packed record, and about six
//! for each user record. Their data is derived or lies with the producer's file.

use super::UserRecord;
use super::wire::{put_varint, take_varint};
use crate::engine::digest::Digest;
use crate::engine::keys::KeyId;
use std::sync::Arc;

const CHUNK: usize = 256;

/// The packed records of a shard. Forks share all but the newest chunk.
#[derive(Clone, Debug, Default)]
pub struct Packs {
    chunks: Vec<Arc<Chunk>>,
    /// User records beyond the first of every packed record, in all that are gone.
    extra_gone: u64,
    /// The same, in all there ever were.
    extra: u64,
    content: Digest,
}

#[derive(Clone, Debug, Default)]
struct Chunk {
    rows: Vec<Row>,
    content: Vec<u8>,
}

#[derive(Clone, Copy, Debug)]
struct Row {
    index: u64,
    /// User records beyond the first, of all packed records up to and with this one.
    extra_to: u64,
    content_to: u32,
}

/// A user record of a packed record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Packed {
    /// Its key.
    pub key: KeyId,
    /// Bytes of data.
    pub data_bytes: u32,
    /// Its number at its producer.
    pub number: u64,
}

impl Packs {
    /// Notes that the record at a place holds these user records; places rise.
    pub fn push(&mut self, index: u64, users: &[UserRecord]) {
        if self.chunks.last().is_none_or(|chunk| chunk.rows.len() == CHUNK) {
            if let Some(full) = self.chunks.last_mut() {
                Arc::make_mut(full).content.shrink_to_fit();
            }
            self.chunks.push(Arc::default());
        }
        let chunk = Arc::make_mut(self.chunks.last_mut().expect("the lines above made sure of a chunk"));
        let start = chunk.content.len();
        let mut before = 0;
        for user in users {
            put_varint(&mut chunk.content, user.number - before);
            put_varint(&mut chunk.content, u64::from(user.key.0));
            put_varint(&mut chunk.content, u64::from(user.data_bytes));
            before = user.number;
        }
        self.extra += (users.len() as u64).saturating_sub(1);
        self.content.u64(index);
        self.content.bytes(&chunk.content[start..]);
        let content_to = u32::try_from(chunk.content.len()).expect("256 records' lists are far below 4 GiB");
        chunk.rows.push(Row { index, extra_to: self.extra, content_to });
    }

    /// User records beyond the first, of all packed records ever.
    #[must_use]
    pub const fn extra(&self) -> u64 {
        self.extra
    }

    /// The same, of the packed records before a place that is kept.
    #[must_use]
    pub fn extra_before(&self, index: u64) -> u64 {
        let chunks = self.chunks.partition_point(|chunk| chunk.rows.first().is_some_and(|row| row.index < index));
        let Some(chunk) = chunks.checked_sub(1).map(|last| &self.chunks[last]) else { return self.extra_gone };
        let rows = chunk.rows.partition_point(|row| row.index < index);
        rows.checked_sub(1).map_or(self.extra_gone, |last| chunk.rows[last].extra_to)
    }

    /// The user records in the packed record at a place, in order; empty when there is none.
    #[must_use]
    pub fn users(&self, index: u64) -> Vec<Packed> {
        let chunks = self.chunks.partition_point(|chunk| chunk.rows.first().is_some_and(|row| row.index <= index));
        let Some(chunk) = chunks.checked_sub(1).map(|last| &self.chunks[last]) else { return Vec::new() };
        let Ok(at) = chunk.rows.binary_search_by_key(&index, |row| row.index) else { return Vec::new() };
        let from = at.checked_sub(1).map_or(0, |before| chunk.rows[before].content_to);
        let mut content = &chunk.content[from as usize..chunk.rows[at].content_to as usize];
        let mut users = Vec::new();
        let mut number = 0;
        while let Some(step) = take_varint(&mut content) {
            number += step;
            let key = KeyId(take_varint(&mut content).unwrap_or_default() as u32);
            let data_bytes = take_varint(&mut content).unwrap_or_default() as u32;
            users.push(Packed { key, data_bytes, number });
        }
        users
    }

    /// Forgets packed records before a place.
    pub fn trim(&mut self, first: u64) {
        let gone = self.chunks.partition_point(|chunk| chunk.rows.last().is_some_and(|row| row.index < first));
        if let Some(last) = gone.checked_sub(1).and_then(|last| self.chunks[last].rows.last()) {
            self.extra_gone = last.extra_to;
            self.chunks.drain(..gone);
        }
    }

    /// Bytes that a copy does not share with its origin for long.
    #[must_use]
    pub fn own_bytes(&self) -> usize {
        let newest = self.chunks.last().map_or(0, |chunk| chunk.rows.len() * size_of::<Row>() + chunk.content.len());
        newest + self.chunks.len() * size_of::<Arc<Chunk>>()
    }

    /// Folds them into a digest.
    pub fn fold(&self, digest: &mut Digest) {
        digest.u64(self.extra);
        digest.u64(self.content.value());
    }
}
