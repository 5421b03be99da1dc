//! Texts that are wrong, each in one way, and the exact message and place for each.

use crate::support::deploy_support::{account, plain, tell};
use beltline::scenario::deploy::{Form, read};
use expect_test::expect;

const SAM: &str = "\
Transform: AWS::Serverless-2016-10-31
Resources:
  Orders:
    Type: AWS::Serverless::Function
    Properties:
      Timeout: 30
      Events:
        Stream:
          Type: Kinesis
          Properties:
            Stream: arn:aws:kinesis:us-east-1:111122223333:stream/orders
            StartingPosition: LATEST
            BatchSize: 100
            ParallelizationFactor: 2
            MaximumRecordAgeInSeconds: 60
            FunctionResponseTypes: [ReportBatchItemFailures]
            FilterCriteria:
              Filters:
                - Pattern: '{\"data\": {\"type\": [\"order\"]}}'
            DestinationConfig:
              OnFailure:
                Type: SQS
                Destination: arn:aws:sqs:us-east-1:111122223333:lost
  Lost:
    Type: AWS::SQS::Queue
";

const CLOUDFORMATION: &str = r#"{
  "Resources": {
    "Mapping": {
      "Type": "AWS::Lambda::EventSourceMapping",
      "Properties": {
        "FunctionName": "orders-fn",
        "EventSourceArn": { "Fn::GetAtt": ["Stream", "Arn"] },
        "StartingPosition": "LATEST",
        "BatchSize": 100
      }
    },
    "Stream": { "Type": "AWS::Kinesis::Stream", "Properties": { "Name": "orders" } }
  }
}
"#;

