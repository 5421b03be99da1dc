//! One record as its shard keeps it.

use crate::engine::id::ProducerId;
use crate::engine::keys::KeyId;
use crate::engine::time::Micros;

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
