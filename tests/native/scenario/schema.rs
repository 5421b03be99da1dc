//! The JSON Schema says the same as the reader: it takes what the reader takes, and names the same fields, ranges and
//! defaults. The check below knows the few words that the schema uses; a word it does not know fails the test.

use beltline::scenario::{SCENES, SCHEMA, parse};
use serde_json::{Value, json};

fn schema() -> Value {
    serde_json::from_str(SCHEMA).expect("the schema is JSON")
}

/// Whether a value is as a schema wants it, and where not.
fn check(schema: &Value, root: &Value, value: &Value, path: &str) -> Result<(), String> {
    let object = schema.as_object().expect("a schema is an object");
    for (word, wanted) in object {
        let right = match word.as_str() {
            "$schema" | "title" | "description" | "default" | "$defs" | "pattern" => true,
            "$ref" => {
                let place = wanted.as_str().and_then(|place| place.strip_prefix('#')).expect("a place in the schema");
                check(root.pointer(place).expect("a schema there"), root, value, path)?;
                true
            }
            "type" => match wanted.as_str().expect("one type") {
                "object" => value.is_object(),
                "array" => value.is_array(),
                "string" => value.is_string(),
                "integer" => value.is_u64() || value.is_i64(),
                other => panic!("no such type: {other}"),
            },
            "const" => value == wanted,
            "enum" => wanted.as_array().expect("a list").contains(value),
            "minimum" => value.as_i64() >= wanted.as_i64(),
            "maximum" => value.as_i64() <= wanted.as_i64(),
            "minLength" => value.as_str().is_none_or(|text| text.chars().count() as u64 >= wanted.as_u64().unwrap()),
            "maxLength" => value.as_str().is_none_or(|text| text.chars().count() as u64 <= wanted.as_u64().unwrap()),
            "minItems" => value.as_array().is_none_or(|list| list.len() as u64 >= wanted.as_u64().unwrap()),
            "maxItems" => value.as_array().is_none_or(|list| list.len() as u64 <= wanted.as_u64().unwrap()),
            "minProperties" => value.as_object().is_none_or(|fields| fields.len() as u64 >= wanted.as_u64().unwrap()),
            "maxProperties" => value.as_object().is_none_or(|fields| fields.len() as u64 <= wanted.as_u64().unwrap()),
            "required" => {
                let needed = wanted.as_array().expect("a list").iter();
                let mut needed = needed.filter_map(Value::as_str);
                value.as_object().is_none_or(|fields| needed.all(|name| fields.contains_key(name)))
            }
            "propertyNames" => {
                for name in value.as_object().into_iter().flatten().map(|(name, _)| name) {
                    check(wanted, root, &json!(name), &format!("{path}.{name}"))?;
                }
                true
            }
            "properties" => {
                for (name, field) in value.as_object().into_iter().flatten() {
                    if let Some(schema) = wanted.get(name) {
                        check(schema, root, field, &format!("{path}.{name}"))?;
                    }
                }
                true
            }
            "additionalProperties" => {
                let known = object.get("properties").and_then(Value::as_object);
                let unknown = |name: &str| known.is_none_or(|known| !known.contains_key(name));
                for (name, field) in value.as_object().into_iter().flatten().filter(|(name, _)| unknown(name)) {
                    if wanted == &json!(false) {
                        return Err(format!("{path}.{name}: unknown"));
                    }
                    check(wanted, root, field, &format!("{path}.{name}"))?;
                }
                true
            }
            "items" => {
                for (i, item) in value.as_array().into_iter().flatten().enumerate() {
                    check(wanted, root, item, &format!("{path}[{i}]"))?;
                }
                true
            }
            "oneOf" => {
                let choices = wanted.as_array().expect("a list").iter();
                choices.filter(|choice| check(choice, root, value, path).is_ok()).count() == 1
            }
            other => panic!("the check does not know `{other}`"),
        };
        if !right {
            return Err(format!("{path}: {word} {wanted}"));
        }
    }
    Ok(())
}

