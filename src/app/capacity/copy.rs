//! All copy of the capacity stage.

use crate::app::figures::{count, megabytes};
use crate::engine::World;
use crate::engine::cost::{Item, PRICES_REGION, PRICES_SEEN, Plan, Price, usd};
use crate::engine::heat::Verdict;
use crate::engine::id::StreamId;
use crate::engine::metrics::{AlarmConfig, Dimension, Metric};
use crate::engine::shard::shard_id;
use crate::engine::sizing::{Load, Reason, Sizing, Term};
use crate::engine::time::Micros;

pub(super) const CAPACITY: &str = "Capacity";
pub(super) const ABOUT: &str =
    "What the stream is asked for, and what its shards can give, as CloudWatch (AWS's monitoring) shows it.";

pub(super) const CHARTS_OF: &str = "Charts of";
pub(super) const WHOLE_STREAM: &str = "the whole stream (basic monitoring)";
pub(super) const POINTS: &str = "Points";
pub(super) const MINUTES: &str = "Minutes";
pub(super) const MINUTES_ABOUT: &str = "A point a minute: what CloudWatch has";
pub(super) const SECONDS: &str = "Seconds";
pub(super) const SECONDS_ABOUT: &str = "A point a second: what a minute's sum hides; CloudWatch does not have it";

pub(super) fn shard_listed(id: &str, open: bool) -> String {
    format!("{id}{} (enhanced)", if open { "" } else { ", closed" })
}

pub(super) const HEAT: &str = "What makes it hot";
pub(super) const KEYS: &str = "Its hottest keys, last 10 s or since the last change";
pub(super) const KEY_HEADS: &[&str] = &["Key", "Share", "Taken/s", "Refused/s"];

pub(super) fn permille(share: u64) -> String {
    format!("{}.{} %", share / 10, share % 10)
}

pub(super) fn asked(permille: u64) -> String {
    format!("{} %", permille / 10)
}

pub(super) fn asked_for(records: u64, megabytes: &str, refused: u64) -> String {
    let refused = match refused {
        0 => "none refused".to_owned(),
        refused => format!("{} refused at their first try", count(refused)),
    };
    format!("of its limit is asked for: {} records/s, {megabytes} MB/s, {refused}.", count(records))
}

pub(super) fn verdict(verdict: Verdict, key: Option<&str>) -> String {
    let key = key.unwrap_or("the key");
    match verdict {
        Verdict::Calm => "It has room.".to_owned(),
        Verdict::Gusts => {
            "It has room on the average, but records come in gusts that it refuses: send them evenly, or let the producer try again.".to_owned()
        }
        Verdict::OneKey => format!(
            "{key} alone fills it. All records of a key go to one shard, so neither a split nor on-demand mode helps: change the key."
        ),
        Verdict::KeyAmongOthers => {
            format!("{key} brings half of it or more, and would fit on a shard without the others.")
        }
        Verdict::ManyKeys => "Many keys bring it together: a split shares them out.".to_owned(),
    }
}

pub(super) const CURES: &str = "Try a cure";
pub(super) const HELPS: &str = "helps here";
pub(super) const HELPS_NOT: &str = "does not help here";
pub(super) const NOT_NEEDED: &str = "not needed now";
pub(super) const OTHER_KEY: &str = "A key with more values";
pub(super) const OTHER_KEY_ABOUT: &str = "Key by user instead, 1,000 of them: the records spread over all shards. Each user's records stay in order, a country's do not.";
pub(super) const OTHER_KEY_DO: &str = "Key by user";
pub(super) const OTHER_KEY_DONE: &str = "The desks now key by user.";
pub(super) const MANY_PREFIX: &str = "user-";
pub(super) const SUFFIX: &str = "A suffix for the hot key";
pub(super) const SUFFIX_ABOUT: &str = "Divide the hot key into several, each with a number behind it.";
pub(super) const SUFFIX_DONE: &str = "The hot key is divided.";
pub(super) const PARTS: &str = "Parts";
pub(super) const WANT_PARTS: &str = "Write 2 to 64 parts.";

pub(super) fn divide(key: &str, parts: u32) -> String {
    if key.is_empty() { "Divide it".to_owned() } else { format!("Divide {key} into {parts}") }
}

