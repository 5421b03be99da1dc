//! What `lessons/` ships: every file is of a kind the page knows, and sound; every lesson and question comes out in the engine
//! as it is written.

use beltline::course::{Index, Lesson, Proof, Question};
use beltline::engine::limits::{Limits, Profile};
use beltline::scenario::import::{Fields, Importer, sniff};
use beltline_course::{Course, Files, Mistake, play, read, ship};
use std::path::{Path, PathBuf};

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("the folder is there");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("it can be read").path()).collect();
    paths.sort();
    paths.into_iter().flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

fn course() -> Course {
    let files = Files::of_project(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("lessons/ can be read");
    read(&files).unwrap_or_else(|mistakes| panic!("{}", listed(&mistakes)))
}

fn listed(mistakes: &[Mistake]) -> String {
    mistakes.iter().fold(String::new(), |all, mistake| all + "\n" + &mistake.to_string())
}

#[test]
fn every_goal_prediction_and_proof_comes_out_as_it_is_written() {
    let played = play(&course());
    assert!(played.mistakes.is_empty(), "{}", listed(&played.mistakes));
}

#[test]
fn the_engine_proves_at_least_half_of_the_questions() {
    let course = course();
    let proved = course.questions().filter(|question| matches!(question.what.proof, Proof::Engine(_))).count();
    assert!(proved * 2 >= course.questions().count(), "{proved} of {}", course.questions().count());
}

#[test]
fn every_lesson_and_question_comes_back_from_the_file_it_ships_in() {
    let course = course();
    let shipped = ship(&course);
    for lesson in &course.lessons {
        let bytes = &shipped[&format!("lessons/{}.json", lesson.what.id)];
        assert_eq!(serde_json::from_slice::<Lesson>(bytes).expect("it is read back"), lesson.what);
    }
    for topic in &course.topics {
        let bytes = &shipped[&format!("lessons/questions/{}.json", topic.name)];
        let back: Vec<Question> = serde_json::from_slice(bytes).expect("they are read back");
        assert!(back.iter().eq(topic.questions.iter().map(|question| &question.what)), "{}", topic.name);
    }
    let index: Index = serde_json::from_slice(&shipped["lessons/index.json"]).expect("it is read back");
    assert_eq!(index.lessons.len(), course.lessons.len());
    let asked = index.lessons.iter().flat_map(|lesson| &lesson.questions);
    for id in asked {
        assert!(index.questions.iter().any(|question| question.id == *id), "{id}");
    }
}

#[test]
fn the_templates_have_no_mistake() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("lessons");
    let text = |name: &str| std::fs::read_to_string(folder.join(name)).expect("the template is there");
    let mut files = Files::default();
    files.0.insert("lessons/01-your-lesson.md".to_owned(), text("template.md"));
    files.0.insert("lessons/questions/your-topic.toml".to_owned(), text("questions/template.toml"));
    let course = read(&files).unwrap_or_else(|mistakes| panic!("{}", listed(&mistakes)));
    let played = play(&course);
    assert!(played.mistakes.is_empty(), "{}", listed(&played.mistakes));
}

#[test]
fn every_sample_is_read_to_its_end_without_an_error() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("lessons");
    let shipped = files(&folder);
    assert!(!shipped.is_empty(), "there is at least one sample");
    for path in shipped {
        let place = path.strip_prefix(&folder).expect("it lies there").display().to_string();
        if !place.starts_with("samples/") {
            let kind = path.extension().unwrap_or_default();
            let is_text = kind == "md" && !place.contains('/');
            let is_topic = place.starts_with("questions/") && kind == "toml";
            assert!(is_text || is_topic, "{place}: only samples/ holds files that the page knows how to open");
            continue;
        }
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
