//! What is wrong with a text, and where.

use std::fmt;

/// A place in a text: line and column, both from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    pub(super) line: usize,
    pub(super) column: usize,
}

impl Place {
    /// The beginning of a text.
    pub(super) const START: Self = Self { line: 1, column: 1 };
}

/// One thing that is wrong with a text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TextError {
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in characters.
    pub column: usize,
    /// What is wrong there, and what to write instead.
    pub reason: String,
}

impl TextError {
    pub(super) fn new(place: Place, reason: impl Into<String>) -> Self {
        Self { line: place.line, column: place.column, reason: reason.into() }
    }
}

impl fmt::Display for TextError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}: {}", self.line, self.column, self.reason)
    }
}

impl std::error::Error for TextError {}

/// The one of some names that somebody is likely to have meant: the same but for upper and lower case, or but for a few
/// letters.
pub(super) fn nearest<'a>(written: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let written = written.to_lowercase();
    let distance = |name: &str| strsim::osa_distance(&written, &name.to_lowercase());
    let (far, name) = names.into_iter().map(|name| (distance(name), name)).min_by_key(|(far, _)| *far)?;
    (far * 3 <= name.chars().count()).then_some(name)
}

/// `did you mean …?`, or else what `otherwise` says.
pub(super) fn advice<'a>(
    written: &str,
    names: impl IntoIterator<Item = &'a str>,
    otherwise: impl FnOnce() -> String,
) -> String {
    nearest(written, names).map_or_else(otherwise, |name| format!("did you mean `{name}`?"))
}