#[test]
fn values_and_names_in_sam() {
    let changes = [
        ("BatchSize: 100", "BatchSize: 0"),
        ("BatchSize: 100", "BatchSize: 10001"),
        ("BatchSize: 100", "BatchSize: many"),
        ("BatchSize: 100", "BatchSize: 1.5"),
        ("BatchSize: 100", "BatchSize:"),
        ("BatchSize: 100", "BatchSize: [100]"),
        ("BatchSize: 100", "BatchSzie: 100"),
        ("BatchSize: 100", "batchSize: 100"),
        ("BatchSize: 100", "Colour: red"),
        ("BatchSize: 100", "StartingPosition: LATEST"),
        ("BatchSize: 100", "MaximumBatchingWindowInSeconds: 301"),
        ("BatchSize: 100", "MaximumRetryAttempts: -2"),
        ("BatchSize: 100", "BisectBatchOnFunctionError: maybe"),
        ("BatchSize: 100", "TumblingWindowInSeconds: 901"),
        ("BatchSize: 100", "TumblingWindowInSeconds: 60"),
        ("ParallelizationFactor: 2", "ParallelizationFactor: 11"),
        ("MaximumRecordAgeInSeconds: 60", "MaximumRecordAgeInSeconds: 59"),
        ("Timeout: 30", "Timeout: 901"),
        ("Timeout: 30", "MemorySize: 64"),
        ("Timeout: 30", "Timout: 30"),
        ("[ReportBatchItemFailures]", "ReportBatchItemFailures"),
        ("[ReportBatchItemFailures]", "[ReportBatchItemFailure]"),
        ("[ReportBatchItemFailures]", "[ReportBatchItemFailures, Others]"),
    ];
    tell(
        Form::Sam,
        SAM,
        &changes,
        expect![[r"
            BatchSize: 100 -> BatchSize: 0
              line 13, column 24: `BatchSize` is 0; write a whole number from 1 to 10000
            BatchSize: 100 -> BatchSize: 10001
              line 13, column 24: `BatchSize` is 10001; write a whole number from 1 to 10000
            BatchSize: 100 -> BatchSize: many
              line 13, column 24: `BatchSize` is `many`; write a whole number from 1 to 10000
            BatchSize: 100 -> BatchSize: 1.5
              line 13, column 24: `BatchSize` is `1.5`; write a whole number from 1 to 10000
            BatchSize: 100 -> BatchSize:
              line 13, column 22: `BatchSize` is empty; write a whole number from 1 to 10000
            BatchSize: 100 -> BatchSize: [100]
              line 13, column 24: `BatchSize` is a list; write a whole number from 1 to 10000
            BatchSize: 100 -> BatchSzie: 100
              line 13, column 13: `BatchSzie` is no setting of a mapping for a Kinesis stream; did you mean `BatchSize`?
            BatchSize: 100 -> batchSize: 100
              line 13, column 13: `batchSize` is no setting of a mapping for a Kinesis stream; did you mean `BatchSize`?
            BatchSize: 100 -> Colour: red
              line 13, column 13: `Colour` is no setting of a mapping for a Kinesis stream; the settings are `Stream`, `StartingPosition`, `StartingPositionTimestamp`, `BatchSize`, `MaximumBatchingWindowInSeconds`, `ParallelizationFactor`, `BisectBatchOnFunctionError`, `MaximumRetryAttempts`, `MaximumRecordAgeInSeconds`, `TumblingWindowInSeconds`, `FunctionResponseTypes`, `FilterCriteria`, `DestinationConfig`, `Enabled`, `KmsKeyArn` or `MetricsConfig`
            BatchSize: 100 -> StartingPosition: LATEST
              line 13, column 13: `StartingPosition` stands twice; keep one of them
            BatchSize: 100 -> MaximumBatchingWindowInSeconds: 301
              line 13, column 45: `MaximumBatchingWindowInSeconds` is 301; write a whole number from 0 to 300
            BatchSize: 100 -> MaximumRetryAttempts: -2
              line 13, column 35: `MaximumRetryAttempts` is -2; write a whole number from 0 to 10000, or -1 to try until the records expire
            BatchSize: 100 -> BisectBatchOnFunctionError: maybe
              line 13, column 41: `BisectBatchOnFunctionError` is `maybe`; write true or false
            BatchSize: 100 -> TumblingWindowInSeconds: 901
              line 13, column 38: `TumblingWindowInSeconds` is 901; write a whole number from 0 to 900
            BatchSize: 100 -> TumblingWindowInSeconds: 60
              line 14, column 36: `ParallelizationFactor` is 2 beside `TumblingWindowInSeconds`, which needs 1; write 1, or leave the window out
            ParallelizationFactor: 2 -> ParallelizationFactor: 11
              line 14, column 36: `ParallelizationFactor` is 11; write a whole number from 1 to 10
            MaximumRecordAgeInSeconds: 60 -> MaximumRecordAgeInSeconds: 59
              line 15, column 40: `MaximumRecordAgeInSeconds` is 59; write a whole number from 60 to 604800, or -1 for no limit
            Timeout: 30 -> Timeout: 901
              line 6, column 16: `Timeout` is 901; write a whole number from 1 to 900
            Timeout: 30 -> MemorySize: 64
              line 6, column 19: `MemorySize` is 64; write a whole number from 128 to 10240
            Timeout: 30 -> Timout: 30
              line 6, column 7: `Timout` is no property of a function; did you mean `Timeout`?
            [ReportBatchItemFailures] -> ReportBatchItemFailures
              line 16, column 36: `FunctionResponseTypes` is text; write a list, such as [ReportBatchItemFailures]
            [ReportBatchItemFailures] -> [ReportBatchItemFailure]
              line 16, column 37: `ReportBatchItemFailure` is no response type; did you mean `ReportBatchItemFailures`?
            [ReportBatchItemFailures] -> [ReportBatchItemFailures, Others]
              line 16, column 62: one response type at most; keep `ReportBatchItemFailures`
        "]],
    );
}

#[test]
fn positions_and_sources_in_sam() {
    let changes = [
        ("StartingPosition: LATEST", "StartingPosition: latest"),
        ("StartingPosition: LATEST", "StartingPosition: AFTER_SEQUENCE_NUMBER"),
        ("StartingPosition: LATEST", "StartingPosition: AT_TIMESTAMP"),
        ("BatchSize: 100", "StartingPositionTimestamp: 1767225600"),
        (
            "StartingPosition: LATEST",
            "StartingPosition: AT_TIMESTAMP\n            StartingPositionTimestamp: '2026-01-01'",
        ),
        ("            StartingPosition: LATEST\n", ""),
        ("            Stream: arn:aws:kinesis:us-east-1:111122223333:stream/orders\n", ""),
        ("            Stream: arn", "            EventSourceArn: arn"),
        ("arn:aws:kinesis:us-east-1:111122223333:stream/orders", "orders"),
        (
            "arn:aws:kinesis:us-east-1:111122223333:stream/orders",
            "arn:aws:dynamodb:us-east-1:111122223333:table/t/stream/1",
        ),
        ("arn:aws:kinesis:us-east-1:111122223333:stream/orders", "!GetAtt Strem.Arn"),
        ("arn:aws:kinesis:us-east-1:111122223333:stream/orders", "!GetAt Stream.Arn"),
        (
            "arn:aws:kinesis:us-east-1:111122223333:stream/orders",
            "arn:aws:kinesis:us-east-1:111122223333:stream/orders/consumer/a",
        ),
    ];
    tell(
        Form::Sam,
        SAM,
        &changes,
        expect![[r"
        StartingPosition: LATEST -> StartingPosition: latest
          line 12, column 31: `StartingPosition` is `latest`; did you mean `LATEST`?
        StartingPosition: LATEST -> StartingPosition: AFTER_SEQUENCE_NUMBER
          line 12, column 31: `StartingPosition` is `AFTER_SEQUENCE_NUMBER`; write `TRIM_HORIZON`, `LATEST` or `AT_TIMESTAMP`
        StartingPosition: LATEST -> StartingPosition: AT_TIMESTAMP
          line 12, column 31: AT_TIMESTAMP needs `StartingPositionTimestamp`; add it, such as 1767225600
        BatchSize: 100 -> StartingPositionTimestamp: 1767225600
          line 13, column 13: `StartingPositionTimestamp` goes with `StartingPosition` AT_TIMESTAMP, and that is LATEST; write AT_TIMESTAMP there, or leave the moment out
        StartingPosition: LATEST -> StartingPosition: AT_TIMESTAMP⏎            StartingPositionTimestamp: '2026-01-01'
          line 13, column 40: `StartingPositionTimestamp` is `2026-01-01`; write seconds since 1970, such as 1767225600
                    StartingPosition: LATEST⏎ -> 
          line 10, column 11: `StartingPosition` is missing; add it, such as `StartingPosition: TRIM_HORIZON`
                    Stream: arn:aws:kinesis:us-east-1:111122223333:stream/orders⏎ -> 
          line 10, column 11: `Stream` is missing; add it, such as `Stream: arn:aws:kinesis:us-east-1:111122223333:stream/orders`
                    Stream: arn ->             EventSourceArn: arn
          line 10, column 11: `Stream` is missing; add it, such as `Stream: arn:aws:kinesis:us-east-1:111122223333:stream/orders`
          line 11, column 13: `EventSourceArn` is no setting of a mapping for a Kinesis stream; the source is `Stream` here
        arn:aws:kinesis:us-east-1:111122223333:stream/orders -> orders
          line 11, column 21: `Stream`: `orders` is no ARN; write a stream's ARN, such as arn:aws:kinesis:us-east-1:111122223333:stream/orders or `!GetAtt Stream.Arn` (`!Ref` gives the name alone)
        arn:aws:kinesis:us-east-1:111122223333:stream/orders -> arn:aws:dynamodb:us-east-1:111122223333:table/t/stream/1
          line 11, column 21: `Stream`: is an ARN of `dynamodb`, and this mapping reads a Kinesis stream; write a stream's ARN, such as arn:aws:kinesis:us-east-1:111122223333:stream/orders or `!GetAtt Stream.Arn` (`!Ref` gives the name alone)
        arn:aws:kinesis:us-east-1:111122223333:stream/orders -> !GetAtt Strem.Arn
          line 11, column 21: `Strem` is neither among `Parameters` nor among `Resources`; write the name of one of them
        arn:aws:kinesis:us-east-1:111122223333:stream/orders -> !GetAt Stream.Arn
          line 11, column 21: `GetAt` is no function; did you mean `GetAtt`?
        arn:aws:kinesis:us-east-1:111122223333:stream/orders -> arn:aws:kinesis:us-east-1:111122223333:stream/orders/consumer/a
          line 11, column 21: `Stream`: is no consumer's ARN, which ends as in orders/consumer/analytics:1767225600; write a stream's ARN, such as arn:aws:kinesis:us-east-1:111122223333:stream/orders or `!GetAtt Stream.Arn` (`!Ref` gives the name alone)
    "]],
    );
}

#[test]
fn destinations_and_filters_in_sam() {
    let changes = [
        ("arn:aws:sqs:us-east-1:111122223333:lost", "arn:aws:sqs:us-east-1:111122223333:lost.fifo"),
        ("arn:aws:sqs:us-east-1:111122223333:lost", "!GetAtt Lost.Arm"),
        ("arn:aws:sqs:us-east-1:111122223333:lost", "!Ref Lost"),
        ("arn:aws:sqs:us-east-1:111122223333:lost", "!ImportValue lost-queue"),
        ("arn:aws:sqs:us-east-1:111122223333:lost", "arn:aws:lambda:us-east-1:111122223333:function:lost"),
        ("arn:aws:sqs:us-east-1:111122223333:lost", "arn:aws:sns:us-east-1:111122223333:lost"),
        ("OnFailure:", "OnSuccess:"),
        ("OnFailure:", "OnFail:"),
        ("                Destination: arn:aws:sqs:us-east-1:111122223333:lost\n", ""),
        ("BatchSize: 100", "ScalingConfig: {MaximumConcurrency: 2}"),
        ("BatchSize: 100", "ProvisionedPollerConfig: {MinimumPollers: 1}"),
        ("BatchSize: 100", "Topics: [orders]"),
        ("- Pattern: '{\"data\": {\"type\": [\"order\"]}}'", "- Patern: 'x'"),
        ("Pattern: '{\"data\": {\"type\": [\"order\"]}}'", "Pattern: {data: {type: [order]}}"),
    ];
    tell(
        Form::Sam,
        SAM,
        &changes,
        expect![[r#"
            arn:aws:sqs:us-east-1:111122223333:lost -> arn:aws:sqs:us-east-1:111122223333:lost.fifo
              line 23, column 30: `Destination`: is a FIFO queue, which takes no failures of a stream; use a standard queue
            arn:aws:sqs:us-east-1:111122223333:lost -> !GetAtt Lost.Arm
              line 23, column 30: `AWS::SQS::Queue` has no attribute `Arm`; did you mean `Arn`?
            arn:aws:sqs:us-east-1:111122223333:lost -> !Ref Lost
              line 23, column 30: `Destination`: `https://sqs.us-east-1.amazonaws.com/111122223333/Lost` is no ARN; write the ARN of a queue, a topic or a bucket, such as arn:aws:sqs:us-east-1:111122223333:orders-lost
            arn:aws:sqs:us-east-1:111122223333:lost -> !ImportValue lost-queue
              line 23, column 30: `Destination` is known only at deployment; write the ARN of a queue, a topic or a bucket
            arn:aws:sqs:us-east-1:111122223333:lost -> arn:aws:lambda:us-east-1:111122223333:function:lost
              line 23, column 30: `Destination`: is an ARN of `lambda`, which takes no failures of a stream; write the ARN of a queue, a topic or a bucket, such as arn:aws:sqs:us-east-1:111122223333:orders-lost
            arn:aws:sqs:us-east-1:111122223333:lost -> arn:aws:sns:us-east-1:111122223333:lost
              line 22, column 23: `Type` is SQS, and the destination is of SNS; write SNS
            OnFailure: -> OnSuccess:
              line 21, column 15: `OnSuccess` belongs to asynchronous invocations; a mapping has `OnFailure` alone
            OnFailure: -> OnFail:
              line 21, column 15: `OnFail` is not known in `DestinationConfig`; did you mean `OnFailure`?
                            Destination: arn:aws:sqs:us-east-1:111122223333:lost⏎ -> 
              line 21, column 15: `Destination` is missing in `OnFailure`; add it, with an ARN
            BatchSize: 100 -> ScalingConfig: {MaximumConcurrency: 2}
              line 13, column 13: `ScalingConfig` belongs to mappings for SQS; a mapping for a Kinesis stream has none
            BatchSize: 100 -> ProvisionedPollerConfig: {MinimumPollers: 1}
              line 13, column 13: `ProvisionedPollerConfig` belongs to mappings for SQS and Kafka; a mapping for a Kinesis stream has none
            BatchSize: 100 -> Topics: [orders]
              line 13, column 13: `Topics` belongs to mappings for Kafka; a mapping for a Kinesis stream has none
            - Pattern: '{"data": {"type": ["order"]}}' -> - Patern: 'x'
              line 19, column 19: `Patern` is not known in `Filters`; did you mean `Pattern`?
              line 19, column 19: `Pattern` is missing; add it, with JSON in quotes
            Pattern: '{"data": {"type": ["order"]}}' -> Pattern: {data: {type: [order]}}
              line 19, column 28: `Pattern` is a mapping; write JSON in quotes, such as '{"data": {"type": ["order"]}}'
        "#]],
    );
}

#[test]
fn shapes_of_templates() {
    let changes = [
        ("*", ""),
        ("*", "hello"),
        ("Resources:", "Resorces:"),
        ("Type: Kinesis", "Type: Kinesiss"),
        ("Type: Kinesis", "Type: Schedule"),
        ("          Properties:\n            Stream:", "          Propertys:\n            Stream:"),
        ("            BatchSize: 100", "           BatchSize: 100"),
        ("            BatchSize: 100", "\t    BatchSize: 100"),
        ("BatchSize: 100", "BatchSize: 100: 2"),
        ("[ReportBatchItemFailures]", "[ReportBatchItemFailures"),
        ("'{\"data\": {\"type\": [\"order\"]}}'", "'{\"data\""),
        ("BatchSize: 100", "<<: *defaults"),
        ("  Lost:", "---\n  Lost:"),
    ];
    tell(
        Form::Sam,
        SAM,
        &changes,
        expect![[r#"
            * -> 
              line 1, column 1: the template is empty; write `Resources:` with the function and its stream
            * -> hello
              line 1, column 1: `Resources` is missing; a template describes its resources below it
            Resources: -> Resorces:
              line 2, column 1: `Resorces` is no section; did you mean `Resources`?
            Type: Kinesis -> Type: Kinesiss
              line 9, column 17: `Kinesiss` is no type; did you mean `Kinesis`?
            Type: Kinesis -> Type: Schedule
              line 2, column 1: no function here has an event of the type Kinesis; add one below its `Events`
                      Properties:⏎            Stream: ->           Propertys:⏎            Stream:
              line 8, column 9: `StartingPosition` is missing; add it, such as `StartingPosition: TRIM_HORIZON`
              line 8, column 9: `Stream` is missing; add it, such as `Stream: arn:aws:kinesis:us-east-1:111122223333:stream/orders`
              line 10, column 11: `Propertys` is not known in `Stream`; did you mean `Properties`?
                        BatchSize: 100 ->            BatchSize: 100
              line 13, column 12: this is not YAML: this line is indented unlike its neighbours; keys of one mapping begin in the same column
                        BatchSize: 100 -> 	    BatchSize: 100
              line 13, column 1: this is not YAML: lines are indented with spaces, never with a tab; replace it
            BatchSize: 100 -> BatchSize: 100: 2
              line 13, column 27: this is not YAML: a `:` stands where no key can be; check the indentation and the brackets above, or put a text that holds `: ` in quotes
            [ReportBatchItemFailures] -> [ReportBatchItemFailures
              line 17, column 27: this is not YAML: a `:` stands where no key can be; check the indentation and the brackets above, or put a text that holds `: ` in quotes
            '{"data": {"type": ["order"]}}' -> '{"data"
              line 19, column 28: this is not YAML: a text in quotes has no end, or its next line begins too far to the left; add the missing quote
            BatchSize: 100 -> <<: *defaults
              line 13, column 17: this is not YAML: CloudFormation knows no YAML aliases (`*name`); repeat the value here
              Lost: -> ---⏎  Lost:
              line 24, column 1: a second document begins here; a template is one document
        "#]],
    );
}

#[test]
fn json() {
    let changes = [
        ("\"BatchSize\": 100", "\"BatchSize\": 100,"),
        ("\"BatchSize\": 100", "\"BatchSize\": \"big\""),
        ("\"LATEST\",", "\"LATEST\""),
        ("\"LATEST\"", "LATEST"),
        ("\"BatchSize\": 100", "\"Stream\": \"orders\""),
        ("\"Arn\"]", "\"ARN\"]"),
        ("        \"FunctionName\": \"orders-fn\",\n", ""),
        ("\"orders-fn\"", "\"orders fn\""),
        ("AWS::Lambda::EventSourceMapping", "AWS::Lambda::EventSourceMaping"),
        ("  }\n}\n", "  }\n"),
    ];
    tell(
        Form::CloudFormation,
        CLOUDFORMATION,
        &changes,
        expect![[r#"
            "BatchSize": 100 -> "BatchSize": 100,
              line 10, column 7: this is not JSON: a field name must stand in double quotes; add them
            "BatchSize": 100 -> "BatchSize": "big"
              line 9, column 22: `BatchSize` is `big`; write a whole number from 1 to 10000
            "LATEST", -> "LATEST"
              line 9, column 9: this is not JSON: a comma or a closing } must stand here; add it
            "LATEST" -> LATEST
              line 8, column 29: this is not JSON: a value must stand here; write text in double quotes, a number, true, false, null, [ ] or { }
            "BatchSize": 100 -> "Stream": "orders"
              line 9, column 9: `Stream` is no setting of a mapping for a Kinesis stream; the source is `EventSourceArn` here
            "Arn"] -> "ARN"]
              line 7, column 43: `AWS::Kinesis::Stream` has no attribute `ARN`; did you mean `Arn`?
                    "FunctionName": "orders-fn",⏎ -> 
              line 5, column 7: `FunctionName` is missing; add it, such as `FunctionName: orders-fn`
            "orders-fn" -> "orders fn"
              line 6, column 25: `FunctionName`: `orders fn` is no function's name; write 1 to 64 letters, digits, `-` and `_`, or the function's ARN
            AWS::Lambda::EventSourceMapping -> AWS::Lambda::EventSourceMaping
              line 4, column 15: `AWS::Lambda::EventSourceMaping` is no type; did you mean `AWS::Lambda::EventSourceMapping`?
              }⏎}⏎ ->   }⏎
              line 14, column 1: this is not JSON: the text ends too early; add the missing quote or bracket
        "#]],
    );
}

#[test]
fn several_mistakes_are_told_together_in_the_order_of_the_text() {
    let text =
        SAM.replace("BatchSize: 100", "BatchSize: 0").replace("LATEST", "NEVER").replace("Timeout: 30", "Timeout: 0");
    let errors = read(Form::Sam, &text, &plain(), &account()).expect_err("three things are wrong");
    let places: Vec<(usize, usize)> = errors.iter().map(|error| (error.line, error.column)).collect();
    assert_eq!(places, [(6, 16), (12, 31), (13, 24)]);
}
