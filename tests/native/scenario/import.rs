//! Record files: what is kept, what is told, and that the way a file is cut into pieces changes nothing.

use beltline::engine::hash::HashKey;
use beltline::engine::limits::{Limits, Profile};
use beltline::scenario::import::{Fields, Imported, Importer, Kind, LINE_ERRORS_MAX};
use md5::{Digest, Md5};
use proptest::prelude::*;
use serde_json::json;

const CSV: Kind = Kind::Csv { separator: b',' };

fn import_with(kind: Kind, fields: &Fields, pieces: &[&[u8]]) -> Imported {
    let mut importer = Importer::new(kind, fields.clone(), &Limits::of(Profile::Exam));
    for piece in pieces {
        importer.push(piece);
    }
    importer.finish()
}

fn import(kind: Kind, key: &str, text: &str) -> Imported {
    import_with(kind, &Fields::keyed_by(key), &[text.as_bytes()])
}

/// Keys and data of the good rows.
fn good(imported: &Imported) -> Vec<(&str, &str)> {
    let text = |data| std::str::from_utf8(data).expect("text in, text out");
    imported.records.iter().map(|record| (record.partition_key, text(record.data))).collect()
}

fn told(imported: &Imported) -> Vec<String> {
    imported.errors.iter().map(ToString::to_string).collect()
}

#[test]
fn a_line_is_a_record() {
    let imported =
        import(Kind::Ndjson, "user", "{\"user\":\"a\",\"n\":1}\r\n\n  \n {\"user\" : \"b\"}  \n{\"user\":\"é\"}");
    assert_eq!(
        good(&imported),
        [("a", "{\"user\":\"a\",\"n\":1}"), ("b", "{\"user\" : \"b\"}"), ("é", "{\"user\":\"é\"}")]
    );
    assert_eq!((imported.lines, imported.errors_total), (3, 0));
}

#[test]
fn keys_are_text_or_numbers() {
    let text = r#"{"k":"a\"\u00e9\n"}
{"k":12}
{"k":-1.50}
{"k":true}"#;
    let imported = import(Kind::Ndjson, "k", text);
    let keys: Vec<_> = good(&imported).into_iter().map(|(key, _)| key).collect();
    assert_eq!(keys, ["a\"é\n", "12", "-1.50", "true"]);
}

#[test]
fn fields_inside_objects_are_found() {
    let rows = "{\"user\":{\"id\":7,\"tags\":[{\"id\":1}]},\"id\":8}\n{\"user.id\":9}\n{\"user\":5}";
    let imported = import(Kind::Ndjson, "user.id", rows);
    let keys: Vec<_> = good(&imported).into_iter().map(|(key, _)| key).collect();
    assert_eq!(keys, ["7", "9"]);
    assert_eq!(told(&imported), ["line 3: has no field `user.id`, which was chosen as the partition key"]);
}

#[test]
fn good_lines_are_kept_and_bad_ones_told() {
    let long = "x".repeat(257);
    let large = "x".repeat(1_048_576);
    let text = format!(
        "{{\"k\":\"first\"}}\nnot json\n{{\"k\":\"cut\n{{\"k\":null}}\n{{\"k\":\"\"}}\n{{\"k\":{{}}}}\n{{\"k\":[1]}}\n{{\"j\":1}}\n\
         [1]\n7\n{{\"k\":1}} {{}}\n{{\"k\":1,}}\n  {{\"é\" 1}}\n{{\"k\":\"{long}\"}}\n{{\"k\":\"{large}\"}}\n\
         {{\"k\":\"a\",\"d\":\"{large}\"}}\n{{\"k\":\"last\"}}\n"
    );
    let imported = import(Kind::Ndjson, "k", &text);
    assert_eq!(good(&imported), [("first", "{\"k\":\"first\"}"), ("last", "{\"k\":\"last\"}")]);
    assert_eq!(
        told(&imported),
        [
            "line 2, column 2: is not JSON: a value must stand here; write text in double quotes, a number, true, false, null, [ ] or { }",
            "line 3, column 9: is not JSON: the text ends too early; add the missing quote or bracket",
            "line 4: the partition key in `k` is null; it must be text or a number",
            "line 5: the partition key in `k` is empty; it must have 1 to 256 characters",
            "line 6: the partition key in `k` is a list or an object; choose a field of text or numbers",
            "line 7: the partition key in `k` is a list or an object; choose a field of text or numbers",
            "line 8: has no field `k`, which was chosen as the partition key",
            "line 9: is not a JSON object; every row must be an object in { }",
            "line 10: is not a JSON object; every row must be an object in { }",
            "line 11, column 9: is not JSON: there is more text after the end; remove it",
            "line 12, column 8: is not JSON: a comma stands after the last entry; remove it",
            "line 13, column 8: is not JSON: a colon must stand between a field name and its value; add it",
            "line 14: the partition key in `k` has 257 characters; it must have 1 to 256",
            "line 15: the partition key in `k` has 1048576 characters; it must have 1 to 256",
            "line 16: the data has 1048592 bytes; with this key at most 1048575 are taken",
        ]
    );
    assert_eq!((imported.lines, imported.errors_total), (17, 15));
}

