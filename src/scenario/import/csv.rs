//! Cuts pieces of a CSV file into rows.

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

/// One row: its fields one after the other, and where each ends.
pub(super) struct CsvRow<'a> {
    pub(super) text: &'a [u8],
    pub(super) ends: &'a [usize],
}

impl<'a> CsvRow<'a> {
    pub(super) fn fields(&self) -> impl Iterator<Item = &'a [u8]> {
        let (text, mut start) = (self.text, 0);
        self.ends.iter().map(move |&end| {
            let field = &text[start..end];
            start = end;
            field
        })
    }
}

pub(super) struct CsvRows {
    reader: Reader,
    text: Vec<u8>,
    text_len: usize,
    ends: Vec<usize>,
    ends_len: usize,
    line: u64,
    /// The line the row starts on; none between two rows.
    starts: Option<u64>,
}

impl CsvRows {
    pub(super) fn new(separator: u8) -> Self {
        let mut reader = ReaderBuilder::new().delimiter(separator).build();
        // The reader drops a byte order mark, but only from a first piece of three bytes or more. So that no cut makes
        // a difference, the importer drops it, and the reader's first piece is this one.
        reader.read_record(b"\n", &mut [0], &mut [0]);
        Self { reader, text: vec![0; 4_096], text_len: 0, ends: vec![0; 64], ends_len: 0, line: 1, starts: None }
    }

    /// Gives every row that ends in this piece, with the line it starts on.
    pub(super) fn push(&mut self, chunk: &[u8], mut row: impl FnMut(u64, CsvRow)) {
        let mut rest = chunk;
        loop {
            if self.starts.is_none() {
                // Blank lines, and the second half of a CRLF, belong to no row.
                let blank = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
                self.count_lines(&rest[..blank]);
                rest = &rest[blank..];
            }
            if rest.is_empty() {
                return;
            }
            self.starts = self.starts.or(Some(self.line));
            let read = self.read(rest, &mut row);
            self.count_lines(&rest[..read]);
            rest = &rest[read..];
        }
    }

    /// Gives the last row, when no line break ends it.
    pub(super) fn finish(mut self, mut row: impl FnMut(u64, CsvRow)) {
        // An empty read tells the reader that the file has ended; it answers until every room is wide enough.
        while self.starts.is_some() {
            self.read(&[], &mut row);
        }
    }

    /// Reads on, at most to the end of a row; says how many bytes it took.
    fn read(&mut self, input: &[u8], row: &mut impl FnMut(u64, CsvRow)) -> usize {
        let (result, read, written, ended) =
            self.reader.read_record(input, &mut self.text[self.text_len..], &mut self.ends[self.ends_len..]);
        self.text_len += written;
        self.ends_len += ended;
        match result {
            ReadRecordResult::InputEmpty => {}
            ReadRecordResult::OutputFull => self.text.resize(self.text.len() * 2, 0),
            ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len() * 2, 0),
            ReadRecordResult::Record => {
                let (text, ends) = (&self.text[..self.text_len], &self.ends[..self.ends_len]);
                row(self.starts.unwrap_or(self.line), CsvRow { text, ends });
                self.between_rows();
            }
            ReadRecordResult::End => self.between_rows(),
        }
        read
    }

    fn between_rows(&mut self) {
        (self.text_len, self.ends_len, self.starts) = (0, 0, None);
    }

    fn count_lines(&mut self, bytes: &[u8]) {
        self.line += bytes.split(|byte| *byte == b'\n').count() as u64 - 1;
    }
}
