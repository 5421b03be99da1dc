//! The scenario format: what a file means to the engine, its defaults, and the scenes that ship.

use beltline::engine::Setup;
use beltline::engine::batch::Batch;
use beltline::engine::command::{Arrivals, Burst, Command, KeyMix, ProducerConfig, Retry, Source, StreamConfig};
use beltline::engine::hash::HashKey;
use beltline::engine::id::{ProducerId, StreamId};
use beltline::engine::limits::Profile;
use beltline::engine::reading::{ConsumerConfig, Processing, Reading, StartingPosition, Work};
use beltline::engine::time::Micros;
use beltline::scenario::file::Stage;
use beltline::scenario::{Date, Opening, SCENES, Scenario, ScenarioError, Scene, ViewChoice, parse};
use proptest::prelude::*;
use std::sync::Arc;

fn scenario(json: &str) -> Scenario {
    parse(json).unwrap_or_else(|error| panic!("{error}"))
}

/// Every part of the format, with no default in use.
const FULL: &str = r#"{
  "version": 1, "title": "T", "about": "A.", "seed": 9007199254740991, "limits": "today",
  "start": "2026-11-23T09:00:00.250Z",
  "view": { "stream": "b", "span_s": 60 },
  "streams": [{ "name": "a", "shards": 1 }, { "name": "b", "shards": 3, "retention_hours": 48 }],
  "producers": [
    { "name": "p", "stream": "b", "records_per_second": 0, "record_bytes": 0, "arrivals": "random",
      "burst": { "every_ms": 10, "records": 5 }, "keys": { "mix": "weighted", "keys": { "z": 3, "a": 1, "m": 2 } },
      "retry": { "attempts": 0, "base_delay_ms": 1, "max_delay_ms": 2 }, "start_ms": 7, "stop_ms": 8 },
    { "name": "q", "stream": "a", "records_per_second": 1, "keys": { "mix": "in_turn", "keys": ["x", "x"] } }
  ],
  "consumers": [
    { "name": "c", "stream": "a", "start": "AT_TIMESTAMP", "timestamp_ms": 5, "poll_interval_ms": 1000, "limit": 1 },
    { "name": "d", "stream": "b", "start": "LATEST" }
  ],
  "script": [
    { "at_ms": 9, "do": "stop_producer", "producer": "q" },
    { "at_ms": 0, "do": "put_record", "stream": "b", "partition_key": "é", "data": "D", "explicit_hash_key": "12" },
    { "at_ms": 9, "do": "start_producer", "producer": "q" },
    { "at_ms": 4, "do": "set_rate", "producer": "q", "records_per_second": 100000 },
    { "at_ms": 5, "do": "set_keys", "producer": "q",
      "keys": { "mix": "hot", "key": "h", "share_percent": 100, "prefix": "", "others": 0 } },
    { "at_ms": 6, "do": "set_keys", "producer": "p", "keys": { "mix": "uniform", "prefix": "u", "keys": 2 } },
    { "at_ms": 7, "do": "set_keys", "producer": "p", "keys": { "mix": "zipf", "prefix": "z", "keys": 3 } },
    { "at_ms": 8, "do": "put_records", "stream": "a", "records": [{ "partition_key": "1" }, { "partition_key": "2", "data": "x" }] }
  ]
}"#;

/// The commands of [`FULL`] from one place on.
fn commands(from: usize, count: usize) -> Vec<(Micros, Command)> {
    scenario(FULL).script().into_iter().skip(from).take(count).collect()
}

#[test]
fn streams_come_first() {
    let stream = |name: &str, shards, retention_hours| {
        (Micros::ZERO, Command::OpenStream(StreamConfig { retention_hours, ..StreamConfig::provisioned(name, shards) }))
    };
    assert_eq!(commands(0, 2), [stream("a", 1, 24), stream("b", 3, 48)]);
}

#[test]
fn producers_come_next() {
    let weights = [("z", 3), ("a", 1), ("m", 2)].map(|(key, weight)| (key.to_owned(), weight));
    let p = ProducerConfig {
        name: "p".to_owned(),
        stream: StreamId(1),
        records_per_s: 0,
        arrivals: Arrivals::Random,
        burst: Some(Burst { every: Micros::from_millis(10), records: 5 }),
        source: Source::Made { keys: KeyMix::Weighted { keys: weights.to_vec() }, record_bytes: 0 },
        aggregation: None,
        retry: Retry { attempts: 0, base: Micros::from_millis(1), max: Micros::from_millis(2) },
        start: Micros::from_millis(7),
        stop: Some(Micros::from_millis(8)),
    };
    let in_turn = KeyMix::InTurn { keys: vec!["x".to_owned(), "x".to_owned()] };
    let q = ProducerConfig {
        name: "q".to_owned(),
        stream: StreamId(0),
        records_per_s: 1,
        arrivals: Arrivals::Steady,
        burst: None,
        source: Source::Made { keys: in_turn, record_bytes: 512 },
        aggregation: None,
        retry: Retry { attempts: 3, base: Micros::from_millis(100), max: Micros::from_secs(20) },
        start: Micros::ZERO,
        stop: None,
    };
    assert_eq!(commands(2, 2), [p, q].map(|producer| (Micros::ZERO, Command::AddProducer(producer))));
}

