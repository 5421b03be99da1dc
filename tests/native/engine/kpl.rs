//! Aggregation as the Kinesis Producer Library does it: what travels, what it weighs, and who sees what is inside.

use crate::support::library_world::{STREAM, application, ms, polled, producer, told, world};
use beltline::engine::batch::Batch;
use beltline::engine::command::{Aggregation, Burst, KeyMix, ProducerConfig, Source};
use beltline::engine::craft::Packing;
use beltline::engine::hash::HashKey;
use beltline::engine::id::RecordRef;
use beltline::engine::reading::{ConsumerConfig, Processing, Reading, Work};
use beltline::engine::time::Micros;
use beltline::engine::{Timeline, World};
use expect_test::expect;
use md5::{Digest, Md5};
use proptest::prelude::*;
use std::sync::Arc;

const MAGIC: [u8; 4] = [0xf3, 0x89, 0x9a, 0xc2];

fn aggregation() -> Aggregation {
    Aggregation { count_max: u32::MAX, bytes_max: 51_200, buffered_time_max: ms(100), craft: Packing::CODE }
}

fn packing(records_per_s: u32, stop: Option<Micros>) -> ProducerConfig {
    ProducerConfig { aggregation: Some(aggregation()), ..producer(records_per_s, stop) }
}

fn plain_reader() -> ConsumerConfig {
    ConsumerConfig { work: Work::Handle(Processing::default()), ..application(&[], polled(200)) }
}

/// A user record as a reader unpacks it: its key, its explicit hash key, its data.
type User = (String, Option<String>, Vec<u8>);

/// One protobuf field: its number, then a number or bytes.
fn field<'a>(bytes: &mut &'a [u8]) -> (u64, u64, &'a [u8]) {
    let varint = |bytes: &mut &'a [u8]| {
        let mut value = 0;
        for shift in (0..).step_by(7) {
            let (first, rest) = bytes.split_first().expect("the message goes on");
            *bytes = rest;
            value |= u64::from(first & 127) << shift;
            if first & 128 == 0 {
                break;
            }
        }
        value
    };
    let tag = varint(bytes);
    let value = varint(bytes);
    match tag & 7 {
        0 => (tag >> 3, value, &[]),
        2 => {
            let (content, rest) = bytes.split_at(value as usize);
            *bytes = rest;
            (tag >> 3, value, content)
        }
        other => panic!("wire type {other} has no place here"),
    }
}

/// Unpacks a record as the format's description says; none when it is not a packed one.
fn unpack(data: &[u8]) -> Option<Vec<User>> {
    let body = data.strip_prefix(&MAGIC)?;
    let (mut message, md5) = body.split_at(body.len() - 16);
    assert_eq!(Md5::digest(message).as_slice(), md5);
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("keys are text");
    let (mut keys, mut explicit, mut records) = (Vec::new(), Vec::new(), Vec::new());
    while !message.is_empty() {
        let (number, _, content) = field(&mut message);
        match number {
            1 => keys.push(text(content)),
            2 => explicit.push(text(content)),
            3 => records.push(content),
            other => panic!("field {other} has no place here"),
        }
    }
    let user = |mut record: &[u8]| {
        let mut user = (String::new(), None, Vec::new());
        while !record.is_empty() {
            let (number, value, content) = field(&mut record);
            match number {
                1 => user.0.clone_from(&keys[value as usize]),
                2 => user.1 = Some(explicit[value as usize].clone()),
                _ => user.2 = content.to_vec(),
            }
        }
        user
    };
    Some(records.into_iter().map(user).collect())
}