pub(super) fn suffix_about(key: &str, parts: u32, fallen: &[(u32, usize)]) -> String {
    let fallen: Vec<String> = fallen.iter().map(|(shard, parts)| format!("{parts} on shard {shard}")).collect();
    format!(
        "{key}-1 to {key}-{parts} would fall {}. The price: order holds within each part only, and whoever needs all of {key} must read {parts} keys and sort them together.",
        fallen.join(", ")
    )
}

pub(super) fn no_desk(key: &str) -> String {
    format!("No desk of this stream draws {key} from a mix: change whoever puts it.")
}

pub(super) fn no_suffix(key: &str) -> String {
    format!("The keys of this desk are all alike: dividing {key} changes nothing. Split the shard instead.")
}

pub(super) const SPLIT: &str = "A split";
pub(super) const SPLIT_DO: &str = "Split the shard there";
pub(super) const SPLIT_DONE: &str = "SplitShard is under way.";
pub(super) const NO_SPLIT: &str =
    "No place shares this load out: a split would leave all of it on one side, or there is none to share.";

pub(super) fn split_at(at: &str, below_permille: u64) -> String {
    let below = below_permille / 10;
    format!(
        "NewStartingHashKey {at} leaves {below} % of the load on the lower child and {} % on the upper.",
        100 - below
    )
}

pub(super) const ON_DEMAND: &str = "On-demand mode";
pub(super) const ON_DEMAND_ABOUT: &str = "The stream then grows by itself within about 15 minutes. One key still gets no more than 1 MB and 1,000 records a second.";
pub(super) const ON_DEMAND_DO: &str = "Switch to on-demand";
pub(super) const ON_DEMAND_DONE: &str = "UpdateStreamMode is under way.";

pub(super) const ALARMS: &str = "Alarms";
pub(super) const ALARMS_ABOUT: &str =
    "An alarm is looked at when a minute ends. The chart shows its threshold as a dashed line, and its state.";
pub(super) const NO_ALARM: &str = "No alarm is set.";
pub(super) const DELETE: &str = "Delete";
pub(super) const SET_ALARM: &str = "Set an alarm";
pub(super) const SET_ALARM_DO: &str = "Set the alarm";
pub(super) const METRIC: &str = "Metric";
pub(super) const STATISTIC: &str = "Statistic";
pub(super) const THRESHOLD: &str = "Threshold";
pub(super) const COMPARISON: &str = "Comparison";
pub(super) const DATAPOINTS: &str = "Datapoints to alarm";
pub(super) const PERIODS: &str = "out of";
pub(super) const MINUTES_UNIT: &str = "minutes";
pub(super) const TREAT: &str = "Missing data is";
pub(super) const WANT_THRESHOLD: &str = "Write a whole number as the threshold, such as 1.";
pub(super) const WANT_PERIODS: &str = "Write whole numbers of minutes, such as 1 out of 1.";
pub(super) const NO_FAN_OUT: &str =
    "This metric is told about a fan-out consumer, and the stream has none: add one on the fan-out stage.";

