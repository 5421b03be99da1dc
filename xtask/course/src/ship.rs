//! The course as the files of the site.

use crate::course::Course;
use beltline::course::{Index, LessonEntry, Question, QuestionEntry, export};
use std::collections::BTreeMap;

/// The files by their path in the site: `lessons/index.json`, a file for each lesson, one for the questions of each topic, and
/// under `lessons/export/` the whole bank as other programs read it.
#[must_use]
pub fn ship(course: &Course) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut index = Index::default();
    for lesson in &course.lessons {
        let lesson = &lesson.what;
        index.lessons.push(LessonEntry::of(lesson));
        files.insert(format!("lessons/{}.json", lesson.id), json(lesson));
    }
    for topic in &course.topics {
        let questions: Vec<_> = topic.questions.iter().map(|question| &question.what).collect();
        index.questions.extend(questions.iter().map(|question| QuestionEntry::of(question, &topic.name)));
        files.insert(format!("lessons/questions/{}.json", topic.name), json(&questions));
    }
    files.insert("lessons/index.json".to_owned(), json(&index));
    let bank: Vec<&Question> = course.questions().map(|question| &question.what).collect();
    let mut export = |name: &str, bytes: Vec<u8>| files.insert(format!("lessons/export/{name}"), bytes);
    export("beltline-anki.txt", export::anki(&bank).into_bytes());
    export("beltline.gift.txt", export::gift(&bank).into_bytes());
    export("beltline-qti3.zip", export::zip(&export::qti(&bank)));
    files
}

fn json(what: &impl serde::Serialize) -> Vec<u8> {
    serde_json::to_vec(what).expect("every part of the course has a form in JSON")
}
