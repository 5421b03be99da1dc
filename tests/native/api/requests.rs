//! The front door, asked as an SDK would ask it.

use beltline::api::request;
use beltline::engine::command::{Command, StreamConfig};
use beltline::engine::limits::Profile;
use beltline::engine::time::Micros;
use beltline::engine::{Setup, Timeline};
use serde_json::{Value, json};

fn clicks(shards: u32, profile: Profile) -> Timeline {
    let stream = StreamConfig::provisioned("clicks", shards);
    let setup = Setup { seed: 1, profile, epoch_ms: 1_767_225_600_000 };
    Timeline::new(setup, vec![(Micros::ZERO, Command::OpenStream(stream))]).expect("a sound script")
}

fn ask(timeline: &mut Timeline, operation: &str, body: &Value) -> (u16, Value) {
    let response = request(timeline, &format!("Kinesis_20131202.{operation}"), &body.to_string());
    (response.status, serde_json::from_str(&response.body).expect("the body is JSON"))
}

fn ok(timeline: &mut Timeline, operation: &str, body: &Value) -> Value {
    let (status, reply) = ask(timeline, operation, body);
    assert_eq!(status, 200, "{reply}");
    reply
}

/// The exception's name and text.
fn refused(timeline: &mut Timeline, operation: &str, body: &Value) -> (String, String) {
    let (status, reply) = ask(timeline, operation, body);
    assert_eq!(status, 400, "{reply}");
    let text = |name: &str| reply[name].as_str().unwrap_or_default().to_owned();
    (text("__type"), text("message") + &text("Message"))
}

fn put(key: &str, data: &str) -> Value {
    json!({ "StreamName": "clicks", "PartitionKey": key, "Data": data })
}

fn iterator(timeline: &mut Timeline, shard: u32, kind: &str) -> Value {
    let body = json!({ "StreamName": "clicks", "ShardId": format!("shardId-{shard:012}"), "ShardIteratorType": kind });
    ok(timeline, "GetShardIterator", &body)["ShardIterator"].clone()
}

#[test]
fn a_key_goes_to_the_shard_that_owns_its_md5() {
    let mut timeline = clicks(2, Profile::Exam);
    assert_eq!(ok(&mut timeline, "PutRecord", &put("hello", "aGk="))["ShardId"], "shardId-000000000000");
    assert_eq!(ok(&mut timeline, "PutRecord", &put("user-1", "aGk="))["ShardId"], "shardId-000000000001");
    let explicit = json!({ "StreamName": "clicks", "PartitionKey": "hello", "Data": "",
                           "ExplicitHashKey": "340282366920938463463374607431768211455" });
    assert_eq!(ok(&mut timeline, "PutRecord", &explicit)["ShardId"], "shardId-000000000001");
    let by_arn = json!({ "StreamARN": "arn:aws:kinesis:us-east-1:111122223333:stream/clicks",
                         "PartitionKey": "hello", "Data": "" });
    assert_eq!(ok(&mut timeline, "PutRecord", &by_arn)["ShardId"], "shardId-000000000000");
}

#[test]
fn what_was_put_is_read_in_order() {
    let mut timeline = clicks(1, Profile::Exam);
    let first = ok(&mut timeline, "PutRecord", &put("a", "Zmlyc3Q="))["SequenceNumber"].clone();
    timeline.advance_to(Micros(1_500_400));
    ok(&mut timeline, "PutRecord", &put("b", "c2Vjb25k"));
    let start = iterator(&mut timeline, 0, "TRIM_HORIZON");
    let reply = ok(&mut timeline, "GetRecords", &json!({ "ShardIterator": start, "Limit": 1 }));
    assert_eq!(reply["Records"][0]["Data"], "Zmlyc3Q=");
    assert_eq!(reply["Records"][0]["SequenceNumber"], first);
    assert_eq!(reply["Records"][0]["PartitionKey"], "a");
    assert_eq!(reply["Records"][0]["ApproximateArrivalTimestamp"], json!(1_767_225_600.000));
    assert_eq!(reply["MillisBehindLatest"], 0);
    let next = reply["NextShardIterator"].clone();
    let reply = ok(&mut timeline, "GetRecords", &json!({ "ShardIterator": next }));
    assert_eq!(reply["Records"][0]["Data"], "c2Vjb25k");
    assert_eq!(reply["Records"][0]["ApproximateArrivalTimestamp"], json!(1_767_225_601.500));
    let after = json!({ "StreamName": "clicks", "ShardId": "shardId-000000000000",
                        "ShardIteratorType": "AFTER_SEQUENCE_NUMBER", "StartingSequenceNumber": first });
    let after = ok(&mut timeline, "GetShardIterator", &after)["ShardIterator"].clone();
    let reply = ok(&mut timeline, "GetRecords", &json!({ "ShardIterator": after }));
    assert_eq!(reply["Records"].as_array().map(Vec::len), Some(1));
    assert_eq!(reply["Records"][0]["Data"], "c2Vjb25k");
    let latest = iterator(&mut timeline, 0, "LATEST");
    let reply = ok(&mut timeline, "GetRecords", &json!({ "ShardIterator": latest }));
    assert_eq!(reply["Records"], json!([]));
}