fn takes(scenario: &Value) -> Result<(), String> {
    check(&schema(), &schema(), scenario, "")
}

/// A scenario with every field of the format, whose places are named in [`PLACES`].
fn full() -> Value {
    serde_json::from_str(FULL).expect("the text is JSON")
}

const FULL: &str = r#"{
        "version": 1, "title": "T", "about": "A.", "seed": 1, "limits": "exam", "start": "2026-01-01T00:00:00Z",
        "view": { "stream": "s", "span_s": 30, "stage": "hall" },
        "streams": [{ "name": "s", "shards": 4, "retention_hours": 24, "mode": "provisioned", "reshard_s": 30 }],
        "producers": [
            { "name": "p", "stream": "s", "records_per_second": 1, "record_bytes": 512, "arrivals": "steady",
              "burst": { "every_ms": 10, "records": 5 }, "keys": { "mix": "uniform", "prefix": "key-", "keys": 1 },
              "aggregation": { "max_count": 9, "max_bytes": 51200, "max_buffered_ms": 100 },
              "retry": { "attempts": 3, "base_delay_ms": 100, "max_delay_ms": 20000 }, "start_ms": 0, "stop_ms": 8 },
            { "name": "q", "stream": "s", "records_per_second": 1, "keys": { "mix": "zipf", "prefix": "key-", "keys": 1 } },
            { "name": "r", "stream": "s", "records_per_second": 1,
              "keys": { "mix": "hot", "key": "h", "share_percent": 50, "prefix": "key-", "others": 100 } },
            { "name": "t", "stream": "s", "records_per_second": 1, "keys": { "mix": "weighted", "keys": { "a": 1 } } },
            { "name": "u", "stream": "s", "records_per_second": 1, "keys": { "mix": "in_turn", "keys": ["a"] } }
        ],
        "consumers": [{ "name": "c", "stream": "s", "start": "AT_TIMESTAMP", "timestamp_ms": 5, "reading": "standard", "poll_interval_ms": 200, "limit": 10000,
            "processing": { "batch_ms": 0, "record_ms": 0 } },
          { "name": "d", "stream": "s", "start": "AT_SEQUENCE_NUMBER", "sequence_number": "49590338271490256608559692538361571095921575989136588898",
            "application": { "workers": ["w"], "checkpoint_interval_ms": 0, "failover_time_ms": 10000 } },
          { "name": "e", "stream": "s", "start": "LATEST", "reading": "enhanced_fan_out" }],
        "mappings": [{ "name": "m", "stream": "s", "start": "AT_TIMESTAMP", "timestamp_ms": 5, "reading": "standard",
            "batch_size": 100, "maximum_batching_window_s": 0, "parallelization_factor": 1,
            "bisect_batch_on_function_error": false, "maximum_retry_attempts": -1, "maximum_record_age_s": -1,
            "tumbling_window_s": 0, "report_batch_item_failures": false, "filters": ["{}"],
            "on_failure": { "kind": "sqs", "name": "lost" }, "enabled": true,
            "function": { "name": "f", "duration_ms": 20, "duration_per_record_ms": 1, "jitter_percent": 0, "timeout_s": 3,
                "memory_mb": 128, "reserved_concurrency": 1, "handler": "export const handler = () => {};",
                "failures": [
                    { "when": "record", "shard": 0, "index": 1, "how": "throws" },
                    { "when": "key", "key": "k", "how": "throws" },
                    { "when": "field", "field": "a", "value": "1", "how": "throws" },
                    { "when": "every_nth_record", "n": 2, "how": "throws" },
                    { "when": "every_nth_invocation", "n": 2, "how": "throws" },
                    { "when": "during", "from_ms": 1, "until_ms": 31536000000, "how": "throws" }
                ] } }],
        "alarms": [{ "name": "a", "stream": "s", "shard": 0, "metric": "IncomingBytes", "statistic": "Sum",
            "comparison": "GreaterThanOrEqualToThreshold", "threshold": 1, "evaluation_periods": 1440,
            "datapoints_to_alarm": 1, "treat_missing_data": "missing" },
          { "name": "b", "stream": "s", "consumer": "e", "metric": "SubscribeToShardEvent.Bytes", "threshold": 1 }],
        "script": [
            { "at_ms": 1, "do": "put_record", "stream": "s", "partition_key": "k", "data": "", "explicit_hash_key": "0" },
            { "at_ms": 1, "do": "put_records", "stream": "s",
              "records": [{ "partition_key": "k", "data": "", "explicit_hash_key": "0" }] },
            { "at_ms": 1, "do": "set_rate", "producer": "p", "records_per_second": 1 },
            { "at_ms": 1, "do": "set_keys", "producer": "p", "keys": { "mix": "uniform", "prefix": "key-", "keys": 1 } },
            { "at_ms": 1, "do": "start_producer", "producer": "p" },
            { "at_ms": 1, "do": "stop_producer", "producer": "p" },
            { "at_ms": 1, "do": "pause_consumer", "consumer": "c" },
            { "at_ms": 1, "do": "resume_consumer", "consumer": "m" },
            { "at_ms": 1, "do": "remove_consumer", "consumer": "c" },
            { "at_ms": 1, "do": "set_processing", "consumer": "d", "processing": { "batch_ms": 0, "record_ms": 0 } },
            { "at_ms": 1, "do": "rewind_consumer", "consumer": "d", "start": "AT_TIMESTAMP", "timestamp_ms": 5 },
            { "at_ms": 1, "do": "add_worker", "consumer": "d", "worker": "x" },
            { "at_ms": 1, "do": "stop_worker", "consumer": "d", "worker": "w", "crash": false },
            { "at_ms": 1, "do": "update_mapping", "mapping": "m", "batch_size": 9, "function": { "duration_ms": 5 } },
            { "at_ms": 1, "do": "split_shard", "stream": "s", "shard": 0, "new_starting_hash_key": "5" },
            { "at_ms": 1, "do": "merge_shards", "stream": "s", "shard": 0, "adjacent_shard": 1 },
            { "at_ms": 1, "do": "update_shard_count", "stream": "s", "target_shard_count": 4 },
            { "at_ms": 1, "do": "update_stream_mode", "stream": "s", "mode": "on_demand" },
            { "at_ms": 1, "do": "update_stream_warm_throughput", "stream": "s", "mib_per_s": 100 },
            { "at_ms": 1, "do": "set_billing_commitment", "enabled": true },
            { "at_ms": 1, "do": "set_retention", "stream": "s", "retention_hours": 48 }
        ]
    }"#;

