//! Event source mappings in a scenario. Names and defaults are those of `CreateEventSourceMapping`, in this format's way
//! of writing them.

use super::consumer::{Position, position, pushed};
use super::error::ScenarioError;
use super::function::{Function, function};
use super::read::{Known, MOMENT_MS_MAX, sign};
use super::tree::{Node, Object};
use crate::engine::craft::Mappings;
use crate::engine::lambda::{self, MappingConfig, PATTERNS_MAX, Pattern};
use crate::engine::time::Micros;
use serde::{Serialize, Serializer};

/// An event source mapping.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Mapping {
    /// Its name, its own among consumers and mappings.
    pub name: String,
    /// Name of the stream it reads.
    pub stream: String,
    /// Where it starts.
    #[serde(flatten)]
    pub start: Position,
    /// Whether it reads an enhanced fan-out consumer rather than the stream.
    #[serde(rename = "reading", serialize_with = "write_reading")]
    pub pushed: bool,
    /// Its settings.
    #[serde(flatten)]
    pub settings: Settings,
}

/// What can be changed about a mapping.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Settings {
    /// `BatchSize`.
    pub batch_size: u32,
    /// `MaximumBatchingWindowInSeconds`.
    pub maximum_batching_window_s: u64,
    /// `ParallelizationFactor`.
    pub parallelization_factor: u8,
    /// `BisectBatchOnFunctionError`.
    pub bisect_batch_on_function_error: bool,
    /// `MaximumRetryAttempts`; none is written -1.
    #[serde(serialize_with = "write_or_minus_one")]
    pub maximum_retry_attempts: Option<u64>,
    /// `MaximumRecordAgeInSeconds`; none is written -1.
    #[serde(serialize_with = "write_or_minus_one")]
    pub maximum_record_age_s: Option<u64>,
    /// `TumblingWindowInSeconds`; 0 is off.
    pub tumbling_window_s: u64,
    /// `FunctionResponseTypes` holds `ReportBatchItemFailures`.
    pub report_batch_item_failures: bool,
    /// `FilterCriteria`: patterns, each as JSON text.
    pub filters: Vec<String>,
    /// `DestinationConfig.OnFailure`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on_failure: Option<Destination>,
    /// `Enabled`.
    pub enabled: bool,
    /// The function.
    pub function: Function,
}

/// Where the account of a discarded batch goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Destination {
    /// What it is.
    pub kind: DestinationKind,
    /// Its name.
    pub name: String,
}

/// The kinds of destinations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DestinationKind {
    /// A queue.
    Sqs,
    /// A topic.
    Sns,
    /// A bucket.
    S3,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands fields over by reference")]
fn write_reading<S: Serializer>(pushed: &bool, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(if *pushed { "enhanced_fan_out" } else { "standard" })
}

#[expect(clippy::ref_option, reason = "serde hands fields over by reference")]
fn write_or_minus_one<S: Serializer>(number: &Option<u64>, serializer: S) -> Result<S::Ok, S::Error> {
    match number {
        Some(number) => serializer.serialize_u64(*number),
        None => serializer.serialize_i64(-1),
    }
}

/// The fields of [`Settings`].
pub(super) const SETTINGS: [&str; 12] = [
    "batch_size",
    "maximum_batching_window_s",
    "parallelization_factor",
    "bisect_batch_on_function_error",
    "maximum_retry_attempts",
    "maximum_record_age_s",
    "tumbling_window_s",
    "report_batch_item_failures",
    "filters",
    "on_failure",
    "enabled",
    "function",
];

pub(super) fn mapping(node: Node, known: &Known) -> Result<Mapping, ScenarioError> {
    let fields: Vec<&str> =
        ["name", "stream", "start", "timestamp_ms", "reading"].into_iter().chain(SETTINGS).collect();
    let mapping = node.object(&fields)?;
    let name = sign(&mapping, "\"orders\"")?;
    let starts = [("TRIM_HORIZON", ()), ("LATEST", ()), ("AT_TIMESTAMP", ())];
    mapping.need("start", "\"TRIM_HORIZON\"")?.choice(&starts)?;
    let start = position(&mapping, None, MOMENT_MS_MAX)?;
    Ok(Mapping {
        stream: known.stream(&mapping.need("stream", "\"clicks\"")?)?,
        start,
        pushed: mapping.or("reading", false, |node| pushed(&node))?,
        settings: settings(&mapping, &Settings::new())?,
        name,
    })
}