#[test]
fn at_timestamp_gives_nothing_earlier() {
    let mut timeline = clicks(1, Profile::Exam);
    for (at_ms, data) in [(0, "AA=="), (1_000, "AQ=="), (2_000, "Ag==")] {
        timeline.advance_to(Micros::from_millis(at_ms));
        ok(&mut timeline, "PutRecord", &put("a", data));
    }
    let at = |seconds: f64| {
        json!({ "StreamName": "clicks", "ShardId": "shardId-000000000000", "ShardIteratorType": "AT_TIMESTAMP",
                "Timestamp": seconds })
    };
    let from = ok(&mut timeline, "GetShardIterator", &at(1_767_225_601.0))["ShardIterator"].clone();
    let reply = ok(&mut timeline, "GetRecords", &json!({ "ShardIterator": from }));
    assert_eq!(reply["Records"].as_array().map(Vec::len), Some(2));
    assert_eq!(reply["Records"][0]["Data"], "AQ==");
    let (kind, text) = refused(&mut timeline, "GetShardIterator", &at(1_767_225_603.0));
    assert_eq!(kind, "InvalidArgumentException");
    assert_eq!(
        text,
        "The timestampInMillis parameter cannot be greater than the currentTimestampInMillis. timestampInMillis: \
         1767225603000, currentTimestampInMillis: 1767225602000"
    );
}

#[test]
fn put_records_tells_the_fate_of_every_entry() {
    let mut timeline = clicks(1, Profile::Exam);
    let entries: Vec<Value> = (0..400).map(|n| json!({ "PartitionKey": format!("k{n}"), "Data": "AA==" })).collect();
    let body = json!({ "StreamName": "clicks", "Records": entries });
    for failed in [0, 0, 200] {
        assert_eq!(ok(&mut timeline, "PutRecords", &body)["FailedRecordCount"], failed);
    }
    let reply = ok(&mut timeline, "PutRecords", &body);
    assert_eq!(reply["FailedRecordCount"], 400);
    assert_eq!(reply["Records"].as_array().map(Vec::len), Some(400));
    assert_eq!(
        reply["Records"][399],
        json!({ "ErrorCode": "ProvisionedThroughputExceededException",
                "ErrorMessage": "Rate exceeded for shard shardId-000000000000 in stream clicks under account 111122223333." })
    );
    timeline.advance_to(Micros::SECOND);
    assert_eq!(ok(&mut timeline, "PutRecords", &body)["FailedRecordCount"], 0);
}

#[test]
fn five_reads_a_second_and_no_sixth() {
    let mut timeline = clicks(1, Profile::Exam);
    let from = iterator(&mut timeline, 0, "TRIM_HORIZON");
    for _ in 0..5 {
        ok(&mut timeline, "GetRecords", &json!({ "ShardIterator": from }));
    }
    let (kind, text) = refused(&mut timeline, "GetRecords", &json!({ "ShardIterator": from }));
    assert_eq!(kind, "ProvisionedThroughputExceededException");
    assert_eq!(text, "Rate exceeded for Shard - 111122223333/clicks/shardId-000000000000");
    timeline.advance_to(Micros::SECOND);
    ok(&mut timeline, "GetRecords", &json!({ "ShardIterator": from }));
}

