//! The event that a function is handed, and the message about a batch that was given up.

use crate::support::lambda_world::{MAPPING, add, mapping, poison, polled, put, timeline};
use beltline::api::invocation::{event, failure_message};
use beltline::engine::lambda::{Destination, DestinationKind, Handler, How, MappingConfig};
use beltline::engine::reading::Reading;
use beltline::engine::time::Micros;
use expect_test::expect;

fn pretty(json: &str) -> String {
    let value: serde_json::Value = serde_json::from_str(json).expect("it is JSON");
    serde_json::to_string_pretty(&value).expect("it was JSON")
}

fn typed() -> MappingConfig {
    let mut config = mapping(vec![]);
    config.function.handler = Handler::Typed("exports.handler = () => {}".into());
    config
}

#[test]
fn an_event_has_the_documented_shape() {
    let mut timeline = timeline(1);
    put(&mut timeline, 1, None);
    add(&mut timeline, typed(), polled());
    timeline.advance_to(Micros::SECOND);
    let question = timeline.world().question().expect("the handler is asked");
    expect![[r#"
        {
          "Records": [
            {
              "awsRegion": "us-east-1",
              "eventID": "shardId-000000000000:49670424472017546014708914442614951366360107785383837698",
              "eventName": "aws:kinesis:record",
              "eventSource": "aws:kinesis",
              "eventSourceARN": "arn:aws:kinesis:us-east-1:111122223333:stream/orders",
              "eventVersion": "1.0",
              "invokeIdentityArn": "arn:aws:iam::111122223333:role/lambda-role",
              "kinesis": {
                "approximateArrivalTimestamp": 1767225600.0,
                "data": "eyJuIjoxfQ==",
                "kinesisSchemaVersion": "1.0",
                "partitionKey": "bag-1",
                "sequenceNumber": "49670424472017546014708914442614951366360107785383837698"
              }
            }
          ]
        }"#]]
    .assert_eq(&pretty(&event(timeline.world(), &question)));
}

#[test]
fn a_window_adds_its_state() {
    let mut timeline = timeline(1);
    put(&mut timeline, 1, None);
    add(&mut timeline, MappingConfig { tumbling_window: Some(Micros::from_secs(60)), ..typed() }, Reading::Pushed);
    timeline.advance_to(Micros::SECOND);
    let question = timeline.world().question().expect("the handler is asked");
    let mut value: serde_json::Value = serde_json::from_str(&event(timeline.world(), &question)).expect("it is JSON");
    value["Records"] = serde_json::Value::Null;
    expect![[r#"
        {
          "Records": null,
          "eventSourceARN": "arn:aws:kinesis:us-east-1:111122223333:stream/orders/consumer/orders:1767225600",
          "isFinalInvokeForWindow": false,
          "isWindowTerminatedEarly": false,
          "shardId": "shardId-000000000000",
          "state": {},
          "window": {
            "end": "2026-01-01T00:01:00Z",
            "start": "2026-01-01T00:00:00Z"
          }
        }"#]]
    .assert_eq(&serde_json::to_string_pretty(&value).expect("it was JSON"));
}

fn message(kind: DestinationKind) -> String {
    let mut timeline = timeline(1);
    put(&mut timeline, 4, Some(3));
    let config = MappingConfig {
        bisect: true,
        maximum_retry_attempts: Some(1),
        on_failure: Some(Destination { kind, name: "orders-lost".into() }),
        ..mapping(vec![poison("poison", How::Throws)])
    };
    add(&mut timeline, config, polled());
    timeline.advance_to(Micros::from_secs(10));
    let consumer = timeline.world().consumer(MAPPING).expect("the mapping was added");
    let lost = &consumer.mapping().expect("it is a mapping").lost[0];
    failure_message(timeline.world(), MAPPING, lost).expect("a message is sent")
}

#[test]
fn a_queue_is_told_where_the_records_are_and_not_what_they_hold() {
    expect![[r#"
        {
          "KinesisBatchInfo": {
            "approximateArrivalOfFirstRecord": "2026-01-01T00:00:00.000Z",
            "approximateArrivalOfLastRecord": "2026-01-01T00:00:00.000Z",
            "batchSize": 1,
            "endSequenceNumber": "49670424472017546014708914442617369217999337043733250050",
            "shardId": "shardId-000000000000",
            "startSequenceNumber": "49670424472017546014708914442617369217999337043733250050",
            "streamArn": "arn:aws:kinesis:us-east-1:111122223333:stream/orders"
          },
          "requestContext": {
            "approximateInvokeCount": 2,
            "condition": "RetryAttemptsExhausted",
            "functionArn": "arn:aws:lambda:us-east-1:111122223333:function:orders-fn",
            "requestId": "367874bf-f90d-462f-8d0a-2bbc5de25cfe"
          },
          "responseContext": {
            "executedVersion": "$LATEST",
            "functionError": "Unhandled",
            "statusCode": 200
          },
          "timestamp": "2026-01-01T00:00:01.100Z",
          "version": "1.0"
        }"#]]
    .assert_eq(&pretty(&message(DestinationKind::Sqs)));
}

#[test]
fn a_bucket_is_given_the_event_too() {
    let value: serde_json::Value = serde_json::from_str(&message(DestinationKind::S3)).expect("it is JSON");
    let payload = value["payload"].as_str().expect("a bucket gets the event as a text");
    let event: serde_json::Value = serde_json::from_str(payload).expect("the event is JSON");
    assert_eq!(event["Records"][0]["kinesis"]["partitionKey"], "poison");
    assert_eq!(event["Records"].as_array().map(Vec::len), Some(1));
}
