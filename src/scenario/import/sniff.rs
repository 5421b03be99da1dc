//! A first look at a file, before all of it is read.

use super::array::{Elements, Part};
use super::csv::CsvRows;
use super::error::ImportError;
use super::lines::Lines;
use super::look::{Holds, Seen, header, kind, likely_key, not_text, see};
use super::{BOM, FILE_BYTES_MAX, Fields, HEAD_BYTES, Importer, Kind};
use crate::engine::limits::{Limits, MIB, Profile};
use crate::scenario::tree::short;

/// How many records a preview shows, and how much of their data.
const PREVIEW_ROWS: usize = 5;
const PREVIEW_CHARS: usize = 200;

/// What a file is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sniffed {
    /// What it holds.
    pub kind: Kind,
    /// Its fields in the order they were met, those of inner objects with dots.
    pub fields: Vec<String>,
    /// The field most likely meant as the partition key.
    pub key: String,
    /// The first good records under that key.
    pub preview: Vec<PreviewRow>,
    /// When the file is not what its name says: one sentence on how it is read.
    pub note: Option<String>,
}

/// A record as it would be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PreviewRow {
    /// Its partition key.
    pub key: String,
    /// The beginning of its data.
    pub data: String,
}

/// Looks at a file's name, its first [`HEAD_BYTES`] (or all of it) and its size.
///
/// # Errors
/// Why the file cannot be read, in one sentence that says what to do.
pub fn sniff(name: &str, head: &[u8], total_bytes: u64) -> Result<Sniffed, ImportError> {
    let whole = head.len() as u64 >= total_bytes;
    let extension = name.rsplit_once('.').map_or(String::new(), |(_, extension)| extension.to_ascii_lowercase());
    let refuse = |reason: &str| Err(ImportError { message: format!("{} {reason}.", short(name)) });
    if total_bytes > FILE_BYTES_MAX {
        let (tenths, most) = ((total_bytes * 10).div_ceil(MIB), FILE_BYTES_MAX / MIB);
        return refuse(&format!("has {}.{} MB; split it into files of at most {most} MB", tenths / 10, tenths % 10));
    }
    if total_bytes == 0 {
        return refuse("is empty; choose a file with at least one record");
    }
    if let Some(reason) = not_text(&extension, head, whole) {
        return refuse(reason);
    }
    let text = head.strip_prefix(BOM).unwrap_or(head);
    if text.trim_ascii().is_empty() {
        return refuse("holds only blank lines; choose a file with at least one record");
    }
    let Some(kind) = kind(&extension, text) else {
        return refuse("is neither JSON nor CSV; choose a file of NDJSON, a JSON array or CSV");
    };
    let seen = match fields(kind, text, whole) {
        Ok(seen) => seen,
        Err(reason) => return refuse(&reason),
    };
    let Some(key) = likely_key(&seen).map(str::to_owned) else {
        return refuse("has no field of text or numbers that could be the partition key; add one to every row");
    };
    let limits = Limits::of(Profile::default());
    Ok(Sniffed {
        kind,
        fields: seen.into_iter().map(|field| field.name).collect(),
        preview: preview(head, whole, kind, &Fields::keyed_by(&key), &limits),
        key,
        note: note(name, &extension, kind),
    })
}

/// The first records of a file under a choice of fields, from its first bytes; `whole` when they are all it has.
#[must_use]
pub fn preview(head: &[u8], whole: bool, kind: Kind, fields: &Fields, limits: &Limits) -> Vec<PreviewRow> {
    let mut importer = Importer::new(kind, fields.clone(), limits);
    importer.push(head);
    let records = if whole { importer.finish().records } else { importer.records().clone() };
    let cut = |data: &[u8]| String::from_utf8_lossy(data).chars().take(PREVIEW_CHARS).collect();
    let row = |record: crate::engine::batch::Given| PreviewRow {
        key: record.partition_key.to_owned(),
        data: cut(record.data),
    };
    records.iter().take(PREVIEW_ROWS).map(row).collect()
}

/// The fields of the first rows.
fn fields(kind: Kind, text: &[u8], whole: bool) -> Result<Vec<Seen>, String> {
    let mut seen = Vec::new();
    let (mut rows, mut objects) = (0_u32, 0_u32);
    let mut row = |text: &[u8]| {
        if !text.trim_ascii().is_empty() {
            rows += 1;
            objects += u32::from(see(text, &mut seen));
        }
    };
    match kind {
        Kind::Ndjson => {
            let mut lines = Lines::default();
            lines.push(text, |_, line| row(line));
            if whole {
                lines.finish(|_, line| row(line));
            }
        }
        Kind::JsonArray => {
            let mut elements = Elements::default();
            let mut part = |_, part: Part| {
                if let Part::Element(element) = part {
                    row(element);
                }
            };
            elements.push(text, &mut part);
            if whole {
                elements.finish(&mut part);
            }
        }
        Kind::Csv { separator } => return columns(separator, text, whole),
    }
    match (kind, rows, objects) {
        (_, 0, _) if !whole => Err(too_long()),
        (Kind::JsonArray, 0, _) => Err("holds an empty array; choose a file with at least one record".to_owned()),
        (Kind::JsonArray, _, 0) => {
            Err("is an array, but its entries are not JSON objects; write objects such as {\"user_id\": \"u-1\"}"
                .to_owned())
        }
        (_, _, 0) => {
            Err("starts like JSON, but no line is a complete object; write one object a line, or all objects in \
                          an array in [ ]"
                .to_owned())
        }
        _ => Ok(seen),
    }
}

fn columns(separator: u8, text: &[u8], whole: bool) -> Result<Vec<Seen>, String> {
    let (mut names, mut rows) = (None, 0_u32);
    let mut see = |_, row: super::csv::CsvRow| {
        rows += 1;
        names.get_or_insert_with(|| {
            let seen = |name: &str| Seen { name: name.to_owned(), holds: Holds::Text };
            header(&row).map(|names| names.into_iter().map(seen).collect())
        });
    };
    let mut reader = CsvRows::new(separator);
    reader.push(text, &mut see);
    if whole {
        reader.finish(&mut see);
    }
    match names {
        None => Err(too_long()),
        Some(Ok(_)) if whole && rows == 1 => Err("has a header but no rows; add at least one record".to_owned()),
        Some(Err(reason)) => Err(format!("cannot be read: {reason}")),
        Some(Ok(names)) => Ok(names),
    }
}

fn too_long() -> String {
    format!("has a first row of more than {} KB; make its rows shorter", HEAD_BYTES / 1_024)
}

/// What to say when the name promises something else.
fn note(name: &str, extension: &str, kind: Kind) -> Option<String> {
    let promised = match (extension, kind) {
        ("csv" | "tsv", Kind::Ndjson | Kind::JsonArray) => "CSV",
        ("json", Kind::Csv { .. }) => "JSON",
        ("ndjson" | "jsonl", Kind::Csv { .. } | Kind::JsonArray) => "NDJSON",
        _ => return None,
    };
    Some(format!("{} does not hold {promised}; it is read as {}.", short(name), kind.name()))
}
