//! The whole course, read.

use crate::desk::Desk;
use crate::files::Files;
use crate::lesson::{ReadLesson, lesson};
use crate::links::{Names, check_ids};
use crate::mistake::Mistake;
use crate::question::{ReadQuestion, questions};
use beltline::course::{Lesson, Question};

/// The course, without a mistake in its files.
#[derive(Clone, Debug)]
pub struct Course {
    /// The lessons, in their order.
    pub lessons: Vec<Placed<Lesson>>,
    /// The questions, by topic.
    pub topics: Vec<Topic>,
}

/// The questions of a file.
#[derive(Clone, Debug)]
pub struct Topic {
    /// The file's name without its ending.
    pub name: String,
    /// Its questions.
    pub questions: Vec<Placed<Question>>,
}

/// Something, and where it stands.
#[derive(Clone, Debug)]
pub struct Placed<T> {
    /// What.
    pub what: T,
    /// Where it begins.
    pub at: Place,
    /// Where its parts begin: blocks of a lesson, options of a question.
    pub parts: Vec<Place>,
}

/// A place in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

impl Place {
    /// A mistake there.
    #[must_use]
    pub fn mistake(&self, what: String) -> Mistake {
        Mistake { file: self.file.clone(), line: self.line, column: self.column, what }
    }
}

impl Course {
    /// All questions.
    pub fn questions(&self) -> impl Iterator<Item = &Placed<Question>> {
        self.topics.iter().flat_map(|topic| &topic.questions)
    }
}

/// Reads the course.
///
/// # Errors
/// Every mistake in the files, by file and place.
pub fn read(files: &Files) -> Result<Course, Vec<Mistake>> {
    let desks: Vec<Desk> = files.0.iter().map(|(file, text)| Desk::new(file, text)).collect();
    let mut lessons: Vec<(usize, ReadLesson)> = Vec::new();
    let mut asked: Vec<(usize, ReadQuestion)> = Vec::new();
    for (number, desk) in desks.iter().enumerate() {
        if desk.file.starts_with("lessons/questions/") {
            asked.extend(questions(desk).into_iter().map(|question| (number, question)));
        } else {
            lessons.extend(lesson(desk).map(|lesson| (number, lesson)));
        }
    }
    let is_whole = desks.iter().all(Desk::is_clean);
    // A name that could not be read is no reason to call those who use it wrong.
    if is_whole {
        let names = Names {
            lessons: lessons.iter().map(|(_, read)| read.lesson.id.clone()).collect(),
            questions: asked.iter().map(|(_, read)| read.question.id.clone()).collect(),
        };
        for (desk, read) in &lessons {
            names.check_lesson(&desks[*desk], read);
        }
        for (desk, read) in &asked {
            names.check_question(&desks[*desk], read);
        }
        check_ids(&desks, &asked, &lessons);
    }
    let mut course = Course { lessons: Vec::new(), topics: Vec::new() };
    for (desk, read) in lessons {
        let place = |at: usize| place(&desks[desk], at);
        let parts = read.places.iter().map(|at| place(*at)).collect();
        course.lessons.push(Placed { what: read.lesson, at: place(0), parts });
    }
    course.lessons.sort_by_key(|lesson| lesson.what.number);
    for (desk, read) in asked {
        let desk = &desks[desk];
        let name = desk.file.rsplit('/').next().unwrap_or_default().trim_end_matches(".toml");
        if course.topics.last().is_none_or(|topic| topic.name != name) {
            course.topics.push(Topic { name: name.to_owned(), questions: Vec::new() });
        }
        let parts = read.options_at.iter().map(|at| place(desk, *at)).collect();
        let question = Placed { what: read.question, at: place(desk, read.at), parts };
        course.topics.last_mut().expect("it was put there").questions.push(question);
    }
    let mut mistakes: Vec<Mistake> = desks.into_iter().flat_map(Desk::into_mistakes).collect();
    mistakes.sort();
    mistakes.dedup();
    if mistakes.is_empty() { Ok(course) } else { Err(mistakes) }
}

fn place(desk: &Desk, at: usize) -> Place {
    let (line, column) = desk.line_and_column(at);
    Place { file: desk.file.to_owned(), line, column }
}