pub(super) fn unit(unit: &'static str) -> &'static str {
    match unit {
        "Bytes" => "bytes",
        "Milliseconds" => "ms",
        _ => "count",
    }
}

/// What an alarm watches.
pub(super) fn watched(world: &World, stream: StreamId, dimension: Dimension) -> String {
    match dimension {
        Dimension::Stream => world.stream(stream).map(|stream| stream.name.clone()).unwrap_or_default(),
        Dimension::Shard(index) => shard_id(index),
        Dimension::Consumer(id) => world.consumer_name(id).to_owned(),
    }
}

pub(super) fn alarm_name(metric: Metric, about: &str) -> String {
    format!("{} on {about}", metric.name())
}

pub(super) fn alarm_set(name: &str) -> String {
    format!("The alarm {name} is set; it is looked at when the minute ends.")
}

pub(super) fn rule(config: &AlarmConfig, about: &str) -> String {
    format!(
        "{} of {} on {about} {} {} in {} of {} min, missing data: {}",
        config.statistic.name(),
        config.metric.name(),
        config.comparison.sign(),
        count(config.threshold),
        config.datapoints_to_alarm,
        config.evaluation_periods,
        config.treat_missing_data.name(),
    )
}

pub(super) fn since(since: Micros, alarms: u64) -> String {
    let times = if alarms == 1 { "once".to_owned() } else { format!("{} times", count(alarms)) };
    format!("Since {since}; in ALARM {times} so far")
}

pub(super) const COST: &str = "Cost";
pub(super) const SO_FAR: &str = "This run so far";
pub(super) const AN_HOUR: &str = "An hour at this pace";
pub(super) const A_MONTH: &str = "A month at this pace";
pub(super) const BILL: &str = "An hour at the pace of the last minute";
pub(super) const BILL_HEADS: &[&str] = &["Item", "Price", "An hour"];
pub(super) const PLANS: &str = "The same load in each mode";
pub(super) const PLAN_HEADS: &[&str] = &["Mode", "An hour", "A month"];
pub(super) const PLAN_NOW: &str = "now";
pub(super) const ADVANTAGE_NOTE: &str = "On-demand Advantage bills at least 25 MB/s in and 25 MB/s out for the whole account, here as if this were its only stream. A month has 730 hours.";

pub(super) fn prices_note() -> String {
    format!(
        "Prices of {PRICES_REGION} as listed on {PRICES_SEEN}, not checked against AWS itself. Prices change: look at AWS's pricing page before you decide. Monitoring by shard, taxes and other services come on top."
    )
}

pub(super) const fn charged(plan: Plan) -> &'static str {
    match plan {
        Plan::Provisioned => {
            "Provisioned mode is charged for open shards and for 25 KB units put. Reading is free without fan-out."
        }
        Plan::OnDemand => "On-demand mode is charged for the stream, and for every GB in and out.",
        Plan::Advantage => "On-demand Advantage is charged for every GB in and out, and for no stream.",
    }
}

pub(super) const fn plan(plan: Plan) -> &'static str {
    match plan {
        Plan::Provisioned => "Provisioned",
        Plan::OnDemand => "On-demand Standard",
        Plan::Advantage => "On-demand Advantage",
    }
}

pub(super) const fn item(item: Item) -> &'static str {
    match item {
        Item::ShardHours => "Shards",
        Item::PutUnits => "PUT payload units",
        Item::StreamHours => "Stream",
        Item::DataIn => "Data in",
        Item::DataOut => "Data out",
        Item::FanOutHours => "Fan-out consumers",
        Item::FanOut => "Fan-out data",
        Item::Extended => "Retention over 24 h",
        Item::LongTerm => "Retention over 7 days",
    }
}

pub(super) fn price(price: &Price) -> String {
    match price.item {
        Item::PutUnits => format!("{} a million", tail_cut(&usd(price.nano_usd * 1_000_000))),
        _ => format!("{} a {}", tail_cut(&usd(price.nano_usd)), price.unit),
    }
}

/// `$0.0150` as `$0.015`.
fn tail_cut(usd: &str) -> String {
    let cut = usd.trim_end_matches('0');
    let places = cut.split_once('.').map_or(0, |(_, places)| places.len());
    format!("{cut}{}", "0".repeat(2_usize.saturating_sub(places)))
}

pub(super) const SIZE: &str = "Size a stream";
pub(super) const SIZE_ABOUT: &str = "How many shards a load needs in provisioned mode. A shard takes 1 MB and 1,000 records a second, and gives 2 MB a second to all standard consumers together.";
pub(super) const IN: &str = "In";
pub(super) const IN_RECORDS: &str = "Records";
pub(super) const STANDARD: &str = "Standard consumers";
pub(super) const CALLS: &str = "Calls of each on a shard";
pub(super) const FAN_OUT: &str = "Fan-out consumers";
pub(super) const HOTTEST_KEY: &str = "Share of the hottest key";
pub(super) const UNIT_MB_S: &str = "MB/s";
pub(super) const UNIT_PER_S: &str = "a second";
pub(super) const WANT_MEGABYTES: &str = "Write megabytes a second, such as 5 or 0.75.";
pub(super) const TOO_LARGE: &str =
    "Records of that size are larger than a stream takes: write more records or fewer megabytes.";
