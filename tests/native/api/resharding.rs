//! The operations that change a stream, spoken to as an SDK does: replies, lineage as consumers see it, and every refusal in
//! AWS's words.

use beltline::api::{Response, request};
use beltline::engine::command::{Command, StreamConfig};
use beltline::engine::limits::Profile;
use beltline::engine::reshard::StreamMode;
use beltline::engine::time::Micros;
use beltline::engine::{Setup, Timeline};
use serde_json::{Value, json};

const MAX: &str = "340282366920938463463374607431768211455";

fn timeline_of(profile: Profile, streams: Vec<StreamConfig>) -> Timeline {
    let setup = Setup { seed: 7, profile, epoch_ms: 1_767_225_600_000 };
    let script = streams.into_iter().map(|stream| (Micros::ZERO, Command::OpenStream(stream)));
    Timeline::new(setup, script.collect()).expect("the script is sound")
}

fn timeline(shards: u32) -> Timeline {
    timeline_of(Profile::Exam, vec![StreamConfig::provisioned("clicks", shards)])
}

fn call(timeline: &mut Timeline, operation: &str, body: &Value) -> Result<Value, (String, String)> {
    let Response { status, body } = request(timeline, &format!("Kinesis_20131202.{operation}"), &body.to_string());
    if status == 200 {
        return Ok(if body.is_empty() { Value::Null } else { serde_json::from_str(&body).expect("JSON") });
    }
    let error: Value = serde_json::from_str(&body).expect("JSON");
    let text = |name: &str| error[name].as_str().unwrap_or_default().to_owned();
    Err((text("__type"), text("message")))
}

fn refused(timeline: &mut Timeline, operation: &str, body: &Value) -> (String, String) {
    call(timeline, operation, body).expect_err("it breaks a rule")
}

fn wait(timeline: &mut Timeline) {
    timeline.advance_to(timeline.now() + Micros::from_secs(300));
}

fn split(timeline: &mut Timeline, shard: u32, key: &str) -> Result<Value, (String, String)> {
    let body =
        json!({ "StreamName": "clicks", "ShardToSplit": format!("shardId-{shard:012}"), "NewStartingHashKey": key });
    call(timeline, "SplitShard", &body)
}

fn merge(timeline: &mut Timeline, lower: u32, upper: u32) -> Result<Value, (String, String)> {
    let id = |shard: u32| format!("shardId-{shard:012}");
    let body = json!({ "StreamName": "clicks", "ShardToMerge": id(lower), "AdjacentShardToMerge": id(upper) });
    call(timeline, "MergeShards", &body)
}

fn list(timeline: &mut Timeline, filter: &Value) -> Vec<String> {
    let mut body = json!({ "StreamName": "clicks" });
    if !filter.is_null() {
        body["ShardFilter"] = filter.clone();
    }
    let shards = call(timeline, "ListShards", &body).expect("it may be listed");
    let ids = shards["Shards"].as_array().expect("a list").iter();
    ids.map(|shard| shard["ShardId"].as_str().expect("an id").trim_start_matches("shardId-0000000000").to_owned())
        .collect()
}

#[test]
fn a_split_closes_the_parent_and_opens_two_children() {
    let mut timeline = timeline(1);
    assert_eq!(split(&mut timeline, 0, "170141183460469231731687303715884105728"), Ok(Value::Null));
    let status = |timeline: &mut Timeline| {
        let body = json!({ "StreamName": "clicks" });
        let told = call(timeline, "DescribeStreamSummary", &body).expect("it exists");
        let summary = &told["StreamDescriptionSummary"];
        (summary["StreamStatus"].as_str().expect("a status").to_owned(), summary["OpenShardCount"].as_u64())
    };
    assert_eq!(status(&mut timeline), ("UPDATING".to_owned(), Some(1)));
    wait(&mut timeline);
    assert_eq!(status(&mut timeline), ("ACTIVE".to_owned(), Some(2)));
    let body = json!({ "StreamName": "clicks" });
    let told = call(&mut timeline, "DescribeStream", &body).expect("it exists");
    let shards = told["StreamDescription"]["Shards"].as_array().expect("a list").clone();
    assert_eq!(shards.len(), 3);
    assert!(shards[0]["SequenceNumberRange"]["EndingSequenceNumber"].is_string(), "the parent is closed");
    for (child, range) in [
        (&shards[1], ("0", "170141183460469231731687303715884105727")),
        (&shards[2], ("170141183460469231731687303715884105728", MAX)),
    ] {
        assert_eq!(child["ParentShardId"], "shardId-000000000000");
        assert!(child["AdjacentParentShardId"].is_null());
        assert!(child["SequenceNumberRange"]["EndingSequenceNumber"].is_null(), "a child is open");
        let hash = &child["HashKeyRange"];
        assert_eq!((hash["StartingHashKey"].as_str(), hash["EndingHashKey"].as_str()), (Some(range.0), Some(range.1)));
    }
}

