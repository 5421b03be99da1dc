//! What it would cost: AWS's way of charging, with its prices of one day, in whole nano-dollars.
//!
//! What is charged and how it is rounded stands on AWS's page "Amazon Kinesis Data Streams pricing". The page fills in its
//! prices by script, so they are unverified against AWS: they come from listings that quote it, and those agree.

use super::metrics::{ON_DEMAND_ROUND_BYTES, PUT_UNIT_BYTES, Usage};
use super::time::Micros;

/// The day the prices were seen. Prices change.
pub const PRICES_SEEN: &str = "2026-11-23";
/// The Region they are of.
pub const PRICES_REGION: &str = "us-east-1";
/// Hours of a month, as AWS's pricing calculator counts.
pub const MONTH_HOURS: u64 = 730;
/// What On-demand Advantage commits to, in and out: 25 MB a second. Kinesis Developer Guide, "Choose the right mode".
pub const ADVANTAGE_BYTES_PER_S_MIN: u64 = 25 * 1_048_576;

const NANO: u64 = 1_000_000_000;
/// Bytes of a GB on the bill: that AWS counts 2^30 is unverified.
const GB: u128 = 1 << 30;
const DAY_H: u64 = 24;
const WEEK_H: u64 = 7 * DAY_H;

/// How a stream is charged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Plan {
    /// Provisioned mode: for shards and for what is put.
    #[default]
    Provisioned,
    /// On-demand Standard: for the stream and for what goes in and out.
    OnDemand,
    /// On-demand Advantage: a setting of the account, for at least 25 MB a second in and out, without a charge for the
    /// stream. The least is that of the whole account; here it is this stream's, as if it were the only one.
    Advantage,
}

impl Plan {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Provisioned, Self::OnDemand, Self::Advantage];
}

/// What a line of the bill is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Item {
    /// Shard-hours.
    ShardHours,
    /// PUT payload units: 25 KB begun, for every record.
    PutUnits,
    /// Stream-hours.
    StreamHours,
    /// GB in, every record rounded up to 1 KB.
    DataIn,
    /// GB out to `GetRecords`.
    DataOut,
    /// Enhanced fan-out: consumer-shard-hours.
    FanOutHours,
    /// Enhanced fan-out: GB out.
    FanOut,
    /// Retention over 24 hours: shard-hours, or GB-months when on demand.
    Extended,
    /// Retention over 7 days: GB-months.
    LongTerm,
}

/// A price, in nano-dollars.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Price {
    /// What it is of.
    pub item: Item,
    /// For one of the unit.
    pub nano_usd: u64,
    /// The unit.
    pub unit: &'static str,
}

const fn price(item: Item, nano_usd: u64, unit: &'static str) -> Price {
    Price { item, nano_usd, unit }
}

/// The prices of us-east-1, all unverified against AWS as said above; those of On-demand Advantage's retention are not
/// listed anywhere we looked, and follow from AWS's "at least 60 % lower".
#[must_use]
pub const fn prices(plan: Plan) -> &'static [Price] {
    const PROVISIONED: &[Price] = &[
        price(Item::ShardHours, 15_000_000, "shard-hour"),
        price(Item::PutUnits, 14, "PUT payload unit"),
        price(Item::FanOutHours, 15_000_000, "consumer-shard-hour"),
        price(Item::FanOut, 13_000_000, "GB"),
        price(Item::Extended, 20_000_000, "shard-hour"),
        price(Item::LongTerm, 23_000_000, "GB-month"),
    ];
    const ON_DEMAND: &[Price] = &[
        price(Item::StreamHours, 40_000_000, "stream-hour"),
        price(Item::DataIn, 80_000_000, "GB"),
        price(Item::DataOut, 40_000_000, "GB"),
        price(Item::FanOut, 50_000_000, "GB"),
        price(Item::Extended, 100_000_000, "GB-month"),
        price(Item::LongTerm, 23_000_000, "GB-month"),
    ];
    const ADVANTAGE: &[Price] = &[
        price(Item::DataIn, 32_000_000, "GB"),
        price(Item::DataOut, 16_000_000, "GB"),
        price(Item::FanOut, 16_000_000, "GB"),
        price(Item::Extended, 40_000_000, "GB-month"),
        price(Item::LongTerm, 23_000_000, "GB-month"),
    ];
    match plan {
        Plan::Provisioned => PROVISIONED,
        Plan::OnDemand => ON_DEMAND,
        Plan::Advantage => ADVANTAGE,
    }
}

/// A line of the bill.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// The price.
    pub price: Price,
    /// How many of its unit, in thousandths.
    pub milli_units: u64,
    /// What it makes, in nano-dollars, rounded down.
    pub nano_usd: u64,
}

