//! The fenced blocks of a lesson: `scene`, `predict`, `question` and `notes`.

use crate::desk::Desk;
use crate::markdown::{self, Link, Part, line};
use crate::node::{Table, Toml};
use crate::setting::Before;
use crate::{figure, prediction, setting};
use beltline::course::{Block, Goal, Scene, Setting};
use std::ops::Range;

/// An hour: the moment that a scene may be shown from.
const FROM_MS_MAX: u64 = 3_600_000;

/// Reads a block. `start` is the byte it begins at; `before` is what was shown last.
pub(crate) fn fence(
    desk: &Desk,
    word: &str,
    start: usize,
    inside: Range<usize>,
    before: Before,
    links: &mut Vec<Link>,
) -> Option<Block> {
    if word == "notes" {
        return notes(desk, start, inside, links);
    }
    let toml = Toml::parse(desk, inside.start, inside.end)?;
    let table = toml.table(desk, start);
    match word {
        "scene" => scene(&table, before, links).map(Block::Scene),
        "predict" => prediction::prediction(&table, before, links).map(Block::Predict),
        _ => question(&table).map(Block::Question),
    }
}

fn question(table: &Table) -> Option<String> {
    table.only(&["id"]);
    let node = table.need("id", "a question's id, `id = \"iot-five-mb\"`")?;
    let id = node.text()?;
    // Where it stands is told with the links, once all questions are known.
    Some(id.to_owned())
}

fn notes(desk: &Desk, start: usize, inside: Range<usize>, links: &mut Vec<Link>) -> Option<Block> {
    let text = &desk.text[inside.clone()];
    if text.trim().is_empty() {
        desk.wrong(start, "the notes are empty; write what helps the teacher, or leave the block out");
        return None;
    }
    let read = markdown::read(desk, text, inside.start, true);
    links.extend(read.links);
    let prose = read.parts.into_iter().filter_map(|part| match part {
        Part::Prose(prose) => Some(prose),
        Part::Fence(word, at, _) => {
            desk.wrong(at, format!("a block `{word}` cannot stand in notes; put it into the lesson's text"));
            None
        }
    });
    Some(Block::Notes(prose.collect()))
}

fn scene(table: &Table, before: Before, links: &mut Vec<Link>) -> Option<Scene> {
    let fields: Vec<&str> = ["look", "from_ms", "goal"].into_iter().chain(setting::FIELDS).collect();
    table.only(&fields);
    let look = table.need("look", "what to look at, `look = \"The pointer falls on …\"`");
    let look = look.and_then(|node| Some(line(node.desk(), node.text()?, node.at(), links)));
    let from_ms = table.get("from_ms").map_or(Some(0), |node| node.whole(0..=FROM_MS_MAX));
    let setting = setting::setting(table, before)?;
    let goal = match table.get("goal") {
        Some(node) => Some(goal(&node.table()?, &setting)?),
        None => None,
    };
    Some(Scene { setting, look: look?, from_ms: from_ms?, goal })
}

fn goal(table: &Table, setting: &Setting) -> Option<Goal> {
    let fields: Vec<&str> = ["says", "solution"].into_iter().chain(figure::FIELDS).chain(figure::BOUNDS).collect();
    table.only(&fields);
    let solution = match table.get("solution") {
        Some(node) => Some(setting::change(node, setting)?),
        None => None,
    };
    let requirement = figure::requirement(table, "goal".to_owned(), setting)?;
    Some(Goal { requirement, solution })
}
