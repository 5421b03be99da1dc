//! The door through which a shard gives its records to all standard consumers together: five calls and 2 MB a second.

use super::digest::Digest;
use super::fact::ReadLimit;
use super::limits::Limits;
use super::time::Micros;
use std::collections::VecDeque;

/// A shard's read limits at work.
///
/// AWS documents three things (API reference, `GetRecords`): at most five calls a second; no calls for 5 s after a reply
/// of 10 MB; no calls for 1 s when the throughput does not suffice. One rule gives all three: when the bytes given
/// within a second pass 2 MB, the door stays shut for as long as those bytes take at 2 MB a second.
#[derive(Clone, Debug, Default)]
pub struct Door {
    /// The answered calls of the last second.
    calls: VecDeque<(Micros, u64)>,
    shut_until: Micros,
}

impl Door {
    /// Whether a call is answered now.
    ///
    /// # Errors
    /// The limit that refuses it.
    pub fn admit(&mut self, now: Micros, limits: &Limits) -> Result<(), ReadLimit> {
        if now < self.shut_until {
            return Err(ReadLimit::Bytes);
        }
        while self.calls.front().is_some_and(|(at, _)| *at + Micros::SECOND <= now) {
            self.calls.pop_front();
        }
        if self.calls.len() as u64 >= limits.shard_read_calls_per_s {
            return Err(ReadLimit::Calls);
        }
        Ok(())
    }

    /// Counts an answered call.
    pub fn count(&mut self, now: Micros, bytes: u64, limits: &Limits) {
        self.calls.push_back((now, bytes));
        let in_a_second: u64 = self.calls.iter().map(|(_, bytes)| bytes).sum();
        if in_a_second > limits.shard_read_bytes_per_s {
            let takes = Micros(in_a_second * Micros::SECOND.0 / limits.shard_read_bytes_per_s);
            self.shut_until = now + takes;
            self.calls.clear();
        }
    }

    /// Folds the door into a digest.
    pub fn fold(&self, digest: &mut Digest) {
        digest.u64(self.shut_until.0);
        digest.u64(self.calls.len() as u64);
        for (at, bytes) in &self.calls {
            digest.u64(at.0);
            digest.u64(*bytes);
        }
    }
}
