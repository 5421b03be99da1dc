//! The door through which a shard gives its records to all standard consumers together: five calls and 2 MB a second.

use super::digest::Digest;
use super::fact::ReadLimit;
use super::id::ConsumerId;
use super::limits::Limits;
use super::time::Micros;
use std::collections::VecDeque;

/// A shard's read limits at work.
///
/// AWS documents three things (API reference, `GetRecords`): at most five calls a second; no calls for 5 s after a reply
/// of 10 MB; no calls for 1 s when the throughput does not suffice. One rule gives all three: when the bytes given
/// within a second pass 2 MB, the door stays shut for as long as those bytes take at 2 MB a second. When it is asked again
/// within a second of opening, that time counts from its opening, so that it gives 2 MB a second for as long as there
/// are takers.
///
/// AWS does not say who comes first when several are refused. Here those who were refused go in the order in which they
/// came, so that readers with equal wishes get equal shares.
#[derive(Clone, Debug, Default)]
pub struct Door {
    /// The answered calls of the last second.
    calls: VecDeque<(Micros, u64)>,
    shut_until: Micros,
    waiting: VecDeque<Waiting>,
}

/// A reader that was refused, and the limit that refused it.
#[derive(Clone, Copy, Debug)]
struct Waiting {
    reader: ConsumerId,
    limit: ReadLimit,
    /// Until when its turn is kept.
    until: Micros,
}

/// A refused reader that comes later than this has lost its turn.
const TURN_KEPT_MAX: Micros = Micros::SECOND;

impl Door {
    /// Whether a call of a consumer, or of somebody else, is answered now.
    ///
    /// # Errors
    /// The limit that refuses it.
    pub fn admit(&mut self, now: Micros, reader: Option<ConsumerId>, limits: &Limits) -> Result<(), ReadLimit> {
        self.is_open(now, limits)?;
        let Some(reader) = reader else { return Ok(()) };
        while let Some(first) = self.waiting.front() {
            if first.reader != reader && first.until >= now {
                return Err(first.limit);
            }
            let was_its_turn = first.reader == reader;
            self.waiting.pop_front();
            if was_its_turn {
                break;
            }
        }
        Ok(())
    }

    /// Keeps the turn of a consumer that was refused and comes again at `again`.
    pub fn queue(&mut self, reader: ConsumerId, limit: ReadLimit, now: Micros, again: Micros) {
        let until = again.min(now + TURN_KEPT_MAX);
        match self.waiting.iter_mut().find(|waiting| waiting.reader == reader) {
            Some(waiting) => waiting.until = until,
            None => self.waiting.push_back(Waiting { reader, limit, until }),
        }
    }

    fn is_open(&mut self, now: Micros, limits: &Limits) -> Result<(), ReadLimit> {
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
            let asked_again = self.shut_until > Micros::ZERO && now.since(self.shut_until) < Micros::SECOND;
            self.shut_until = if asked_again { self.shut_until } else { now } + takes;
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
        for waiting in &self.waiting {
            digest.u64(u64::from(waiting.reader.0));
            digest.u64(waiting.until.0);
        }
    }
}
