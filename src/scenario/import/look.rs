//! What a file's first bytes look like.

use super::Kind;
use super::csv::{CsvRow, CsvRows};
use super::json;

/// First bytes of common files that are not text, with what to do about them.
const MAGICS: &[(&[u8], &str)] = &[
    (b"\x1F\x8B", "is compressed with gzip; unpack it first and choose the file inside"),
    (b"\x28\xB5\x2F\xFD", "is compressed with Zstandard; unpack it first and choose the file inside"),
    (b"BZh", "is compressed with bzip2; unpack it first and choose the file inside"),
    (b"\xFD7zXZ\0", "is compressed with xz; unpack it first and choose the file inside"),
    (b"PAR1", "is a Parquet file; export it as NDJSON or CSV first"),
    (b"Obj\x01", "is an Avro file; export it as NDJSON or CSV first"),
    (b"ORC", "is an ORC file; export it as NDJSON or CSV first"),
    (b"SQLite format 3\0", "is a SQLite database; export a table as CSV first"),
    (b"\x89PNG", "is a PNG picture; choose a file of NDJSON, a JSON array or CSV"),
    (b"\xFF\xD8\xFF", "is a JPEG picture; choose a file of NDJSON, a JSON array or CSV"),
    (b"%PDF", "is a PDF document; choose a file of NDJSON, a JSON array or CSV"),
    (b"\xFF\xFE", "is UTF-16 text; save it as UTF-8"),
    (b"\xFE\xFF", "is UTF-16 text; save it as UTF-8"),
];

/// Why these first bytes are not text, if they are not; the text goes on after them unless they are the whole file.
pub(super) fn not_text(extension: &str, head: &[u8], whole: bool) -> Option<&'static str> {
    if head.starts_with(b"PK\x03\x04") {
        return Some(match extension {
            "xlsx" | "xlsm" => "is an Excel workbook; save the sheet as CSV first",
            _ => "is a zip archive; unpack it first and choose the file inside",
        });
    }
    // Words such as ORC may also begin a CSV file, so the rest must be binary too.
    let text = match str::from_utf8(head) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none() && !whole,
    };
    let binary = !text || head.contains(&0);
    let magic = MAGICS.iter().find(|(magic, _)| head.starts_with(magic));
    match magic {
        Some((magic, what)) if binary || *magic == b"%PDF" => Some(what),
        _ if head.contains(&0) => Some("is a binary file; choose a file of NDJSON, a JSON array or CSV"),
        _ if !text => Some("is not UTF-8 text; save it as UTF-8"),
        _ => None,
    }
}

/// What a text holds, going by its first bytes; none when nothing fits.
pub(super) fn kind(extension: &str, head: &[u8]) -> Option<Kind> {
    match head.trim_ascii_start().first() {
        Some(b'{') => Some(Kind::Ndjson),
        Some(b'[') => Some(Kind::JsonArray),
        _ => separator(extension, head).map(|separator| Kind::Csv { separator }),
    }
}

/// The separator that cuts the header into the most columns. A file that does not call itself CSV must have two
/// columns, and a second row as wide as the first.
fn separator(extension: &str, head: &[u8]) -> Option<u8> {
    let named = matches!(extension, "csv" | "tsv");
    let columns = |separator: u8| {
        let mut widths = Vec::new();
        let mut see = |_, row: CsvRow| widths.push(row.ends.len());
        let mut rows = CsvRows::new(separator);
        rows.push(head, &mut see);
        rows.finish(&mut see);
        let believed = named || (widths.len() > 1 && widths[0] > 1 && widths[0] == widths[1]);
        believed.then(|| widths.first().copied().unwrap_or(0))
    };
    // The first of equals wins, so a header of one column is read as comma-separated.
    let mut best = None;
    for separator in *b",;\t" {
        let width = columns(separator);
        if width > best.map_or(Some(0), |(width, _)| width) {
            best = Some((width, separator));
        }
    }
    best.map(|(_, separator)| separator)
}

/// The column names of a CSV file.
pub(super) fn header<'a>(row: &CsvRow<'a>) -> Result<Vec<&'a str>, String> {
    let mut names: Vec<&str> = Vec::with_capacity(row.ends.len());
    for field in row.fields() {
        let name = str::from_utf8(field).map_err(|_| "the header is not UTF-8 text; save the file as UTF-8")?.trim();
        let place = names.len() + 1;
        if name.is_empty() {
            return Err(format!("the header has no name for column {place}; give every column its own name"));
        }
        if names.contains(&name) {
            return Err(format!("the header names `{name}` twice; give every column its own name"));
        }
        names.push(name);
    }
    Ok(names)
}

/// A field seen in the first rows.
pub(super) struct Seen {
    pub(super) name: String,
    pub(super) holds: Holds,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Holds {
    Text,
    Plain,
    /// Nothing that can be a key.
    Other,
}

/// Notes the fields of a JSON row that were not seen before; says whether the row is an object.
pub(super) fn see(row: &[u8], seen: &mut Vec<Seen>) -> bool {
    let Ok(text) = str::from_utf8(row) else {
        return false;
    };
    let object = json::fields(text, &mut |name, value| {
        use super::sink::Value;
        let holds = match value {
            Value::Text(_) => Holds::Text,
            Value::Plain(_) => Holds::Plain,
            Value::Missing | Value::Null | Value::Nested(_) => Holds::Other,
        };
        let room = seen.len() < FIELDS_MAX;
        match seen.iter_mut().find(|field| field.name == name) {
            Some(field) if field.holds == Holds::Other => field.holds = holds,
            None if room => seen.push(Seen { name: name.to_owned(), holds }),
            Some(_) | None => {}
        }
    });
    object.is_ok()
}

const FIELDS_MAX: usize = 200;

/// Names of fields that make good partition keys, the best first; written without case and punctuation.
const KEY_NAMES: &[&str] = &[
    "partitionkey",
    "userid",
    "user",
    "customerid",
    "accountid",
    "sessionid",
    "session",
    "visitorid",
    "clientid",
    "deviceid",
    "key",
    "id",
];

/// The field that is most likely meant as the partition key.
pub(super) fn likely_key(seen: &[Seen]) -> Option<&str> {
    let bare = |name: &str| name.to_ascii_lowercase().replace(|c: char| !c.is_alphanumeric(), "");
    let can = || seen.iter().filter(|field| field.holds != Holds::Other).map(|field| field.name.as_str());
    let named = KEY_NAMES.iter().find_map(|wanted| {
        let last = |name: &str| name.rsplit('.').next().map(bare);
        can().find(|name| bare(name) == *wanted).or_else(|| can().find(|name| last(name).as_deref() == Some(wanted)))
    });
    let text = || seen.iter().find(|field| field.holds == Holds::Text).map(|field| field.name.as_str());
    named.or_else(text).or_else(|| can().next())
}
