//! The settings of a mapping, read from the entries of any form. Names, ranges and defaults are those of
//! `CreateEventSourceMapping` in the Lambda API reference.

use super::desk::{Desk, any_of, shown};
use super::error::{Place, advice, nearest};
use super::node::{Entry, Node};
use super::{Deployed, Form, arn};
use crate::engine::lambda::{Destination, DestinationKind, MappingConfig, Pattern};
use crate::engine::limits;
use crate::engine::reading::{Reading, StartingPosition};
use crate::engine::time::Micros;
use crate::scenario::Date;

/// Properties of a mapping for a stream, in every form.
const KNOWN: [&str; 16] = [
    "StartingPosition",
    "StartingPositionTimestamp",
    "BatchSize",
    "MaximumBatchingWindowInSeconds",
    "ParallelizationFactor",
    "BisectBatchOnFunctionError",
    "MaximumRetryAttempts",
    "MaximumRecordAgeInSeconds",
    "TumblingWindowInSeconds",
    "FunctionResponseTypes",
    "FilterCriteria",
    "DestinationConfig",
    "Enabled",
    "KmsKeyArn",
    "MetricsConfig",
    "Tags",
];

/// Properties of mappings for other sources, and whose they are.
const FOREIGN: [(&str, &str); 16] = [
    ("ScalingConfig", "SQS"),
    ("MaximumConcurrency", "SQS"),
    ("Queue", "SQS"),
    ("ProvisionedPollerConfig", "SQS and Kafka"),
    ("LoggingConfig", "Kafka"),
    ("AmazonManagedKafkaEventSourceConfig", "Kafka"),
    ("SelfManagedKafkaEventSourceConfig", "Kafka"),
    ("SelfManagedEventSource", "Kafka"),
    ("SchemaRegistryConfig", "Kafka"),
    ("ConsumerGroupId", "Kafka"),
    ("Topics", "Kafka"),
    ("KafkaBootstrapServers", "Kafka"),
    ("SourceAccessConfigurations", "Kafka and Amazon MQ"),
    ("Queues", "Amazon MQ"),
    ("Broker", "Amazon MQ"),
    ("DocumentDBEventSourceConfig", "DocumentDB"),
];

/// The most filters of a mapping; a quota that AWS raises to 10 on request.
const FILTERS_MAX: usize = 5;
/// The longest pattern, in characters.
const PATTERN_CHARS_MAX: usize = 4_096;

/// What the source is called in a form.
const fn source(form: Form) -> &'static str {
    match form {
        Form::Sam => "Stream",
        Form::CloudFormation | Form::Cli => "EventSourceArn",
    }
}

/// Every property that a form has.
pub(super) fn known(form: Form) -> Vec<&'static str> {
    let own: &[&str] = if form == Form::Sam { &["Stream"] } else { &["EventSourceArn", "FunctionName"] };
    let shared = KNOWN.iter().filter(|name| form != Form::Sam || **name != "Tags");
    own.iter().chain(shared).copied().collect()
}

/// Whose property it is, when it is one of a mapping for another source.
pub(super) fn foreign(property: &str) -> Option<&'static str> {
    FOREIGN.iter().find(|(name, _)| *name == property).map(|(_, whose)| *whose)
}

/// Properties of other sources.
pub(super) fn foreigners() -> impl Iterator<Item = &'static str> {
    FOREIGN.iter().map(|(name, _)| *name)
}

