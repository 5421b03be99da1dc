//! The wire of a packed record: a magic number, a protobuf message with a table of keys and the user records, and the MD5
//! of the message.

use crate::engine::hash::HashKey;
use crate::engine::keys::KeyId;
use md5::{Digest, Md5};
use std::collections::BTreeMap;

/// The partition key of every packed record (`KinesisRecord::partition_key`); its place on the hash line is an explicit
/// hash key, that of the first user record.
pub const PACKED_KEY: &str = "a";

const MAGIC: [u8; 4] = [0xf3, 0x89, 0x9a, 0xc2];
const MD5_BYTES: u64 = 16;

/// How large a packed record is, as user records are added to it.
#[derive(Clone, Debug, Default)]
pub struct Size {
    records: u64,
    first_bytes: u64,
    message: u64,
    estimated: u64,
    keys: BTreeMap<KeyId, u64>,
    explicit: BTreeMap<u128, u64>,
}

impl Size {
    /// Adds a user record. `text` is the key without its explicit hash key.
    pub fn add(&mut self, text: KeyId, key_bytes: u32, explicit: Option<HashKey>, data_bytes: u32) {
        let (key_bytes, data_bytes) = (u64::from(key_bytes), u64::from(data_bytes));
        if self.records == 0 {
            self.first_bytes = data_bytes;
        }
        self.records += 1;
        let mut record = field(data_bytes);
        // The library estimates with three bytes for every entry's frame and two for every index.
        self.estimated += data_bytes + 3 + 2;
        let next = self.keys.len() as u64;
        let index = *self.keys.entry(text).or_insert(next);
        if index == next {
            self.message += field(key_bytes);
            self.estimated += key_bytes + 3;
        }
        record += 1 + varint_bytes(index);
        if let Some(HashKey(place)) = explicit {
            let next = self.explicit.len() as u64;
            let index = *self.explicit.entry(place).or_insert(next);
            let digits = u64::from(place.checked_ilog10().unwrap_or(0)) + 1;
            if index == next {
                self.message += field(digits);
                self.estimated += digits + 3;
            }
            record += 1 + varint_bytes(index);
            self.estimated += 2;
        }
        self.message += field(record);
    }

    /// User records so far.
    #[must_use]
    pub const fn records(&self) -> u64 {
        self.records
    }

    /// Bytes of data of the stream's record. A single user record travels as it is.
    #[must_use]
    pub const fn bytes(&self) -> u64 {
        if self.records < 2 { self.first_bytes } else { MAGIC.len() as u64 + self.message + MD5_BYTES }
    }

    /// What the library takes for the size while it fills a record (`KinesisRecord::estimated_size`).
    #[must_use]
    pub const fn estimated_bytes(&self) -> u64 {
        if self.records < 2 { self.first_bytes } else { self.estimated }
    }
}

/// The data of a packed record: for every user record its key, its explicit hash key and its data.
#[must_use]
pub fn encode<'a>(users: impl Iterator<Item = (&'a str, Option<HashKey>, Vec<u8>)>) -> Vec<u8> {
    let (mut keys, mut explicit) = (Table::default(), Table::default());
    let mut records = Vec::new();
    for (key, hash_key, data) in users {
        let mut record = Vec::new();
        put_varint(&mut record, 1 << 3);
        put_varint(&mut record, keys.index(key.to_owned()));
        if let Some(hash_key) = hash_key {
            put_varint(&mut record, 2 << 3);
            put_varint(&mut record, explicit.index(hash_key.to_string()));
        }
        put_field(&mut record, 3, &data);
        put_field(&mut records, 3, &record);
    }
    let mut message = Vec::new();
    keys.texts.iter().for_each(|text| put_field(&mut message, 1, text.as_bytes()));
    explicit.texts.iter().for_each(|text| put_field(&mut message, 2, text.as_bytes()));
    message.extend(records);
    let md5 = Md5::digest(&message);
    [&MAGIC, message.as_slice(), md5.as_slice()].concat()
}

#[derive(Default)]
struct Table {
    texts: Vec<String>,
    known: BTreeMap<String, u64>,
}

impl Table {
    fn index(&mut self, text: String) -> u64 {
        let next = self.texts.len() as u64;
        let index = *self.known.entry(text.clone()).or_insert(next);
        if index == next {
            self.texts.push(text);
        }
        index
    }
}

/// Bytes of a field of so many bytes: the tag, the length, and the bytes.
const fn field(bytes: u64) -> u64 {
    1 + varint_bytes(bytes) + bytes
}

const fn varint_bytes(number: u64) -> u64 {
    let bits = 64 - (number | 1).leading_zeros() as u64;
    bits.div_ceil(7)
}

fn put_field(bytes: &mut Vec<u8>, number: u64, content: &[u8]) {
    put_varint(bytes, number << 3 | 2);
    put_varint(bytes, content.len() as u64);
    bytes.extend_from_slice(content);
}

/// Adds a number in groups of seven bits, the lowest first, as protobuf does.
pub(super) fn put_varint(bytes: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

/// Reads such a number from the front of some bytes; none at their end.
pub(super) fn take_varint(bytes: &mut &[u8]) -> Option<u64> {
    let mut number = 0;
    for shift in (0..64).step_by(7) {
        let (byte, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u64::from(byte & 0x7f) << shift;
        if *byte < 0x80 {
            break;
        }
    }
    Some(number)
}
