//! Mappings that the tests of the deployable texts share.

use beltline::engine::lambda::{Destination, DestinationKind, FunctionConfig, MappingConfig};
use beltline::engine::reading::{Reading, StartingPosition};
use beltline::engine::time::Micros;
use beltline::scenario::deploy::{Account, Deployed, Form, read};
use expect_test::Expect;

/// The simulation's account; it starts on 2026-01-01.
pub(crate) fn account() -> Account {
    Account { region: "us-east-1".into(), account_id: "111122223333".into(), epoch_ms: 1_767_225_600_000 }
}

pub(crate) fn polled() -> Reading {
    Reading::Polled { interval: Micros::SECOND, limit: 10_000 }
}

/// A mapping with AWS's defaults.
pub(crate) fn plain() -> Deployed {
    Deployed {
        config: MappingConfig::new(FunctionConfig::new("orders-fn".into())),
        start: StartingPosition::Latest,
        reading: polled(),
        stream: "orders".into(),
    }
}

/// A mapping that differs from the defaults in everything.
pub(crate) fn rich() -> Deployed {
    let function = FunctionConfig {
        timeout: Micros::from_secs(60),
        memory_mb: 512,
        reserved_concurrency: Some(20),
        ..FunctionConfig::new("orders-fn".into())
    };
    Deployed {
        config: MappingConfig {
            batch_size: 500,
            batching_window: Micros::from_secs(5),
            bisect: true,
            maximum_retry_attempts: Some(3),
            maximum_record_age: Some(Micros::from_secs(3_600)),
            tumbling_window: Some(Micros::from_secs(60)),
            report_batch_item_failures: true,
            filters: vec![r#"{"data":{"type":["order"]}}"#.into(), r#"{"data":{"who":["Ada's"]}}"#.into()],
            on_failure: Some(Destination { kind: DestinationKind::Sqs, name: "orders-lost".into() }),
            enabled: false,
            ..MappingConfig::new(function)
        },
        start: StartingPosition::AtTimestamp(Micros::from_millis(90_500)),
        reading: Reading::Pushed,
        stream: "orders".into(),
    }
}

/// Puts each text in the place of another, and lists what the reader then says.
pub(crate) fn tell(form: Form, right: &str, changes: &[(&str, &str)], expected: Expect) {
    assert!(read(form, right, &plain(), &account()).is_ok(), "{:?}", read(form, right, &plain(), &account()));
    let mut told = String::new();
    for (find, put) in changes {
        let wrong = if *find == "*" {
            (*put).to_owned()
        } else {
            assert_eq!(right.matches(find).count(), 1, "{find} stands once");
            right.replace(find, put)
        };
        told.push_str(&format!("{find} -> {put}").replace('\n', "⏎"));
        told.push('\n');
        match read(form, &wrong, &plain(), &account()) {
            Ok(_) => told.push_str("  nothing is wrong\n"),
            Err(errors) => errors.iter().for_each(|error| told.extend(["  ", &error.to_string(), "\n"])),
        }
    }
    expected.assert_eq(&told);
}