#[test]
fn ten_megabytes_shut_the_door_for_five_seconds() {
    let mut timeline = clicks(1, Profile::Exam);
    let megabyte = "A".repeat(1_398_100);
    for second in 0..12 {
        timeline.advance_to(Micros::from_secs(second));
        ok(&mut timeline, "PutRecord", &put("a", &megabyte));
    }
    let from = iterator(&mut timeline, 0, "TRIM_HORIZON");
    let reply = ok(&mut timeline, "GetRecords", &json!({ "ShardIterator": from }));
    assert_eq!(reply["Records"].as_array().map(Vec::len), Some(10));
    assert_eq!(reply["MillisBehindLatest"], 1_000);
    let next = json!({ "ShardIterator": reply["NextShardIterator"] });
    timeline.advance_to(Micros::from_millis(15_900));
    assert_eq!(refused(&mut timeline, "GetRecords", &next).0, "ProvisionedThroughputExceededException");
    timeline.advance_to(Micros::from_millis(16_000));
    assert_eq!(ok(&mut timeline, "GetRecords", &next)["Records"].as_array().map(Vec::len), Some(2));
}

#[test]
fn an_iterator_lives_five_minutes() {
    let mut timeline = clicks(1, Profile::Exam);
    let from = json!({ "ShardIterator": iterator(&mut timeline, 0, "LATEST") });
    timeline.advance_to(Micros::from_secs(300));
    ok(&mut timeline, "GetRecords", &from);
    timeline.advance_to(Micros::from_millis(300_001));
    let (kind, text) = refused(&mut timeline, "GetRecords", &from);
    assert_eq!(kind, "ExpiredIteratorException");
    assert_eq!(
        text,
        "Iterator expired. The iterator was created at time Thu Jan 01 00:00:00 UTC 2026 while right now it is Thu Jan \
         01 00:05:00 UTC 2026 which is further in the future than the tolerated delay of 300000 milliseconds."
    );
}

#[test]
fn list_shards_pages_through_the_shards() {
    let mut timeline = clicks(3, Profile::Exam);
    let page = ok(&mut timeline, "ListShards", &json!({ "StreamName": "clicks", "MaxResults": 2 }));
    assert_eq!(page["Shards"].as_array().map(Vec::len), Some(2));
    assert_eq!(
        page["Shards"][1]["HashKeyRange"],
        json!({ "StartingHashKey": "113427455640312821154458202477256070485",
                "EndingHashKey": "226854911280625642308916404954512140969" })
    );
    let rest = ok(&mut timeline, "ListShards", &json!({ "NextToken": page["NextToken"] }));
    assert_eq!(rest["Shards"].as_array().map(Vec::len), Some(1));
    assert_eq!(rest["Shards"][0]["ShardId"], "shardId-000000000002");
    assert_eq!(rest["NextToken"], Value::Null);
    let after = json!({ "StreamName": "clicks", "ExclusiveStartShardId": "shardId-000000000001" });
    assert_eq!(ok(&mut timeline, "ListShards", &after)["Shards"].as_array().map(Vec::len), Some(1));
}