/// Every object of [`full`], and the place in the schema that describes it.
const PLACES: &[(&str, &str)] = &[
    ("", ""),
    ("/view", "/properties/view"),
    ("/streams/0", "/$defs/stream"),
    ("/producers/0", "/$defs/producer"),
    ("/producers/0/burst", "/$defs/producer/properties/burst"),
    ("/producers/0/retry", "/$defs/producer/properties/retry"),
    ("/producers/0/keys", "/$defs/keys/oneOf/0"),
    ("/producers/1/keys", "/$defs/keys/oneOf/1"),
    ("/producers/2/keys", "/$defs/keys/oneOf/2"),
    ("/producers/3/keys", "/$defs/keys/oneOf/3"),
    ("/producers/4/keys", "/$defs/keys/oneOf/4"),
    ("/consumers/0", "/$defs/consumer"),
    ("/script/0", "/$defs/entry/oneOf/0"),
    ("/script/1", "/$defs/entry/oneOf/1"),
    ("/script/1/records/0", "/$defs/record"),
    ("/script/2", "/$defs/entry/oneOf/2"),
    ("/script/3", "/$defs/entry/oneOf/3"),
    ("/script/4", "/$defs/entry/oneOf/4"),
    ("/script/5", "/$defs/entry/oneOf/5"),
    ("/producers/0/aggregation", "/$defs/producer/properties/aggregation"),
    ("/consumers/0/processing", "/$defs/processing"),
    ("/consumers/1", "/$defs/consumer"),
    ("/consumers/1/application", "/$defs/consumer/properties/application"),
    ("/mappings/0", "/$defs/mapping"),
    ("/mappings/0/on_failure", "/$defs/destination"),
    ("/mappings/0/function", "/$defs/function"),
    ("/mappings/0/function/failures/0", "/$defs/failure/oneOf/0"),
    ("/mappings/0/function/failures/1", "/$defs/failure/oneOf/1"),
    ("/mappings/0/function/failures/2", "/$defs/failure/oneOf/2"),
    ("/mappings/0/function/failures/3", "/$defs/failure/oneOf/3"),
    ("/mappings/0/function/failures/4", "/$defs/failure/oneOf/4"),
    ("/mappings/0/function/failures/5", "/$defs/failure/oneOf/5"),
    ("/alarms/0", "/$defs/alarm"),
    ("/alarms/1", "/$defs/alarm"),
    ("/script/6", "/$defs/entry/oneOf/6"),
    ("/script/7", "/$defs/entry/oneOf/7"),
    ("/script/8", "/$defs/entry/oneOf/8"),
    ("/script/9", "/$defs/entry/oneOf/9"),
    ("/script/9/processing", "/$defs/processing"),
    ("/script/10", "/$defs/entry/oneOf/10"),
    ("/script/11", "/$defs/entry/oneOf/11"),
    ("/script/12", "/$defs/entry/oneOf/12"),
    ("/script/13", "/$defs/entry/oneOf/13"),
    ("/script/13/function", "/$defs/function_change"),
    ("/script/14", "/$defs/entry/oneOf/14"),
    ("/script/15", "/$defs/entry/oneOf/15"),
    ("/script/16", "/$defs/entry/oneOf/16"),
    ("/script/17", "/$defs/entry/oneOf/17"),
    ("/script/18", "/$defs/entry/oneOf/18"),
    ("/script/19", "/$defs/entry/oneOf/19"),
    ("/script/20", "/$defs/entry/oneOf/20"),
];

