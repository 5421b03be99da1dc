//! Reads a lesson.

use crate::desk::Desk;
use crate::fence::fence;
use crate::front;
use crate::markdown::{self, Link, Part};
use crate::node::{Node, Table, Toml};
use crate::setting::Before;
use crate::source::{sources, values};
use beltline::course::{Block, Lesson, Prose, Setting};

/// A lesson, and where its parts stand.
pub(crate) struct ReadLesson {
    pub(crate) lesson: Lesson,
    /// The byte of every block.
    pub(crate) places: Vec<usize>,
    pub(crate) links: Vec<Link>,
}

/// Reads a lesson file.
pub(crate) fn lesson(desk: &Desk) -> Option<ReadLesson> {
    let name = name(desk);
    let (matter, body) = front::split(desk)?;
    let toml = Toml::parse(desk, matter.start, matter.end);
    let head = toml.as_ref().and_then(|toml| head(&toml.table(desk, 0)));
    let mut links = Vec::new();
    let text = markdown::read(desk, &desk.text[body..], body, true);
    links.extend(text.links);
    let (mut blocks, mut places) = (Vec::new(), Vec::new());
    let mut before: Option<Option<Setting>> = None;
    let mut fences = Vec::new();
    for part in text.parts {
        let (at, block) = match part {
            Part::Prose(prose) => (body, Some(Block::Prose(prose))),
            Part::Fence(word, start, inside) => {
                fences.push(word);
                let shown = match &before {
                    None => Before::Nothing,
                    Some(None) => Before::Broken,
                    Some(Some(setting)) => Before::Shown(setting),
                };
                let block = fence(desk, word, start, inside, shown, &mut links);
                if word == "scene" {
                    before = Some(match &block {
                        Some(Block::Scene(scene)) => Some(scene.setting.clone()),
                        _ => None,
                    });
                }
                (start, block)
            }
        };
        if let Some(block) = block {
            blocks.push(block);
            places.push(at);
        }
    }
    for (word, what) in [
        ("scene", "nothing to watch; add a block `scene`"),
        ("predict", "nothing to predict; add a block `predict`"),
        ("question", "no question; add a block `question` with an `id`"),
    ] {
        if !fences.contains(&word) {
            desk.wrong(0, format!("this lesson has {what}"));
        }
    }
    headings(desk, &blocks);
    let (number, id) = name?;
    let mut lesson = head?;
    (lesson.number, lesson.id, lesson.blocks) = (number, id, blocks);
    Some(ReadLesson { lesson, places, links })
}

/// Number and id from the file's name.
fn name(desk: &Desk) -> Option<(u32, String)> {
    let stem = desk.file.rsplit('/').next().unwrap_or_default().trim_end_matches(".md");
    let (number, id) = stem.split_once('-').unwrap_or((stem, ""));
    let is_id = !id.is_empty() && id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    match number.parse() {
        Ok(place) if is_id && number.len() == 2 && place > 0 => Some((place, id.to_owned())),
        _ => {
            desk.wrong(0, "the file's name is not that of a lesson; name it such as 03-hot-shards.md");
            None
        }
    }
}

fn head(table: &Table) -> Option<Lesson> {
    table.only(&["title", "idea", "minutes", "source", "value"]);
    let title = table.need("title", "`title = \"…\"`").and_then(Node::text);
    let idea = table.need("idea", "the one idea in a sentence, `idea = \"…\"`").and_then(Node::text);
    let minutes = table.need("minutes", "how long it takes, `minutes = 8`").and_then(|node| node.whole(1..=60));
    let sources = sources(table, "source");
    let values = values(table);
    Some(Lesson {
        id: String::new(),
        number: 0,
        title: title?.to_owned(),
        idea: idea?.to_owned(),
        minutes: u32::try_from(minutes?).unwrap_or_default(),
        values,
        sources,
        blocks: Vec::new(),
    })
}

/// No two headings may have the same name.
fn headings(desk: &Desk, blocks: &[Block]) {
    let mut seen: Vec<&str> = Vec::new();
    for block in blocks {
        let Block::Prose(Prose::Heading(_, name, _)) = block else {
            continue;
        };
        if seen.contains(&name.as_str()) {
            let mut lines = desk.text.rmatch_indices('\n').map(|(end, _)| end + 1);
            let is_it = |at: &usize| {
                let line = desk.text[*at..].lines().next().unwrap_or_default();
                line.starts_with('#') && markdown::slug(line) == *name
            };
            let at = lines.find(is_it).unwrap_or(0);
            desk.wrong(at, format!("there are two headings `{name}`; give each its own words"));
        }
        seen.push(name);
    }
}