#[test]
fn consumers_come_after_them() {
    let consumer = |name: &str, stream, start, poll_ms, limit| {
        let (name, poll_interval) = (name.to_owned(), Micros::from_millis(poll_ms));
        let reading = Reading::Polled { interval: poll_interval, limit };
        let work = Work::Handle(Processing::default());
        let config = ConsumerConfig { name, stream: StreamId(stream), start, reading, work };
        (Micros::ZERO, Command::AddConsumer(config))
    };
    let at = StartingPosition::AtTimestamp(Micros::from_millis(5));
    let expected = [consumer("c", 0, at, 1_000, 1), consumer("d", 1, StartingPosition::Latest, 200, 10_000)];
    assert_eq!(commands(4, 2), expected);
}

#[test]
fn the_script_follows_in_order_of_time() {
    let (p, q) = (ProducerId(0), ProducerId(1));
    let put = |stream, batch| Command::Put { stream: StreamId(stream), batch: Arc::new(batch) };
    let mut two = Batch::of_one("1", None, b"");
    two.push("2", None, b"x");
    let hot = KeyMix::Hot { key: "h".to_owned(), share_percent: 100, prefix: String::new(), others: 0 };
    let expected = [
        (0, put(1, Batch::of_one("é", Some(HashKey(12)), b"D"))),
        (4, Command::SetRate { producer: q, records_per_s: 100_000 }),
        (5, Command::SetKeys { producer: q, keys: hot }),
        (6, Command::SetKeys { producer: p, keys: KeyMix::Uniform { prefix: "u".to_owned(), keys: 2 } }),
        (7, Command::SetKeys { producer: p, keys: KeyMix::Zipf { prefix: "z".to_owned(), keys: 3 } }),
        (8, put(0, two)),
        (9, Command::SetRunning { producer: q, running: false }),
        (9, Command::SetRunning { producer: q, running: true }),
    ];
    assert_eq!(commands(6, usize::MAX), expected.map(|(ms, command)| (Micros::from_millis(ms), command)));
}

#[test]
fn the_setup_and_the_view_are_the_files() {
    let scenario = scenario(FULL);
    let setup = Setup { seed: 9_007_199_254_740_991, profile: Profile::Today, epoch_ms: 1_795_424_400_250 };
    assert_eq!(scenario.setup(), setup);
    assert_eq!(scenario.view(), ViewChoice { stream: StreamId(1), span: Micros::from_secs(60), stage: Stage::Hall });
}

#[test]
fn what_is_left_out_has_its_default() {
    let least = scenario(
        r#"{"version": 1, "streams": [{"name": "s", "shards": 2}],
            "producers": [{"name": "p", "stream": "s", "records_per_second": 1, "keys": {"mix": "uniform", "keys": 1}}],
            "consumers": [{"name": "c", "stream": "s"}],
            "script": [{"at_ms": 1, "do": "put_record", "stream": "s", "partition_key": "k"}]}"#,
    );
    let full = scenario(
        r#"{"version": 1, "title": "", "about": "", "seed": 1, "limits": "exam", "start": "2026-01-01T00:00:00Z",
            "view": {"stream": "s", "span_s": 30},
            "streams": [{"name": "s", "shards": 2, "retention_hours": 24}],
            "producers": [{"name": "p", "stream": "s", "records_per_second": 1, "record_bytes": 512, "arrivals": "steady",
              "keys": {"mix": "uniform", "prefix": "key-", "keys": 1},
              "retry": {"attempts": 3, "base_delay_ms": 100, "max_delay_ms": 20000}, "start_ms": 0}],
            "consumers": [{"name": "c", "stream": "s", "start": "TRIM_HORIZON", "poll_interval_ms": 200, "limit": 10000}],
            "script": [{"at_ms": 1, "do": "put_record", "stream": "s", "partition_key": "k", "data": ""}]}"#,
    );
    assert_eq!(least, full);
}