fn reads(scenario: &Value) -> Result<(), String> {
    parse(&scenario.to_string()).map(drop).map_err(|error| error.to_string())
}

#[test]
fn the_schema_takes_every_scene_and_every_field() {
    for scene in SCENES {
        let scenario: Value = serde_json::from_str(scene.json()).expect("JSON");
        assert_eq!(takes(&scenario), Ok(()), "{}", scene.id);
        let written: Value = serde_json::from_str(&parse(scene.json()).expect("right").to_json()).expect("JSON");
        assert_eq!(takes(&written), Ok(()), "{}", scene.id);
    }
    assert_eq!((takes(&full()), reads(&full())), (Ok(()), Ok(())));
}

#[test]
fn both_name_the_same_fields() {
    for (object, place) in PLACES {
        let mut scenario = full();
        let fields = scenario.pointer_mut(object).and_then(Value::as_object_mut).expect("an object");
        fields.insert("zzz".to_owned(), json!(1));
        let message = reads(&scenario).expect_err("an unknown field");
        let (_, list) = message.split_once("fields are ").expect("the list of fields");
        let mut read: Vec<&str> = list.split(", ").map(|name| name.trim_matches('`')).collect();
        read.sort_unstable();
        let schema = schema();
        let described = schema.pointer(&format!("{place}/properties")).and_then(Value::as_object).expect("properties");
        let described: Vec<&String> = described.keys().collect();
        assert_eq!(described, read, "{object}");
        assert!(takes(&scenario).is_err(), "{object}");
    }
}

