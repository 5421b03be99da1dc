//! The first look at a file: what it is, and every reason to refuse it.

use beltline::engine::limits::{Limits, Profile};
use beltline::scenario::import::{FILE_BYTES_MAX, Fields, HEAD_BYTES, Importer, Kind, Sniffed, preview, sniff};

fn look(name: &str, text: impl AsRef<[u8]>) -> Result<Sniffed, String> {
    let bytes = text.as_ref();
    let head = &bytes[..bytes.len().min(HEAD_BYTES)];
    sniff(name, head, bytes.len() as u64).map_err(|error| error.to_string())
}

fn seen(name: &str, text: &str) -> Sniffed {
    look(name, text).expect("a file that can be read")
}

fn rows(sniffed: &Sniffed) -> Vec<(&str, &str)> {
    sniffed.preview.iter().map(|row| (row.key.as_str(), row.data.as_str())).collect()
}

#[test]
fn ndjson_is_seen() {
    let sniffed = seen(
        "clicks.ndjson",
        "{\"ts\":1,\"user_id\":\"u1\",\"at\":{\"page\":\"/\"}}\n{\"ts\":2,\"user_id\":\"u2\",\"x\":[]}\n",
    );
    assert_eq!(sniffed.kind, Kind::Ndjson);
    assert_eq!(sniffed.fields, ["ts", "user_id", "at.page", "x"]);
    assert_eq!(sniffed.key, "user_id");
    assert_eq!(
        rows(&sniffed),
        [
            ("u1", "{\"ts\":1,\"user_id\":\"u1\",\"at\":{\"page\":\"/\"}}"),
            ("u2", "{\"ts\":2,\"user_id\":\"u2\",\"x\":[]}")
        ]
    );
    assert_eq!(sniffed.note, None);
}

#[test]
fn a_json_array_is_seen() {
    let sniffed = seen("clicks.json", "[{\"n\":1,\"name\":\"a\"}, {\"n\":2,\"name\":\"b\"}]");
    assert_eq!((sniffed.kind, sniffed.key.as_str()), (Kind::JsonArray, "name"));
    assert_eq!(rows(&sniffed), [("a", "{\"n\":1,\"name\":\"a\"}"), ("b", "{\"n\":2,\"name\":\"b\"}")]);
}

#[test]
fn csv_is_seen_with_its_separator() {
    for (separator, name) in [(",", "a.csv"), (";", "a.csv"), ("\t", "a.tsv"), (",", "a.txt"), (";", "a")] {
        let text = format!("\u{FEFF}page{separator}sessionId\r\n/{separator}s1\r\n/b{separator}s2\r\n");
        let sniffed = seen(name, &text);
        assert_eq!(sniffed.kind, Kind::Csv { separator: separator.as_bytes()[0] }, "{name}");
        assert_eq!((sniffed.key.as_str(), sniffed.note.as_deref()), ("sessionId", None));
        assert_eq!(rows(&sniffed)[0], ("s1", "{\"page\":\"/\",\"sessionId\":\"s1\"}"));
    }
    assert_eq!(seen("keys.csv", "word\nhello\n").key, "word");
}

#[test]
fn the_likely_key_is_chosen() {
    let cases = [
        ("{\"id\":1,\"session\":\"s\",\"userId\":\"u\"}", "userId"),
        ("{\"event\":\"click\",\"device-id\":7}", "device-id"),
        ("{\"event\":\"click\",\"visitor\":{\"Session_ID\":7}}", "visitor.Session_ID"),
        ("{\"n\":1,\"list\":[],\"word\":\"w\"}", "word"),
        ("{\"list\":[],\"n\":1}", "n"),
        ("{\"user\":{\"id\":3},\"id\":1}", "user.id"),
    ];
    for (text, key) in cases {
        assert_eq!(seen("a.ndjson", text).key, key, "{text}");
    }
}