#[test]
fn a_scenario_written_is_the_scenario_read() {
    for json in SCENES.iter().map(Scene::json).chain([FULL]) {
        let first = scenario(json);
        assert_eq!(parse(&first.to_json()), Ok(first));
    }
}

#[test]
fn the_order_of_weights_is_kept() {
    let written = scenario(FULL).to_json();
    let places: Vec<_> = ["\"z\": 3", "\"a\": 1", "\"m\": 2"].iter().map(|weight| written.find(weight)).collect();
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{written}");
}

#[test]
fn every_scene_is_right_and_says_what_its_file_says() {
    let mut ids: Vec<_> = SCENES.iter().map(|scene| scene.id).collect();
    for scene in SCENES {
        let scenario = scenario(scene.json());
        assert_eq!((scene.title, scene.about), (scenario.file().title.as_str(), scenario.file().about.as_str()));
        assert!(scene.about.ends_with('.') && !scene.title.is_empty());
    }
    assert_eq!(ids[..6], ["first-belt", "hot-key", "country", "full-hall", "bursts", "large-records"]);
    assert_eq!(ids[6..13], ["fan-out", "poison", "poison-blocked", "parallel", "windows", "workers", "packed"]);
    assert_eq!(ids[13..], ["split-merge", "growing", "alarms", "full-account"]);
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), SCENES.len());
}

#[test]
fn dates_are_read_and_written() {
    let cases = [
        ("1970-01-01T00:00:00Z", 0),
        ("2000-02-29T23:59:59.999Z", 951_868_799_999),
        ("2026-01-01T00:00:00Z", 1_767_225_600_000),
        ("2026-11-23T09:00:00Z", 1_795_424_400_000),
        ("9999-12-31T00:00:00Z", 253_402_214_400_000),
    ];
    for (text, epoch_ms) in cases {
        assert_eq!(Date::parse(text), Some(Date { epoch_ms }));
        assert_eq!(Date { epoch_ms }.to_string(), text);
    }
    assert_eq!(Date::parse("2026-11-23T09:00:00.5Z"), Some(Date { epoch_ms: 1_795_424_400_500 }));
    assert_eq!(Date::parse("2026-01-01T00:00:00Z"), Some(Date::DEFAULT));
    let wrong = [
        "",
        "Z",
        "2026-11-23",
        "2026-11-23T09:00:00",
        "2026-11-23T09:00:00+01:00",
        "1969-12-31T23:59:59Z",
        "2100-02-29T00:00:00Z",
        "2026-00-01T00:00:00Z",
        "2026-01-00T00:00:00Z",
        "2026-13-01T00:00:00Z",
        "2026-11-31T00:00:00Z",
        "2026-11-23T24:00:00Z",
        "2026-11-23T09:60:00Z",
        "2026-11-23T09:00:60Z",
        "2026-11-23T9:00:00Z",
        "2026-11-23T09:00:00.Z",
        "2026-11-23T09:00:00.1234Z",
        "+026-11-23T09:00:00Z",
    ];
    for text in wrong {
        assert_eq!(Date::parse(text), None, "{text}");
    }
}

#[test]
fn deep_nesting_is_refused_rather_than_followed() {
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let reason = "line 1, column 128: this is not JSON: lists and objects are nested too deep; use at most 100 levels";
    assert_eq!(parse(&deep), Err(ScenarioError { path: String::new(), reason: reason.to_owned() }));
}

#[test]
fn an_error_shows_its_path_and_its_reason() {
    let error = ScenarioError { path: "streams[0].shards".to_owned(), reason: "is 0".to_owned() };
    assert_eq!(error.to_string(), "`streams[0].shards`: is 0");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_damaged_scenario_is_refused_or_read_but_never_a_panic(
        from in 0..FULL.len(),
        length in 0..40_usize,
        put in prop::sample::select(vec!["", "0", "-", "\"", "{", "}", "[", "]", ",", ":", "null", "99999999999999999999", "1e9", "é"]),
    ) {
        let start = FULL.floor_char_boundary(from);
        let end = FULL.ceil_char_boundary((from + length).min(FULL.len()));
        let text = format!("{}{put}{}", &FULL[..start], &FULL[end..]);
        if let Ok(scenario) = parse(&text) {
            prop_assert!(!scenario.script().is_empty());
            prop_assert_eq!(parse(&scenario.to_json()), Ok(scenario));
        }
    }
}

#[test]
fn the_first_scene_is_at_hand_as_its_file_has_it() {
    assert_eq!(Opening::first(), Opening::from(&scenario(SCENES[0].json())));
}
