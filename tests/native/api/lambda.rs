//! What Lambda answers to settings that it refuses.

use beltline::api::lambda::validate;
use beltline::engine::lambda::{Destination, DestinationKind, FunctionConfig, MappingConfig};
use beltline::engine::reading::StartingPosition;
use beltline::engine::time::Micros;

fn refused(change: impl FnOnce(&mut MappingConfig), start: StartingPosition) -> Vec<(&'static str, String)> {
    let mut config = MappingConfig::new(FunctionConfig::new("orders-fn".into()));
    change(&mut config);
    let errors = validate(&config, start, Micros::SECOND).err().unwrap_or_default();
    errors.into_iter().map(|error| (error.code, error.message)).collect()
}

#[test]
fn defaults_are_taken() {
    assert_eq!(refused(|_| {}, StartingPosition::Latest), []);
    assert_eq!(refused(|_| {}, StartingPosition::AtTimestamp(Micros::SECOND)), []);
}

#[test]
fn broken_constraints_are_told_together() {
    let told = refused(
        |config| {
            config.batch_size = 10_001;
            config.parallelization_factor = 0;
        },
        StartingPosition::TrimHorizon,
    );
    let message = "2 validation errors detected: Value '10001' at 'batchSize' failed to satisfy constraint: Member must \
                   have value less than or equal to 10000; Value '0' at 'parallelizationFactor' failed to satisfy \
                   constraint: Member must have value greater than or equal to 1";
    assert_eq!(told, [("ValidationException", message.to_owned())]);
}

#[test]
fn what_the_model_cannot_say_is_refused_too() {
    let told = refused(
        |config| {
            config.maximum_record_age = Some(Micros::from_secs(59));
            config.tumbling_window = Some(Micros::from_secs(60));
            config.parallelization_factor = 2;
            config.on_failure = Some(Destination { kind: DestinationKind::Sqs, name: "lost.fifo".into() });
        },
        StartingPosition::AtTimestamp(Micros::from_secs(2)),
    );
    let codes: Vec<&str> = told.iter().map(|(code, _)| *code).collect();
    assert_eq!(codes, ["InvalidParameterValueException"; 4]);
    let first = "MaximumRecordAgeInSeconds must be either -1 (forever) or between 60 and 604800 (inclusive)";
    assert_eq!(told[0].1, first);
    assert_eq!(told[1].1, "Parallelization factor must be equal to 1 when tumbling window period is configured");
}
