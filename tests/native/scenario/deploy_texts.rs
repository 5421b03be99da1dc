//! The three texts of a mapping, and that reading one gives back what was written.

use crate::support::deploy_support::{account, plain, polled, rich};
use beltline::engine::craft::Mappings;
use beltline::engine::lambda::{Destination, DestinationKind, FunctionConfig, MappingConfig};
use beltline::engine::reading::{Reading, StartingPosition};
use beltline::engine::time::Micros;
use beltline::scenario::deploy::{Deployed, Form, read, write};
use expect_test::expect;
use proptest::prelude::*;

const FORMS: [Form; 3] = [Form::Sam, Form::CloudFormation, Form::Cli];

#[test]
fn the_default_mapping() {
    expect![[r"
        AWSTemplateFormatVersion: '2010-09-09'
        Transform: AWS::Serverless-2016-10-31
        Resources:
          Function:
            Type: AWS::Serverless::Function
            Properties:
              FunctionName: orders-fn
              Runtime: nodejs24.x
              Handler: index.handler
              CodeUri: src/
              Events:
                Stream:
                  Type: Kinesis
                  Properties:
                    Stream: arn:aws:kinesis:us-east-1:111122223333:stream/orders
                    StartingPosition: LATEST
    "]]
    .assert_eq(&write(Form::Sam, &plain(), &account()));
    expect![[r#"
        {
          "AWSTemplateFormatVersion": "2010-09-09",
          "Resources": {
            "Mapping": {
              "Type": "AWS::Lambda::EventSourceMapping",
              "Properties": {
                "FunctionName": { "Fn::GetAtt": ["Function", "Arn"] },
                "EventSourceArn": "arn:aws:kinesis:us-east-1:111122223333:stream/orders",
                "StartingPosition": "LATEST"
              }
            },
            "Function": {
              "Type": "AWS::Lambda::Function",
              "Properties": {
                "FunctionName": "orders-fn",
                "Runtime": "nodejs24.x",
                "Handler": "index.handler",
                "Code": {
                  "ZipFile": "exports.handler = async (event) => {\n  console.log(`${event.Records.length} records`);\n  return { batchItemFailures: [] };\n};\n"
                },
                "Role": { "Fn::GetAtt": ["FunctionRole", "Arn"] }
              }
            },
            "FunctionRole": {
              "Type": "AWS::IAM::Role",
              "Properties": {
                "AssumeRolePolicyDocument": {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Effect": "Allow",
                      "Principal": {
                        "Service": "lambda.amazonaws.com"
                      },
                      "Action": "sts:AssumeRole"
                    }
                  ]
                },
                "ManagedPolicyArns": [
                  "arn:aws:iam::aws:policy/service-role/AWSLambdaKinesisExecutionRole"
                ]
              }
            }
          }
        }
    "#]].assert_eq(&write(Form::CloudFormation, &plain(), &account()));
    expect![[r"
        aws lambda create-event-source-mapping \
            --function-name orders-fn \
            --event-source-arn arn:aws:kinesis:us-east-1:111122223333:stream/orders \
            --starting-position LATEST
    "]]
    .assert_eq(&write(Form::Cli, &plain(), &account()));
}

#[test]
fn a_rich_mapping_as_sam() {
    expect![[r#"
        AWSTemplateFormatVersion: '2010-09-09'
        Transform: AWS::Serverless-2016-10-31
        Resources:
          Function:
            Type: AWS::Serverless::Function
            Properties:
              FunctionName: orders-fn
              Runtime: nodejs24.x
              Handler: index.handler
              Timeout: 60
              MemorySize: 512
              ReservedConcurrentExecutions: 20
              CodeUri: src/
              Events:
                Stream:
                  Type: Kinesis
                  Properties:
                    Stream: !GetAtt StreamConsumer.ConsumerARN
                    StartingPosition: AT_TIMESTAMP
                    StartingPositionTimestamp: 1767225690.5
                    BatchSize: 500
                    MaximumBatchingWindowInSeconds: 5
                    BisectBatchOnFunctionError: true
                    MaximumRetryAttempts: 3
                    MaximumRecordAgeInSeconds: 3600
                    TumblingWindowInSeconds: 60
                    FunctionResponseTypes: [ReportBatchItemFailures]
                    FilterCriteria:
                      Filters:
                        - Pattern: '{"data":{"type":["order"]}}'
                        - Pattern: '{"data":{"who":["Ada''s"]}}'
                    DestinationConfig:
                      OnFailure:
                        Type: SQS
                        Destination: arn:aws:sqs:us-east-1:111122223333:orders-lost
                    Enabled: false
          StreamConsumer:
            Type: AWS::Kinesis::StreamConsumer
            Properties:
              StreamARN: arn:aws:kinesis:us-east-1:111122223333:stream/orders
              ConsumerName: orders-fn
    "#]]
    .assert_eq(&write(Form::Sam, &rich(), &account()));
}

#[test]
fn a_rich_mapping_as_cloudformation() {
    expect![[r#"
        {
          "AWSTemplateFormatVersion": "2010-09-09",
          "Resources": {
            "Mapping": {
              "Type": "AWS::Lambda::EventSourceMapping",
              "Properties": {
                "FunctionName": { "Fn::GetAtt": ["Function", "Arn"] },
                "EventSourceArn": { "Fn::GetAtt": ["StreamConsumer", "ConsumerARN"] },
                "StartingPosition": "AT_TIMESTAMP",
                "StartingPositionTimestamp": 1767225690.5,
                "BatchSize": 500,
                "MaximumBatchingWindowInSeconds": 5,
                "BisectBatchOnFunctionError": true,
                "MaximumRetryAttempts": 3,
                "MaximumRecordAgeInSeconds": 3600,
                "TumblingWindowInSeconds": 60,
                "FunctionResponseTypes": [
                  "ReportBatchItemFailures"
                ],
                "FilterCriteria": {
                  "Filters": [
                    {
                      "Pattern": "{\"data\":{\"type\":[\"order\"]}}"
                    },
                    {
                      "Pattern": "{\"data\":{\"who\":[\"Ada's\"]}}"
                    }
                  ]
                },
                "DestinationConfig": {
                  "OnFailure": {
                    "Destination": "arn:aws:sqs:us-east-1:111122223333:orders-lost"
                  }
                },
                "Enabled": false
              }
            },
            "StreamConsumer": {
              "Type": "AWS::Kinesis::StreamConsumer",
              "Properties": {
                "StreamARN": "arn:aws:kinesis:us-east-1:111122223333:stream/orders",
                "ConsumerName": "orders-fn"
              }
            },
            "Function": {
              "Type": "AWS::Lambda::Function",
              "Properties": {
                "FunctionName": "orders-fn",
                "Runtime": "nodejs24.x",
                "Handler": "index.handler",
                "Timeout": 60,
                "MemorySize": 512,
                "ReservedConcurrentExecutions": 20,
                "Code": {
                  "ZipFile": "exports.handler = async (event) => {\n  console.log(`${event.Records.length} records`);\n  return { batchItemFailures: [] };\n};\n"
                },
                "Role": { "Fn::GetAtt": ["FunctionRole", "Arn"] }
              }
            },
            "FunctionRole": {
              "Type": "AWS::IAM::Role",
              "Properties": {
                "AssumeRolePolicyDocument": {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Effect": "Allow",
                      "Principal": {
                        "Service": "lambda.amazonaws.com"
                      },
                      "Action": "sts:AssumeRole"
                    }
                  ]
                },
                "ManagedPolicyArns": [
                  "arn:aws:iam::aws:policy/service-role/AWSLambdaKinesisExecutionRole"
                ],
                "Policies": [
                  {
                    "PolicyName": "OnFailure",
                    "PolicyDocument": {
                      "Version": "2012-10-17",
                      "Statement": [
                        {
                          "Effect": "Allow",
                          "Resource": "arn:aws:sqs:us-east-1:111122223333:orders-lost",
                          "Action": "sqs:SendMessage"
                        }
                      ]
                    }
                  }
                ]
              }
            }
          }
        }
    "#]].assert_eq(&write(Form::CloudFormation, &rich(), &account()));
}

#[test]
fn a_rich_mapping_as_a_command() {
    expect![[r#"
        aws lambda create-event-source-mapping \
            --function-name orders-fn \
            --event-source-arn arn:aws:kinesis:us-east-1:111122223333:stream/orders/consumer/orders-fn:1767225600 \
            --starting-position AT_TIMESTAMP \
            --starting-position-timestamp 1767225690.5 \
            --batch-size 500 \
            --maximum-batching-window-in-seconds 5 \
            --bisect-batch-on-function-error \
            --maximum-retry-attempts 3 \
            --maximum-record-age-in-seconds 3600 \
            --tumbling-window-in-seconds 60 \
            --function-response-types ReportBatchItemFailures \
            --filter-criteria '{"Filters":[{"Pattern":"{\"data\":{\"type\":[\"order\"]}}"},{"Pattern":"{\"data\":{\"who\":[\"Ada'\''s\"]}}"}]}' \
            --destination-config '{"OnFailure":{"Destination":"arn:aws:sqs:us-east-1:111122223333:orders-lost"}}' \
            --no-enabled
    "#]].assert_eq(&write(Form::Cli, &rich(), &account()));
}

#[test]
fn a_name_that_aws_does_not_take_is_fitted_and_comes_back() {
    let mut now = plain();
    now.config.function.name = "web clicks & orders".into();
    for form in FORMS {
        let text = write(form, &now, &account());
        assert!(text.contains("web-clicks---orders"), "{text}");
        assert_eq!(read(form, &text, &now, &account()), Ok(now.clone()), "{text}");
    }
}

fn spans(range: std::ops::RangeInclusive<u64>) -> impl Strategy<Value = Micros> {
    range.prop_map(Micros::from_secs)
}

fn destinations() -> impl Strategy<Value = Destination> {
    let kind = prop_oneof![Just(DestinationKind::Sqs), Just(DestinationKind::Sns), Just(DestinationKind::S3)];
    (kind, "[a-z][a-z0-9-]{2,40}").prop_map(|(kind, name)| Destination { kind, name })
}

/// Patterns whose texts hold quotes, backslashes, dollars, colons, and characters beyond ASCII.
fn patterns() -> impl Strategy<Value = String> {
    prop::string::string_regex(r#"[a-zA-Z0-9 '"\\$`:#,{}é😀~!%*&|-]{0,24}"#).expect("a right expression").prop_map(
        |value| {
            let value = serde_json::Value::from(value);
            format!(r#"{{"data":{{"type":[{value}]}}}}"#)
        },
    )
}

prop_compose! {
    fn functions()(
        name in "[a-zA-Z0-9_-]{1,64}",
        timeout in spans(1..=900),
        memory_mb in 128_u32..=10_240,
        reserved_concurrency in prop::option::of(0_u32..=1_000),
    ) -> FunctionConfig {
        FunctionConfig { timeout, memory_mb, reserved_concurrency, ..FunctionConfig::new(name) }
    }
}

prop_compose! {
    fn mappings()(
        function in functions(),
        batch_size in 1_u32..=10_000,
        batching_window in spans(0..=300),
        factor in 1_u8..=10,
        flags in any::<[bool; 3]>(),
        maximum_retry_attempts in prop::option::of(0_u32..=10_000),
        maximum_record_age in prop::option::of(spans(60..=604_800)),
        tumbling_window in prop::option::of(spans(1..=900)),
        filters in prop::collection::vec(patterns(), 0..=5),
        on_failure in prop::option::of(destinations()),
    ) -> MappingConfig {
        MappingConfig {
            function,
            batch_size,
            batching_window,
            parallelization_factor: if tumbling_window.is_some() { 1 } else { factor },
            bisect: flags[0],
            maximum_retry_attempts,
            maximum_record_age,
            tumbling_window,
            report_batch_item_failures: flags[1],
            filters,
            on_failure,
            enabled: flags[2],
            craft: Mappings::CODE,
        }
    }
}

prop_compose! {
    fn anything()(
        config in mappings(),
        start in prop_oneof![
            Just(StartingPosition::TrimHorizon),
            Just(StartingPosition::Latest),
            (0_u64..10_000_000_000).prop_map(|at| StartingPosition::AtTimestamp(Micros(at))),
        ],
        is_pushed in any::<bool>(),
        stream in "[a-zA-Z0-9_.-]{1,128}",
    ) -> Deployed {
        Deployed { config, start, reading: if is_pushed { Reading::Pushed } else { polled() }, stream }
    }
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(deployed in anything()) {
        for form in FORMS {
            let text = write(form, &deployed, &account());
            // The command says nothing of the function but its name; a template says it all.
            let mut now = plain();
            if form == Form::Cli {
                now.config.function = FunctionConfig {
                    name: "before".into(),
                    ..deployed.config.function.clone()
                };
            }
            prop_assert_eq!(read(form, &text, &now, &account()), Ok(deployed.clone()), "{}", text);
        }
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in "(aws lambda create-event-source-mapping )?[ -~\n\té😀]{0,80}") {
        for form in FORMS {
            let _ = read(form, &text, &plain(), &account());
        }
    }

    #[test]
    fn no_cut_or_change_of_a_text_makes_the_reader_panic(at in 0_usize..2_000, with in "[ -~\n]{0,2}") {
        for form in FORMS {
            let mut text = write(form, &rich(), &account());
            let at = at % text.len();
            text.replace_range(at..=at, &with);
            if let Err(errors) = read(form, &text, &plain(), &account()) {
                prop_assert!(!errors.is_empty());
                let lines: Vec<&str> = text.lines().collect();
                for error in errors {
                    prop_assert!(error.line >= 1 && error.line <= lines.len() + 1, "{} in {}", error, text);
                    prop_assert!(error.column >= 1, "{} in {}", error, text);
                }
            }
        }
    }
}
