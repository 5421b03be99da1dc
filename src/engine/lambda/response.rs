//! What a function returned, read as Lambda reads it.
//!
//! With `ReportBatchItemFailures`, the cases are those of the Lambda Developer Guide ("Configuring partial batch response
//! with Kinesis Data Streams and Lambda"). What the guide leaves open counts as a failure of the whole batch: a value that
//! is no object, and an item that was not in the batch (unverified).

use super::json::Json;
use crate::engine::sequence::SequenceNumber;
use serde_json::value::RawValue;
use std::sync::Arc;

/// What a returned value says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Response {
    /// Sequence numbers in `batchItemFailures`.
    pub failed_items: Vec<SequenceNumber>,
    /// `state` of a tumbling window, as JSON text; none when there is none.
    pub state: Option<Arc<str>>,
}

/// Reads a returned value, given as JSON text; none when the whole batch counts as failed.
#[must_use]
pub fn read(json: &str, reports_items: bool) -> Option<Response> {
    let value = Json::parse(json);
    let mut response = Response::default();
    if let Some(Json::Object(fields)) = &value {
        response.state = fields.get("state").map(|raw| raw.get().into());
    }
    if !reports_items {
        return Some(response);
    }
    match value? {
        Json::Null => {}
        Json::Text(text) if text.is_empty() => {}
        Json::List(items) if items.is_empty() => {}
        Json::Object(fields) => {
            if let Some(raw) = fields.get("batchItemFailures") {
                response.failed_items = items(raw)?;
            }
        }
        _ => return None,
    }
    Some(response)
}

/// The items of `batchItemFailures`; none when one of them names no record.
fn items(raw: &RawValue) -> Option<Vec<SequenceNumber>> {
    match Json::of(raw)? {
        Json::Null => Some(Vec::new()),
        Json::List(items) => items
            .into_iter()
            .map(|item| match Json::of(item)?.get("itemIdentifier")? {
                Json::Text(number) => SequenceNumber::parse(&number),
                _ => None,
            })
            .collect(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn the_documented_successes() {
        for json in [r#""""#, "null", "{}", "[]", r#"{"batchItemFailures":[]}"#, r#"{"batchItemFailures":null}"#] {
            assert_eq!(read(json, true).map(|response| response.failed_items), Some(vec![]), "{json}");
        }
    }

    #[test]
    fn the_documented_failures_of_the_whole_batch() {
        for json in [
            r#"{"batchItemFailures":[{"itemIdentifier":""}]}"#,
            r#"{"batchItemFailures":[{"itemIdentifier":null}]}"#,
            r#"{"batchItemFailures":[{}]}"#,
            r#"{"batchItemFailures":[{"id":"49590338271490256608559692538361571095921575989136588898"}]}"#,
        ] {
            assert_eq!(read(json, true), None, "{json}");
            assert!(read(json, false).is_some(), "{json} says nothing to a mapping without ReportBatchItemFailures");
        }
    }

    #[test]
    fn a_named_record_is_found() {
        let number = "49590338271490256608559692538361571095921575989136588898";
        let json = format!(r#"{{"batchItemFailures":[{{"itemIdentifier":"{number}"}}]}}"#);
        let named = read(&json, true).expect("the list is well formed").failed_items;
        assert_eq!(named.iter().map(ToString::to_string).collect::<Vec<_>>(), [number]);
    }
}
