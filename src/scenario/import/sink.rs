//! Where rows end: in the batch, or among the errors.

use super::error::LineError;
use super::{Fields, LINE_ERRORS_MAX};
use crate::engine::batch::Batch;
use crate::engine::hash::HashKey;
use crate::engine::limits::Limits;
use crate::scenario::tree::short;
use std::borrow::Cow;

/// All records of one file together: CSV rows grow when their header is written into every one of them.
const BATCH_BYTES_MAX: usize = 256 * 1_048_576;

/// What a field holds, as far as a record cares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value<'a> {
    Missing,
    Null,
    Text(Cow<'a, str>),
    /// A number, true or false, as written.
    Plain(&'a str),
    /// A list or an object, as written.
    Nested(&'a str),
}

/// One row, its fields found.
pub(super) struct Row<'a> {
    /// The line it starts on.
    pub(super) line: u64,
    /// All of it.
    pub(super) whole: &'a [u8],
    /// Partition key, data and explicit hash key.
    pub(super) values: [Value<'a>; 3],
}

pub(super) struct Sink {
    pub(super) fields: Fields,
    limits: Limits,
    pub(super) records: Batch,
    pub(super) bytes: usize,
    pub(super) errors: Vec<LineError>,
    pub(super) errors_total: u64,
}

impl Sink {
    pub(super) fn new(fields: Fields, limits: &Limits) -> Self {
        Self {
            fields,
            limits: limits.clone(),
            records: Batch::default(),
            bytes: 0,
            errors: Vec::new(),
            errors_total: 0,
        }
    }

    pub(super) fn refuse(&mut self, line: u64, column: Option<u64>, reason: impl Into<String>) {
        self.errors_total += 1;
        if self.errors.len() < LINE_ERRORS_MAX {
            self.errors.push(LineError { line, column, reason: reason.into() });
        }
    }

    pub(super) fn row(&mut self, row: &Row) {
        if let Err(reason) = self.take(row) {
            self.refuse(row.line, None, reason);
        }
    }

    fn take(&mut self, row: &Row) -> Result<(), String> {
        let [key, data, hash] = &row.values;
        let key = partition_key(key, &self.fields.partition_key, self.limits.partition_key_chars_max)?;
        let data = match (&self.fields.data, data) {
            (None, _) => row.whole,
            (Some(_), Value::Text(text)) => text.as_bytes(),
            (Some(_), Value::Plain(text) | Value::Nested(text)) => text.as_bytes(),
            (Some(field), Value::Missing) => {
                return Err(format!("has no field `{field}`, which was chosen as the data"));
            }
            (Some(field), Value::Null) => return Err(format!("the data in `{field}` is null")),
        };
        let hash = match (&self.fields.explicit_hash_key, hash) {
            (None, _) | (_, Value::Missing | Value::Null) => None,
            (Some(field), value) => explicit_hash_key(value, field)?,
        };
        // Both limits, as for a record put by hand.
        let most = self.limits.data_bytes_max.min(self.limits.record_bytes_max - key.len() as u64);
        if data.len() as u64 > most {
            return Err(format!("the data has {} bytes; with this key at most {most} are taken", data.len()));
        }
        if self.bytes + data.len() > BATCH_BYTES_MAX {
            return Err("no more room: the records before this one already fill 256 MB; split the file".to_owned());
        }
        self.bytes += data.len();
        self.records.push(key, hash, data);
        Ok(())
    }
}

fn partition_key<'a>(value: &'a Value, field: &str, chars_max: usize) -> Result<&'a str, String> {
    let key = match value {
        Value::Text(text) => text.as_ref(),
        Value::Plain(text) => text,
        Value::Missing => return Err(format!("has no field `{field}`, which was chosen as the partition key")),
        Value::Null => {
            return Err(format!("the partition key in `{field}` is null; it must be text or a number"));
        }
        Value::Nested(_) => {
            return Err(format!(
                "the partition key in `{field}` is a list or an object; choose a field of text or numbers"
            ));
        }
    };
    // Counting characters is needed only where the bytes leave the question open.
    if key.is_empty() {
        return Err(format!("the partition key in `{field}` is empty; it must have 1 to {chars_max} characters"));
    }
    if key.len() > chars_max && key.chars().count() > chars_max {
        let found = key.chars().count();
        return Err(format!("the partition key in `{field}` has {found} characters; it must have 1 to {chars_max}"));
    }
    Ok(key)
}

fn explicit_hash_key(value: &Value, field: &str) -> Result<Option<HashKey>, String> {
    let text = match value {
        Value::Text(text) if text.is_empty() => return Ok(None),
        Value::Text(text) => text,
        Value::Plain(text) | Value::Nested(text) => *text,
        Value::Missing | Value::Null => return Ok(None),
    };
    let wrong = || {
        let (found, most) = (short(text), HashKey::MAX);
        format!("the explicit hash key in `{field}` is {found}; it must be a whole number from 0 to {most}")
    };
    HashKey::parse(text).map(Some).ok_or_else(wrong)
}