#[test]
fn a_merge_names_both_parents_the_lower_first() {
    let mut timeline = timeline(2);
    assert_eq!(merge(&mut timeline, 0, 1), Ok(Value::Null));
    wait(&mut timeline);
    let told = call(&mut timeline, "DescribeStream", &json!({ "StreamName": "clicks" })).expect("it exists");
    let child = told["StreamDescription"]["Shards"][2].clone();
    assert_eq!(child["ParentShardId"], "shardId-000000000000");
    assert_eq!(child["AdjacentParentShardId"], "shardId-000000000001");
}

#[test]
fn the_last_read_of_a_closed_shard_names_its_children_and_gives_no_iterator() {
    let mut timeline = timeline(1);
    let put = json!({ "StreamName": "clicks", "PartitionKey": "hello", "Data": "aGk=" });
    call(&mut timeline, "PutRecord", &put).expect("it is taken");
    split(&mut timeline, 0, "5").expect("the key lies inside");
    // While the stream is UPDATING, writes go to the parent.
    let placed = call(&mut timeline, "PutRecord", &put).expect("it is taken");
    assert_eq!(placed["ShardId"], "shardId-000000000000");
    wait(&mut timeline);
    let placed = call(&mut timeline, "PutRecord", &put).expect("it is taken");
    assert_eq!(placed["ShardId"], "shardId-000000000002");
    let body =
        json!({ "StreamName": "clicks", "ShardId": "shardId-000000000000", "ShardIteratorType": "TRIM_HORIZON" });
    let iterator = call(&mut timeline, "GetShardIterator", &body).expect("a closed shard can be read");
    let one = json!({ "ShardIterator": iterator["ShardIterator"], "Limit": 1 });
    let first = call(&mut timeline, "GetRecords", &one).expect("it can be read");
    assert!(first["NextShardIterator"].is_string() && first["ChildShards"].is_null());
    let rest = json!({ "ShardIterator": first["NextShardIterator"] });
    let last = call(&mut timeline, "GetRecords", &rest).expect("it can be read");
    assert_eq!(last["Records"].as_array().map(Vec::len), Some(1));
    assert_eq!(last["NextShardIterator"], Value::Null);
    let children = json!([
        { "ShardId": "shardId-000000000001", "ParentShards": ["shardId-000000000000"],
          "HashKeyRange": { "StartingHashKey": "0", "EndingHashKey": "4" } },
        { "ShardId": "shardId-000000000002", "ParentShards": ["shardId-000000000000"],
          "HashKeyRange": { "StartingHashKey": "5", "EndingHashKey": MAX } },
    ]);
    assert_eq!(last["ChildShards"], children);
}

#[test]
fn filters_of_list_shards_tell_open_from_closed() {
    let mut timeline = timeline(2);
    split(&mut timeline, 0, "5").expect("the key lies inside");
    wait(&mut timeline);
    let filter = |timeline: &mut Timeline, kind: &str| list(timeline, &json!({ "Type": kind }));
    assert_eq!(list(&mut timeline, &Value::Null), ["00", "01", "02", "03"]);
    assert_eq!(filter(&mut timeline, "FROM_TRIM_HORIZON"), ["00", "01", "02", "03"]);
    assert_eq!(filter(&mut timeline, "AT_LATEST"), ["01", "02", "03"]);
    assert_eq!(filter(&mut timeline, "AT_TRIM_HORIZON"), ["00", "01"]);
    let at = |kind: &str, seconds: u64| json!({ "Type": kind, "Timestamp": 1_767_225_600 + seconds });
    assert_eq!(list(&mut timeline, &at("AT_TIMESTAMP", 10)), ["00", "01"]);
    assert_eq!(list(&mut timeline, &at("AT_TIMESTAMP", 100)), ["01", "02", "03"]);
    assert_eq!(list(&mut timeline, &at("FROM_TIMESTAMP", 100)), ["01", "02", "03"]);
    assert_eq!(
        list(&mut timeline, &json!({ "Type": "AFTER_SHARD_ID", "ShardId": "shardId-000000000001" })),
        ["02", "03"]
    );
    timeline.advance_to(Micros::from_hours(25));
    assert_eq!(list(&mut timeline, &Value::Null), ["01", "02", "03"], "an expired shard is listed no more");
    let body =
        json!({ "StreamName": "clicks", "ShardId": "shardId-000000000000", "ShardIteratorType": "TRIM_HORIZON" });
    let (kind, text) = refused(&mut timeline, "GetShardIterator", &body);
    assert_eq!(kind, "ResourceNotFoundException");
    assert_eq!(text, "Shard shardId-000000000000 in stream clicks under account 111122223333 does not exist");
}

