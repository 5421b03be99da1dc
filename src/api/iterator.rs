//! Shard iterators and page tokens: opaque texts that carry a place, the moment they were given out and a check sum.

use crate::engine::digest::Digest;
use crate::engine::id::StreamId;
use crate::engine::time::Micros;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// A place on a shard, as an iterator carries it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Iterator {
    pub(super) stream: StreamId,
    pub(super) shard: u32,
    pub(super) place: u64,
    pub(super) created: Micros,
}

/// AWS's iterators start with these eight bytes.
const HEAD: [u8; 8] = [0, 0, 0, 0, 0, 0, 0, 1];

impl Iterator {
    pub(super) fn encode(self) -> String {
        let mut bytes = HEAD.to_vec();
        bytes.extend(self.stream.0.to_be_bytes());
        bytes.extend(self.shard.to_be_bytes());
        bytes.extend(self.place.to_be_bytes());
        bytes.extend(self.created.0.to_be_bytes());
        bytes.extend(self.check().to_be_bytes());
        STANDARD.encode(bytes)
    }

    pub(super) fn decode(text: &str) -> Option<Self> {
        let bytes = STANDARD.decode(text).ok()?;
        let rest = bytes.strip_prefix(&HEAD)?;
        let (stream, rest) = rest.split_first_chunk::<2>()?;
        let (shard, rest) = rest.split_first_chunk::<4>()?;
        let (place, rest) = rest.split_first_chunk::<8>()?;
        let (created, check) = rest.split_first_chunk::<8>()?;
        let iterator = Self {
            stream: StreamId(u16::from_be_bytes(*stream)),
            shard: u32::from_be_bytes(*shard),
            place: u64::from_be_bytes(*place),
            created: Micros(u64::from_be_bytes(*created)),
        };
        (check == iterator.check().to_be_bytes()).then_some(iterator)
    }

    fn check(self) -> u64 {
        let mut digest = Digest::default();
        digest.u64(u64::from(self.stream.0));
        digest.u64(u64::from(self.shard));
        digest.u64(self.place);
        digest.u64(self.created.0);
        digest.value()
    }
}
