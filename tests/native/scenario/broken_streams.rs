//! Streams, their modes and what scripts do with their shards, each wrong in one way, and the exact message for each.

use crate::support::scenario_mistakes::{Mistake, check};
use beltline::scenario::parse;

/// A scenario that is right and does everything with streams.
const RIGHT: &str = r#"{
  "version": 1,
  "limits": "today",
  "view": { "stage": "lineage" },
  "streams": [
    { "name": "clicks", "shards": 2, "mode": "provisioned", "reshard_s": 10 },
    { "name": "orders", "shards": 4, "mode": "on_demand" }
  ],
  "script": [
    { "at_ms": 1000, "do": "split_shard", "stream": "clicks", "shard": 0, "new_starting_hash_key": "5" },
    { "at_ms": 2000, "do": "merge_shards", "stream": "clicks", "shard": 2, "adjacent_shard": 3 },
    { "at_ms": 3000, "do": "update_shard_count", "stream": "clicks", "target_shard_count": 6 },
    { "at_ms": 4000, "do": "update_stream_mode", "stream": "clicks", "mode": "on_demand" },
    { "at_ms": 5000, "do": "set_billing_commitment", "enabled": true },
    { "at_ms": 6000, "do": "update_stream_warm_throughput", "stream": "orders", "mib_per_s": 50 },
    { "at_ms": 7000, "do": "set_retention", "stream": "clicks", "retention_hours": 48 }
  ]
}"#;

/// What is wrong, the text to find in [`RIGHT`], the text to put there, and the message.
const BROKEN: &[Mistake] = &[
    (
        "a mode that is none",
        r#""mode": "provisioned""#,
        r#""mode": "PROVISIONED""#,
        r#"`streams[0].mode`: is "PROVISIONED"; write "provisioned" or "on_demand""#,
    ),
    (
        "an on-demand stream with shards of its own",
        r#""shards": 4"#,
        r#""shards": 8"#,
        "`streams[1].shards`: an on-demand stream begins with 4 shards; write 4",
    ),
    (
        "a split that takes no time",
        r#""reshard_s": 10"#,
        r#""reshard_s": 0"#,
        "`streams[0].reshard_s`: is 0; write a whole number from 1 to 3600",
    ),
    (
        "a stage that is none",
        r#""stage": "lineage""#,
        r#""stage": "map""#,
        r#"`view.stage`: is "map"; write "hall", "fan_out", "x_ray", "lineage" or "capacity""#,
    ),
    (
        "a split of a stream that is not there",
        r#""do": "split_shard", "stream": "clicks""#,
        r#""do": "split_shard", "stream": "click""#,
        r#"`script[0].stream`: there is no stream "click"; the streams are `clicks`, `orders`"#,
    ),
    (
        "a split of a shard by its id",
        r#""shard": 0"#,
        r#""shard": "shardId-000000000000""#,
        "`script[0].shard`: is text; write a whole number from 0 to 1000000, without quotes",
    ),
    ("a split of no shard", r#""shard": 0, "#, "", r#"`script[0].shard`: is missing; add it, such as "shard": 0"#),
    (
        "a key with a leading zero",
        r#""new_starting_hash_key": "5""#,
        r#""new_starting_hash_key": "05""#,
        "`script[0].new_starting_hash_key`: is not a hash key; write a whole number from 0 to \
         340282366920938463463374607431768211455 in double quotes, without a leading zero",
    ),
    (
        "a merge of one",
        r#", "adjacent_shard": 3"#,
        "",
        r#"`script[1].adjacent_shard`: is missing; add it, such as "adjacent_shard": 1"#,
    ),
    (
        "more shards than there may be",
        r#""target_shard_count": 6"#,
        r#""target_shard_count": 10001"#,
        "`script[2].target_shard_count`: is 10001; write a whole number from 1 to 10000",
    ),
    (
        "a switch to no mode",
        r#"update_stream_mode", "stream": "clicks", "mode": "on_demand""#,
        r#"update_stream_mode", "stream": "clicks", "mode": "express""#,
        r#"`script[3].mode`: is "express"; write "provisioned" or "on_demand""#,
    ),
    (
        "a commitment in words",
        r#""enabled": true"#,
        r#""enabled": "yes""#,
        "`script[4].enabled`: is text; write true or false, without quotes",
    ),
    (
        "too warm",
        r#""mib_per_s": 50"#,
        r#""mib_per_s": 20000"#,
        "`script[5].mib_per_s`: is 20000; write a whole number from 0 to 10240",
    ),
    (
        "retention below a day",
        r#""retention_hours": 48"#,
        r#""retention_hours": 12"#,
        "`script[6].retention_hours`: is 12; write a whole number from 24 to 8760",
    ),
    (
        "a field of another deed",
        r#""target_shard_count": 6"#,
        r#""target_shard_count": 6, "shard": 1"#,
        "`script[2].shard`: is not a field of \"update_shard_count\"; its fields are `at_ms`, `do`, `stream`, \
         `target_shard_count`",
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
