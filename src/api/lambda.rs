//! What Lambda answers to `CreateEventSourceMapping` when it refuses the settings of a mapping for a Kinesis stream.
//!
//! Broken constraints of the model come first and together, as one `ValidationException`; what the model cannot say is
//! looked at afterwards, one thing at a time, as an `InvalidParameterValueException`. Which of several AWS names first is
//! unverified.

use super::input::Check;
use crate::engine::lambda::{MappingConfig, Pattern};
use crate::engine::reading::StartingPosition;
use crate::engine::time::Micros;

/// A refusal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceError {
    /// The exception, such as `InvalidParameterValueException`.
    pub code: &'static str,
    /// Its text.
    pub message: String,
}

/// The exception of settings that the model allows and Lambda does not.
const INVALID: &str = "InvalidParameterValueException";

/// Checks the settings of a mapping. `now` is the moment of the request.
///
/// # Errors
/// What Lambda answers; the errors after the first are those that it would give once the ones before are mended.
pub fn validate(config: &MappingConfig, start: StartingPosition, now: Micros) -> Result<(), Vec<ServiceError>> {
    let mut errors = Vec::new();
    // The sentences are those of every AWS service whose model is checked this way; the ranges are the API reference's.
    let mut check = Check::default();
    let seconds = |span: Micros| i64::try_from(span.0 / Micros::SECOND.0).unwrap_or(i64::MAX);
    check.number(config.batch_size.into(), "batchSize", 1, 10_000);
    check.number(seconds(config.batching_window), "maximumBatchingWindowInSeconds", 0, 300);
    check.number(config.parallelization_factor.into(), "parallelizationFactor", 1, 10);
    check.number(config.maximum_retry_attempts.map_or(-1, i64::from), "maximumRetryAttempts", -1, 10_000);
    let age = config.maximum_record_age.map_or(-1, seconds);
    check.number(age, "maximumRecordAgeInSeconds", -1, 604_800);
    check.number(config.tumbling_window.map_or(0, seconds), "tumblingWindowInSeconds", 0, 900);
    let position = match start {
        StartingPosition::TrimHorizon | StartingPosition::Latest | StartingPosition::AtTimestamp(_) => None,
        StartingPosition::AtSequenceNumber(_) => Some("AT_SEQUENCE_NUMBER"),
        StartingPosition::AfterSequenceNumber(_) => Some("AFTER_SEQUENCE_NUMBER"),
    };
    if position.is_some() {
        // The order of the set is that of LocalStack's code; unverified.
        let set = "Member must satisfy enum value set: [LATEST, AT_TIMESTAMP, TRIM_HORIZON]";
        check.broken(position, "startingPosition", set);
    }
    // The path of a member of a list, and that the length is counted in characters, are unverified.
    for (at, pattern) in config.filters.iter().enumerate() {
        check.length(pattern, &format!("filterCriteria.filters.{}.member.pattern", at + 1), 0, 4_096);
    }
    errors.extend(check.sentence().map(|message| ServiceError { code: "ValidationException", message }));

    let mut invalid = |message: &str| errors.push(ServiceError { code: INVALID, message: message.to_owned() });
    if (0..60).contains(&age) {
        // Seen on AWS: github.com/hashicorp/terraform-provider-aws/pull/16113.
        invalid("MaximumRecordAgeInSeconds must be either -1 (forever) or between 60 and 604800 (inclusive)");
    }
    if config.tumbling_window.is_some() && config.parallelization_factor > 1 {
        // From a user's notes of a deployment that failed; not on a page of AWS.
        invalid("Parallelization factor must be equal to 1 when tumbling window period is configured");
    }
    if config.filters.len() > 5 {
        // AWS documents the quota; its text is unverified.
        invalid("The number of filters exceeds the quota of 5.");
    }
    if config.filters.iter().any(|pattern| Pattern::parse(pattern).is_err()) {
        // Seen on AWS by many, among them LocalStack's tests.
        invalid("Invalid filter pattern definition.");
    }
    if matches!(start, StartingPosition::AtTimestamp(moment) if moment > now) {
        // The API reference says that it cannot be in the future; the text is unverified.
        invalid("StartingPositionTimestamp cannot be in the future.");
    }
    if config.on_failure.as_ref().is_some_and(|destination| destination.name.strip_suffix(".fifo").is_some()) {
        // The developer guide says that FIFO queues and topics are not supported; the text is unverified.
        invalid("FIFO queues and topics are not supported as on-failure destinations.");
    }
    if errors.is_empty() { Ok(()) } else { Err(errors) }
}
