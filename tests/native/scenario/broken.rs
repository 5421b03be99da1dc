//! Scenarios that are wrong, each in one way, and the exact message for each.

use beltline::scenario::parse;

/// A scenario that is right and uses every part of the format.
const RIGHT: &str = r#"{
  "version": 1, "title": "Two belts", "seed": 7, "limits": "exam", "start": "2026-11-23T09:00:00Z",
  "view": { "stream": "clicks", "span_s": 30 },
  "streams": [{ "name": "clicks", "shards": 2 }],
  "producers": [{
    "name": "web clicks", "stream": "clicks", "records_per_second": 40, "record_bytes": 400, "arrivals": "random",
    "burst": { "every_ms": 5000, "records": 50 },
    "retry": { "attempts": 3, "base_delay_ms": 100, "max_delay_ms": 20000 },
    "start_ms": 1000, "stop_ms": 60000, "keys": { "mix": "hot", "key": "DE", "share_percent": 80, "prefix": "user-", "others": 100 }
  }],
  "consumers": [{ "name": "analytics", "stream": "clicks", "start": "LATEST", "poll_interval_ms": 200, "limit": 10000 }],
  "script": [
    { "at_ms": 5000, "do": "put_record", "stream": "clicks", "partition_key": "hello", "data": "text", "explicit_hash_key": "0" },
    { "at_ms": 6000, "do": "set_rate", "producer": "web clicks", "records_per_second": 2000 }
  ]
}"#;