/// Every record of the stream: its shard, its size, its partition key, its data.
fn stored(world: &World) -> Vec<(RecordRef, u32, String, Vec<u8>)> {
    let stream = world.stream(STREAM).expect("the script opens it");
    let of_shard = |shard: &beltline::engine::shard::Shard| {
        let rows: Vec<_> = shard.log.range(0, shard.log.end()).collect();
        let record = |(index, row): &(u64, beltline::engine::log::Row)| {
            let data = world.data(shard, *index, row, usize::MAX);
            let at = RecordRef { stream: STREAM, shard: shard.index, index: *index };
            (at, row.bytes, world.keys().text(row.key).to_owned(), data)
        };
        rows.iter().map(record).collect::<Vec<_>>()
    };
    stream.shards.iter().flat_map(of_shard).collect()
}

/// All user records of the stream, after every size was compared with what lies on the wire.
fn unpacked(world: &World) -> Vec<User> {
    let mut users = Vec::new();
    let shards = &world.stream(STREAM).expect("the script opens it").shards;
    for (at, bytes, key, data) in stored(world) {
        assert_eq!(bytes as usize, key.len() + data.len(), "{at:?}");
        let inside = unpack(&data);
        let log = &shards[at.shard as usize].log;
        assert_eq!(log.user_records(at.index, at.index + 1), inside.as_ref().map_or(1, |users| users.len() as u64));
        let Some(inside) = inside else {
            users.push((key, None, data));
            continue;
        };
        assert_eq!(key, "a");
        assert!(inside.len() > 1, "a record that is alone travels as it is");
        for (key, explicit, _) in &inside {
            let place = explicit.as_ref().map_or(HashKey::of(key), |place| HashKey::parse(place).expect("a place"));
            assert!(shards[at.shard as usize].range.contains(place), "{key} lies on another shard");
        }
        users.extend(inside);
    }
    users
}