/// Reads the entries that stand at a place, which is where what is missing is told of.
pub(super) fn read(desk: &mut Desk, entries: &[Entry], at: Place) -> Deployed {
    let form = desk.form;
    let mut deployed = desk.now.clone();
    deployed.config = MappingConfig::new(deployed.config.function);
    desk.once(entries);
    let mut timestamp = None;
    let mut position = None;
    let get = |name: &str| entries.iter().find(|entry| entry.key == name);
    for Entry { key, place, value } in entries {
        let config = &mut deployed.config;
        match key.as_str() {
            "StartingPosition" => position = Some((value.place, read_position(desk, value))),
            "StartingPositionTimestamp" => timestamp = Some((*place, read_moment(desk, value))),
            "BatchSize" => set(&mut config.batch_size, desk.whole(value, key, 1..=10_000)),
            "MaximumBatchingWindowInSeconds" => set_span(&mut config.batching_window, desk.whole(value, key, 0..=300)),
            "ParallelizationFactor" => {
                config.parallelization_factor = desk.whole(value, key, 1..=10).map_or(1, |factor| factor as u8);
            }
            "BisectBatchOnFunctionError" => config.bisect = desk.flag(value, key).unwrap_or_default(),
            "MaximumRetryAttempts" => {
                let wanted = "a whole number from 0 to 10000, or -1 to try until the records expire";
                let attempts = desk.number(value, key, wanted, |number| (-1..=10_000).contains(&number));
                config.maximum_retry_attempts = attempts.and_then(|attempts| u32::try_from(attempts).ok());
            }
            "MaximumRecordAgeInSeconds" => {
                let wanted = "a whole number from 60 to 604800, or -1 for no limit";
                let age = desk.number(value, key, wanted, |age| age == -1 || (60..=604_800).contains(&age));
                config.maximum_record_age = age.and_then(|age| u64::try_from(age).ok()).map(Micros::from_secs);
            }
            "TumblingWindowInSeconds" => {
                let window = desk.whole(value, key, 0..=900).filter(|window| *window > 0);
                config.tumbling_window = window.map(|window| Micros::from_secs(window.unsigned_abs()));
            }
            "FunctionResponseTypes" => config.report_batch_item_failures = read_response_types(desk, value),
            "FilterCriteria" => config.filters = read_filters(desk, value),
            "DestinationConfig" => config.on_failure = read_destinations(desk, value, *place),
            "Enabled" => config.enabled = desk.flag(value, key).unwrap_or(true),
            "KmsKeyArn" | "MetricsConfig" => {}
            "Tags" if form != Form::Sam => {}
            "FunctionName" if form != Form::Sam => read_function(desk, value, &mut deployed),
            name if name == source(form) => read_source(desk, value, &mut deployed),
            _ => unknown(desk, form, key, *place),
        }
    }
    require(desk, form, entries, at);
    if let Some((place, found)) = position {
        deployed.start = start(desk, place, found, timestamp).unwrap_or(deployed.start);
    }
    let config = &deployed.config;
    if config.tumbling_window.is_some() && config.parallelization_factor > 1 {
        let (factor, window) = (desk.label("ParallelizationFactor"), desk.label("TumblingWindowInSeconds"));
        let place = get("ParallelizationFactor").map_or(at, |entry| entry.value.place);
        let reason = format!(
            "`{factor}` is {} beside `{window}`, which needs 1; write 1, or leave the window out",
            config.parallelization_factor
        );
        desk.wrong(place, reason);
    }
    deployed
}

fn set(setting: &mut u32, number: Option<i64>) {
    *setting = number.and_then(|number| u32::try_from(number).ok()).unwrap_or(*setting);
}

fn set_span(setting: &mut Micros, seconds: Option<i64>) {
    *setting = seconds.map_or(*setting, |seconds| Micros::from_secs(seconds.unsigned_abs()));
}

/// Notes what every mapping must have and this one has not.
fn require(desk: &mut Desk, form: Form, entries: &[Entry], at: Place) {
    let stream = arn::stream(desk.account, "orders");
    let mut needed = vec![(source(form), stream.as_str()), ("StartingPosition", "TRIM_HORIZON")];
    if form != Form::Sam {
        needed.push(("FunctionName", "orders-fn"));
    }
    for (name, example) in needed {
        if !entries.iter().any(|entry| entry.key == name) {
            let label = desk.label(name);
            let written = if form == Form::Cli { format!("{label} {example}") } else { format!("{label}: {example}") };
            desk.wrong(at, format!("`{label}` is missing; add it, such as `{written}`"));
        }
    }
}