/// What is wrong, the text to find in [`RIGHT`] (`*` for all of it), the text to put there (`@n` stands for n letters),
/// and the message.
const BROKEN: &[(&str, &str, &str, &str)] = &[
    (
        "empty text",
        "*",
        "",
        r#"the scenario is empty; write an object such as {"version": 1, "streams": [{"name": "clicks", "shards": 2}]}"#,
    ),
    (
        "blank text",
        "*",
        " \n ",
        r#"the scenario is empty; write an object such as {"version": 1, "streams": [{"name": "clicks", "shards": 2}]}"#,
    ),
    (
        "not JSON at all",
        "*",
        "streams: 2",
        "line 1, column 1: this is not JSON: a value must stand here; write text in double quotes, a number, true, false, null, [ ] or { }",
    ),
    (
        "cut off",
        "*",
        r#"{"version": 1, "streams": ["#,
        "line 1, column 27: this is not JSON: the text ends too early; add the missing quote or bracket",
    ),
    (
        "a comma too many",
        r#""shards": 2 }"#,
        r#""shards": 2, }"#,
        "line 4, column 48: this is not JSON: a comma stands after the last entry; remove it",
    ),
    (
        "two scenarios in one file",
        "*",
        "{} {}",
        "line 1, column 4: this is not JSON: there is more text after the end; remove it",
    ),
    ("a list", "*", "[]", "the scenario must be an object in { }, with `version` and `streams`"),
    (
        "a field name without quotes",
        r#""seed": 7"#,
        "seed: 7",
        "line 2, column 39: this is not JSON: a field name must stand in double quotes; add them",
    ),
    (
        "a comma forgotten",
        r#""seed": 7,"#,
        r#""seed": 7"#,
        "line 2, column 49: this is not JSON: a comma or a closing } must stand here; add it",
    ),
    (
        "a value forgotten",
        r#""seed": 7"#,
        r#""seed": "#,
        "line 2, column 47: this is not JSON: a value must stand here; write text in double quotes, a number, true, false, null, [ ] or { }",
    ),
    (
        "a colon forgotten",
        r#""seed": 7"#,
        r#""seed" 7"#,
        "line 2, column 46: this is not JSON: a colon must stand between a field name and its value; add it",
    ),
    (
        "a backslash alone",
        r#""title": "Two belts""#,
        r#""title": "C:\data""#,
        "line 2, column 30: this is not JSON: a backslash in a text must be doubled; write \\\\",
    ),
    (
        "an unknown field with an odd name",
        r#""seed": 7"#,
        r#""my seed!": 7"#,
        r#"`["my seed!"]`: is not a field here; the fields are `version`, `title`, `about`, `seed`, `limits`, `start`, `view`, `streams`, `producers`, `consumers`, `mappings`, `alarms`, `script`"#,
    ),
    ("no version", r#""version": 1,"#, "", r#"`version`: is missing; add it, such as "version": 1"#),
    (
        "a newer version",
        r#""version": 1,"#,
        r#""version": 2, "weather": "rain","#,
        "`version`: is not a version this program reads; write 1",
    ),
    (
        "version as text",
        r#""version": 1,"#,
        r#""version": "1","#,
        "`version`: is not a version this program reads; write 1",
    ),
    (
        "an unknown field at the top",
        r#""seed": 7"#,
        r#""sead": 7"#,
        "`sead`: is not a field here; the fields are `version`, `title`, `about`, `seed`, `limits`, `start`, `view`, `streams`, `producers`, `consumers`, `mappings`, `alarms`, `script`",
    ),
    ("a field twice", r#""seed": 7"#, r#""seed": 7, "seed": 8"#, "`seed`: stands twice; keep one of them"),
    (
        "title as a number",
        r#""title": "Two belts""#,
        r#""title": 2"#,
        "`title`: is a number; write text in double quotes",
    ),
    (
        "a negative seed",
        r#""seed": 7"#,
        r#""seed": -7"#,
        "`seed`: is a negative number or a fraction; write a whole number from 0 to 9007199254740991",
    ),
    (
        "a seed with a fraction",
        r#""seed": 7"#,
        r#""seed": 7.5"#,
        "`seed`: is a negative number or a fraction; write a whole number from 0 to 9007199254740991",
    ),
    (
        "a seed JavaScript cannot keep",
        r#""seed": 7"#,
        r#""seed": 9007199254740992"#,
        "`seed`: is 9007199254740992; write a whole number from 0 to 9007199254740991",
    ),
    (
        "an unknown limits profile",
        r#""limits": "exam""#,
        r#""limits": "2023""#,
        r#"`limits`: is "2023"; write "exam" or "today""#,
    ),
    (
        "limits as a number",
        r#""limits": "exam""#,
        r#""limits": 1"#,
        r#"`limits`: is a number; write "exam" or "today""#,
    ),
    (
        "a date without a time",
        r#""2026-11-23T09:00:00Z""#,
        r#""2026-11-23""#,
        r#"`start`: is not a date in UTC; write one such as "2026-11-23T09:00:00Z""#,
    ),
    (
        "a day that does not exist",
        r#""2026-11-23T09:00:00Z""#,
        r#""2026-02-29T09:00:00Z""#,
        r#"`start`: is not a date in UTC; write one such as "2026-11-23T09:00:00Z""#,
    ),
    (
        "a view of an unknown stream",
        r#""view": { "stream": "clicks""#,
        r#""view": { "stream": "clocks""#,
        r#"`view.stream`: there is no stream "clocks"; the streams are `clicks`"#,
    ),
    (
        "a view of no time",
        r#""span_s": 30"#,
        r#""span_s": 0"#,
        "`view.span_s`: is 0; write a whole number from 1 to 86400",
    ),
    (
        "a view with an unknown field",
        r#""span_s": 30"#,
        r#""span_ms": 30000"#,
        "`view.span_ms`: is not a field here; the fields are `stream`, `span_s`, `stage`",
    ),
    (
        "no streams",
        r#""streams": [{ "name": "clicks", "shards": 2 }],"#,
        "",
        r#"`streams`: is missing; add it, such as "streams": [{"name": "clicks", "shards": 2}]"#,
    ),
    (
        "an empty list of streams",
        r#""streams": [{ "name": "clicks", "shards": 2 }]"#,
        r#""streams": []"#,
        "`streams`: is an empty list; add at least one",
    ),
    (
        "streams as an object",
        r#""streams": [{ "name": "clicks", "shards": 2 }]"#,
        r#""streams": { "name": "clicks" }"#,
        "`streams`: is an object; write a list in [ ]",
    ),
    (
        "a stream as text",
        r#""streams": [{ "name": "clicks", "shards": 2 }]"#,
        r#""streams": ["clicks"]"#,
        "`streams[0]`: is text; write an object in { }",
    ),
    (
        "a stream without a name",
        r#"{ "name": "clicks", "shards": 2 }"#,
        r#"{ "shards": 2 }"#,
        r#"`streams[0].name`: is missing; add it, such as "name": "clicks""#,
    ),
    (
        "a stream name with a space",
        r#"{ "name": "clicks", "shards": 2 }"#,
        r#"{ "name": "my clicks", "shards": 2 }"#,
        "`streams[0].name`: is not a stream name; write 1 to 128 of the characters a-z, A-Z, 0-9, `_`, `.` and `-`",
    ),
    (
        "an empty stream name",
        r#"{ "name": "clicks", "shards": 2 }"#,
        r#"{ "name": "", "shards": 2 }"#,
        "`streams[0].name`: is not a stream name; write 1 to 128 of the characters a-z, A-Z, 0-9, `_`, `.` and `-`",
    ),
    (
        "two streams of one name",
        r#""shards": 2 }"#,
        r#""shards": 2 }, { "name": "clicks", "shards": 1 }"#,
        r#"`streams[1].name`: the name "clicks" is taken; give each its own name"#,
    ),
    ("no shards", r#""shards": 2"#, r#""shards": 0"#, "`streams[0].shards`: is 0; write a whole number from 1 to 1000"),
    (
        "too many shards",
        r#""shards": 2"#,
        r#""shards": 1001"#,
        "`streams[0].shards`: is 1001; write a whole number from 1 to 1000",
    ),
    (
        "shards as text",
        r#""shards": 2"#,
        r#""shards": "2""#,
        "`streams[0].shards`: is text; write a whole number from 1 to 1000, without quotes",
    ),
    (
        "shards as null",
        r#""shards": 2"#,
        r#""shards": null"#,
        "`streams[0].shards`: is null; write a whole number from 1 to 1000",
    ),
    (
        "retention too short",
        r#""shards": 2"#,
        r#""shards": 2, "retention_hours": 1"#,
        "`streams[0].retention_hours`: is 1; write a whole number from 24 to 8760",
    ),
    (
        "retention too long",
        r#""shards": 2"#,
        r#""shards": 2, "retention_hours": 8761"#,
        "`streams[0].retention_hours`: is 8761; write a whole number from 24 to 8760",
    ),
    (
        "a producer without a name",
        r#""name": "web clicks","#,
        "",
        r#"`producers[0].name`: is missing; add it, such as "name": "web clicks""#,
    ),
    (
        "a producer with a blank name",
        r#""name": "web clicks","#,
        r#""name": " ","#,
        "`producers[0].name`: is not a name; write 1 to 128 characters on one line",
    ),
    (
        "a producer for an unknown stream",
        r#""name": "web clicks", "stream": "clicks""#,
        r#""name": "web clicks", "stream": "clock""#,
        r#"`producers[0].stream`: there is no stream "clock"; the streams are `clicks`"#,
    ),
    (
        "a producer without a rate",
        r#""records_per_second": 40,"#,
        "",
        r#"`producers[0].records_per_second`: is missing; add it, such as "records_per_second": 40"#,
    ),
    (
        "a rate too high",
        r#""records_per_second": 40"#,
        r#""records_per_second": 100001"#,
        "`producers[0].records_per_second`: is 100001; write a whole number from 0 to 100000",
    ),
    (
        "a rate with a fraction",
        r#""records_per_second": 40"#,
        r#""records_per_second": 0.5"#,
        "`producers[0].records_per_second`: is a negative number or a fraction; write a whole number from 0 to 100000",
    ),
    (
        "records too large",
        r#""record_bytes": 400"#,
        r#""record_bytes": 1048577"#,
        "`producers[0].record_bytes`: is 1048577; write a whole number from 0 to 1048576",
    ),
    (
        "records too large with their key",
        r#""record_bytes": 400"#,
        r#""record_bytes": 1048570"#,
        "`producers[0].record_bytes`: with the longest key, 8 bytes, a record passes 1048576 bytes; write at most 1048568",
    ),
    (
        "unknown arrivals",
        r#""arrivals": "random""#,
        r#""arrivals": "poisson""#,
        r#"`producers[0].arrivals`: is "poisson"; write "steady" or "random""#,
    ),
    (
        "a burst without records",
        r#""every_ms": 5000, "records": 50"#,
        r#""every_ms": 5000"#,
        r#"`producers[0].burst.records`: is missing; add it, such as "records": 50"#,
    ),
    (
        "bursts without a pause",
        r#""every_ms": 5000"#,
        r#""every_ms": 0"#,
        "`producers[0].burst.every_ms`: is 0; write a whole number from 1 to 3600000",
    ),
    (
        "no keys",
        r#", "keys": { "mix": "hot", "key": "DE", "share_percent": 80, "prefix": "user-", "others": 100 }"#,
        "",
        r#"`producers[0].keys`: is missing; add it, such as "keys": {"mix": "uniform", "keys": 100}"#,
    ),
    (
        "keys as a list",
        r#""keys": { "mix": "hot", "key": "DE", "share_percent": 80, "prefix": "user-", "others": 100 }"#,
        r#""keys": ["a", "b"]"#,
        "`producers[0].keys`: is a list; write an object in { }",
    ),
    (
        "keys without a mix",
        r#""mix": "hot", "#,
        "",
        r#"`producers[0].keys.mix`: is missing; add it, such as "mix": "uniform""#,
    ),
    (
        "an unknown mix",
        r#""mix": "hot""#,
        r#""mix": "pareto""#,
        r#"`producers[0].keys.mix`: is "pareto"; write "uniform", "zipf", "hot", "weighted" or "in_turn""#,
    ),
    (
        "a share above 100 per cent",
        r#""share_percent": 80"#,
        r#""share_percent": 101"#,
        "`producers[0].keys.share_percent`: is 101; write a whole number from 0 to 100",
    ),
    (
        "a share as text",
        r#""share_percent": 80"#,
        r#""share_percent": "80 %""#,
        "`producers[0].keys.share_percent`: is text; write a whole number from 0 to 100, without quotes",
    ),
    (
        "no other keys for the rest",
        r#""others": 100"#,
        r#""others": 0"#,
        "`producers[0].keys.others`: is 0, but `share_percent` leaves records for other keys; write 1 or more, or a share of 100",
    ),
    (
        "an empty hot key",
        r#""key": "DE""#,
        r#""key": """#,
        "`producers[0].keys.key`: the partition key is empty; write 1 to 256 characters",
    ),
    (
        "a hot key too long",
        r#""key": "DE""#,
        r#""key": "@257""#,
        "`producers[0].keys.key`: the partition key has 257 characters; write 1 to 256",
    ),
    (
        "a field of another mix",
        r#""others": 100"#,
        r#""others": 100, "keys": 5"#,
        r#"`producers[0].keys.keys`: is not a field of the mix "hot"; its fields are `mix`, `key`, `share_percent`, `prefix`, `others`"#,
    ),
    (
        "a prefix too long",
        r#""prefix": "user-""#,
        r#""prefix": "@254""#,
        "`producers[0].keys.prefix`: has 254 characters; write at most 253, so that the key's number fits behind it",
    ),
    (
        "uniform without a count",
        r#""keys": { "mix": "hot", "key": "DE", "share_percent": 80, "prefix": "user-", "others": 100 }"#,
        r#""keys": { "mix": "uniform" }"#,
        r#"`producers[0].keys.keys`: is missing; add it, such as "keys": 500"#,
    ),
    (
        "zipf over no keys",
        r#""keys": { "mix": "hot", "key": "DE", "share_percent": 80, "prefix": "user-", "others": 100 }"#,
        r#""keys": { "mix": "zipf", "keys": 0 }"#,
        "`producers[0].keys.keys`: is 0; write a whole number from 1 to 1000000",
    ),
    (
        "weights as a list",
        r#""keys": { "mix": "hot", "key": "DE", "share_percent": 80, "prefix": "user-", "others": 100 }"#,
        r#""keys": { "mix": "weighted", "keys": ["DE"] }"#,
        "`producers[0].keys.keys`: is a list; write an object in { }",
    ),
    (
        "no weights",
        r#""keys": { "mix": "hot", "key": "DE", "share_percent": 80, "prefix": "user-", "others": 100 }"#,
        r#""keys": { "mix": "weighted", "keys": {} }"#,
        r#"`producers[0].keys.keys`: names no key; write keys with weights, such as {"DE": 60, "FR": 40}"#,
    ),
    (
        "a weight of zero",
        r#""keys": { "mix": "hot", "key": "DE", "share_percent": 80, "prefix": "user-", "others": 100 }"#,
        r#""keys": { "mix": "weighted", "keys": { "DE": 0 } }"#,
        "`producers[0].keys.keys.DE`: is 0; write a whole number from 1 to 1000000",
    ),
    (
        "one key weighed twice",
        r#""keys": { "mix": "hot", "key": "DE", "share_percent": 80, "prefix": "user-", "others": 100 }"#,
        r#""keys": { "mix": "weighted", "keys": { "DE": 1, "FR": 2, "DE": 3 } }"#,
        "`producers[0].keys.keys.DE`: stands twice; keep one of them",
    ),
    (
        "a weight for an empty key",
        r#""keys": { "mix": "hot", "key": "DE", "share_percent": 80, "prefix": "user-", "others": 100 }"#,
        r#""keys": { "mix": "weighted", "keys": { "": 1 } }"#,
        r#"`producers[0].keys.keys[""]`: the partition key is empty; write 1 to 256 characters"#,
    ),
    (
        "no keys in turn",
        r#""keys": { "mix": "hot", "key": "DE", "share_percent": 80, "prefix": "user-", "others": 100 }"#,
        r#""keys": { "mix": "in_turn", "keys": [] }"#,
        "`producers[0].keys.keys`: is an empty list; add at least one",
    ),
    (
        "a number in turn",
        r#""keys": { "mix": "hot", "key": "DE", "share_percent": 80, "prefix": "user-", "others": 100 }"#,
        r#""keys": { "mix": "in_turn", "keys": ["a", 2] }"#,
        "`producers[0].keys.keys[1]`: is a number; write text in double quotes",
    ),
    (
        "retry with an unknown field",
        r#""attempts": 3"#,
        r#""tries": 3"#,
        "`producers[0].retry.tries`: is not a field here; the fields are `attempts`, `base_delay_ms`, `max_delay_ms`",
    ),
    (
        "too many attempts",
        r#""attempts": 3"#,
        r#""attempts": 1001"#,
        "`producers[0].retry.attempts`: is 1001; write a whole number from 0 to 1000",
    ),
    (
        "a longest delay below the first",
        r#""max_delay_ms": 20000"#,
        r#""max_delay_ms": 99"#,
        "`producers[0].retry.max_delay_ms`: must not be below `base_delay_ms`; write 100 or more",
    ),
    (
        "a stop before the start",
        r#""stop_ms": 60000"#,
        r#""stop_ms": 1000"#,
        "`producers[0].stop_ms`: must be after `start_ms`; write a number above 1000",
    ),
    (
        "a start after a year",
        r#""start_ms": 1000"#,
        r#""start_ms": 31536000001"#,
        "`producers[0].start_ms`: is 31536000001; write a whole number from 0 to 31536000000",
    ),
    (
        "two producers of one name",
        r#""producers": ["#,
        r#""producers": [{ "name": "web clicks", "stream": "clicks", "records_per_second": 1, "keys": { "mix": "uniform", "keys": 1 } },"#,
        r#"`producers[1].name`: the name "web clicks" is taken; give each its own name"#,
    ),
    (
        "a consumer without a stream",
        r#""name": "analytics", "stream": "clicks""#,
        r#""name": "analytics""#,
        r#"`consumers[0].stream`: is missing; add it, such as "stream": "clicks""#,
    ),
    (
        "an unknown starting position",
        r#""start": "LATEST""#,
        r#""start": "EARLIEST""#,
        r#"`consumers[0].start`: is "EARLIEST"; write "TRIM_HORIZON", "LATEST", "AT_TIMESTAMP", "AT_SEQUENCE_NUMBER" or "AFTER_SEQUENCE_NUMBER""#,
    ),
    (
        "a moment without AT_TIMESTAMP",
        r#""start": "LATEST""#,
        r#""start": "LATEST", "timestamp_ms": 5"#,
        r#"`consumers[0].timestamp_ms`: only goes with "start": "AT_TIMESTAMP"; remove it, or change `start`"#,
    ),
    (
        "AT_TIMESTAMP without a moment",
        r#""start": "LATEST""#,
        r#""start": "AT_TIMESTAMP""#,
        r#"`consumers[0].timestamp_ms`: is missing; add it, such as "timestamp_ms": 0"#,
    ),
    (
        "polls without a pause",
        r#""poll_interval_ms": 200"#,
        r#""poll_interval_ms": 0"#,
        "`consumers[0].poll_interval_ms`: is 0; write a whole number from 1 to 3600000",
    ),
    (
        "a limit too high",
        r#""limit": 10000"#,
        r#""limit": 10001"#,
        "`consumers[0].limit`: is 10001; write a whole number from 1 to 10000",
    ),
    (
        "a script entry without a moment",
        r#""at_ms": 5000, "#,
        "",
        r#"`script[0].at_ms`: is missing; add it, such as "at_ms": 5000"#,
    ),
    (
        "a script entry without a doing",
        r#""do": "put_record", "#,
        "",
        r#"`script[0].do`: is missing; add it, such as "do": "put_record""#,
    ),
    (
        "an unknown doing",
        r#""do": "put_record""#,
        r#""do": "put""#,
        r#"`script[0].do`: is "put"; write "put_record", "put_records", "split_shard", "merge_shards", "update_shard_count", "update_stream_mode", "update_stream_warm_throughput", "set_billing_commitment", "set_retention", "set_rate", "set_keys", "start_producer", "stop_producer", "pause_consumer", "resume_consumer", "remove_consumer", "set_processing", "rewind_consumer", "add_worker", "stop_worker" or "update_mapping""#,
    ),
    (
        "a moment in seconds as text",
        r#""at_ms": 5000"#,
        r#""at_ms": "5 s""#,
        "`script[0].at_ms`: is text; write a whole number from 0 to 31536000000, without quotes",
    ),
    (
        "a put into an unknown stream",
        r#""do": "put_record", "stream": "clicks""#,
        r#""do": "put_record", "stream": "orders""#,
        r#"`script[0].stream`: there is no stream "orders"; the streams are `clicks`"#,
    ),
    (
        "a put without a key",
        r#""partition_key": "hello", "#,
        "",
        r#"`script[0].partition_key`: is missing; add it, such as "partition_key": "hello""#,
    ),
    (
        "data as an object",
        r#""data": "text""#,
        r#""data": { "page": 1 }"#,
        "`script[0].data`: is an object; write text in double quotes",
    ),
    (
        "data too large",
        r#""data": "text""#,
        r#""data": "@1048572""#,
        "`script[0].data`: has 1048572 bytes; with this partition key write at most 1048571",
    ),
    (
        "a hash key as a number",
        r#""explicit_hash_key": "0""#,
        r#""explicit_hash_key": 0"#,
        "`script[0].explicit_hash_key`: is a number; write text in double quotes",
    ),
    (
        "a hash key with a leading zero",
        r#""explicit_hash_key": "0""#,
        r#""explicit_hash_key": "007""#,
        "`script[0].explicit_hash_key`: is not a hash key; write a whole number from 0 to 340282366920938463463374607431768211455 in double quotes, without a leading zero",
    ),
    (
        "a hash key past the end of the line",
        r#""explicit_hash_key": "0""#,
        r#""explicit_hash_key": "340282366920938463463374607431768211456""#,
        "`script[0].explicit_hash_key`: is not a hash key; write a whole number from 0 to 340282366920938463463374607431768211455 in double quotes, without a leading zero",
    ),
    (
        "a put with a field of another doing",
        r#""explicit_hash_key": "0""#,
        r#""records_per_second": 5"#,
        r#"`script[0].records_per_second`: is not a field of "put_record"; its fields are `at_ms`, `do`, `stream`, `partition_key`, `data`, `explicit_hash_key`"#,
    ),
    (
        "no records to put",
        r#""script": ["#,
        r#""script": [{ "at_ms": 0, "do": "put_records", "stream": "clicks", "records": [] },"#,
        "`script[0].records`: is an empty list; add at least one",
    ),
    (
        "a record to put with an unknown field",
        r#""script": ["#,
        r#""script": [{ "at_ms": 0, "do": "put_records", "stream": "clicks", "records": [{ "partition_key": "a" }, { "key": "b" }] },"#,
        "`script[0].records[1].key`: is not a field here; the fields are `partition_key`, `data`, `explicit_hash_key`",
    ),
    (
        "a new rate for an unknown producer",
        r#""do": "set_rate", "producer": "web clicks""#,
        r#""do": "set_rate", "producer": "kiosk""#,
        r#"`script[1].producer`: there is no producer "kiosk"; the producers are `web clicks`"#,
    ),
    (
        "a new rate without a rate",
        r#", "records_per_second": 2000"#,
        "",
        r#"`script[1].records_per_second`: is missing; add it, such as "records_per_second": 2000"#,
    ),
    (
        "new keys that are none",
        r#""do": "set_rate", "producer": "web clicks", "records_per_second": 2000"#,
        r#""do": "set_keys", "producer": "web clicks""#,
        r#"`script[1].keys`: is missing; add it, such as "keys": {"mix": "uniform", "keys": 100}"#,
    ),
    (
        "a stop with a rate",
        r#""do": "set_rate""#,
        r#""do": "stop_producer""#,
        r#"`script[1].records_per_second`: is not a field of "stop_producer"; its fields are `at_ms`, `do`, `producer`"#,
    ),
    (
        "a producer to stop as a number",
        r#""do": "set_rate", "producer": "web clicks", "records_per_second": 2000"#,
        r#""do": "stop_producer", "producer": 1"#,
        "`script[1].producer`: is a number; write text in double quotes",
    ),
];

/// Replaces `"@n"` by a text of n letters.
fn spell_out(text: &str) -> String {
    let Some((before, rest)) = text.split_once("\"@") else {
        return text.to_owned();
    };
    let (count, after) = rest.split_once('"').expect("a closing quote");
    let letters = "x".repeat(count.parse().expect("a count of letters"));
    format!("{before}\"{letters}\"{after}")
}

fn broken(find: &str, replace: &str) -> String {
    let replace = spell_out(replace);
    if find == "*" {
        return replace;
    }
    assert!(RIGHT.contains(find), "nothing to replace: {find}");
    RIGHT.replacen(find, &replace, 1)
}

#[test]
fn the_scenario_they_are_made_from_is_right() {
    assert_eq!(parse(RIGHT).map(|scenario| scenario.script().len()), Ok(5));
}

#[test]
fn every_broken_scenario_is_refused_with_its_message() {
    let mut wrong = Vec::new();
    for (name, find, replace, expected) in BROKEN {
        let message = match parse(&broken(find, replace)) {
            Ok(_) => "(accepted)".to_owned(),
            Err(error) => error.to_string(),
        };
        if message != *expected {
            wrong.push(format!("{name}\n  expected: {expected}\n  found:    {message}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), BROKEN.len(), wrong.join("\n"));
}
