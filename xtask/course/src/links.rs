//! Checks that need the whole course: links, ids, and who teaches what.

use crate::desk::{Desk, hint};
use crate::lesson::ReadLesson;
use crate::markdown::Link;
use crate::question::ReadQuestion;
use beltline::course::{Block, Prose};
use beltline::scenario::SCENES;
use std::collections::BTreeMap;

/// All names of the course.
pub(crate) struct Names {
    pub(crate) lessons: Vec<String>,
    pub(crate) questions: Vec<String>,
}

impl Names {
    pub(crate) fn check_lesson(&self, desk: &Desk, read: &ReadLesson) {
        let headings: Vec<&str> = read
            .lesson
            .blocks
            .iter()
            .filter_map(|block| match block {
                Block::Prose(Prose::Heading(_, name, _)) => Some(name.as_str()),
                _ => None,
            })
            .collect();
        self.check_links(desk, &read.links, &headings);
        for (block, place) in read.lesson.blocks.iter().zip(&read.places) {
            if let Block::Question(id) = block
                && !self.questions.contains(id)
            {
                let at = place + desk.text[*place..].find(id.as_str()).map_or(0, |offset| offset - 1);
                desk.wrong(at, format!("there is no question `{id}`; {}", hint(id, names(&self.questions))));
            }
        }
    }

    pub(crate) fn check_question(&self, desk: &Desk, read: &ReadQuestion) {
        self.check_links(desk, &read.links, &[]);
        let lesson = &read.question.lesson;
        if !self.lessons.contains(lesson) {
            let what = format!("there is no lesson `{lesson}`; {}", hint(lesson, names(&self.lessons)));
            desk.wrong(read.lesson_at, what);
        }
    }

    fn check_links(&self, desk: &Desk, links: &[Link], headings: &[&str]) {
        for link in links {
            let unknown = |what: &str, name: &str, known: &mut dyn Iterator<Item = &str>| {
                let known: Vec<&str> = known.collect();
                if !known.contains(&name) {
                    desk.wrong(link.at, format!("the link leads to no {what} `{name}`; {}", hint(name, known)));
                }
            };
            match link.to.split_once(':') {
                Some(("https", rest)) if rest.starts_with("//") && rest.len() > 4 => {}
                Some(("lesson", name)) => unknown("lesson", name, &mut names(&self.lessons)),
                Some(("question", name)) => unknown("question", name, &mut names(&self.questions)),
                Some(("scene", name)) => unknown("scene", name, &mut SCENES.iter().map(|scene| scene.id)),
                _ => {
                    if let Some(name) = link.to.strip_prefix('#') {
                        unknown("heading", name, &mut headings.iter().copied());
                    } else {
                        let kinds = "write https://…, #heading, lesson:…, scene:… or question:…";
                        desk.wrong(link.at, format!("the link leads to `{}`; {kinds}", link.to));
                    }
                }
            }
        }
    }
}

/// Every id that stands twice, told where it stands the second time.
pub(crate) fn check_ids(desks: &[Desk], questions: &[(usize, ReadQuestion)], lessons: &[(usize, ReadLesson)]) {
    let mut seen: BTreeMap<&str, String> = BTreeMap::new();
    for (desk, read) in questions {
        let desk = &desks[*desk];
        let (line, _) = desk.line_and_column(read.id_at);
        let id = read.question.id.as_str();
        if let Some(first) = seen.get(id) {
            desk.wrong(read.id_at, format!("the id `{id}` is taken at {first}; give each question its own"));
        } else {
            seen.insert(id, format!("{}:{line}", desk.file));
        }
    }
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    for (desk, read) in lessons {
        let desk = &desks[*desk];
        for name in [read.lesson.id.clone(), read.lesson.number.to_string()] {
            if let Some(first) = seen.get(&name) {
                desk.wrong(0, format!("`{name}` is taken by {first}; give each lesson its own number and name"));
            } else {
                seen.insert(name, desk.file);
            }
        }
    }
}

fn names(names: &[String]) -> impl Iterator<Item = &str> {
    names.iter().map(String::as_str)
}
