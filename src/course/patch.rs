//! Changes to a scenario, as JSON: only what is different is written down.
//!
//! As in RFC 7396 (JSON Merge Patch), an object is merged field by field, `null` takes a field away, and anything else
//! takes the place of what was there. TOML has no `null`: `false` does the same to a field that is neither true nor false. A list whose items have names is changed item by item when the change is an object
//! with these names: `{"consumers": {"search": {"reading": "enhanced_fan_out"}}}`. A new name adds an item, and `false` (or
//! `null`) takes one away. A mix of keys takes the place of the one before, since its fields belong to it.

use serde_json::{Map, Value};
use std::fmt;

/// Why a change does not fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatchError {
    /// The place, such as `consumers.search`.
    pub path: String,
    /// What is wrong there, and what to write instead.
    pub reason: String,
}

impl fmt::Display for PatchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`: {}", self.path, self.reason)
    }
}

impl std::error::Error for PatchError {}

/// The lists of a scenario whose items have names; one that a file leaves out is empty.
const NAMED_LISTS: [&str; 5] = ["streams", "producers", "consumers", "mappings", "alarms"];

/// A scenario with a change.
///
/// # Errors
/// A change that takes away an item which is not there.
pub fn patched(base: &Value, change: &Value) -> Result<Value, PatchError> {
    merged(Some(base), change, "")
}

fn merged(base: Option<&Value>, change: &Value, path: &str) -> Result<Value, PatchError> {
    match (base, change) {
        (Some(Value::Array(items)), Value::Object(changes)) if items.iter().all(|item| name(item).is_some()) => {
            named(items, changes, path)
        }
        (None, Value::Object(changes)) if NAMED_LISTS.contains(&path) => named(&[], changes, path),
        (_, Value::Object(changes)) if changes.contains_key("mix") => Ok(change.clone()),
        (base, Value::Object(changes)) => {
            let mut object = base.and_then(Value::as_object).cloned().unwrap_or_default();
            for (field, change) in changes {
                let is_truth = object.get(field).is_none_or(Value::is_boolean);
                if change.is_null() || *change == Value::Bool(false) && !is_truth {
                    object.remove(field);
                } else {
                    let value = merged(object.get(field), change, &below(path, field))?;
                    object.insert(field.clone(), value);
                }
            }
            Ok(Value::Object(object))
        }
        (_, other) => Ok(other.clone()),
    }
}

fn named(items: &[Value], changes: &Map<String, Value>, path: &str) -> Result<Value, PatchError> {
    let mut items = items.to_vec();
    for (wanted, change) in changes {
        let at = items.iter().position(|item| name(item) == Some(wanted));
        let path = below(path, wanted);
        match (at, change) {
            (Some(at), Value::Null | Value::Bool(false)) => {
                items.remove(at);
            }
            (None, Value::Null | Value::Bool(false)) => {
                let names: Vec<&str> = items.iter().filter_map(name).collect();
                let reason = format!("there is none to take away; there are {}", names.join(", "));
                return Err(PatchError { path, reason });
            }
            (Some(at), change) => items[at] = merged(Some(&items[at]), change, &path)?,
            (None, change) => {
                let named = Value::Object(Map::from_iter([("name".to_owned(), Value::String(wanted.clone()))]));
                items.push(merged(Some(&named), change, &path)?);
            }
        }
    }
    Ok(Value::Array(items))
}

fn name(item: &Value) -> Option<&str> {
    item.get("name")?.as_str()
}

fn below(path: &str, field: &str) -> String {
    if path.is_empty() { field.to_owned() } else { format!("{path}.{field}") }
}

#[cfg(test)]
mod tests {
    use super::patched;
    use serde_json::json;

    #[test]
    fn only_what_is_named_changes() {
        let base = json!({"seed": 1, "streams": [{"name": "a", "shards": 1}, {"name": "b", "shards": 2}], "script": [{"do": "x"}]});
        let change = json!({"seed": 2, "streams": {"b": {"shards": 5}, "c": {"shards": 3}, "a": false}, "script": []});
        let expected =
            json!({"seed": 2, "streams": [{"name": "b", "shards": 5}, {"name": "c", "shards": 3}], "script": []});
        assert_eq!(patched(&base, &change), Ok(expected));
    }

    #[test]
    fn nothing_changes_nothing() {
        let base = json!({"streams": [{"name": "a"}], "view": {"span_s": 3}});
        assert_eq!(patched(&base, &json!({})), Ok(base));
    }

    #[test]
    fn fields_come_and_go() {
        let base = json!({"view": {"span_s": 3, "stage": "hall"}, "mappings": []});
        let change = json!({"view": {"stage": null, "span_s": false}, "mappings": {"m": {"batch_size": 3}}, "consumers": {"c": {"limit": 1}}});
        let consumers = json!([{"name": "c", "limit": 1}]);
        let expected = json!({"view": {}, "mappings": [{"name": "m", "batch_size": 3}], "consumers": consumers});
        assert_eq!(patched(&base, &change), Ok(expected));
    }

    #[test]
    fn nothing_is_taken_away_that_is_not_there() {
        let error = patched(&json!({"consumers": [{"name": "a"}]}), &json!({"consumers": {"b": false}})).unwrap_err();
        assert_eq!(error.to_string(), "`consumers.b`: there is none to take away; there are a");
    }
}