#[test]
fn a_preview_shows_five_records_and_follows_the_choice_of_fields() {
    let text = "{\"a\":\"x\",\"b\":1}\n".repeat(9);
    assert_eq!(seen("a.ndjson", &text).preview.len(), 5);
    let fields = Fields { data: Some("a".to_owned()), ..Fields::keyed_by("b") };
    let shown = preview(text.as_bytes(), true, Kind::Ndjson, &fields, &Limits::of(Profile::Exam));
    assert_eq!((shown[0].key.as_str(), shown[0].data.as_str()), ("1", "x"));
}

#[test]
fn a_long_file_is_seen_from_its_head() {
    let text = "{\"k\":\"é\"}\n".repeat(HEAD_BYTES);
    assert_eq!(seen("a.ndjson", &text).preview.len(), 5);
    let text = format!("k\n{}", "é\n".repeat(HEAD_BYTES));
    assert_eq!(seen("a.csv", &text).preview.len(), 5);
}

#[test]
fn a_file_that_is_not_what_its_name_says_is_read_as_what_it_is_and_told() {
    let cases = [
        ("a.csv", "{\"k\":1}\n", "a.csv does not hold CSV; it is read as NDJSON (one JSON object a line)."),
        ("a.csv", "[{\"k\":1}]", "a.csv does not hold CSV; it is read as a JSON array."),
        ("a.json", "k,v\n1,2\n", "a.json does not hold JSON; it is read as CSV."),
        ("a.ndjson", "k,v\n1,2\n", "a.ndjson does not hold NDJSON; it is read as CSV."),
        ("A.JSONL", "[{\"k\":1}]", "A.JSONL does not hold NDJSON; it is read as a JSON array."),
    ];
    for (name, text, note) in cases {
        assert_eq!(seen(name, text).note.as_deref(), Some(note));
    }
    assert_eq!(seen("a.json", "{\"k\":1}\n{\"k\":2}\n").note, None);
}

/// A name, a whole file, and why it is refused.
const REFUSED: &[(&str, &[u8], &str)] = &[
    ("a.csv", b"", "a.csv is empty; choose a file with at least one record."),
    ("a.csv", b"\xEF\xBB\xBF \n\n", "a.csv holds only blank lines; choose a file with at least one record."),
    ("a.gz", b"\x1F\x8B\x08\0", "a.gz is compressed with gzip; unpack it first and choose the file inside."),
    ("a.zst", b"\x28\xB5\x2F\xFD\0", "a.zst is compressed with Zstandard; unpack it first and choose the file inside."),
    ("a.bz2", b"BZh9\x01\0", "a.bz2 is compressed with bzip2; unpack it first and choose the file inside."),
    ("a.xz", b"\xFD7zXZ\0", "a.xz is compressed with xz; unpack it first and choose the file inside."),
    ("a.zip", b"PK\x03\x04\x14\0", "a.zip is a zip archive; unpack it first and choose the file inside."),
    ("a.xlsx", b"PK\x03\x04\x14\0", "a.xlsx is an Excel workbook; save the sheet as CSV first."),
    ("a.parquet", b"PAR1\x15\0", "a.parquet is a Parquet file; export it as NDJSON or CSV first."),
    ("a.avro", b"Obj\x01\x04\0", "a.avro is an Avro file; export it as NDJSON or CSV first."),
    ("a.orc", b"ORC\x0A\0", "a.orc is an ORC file; export it as NDJSON or CSV first."),
    ("a.db", b"SQLite format 3\0", "a.db is a SQLite database; export a table as CSV first."),
    ("a.json", b"\x89PNG\r\n\x1A\n\0", "a.json is a PNG picture; choose a file of NDJSON, a JSON array or CSV."),
    ("a.csv", b"\xFF\xD8\xFF\xE0", "a.csv is a JPEG picture; choose a file of NDJSON, a JSON array or CSV."),
    ("a.pdf", b"%PDF-1.7\n", "a.pdf is a PDF document; choose a file of NDJSON, a JSON array or CSV."),
    ("a.csv", b"\xFF\xFEk\0,\0v\0", "a.csv is UTF-16 text; save it as UTF-8."),
    ("a.csv", b"\xFE\xFF\0k", "a.csv is UTF-16 text; save it as UTF-8."),
    ("a.bin", b"abc\0def", "a.bin is a binary file; choose a file of NDJSON, a JSON array or CSV."),
    ("a.csv", b"name\nJos\xE9\n", "a.csv is not UTF-8 text; save it as UTF-8."),
    (
        "a.txt",
        b"Dear Sir,\nthank you.\n",
        "a.txt is neither JSON nor CSV; choose a file of NDJSON, a JSON array or CSV.",
    ),
    ("a.json", b"hello", "a.json is neither JSON nor CSV; choose a file of NDJSON, a JSON array or CSV."),
    (
        "a.json",
        b"{\n  \"k\": 1\n}\n",
        "a.json starts like JSON, but no line is a complete object; write one object a line, or all objects in an array in [ ].",
    ),
    ("a.json", b"[]", "a.json holds an empty array; choose a file with at least one record."),
    (
        "a.json",
        b"[1, 2]",
        "a.json is an array, but its entries are not JSON objects; write objects such as {\"user_id\": \"u-1\"}.",
    ),
    (
        "a.ndjson",
        b"{\"list\":[]}\n",
        "a.ndjson has no field of text or numbers that could be the partition key; add one to every row.",
    ),
    ("a.csv", b"k,v\n", "a.csv has a header but no rows; add at least one record."),
    ("a.csv", b"k,k\n1,2\n", "a.csv cannot be read: the header names `k` twice; give every column its own name."),
    (
        "a.csv",
        b"k,\n1,2\n",
        "a.csv cannot be read: the header has no name for column 2; give every column its own name.",
    ),
];