#[test]
fn a_key_must_lie_well_inside_the_shard() {
    for key in ["0", "1", MAX] {
        let mut timeline = timeline(1);
        let (kind, text) = split(&mut timeline, 0, key).expect_err("it does not lie inside");
        assert_eq!(kind, "InvalidArgumentException");
        assert_eq!(
            text,
            format!(
                "NewStartingHashKey {key} used in SplitShard() on shard shardId-000000000000 in stream clicks under account \
                 111122223333 is not both greater than one plus the shard's StartingHashKey 0 and less than the shard's \
                 EndingHashKey {MAX}."
            )
        );
    }
    for key in ["2", "340282366920938463463374607431768211454"] {
        assert_eq!(split(&mut timeline(1), 0, key), Ok(Value::Null), "{key}");
    }
    let (kind, _) = split(&mut timeline(1), 0, "007").expect_err("AWS writes numbers without leading zeros");
    assert_eq!(kind, "ValidationException");
}

#[test]
fn only_neighbours_in_order_are_merged() {
    for (lower, upper) in [(0, 2), (1, 0), (0, 0)] {
        let (kind, text) = merge(&mut timeline(3), lower, upper).expect_err("they are no neighbours in order");
        assert_eq!(kind, "InvalidArgumentException");
        assert_eq!(
            text,
            format!(
                "Shards shardId-{lower:012} and shardId-{upper:012} in stream clicks under account 111122223333 are not an \
                 adjacent pair of shards eligible for merging"
            )
        );
    }
}

#[test]
fn a_closed_or_unknown_shard_is_not_split() {
    let mut timeline = timeline(1);
    let (kind, text) = split(&mut timeline, 7, "5").expect_err("there is no such shard");
    assert_eq!(kind, "ResourceNotFoundException");
    assert_eq!(text, "Could not find shard shardId-000000000007 in stream clicks under account 111122223333.");
    split(&mut timeline, 0, "5").expect("the key lies inside");
    wait(&mut timeline);
    let (kind, text) = split(&mut timeline, 0, "9").expect_err("it is closed");
    assert_eq!(kind, "InvalidArgumentException");
    assert_eq!(
        text,
        "Shard shardId-000000000000 in stream clicks under account 111122223333 has already been merged or split, and thus \
         is not eligible for merging or splitting."
    );
}

#[test]
fn one_change_at_a_time() {
    let mut timeline = timeline(2);
    split(&mut timeline, 0, "5").expect("the key lies inside");
    let in_use = (
        "ResourceInUseException".to_owned(),
        "Stream clicks under account 111122223333 not ACTIVE, instead in state UPDATING".to_owned(),
    );
    assert_eq!(split(&mut timeline, 1, "5"), Err(in_use.clone()));
    assert_eq!(merge(&mut timeline, 0, 1), Err(in_use.clone()));
    let count = json!({ "StreamName": "clicks", "TargetShardCount": 4, "ScalingType": "UNIFORM_SCALING" });
    assert_eq!(refused(&mut timeline, "UpdateShardCount", &count), in_use);
    let arn = "arn:aws:kinesis:us-east-1:111122223333:stream/clicks";
    let mode = json!({ "StreamARN": arn, "StreamModeDetails": { "StreamMode": "ON_DEMAND" } });
    assert_eq!(refused(&mut timeline, "UpdateStreamMode", &mode), in_use);
}

#[test]
fn the_number_of_shards_may_double_or_halve_and_no_more() {
    let count =
        |target: u32| json!({ "StreamName": "clicks", "TargetShardCount": target, "ScalingType": "UNIFORM_SCALING" });
    let mut four = timeline(4);
    let (kind, text) = refused(&mut four, "UpdateShardCount", &count(9));
    assert_eq!(kind, "LimitExceededException");
    assert_eq!(
        text,
        "UpdateShardCount cannot scale up over double your current open shard count. Current open shard count: 4, Target \
         shard count: 9"
    );
    let (kind, text) = refused(&mut four, "UpdateShardCount", &count(1));
    assert_eq!(kind, "LimitExceededException");
    assert_eq!(
        text,
        "UpdateShardCount cannot scale down below half your current open shard count. Current open shard count: 4, Target \
         shard count: 1"
    );
    let (_, text) = refused(&mut four, "UpdateShardCount", &count(10_001));
    assert!(text.starts_with("Target shard count or number of open shards cannot be greater than 10000."), "{text}");
    let told = call(&mut four, "UpdateShardCount", &count(8)).expect("it may double");
    assert_eq!((told["CurrentShardCount"].as_u64(), told["TargetShardCount"].as_u64()), (Some(4), Some(8)));
}