#[test]
fn a_key_of_256_wide_characters_is_taken() {
    let key = "é".repeat(256);
    let imported = import(Kind::Ndjson, "k", &format!("{{\"k\":\"{key}\"}}"));
    assert_eq!(imported.records.get(0).map(|record| record.partition_key), Some(key.as_str()));
}

#[test]
fn text_that_is_not_utf8_is_told_by_line() {
    let imported = import_with(Kind::Ndjson, &Fields::keyed_by("k"), &[b"{\"k\":\"\xE9\"}\n{\"k\":\"b\"}"]);
    assert_eq!(told(&imported), ["line 1: is not UTF-8 text; save the file as UTF-8"]);
    assert_eq!(imported.records.len(), 1);
}

#[test]
fn at_most_a_thousand_errors_are_kept_and_all_are_counted() {
    let imported = import(Kind::Ndjson, "k", &"oops\n".repeat(1_500));
    assert_eq!((imported.errors.len(), imported.errors_total, imported.lines), (LINE_ERRORS_MAX, 1_500, 1_500));
}

#[test]
fn an_element_is_a_record() {
    let text = "\u{FEFF} [\n {\"k\":\"a\", \"t\":\"],}\\\"[\"} ,\n{\"k\":[],\n\"x\":{\"y\":[1]}},\n {\"k\":\"b\"}\n]\n";
    let imported = import(Kind::JsonArray, "k", text);
    assert_eq!(good(&imported), [("a", "{\"k\":\"a\", \"t\":\"],}\\\"[\"}"), ("b", "{\"k\":\"b\"}")]);
    assert_eq!(
        told(&imported),
        ["line 3: the partition key in `k` is a list or an object; choose a field of text or numbers"]
    );
}

#[test]
fn a_damaged_array_keeps_its_good_elements() {
    let cases: &[(&str, usize, &[&str])] = &[
        ("[]", 0, &[]),
        ("[{\"k\":1}]", 1, &[]),
        ("[{\"k\":1},{\"k\":2}", 2, &["line 1: the array has no closing ]; the file may be cut off"]),
        (
            "[{\"k\":1},\n{\"k\":",
            1,
            &[
                "line 2: is not JSON: the text ends too early; add the missing quote or bracket",
                "line 2: the array has no closing ]; the file may be cut off",
            ],
        ),
        (
            "[{\"k\":1},,{\"k\":2},]",
            2,
            &[
                "line 1: a comma stands here without an element before or after it; remove it",
                "line 1: a comma stands here without an element before or after it; remove it",
            ],
        ),
        (
            "[{\"k\":1}]\n[{\"k\":2}]",
            1,
            &["line 2: the array ends before this line, so the text from here on is left out"],
        ),
        (
            "[{\"k\":1}, nonsense, {\"k\":2}]",
            2,
            &[
                "line 1: is not JSON: a value must stand here; write text in double quotes, a number, true, false, null, [ ] or { }",
            ],
        ),
    ];
    for (text, records, errors) in cases {
        let imported = import(Kind::JsonArray, "k", text);
        assert_eq!(imported.records.len(), *records, "{text}");
        assert_eq!(told(&imported), *errors, "{text}");
    }
}

