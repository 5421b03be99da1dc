//! From the pieces of a file to a batch of records.

use super::array::{Elements, Part};
use super::csv::{CsvRow, CsvRows};
use super::error::LineError;
use super::lines::Lines;
use super::look::header;
use super::sink::{Row, Sink, Value};
use super::{BOM, Fields, Kind, json};
use crate::engine::batch::Batch;
use crate::engine::limits::Limits;
use std::borrow::Cow;

/// What came of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// The good rows, in the order of the file.
    pub records: Batch,
    /// What was wrong, in the order of the file; the first [`LINE_ERRORS_MAX`](super::LINE_ERRORS_MAX).
    pub errors: Vec<LineError>,
    /// How many errors there were in all.
    pub errors_total: u64,
    /// How many rows were read, good and bad; blank lines and a header are not rows.
    pub lines: u64,
}

/// Takes a file piece by piece; a piece may end anywhere, even inside a character.
pub struct Importer {
    /// How much of a byte order mark has been seen; none once the file's text has begun.
    bom: Option<usize>,
    shape: Shape,
    sink: Sink,
    rows: u64,
}

enum Shape {
    Ndjson(Lines),
    JsonArray(Elements),
    Csv(Box<CsvRows>, Header),
}

impl Importer {
    /// An importer for a file of this kind, with the limits that hold for its records.
    #[must_use]
    pub fn new(kind: Kind, fields: Fields, limits: &Limits) -> Self {
        let shape = match kind {
            Kind::Ndjson => Shape::Ndjson(Lines::default()),
            Kind::JsonArray => Shape::JsonArray(Elements::default()),
            Kind::Csv { separator } => Shape::Csv(Box::new(CsvRows::new(separator)), Header::default()),
        };
        Self { bom: Some(0), shape, sink: Sink::new(fields, limits), rows: 0 }
    }

    /// Takes the next piece.
    pub fn push(&mut self, chunk: &[u8]) {
        let mut text = chunk;
        while let Some(seen) = self.bom {
            let Some((first, rest)) = text.split_first() else {
                return;
            };
            if *first == BOM[seen] {
                text = rest;
                self.bom = Some(seen + 1).filter(|seen| *seen < BOM.len());
            } else {
                self.bom = None;
                self.text(&BOM[..seen]);
            }
        }
        self.text(text);
    }

    fn text(&mut self, text: &[u8]) {
        let Self { shape, sink, rows, .. } = self;
        match shape {
            Shape::Ndjson(lines) => lines.push(text, |line, row| json_line(sink, rows, line, row)),
            Shape::JsonArray(elements) => elements.push(text, |line, part| json_part(sink, rows, line, &part)),
            Shape::Csv(reader, header) => reader.push(text, |line, row| csv_row(sink, rows, header, line, &row)),
        }
    }

    /// The file has ended.
    #[must_use]
    pub fn finish(mut self) -> Imported {
        if let Some(seen) = self.bom.take() {
            self.text(&BOM[..seen]);
        }
        let Self { shape, mut sink, mut rows, .. } = self;
        match shape {
            Shape::Ndjson(lines) => lines.finish(|line, row| json_line(&mut sink, &mut rows, line, row)),
            Shape::JsonArray(elements) => elements.finish(|line, part| json_part(&mut sink, &mut rows, line, &part)),
            Shape::Csv(reader, mut header) => {
                reader.finish(|line, row| csv_row(&mut sink, &mut rows, &mut header, line, &row));
            }
        }
        let Sink { mut records, errors, errors_total, .. } = sink;
        records.shrink_to_fit();
        Imported { records, errors, errors_total, lines: rows }
    }

    /// The records so far.
    #[must_use]
    pub fn records(&self) -> &Batch {
        &self.sink.records
    }

    /// How many errors so far.
    #[must_use]
    pub fn errors_total(&self) -> u64 {
        self.sink.errors_total
    }
}