#[test]
fn every_reason_to_refuse_a_file_is_one_sentence() {
    for (name, bytes, message) in REFUSED {
        assert_eq!(look(name, bytes), Err((*message).to_owned()));
    }
}

#[test]
fn a_first_row_that_never_ends_is_refused() {
    let long = "x".repeat(HEAD_BYTES + 1);
    for (name, text) in
        [("a.ndjson", format!("{{\"k\":\"{long}\"}}")), ("a.json", format!("[\"{long}\"]")), ("a.csv", long.clone())]
    {
        let message = format!("{name} has a first row of more than 256 KB; make its rows shorter.");
        assert_eq!(look(name, text), Err(message));
    }
}

#[test]
fn a_file_that_is_too_large_is_refused_by_its_size_alone() {
    let refused = |bytes| sniff("big.ndjson", b"", bytes).map_err(|error| error.to_string());
    let message = |size: &str| Err(format!("big.ndjson has {size} MB; split it into files of at most 50 MB."));
    assert_eq!(refused(51 * 1_048_576), message("51.0"));
    assert_eq!(refused(FILE_BYTES_MAX + 1), message("50.1"));
    assert!(sniff("big.ndjson", b"{\"k\":1}\n", FILE_BYTES_MAX).is_ok());
}

#[test]
fn words_that_are_magic_elsewhere_may_begin_a_csv_file() {
    assert_eq!(seen("a.csv", "ORC,BZh\n1,2\n").fields, ["ORC", "BZh"]);
}

#[test]
fn the_sample_is_read_without_an_error() {
    let text = include_str!("../../../lessons/samples/clickstream.ndjson");
    assert!(text.len() < 60_000, "the sample is fetched by the page, so it stays small: {}", text.len());
    let sniffed = seen("clickstream.ndjson", text);
    assert_eq!((sniffed.kind, sniffed.key.as_str(), sniffed.note), (Kind::Ndjson, "user_id", None));
    let mut importer = Importer::new(sniffed.kind, Fields::keyed_by(&sniffed.key), &Limits::of(Profile::Exam));
    importer.push(text.as_bytes());
    let all = importer.finish();
    assert_eq!((all.records.len(), all.errors), (300, vec![]));
}
