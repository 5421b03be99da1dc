//! A shard: a stretch of the hash line, the records that fell on it, and the limits at both ends.

use super::digest::Digest;
use super::door::Door;
use super::fact::{ReadLimit, WriteLimit};
use super::hash::HashRange;
use super::id::ConsumerId;
use super::limits::Limits;
use super::log::{Log, Row};
use super::meter::Meter;
use super::sequence::SequenceNumber;
use super::time::Micros;

/// A shard.
#[derive(Clone, Debug)]
pub struct Shard {
    /// Its index in the stream.
    pub index: u32,
    /// The stretch of the hash line it owns.
    pub range: HashRange,
    /// When it was created, in epoch seconds, as its sequence numbers tell it.
    pub created_s: u64,
    /// When it opened.
    pub opened: Micros,
    /// When it closed: from then on it takes no records, and can be read until retention ends. None while it is open.
    pub closed: Option<Micros>,
    /// `ParentShardId`: the shard it was split off, or the lower of the two it was merged from.
    pub parent: Option<u32>,
    /// `AdjacentParentShardId`: the upper of the two it was merged from.
    pub adjacent_parent: Option<u32>,
    /// The shards its range went to when it closed.
    pub children: Vec<u32>,
    /// Its records.
    pub log: Log,
    /// Refused puts of the last second.
    pub throttled: Meter,
    /// Refused puts since the start.
    pub throttled_total: u64,
    /// Whether an enhanced fan-out consumer waits for its next record.
    pub awaited: bool,
    /// When it is next looked through for records past retention.
    pub trim_at: Option<Micros>,
    /// Whether its end has been told.
    pub is_gone: bool,
    door: Door,
    window: Window,
}

/// The second that the write limits look at: the first record in it, with what is known of that record.
#[derive(Clone, Copy, Debug, Default)]
struct Window {
    first: u64,
    /// When the first record leaves the window; never when there is none.
    until: Micros,
    /// Bytes of all records before the first.
    bytes_before: u64,
}

impl Shard {
    /// A new, open shard.
    #[must_use]
    pub fn new(index: u32, range: HashRange, opened: Micros, created_s: u64) -> Self {
        Self {
            index,
            range,
            created_s,
            opened,
            closed: None,
            parent: None,
            adjacent_parent: None,
            children: Vec::new(),
            log: Log::default(),
            throttled: Meter::default(),
            throttled_total: 0,
            awaited: false,
            trim_at: None,
            is_gone: false,
            door: Door::default(),
            window: Window { until: Micros::NEVER, ..Window::default() },
        }
    }

    /// `ShardId`.
    #[must_use]
    pub fn id(&self) -> String {
        shard_id(self.index)
    }

