//! The Kinesis Producer Library's aggregation: many user records of one shard travel as one record of the stream.
//!
//! Source of everything here: the library's own repository, github.com/awslabs/amazon-kinesis-producer,
//! `aggregation-format.md` for the wire, `kinesis_record.cc` and `reducer.h` for when a record is full.

mod packer;
mod packs;
mod wire;

pub use packer::{BUFFERED_TIME_MIN, Packer, UserRecord};
pub use packs::{Packed, Packs};
pub use wire::{PACKED_KEY, Size, encode};
