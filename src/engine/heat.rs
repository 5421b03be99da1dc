//! What makes a shard hot, key by key, and what would help: plain data, and the rules that judge it.

use super::hash::{HashKey, HashRange};
use super::limits::Limits;
use super::snapshot::Tag;
use super::time::Micros;

/// A shard asked for more than this share of a limit is hot, in per cent.
pub const HOT_PERCENT: u64 = 80;

/// What one key brought to a shard in some time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct KeyLoad {
    /// Its place on the hash line.
    pub place: HashKey,
    /// Records that the shard took.
    pub records: u64,
    /// Their bytes.
    pub bytes: u64,
    /// Records that it refused at their first try. One that is taken at a later try counts in both.
    pub refused_records: u64,
    /// Their bytes.
    pub refused_bytes: u64,
}

impl KeyLoad {
    /// Records asked for, taken or not.
    #[must_use]
    pub const fn asked_records(&self) -> u64 {
        self.records + self.refused_records
    }

    /// Bytes asked for, taken or not.
    #[must_use]
    pub const fn asked_bytes(&self) -> u64 {
        self.bytes + self.refused_bytes
    }

    /// What was asked for in a time, in thousandths of the limit that comes first.
    #[must_use]
    pub fn asked_permille(&self, over: Micros, limits: &Limits) -> u64 {
        let part = |asked: u64, limit: u64| {
            let asked = u128::from(asked) * 1_000 * u128::from(Micros::SECOND.0);
            u64::try_from(asked / (u128::from(limit) * u128::from(over.0.max(1)))).unwrap_or(u64::MAX)
        };
        let records = part(self.asked_records(), limits.shard_write_records_per_s);
        records.max(part(self.asked_bytes(), limits.shard_write_bytes_per_s))
    }

    /// Adds what another key brought.
    pub fn add(&mut self, other: &Self) {
        self.records += other.records;
        self.bytes += other.bytes;
        self.refused_records += other.refused_records;
        self.refused_bytes += other.refused_bytes;
    }

    /// All of them together; the place is the first's.
    #[must_use]
    pub fn sum(loads: &[Self]) -> Self {
        let mut all = loads.first().copied().unwrap_or_default();
        loads.iter().skip(1).for_each(|load| all.add(load));
        all
    }
}

/// So much in a time, as so much a second.
#[must_use]
pub fn per_s(sum: u64, over: Micros) -> u64 {
    u64::try_from(u128::from(sum) * u128::from(Micros::SECOND.0) / u128::from(over.0.max(1))).unwrap_or(u64::MAX)
}

/// What is the matter with a shard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing: it has room.
    Calm,
    /// It has room on the average, but not for what comes at once.
    Gusts,
    /// One key alone asks for more than a shard takes, or is alone on the shard: no split helps.
    OneKey,
    /// One key brings half of the load or more, and would fit on a shard of its own.
    KeyAmongOthers,
    /// Many keys bring it together: a split shares them out.
    ManyKeys,
}

/// Where to split a shard so that its load is shared out best.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SplitPoint {
    /// `NewStartingHashKey`.
    pub at: HashKey,
    /// The part of the load that stays below, in thousandths.
    pub below_permille: u64,
}

/// A shard and its keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShardHeat {
    /// The shard's index.
    pub shard: u32,
    /// `ShardId`.
    pub shard_id: String,
    /// The stretch of the hash line it owns.
    pub range: HashRange,
    /// The time looked at.
    pub over: Micros,
    /// All keys together, in that time; its place says nothing.
    pub all: KeyLoad,
    /// What is asked for, in thousandths of the limit that comes first.
    pub asked_permille: u64,
    /// How many keys there were.
    pub keys: u64,
    /// The hottest, hottest first, at most [`Self::HOTTEST_MAX`].
    pub hottest: Vec<KeyHeat>,
    /// What is the matter.
    pub verdict: Verdict,
    /// Where to split it; none where no split helps.
    pub split: Option<SplitPoint>,
    /// Into how many keys the hottest must be divided so that each fits on a shard with room to spare, at least 2.
    pub suffixes: u64,
}

impl ShardHeat {
    /// The most keys that [`ShardHeat::hottest`] holds.
    pub const HOTTEST_MAX: usize = 8;
}

/// A key on a shard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyHeat {
    /// The partition key.
    pub key: String,
    /// Its look.
    pub tag: Tag,
    /// What it brought in the time looked at.
    pub load: KeyLoad,
    /// Its part of the shard's records, refused ones included, in thousandths.
    pub records_permille: u64,
    /// Its part of the bytes, likewise.
    pub bytes_permille: u64,
}

/// Judges a shard by what its keys brought in a time, in the order of their places.
#[must_use]
pub fn judge(range: &HashRange, keys: &[KeyLoad], over: Micros, limits: &Limits) -> (Verdict, Option<SplitPoint>) {
    let all = KeyLoad::sum(keys);
    let asked = all.asked_permille(over, limits);
    let refused = all.refused_records > 0;
    if asked < HOT_PERCENT * 10 {
        let verdict = if refused { Verdict::Gusts } else { Verdict::Calm };
        return (verdict, None);
    }
    let hottest = keys.iter().map(|key| key.asked_permille(over, limits)).max().unwrap_or(0);
    if hottest > 1_000 || keys.len() < 2 {
        return (Verdict::OneKey, None);
    }
    let split = best_split(range, keys, limits);
    if hottest * 2 >= asked { (Verdict::KeyAmongOthers, split) } else { (Verdict::ManyKeys, split) }
}

/// The key whose place shares the load out most evenly when it becomes the upper shard's first. AWS refuses a starting hash
/// key that leaves one side fewer than two places (observed by the kinesalite project, `actions/splitShard.js`).
fn best_split(range: &HashRange, keys: &[KeyLoad], limits: &Limits) -> Option<SplitPoint> {
    let all = KeyLoad::sum(keys);
    let by_bytes = bytes_come_first(&all, limits);
    let weight = |load: &KeyLoad| if by_bytes { load.asked_bytes() } else { load.asked_records() };
    let total = weight(&all).max(1);
    let mut below = 0;
    let mut best: Option<(u64, SplitPoint)> = None;
    for pair in keys.windows(2) {
        below += weight(&pair[0]);
        let at = pair[1].place;
        let may = at.0 > range.start.0.saturating_add(1) && at < range.end && at > pair[0].place;
        let uneven = (2 * below).abs_diff(total);
        if may && best.is_none_or(|(least, _)| uneven < least) {
            best = Some((uneven, SplitPoint { at, below_permille: below * 1_000 / total }));
        }
    }
    best.map(|(_, split)| split)
}

/// Whether a load comes to the limit of bytes before it comes to that of records.
#[must_use]
pub fn bytes_come_first(all: &KeyLoad, limits: &Limits) -> bool {
    let (records, bytes) = (u128::from(all.asked_records()), u128::from(all.asked_bytes()));
    bytes * u128::from(limits.shard_write_records_per_s) > records * u128::from(limits.shard_write_bytes_per_s)
}

/// Into how many keys one must be divided so that each asks for less than is hot, at least 2.
#[must_use]
pub fn suffixes(hottest: &KeyLoad, over: Micros, limits: &Limits) -> u64 {
    hottest.asked_permille(over, limits).div_ceil(HOT_PERCENT * 10).max(2)
}