pub(super) const TERMS: &str = "Shards needed, term by term";
pub(super) const TERM_HEADS: &[&str] = &["For", "Needed ÷ of a shard", "Shards"];
pub(super) const LOAD: &str = "Load into the hall";
pub(super) const SIZED_TITLE: &str = "A stream sized by the calculator";
pub(super) const TOO_MANY_SHARDS: &str = "The hall holds at most 1,000 shards: write a smaller load.";

pub(super) fn want_number(label: &str, most: u64) -> String {
    format!("{label}: write a whole number from 0 to {}.", count(most))
}

pub(super) fn shards(shards: u64) -> String {
    if shards == 1 { "1 shard".to_owned() } else { format!("{} shards", count(shards)) }
}

pub(super) const fn reason(reason: Reason) -> &'static str {
    match reason {
        Reason::BytesIn => "Bytes in",
        Reason::RecordsIn => "Records in",
        Reason::SharedOut => "Out to standard consumers",
        Reason::FanOut => "Out to fan-out, each",
    }
}

pub(super) fn division(term: &Term) -> String {
    let told = |of: u64| match term.reason {
        Reason::RecordsIn => format!("{}/s", count(of)),
        _ => format!("{} MB/s", megabytes(of)),
    };
    format!("{} ÷ {}", told(term.needed_per_s), told(term.of_a_shard_per_s))
}

pub(super) const fn decides(reason: Reason) -> &'static str {
    match reason {
        Reason::BytesIn => "The bytes in decide. Smaller or compressed records would need fewer shards.",
        Reason::RecordsIn => {
            "The number of records decides. Packing several into one, as the Kinesis Producer Library does, would need fewer shards."
        }
        Reason::SharedOut => {
            "The shared way out decides. A consumer moved to enhanced fan-out gets 2 MB a second of its own, and fewer shards do."
        }
        Reason::FanOut => "The way out to a fan-out consumer decides.",
    }
}

/// What the number of shards does not say.
pub(super) fn notes(load: &Load, sizing: &Sizing) -> Vec<String> {
    let mut notes = Vec::new();
    if let Some(key) = sizing.hottest_key {
        let (records, bytes) = (count(key.records_per_s), megabytes(key.bytes_per_s));
        notes.push(if key.parts == 1 {
            format!("The hottest key brings {records} records/s and {bytes} MB/s: it fits on one shard, with others beside it only as far as there is room.")
        } else {
            format!(
                "The hottest key brings {records} records/s and {bytes} MB/s to one shard, whatever their number: more shards do not help. Divide it into {} keys or more.",
                key.parts
            )
        });
    }
    if let Some(calls) = sizing.too_many_calls_per_s {
        notes.push(format!(
            "{calls} GetRecords calls a second on every shard are more than the 5 it answers, whatever the number of shards: let them ask less often, or use fan-out."
        ));
    }
    if sizing.too_many_fan_out {
        notes.push("A stream registers at most 20 fan-out consumers, 50 with On-demand Advantage.".to_owned());
    }
    if load.bytes_per_s > 0 {
        notes.push(format!(
            "A record has {} bytes on the average.",
            count(load.bytes_per_s / load.records_per_s.max(1))
        ));
    }
    notes
}

pub(super) fn costs(provisioned: &str, on_demand: &str) -> String {
    format!(
        "About {provisioned} a month provisioned, {on_demand} on demand, without retention over 24 h. Prices as in Cost above."
    )
}

pub(super) const METRICS: &str = "Metrics";
pub(super) const METRICS_SCROLL: &str = "Table of metrics, scrolls sideways";
pub(super) const METRIC_HEADS: &[&str] =
    &["Metric", "Unit", "Statistic", "Last minute", "This minute so far", "Since the start"];
pub(super) const NO_DATA: &str = "–";
pub(super) const DATAPOINTS_OF: &str = "Datapoints of";
pub(super) const DATAPOINTS_SCROLL: &str = "Table of datapoints, scrolls sideways";
pub(super) const POINT_HEADS: &[&str] = &["Start, UTC", "Sum", "Average", "Minimum", "Maximum", "SampleCount"];
pub(super) const ALARMS_SCROLL: &str = "Table of alarms, scrolls sideways";
pub(super) const ALARM_HEADS: &[&str] = &["Alarm", "State", "Rule", "Since", "Times in ALARM"];