#[test]
fn both_need_the_same_fields() {
    for (object, place) in PLACES {
        let schema = schema();
        let required = schema.pointer(&format!("{place}/required")).and_then(Value::as_array).expect("required");
        let fields = full().pointer(object).and_then(Value::as_object).expect("an object").clone();
        for name in fields.keys() {
            let mut scenario = full();
            scenario.pointer_mut(object).and_then(Value::as_object_mut).expect("an object").remove(name);
            let missing = reads(&scenario).is_err_and(|message| message.contains("is missing"));
            // Only AT_TIMESTAMP needs the moment and only the other two need the number, which a list of required fields
            // cannot say.
            if !["timestamp_ms", "sequence_number"].contains(&name.as_str()) {
                assert_eq!(missing, required.contains(&json!(name)), "{object}/{name}");
            }
            assert_eq!(takes(&scenario).is_err(), required.contains(&json!(name)), "{object}/{name}");
        }
    }
}

#[test]
fn both_have_the_same_ranges_and_types() {
    for (object, place) in PLACES {
        let schema = schema();
        let properties = schema.pointer(&format!("{place}/properties")).and_then(Value::as_object).expect("properties");
        for (name, property) in properties {
            let property = match property.get("$ref").and_then(Value::as_str) {
                Some(place) => schema.pointer(&place[1..]).expect("a schema there"),
                None => property,
            };
            let change = |value: &Value| {
                let mut scenario = full();
                scenario.pointer_mut(object).expect("an object")[name] = value.clone();
                scenario
            };
            for value in [json!(null), json!(true), json!(1.5), json!(-1), json!([[]]), json!("")] {
                if takes(&change(&value)).is_err() {
                    assert!(reads(&change(&value)).is_err(), "{object}/{name}: {value}");
                }
            }
            // A moment goes with AT_TIMESTAMP alone.
            let start = full().pointer(object).map(|fields| fields["start"].clone());
            if name == "timestamp_ms" && start != Some(json!("AT_TIMESTAMP")) {
                continue;
            }
            if let (Some(least), Some(most)) = (property["minimum"].as_u64(), property["maximum"].as_u64()) {
                for outside in least.checked_sub(1).into_iter().chain([most + 1]) {
                    let range = format!("from {least} to {most}");
                    let message = reads(&change(&json!(outside))).expect_err("out of range");
                    assert!(message.contains(&range), "{object}/{name}: {message}");
                    assert!(takes(&change(&json!(outside))).is_err(), "{object}/{name}: {outside}");
                }
            }
        }
    }
}

#[test]
fn both_have_the_same_defaults() {
    let (mut stated, mut removed) = (full(), Vec::new());
    for (object, place) in PLACES {
        let schema = schema();
        let properties = schema.pointer(&format!("{place}/properties")).and_then(Value::as_object).expect("properties");
        for (name, property) in properties {
            if let Some(default) = property.get("default").filter(|default| !default.is_array()) {
                let fields = stated.pointer_mut(object).and_then(Value::as_object_mut).expect("an object");
                fields.insert(name.clone(), default.clone());
                removed.push((object, name.clone()));
            }
        }
    }
    // A start with its moment or number is not the default; these go with nothing else.
    for (object, name) in [("/consumers/0", "timestamp_ms"), ("/consumers/1", "sequence_number")] {
        let consumer = stated.pointer_mut(object).and_then(Value::as_object_mut).expect("a consumer");
        consumer.remove(name);
    }
    let mut left_out = stated.clone();
    assert!(removed.len() > 20, "{removed:?}");
    for (object, name) in removed {
        left_out.pointer_mut(object).and_then(Value::as_object_mut).expect("an object").remove(&name);
    }
    assert_eq!(reads(&stated), Ok(()));
    assert_eq!(parse(&left_out.to_string()), parse(&stated.to_string()));
}
