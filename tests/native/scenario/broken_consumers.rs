//! Consumers, mappings and what scripts do with them, each wrong in one way, and the exact message for each.

use crate::support::scenario_mistakes::{Mistake, check};
use beltline::scenario::parse;

/// A scenario that is right and uses every kind of consumer.
const RIGHT: &str = r#"{
  "version": 1,
  "streams": [{ "name": "clicks", "shards": 2 }],
  "producers": [{ "name": "web", "stream": "clicks", "records_per_second": 40, "keys": { "mix": "uniform", "keys": 9 },
    "aggregation": { "max_count": 100, "max_bytes": 51200, "max_buffered_ms": 100 } }],
  "consumers": [
    { "name": "analytics", "stream": "clicks", "start": "LATEST", "poll_interval_ms": 200, "processing": { "batch_ms": 5, "record_ms": 1 } },
    { "name": "fraud", "stream": "clicks", "reading": "enhanced_fan_out", "start": "AT_TIMESTAMP", "timestamp_ms": 5 },
    { "name": "billing", "stream": "clicks", "application": { "workers": ["worker-1", "worker-2"], "failover_time_ms": 10000 } }
  ],
  "mappings": [{ "name": "orders", "stream": "clicks", "start": "TRIM_HORIZON", "batch_size": 16, "parallelization_factor": 2,
    "maximum_retry_attempts": 2, "maximum_record_age_s": 60, "tumbling_window_s": 0, "bisect_batch_on_function_error": true,
    "filters": ["{\"data\": {\"action\": [\"checkout\"]}}"], "on_failure": { "kind": "sqs", "name": "orders-lost" },
    "function": { "name": "orders-fn", "timeout_s": 3, "failures": [{ "when": "key", "key": "DE", "how": "throws" }] } }],
  "script": [
    { "at_ms": 1000, "do": "pause_consumer", "consumer": "orders" },
    { "at_ms": 2000, "do": "rewind_consumer", "consumer": "analytics", "start": "TRIM_HORIZON" },
    { "at_ms": 3000, "do": "stop_worker", "consumer": "billing", "worker": "worker-1", "crash": true },
    { "at_ms": 4000, "do": "update_mapping", "mapping": "orders", "batch_size": 10 },
    { "at_ms": 5000, "do": "set_processing", "consumer": "fraud", "processing": { "record_ms": 2 } }
  ]
}"#;

