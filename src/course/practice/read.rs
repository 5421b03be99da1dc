//! A learner's record read back from its text, which may come from anywhere.

use super::progress::Progress;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::fmt;

/// What the file says it is.
pub(super) const MARK: &str = "progress";

/// Why a record cannot be read, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProgressError {
    /// The text is not JSON: the line and the column at which it breaks off.
    NotJson {
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
    },
    /// It is something else.
    NotProgress,
    /// A newer Beltline has written it.
    Newer(u64),
    /// A part of it is damaged.
    Damaged(Damage),
}

/// A part of a record that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damage {
    /// Where: `cards.0123456789abcdef`.
    pub path: String,
    /// What is wrong with it.
    pub why: String,
}

impl fmt::Display for ProgressError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotJson { line, column } => write!(
                f,
                "This is not JSON: it breaks off at line {line}, column {column}. Choose a file that Beltline has exported."
            ),
            Self::NotProgress => {
                f.write_str("This is JSON, but no progress of Beltline's. Choose a file that Beltline has exported.")
            }
            Self::Newer(version) => write!(
                f,
                "A newer Beltline has written this: its version is {version}, this page knows {}. Reload the page and try again.",
                Progress::VERSION
            ),
            Self::Damaged(Damage { path, why }) => write!(
                f,
                "The progress is damaged at {path}: {why}. Choose another export, or mend it there in a text editor."
            ),
        }
    }
}

impl std::error::Error for ProgressError {}

impl Progress {
    /// Reads a record.
    ///
    /// # Errors
    /// When it is not one, or when any part of it is damaged; the message says what to do.
    pub fn from_json(text: &str) -> Result<Self, ProgressError> {
        let (progress, damage) = Self::rescue(text)?;
        damage.into_iter().next().map_or(Ok(progress), |damage| Err(ProgressError::Damaged(damage)))
    }

    /// Reads what can be read of a record, and says what is lost. For what the browser kept, which has no other copy.
    ///
    /// # Errors
    /// When it is not one at all.
    pub fn rescue(text: &str) -> Result<(Self, Vec<Damage>), ProgressError> {
        let value: Value = serde_json::from_str(text)
            .map_err(|error| ProgressError::NotJson { line: error.line(), column: error.column().max(1) })?;
        let Value::Object(mut file) = value else { return Err(ProgressError::NotProgress) };
        if file.get("beltline").and_then(Value::as_str) != Some(MARK) {
            return Err(ProgressError::NotProgress);
        }
        let mut reader = Reader::default();
        match file.get("version").and_then(Value::as_u64) {
            Some(version) if version > Self::VERSION => return Err(ProgressError::Newer(version)),
            Some(Self::VERSION) => {}
            _ => reader.lose("version", format!("it is not {}", Self::VERSION)),
        }
        let mut take = |name: &str| file.remove(name).filter(|value| !value.is_null());
        let raw = Self {
            lessons: reader.entries(take("lessons"), "lessons"),
            answers: reader.lists(take("answers"), "answers"),
            cards: reader.entries(take("cards"), "cards"),
            exam: take("exam").and_then(|exam| reader.part(exam, "exam")),
            reports: reader.items(take("reports"), "reports"),
        };
        // Merging brings it into order and within its bounds.
        let mut progress = Self::default();
        progress.merge(raw);
        if let Some(exam) = &mut progress.exam {
            exam.go(exam.at);
        }
        Ok((progress, reader.lost))
    }
}

#[derive(Default)]
struct Reader {
    lost: Vec<Damage>,
}

impl Reader {
    fn lose(&mut self, path: &str, why: String) {
        self.lost.push(Damage { path: path.to_owned(), why });
    }

    fn part<T: DeserializeOwned>(&mut self, value: Value, path: &str) -> Option<T> {
        serde_json::from_value(value).map_err(|error| self.lose(path, error.to_string())).ok()
    }

    fn object(&mut self, value: Option<Value>, path: &str) -> Map<String, Value> {
        match value {
            None => Map::new(),
            Some(Value::Object(entries)) => entries,
            Some(_) => {
                self.lose(path, "an object is needed here".to_owned());
                Map::new()
            }
        }
    }

    fn entries<T: DeserializeOwned>(&mut self, value: Option<Value>, path: &str) -> BTreeMap<String, T> {
        let entries = self.object(value, path).into_iter();
        entries.filter_map(|(key, value)| self.part(value, &format!("{path}.{key}")).map(|part| (key, part))).collect()
    }

    fn items<T: DeserializeOwned>(&mut self, value: Option<Value>, path: &str) -> Vec<T> {
        match value {
            None => Vec::new(),
            Some(Value::Array(items)) => {
                let items = items.into_iter().enumerate();
                items.filter_map(|(place, item)| self.part(item, &format!("{path}[{place}]"))).collect()
            }
            Some(_) => {
                self.lose(path, "a list is needed here".to_owned());
                Vec::new()
            }
        }
    }

    fn lists<T: DeserializeOwned>(&mut self, value: Option<Value>, path: &str) -> BTreeMap<String, Vec<T>> {
        let entries = self.object(value, path).into_iter();
        let lists = entries.map(|(key, value)| {
            let items = self.items(Some(value), &format!("{path}.{key}"));
            (key, items)
        });
        lists.filter(|(_, items)| !items.is_empty()).collect()
    }
}