#[test]
fn a_csv_row_is_a_record() {
    let text = "user,page,note\r\nu1,/home,\"says \"\"hi\"\", twice\"\r\n\r\nu2,\"two\nlines\",\nu3,é,\\";
    let imported = import(CSV, "user", text);
    assert_eq!(
        good(&imported),
        [
            ("u1", r#"{"user":"u1","page":"/home","note":"says \"hi\", twice"}"#),
            ("u2", r#"{"user":"u2","page":"two\nlines","note":""}"#),
            ("u3", r#"{"user":"u3","page":"é","note":"\\"}"#),
        ]
    );
    assert_eq!((imported.lines, imported.errors_total), (3, 0));
}

#[test]
fn csv_rows_that_are_wrong_are_told_by_the_line_they_start_on() {
    let text = "k,v\na,1\n\"x\ny\",1\n\nb\nc,1,2\n,3\nd,4\n";
    let imported = import(CSV, "k", text);
    let keys: Vec<_> = good(&imported).into_iter().map(|(key, _)| key).collect();
    assert_eq!(keys, ["a", "x\ny", "d"]);
    assert_eq!(
        told(&imported),
        [
            "line 6: has 1 field where the header has 2",
            "line 7: has 3 fields where the header has 2",
            "line 8: the partition key in `k` is empty; it must have 1 to 256 characters",
        ]
    );
}

#[test]
fn a_csv_header_that_is_wrong_is_told_once() {
    let cases = [
        ("a,a\n1,2\n", "line 1: the header names `a` twice; give every column its own name"),
        ("a,,c\n1,2,3\n", "line 1: the header has no name for column 2; give every column its own name"),
    ];
    for (text, error) in cases {
        let imported = import(CSV, "a", text);
        assert_eq!((imported.records.len(), told(&imported)), (0, vec![error.to_owned()]));
    }
}

#[test]
fn wide_and_long_csv_rows_are_read() {
    let header: Vec<String> = (0..500).map(|i| format!("c{i}")).collect();
    let row: Vec<String> = (0..500).map(|i| "x".repeat(i)).collect();
    let imported = import(CSV, "c1", &format!("{}\n{}", header.join(","), row.join(",")));
    assert_eq!((told(&imported), imported.records.len()), (vec![], 1));
}

#[test]
fn data_and_hash_key_come_from_their_fields() {
    let fields =
        Fields { partition_key: "k".to_owned(), data: Some("d".to_owned()), explicit_hash_key: Some("h".to_owned()) };
    let text = r#"{"k":"a","d":"text\n","h":"0"}
{"k":"b","d":{"x":[1, 2]},"h":340282366920938463463374607431768211455}
{"k":"c","d":5}
{"k":"d","d":6,"h":null}
{"k":"e","h":"1"}
{"k":"f","d":null}
{"k":"g","d":7,"h":"-1"}"#;
    let imported = import_with(Kind::Ndjson, &fields, &[text.as_bytes()]);
    assert_eq!(good(&imported), [("a", "text\n"), ("b", "{\"x\":[1, 2]}"), ("c", "5"), ("d", "6")]);
    let hashes: Vec<_> = imported.records.iter().map(|record| record.explicit_hash_key).collect();
    assert_eq!(hashes, [Some(HashKey(0)), Some(HashKey::MAX), None, None]);
    assert_eq!(
        told(&imported),
        [
            "line 5: has no field `d`, which was chosen as the data",
            "line 6: the data in `d` is null",
            "line 7: the explicit hash key in `h` is -1; it must be a whole number from 0 to 340282366920938463463374607431768211455",
        ]
    );
}

#[test]
fn a_hundred_thousand_lines_fall_on_the_shards_that_md5_says() {
    let shards = 5_u128;
    let width = u128::MAX / shards + 1;
    let (mut text, mut expected) = (String::new(), vec![0_u32; 5]);
    for i in 0..100_000_u32 {
        let user = format!("u-{}", i.wrapping_mul(2_654_435_761) % 7_919);
        let place = u128::from_be_bytes(Md5::digest(user.as_bytes()).into());
        expected[usize::try_from((place / width).min(shards - 1)).expect("a small number")] += 1;
        let (minute, second, page) = (i / 60 % 60, i % 60, i % 97);
        let time = format!("2026-11-23T09:{minute:02}:{second:02}Z");
        let row = json!({ "ts": time, "user_id": user, "session": i, "page": format!("/p/{page}"), "ok": true });
        text.push_str(&row.to_string());
        text.push('\n');
    }
    let pieces: Vec<&[u8]> = text.as_bytes().chunks(65_536).collect();
    let imported = import_with(Kind::Ndjson, &Fields::keyed_by("user_id"), &pieces);
    assert_eq!((imported.records.len(), imported.errors_total, imported.lines), (100_000, 0, 100_000));
    let ranges = beltline::engine::hash::HashRange::divide(5);
    let mut counts = vec![0; 5];
    for record in imported.records.iter() {
        let key = HashKey::of(record.partition_key);
        counts[ranges.iter().position(|range| range.contains(key)).expect("ranges tile the line")] += 1;
    }
    assert_eq!(counts, expected);
}

/// Rows good and bad, with everything that a cut could fall into.
fn any_text() -> impl Strategy<Value = Vec<u8>> {
    let pieces = prop::sample::select(vec![
        "{\"k\":\"a\"}",
        "{\"k\":\"é€😀\",\"x\":[1,{\"y\":\"]\"}]}",
        "k,v",
        "a,1",
        "\"q\"\"u\no\",2",
        "\"",
        ",",
        ";",
        "\n",
        "\r\n",
        "\n\n",
        "[",
        "]",
        "{",
        "}",
        "\\\"",
        " ",
        "null",
        "\u{FEFF}",
        "{\"k\":",
        "é",
    ]);
    let bytes = prop_oneof![20 => pieces.prop_map(|text| text.as_bytes().to_vec()), 1 => Just(vec![0xE9]), 1 => Just(vec![0xEF])];
    prop::collection::vec(bytes, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_cutting_changes_nothing(
        text in any_text(),
        kind in prop::sample::select(vec![Kind::Ndjson, Kind::JsonArray, CSV, Kind::Csv { separator: b';' }]),
        sizes in prop::collection::vec(0_usize..7, 1..60),
    ) {
        let fields = Fields::keyed_by("k");
        let whole = import_with(kind, &fields, &[&text]);
        let (mut rest, mut pieces) = (text.as_slice(), Vec::new());
        for size in sizes {
            let (piece, after) = rest.split_at(size.min(rest.len()));
            pieces.push(piece);
            rest = after;
        }
        pieces.push(rest);
        prop_assert_eq!(&import_with(kind, &fields, &pieces), &whole);
        let single: Vec<&[u8]> = text.chunks(1).collect();
        prop_assert_eq!(&import_with(kind, &fields, &single), &whole);
        prop_assert!(whole.records.len() as u64 + whole.errors_total >= whole.lines);
    }
}
