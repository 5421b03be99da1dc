//! The bill: what is counted, how it is rounded, and what it makes.

use crate::support::capacity_world::{POLLED, STREAM, begin, consumer, desk, stream, uniform};
use beltline::engine::batch::Batch;
use beltline::engine::command::Command;
use beltline::engine::cost::{Bill, Item, Plan, at_this_pace, bill, usage_of_an_hour, usd};
use beltline::engine::id::ConsumerId;
use beltline::engine::metrics::Usage;
use beltline::engine::reading::Reading;
use beltline::engine::time::Micros;
use proptest::prelude::*;
use std::sync::Arc;

const DAY: Micros = Micros::from_hours(24);

fn line(bill: &Bill, item: Item) -> (u64, u64) {
    let line = bill.lines.iter().find(|line| line.price.item == item);
    line.map_or((0, 0), |line| (line.milli_units, line.nano_usd))
}

#[test]
fn every_record_is_rounded_by_itself() {
    let mut timeline = begin(0, vec![stream(4)]);
    // With a key of one byte: 5 KB, 45 KB, 25 KB, 25 KB and a byte, 4.5 KB, and none at all.
    let sizes = [5 * 1_024, 45 * 1_024, 25 * 1_024, 25 * 1_024 + 1, 4_608, 1];
    let mut batch = Batch::default();
    for bytes in sizes {
        batch.push("k", None, &vec![0; bytes - 1]);
    }
    timeline.apply(Command::Put { stream: STREAM, batch: Arc::new(batch) }).expect("a stream");
    let used = timeline.world().usage(STREAM).expect("a stream").so_far;
    assert_eq!(used.put_units, 1 + 2 + 1 + 2 + 1 + 1);
    assert_eq!(used.rounded_kb, 5 + 45 + 25 + 26 + 5 + 1);
    timeline.advance_to(Micros::from_secs(3));
    let later = timeline.world().usage(STREAM).expect("a stream").so_far;
    assert_eq!((later.put_units, later.rounded_kb), (used.put_units, used.rounded_kb));
}

#[test]
fn an_hour_of_a_stream_costs_what_its_parts_cost() {
    let desk = Command::AddProducer(desk("web", 10, 1_000, uniform(9)));
    let mut timeline =
        begin(0, vec![stream(4), desk, consumer("analytics", POLLED), consumer("fraud", Reading::Pushed)]);
    timeline.advance_to(Micros::from_secs(3_600));
    let view = timeline.world().usage(STREAM).expect("a stream");
    let used = view.so_far;
    assert_eq!(
        (used.stream_us, used.shard_us, used.consumer_shard_us),
        (3_600_000_000, 4 * 3_600_000_000, 4 * 3_600_000_000)
    );
    assert_eq!(used.put_units, used.records);
    let provisioned = bill(Plan::Provisioned, &used, view.retention);
    assert_eq!(line(&provisioned, Item::ShardHours), (4_000, 60_000_000));
    assert_eq!(line(&provisioned, Item::PutUnits), (used.records * 1_000, used.records * 14));
    assert_eq!(line(&provisioned, Item::FanOutHours), (4_000, 60_000_000));
    assert_eq!(line(&provisioned, Item::DataOut), (0, 0), "reading is free in provisioned mode");
    let sum: u64 = provisioned.lines.iter().map(|line| line.nano_usd).sum();
    assert_eq!(provisioned.nano_usd, sum);
    let on_demand = bill(Plan::OnDemand, &used, view.retention);
    assert_eq!(line(&on_demand, Item::StreamHours), (1_000, 40_000_000));
    assert_eq!(line(&on_demand, Item::DataIn).1, used.rounded_kb * 80_000_000 / 1_048_576);
    assert_eq!(line(&on_demand, Item::DataOut).1, used.read_bytes * 80_000_000 / 2 / (1 << 30));
    assert_eq!(line(&on_demand, Item::FanOut).1, used.pushed_bytes * 50_000_000 / (1 << 30));
}

#[test]
fn a_fan_out_consumer_is_charged_for_as_long_as_it_is_registered() {
    let mut timeline = begin(0, vec![stream(2)]);
    timeline.advance_to(Micros::from_millis(1_500));
    timeline.apply(consumer("fraud", Reading::Pushed)).expect("a stream");
    timeline.advance_to(Micros::from_millis(4_250));
    timeline.apply(Command::RemoveConsumer { consumer: ConsumerId(0) }).expect("a consumer");
    timeline.advance_to(Micros::from_millis(9_000));
    let used = timeline.world().usage(STREAM).expect("a stream").so_far;
    assert_eq!((used.consumer_shard_us, used.shard_us), (2 * 2_750_000, 2 * 9_000_000));
}

