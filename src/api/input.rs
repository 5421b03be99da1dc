//! Reading a request: JSON into its members, and the constraints of the official model, in AWS's words.

use super::error::{Failure, validation_text};
use crate::engine::hash::HashKey;
use serde::Deserialize;

/// Reads a body. A member of a wrong type is a `SerializationException`; its text is the parser's own, since AWS names
/// Java classes there.
pub(super) fn read<'a, T: Deserialize<'a>>(body: &'a str) -> Result<T, Failure> {
    serde_json::from_str(body).map_err(|error| match error.classify() {
        serde_json::error::Category::Data => Failure::serialization(error.to_string()),
        _ => Failure::unparsable(),
    })
}

/// Collects broken constraints; AWS reports at most ten.
#[derive(Default)]
pub(super) struct Check(Vec<String>);

impl Check {
    /// Notes a broken constraint.
    pub(super) fn broken(&mut self, value: Option<&str>, path: &str, constraint: &str) {
        if self.0.len() < 10 {
            let value = value.map_or_else(|| "null".to_owned(), |value| format!("'{value}'"));
            self.0.push(format!("Value {value} at '{path}' failed to satisfy constraint: {constraint}"));
        }
    }

    /// Notes a broken constraint of a blob, whose value newer AWS replies leave out.
    pub(super) fn broken_blob(&mut self, path: &str, constraint: &str) {
        if self.0.len() < 10 {
            self.0.push(format!("Value at '{path}' failed to satisfy constraint: {constraint}"));
        }
    }

    pub(super) fn required<T>(&mut self, value: Option<&T>, path: &str) {
        if value.is_none() {
            self.broken(None, path, "Member must not be null");
        }
    }

    /// Characters, counted as Unicode code points.
    pub(super) fn length(&mut self, value: &str, path: &str, min: usize, max: usize) {
        let length = value.chars().count();
        if length < min {
            let constraint = format!("Member must have length greater than or equal to {min}");
            self.broken(Some(value), path, &constraint);
        } else if length > max {
            let constraint = format!("Member must have length less than or equal to {max}");
            self.broken(Some(value), path, &constraint);
        }
    }

    pub(super) fn number(&mut self, value: i64, path: &str, min: i64, max: i64) {
        let text = value.to_string();
        if value < min {
            self.broken(Some(&text), path, &format!("Member must have value greater than or equal to {min}"));
        } else if value > max {
            self.broken(Some(&text), path, &format!("Member must have value less than or equal to {max}"));
        }
    }

    /// A stream name or a shard id: 1 to 128 of `[a-zA-Z0-9_.-]`.
    pub(super) fn name(&mut self, value: &str, path: &str) {
        if !value.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_.-".contains(&byte)) || value.is_empty() {
            self.broken(Some(value), path, "Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+");
        }
        self.length(value, path, 1, 128);
    }

    pub(super) fn hash_key(&mut self, value: &str, path: &str) {
        let digits = value.len() <= 39 && value.bytes().all(|byte| byte.is_ascii_digit());
        if value != "0" && (!digits || value.is_empty() || value.starts_with('0')) {
            self.broken(Some(value), path, r"Member must satisfy regular expression pattern: 0|([1-9]\d{0,38})");
        }
    }

    /// Whether all constraints hold.
    pub(super) fn finish(self) -> Result<(), Failure> {
        if self.0.is_empty() { Ok(()) } else { Err(Failure::validation(&self.0)) }
    }

    /// The text that tells of all broken constraints; none when all hold.
    pub(super) fn sentence(&self) -> Option<String> {
        (!self.0.is_empty()).then(|| validation_text(&self.0))
    }
}

/// An explicit hash key within the line; its form was checked before.
pub(super) fn explicit_hash_key(value: &str) -> Result<HashKey, Failure> {
    HashKey::parse(value).ok_or_else(|| {
        Failure::invalid_argument(format!(
            "Invalid ExplicitHashKey. ExplicitHashKey must be in the range: [0, 2^128-1]. Specified value was {value}"
        ))
    })
}

/// The number of a shard id such as `shardId-000000000001`, or of any text that ends in it; none when there is none.
pub(super) fn shard_number(id: &str) -> Option<u32> {
    id.rsplit('-').next()?.parse().ok().filter(|number| i32::try_from(*number).is_ok())
}

/// Milliseconds of a moment that comes as epoch seconds with a fraction.
pub(super) fn epoch_ms(seconds: f64) -> u64 {
    // A float beyond the range becomes the nearest end of it, which is what is wanted here.
    #[allow(clippy::cast_sign_loss)]
    let ms = (seconds * 1_000.0).round() as u64;
    ms
}