fn json_line(sink: &mut Sink, rows: &mut u64, line: u64, row: &[u8]) {
    let from = row.trim_ascii_start();
    let indent = row.len() - from.len();
    if !from.is_empty() {
        json_row(sink, rows, line, Some(indent as u64), from.trim_ascii_end());
    }
}

fn json_part(sink: &mut Sink, rows: &mut u64, line: u64, part: &Part) {
    match *part {
        Part::Element(row) => json_row(sink, rows, line, None, row),
        Part::Fault(reason) => sink.refuse(line, None, reason),
    }
}

const NOT_UTF8: &str = "is not UTF-8 text; save the file as UTF-8";

/// Where a row begins on its line is known for lines only, and with it the column of a mistake.
fn json_row(sink: &mut Sink, rows: &mut u64, line: u64, indent: Option<u64>, row: &[u8]) {
    *rows += 1;
    let Ok(text) = str::from_utf8(row) else {
        return sink.refuse(line, None, NOT_UTF8);
    };
    match json::pick(text, sink.fields.paths()) {
        Ok(values) => sink.row(&Row { line, whole: row, values }),
        Err((column, reason)) => {
            let column = column.zip(indent).map(|(column, indent)| column + indent);
            sink.refuse(line, column, reason);
        }
    }
}

/// What the first row of a CSV file says about the others.
#[derive(Default)]
enum Header {
    /// Nothing has been read.
    #[default]
    Awaited,
    Known {
        /// Every column's name as JSON, with what stands before it in an object: `{"a":`, `,"b":`.
        openings: Vec<String>,
        /// The columns of partition key, data and explicit hash key.
        columns: [Option<usize>; 3],
        /// A row as a JSON object, kept for its room.
        object: Vec<u8>,
    },
    /// It was wrong, so no row has a meaning.
    Broken,
}

impl Header {
    fn read(row: &CsvRow, paths: [Option<&str>; 3]) -> Result<Self, String> {
        let names = header(row)?;
        let opening = |(i, name): (usize, &&str)| {
            let mut opening = vec![if i == 0 { b'{' } else { b',' }];
            write_json_text(name, &mut opening);
            opening.push(b':');
            String::from_utf8_lossy(&opening).into_owned()
        };
        Ok(Self::Known {
            openings: names.iter().enumerate().map(opening).collect(),
            columns: paths.map(|path| names.iter().position(|name| Some(*name) == path)),
            object: Vec::new(),
        })
    }
}

fn csv_row(sink: &mut Sink, rows: &mut u64, header: &mut Header, line: u64, row: &CsvRow) {
    let (openings, columns, object) = match header {
        Header::Known { openings, columns, object } => (openings, columns, object),
        Header::Broken => return,
        Header::Awaited => {
            *header = Header::read(row, sink.fields.paths()).unwrap_or_else(|reason| {
                sink.refuse(line, None, reason);
                Header::Broken
            });
            return;
        }
    };
    *rows += 1;
    if row.ends.len() != openings.len() {
        let (found, wanted) = (count(row.ends.len(), "field"), openings.len());
        return sink.refuse(line, None, format!("has {found} where the header has {wanted}"));
    }
    let mut values = [Value::Missing, Value::Missing, Value::Missing];
    object.clear();
    for (i, (field, opening)) in row.fields().zip(openings.iter()).enumerate() {
        let Ok(text) = str::from_utf8(field) else {
            return sink.refuse(line, None, NOT_UTF8);
        };
        object.extend_from_slice(opening.as_bytes());
        write_json_text(text, object);
        for (value, column) in values.iter_mut().zip(columns.iter()) {
            if *column == Some(i) {
                *value = Value::Text(Cow::Borrowed(text));
            }
        }
    }
    object.push(b'}');
    sink.row(&Row { line, whole: object, values });
}

fn write_json_text(text: &str, to: &mut Vec<u8>) {
    // Writing text to memory has no way to fail.
    let _ = serde_json::to_writer(to, text);
}

fn count(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}