#[test]
fn the_number_of_shards_changes_ten_times_a_day() {
    let mut timeline = timeline(2);
    let count =
        |target: u32| json!({ "StreamName": "clicks", "TargetShardCount": target, "ScalingType": "UNIFORM_SCALING" });
    for turn in 0..10 {
        call(&mut timeline, "UpdateShardCount", &count(if turn % 2 == 0 { 3 } else { 2 })).expect("ten times");
        wait(&mut timeline);
    }
    let (kind, _) = refused(&mut timeline, "UpdateShardCount", &count(3));
    assert_eq!(kind, "LimitExceededException");
    timeline.advance_to(Micros::from_hours(24));
    call(&mut timeline, "UpdateShardCount", &count(3)).expect("the first call is a day old");
}

#[test]
fn the_account_has_room_for_500_shards() {
    let two = vec![StreamConfig::provisioned("clicks", 200), StreamConfig::provisioned("orders", 300)];
    let mut timeline = timeline_of(Profile::Exam, two);
    let (kind, text) = split(&mut timeline, 0, "5").expect_err("the account is full");
    assert_eq!(kind, "LimitExceededException");
    assert!(
        text.starts_with(
            "This request would exceed the shard limit for the account 111122223333 in us-east-1. Current shard count for \
             the account: 500. Limit: 500. Number of additional shards that would have resulted from this request: 1."
        ),
        "{text}"
    );
    assert_eq!(merge(&mut timeline, 0, 1), Ok(Value::Null), "a merge needs no room");
}

#[test]
fn an_on_demand_stream_looks_after_its_shards() {
    let stream = StreamConfig { mode: StreamMode::OnDemand, ..StreamConfig::provisioned("clicks", 1) };
    let mut timeline = timeline_of(Profile::Exam, vec![stream]);
    assert_eq!(list(&mut timeline, &Value::Null), ["00", "01", "02", "03"]);
    let (kind, _) = split(&mut timeline, 0, "5").expect_err("the service does that");
    assert_eq!(kind, "ValidationException");
}

#[test]
fn retention_goes_up_and_down_each_with_its_own_operation() {
    let mut timeline = timeline(1);
    let hours = |hours: u32| json!({ "StreamName": "clicks", "RetentionPeriodHours": hours });
    let (kind, text) = refused(&mut timeline, "IncreaseStreamRetentionPeriod", &hours(23));
    assert_eq!(kind, "InvalidArgumentException");
    assert_eq!(
        text,
        "Minimum allowed retention period is 24 hours. Requested retention period (23 hours) is too short."
    );
    call(&mut timeline, "IncreaseStreamRetentionPeriod", &hours(48)).expect("it may grow");
    let (_, text) = refused(&mut timeline, "IncreaseStreamRetentionPeriod", &hours(30));
    assert_eq!(
        text,
        "Requested retention period (30 hours) for stream clicks can not be shorter than existing retention period (48 \
         hours). Use DecreaseRetentionPeriod API."
    );
    let (_, text) = refused(&mut timeline, "DecreaseStreamRetentionPeriod", &hours(72));
    assert_eq!(
        text,
        "Requested retention period (72 hours) for stream clicks can not be longer than existing retention period (48 \
         hours). Use IncreaseRetentionPeriod API."
    );
    let put = json!({ "StreamName": "clicks", "PartitionKey": "hello", "Data": "aGk=" });
    call(&mut timeline, "PutRecord", &put).expect("it is taken");
    timeline.advance_to(Micros::from_hours(30));
    let kept = |timeline: &Timeline| {
        let stream = timeline.world().stream(beltline::engine::id::StreamId(0)).expect("it was opened");
        stream.shards[0].log.end() - stream.shards[0].log.first()
    };
    assert_eq!(kept(&timeline), 1);
    call(&mut timeline, "DecreaseStreamRetentionPeriod", &hours(24)).expect("it may shrink");
    timeline.advance_to(Micros::from_hours(30) + Micros::SECOND);
    assert_eq!(kept(&timeline), 0, "what is too old is hidden almost at once");
    call(&mut timeline, "IncreaseStreamRetentionPeriod", &hours(48)).expect("it may grow");
    timeline.advance_to(Micros::from_hours(31));
    assert_eq!(kept(&timeline), 0, "and does not come back");
}
