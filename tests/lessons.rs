//! What `lessons/` ships: every file is of a kind the page knows, and sound.

use beltline::engine::limits::{Limits, Profile};
use beltline::scenario::import::{Fields, Importer, sniff};
use std::path::{Path, PathBuf};

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("the folder is there");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("it can be read").path()).collect();
    paths.sort();
    paths.into_iter().flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

#[test]
fn every_sample_is_read_to_its_end_without_an_error() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("lessons");
    let shipped = files(&folder);
    assert!(!shipped.is_empty(), "there is at least one sample");
    for path in shipped {
        let place = path.strip_prefix(&folder).expect("it lies there").display().to_string();
        assert!(place.starts_with("samples/"), "{place}: only samples/ holds files that the page knows how to open");
        let bytes = std::fs::read(&path).expect("it can be read");
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let sniffed = sniff(&name, &bytes, bytes.len() as u64).unwrap_or_else(|error| panic!("{place}: {error}"));
        assert_eq!(sniffed.note, None, "{place} is what its name says");
        let mut importer = Importer::new(sniffed.kind, Fields::keyed_by(&sniffed.key), &Limits::of(Profile::Exam));
        importer.push(&bytes);
        let read = importer.finish();
        assert_eq!(read.errors, [], "{place}");
        assert!(read.records.len() > 100, "{place} is worth loading");
    }
}
