//! Import of record files: NDJSON, JSON arrays and CSV, up to 50 MB, in pieces of any size.
//!
//! [`sniff`] looks at a file's first bytes and says what it is, which fields it has, and what the first records would
//! be, or why the file cannot be read. An [`Importer`] then takes the whole file, piece by piece, so that a page can
//! draw between two pieces. A line that is wrong is told and left out; the good lines are kept.

mod array;
mod csv;
mod error;
mod importer;
mod json;
mod lines;
mod look;
mod sink;
mod sniff;

pub use error::{ImportError, LineError};
pub use importer::{Imported, Importer};
pub use sniff::{PreviewRow, Sniffed, preview, sniff};

/// The largest file taken: 50 MB.
pub const FILE_BYTES_MAX: u64 = 50 * 1_048_576;
/// How many first bytes [`sniff`] wants to see, or the whole file when it is smaller.
pub const HEAD_BYTES: usize = 262_144;
/// How many line errors are kept; the others are only counted.
pub const LINE_ERRORS_MAX: usize = 1_000;

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One JSON object a line.
    Ndjson,
    /// One JSON array of objects.
    JsonArray,
    /// Rows of text fields under a header row.
    Csv {
        /// What stands between two fields: a comma, a semicolon or a tab.
        separator: u8,
    },
}

impl Kind {
    /// Its name as a reader knows it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ndjson => "NDJSON (one JSON object a line)",
            Self::JsonArray => "a JSON array",
            Self::Csv { .. } => "CSV",
        }
    }
}

/// Which fields of a row become which part of a record. A field inside an object is written with dots: `user.id`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields {
    /// The field with the partition key.
    pub partition_key: String,
    /// The field with the data; the whole row when none.
    pub data: Option<String>,
    /// The field with the explicit hash key, where a row has one.
    pub explicit_hash_key: Option<String>,
}

impl Fields {
    /// Whole rows under the key in this field.
    #[must_use]
    pub fn keyed_by(field: &str) -> Self {
        Self { partition_key: field.to_owned(), ..Self::default() }
    }

    fn paths(&self) -> [Option<&str>; 3] {
        [Some(&self.partition_key), self.data.as_deref(), self.explicit_hash_key.as_deref()]
    }
}

const BOM: &[u8] = b"\xEF\xBB\xBF";