/// Notes a property that no mapping for a stream has.
fn unknown(desk: &mut Desk, form: Form, key: &str, place: Place) {
    let label = desk.label(key);
    if let Some(whose) = foreign(key) {
        let reason = format!("`{label}` belongs to mappings for {whose}; a mapping for a Kinesis stream has none");
        return desk.wrong(place, reason);
    }
    let advice = match key {
        "EventSourceArn" | "StreamArn" | "Stream" => format!("the source is `{}` here", source(form)),
        _ => {
            let known = known(form);
            let all = || format!("the settings are {}", any_of(&known));
            advice(key, known.iter().copied().chain(foreigners()), all)
        }
    };
    desk.wrong(place, format!("`{label}` is no setting of a mapping for a Kinesis stream; {advice}"));
}

fn read_source(desk: &mut Desk, value: &Node, deployed: &mut Deployed) {
    let name = source(desk.form);
    let Some(text) = desk.resolve(value) else { return };
    let Some(text) = desk.text(&text, name, "a stream's ARN") else { return };
    match arn::read_source(&text, desk.account) {
        Ok(found) => {
            deployed.stream = found.stream;
            deployed.reading = match (found.pushed, deployed.reading) {
                (true, _) => Reading::Pushed,
                (false, reading @ Reading::Polled { .. }) => reading,
                (false, Reading::Pushed) => {
                    Reading::Polled { interval: limits::MAPPING_POLL_INTERVAL, limit: get_records_max() }
                }
            };
        }
        Err(reason) => {
            let label = desk.label(name);
            let hint =
                if desk.template.is_some() { " or `!GetAtt Stream.Arn` (`!Ref` gives the name alone)" } else { "" };
            desk.wrong(value.place, format!("`{label}`: {reason}{hint}"));
        }
    }
}

/// The most records that one `GetRecords` gives.
const fn get_records_max() -> u32 {
    limits::Limits::of(limits::Profile::Today).get_records_limit_max
}

fn read_function(desk: &mut Desk, value: &Node, deployed: &mut Deployed) {
    let Some(text) = desk.resolve(value) else { return };
    let Some(text) = desk.text(&text, "FunctionName", "the function's name or ARN") else { return };
    match arn::read_function(&text) {
        Ok(name) => name_function(&name, deployed),
        Err(reason) => {
            let label = desk.label("FunctionName");
            desk.wrong(value.place, format!("`{label}`: {reason}"));
        }
    }
}

/// Takes over a function's name, unless it is how AWS would have the present one.
pub(super) fn name_function(name: &str, deployed: &mut Deployed) {
    let present = &mut deployed.config.function.name;
    if arn::function_name(present) != name {
        name.clone_into(present);
    }
}

const POSITIONS: [&str; 3] = ["TRIM_HORIZON", "LATEST", "AT_TIMESTAMP"];

fn read_position(desk: &mut Desk, value: &Node) -> Option<&'static str> {
    let text = desk.text(value, "StartingPosition", &any_of(&POSITIONS))?;
    let found = POSITIONS.into_iter().find(|name| *name == text);
    if found.is_none() {
        let label = desk.label("StartingPosition");
        let advice = advice(&text, POSITIONS, || format!("write {}", any_of(&POSITIONS)));
        desk.wrong(value.place, format!("`{label}` is {}; {advice}", shown(&text)));
    }
    found
}

/// The starting position that a word and a moment make; `place` is the word's.
fn start(
    desk: &mut Desk,
    place: Place,
    position: Option<&str>,
    timestamp: Option<(Place, Option<Micros>)>,
) -> Option<StartingPosition> {
    let (name, label) = (desk.label("StartingPosition"), desk.label("StartingPositionTimestamp"));
    match (position?, timestamp) {
        ("AT_TIMESTAMP", Some((_, moment))) => moment.map(StartingPosition::AtTimestamp),
        ("AT_TIMESTAMP", None) => {
            let example = moment_text(Micros::ZERO, desk.account.epoch_ms);
            desk.wrong(place, format!("AT_TIMESTAMP needs `{label}`; add it, such as {example}"));
            None
        }
        (position, Some((place, _))) => {
            let reason = format!(
                "`{label}` goes with `{name}` AT_TIMESTAMP, and that is {position}; write AT_TIMESTAMP there, or leave \
                 the moment out"
            );
            desk.wrong(place, reason);
            None
        }
        ("LATEST", None) => Some(StartingPosition::Latest),
        (_, None) => Some(StartingPosition::TrimHorizon),
    }
}

