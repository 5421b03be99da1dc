//! What all forms write: the settings that differ from AWS's defaults.

use super::out::Out;
use super::settings::{moment_text, type_name};
use super::{Account, Deployed, Form, arn, template};
use crate::engine::lambda::{FunctionConfig, MappingConfig};
use crate::engine::reading::{Reading, StartingPosition};
use crate::engine::time::Micros;

/// The logical id of the function.
pub(super) const FUNCTION_ID: &str = "Function";
/// The logical id of the consumer.
const CONSUMER_ID: &str = "StreamConsumer";
/// The runtime: the newest of Node.js that Lambda has (Lambda Developer Guide, "Lambda runtimes").
const RUNTIME: &str = "nodejs24.x";

type Entries = Vec<(String, Out)>;

const fn seconds(span: Micros) -> u64 {
    span.0 / Micros::SECOND.0
}

/// The mapping's settings, in the order of the documentation.
pub(super) fn settings(form: Form, deployed: &Deployed, account: &Account) -> Entries {
    let Deployed { config, start, reading, stream } = deployed;
    let defaults = MappingConfig::new(FunctionConfig::new(String::new()));
    let mut entries = Entries::new();
    let mut put = |name: &str, value: Out| entries.push((name.to_owned(), value));
    let name = arn::function_name(&config.function.name);
    match form {
        Form::Sam => {}
        Form::CloudFormation => put("FunctionName", Out::GetAtt(FUNCTION_ID, "Arn")),
        Form::Cli => put("FunctionName", Out::text(&name)),
    }
    let stream_arn = arn::stream(account, stream);
    let source = match (reading, form) {
        (Reading::Polled { .. }, _) => Out::Text(stream_arn),
        (Reading::Pushed, Form::Cli) => Out::Text(arn::consumer(account, &stream_arn, &name)),
        (Reading::Pushed, Form::Sam | Form::CloudFormation) => Out::GetAtt(CONSUMER_ID, "ConsumerARN"),
    };
    put(if form == Form::Sam { "Stream" } else { "EventSourceArn" }, source);
    put("StartingPosition", Out::text(position(*start)));
    if let StartingPosition::AtTimestamp(moment) = start {
        put("StartingPositionTimestamp", Out::Bare(moment_text(*moment, account.epoch_ms)));
    }
    if config.batch_size != defaults.batch_size {
        put("BatchSize", Out::bare(config.batch_size));
    }
    if config.batching_window != defaults.batching_window {
        put("MaximumBatchingWindowInSeconds", Out::bare(seconds(config.batching_window)));
    }
    if config.parallelization_factor != defaults.parallelization_factor {
        put("ParallelizationFactor", Out::bare(config.parallelization_factor));
    }
    if config.bisect {
        put("BisectBatchOnFunctionError", Out::bare(true));
    }
    if let Some(attempts) = config.maximum_retry_attempts {
        put("MaximumRetryAttempts", Out::bare(attempts));
    }
    if let Some(age) = config.maximum_record_age {
        put("MaximumRecordAgeInSeconds", Out::bare(seconds(age)));
    }
    if let Some(window) = config.tumbling_window {
        put("TumblingWindowInSeconds", Out::bare(seconds(window)));
    }
    if config.report_batch_item_failures {
        put("FunctionResponseTypes", Out::List(vec![Out::text("ReportBatchItemFailures")]));
    }
    if !config.filters.is_empty() {
        let filters = config.filters.iter().map(|pattern| Out::map([("Pattern", Out::text(pattern))])).collect();
        put("FilterCriteria", Out::map([("Filters", Out::List(filters))]));
    }
    if let Some(destination) = &config.on_failure {
        let mut on_failure = Vec::new();
        if form == Form::Sam {
            on_failure.push(("Type", Out::text(type_name(destination.kind))));
        }
        on_failure.push(("Destination", Out::text(destination.arn(&account.region, &account.account_id))));
        put("DestinationConfig", Out::map([("OnFailure", Out::map(on_failure))]));
    }
    if !config.enabled {
        put("Enabled", Out::bare(false));
    }
    entries
}

/// `StartingPosition`. The last two are positions of a shard iterator alone: no mapping starts there.
const fn position(start: StartingPosition) -> &'static str {
    match start {
        StartingPosition::TrimHorizon => "TRIM_HORIZON",
        StartingPosition::Latest => "LATEST",
        StartingPosition::AtTimestamp(_) => "AT_TIMESTAMP",
        StartingPosition::AtSequenceNumber(_) => "AT_SEQUENCE_NUMBER",
        StartingPosition::AfterSequenceNumber(_) => "AFTER_SEQUENCE_NUMBER",
    }
}

/// The function's settings that both kinds of templates have.
pub(super) fn function(deployed: &Deployed) -> Entries {
    let function = &deployed.config.function;
    let defaults = FunctionConfig::new(String::new());
    let mut entries = Entries::new();
    let mut put = |name: &str, value: Out| entries.push((name.to_owned(), value));
    put("FunctionName", Out::text(arn::function_name(&function.name)));
    put("Runtime", Out::text(RUNTIME));
    put("Handler", Out::text("index.handler"));
    if function.timeout != defaults.timeout {
        put("Timeout", Out::bare(seconds(function.timeout)));
    }
    if function.memory_mb != defaults.memory_mb {
        put("MemorySize", Out::bare(function.memory_mb));
    }
    if let Some(reserved) = function.reserved_concurrency {
        put("ReservedConcurrentExecutions", Out::bare(reserved));
    }
    entries
}

/// The enhanced fan-out consumer.
pub(super) fn consumer(deployed: &Deployed, account: &Account) -> (String, Out) {
    let properties = Out::map([
        ("StreamARN", Out::text(arn::stream(account, &deployed.stream))),
        ("ConsumerName", Out::text(arn::function_name(&deployed.config.function.name))),
    ]);
    (CONSUMER_ID.to_owned(), Out::map([("Type", Out::text(template::CONSUMER)), ("Properties", properties)]))
}