#[test]
fn a_split_charges_for_one_more_shard_from_when_it_lands() {
    let mut timeline = begin(0, vec![stream(1)]);
    timeline.advance_to(Micros::from_secs(5));
    let split = Command::SplitShard { stream: STREAM, shard: 0, new_starting_hash_key: None };
    timeline.apply(split).expect("a shard can be split");
    let mut landed = timeline.now();
    while timeline.world().stream(STREAM).expect("a stream").open_count() == 1 {
        landed += Micros::from_millis(1);
        timeline.advance_to(landed);
    }
    timeline.advance_to(landed + Micros::from_secs(100));
    let used = timeline.world().usage(STREAM).expect("a stream").so_far;
    assert_eq!(used.shard_us, landed.0 + 2 * 100_000_000);
}

#[test]
fn the_last_minute_makes_the_rate() {
    let desk = Command::AddProducer(desk("web", 100, 100, uniform(9)));
    let mut timeline = begin(0, vec![stream(1), desk]);
    timeline.advance_to(Micros::from_secs(30));
    let early = timeline.world().usage(STREAM).expect("a stream");
    assert_eq!((early.lately_over, early.lately.records), (Micros::from_secs(29), 2_901));
    timeline.advance_to(Micros::from_secs(600));
    timeline
        .apply(Command::SetRate { producer: beltline::engine::id::ProducerId(0), records_per_s: 10 })
        .expect("a desk");
    timeline.advance_to(Micros::from_secs(700));
    let view = timeline.world().usage(STREAM).expect("a stream");
    assert!((60..=70).contains(&(view.lately_over.0 / 1_000_000)), "{:?}", view.lately_over);
    assert_eq!(view.lately.records, view.lately_over.0 / 100_000 + 1);
}

#[test]
fn longer_retention_costs_by_the_shard_or_by_what_is_kept() {
    let hour = usage_of_an_hour(5, 1_000, 1_024, 1, 0);
    let week = Micros::from_hours(168);
    let month = Micros::from_hours(720);
    assert_eq!(line(&bill(Plan::Provisioned, &hour, DAY), Item::Extended), (0, 0));
    assert_eq!(line(&bill(Plan::Provisioned, &hour, week), Item::Extended), (5_000, 100_000_000));
    // 1,000 KB a second kept for 144 hours more: 494 GB, for one of 730 hours.
    let kept_gb = 1_000 * 144 * 3_600 / (1 << 20);
    let on_demand = bill(Plan::OnDemand, &hour, month);
    let (milli_months, nano) = line(&on_demand, Item::Extended);
    assert_eq!(milli_months, 677, "{kept_gb} GB for an hour");
    assert_eq!(nano / 1_000_000, 67);
    assert!(line(&on_demand, Item::LongTerm).1 > 0);
}

#[test]
fn advantage_has_a_least_amount_and_pays_off_above_it() {
    let small = usage_of_an_hour(1, 100, 1_024, 1, 0);
    let large = usage_of_an_hour(40, 30_000, 1_024, 2, 0);
    let of = |plan, usage| bill(plan, usage, DAY).nano_usd;
    assert!(of(Plan::Advantage, &small) > of(Plan::OnDemand, &small));
    assert!(of(Plan::Advantage, &large) < of(Plan::OnDemand, &large));
    // 25 MB a second in and out for an hour: 87.89 GB each way.
    assert_eq!(usd(of(Plan::Advantage, &small)), "$4.22");
}

#[test]
fn a_month_has_730_hours() {
    let hour = usage_of_an_hour(5, 0, 0, 0, 0);
    let spent = bill(Plan::Provisioned, &hour, DAY).nano_usd;
    assert_eq!(usd(at_this_pace(spent, Micros::from_hours(1), 730)), "$54.75");
}

#[test]
fn amounts_are_read_as_money() {
    let told = [0, 14, 15_000_000, 99_999_999, 1_000_000_000, 1_234_567_890_000, 999_950_000].map(usd);
    assert_eq!(told, ["$0.0000", "$0.0000", "$0.0150", "$0.1000", "$1.00", "$1,234.57", "$1.0000"]);
}

proptest! {
    /// What is used in parts costs what is used at once, but for the rounding of each line.
    #[test]
    fn parts_cost_what_the_whole_costs(records in 0..1_000_000u64, bytes in 0..100_000u64, shards in 1..100u64) {
        let part = usage_of_an_hour(shards, records / 3_600, bytes, 1, 2);
        let twice = Usage {
            stream_us: part.stream_us * 2,
            shard_us: part.shard_us * 2,
            consumer_shard_us: part.consumer_shard_us * 2,
            records: part.records * 2,
            bytes: part.bytes * 2,
            put_units: part.put_units * 2,
            rounded_kb: part.rounded_kb * 2,
            read_bytes: part.read_bytes * 2,
            pushed_bytes: part.pushed_bytes * 2,
        };
        prop_assert_eq!(twice.since(&part), part);
        for plan in Plan::ALL {
            let (one, two) = (bill(plan, &part, DAY).nano_usd, bill(plan, &twice, DAY).nano_usd);
            prop_assert!(two >= one * 2 && two - one * 2 <= 8, "{one} {two}");
        }
    }
}
