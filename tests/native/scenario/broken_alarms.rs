//! Alarms in scenarios, each wrong in one way, and the exact message for each.

use crate::support::scenario_mistakes::{Mistake, check};
use beltline::scenario::parse;

/// A scenario that is right and has every kind of alarm.
const RIGHT: &str = r#"{
  "version": 1,
  "streams": [{ "name": "clicks", "shards": 2 }],
  "consumers": [
    { "name": "analytics", "stream": "clicks" },
    { "name": "fraud", "stream": "clicks", "reading": "enhanced_fan_out" }
  ],
  "alarms": [
    { "name": "refused", "stream": "clicks", "metric": "WriteProvisionedThroughputExceeded", "threshold": 1 },
    { "name": "late", "stream": "clicks", "shard": 1, "metric": "IteratorAgeMilliseconds", "statistic": "Maximum",
      "comparison": "GreaterThanThreshold", "threshold": 60000, "evaluation_periods": 3, "datapoints_to_alarm": 2,
      "treat_missing_data": "breaching" },
    { "name": "pushed", "stream": "clicks", "consumer": "fraud", "metric": "SubscribeToShardEvent.Bytes", "threshold": 0 }
  ]
}"#;

/// What is wrong, the text to find in [`RIGHT`], the text to put there, and the message.
const BROKEN: &[Mistake] = &[
    (
        "two alarms of one name",
        r#""name": "late""#,
        r#""name": "refused""#,
        r#"`alarms[1].name`: the name "refused" is taken; give each its own name"#,
    ),
    (
        "an alarm on a stream that is not there",
        r#""refused", "stream": "clicks""#,
        r#""refused", "stream": "orders""#,
        r#"`alarms[0].stream`: there is no stream "orders"; the streams are `clicks`"#,
    ),
    (
        "a metric that AWS does not have",
        r#""WriteProvisionedThroughputExceeded""#,
        r#""WriteThrottles""#,
        r#"`alarms[0].metric`: is "WriteThrottles", which a stream does not have; write one of "IncomingBytes", "IncomingRecords", "WriteProvisionedThroughputExceeded", "ReadProvisionedThroughputExceeded", "GetRecords.IteratorAgeMilliseconds", "GetRecords.Bytes", "GetRecords.Records", "GetRecords.Success", "PutRecord.Bytes", "PutRecord.Success", "PutRecords.Bytes", "PutRecords.Success", "PutRecords.TotalRecords", "PutRecords.SuccessfulRecords", "PutRecords.ThrottledRecords""#,
    ),
    (
        "a stream's metric for a shard",
        r#""metric": "IteratorAgeMilliseconds""#,
        r#""metric": "GetRecords.IteratorAgeMilliseconds""#,
        r#"`alarms[1].metric`: is "GetRecords.IteratorAgeMilliseconds", which a shard does not have; write one of "IncomingBytes", "IncomingRecords", "WriteProvisionedThroughputExceeded", "ReadProvisionedThroughputExceeded", "OutgoingBytes", "OutgoingRecords", "IteratorAgeMilliseconds""#,
    ),
    (
        "a shard's metric for a consumer",
        r#""SubscribeToShardEvent.Bytes""#,
        r#""OutgoingBytes""#,
        r#"`alarms[2].metric`: is "OutgoingBytes", which an enhanced fan-out consumer does not have; write one of "SubscribeToShardEvent.Bytes", "SubscribeToShardEvent.Records", "SubscribeToShardEvent.MillisBehindLatest", "SubscribeToShardEvent.Success""#,
    ),
    (
        "no metric",
        r#""metric": "WriteProvisionedThroughputExceeded", "#,
        "",
        r#"`alarms[0].metric`: is missing; add it, such as "metric": "WriteProvisionedThroughputExceeded""#,
    ),
    (
        "a shard that is not there",
        r#""shard": 1"#,
        r#""shard": 2"#,
        r#"`alarms[1].shard`: is 2; "clicks" has the shards 0 to 1"#,
    ),
    (
        "a shard by its id",
        r#""shard": 1"#,
        r#""shard": "shardId-000000000001""#,
        "`alarms[1].shard`: is text; write a whole number from 0 to 999, without quotes",
    ),
    (
        "a consumer that polls",
        r#""consumer": "fraud""#,
        r#""consumer": "analytics""#,
        r#"`alarms[2].consumer`: there is no enhanced fan-out consumer "analytics"; there are `fraud`"#,
    ),
    (
        "a consumer and a shard",
        r#""consumer": "fraud""#,
        r#""consumer": "fraud", "shard": 0"#,
        "`alarms[2].consumer`: does not go with `shard`; keep one of them",
    ),
    (
        "a statistic that is none",
        r#""Maximum""#,
        r#""p99""#,
        r#"`alarms[1].statistic`: is "p99"; write "Sum", "Average", "Minimum", "Maximum" or "SampleCount""#,
    ),
    (
        "a comparison by its sign",
        r#""GreaterThanThreshold""#,
        r#"">""#,
        r#"`alarms[1].comparison`: is ">"; write "GreaterThanOrEqualToThreshold", "GreaterThanThreshold", "LessThanThreshold" or "LessThanOrEqualToThreshold""#,
    ),
    (
        "no threshold",
        r#""threshold": 60000, "#,
        "",
        r#"`alarms[1].threshold`: is missing; add it, such as "threshold": 1"#,
    ),
    (
        "a threshold with a fraction",
        r#""threshold": 60000"#,
        r#""threshold": 0.99"#,
        "`alarms[1].threshold`: is a negative number or a fraction; write a whole number from 0 to 9007199254740991",
    ),
    (
        "more points than are looked at",
        r#""datapoints_to_alarm": 2"#,
        r#""datapoints_to_alarm": 4"#,
        "`alarms[1].datapoints_to_alarm`: must not be above `evaluation_periods`; write 3 or less",
    ),
    (
        "missing data treated as nothing that AWS knows",
        r#""breaching""#,
        r#""bad""#,
        r#"`alarms[1].treat_missing_data`: is "bad"; write "missing", "notBreaching", "breaching" or "ignore""#,
    ),
];

#[test]
fn the_scenario_they_are_made_from_is_right() {
    assert_eq!(parse(RIGHT).map(|scenario| scenario.script().len()), Ok(6));
    let read = parse(RIGHT).expect("right");
    assert_eq!(parse(&read.to_json()), Ok(read));
}

#[test]
fn every_broken_alarm_is_refused_with_its_message() {
    check(RIGHT, BROKEN);
}