#[test]
fn records_travel_together_and_are_seen_inside_by_those_who_unpack() {
    let mut timeline = world(2, packing(40, Some(ms(300))), application(&["ann"], polled(500)), Vec::new());
    let story = told(&mut timeline, ms(1_500));
    expect![[r"
        00:00:00.000 Stream orders opened with 2 shards.
        00:00:00.000 orders-app began to read.
        00:00:00.000 ann joined orders-app.
        00:00:00.000 ann took the free lease of shardId-000000000000.
        00:00:00.000 ann took the free lease of shardId-000000000001.
        00:00:00.000 desk opened its desk.
        00:00:00.100 It holds 2 records of desk.
        00:00:00.125 It holds 2 records of desk.
        00:00:00.200 It holds 3 records of desk.
        00:00:00.300 It holds 2 records of desk.
        00:00:00.325 It holds 2 records of desk.
        00:00:00.350 ann processed 3 records of shardId-000000000001.
        00:00:00.350 ann wrote the checkpoint of shardId-000000000001: 2 records done.
        00:00:00.600 ann processed 7 records of shardId-000000000000.
        00:00:00.600 ann wrote the checkpoint of shardId-000000000000: 3 records done.
        00:00:00.850 ann processed 2 records of shardId-000000000001.
        00:00:00.850 ann wrote the checkpoint of shardId-000000000001: 3 records done.
    "]]
    .assert_eq(&story);
    let consumer = &timeline.world().report().consumers[0];
    assert_eq!(consumer.delivered_user_records, 12);
    assert!(consumer.delivered_records < 12);
    let packed = stored(timeline.world()).into_iter().find(|(_, _, _, data)| data.starts_with(&MAGIC));
    let (at, bytes, ..) = packed.expect("some record is packed");
    let inspection = timeline.world().inspect(at).expect("it is kept");
    assert_eq!((inspection.partition_key.as_str(), inspection.from.as_str()), ("a", "desk"));
    assert!(inspection.user_records > 1 && inspection.data.len() + 1 == bytes as usize);
    assert!(inspection.explicit_hash_key.is_some());
}

#[test]
fn a_plain_reader_sees_one_record() {
    let mut timeline = world(1, packing(500, Some(ms(2_000))), plain_reader(), Vec::new());
    timeline.advance_to(ms(4_000));
    let report = timeline.world().report();
    let shard = &report.streams[0].shards[0];
    assert_eq!(shard.accepted_user_records, 1_000);
    assert!(shard.accepted_records <= 21, "{} records of the stream", shard.accepted_records);
    assert_eq!(report.consumers[0].delivered_records, shard.accepted_records);
    assert_eq!(report.consumers[0].delivered_user_records, shard.accepted_records);
    assert_eq!(report.producers[0].accepted_records, 1_000);
    assert_eq!(report.producers[0].accepted_stream_records, shard.accepted_records);
}

#[test]
fn what_throttles_one_by_one_fits_when_packed() {
    let run = |producer: ProducerConfig| {
        let mut timeline = world(1, producer, plain_reader(), Vec::new());
        timeline.advance_to(Micros::from_secs(10));
        timeline.world().report()
    };
    let one_by_one = run(producer(3_000, None));
    assert!(one_by_one.streams[0].shards[0].throttled_records > 10_000);
    let packed = run(packing(3_000, None));
    let shard = &packed.streams[0].shards[0];
    assert_eq!(shard.throttled_records, 0);
    assert!(shard.accepted_user_records > 29_500);
    let producer = &packed.producers[0];
    assert_eq!(producer.made_records, producer.accepted_records + producer.buffered_records);
    // 3,000 records of about 112 bytes are 7 full records of the stream, or ten by the clock.
    assert!(shard.records_per_s <= 11, "{} records a second", shard.records_per_s);
}

#[test]
fn a_thousand_records_of_512_bytes_make_about_ten() {
    let burst = Burst { every: ms(50), records: 1_000 };
    let keys = KeyMix::Uniform { prefix: "user-".into(), keys: 500 };
    let source = Source::Made { keys, record_bytes: 512 };
    let config = ProducerConfig { source, burst: Some(burst), ..packing(0, Some(ms(60))) };
    let mut timeline = world(1, config, plain_reader(), Vec::new());
    timeline.advance_to(ms(1_000));
    assert_eq!(unpacked(timeline.world()).len(), 1_000);
    let sizes: Vec<usize> = stored(timeline.world()).iter().map(|(_, _, _, data)| data.len()).collect();
    assert!((10..=11).contains(&sizes.len()), "{sizes:?}");
    assert!(sizes.iter().all(|bytes| *bytes <= 51_200) && sizes[0] > 50_000, "{sizes:?}");
}

#[test]
fn packed_records_that_are_refused_come_again_whole_or_are_lost_whole() {
    let source = Source::Made { keys: KeyMix::InTurn { keys: vec!["k".into()] }, record_bytes: 20_000 };
    let config = ProducerConfig { source, ..packing(100, Some(Micros::from_secs(5))) };
    let mut timeline = world(1, config, plain_reader(), Vec::new());
    timeline.advance_to(Micros::from_secs(30));
    let report = timeline.world().report();
    let producer = &report.producers[0];
    assert!(producer.throttled_tries > 0 && producer.given_up_records > 0);
    assert_eq!(producer.retrying_records + producer.buffered_records, 0);
    assert_eq!(producer.made_records, producer.accepted_records + producer.given_up_records);
    assert_eq!(unpacked(timeline.world()).len() as u64, producer.accepted_records);
}

#[test]
fn a_file_with_explicit_hash_keys_is_packed_without_loss() {
    let mut batch = Batch::default();
    for number in 0..300_u32 {
        let explicit = (number % 3 == 0).then(|| HashKey(u128::from(number) << 119));
        batch.push(&format!("k{}", number % 7), explicit, format!("record {number}").as_bytes());
    }
    let batch = Arc::new(batch);
    let source = Source::File { name: "given.csv".into(), records: Arc::clone(&batch) };
    let config = ProducerConfig { source, ..packing(1_000, None) };
    let mut timeline = world(3, config, plain_reader(), Vec::new());
    timeline.advance_to(ms(2_000));
    // One that travels alone shows its explicit hash key outside.
    let mut found: Vec<_> = unpacked(timeline.world()).into_iter().map(|(key, _, data)| (key, data)).collect();
    let mut given: Vec<_> = batch.iter().map(|given| (given.partition_key.to_owned(), given.data.to_vec())).collect();
    found.sort();
    given.sort();
    assert_eq!(found, given);
    let told = timeline.world().facts(0).2;
    let done = told.iter().filter(|fact| timeline.world().tell(fact).contains("last record")).count();
    assert_eq!(done, 1);
}

#[test]
fn what_expired_packed_records_held_is_forgotten_with_them() {
    let aggregation = Some(Aggregation { buffered_time_max: Micros::from_secs(10), ..aggregation() });
    let mut timeline = world(1, ProducerConfig { aggregation, ..packing(1, None) }, plain_reader(), Vec::new());
    timeline.advance_to(Micros::from_hours(26));
    let log = &timeline.world().stream(STREAM).expect("the script opens it").shards[0].log;
    assert!(log.first() > 600 && log.user_records_end() > 93_000);
    let held = |index: u64| (log.user_records(index, index + 1), log.packed(index).len() as u64);
    assert!((log.first()..log.end()).map(held).all(|(counted, listed)| counted == listed && counted >= 10));
    let kept: u64 = (log.first()..log.end()).map(|index| held(index).0).sum();
    assert_eq!(kept, log.user_records(log.first(), log.end()));
    assert!((86_300..=86_500).contains(&kept), "{kept} records of one day");
    assert_eq!(log.packed(0), []);
}

prop_compose! {
    fn producers()(
        records_per_s in 1..3_000u32,
        keys in 1..400u32,
        record_bytes in prop_oneof![1..300u32, 100..60_000u32],
        burst in prop::option::of((100..900u64, 1..900u32)),
        count_max in prop_oneof![Just(u32::MAX), 1..60u32],
        bytes_max in prop_oneof![Just(51_200u32), 200..60_000u32],
        buffered_ms in 1..400u64,
    ) -> ProducerConfig {
        ProducerConfig {
            burst: burst.map(|(every_ms, records)| Burst { every: ms(every_ms), records }),
            source: Source::Made { keys: KeyMix::Zipf { prefix: "user-".into(), keys }, record_bytes },
            aggregation: Some(Aggregation { count_max, bytes_max, buffered_time_max: ms(buffered_ms), craft: Packing::CODE }),
            ..producer(records_per_s, Some(ms(1_500)))
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn nothing_is_lost_and_no_record_passes_the_bounds(shards in 1..6u32, config in producers()) {
        let bounds = config.aggregation.expect("it packs");
        let mut timeline = world(shards, config, application(&["ann", "ben"], Reading::Pushed), Vec::new());
        timeline.advance_to(Micros::from_secs(30));
        let report = timeline.world().report();
        let producer = &report.producers[0];
        prop_assert_eq!(producer.made_records, producer.accepted_records + producer.given_up_records);
        let users = unpacked(timeline.world());
        prop_assert_eq!(users.len() as u64, producer.accepted_records);
        prop_assert_eq!(report.applications[0].processed_records, producer.accepted_records);
        prop_assert_eq!(report.consumers[0].delivered_user_records, producer.accepted_records);
        for (_, _, key, data) in stored(timeline.world()) {
            if let Some(inside) = unpack(&data) {
                prop_assert!(inside.len() as u32 <= bounds.count_max && data.len() as u32 <= bounds.bytes_max);
            } else {
                prop_assert_ne!(key, "a");
            }
        }
    }

    #[test]
    fn the_same_packing_twice_is_the_same(config in producers(), stops in prop::collection::vec(0..2_000u64, 1..5)) {
        let open = || world(3, config.clone(), application(&["ann"], polled(300)), Vec::new());
        let end = ms(2_500);
        let mut straight: Timeline = open();
        straight.advance_to(end);
        let mut wandering = open();
        for stop in stops {
            wandering.seek(ms(stop));
            wandering.step(end);
        }
        wandering.seek(end);
        prop_assert_eq!(straight.world().digest(), wandering.world().digest());
    }
}
