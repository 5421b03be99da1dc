//! The settings of a mapping that have an inner structure: response types, filters and destinations.

use super::desk::{Desk, shown};
use super::error::{Place, advice, nearest};
use super::node::Node;
use super::template::Resolved;
use super::{Form, arn};
use crate::engine::lambda::{Destination, DestinationKind, Pattern};

/// The most filters of a mapping; a quota that AWS raises to 10 on request.
const FILTERS_MAX: usize = 5;
/// The longest pattern, in characters.
const PATTERN_CHARS_MAX: usize = 4_096;

pub(super) fn read_response_types(desk: &mut Desk, value: &Node) -> bool {
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

pub(super) fn read_filters(desk: &mut Desk, value: &Node) -> Vec<String> {
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

pub(super) fn read_destinations(desk: &mut Desk, value: &Node, at: Place) -> Option<Destination> {
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