/// A bill.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bill {
    /// How it is charged.
    pub plan: Plan,
    /// Its lines; those of nothing are left out.
    pub lines: Vec<Line>,
    /// All together, in nano-dollars.
    pub nano_usd: u64,
}

/// Quantities as the bill has them, each times its divisor so that nothing is lost.
struct Quantity {
    of: u128,
    divisor: u128,
}

/// The bill for what was used.
#[must_use]
pub fn bill(plan: Plan, usage: &Usage, retention: Micros) -> Bill {
    let hours = |us: u64| Quantity { of: u128::from(us), divisor: 3_600_000_000 };
    let gb = |bytes: u128| Quantity { of: bytes, divisor: GB };
    let least = |bytes: u128| match plan {
        Plan::Advantage => bytes.max(u128::from(ADVANTAGE_BYTES_PER_S_MIN) * u128::from(usage.stream_us) / 1_000_000),
        _ => bytes,
    };
    let read = u128::from(usage.read_bytes);
    let pushed = u128::from(usage.pushed_bytes);
    let lines = prices(plan).iter().map(|price| {
        let quantity = match price.item {
            Item::ShardHours => hours(usage.shard_us),
            Item::PutUnits => Quantity { of: u128::from(usage.put_units), divisor: 1 },
            Item::StreamHours => hours(usage.stream_us),
            Item::DataIn => gb(least(u128::from(usage.rounded_kb * ON_DEMAND_ROUND_BYTES))),
            // The commitment counts all that is read, and fan-out costs the same.
            Item::DataOut => gb(least(read + pushed) - pushed),
            Item::FanOutHours => hours(usage.consumer_shard_us),
            Item::FanOut => gb(pushed),
            Item::Extended if plan == Plan::Provisioned => {
                hours(if retention > Micros::from_hours(DAY_H) { usage.shard_us } else { 0 })
            }
            Item::Extended => stored(usage, retention, DAY_H, WEEK_H),
            Item::LongTerm => stored(usage, retention, WEEK_H, u64::MAX),
        };
        let nano_usd = u64::try_from(quantity.of * u128::from(price.nano_usd) / quantity.divisor).unwrap_or(u64::MAX);
        let milli_units = u64::try_from(quantity.of * 1_000 / quantity.divisor).unwrap_or(u64::MAX);
        Line { price: *price, milli_units, nano_usd }
    });
    let lines: Vec<Line> = lines.filter(|line| line.milli_units > 0 || line.nano_usd > 0).collect();
    Bill { plan, nano_usd: lines.iter().map(|line| line.nano_usd).sum(), lines }
}

/// What is kept beyond a first age up to a second, once the stream holds as much as its retention says, in GB-months of the
/// time that was used.
fn stored(usage: &Usage, retention: Micros, from_h: u64, to_h: u64) -> Quantity {
    let hours = (retention.0 / Micros::from_hours(1).0).min(to_h).saturating_sub(from_h);
    // Bytes a microsecond, times the hours kept, times the time used, make bytes times time.
    let kept_byte_h = u128::from(usage.bytes) * u128::from(hours);
    Quantity { of: kept_byte_h, divisor: GB * u128::from(MONTH_HOURS) }
}

/// The same at the same pace for another time, in nano-dollars.
#[must_use]
pub fn at_this_pace(nano_usd: u64, over: Micros, hours: u64) -> u64 {
    let span = u128::from(Micros::from_hours(hours).0);
    u64::try_from(u128::from(nano_usd) * span / u128::from(over.0.max(1))).unwrap_or(u64::MAX)
}

/// The usage of one hour that a steady load makes, for a stream of so many shards.
#[must_use]
pub fn usage_of_an_hour(shards: u64, records_per_s: u64, record_bytes: u64, read: u64, pushed: u64) -> Usage {
    let hour = Micros::from_hours(1).0;
    let records = records_per_s * 3_600;
    let bytes = records * record_bytes;
    Usage {
        stream_us: hour,
        shard_us: hour * shards,
        consumer_shard_us: hour * shards * pushed,
        records,
        bytes,
        put_units: records * record_bytes.div_ceil(PUT_UNIT_BYTES).max(1),
        rounded_kb: records * record_bytes.div_ceil(ON_DEMAND_ROUND_BYTES).max(1),
        read_bytes: bytes * read,
        pushed_bytes: bytes * pushed,
    }
}

/// An amount as text, such as `$0.0150`: with more places where it is small.
#[must_use]
pub fn usd(nano_usd: u64) -> String {
    let dollars = nano_usd / NANO;
    let (places, unit) = if dollars >= 1 { (2, 10_000_000) } else { (4, 100_000) };
    let rounded = (nano_usd + unit / 2) / unit;
    let scale = NANO / unit;
    format!("${}.{:0width$}", super::words::grouped(rounded / scale), rounded % scale, width = places)
}