#[test]
fn refusals_are_worded_as_aws_words_them() {
    let long = "k".repeat(257);
    let cases = [
        ("PutRecord", put("", "AA=="), "ValidationException", "1 validation error detected: Value '' at 'partitionKey' failed to satisfy constraint: Member must have length greater than or equal to 1".to_owned()),
        ("PutRecord", put(&long, "AA=="), "ValidationException", format!("1 validation error detected: Value '{long}' at 'partitionKey' failed to satisfy constraint: Member must have length less than or equal to 256")),
        ("PutRecord", json!({ "StreamName": "clicks" }), "ValidationException", "2 validation errors detected: Value null at 'partitionKey' failed to satisfy constraint: Member must not be null; Value null at 'data' failed to satisfy constraint: Member must not be null".to_owned()),
        ("PutRecord", put("a", "AAA"), "SerializationException", "'AAA' can not be converted to a Blob: Base64 encoded length is expected a multiple of 4 bytes but found: 3".to_owned()),
        ("PutRecord", put("a", "A!A="), "SerializationException", "'A!A=' can not be converted to a Blob: Invalid Base64 character: '!'".to_owned()),
        ("PutRecord", json!({ "StreamName": "none", "PartitionKey": "a", "Data": "" }), "ResourceNotFoundException", "Stream none under account 111122223333 not found.".to_owned()),
        ("PutRecord", json!({ "StreamName": "clicks", "PartitionKey": "a", "Data": "", "ExplicitHashKey": "340282366920938463463374607431768211456" }), "InvalidArgumentException", "Invalid ExplicitHashKey. ExplicitHashKey must be in the range: [0, 2^128-1]. Specified value was 340282366920938463463374607431768211456".to_owned()),
        ("PutRecord", json!({ "StreamName": "clicks", "PartitionKey": "a", "Data": "", "ExplicitHashKey": "01" }), "ValidationException", r"1 validation error detected: Value '01' at 'explicitHashKey' failed to satisfy constraint: Member must satisfy regular expression pattern: 0|([1-9]\d{0,38})".to_owned()),
        ("PutRecord", json!({ "StreamName": "clicks", "PartitionKey": "a", "Data": "", "SequenceNumberForOrdering": "5" }), "InvalidArgumentException", "ExclusiveMinimumSequenceNumber 5 used in PutRecord on stream clicks under account 111122223333 is invalid.".to_owned()),
        ("PutRecord", put("a", &"A".repeat(1_398_104)), "ValidationException", "1 validation error detected: Value 'java.nio.HeapByteBuffer[pos=0 lim=1048578 cap=1048578]' at 'data' failed to satisfy constraint: Member must have length less than or equal to 1048576".to_owned()),
        ("PutRecords", json!({ "StreamName": "clicks", "Records": [{ "PartitionKey": "", "Data": "" }] }), "ValidationException", "1 validation error detected: Value '' at 'records.1.member.partitionKey' failed to satisfy constraint: Member must have length greater than or equal to 1".to_owned()),
        ("PutRecords", json!({ "StreamName": "clicks", "Records": [] }), "ValidationException", "1 validation error detected: Value '[]' at 'records' failed to satisfy constraint: Member must have length greater than or equal to 1".to_owned()),
        ("GetRecords", json!({ "ShardIterator": "AAAA" }), "InvalidArgumentException", "Invalid ShardIterator.".to_owned()),
        ("GetRecords", json!({ "ShardIterator": "AAAA", "Limit": 10_001 }), "ValidationException", "1 validation error detected: Value '10001' at 'limit' failed to satisfy constraint: Member must have value less than or equal to 10000".to_owned()),
        ("GetShardIterator", json!({ "StreamName": "clicks", "ShardId": "shardId-000000000009", "ShardIteratorType": "LATEST" }), "ResourceNotFoundException", "Shard shardId-000000000009 in stream clicks under account 111122223333 does not exist".to_owned()),
        ("GetShardIterator", json!({ "StreamName": "clicks", "ShardId": "shard", "ShardIteratorType": "LATEST" }), "ResourceNotFoundException", "Could not find shard shard in stream clicks under account 111122223333.".to_owned()),
        ("GetShardIterator", json!({ "StreamName": "clicks", "ShardId": "0", "ShardIteratorType": "AT_SEQUENCE_NUMBER" }), "InvalidArgumentException", "Must either specify (1) AT_SEQUENCE_NUMBER or AFTER_SEQUENCE_NUMBER and StartingSequenceNumber or (2) TRIM_HORIZON or LATEST and no StartingSequenceNumber. Request specified AT_SEQUENCE_NUMBER and no StartingSequenceNumber.".to_owned()),
        ("ListShards", json!({}), "InvalidArgumentException", "Either NextToken or StreamName should be provided.".to_owned()),
        ("DescribeNothing", json!({}), "UnknownOperationException", String::new()),
    ];
    let mut timeline = clicks(2, Profile::Exam);
    let before = timeline.world().digest();
    for (operation, body, kind, text) in cases {
        assert_eq!(refused(&mut timeline, operation, &body), (kind.to_owned(), text), "{operation}");
    }
    assert_eq!(timeline.world().digest(), before, "a refused request changes nothing");
}

#[test]
fn the_limits_profile_decides_how_large_a_request_may_be() {
    let half = "A".repeat(699_048);
    let entries = |count: usize| -> Vec<Value> {
        (0..count).map(|n| json!({ "PartitionKey": format!("k{n}"), "Data": half })).collect()
    };
    let body = json!({ "StreamName": "clicks", "Records": entries(11) });
    let mut exam = clicks(4, Profile::Exam);
    let (kind, text) = refused(&mut exam, "PutRecords", &body);
    assert_eq!((kind.as_str(), text.as_str()), ("InvalidArgumentException", "Records size exceeds 5 MB limit"));
    ok(&mut clicks(4, Profile::Today), "PutRecords", &body);
    // Above the stream's own record size, though the API takes up to 10 MiB today.
    let (kind, text) = refused(&mut clicks(1, Profile::Today), "PutRecord", &put("a", &"A".repeat(1_398_104)));
    assert_eq!(kind, "ValidationException");
    assert_eq!(
        text,
        "1 validation error detected: Value at 'data' failed to satisfy constraint: Member must have length less than or \
         equal to 1048576."
    );
}