    /// Whether it takes new records.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.closed.is_none()
    }

    /// Whether it is `EXPIRED`: closed for longer than the stream keeps records. It is then listed no more.
    #[must_use]
    pub fn is_expired(&self, now: Micros, retention: Micros) -> bool {
        self.closed.is_some_and(|closed| now >= closed + retention)
    }

    /// The shards it came from.
    pub fn parents(&self) -> impl Iterator<Item = u32> + use<> {
        self.parent.into_iter().chain(self.adjacent_parent)
    }

    /// Whether the write limits let a record of this size in now. The limits hold for every second, wherever it starts:
    /// AWS does not publish the shape of its limiter, and this is the strictest reading.
    ///
    /// # Errors
    /// The limit that refuses it.
    pub fn admit(&mut self, now: Micros, bytes: u32, limits: &Limits) -> Result<(), WriteLimit> {
        // A window left standing counts too much, never too little: only a record it would refuse needs a new look.
        if self.over(bytes, limits).is_some() && self.window.until <= now {
            self.open_window(self.log.first_at_or_after(Micros(now.0 - Micros::SECOND.0 + 1)));
        }
        let Some(refused) = self.over(bytes, limits) else { return Ok(()) };
        self.throttled_total += 1;
        self.throttled.count(now, 1, u64::from(bytes));
        Err(refused)
    }

    /// The limit that one more record would break in the window as it stands.
    fn over(&self, bytes: u32, limits: &Limits) -> Option<WriteLimit> {
        if self.log.end() - self.window.first >= limits.shard_write_records_per_s {
            Some(WriteLimit::Records)
        } else if self.log.bytes_end() - self.window.bytes_before + u64::from(bytes) > limits.shard_write_bytes_per_s {
            Some(WriteLimit::Bytes)
        } else {
            None
        }
    }

    /// Takes a record that was let in.
    pub fn take(&mut self, row: &Row) {
        self.log.push(row);
        if self.window.until == Micros::NEVER {
            self.open_window(self.log.end() - 1);
        }
    }

    fn open_window(&mut self, first: u64) {
        let first = first.max(self.log.first());
        let (arrival, bytes_before) = self.log.mark(first);
        self.window = Window { first, until: arrival + Micros::SECOND, bytes_before };
    }

    /// Records and bytes taken in the last second.
    #[must_use]
    pub fn last_second(&self, now: Micros) -> (u64, u64) {
        let from = match now.0.checked_sub(Micros::SECOND.0) {
            Some(second_ago) => self.log.first_at_or_after(Micros(second_ago + 1)),
            None => self.log.first(),
        };
        (self.log.end() - from, self.log.bytes_end() - self.log.bytes_before(from))
    }

    /// One `GetRecords` of a consumer, or of somebody else: the place after the last record given.
    ///
    /// # Errors
    /// The read limit that refuses the call.
    pub fn read(
        &mut self,
        now: Micros,
        reader: Option<ConsumerId>,
        from: u64,
        limit: u32,
        limits: &Limits,
    ) -> Result<u64, ReadLimit> {
        self.door.admit(now, reader, limits)?;
        let from = from.clamp(self.log.first(), self.log.end());
        let by_count = (from + u64::from(limit.min(limits.get_records_limit_max))).min(self.log.end());
        let to = if from == self.log.end() {
            from
        } else {
            by_count.min(self.log.end_within_bytes(from, limits.get_records_bytes_max))
        };
        self.door.count(now, self.log.bytes_before(to) - self.log.bytes_before(from), limits);
        Ok(to)
    }

    /// Keeps the turn of a consumer that was refused and comes again at `again`.
    pub fn queue(&mut self, reader: ConsumerId, limit: ReadLimit, now: Micros, again: Micros) {
        self.door.queue(reader, limit, now, again);
    }

    /// One event of enhanced fan-out: the place after the last record pushed, at most `bytes_max` bytes of them but at
    /// least one record, and their bytes.
    #[must_use]
    pub fn push(&self, from: u64, bytes_max: u64) -> (u64, u64) {
        let from = from.clamp(self.log.first(), self.log.end());
        if from == self.log.end() {
            return (from, 0);
        }
        let to = self.log.end_within_bytes(from, bytes_max);
        (to, self.log.bytes_before(to) - self.log.bytes_before(from))
    }

    /// The sequence number of one of its records.
    #[must_use]
    pub fn sequence_of(&self, row: &Row, epoch_ms: u64) -> SequenceNumber {
        SequenceNumber {
            shard_created_s: self.created_s,
            shard_index: self.index,
            counter: row.counter,
            recorded_s: (epoch_ms + row.arrival.as_millis()) / 1_000,
        }
    }

    /// The sequence number its range starts with: `StartingSequenceNumber`.
    #[must_use]
    pub fn starting_sequence(&self) -> SequenceNumber {
        SequenceNumber {
            shard_created_s: self.created_s,
            shard_index: self.index,
            counter: 0,
            recorded_s: self.created_s,
        }
    }

    /// `EndingSequenceNumber` of a closed shard, above all its records' numbers; none while it is open. Its form was
    /// observed by the kinesalite project (`actions/splitShard.js`).
    #[must_use]
    pub fn ending_sequence(&self, epoch_ms: u64) -> Option<SequenceNumber> {
        let closed = self.closed?;
        Some(SequenceNumber {
            counter: SequenceNumber::COUNTER_END,
            recorded_s: (epoch_ms + closed.as_millis()) / 1_000,
            ..self.starting_sequence()
        })
    }

    /// Folds the shard into a digest.
    pub fn fold(&self, digest: &mut Digest) {
        digest.u64(u64::from(self.index));
        digest.u128(self.range.start.0);
        digest.u128(self.range.end.0);
        digest.u64(self.created_s);
        digest.u64(self.closed.map_or(u64::MAX, |at| at.0));
        self.parents().for_each(|parent| digest.u64(u64::from(parent)));
        self.log.fold(digest);
        self.throttled.fold(digest);
        digest.u64(self.throttled_total);
        self.door.fold(digest);
    }
}

/// `shardId-` and twelve digits.
#[must_use]
pub fn shard_id(index: u32) -> String {
    let mut id = *b"shardId-000000000000";
    let mut rest = index;
    for digit in id.iter_mut().rev().take(12) {
        *digit = b'0' + (rest % 10) as u8;
        rest /= 10;
    }
    String::from_utf8_lossy(&id).into_owned()
}