/// Seconds since 1970, to the microsecond where there is more than whole seconds.
pub(super) fn moment_text(moment: Micros, epoch_ms: u64) -> String {
    let micros = epoch_ms.saturating_mul(1_000).saturating_add(moment.0);
    let (seconds, rest) = (micros / 1_000_000, micros % 1_000_000);
    let text = format!("{seconds}.{rest:06}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A moment as seconds since 1970; the CLI also takes a date. What lies before the simulation's start is its start.
fn read_moment(desk: &mut Desk, value: &Node) -> Option<Micros> {
    let name = "StartingPositionTimestamp";
    let example = moment_text(Micros::ZERO, desk.account.epoch_ms);
    let wanted = match desk.form {
        Form::Cli => format!("seconds since 1970, such as {example}, or a date, such as 2026-01-01T00:00:00Z"),
        Form::Sam | Form::CloudFormation => format!("seconds since 1970, such as {example}"),
    };
    let text = desk.text(value, name, &wanted)?;
    let date = Date::parse(&text).filter(|_| desk.form == Form::Cli).map(|date| date.epoch_ms.saturating_mul(1_000));
    let Some(micros) = date.or_else(|| seconds(&text)) else {
        let label = desk.label(name);
        desk.wrong(value.place, format!("`{label}` is {}; write {wanted}", shown(&text)));
        return None;
    };
    Some(Micros(micros).since(Micros::from_millis(desk.account.epoch_ms)))
}

/// Microseconds of a decimal number of seconds.
fn seconds(text: &str) -> Option<u64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(fraction) {
        return None;
    }
    let micros: u64 = format!("{fraction:0<6}").get(..6)?.parse().ok()?;
    whole.parse::<u64>().ok()?.checked_mul(1_000_000)?.checked_add(micros)
}

fn read_response_types(desk: &mut Desk, value: &Node) -> bool {
    const TYPE: &str = "ReportBatchItemFailures";
    let Some(items) = desk.list(value, "FunctionResponseTypes", "[ReportBatchItemFailures]") else {
        return false;
    };
    if let Some(second) = items.get(1) {
        desk.wrong(second.place, format!("one response type at most; keep `{TYPE}`"));
    }
    let Some(item) = items.first() else { return false };
    match desk.text(item, "FunctionResponseTypes", TYPE) {
        Some(text) if text == TYPE => true,
        Some(text) => {
            let advice = advice(&text, [TYPE], || format!("write `{TYPE}`"));
            desk.wrong(item.place, format!("{} is no response type; {advice}", shown(&text)));
            false
        }
        None => false,
    }
}

fn read_filters(desk: &mut Desk, value: &Node) -> Vec<String> {
    let example = r#"Filters: [{Pattern: '{"data": {"type": ["order"]}}'}]"#;
    let mut patterns = Vec::new();
    let Some(entries) = desk.entries(value, "FilterCriteria", &["Filters"], example) else { return patterns };
    let Some(filters) = entries.iter().find(|entry| entry.key == "Filters") else { return patterns };
    let Some(items) = desk.list(&filters.value, "Filters", "[{Pattern: '…'}]") else { return patterns };
    if let Some(over) = items.get(FILTERS_MAX) {
        desk.wrong(over.place, format!("{} filters; write at most {FILTERS_MAX}", items.len()));
    }
    for item in items {
        let Some(entries) = desk.entries(item, "Filters", &["Pattern"], "Pattern: '…' with JSON in quotes") else {
            continue;
        };
        let Some(pattern) = entries.iter().find(|entry| entry.key == "Pattern") else {
            desk.wrong(item.place, "`Pattern` is missing; add it, with JSON in quotes");
            continue;
        };
        let wanted = r#"JSON in quotes, such as '{"data": {"type": ["order"]}}'"#;
        let Some(text) = desk.text(&pattern.value, "Pattern", wanted) else { continue };
        let length = text.chars().count();
        if length > PATTERN_CHARS_MAX {
            let reason = format!("`Pattern` has {length} characters; write at most {PATTERN_CHARS_MAX}");
            desk.wrong(pattern.value.place, reason);
        } else if let Err(reason) = Pattern::parse(&text) {
            desk.wrong(pattern.value.place, format!("`Pattern`: {reason}"));
        } else {
            patterns.push(text);
        }
    }
    patterns
}

fn read_destinations(desk: &mut Desk, value: &Node, at: Place) -> Option<Destination> {
    let example = "OnFailure: with a Destination";
    let entries = desk.entries(value, "DestinationConfig", &["OnFailure", "OnSuccess"], example)?;
    if let Some(entry) = entries.iter().find(|entry| entry.key == "OnSuccess") {
        desk.wrong(entry.place, "`OnSuccess` belongs to asynchronous invocations; a mapping has `OnFailure` alone");
    }
    let Some(on_failure) = entries.iter().find(|entry| entry.key == "OnFailure") else {
        if entries.is_empty() {
            desk.wrong(at, "`DestinationConfig` holds no `OnFailure`; add it, or leave both out");
        }
        return None;
    };
    // `Type` is SAM's own: from it the function's role gets the right to send there.
    let known: &[&str] = if desk.form == Form::Sam { &["Destination", "Type"] } else { &["Destination"] };
    let entries = desk.entries(&on_failure.value, "OnFailure", known, "Destination: with an ARN")?;
    let kind = entries.iter().find(|entry| entry.key == "Type").filter(|_| desk.form == Form::Sam);
    let Some(destination) = entries.iter().find(|entry| entry.key == "Destination") else {
        desk.wrong(on_failure.place, "`Destination` is missing in `OnFailure`; add it, with an ARN");
        return None;
    };
    let wanted = "the ARN of a queue, a topic or a bucket";
    let present = desk.now.config.on_failure.clone().filter(|_| is_later(desk, &destination.value));
    if present.is_some() {
        return present;
    }
    let text = desk.text(&destination.value, "Destination", wanted)?;
    let found = match arn::read_destination(&text, desk.account) {
        Ok(found) => found,
        Err(reason) => {
            desk.wrong(destination.value.place, format!("`Destination`: {reason}"));
            return None;
        }
    };
    if let Some(kind) = kind {
        check_type(desk, &kind.value, found.kind);
    }
    Some(found)
}

/// Whether a value is known only at deployment.
fn is_later(desk: &Desk, value: &Node) -> bool {
    use super::template::Resolved;
    let Some(template) = &desk.template else { return false };
    matches!(template.resolve(value, desk.now, desk.account), Ok(Resolved::Later))
}

/// SAM's `Type` must say what the ARN says.
fn check_type(desk: &mut Desk, value: &Node, kind: DestinationKind) {
    let right = type_name(kind);
    let Some(text) = desk.text(value, "Type", &format!("`{right}`")) else { return };
    if text == right {
        return;
    }
    let reason = match nearest(&text, ["SQS", "SNS", "S3"]) {
        Some(name) if name == text => format!("`Type` is {text}, and the destination is of {right}; write {right}"),
        _ => format!("`Type` is {}; write {right}", shown(&text)),
    };
    desk.wrong(value.place, reason);
}

/// What SAM calls a kind of destination.
pub(super) const fn type_name(kind: DestinationKind) -> &'static str {
    match kind {
        DestinationKind::Sqs => "SQS",
        DestinationKind::Sns => "SNS",
        DestinationKind::S3 => "S3",
    }
}
