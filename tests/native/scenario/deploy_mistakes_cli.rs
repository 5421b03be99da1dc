//! Commands that are wrong, each in one way, and the exact message and place for each.

use crate::support::deploy_support::tell;
use beltline::scenario::deploy::Form;
use expect_test::expect;

const CLI: &str = r#"aws lambda create-event-source-mapping \
    --function-name orders-fn \
    --event-source-arn arn:aws:kinesis:us-east-1:111122223333:stream/orders \
    --starting-position LATEST \
    --batch-size 100 \
    --destination-config '{"OnFailure":{"Destination":"arn:aws:sqs:us-east-1:111122223333:lost"}}'
"#;

#[test]
fn commands() {
    let changes = [
        ("*", "aws kinesis list-streams"),
        ("create-event", "update-event"),
        ("--batch-size 100", "--batch-sise 100"),
        ("--batch-size 100", "--batch-size 100 200"),
        ("--batch-size 100", "--batch-size"),
        ("--batch-size 100", "--batch-size=20000"),
        ("--batch-size 100 \\", "--batch-size 100"),
        ("--batch-size 100", "--enabled false"),
        ("--batch-size 100", "--filter-criteria '{\"Filters\": [{\"Pattern\": 5,}]}'"),
        ("--batch-size 100", "--filter-criteria Filters=[{Patern=x}]"),
        ("--batch-size 100", "--filter-criteria Filters=[{Pattern=x}"),
        ("--batch-size 100", "--filter-criteria file://filters.json"),
        ("--batch-size 100", "--scaling-config MaximumConcurrency=2"),
        ("--batch-size 100", "--function-response-types ReportBatchItemFailures Others"),
        ("--batch-size 100", "--starting-position-timestamp yesterday"),
        ("--batch-size 100", "--starting-position-timestamp 2026-01-01T00:00:00Z"),
        ("--function-name orders-fn", "--function-name $NAME"),
        ("    --function-name orders-fn \\\n", ""),
        ("111122223333:lost\"}}'", "111122223333:lost\"}}"),
        ("111122223333:lost", "111122223333:lost.fifo"),
        ("lost\"}}'", "lost\"}}' | jq ."),
    ];
    tell(
        Form::Cli,
        CLI,
        &changes,
        expect![[r#"
            * -> aws kinesis list-streams
              line 1, column 5: `lambda` must stand here: the command begins with `aws lambda create-event-source-mapping`
            create-event -> update-event
              line 1, column 12: `create-event-source-mapping` must stand here: the command begins with `aws lambda create-event-source-mapping`
            --batch-size 100 -> --batch-sise 100
              line 5, column 5: `--batch-sise` is no option of `create-event-source-mapping`; did you mean `--batch-size`?
            --batch-size 100 -> --batch-size 100 200
              line 5, column 22: `--batch-size` takes one value, and `200` is a second; write one
            --batch-size 100 -> --batch-size
              line 5, column 5: `--batch-size` has no value; write one after it
            --batch-size 100 -> --batch-size=20000
              line 5, column 18: `--batch-size` is 20000; write a whole number from 1 to 10000
            --batch-size 100 \ -> --batch-size 100
              line 5, column 21: the line ends here and the command goes on below; end the line with a backslash
            --batch-size 100 -> --enabled false
              line 5, column 15: `--enabled` takes no value; write `--enabled` or `--no-enabled`
            --batch-size 100 -> --filter-criteria '{"Filters": [{"Pattern": 5,}]}'
              line 5, column 51: this is not JSON: a field name must stand in double quotes; add them
            --batch-size 100 -> --filter-criteria Filters=[{Patern=x}]
              line 5, column 32: `Pattern` is missing; add it, with JSON in quotes
              line 5, column 33: `Patern` is not known in `Filters`; did you mean `Pattern`?
            --batch-size 100 -> --filter-criteria Filters=[{Pattern=x}
              line 5, column 31: this bracket has no end; add ]
            --batch-size 100 -> --filter-criteria file://filters.json
              line 5, column 23: a file cannot be read here; write what it holds
            --batch-size 100 -> --scaling-config MaximumConcurrency=2
              line 5, column 5: `--scaling-config` belongs to mappings for SQS; a mapping for a Kinesis stream has none
            --batch-size 100 -> --function-response-types ReportBatchItemFailures Others
              line 5, column 55: one response type at most; keep `ReportBatchItemFailures`
            --batch-size 100 -> --starting-position-timestamp yesterday
              line 5, column 5: `--starting-position-timestamp` goes with `--starting-position` AT_TIMESTAMP, and that is LATEST; write AT_TIMESTAMP there, or leave the moment out
              line 5, column 35: `--starting-position-timestamp` is `yesterday`; write seconds since 1970, such as 1767225600, or a date, such as 2026-01-01T00:00:00Z
            --batch-size 100 -> --starting-position-timestamp 2026-01-01T00:00:00Z
              line 5, column 5: `--starting-position-timestamp` goes with `--starting-position` AT_TIMESTAMP, and that is LATEST; write AT_TIMESTAMP there, or leave the moment out
            --function-name orders-fn -> --function-name $NAME
              line 2, column 21: `$` would be filled in by a shell; write the value itself, or put it in single quotes
                --function-name orders-fn \⏎ -> 
              line 1, column 12: `--function-name` is missing; add it, such as `--function-name orders-fn`
            111122223333:lost"}}' -> 111122223333:lost"}}
              line 6, column 26: a text in quotes begins here and has no end; add '
            111122223333:lost -> 111122223333:lost.fifo
              line 6, column 55: `Destination`: is a FIFO queue, which takes no failures of a stream; use a standard queue
            lost"}}' -> lost"}}' | jq .
              line 6, column 100: `|` means something to the shell; write one command, and put such texts in quotes
        "#]],
    );
}
