//! Templates and commands as people write them: comments, functions, other resources, other functions.

use crate::support::deploy_support::{account, plain, polled};
use beltline::engine::lambda::{Destination, DestinationKind};
use beltline::engine::reading::{Reading, StartingPosition};
use beltline::engine::time::Micros;
use beltline::scenario::deploy::{Deployed, Form, read};

fn taken(form: Form, text: &str) -> Deployed {
    read(form, text, &plain(), &account()).unwrap_or_else(|errors| panic!("{errors:#?}"))
}

#[test]
fn a_sam_template_with_parameters_globals_and_neighbours() {
    let read = taken(
        Form::Sam,
        r#"---
AWSTemplateFormatVersion: "2010-09-09"
Transform: AWS::Serverless-2016-10-31
Description: >
  Orders, from the stream
  to the table.

Parameters:
  Stage: { Type: String, Default: prod }
  BatchSize:
    Type: Number
    Default: 250

Globals:
  Function:
    Timeout: 45        # seconds
    Runtime: nodejs24.x
    Environment:
      Variables:
        TABLE: !Ref Table

Conditions:
  IsProd: !Equals [!Ref Stage, prod]

Resources:
  # The stream has no name of its own: it is the one that is shown.
  OrdersStream:
    Type: AWS::Kinesis::Stream
    DeletionPolicy: Retain
    Properties:
      ShardCount: !If [IsProd, 4, 1]
      StreamEncryption:
        EncryptionType: KMS
        KeyId: alias/aws/kinesis

  LostOrders:
    Type: AWS::SQS::Queue
    Properties:
      QueueName: !Sub "orders-lost-${Stage}"

  Table:
    Type: AWS::Serverless::SimpleTable

  Nightly:
    Type: AWS::Serverless::Function
    Properties:
      Handler: nightly.handler
      CodeUri: src/
      Events:
        Clock: { Type: Schedule, Properties: { Schedule: rate(1 day) } }

  OrdersFunction:
    Type: AWS::Serverless::Function
    Metadata: { BuildMethod: esbuild }
    Properties:
      FunctionName: !Join ['-', [orders, !Ref Stage]]
      Handler: orders.handler
      CodeUri: src/
      MemorySize: '1024'
      Policies:
        - DynamoDBCrudPolicy: { TableName: !Ref Table }
      Events:
        FromStream:
          Type: Kinesis
          Properties:
            Stream: !GetAtt OrdersStream.Arn
            StartingPosition: TRIM_HORIZON
            BatchSize: !Ref BatchSize
            Enabled: yes
            BisectBatchOnFunctionError: true
            MaximumRetryAttempts: 5
            FunctionResponseTypes:
              - ReportBatchItemFailures
            FilterCriteria:
              Filters:
                - Pattern: >-
                    {"data": {"type": ["order"]}}
            DestinationConfig:
              OnFailure:
                Type: SQS
                Destination:
                  Fn::GetAtt: [LostOrders, Arn]

Outputs:
  Stream:
    Value: !Ref OrdersStream
    Export: { Name: !Sub '${AWS::StackName}-stream' }
"#,
    );
    let mut expected = plain();
    expected.start = StartingPosition::TrimHorizon;
    let config = &mut expected.config;
    config.function.name = "orders-prod".into();
    config.function.timeout = Micros::from_secs(45);
    config.function.memory_mb = 1_024;
    config.batch_size = 250;
    config.bisect = true;
    config.maximum_retry_attempts = Some(5);
    config.report_batch_item_failures = true;
    config.filters = vec![r#"{"data": {"type": ["order"]}}"#.into()];
    config.on_failure = Some(Destination { kind: DestinationKind::Sqs, name: "orders-lost-prod".into() });
    assert_eq!(read, expected);
}

#[test]
fn a_cloudformation_template_with_fan_out_and_a_mapping_for_a_queue_beside() {
    let read = taken(
        Form::CloudFormation,
        r#"{
  "AWSTemplateFormatVersion": "2010-09-09",
  "Parameters": { "StreamName": { "Type": "String", "Default": "clicks" } },
  "Resources": {
    "QueueMapping": {
      "Type": "AWS::Lambda::EventSourceMapping",
      "Properties": {
        "EventSourceArn": { "Fn::GetAtt": ["Work", "Arn"] },
        "FunctionName": { "Ref": "Worker" }, "ScalingConfig": { "MaximumConcurrency": 5 }
      }
    },
    "Work": { "Type": "AWS::SQS::Queue" },
    "Clicks": { "Type": "AWS::Kinesis::Stream", "Properties": { "Name": { "Ref": "StreamName" }, "ShardCount": 2 } },
    "FanOut": {
      "Type": "AWS::Kinesis::StreamConsumer",
      "Properties": { "ConsumerName": "clicks-fn", "StreamARN": { "Fn::GetAtt": "Clicks.Arn" } }
    },
    "Alarms": { "Type": "AWS::SNS::Topic", "Properties": { "DisplayName": "\ud83d\ude00" } },
    "Worker": {
      "Type": "AWS::Lambda::Function",
      "Properties": { "FunctionName": "clicks-fn", "Timeout": 20, "ReservedConcurrentExecutions": 0 }
    },
    "Mapping": {
      "Type": "AWS::Lambda::EventSourceMapping",
      "DependsOn": ["FanOut"],
      "Properties": {
        "EventSourceArn": { "Ref": "FanOut" },
        "FunctionName": { "Fn::Sub": "${Worker.Arn}" },
        "StartingPosition": "AT_TIMESTAMP",
        "StartingPositionTimestamp": 1767225601.25,
        "ParallelizationFactor": "4",
        "MaximumRecordAgeInSeconds": -1,
        "Tags": [{ "Key": "team", "Value": "web" }],
        "DestinationConfig": { "OnFailure": { "Destination": { "Ref": "Alarms" } } }
      }
    }
  }
}"#,
    );
    let mut expected = plain();
    expected.start = StartingPosition::AtTimestamp(Micros::from_millis(1_250));
    expected.reading = Reading::Pushed;
    expected.stream = "clicks".into();
    let config = &mut expected.config;
    config.function.name = "clicks-fn".into();
    config.function.timeout = Micros::from_secs(20);
    config.function.reserved_concurrency = Some(0);
    config.parallelization_factor = 4;
    config.on_failure = Some(Destination { kind: DestinationKind::Sns, name: "Alarms".into() });
    assert_eq!(read, expected);
}

