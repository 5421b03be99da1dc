//! What a stream used so far, as AWS would count it for the bill, whichever the mode.

use crate::engine::digest::Digest;
use crate::engine::log::Log;

/// Bytes of a PUT payload unit: 25 KB. AWS, "Amazon Kinesis Data Streams pricing". AWS's example of 40 units for a record
/// of 1 MB counts 1,000 KB; with 1 MB as 1,048,576 bytes, as the engine has it, there are 41.
pub const PUT_UNIT_BYTES: u64 = 25 * 1_024;
/// What a record is rounded up to in on-demand mode: 1 KB, 1,024 bytes. Same page.
pub const ON_DEMAND_ROUND_BYTES: u64 = 1_024;

/// Quantities since the start, or of some time. Whether a partition key's bytes count for the bill is unverified; here
/// they do, as they do for the limits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// Time it was there, in microseconds.
    pub stream_us: u64,
    /// Open shards times time, in microseconds.
    pub shard_us: u64,
    /// Enhanced fan-out consumers times open shards times time, in microseconds.
    pub consumer_shard_us: u64,
    /// Records taken.
    pub records: u64,
    /// Bytes taken.
    pub bytes: u64,
    /// PUT payload units: 25 KB begun, counted for every record.
    pub put_units: u64,
    /// Kilobytes of 1,024 bytes taken, every record rounded up.
    pub rounded_kb: u64,
    /// Bytes given to `GetRecords` calls.
    pub read_bytes: u64,
    /// Bytes pushed to enhanced fan-out consumers.
    pub pushed_bytes: u64,
}

/// The sizes of a stretch of records.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Sizes {
    pub(super) records: u64,
    pub(super) bytes: u64,
    pub(super) smallest: u64,
    pub(super) largest: u64,
    pub(super) put_units: u64,
    pub(super) rounded_kb: u64,
}

impl Sizes {
    /// Of the records from a place on: one look at each of their sizes.
    pub(super) fn of(log: &Log, from: u64) -> Self {
        let mut sizes = Self { smallest: u64::MAX, ..Self::default() };
        for bytes in log.sizes(from, log.end()) {
            let bytes = u64::from(bytes);
            sizes.records += 1;
            sizes.bytes += bytes;
            sizes.smallest = sizes.smallest.min(bytes);
            sizes.largest = sizes.largest.max(bytes);
            // An empty record is still one record of the smallest size that counts.
            sizes.put_units += bytes.div_ceil(PUT_UNIT_BYTES).max(1);
            sizes.rounded_kb += bytes.div_ceil(ON_DEMAND_ROUND_BYTES).max(1);
        }
        sizes
    }
}

impl Usage {
    /// The time that passed with so many shards and enhanced fan-out consumers.
    pub(super) fn pass(&mut self, us: u64, shards: u64, pushed: u64) {
        self.stream_us += us;
        self.shard_us += us * shards;
        self.consumer_shard_us += us * shards * pushed;
    }

    pub(super) fn take(&mut self, sizes: &Sizes) {
        self.records += sizes.records;
        self.bytes += sizes.bytes;
        self.put_units += sizes.put_units;
        self.rounded_kb += sizes.rounded_kb;
    }

    fn numbers(&self) -> [u64; 9] {
        [
            self.stream_us,
            self.shard_us,
            self.consumer_shard_us,
            self.records,
            self.bytes,
            self.put_units,
            self.rounded_kb,
            self.read_bytes,
            self.pushed_bytes,
        ]
    }

    /// What was used since an earlier moment.
    #[must_use]
    pub fn since(&self, earlier: &Self) -> Self {
        let (now, then) = (self.numbers(), earlier.numbers());
        let [stream_us, shard_us, consumer_shard_us, records, bytes, put_units, rounded_kb, read_bytes, pushed_bytes] =
            std::array::from_fn(|at| now[at].saturating_sub(then[at]));
        Self { stream_us, shard_us, consumer_shard_us, records, bytes, put_units, rounded_kb, read_bytes, pushed_bytes }
    }

    pub(super) fn fold(&self, digest: &mut Digest) {
        self.numbers().iter().for_each(|number| digest.u64(*number));
    }
}
