//! What is wrong with a file, or with one line of it.

use std::fmt;

/// Why a file cannot be read: one sentence that says what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportError {
    /// The sentence.
    pub message: String,
}

impl fmt::Display for ImportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for ImportError {}

/// Why one row of a file was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineError {
    /// The line of the file on which the row starts, from 1.
    pub line: u64,
    /// The character on that line, from 1, where one can be named.
    pub column: Option<u64>,
    /// What is wrong.
    pub reason: String,
}

impl fmt::Display for LineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}", self.line)?;
        if let Some(column) = self.column {
            write!(f, ", column {column}")?;
        }
        write!(f, ": {}", self.reason)
    }
}