/// What is wrong, the text to find in [`RIGHT`], the text to put there, and the message.
const BROKEN: &[Mistake] = &[
    (
        "a reading that is none",
        r#""reading": "enhanced_fan_out""#,
        r#""reading": "efo""#,
        r#"`consumers[1].reading`: is "efo"; write "standard" or "enhanced_fan_out""#,
    ),
    (
        "an interval for a consumer that is pushed to",
        r#""timestamp_ms": 5 }"#,
        r#""timestamp_ms": 5, "poll_interval_ms": 200 }"#,
        r#"`consumers[1].poll_interval_ms`: only goes with "reading": "standard"; an enhanced fan-out consumer is pushed to"#,
    ),
    (
        "a limit for a consumer that is pushed to",
        r#""timestamp_ms": 5 }"#,
        r#""timestamp_ms": 5, "limit": 9 }"#,
        r#"`consumers[1].limit`: only goes with "reading": "standard"; an enhanced fan-out consumer is pushed to"#,
    ),
    (
        "a moment without its start",
        r#""AT_TIMESTAMP", "timestamp_ms": 5"#,
        r#""LATEST", "timestamp_ms": 5"#,
        r#"`consumers[1].timestamp_ms`: only goes with "start": "AT_TIMESTAMP"; remove it, or change `start`"#,
    ),
    (
        "a start without its moment",
        r#", "timestamp_ms": 5"#,
        "",
        r#"`consumers[1].timestamp_ms`: is missing; add it, such as "timestamp_ms": 0"#,
    ),
    (
        "a start without its number",
        r#""start": "LATEST""#,
        r#""start": "AFTER_SEQUENCE_NUMBER""#,
        r#"`consumers[0].sequence_number`: is missing; add it, such as "sequence_number": "49590338271490256608559692538361571095921575989136588898""#,
    ),
    (
        "a number without its start",
        r#""start": "LATEST""#,
        r#""start": "LATEST", "sequence_number": "49590338271490256608559692538361571095921575989136588898""#,
        r#"`consumers[0].sequence_number`: only goes with "start": "AT_SEQUENCE_NUMBER" or "AFTER_SEQUENCE_NUMBER"; remove it, or change `start`"#,
    ),
    (
        "a number that is none",
        r#""start": "LATEST""#,
        r#""start": "AT_SEQUENCE_NUMBER", "sequence_number": "12""#,
        "`consumers[0].sequence_number`: is not a sequence number; copy one from a record, in double quotes",
    ),
    (
        "a start that is none",
        r#""start": "LATEST""#,
        r#""start": "NEWEST""#,
        r#"`consumers[0].start`: is "NEWEST"; write "TRIM_HORIZON", "LATEST", "AT_TIMESTAMP", "AT_SEQUENCE_NUMBER" or "AFTER_SEQUENCE_NUMBER""#,
    ),
    (
        "processing that is a number",
        r#"{ "batch_ms": 5, "record_ms": 1 }"#,
        "5",
        "`consumers[0].processing`: is a number; write an object in { }",
    ),
    (
        "processing with an odd field",
        r#""batch_ms": 5"#,
        r#""batch": 5"#,
        "`consumers[0].processing.batch`: is not a field here; the fields are `batch_ms`, `record_ms`",
    ),
    (
        "processing that takes too long",
        r#""batch_ms": 5"#,
        r#""batch_ms": 3600001"#,
        "`consumers[0].processing.batch_ms`: is 3600001; write a whole number from 0 to 3600000",
    ),
    (
        "no workers",
        r#"["worker-1", "worker-2"]"#,
        "[]",
        "`consumers[2].application.workers`: is an empty list; add at least one",
    ),
    (
        "workers left out",
        r#""workers": ["worker-1", "worker-2"], "#,
        "",
        r#"`consumers[2].application.workers`: is missing; add it, such as "workers": ["worker-1", "worker-2"]"#,
    ),
    (
        "a worker twice",
        r#"["worker-1", "worker-2"]"#,
        r#"["worker-1", "worker-1"]"#,
        r#"`consumers[2].application.workers[1]`: the worker "worker-1" stands twice; give each its own name"#,
    ),
    (
        "a worker without a name",
        r#"["worker-1", "worker-2"]"#,
        r#"[" "]"#,
        "`consumers[2].application.workers[0]`: is not a name; write 1 to 128 characters on one line",
    ),
    (
        "a failover that is too short",
        r#""failover_time_ms": 10000"#,
        r#""failover_time_ms": 999"#,
        "`consumers[2].application.failover_time_ms`: is 999; write a whole number from 1000 to 3600000",
    ),
    (
        "a buffer that is too short",
        r#""max_buffered_ms": 100"#,
        r#""max_buffered_ms": 49"#,
        "`producers[0].aggregation.max_buffered_ms`: is 49; write a whole number from 50 to 3600000",
    ),
    (
        "packed records that are too small",
        r#""max_bytes": 51200"#,
        r#""max_bytes": 63"#,
        "`producers[0].aggregation.max_bytes`: is 63; write a whole number from 64 to 1048576",
    ),
    (
        "a mapping without a start",
        r#""start": "TRIM_HORIZON", "batch_size""#,
        r#""batch_size""#,
        r#"`mappings[0].start`: is missing; add it, such as "start": "TRIM_HORIZON""#,
    ),
    (
        "a mapping that starts at a number",
        r#""start": "TRIM_HORIZON", "batch_size""#,
        r#""start": "AT_SEQUENCE_NUMBER", "batch_size""#,
        r#"`mappings[0].start`: is "AT_SEQUENCE_NUMBER"; write "TRIM_HORIZON", "LATEST" or "AT_TIMESTAMP""#,
    ),
    (
        "a mapping named like a consumer",
        r#""name": "orders", "stream""#,
        r#""name": "fraud", "stream""#,
        r#"`mappings[0].name`: the name "fraud" is taken by a consumer; give each its own name"#,
    ),
    (
        "a mapping of a stream that is not there",
        r#""name": "orders", "stream": "clicks""#,
        r#""name": "orders", "stream": "orders""#,
        r#"`mappings[0].stream`: there is no stream "orders"; the streams are `clicks`"#,
    ),
    (
        "a batch that is too large",
        r#""batch_size": 16"#,
        r#""batch_size": 10001"#,
        "`mappings[0].batch_size`: is 10001; write a whole number from 1 to 10000",
    ),
    (
        "an empty batch",
        r#""batch_size": 16"#,
        r#""batch_size": 0"#,
        "`mappings[0].batch_size`: is 0; write a whole number from 1 to 10000",
    ),
    (
        "too many lanes",
        r#""parallelization_factor": 2"#,
        r#""parallelization_factor": 11"#,
        "`mappings[0].parallelization_factor`: is 11; write a whole number from 1 to 10",
    ),
    (
        "windows on several lanes",
        r#""tumbling_window_s": 0"#,
        r#""tumbling_window_s": 30"#,
        "`mappings[0].tumbling_window_s`: goes with a `parallelization_factor` of 1; set that, or write 0",
    ),
    (
        "a window that is too long",
        r#""tumbling_window_s": 0"#,
        r#""tumbling_window_s": 901"#,
        "`mappings[0].tumbling_window_s`: is 901; write a whole number from 0 to 900",
    ),
    (
        "retries below none",
        r#""maximum_retry_attempts": 2"#,
        r#""maximum_retry_attempts": -2"#,
        "`mappings[0].maximum_retry_attempts`: is a negative number or a fraction; write -1 or a whole number from 0 to 10000",
    ),
    (
        "too many retries",
        r#""maximum_retry_attempts": 2"#,
        r#""maximum_retry_attempts": 10001"#,
        "`mappings[0].maximum_retry_attempts`: is 10001; write -1 or a whole number from 0 to 10000",
    ),
    (
        "an age that is too short",
        r#""maximum_record_age_s": 60"#,
        r#""maximum_record_age_s": 59"#,
        "`mappings[0].maximum_record_age_s`: is 59; write -1 or a whole number from 60 to 604800",
    ),
    (
        "a truth in quotes",
        r#""bisect_batch_on_function_error": true"#,
        r#""bisect_batch_on_function_error": "true""#,
        "`mappings[0].bisect_batch_on_function_error`: is text; write true or false, without quotes",
    ),
    (
        "a pattern that is no JSON",
        r#""{\"data\": {\"action\": [\"checkout\"]}}""#,
        r#""checkout""#,
        r#"`mappings[0].filters[0]`: is not a filter pattern: this is no JSON object; write a pattern such as {"data": {"action": ["checkout"]}}"#,
    ),
    (
        "a pattern with an odd rule",
        r#"[\"checkout\"]"#,
        r#"[{\"starts\": \"c\"}]"#,
        "`mappings[0].filters[0]`: is not a filter pattern: data.action: starts is not a rule; write prefix, suffix, anything-but, numeric, exists or equals-ignore-case",
    ),
    (
        "too many patterns",
        r#"["{\"data\": {\"action\": [\"checkout\"]}}"]"#,
        r#"["{}", "{}", "{}", "{}", "{}", "{}"]"#,
        "`mappings[0].filters`: has 6 entries; write at most 5",
    ),
    (
        "a destination of another kind",
        r#""kind": "sqs""#,
        r#""kind": "kafka""#,
        r#"`mappings[0].on_failure.kind`: is "kafka"; write "sqs", "sns" or "s3""#,
    ),
    (
        "a FIFO queue",
        r#""name": "orders-lost""#,
        r#""name": "orders-lost.fifo""#,
        "`mappings[0].on_failure.name`: is a FIFO queue or topic, which Lambda does not take here; name a standard one",
    ),
    (
        "a destination without a name",
        r#""name": "orders-lost""#,
        r#""name": """#,
        "`mappings[0].on_failure.name`: is not a name; write 1 to 80 letters, digits, hyphens, dots or underscores",
    ),
    (
        "a function with an odd name",
        r#""name": "orders-fn""#,
        r#""name": "orders fn""#,
        "`mappings[0].function.name`: is not a function name; write 1 to 64 letters, digits, hyphens or underscores",
    ),
    (
        "a timeout that is too long",
        r#""timeout_s": 3"#,
        r#""timeout_s": 901"#,
        "`mappings[0].function.timeout_s`: is 901; write a whole number from 1 to 900",
    ),
    (
        "a rule without its key",
        r#""key": "DE", "#,
        "",
        r#"`mappings[0].function.failures[0].key`: is missing; add it, such as "key": "DE""#,
    ),
    (
        "a rule that is none",
        r#""when": "key", "key": "DE""#,
        r#""when": "sometimes""#,
        r#"`mappings[0].function.failures[0].when`: is "sometimes"; write "record", "key", "field", "every_nth_record", "every_nth_invocation" or "during""#,
    ),
    (
        "a field of another rule",
        r#""key": "DE", "how""#,
        r#""key": "DE", "n": 3, "how""#,
        r#"`mappings[0].function.failures[0].n`: is not a field of "key"; its fields are `when`, `how`, `key`"#,
    ),
    (
        "a failure that is none",
        r#""how": "throws""#,
        r#""how": "explodes""#,
        r#"`mappings[0].function.failures[0].how`: is "explodes"; write "throws", "times_out", "out_of_memory", "reports_item" or "throttled""#,
    ),
    (
        "a record that Lambda refuses",
        r#""how": "throws""#,
        r#""how": "throttled""#,
        r#"`mappings[0].function.failures[0].how`: only goes with "every_nth_invocation" or "during": Lambda refuses invocations, not records"#,
    ),
    (
        "a value that is no JSON",
        r#""when": "key", "key": "DE""#,
        r#""when": "field", "field": "action", "value": "checkout""#,
        r#"`mappings[0].function.failures[0].value`: is not JSON; write the value as it stands in the data, such as "\"checkout\"" or "17""#,
    ),
    (
        "a time that ends before it begins",
        r#""when": "key", "key": "DE""#,
        r#""when": "during", "from_ms": 5000, "until_ms": 5000"#,
        "`mappings[0].function.failures[0].until_ms`: must be after `from_ms`; write a number above 5000",
    ),
    (
        "a pause of nobody",
        r#""pause_consumer", "consumer": "orders""#,
        r#""pause_consumer", "consumer": "nobody""#,
        r#"`script[0].consumer`: there is no consumer "nobody"; there are `analytics`, `fraud`, `billing`, `orders`"#,
    ),
    (
        "a pause without a consumer",
        r#""pause_consumer", "consumer": "orders""#,
        r#""pause_consumer""#,
        r#"`script[0].consumer`: is missing; add it, such as "consumer": "analytics""#,
    ),
    (
        "a rewind to nowhere",
        r#", "start": "TRIM_HORIZON" }"#,
        " }",
        r#"`script[1].start`: is missing; add it, such as "start": "TRIM_HORIZON""#,
    ),
    (
        "a worker of a plain consumer",
        r#""consumer": "billing", "worker""#,
        r#""consumer": "fraud", "worker""#,
        r#"`script[2].consumer`: there is no application "fraud"; there are `billing`"#,
    ),
    (
        "a crash in quotes",
        r#""crash": true"#,
        r#""crash": "yes""#,
        "`script[2].crash`: is text; write true or false, without quotes",
    ),
    (
        "a change of a mapping that is not there",
        r#""mapping": "orders""#,
        r#""mapping": "payments""#,
        r#"`script[3].mapping`: there is no mapping "payments"; there are `orders`"#,
    ),
    (
        "a change that AWS would refuse",
        r#""mapping": "orders", "batch_size": 10"#,
        r#""mapping": "orders", "tumbling_window_s": 5"#,
        "`script[3].tumbling_window_s`: goes with a `parallelization_factor` of 1; set that, or write 0",
    ),
    (
        "processing of a mapping",
        r#""set_processing", "consumer": "fraud""#,
        r#""set_processing", "consumer": "orders""#,
        r#"`script[4].consumer`: there is no consumer "orders"; there are `analytics`, `fraud`, `billing`"#,
    ),
];

#[test]
fn the_scenario_they_are_made_from_is_right() {
    assert_eq!(parse(RIGHT).map(drop), Ok(()));
}

#[test]
fn every_broken_scenario_is_refused_with_its_message() {
    check(RIGHT, BROKEN);
}