#[test]
fn what_is_known_only_at_deployment_stays_as_it_is() {
    let read = taken(
        Form::Sam,
        "
Parameters:
  StreamArn: { Type: String }
Resources:
  Orders:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/
      Events:
        Stream:
          Type: Kinesis
          Properties: { Stream: !Ref StreamArn, StartingPosition: LATEST, BatchSize: 10 }
",
    );
    let mut expected = plain();
    expected.config.batch_size = 10;
    assert_eq!(read, expected);
}

#[test]
fn a_command_with_shorthand_comments_and_options_of_every_command() {
    let read = taken(
        Form::Cli,
        r#"# Orders
aws lambda create-event-source-mapping --region us-east-1 --profile dev --no-cli-pager \
  --function-name arn:aws:lambda:us-east-1:111122223333:function:orders-fn:live \
  --event-source-arn "arn:aws:kinesis:us-east-1:111122223333:stream/orders" \
  --starting-position=AT_TIMESTAMP --starting-position-timestamp 2026-01-01T00:00:02Z \
  --maximum-retry-attempts -1 --maximum-record-age-in-seconds '3600' --bisect-batch-on-function-error --no-enabled \
  --filter-criteria 'Filters=[{Pattern="{\"data\":{\"type\":[\"order\"]}}"}, {Pattern="{\"partitionKey\":[\"a\"]}"}]' \
  --destination-config OnFailure={Destination=arn:aws:s3:::orders-lost} \
  --function-response-types ReportBatchItemFailures --tags team=web,stage=dev
"#,
    );
    let mut expected = plain();
    expected.start = StartingPosition::AtTimestamp(Micros::from_secs(2));
    expected.reading = polled();
    let config = &mut expected.config;
    config.maximum_record_age = Some(Micros::from_secs(3_600));
    config.bisect = true;
    config.enabled = false;
    config.report_batch_item_failures = true;
    config.filters = vec![r#"{"data":{"type":["order"]}}"#.into(), r#"{"partitionKey":["a"]}"#.into()];
    config.on_failure = Some(Destination { kind: DestinationKind::S3, name: "orders-lost".into() });
    assert_eq!(read, expected);
}