/// Reads settings; those that are left out are as in `base`.
pub(super) fn settings(object: &Object, base: &Settings) -> Result<Settings, ScenarioError> {
    let truth = |name, default| object.or(name, default, |node: Node| node.truth());
    let read = Settings {
        batch_size: object.or("batch_size", base.batch_size, |node| node.whole_u32(1..=10_000))?,
        maximum_batching_window_s: object
            .or("maximum_batching_window_s", base.maximum_batching_window_s, |node| node.whole(0..=300))?,
        parallelization_factor: object.or("parallelization_factor", base.parallelization_factor, |node| {
            node.whole_u32(1..=10).map(|factor| factor as u8)
        })?,
        bisect_batch_on_function_error: truth("bisect_batch_on_function_error", base.bisect_batch_on_function_error)?,
        maximum_retry_attempts: object
            .or("maximum_retry_attempts", base.maximum_retry_attempts, |node| node.whole_or_minus_one(0..=10_000))?,
        maximum_record_age_s: object
            .or("maximum_record_age_s", base.maximum_record_age_s, |node| node.whole_or_minus_one(60..=604_800))?,
        tumbling_window_s: object.or("tumbling_window_s", base.tumbling_window_s, |node| node.whole(0..=900))?,
        report_batch_item_failures: truth("report_batch_item_failures", base.report_batch_item_failures)?,
        filters: object.or("filters", base.filters.clone(), |node| filters(&node))?,
        on_failure: object.or_none("on_failure", base.on_failure.clone(), destination)?,
        enabled: truth("enabled", base.enabled)?,
        function: object.or("function", base.function.clone(), |node| function(node, &base.function))?,
    };
    if read.tumbling_window_s > 0 && read.parallelization_factor > 1 {
        let node = object.child("tumbling_window_s");
        return Err(node.wrong("goes with a `parallelization_factor` of 1; set that, or write 0"));
    }
    Ok(read)
}

fn filters(node: &Node) -> Result<Vec<String>, ScenarioError> {
    let read = |node: Node| {
        let text = node.text()?;
        Pattern::parse(text).map_err(|reason| node.wrong(format!("is not a filter pattern: {reason}")))?;
        Ok(text.to_owned())
    };
    node.list(0..=PATTERNS_MAX)?.into_iter().map(read).collect()
}

fn destination(node: Node) -> Result<Destination, ScenarioError> {
    let destination = node.object(&["kind", "name"])?;
    let kinds = [("sqs", DestinationKind::Sqs), ("sns", DestinationKind::Sns), ("s3", DestinationKind::S3)];
    let name = destination.need("name", "\"orders-lost\"")?;
    let text = name.text()?;
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    if !(1..=80).contains(&text.len()) || !text.chars().all(is_plain) {
        return Err(name.wrong("is not a name; write 1 to 80 letters, digits, hyphens, dots or underscores"));
    }
    if text.strip_suffix(".fifo").is_some() {
        return Err(name.wrong("is a FIFO queue or topic, which Lambda does not take here; name a standard one"));
    }
    Ok(Destination { kind: destination.need("kind", "\"sqs\"")?.choice(&kinds)?, name: text.to_owned() })
}

impl Settings {
    fn new() -> Self {
        Self {
            batch_size: 100,
            maximum_batching_window_s: 0,
            parallelization_factor: 1,
            bisect_batch_on_function_error: false,
            maximum_retry_attempts: None,
            maximum_record_age_s: None,
            tumbling_window_s: 0,
            report_batch_item_failures: false,
            filters: Vec::new(),
            on_failure: None,
            enabled: true,
            function: Function::new(),
        }
    }

    /// As the engine takes them.
    pub(super) fn to_engine(&self) -> MappingConfig {
        MappingConfig {
            function: self.function.to_engine(),
            batch_size: self.batch_size,
            batching_window: Micros::from_secs(self.maximum_batching_window_s),
            parallelization_factor: self.parallelization_factor,
            bisect: self.bisect_batch_on_function_error,
            maximum_retry_attempts: self.maximum_retry_attempts.map(|retries| retries as u32),
            maximum_record_age: self.maximum_record_age_s.map(Micros::from_secs),
            tumbling_window: (self.tumbling_window_s > 0).then(|| Micros::from_secs(self.tumbling_window_s)),
            report_batch_item_failures: self.report_batch_item_failures,
            filters: self.filters.clone(),
            on_failure: self.on_failure.as_ref().map(|to| lambda::Destination {
                kind: match to.kind {
                    DestinationKind::Sqs => lambda::DestinationKind::Sqs,
                    DestinationKind::Sns => lambda::DestinationKind::Sns,
                    DestinationKind::S3 => lambda::DestinationKind::S3,
                },
                name: to.name.clone(),
            }),
            enabled: self.enabled,
            craft: Mappings::CODE,
        }
    }
}
