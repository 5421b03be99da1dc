//! `CommonMark` to the model's prose; fences that mean something are handed on.

use crate::desk::{Desk, hint};
use beltline::course::{Cell, Inline, Prose, plain};
use pulldown_cmark::{BrokenLink, CodeBlockKind, CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use std::cell::RefCell;
use std::ops::Range;

/// Fences that mean something.
pub(crate) const FENCES: [&str; 4] = ["scene", "predict", "question", "notes"];
/// Languages of plain code.
const LANGUAGES: [&str; 8] = ["", "text", "json", "sh", "js", "python", "yaml", "toml"];

/// A part of a text.
pub(crate) enum Part {
    Prose(Prose),
    /// A fence that means something: its word, where it begins, and the bytes inside.
    Fence(&'static str, usize, Range<usize>),
}

/// A link, and where it stands.
pub(crate) struct Link {
    pub(crate) at: usize,
    pub(crate) to: String,
}

/// What a text holds.
#[derive(Default)]
pub(crate) struct Text {
    pub(crate) parts: Vec<Part>,
    pub(crate) links: Vec<Link>,
}

/// Reads a text. `text` begins at byte `base` of the desk's file; when `exact` is false, all mistakes are told at `base`.
pub(crate) fn read(desk: &Desk, text: &str, base: usize, exact: bool) -> Text {
    let options = Options::ENABLE_TABLES;
    let broken = RefCell::new(Vec::new());
    let callback = |link: BrokenLink| -> Option<(CowStr, CowStr)> {
        broken.borrow_mut().push((link.span.start, link.reference.to_string()));
        None
    };
    let parser = Parser::new_with_broken_link_callback(text, options, Some(callback));
    let events: Vec<(Event, Range<usize>)> = parser.into_offset_iter().collect();
    let mut reader = Reader { desk, base, exact, events: events.into_iter().peekable(), links: Vec::new(), depth: 0 };
    let parts = reader.parts();
    let links = reader.links;
    for (at, reference) in broken.into_inner() {
        let at = if exact { base + at } else { base };
        desk.wrong(at, format!("`[{reference}]` leads nowhere; write [words](address), or \\[ for a bracket"));
    }
    Text { parts, links }
}

/// Reads a text of one paragraph that stands in a TOML value at byte `base`.
pub(crate) fn line(desk: &Desk, text: &str, base: usize, links: &mut Vec<Link>) -> Vec<Inline> {
    let prose = paragraphs(desk, text, base, links);
    if let [Prose::Paragraph(inlines)] = prose.as_slice() {
        return inlines.clone();
    }
    desk.wrong(base, "must be one paragraph; write it without lists, headings and empty lines");
    Vec::new()
}

/// Reads a text of prose alone that stands in a TOML value at byte `base`.
pub(crate) fn paragraphs(desk: &Desk, text: &str, base: usize, links: &mut Vec<Link>) -> Vec<Prose> {
    let read = read(desk, text, base, false);
    links.extend(read.links);
    let prose = read.parts.into_iter().filter_map(|part| match part {
        Part::Prose(prose) => Some(prose),
        Part::Fence(word, ..) => {
            desk.wrong(base, format!("a block `{word}` cannot stand here; put it into the lesson's text"));
            None
        }
    });
    prose.collect()
}

struct Reader<'a, 'd> {
    desk: &'d Desk<'d>,
    base: usize,
    exact: bool,
    events: std::iter::Peekable<std::vec::IntoIter<(Event<'a>, Range<usize>)>>,
    links: Vec<Link>,
    depth: u32,
}

impl Reader<'_, '_> {
    fn at(&self, offset: usize) -> usize {
        if self.exact { self.base + offset } else { self.base }
    }

    fn wrong(&self, offset: usize, what: impl Into<String>) {
        self.desk.wrong(self.at(offset), what);
    }

    /// Blocks up to the end of what they stand in.
    fn parts(&mut self) -> Vec<Part> {
        let mut parts = Vec::new();
        while let Some((event, range)) = self.events.next() {
            match event {
                Event::End(_) => break,
                Event::Start(Tag::CodeBlock(kind)) => parts.extend(self.code(&kind, &range)),
                Event::Start(tag) if !is_inline(&tag) => parts.extend(self.block(&tag, &range).map(Part::Prose)),
                Event::Rule => parts.push(Part::Prose(Prose::Break)),
                // In a tight list the words stand without a paragraph around them.
                event => {
                    let inlines = self.tight(event, range);
                    parts.push(Part::Prose(Prose::Paragraph(inlines)));
                }
            }
        }
        parts
    }

    fn prose(&mut self) -> Vec<Prose> {
        self.depth += 1;
        let parts = self.parts();
        self.depth -= 1;
        let prose = parts.into_iter().filter_map(|part| match part {
            Part::Prose(prose) => Some(prose),
            Part::Fence(..) => None,
        });
        prose.collect()
    }

    fn block(&mut self, tag: &Tag, range: &Range<usize>) -> Option<Prose> {
        Some(match tag {
            Tag::Paragraph => Prose::Paragraph(self.inlines()),
            Tag::Heading { level, .. } => {
                if *level == HeadingLevel::H1 {
                    self.wrong(range.start, "the title stands in the front matter; write ## or ### for a heading");
                }
                let words = self.inlines();
                Prose::Heading(*level as u8, slug(&plain(&words)), words)
            }
            Tag::BlockQuote(_) => Prose::Quote(self.prose()),
            Tag::List(first) => {
                let mut items = Vec::new();
                while let Some((Event::Start(Tag::Item), _)) = self.events.next() {
                    items.push(self.prose());
                }
                if first.is_some() { Prose::Steps(items) } else { Prose::Points(items) }
            }
            Tag::Table(_) => {
                let mut rows = Vec::new();
                while let Some((Event::Start(Tag::TableHead | Tag::TableRow), _)) = self.events.next() {
                    rows.push(self.cells());
                }
                let head = rows.remove(0);
                Prose::Table(head, rows)
            }
            Tag::HtmlBlock => {
                self.wrong(range.start, "HTML is not taken; write it as Markdown");
                while !matches!(self.events.next(), None | Some((Event::End(TagEnd::HtmlBlock), _))) {}
                return None;
            }
            _ => {
                self.wrong(range.start, "this has no place in a lesson; write paragraphs, lists, tables and code");
                return None;
            }
        })
    }

    fn cells(&mut self) -> Vec<Cell> {
        let mut cells = Vec::new();
        while let Some((Event::Start(Tag::TableCell), _)) = self.events.next() {
            cells.push(self.inlines());
        }
        cells
    }

    fn code(&mut self, kind: &CodeBlockKind, range: &Range<usize>) -> Option<Part> {
        let mut text = String::new();
        let mut inside: Option<Range<usize>> = None;
        for (event, at) in self.events.by_ref() {
            match event {
                Event::Text(words) => {
                    text.push_str(&words);
                    inside = Some(inside.map_or(at.clone(), |inside| inside.start..at.end));
                }
                _ => break,
            }
        }
        let word = match kind {
            CodeBlockKind::Fenced(word) => word.trim(),
            CodeBlockKind::Indented => "",
        };
        if let Some(fence) = FENCES.into_iter().find(|fence| *fence == word) {
            if self.depth > 0 {
                self.wrong(
                    range.start,
                    format!("a block `{word}` stands inside of a list or a quotation; move it to the left margin"),
                );
                return None;
            }
            let inside = inside.unwrap_or(range.end..range.end);
            return Some(Part::Fence(fence, self.at(range.start), self.at(inside.start)..self.at(inside.end)));
        }
        if !LANGUAGES.contains(&word) {
            let known = FENCES.into_iter().chain(LANGUAGES.into_iter().skip(1));
            self.wrong(range.start, format!("a block `{word}` is not known; {}", hint(word, known)));
            return None;
        }
        Some(Part::Prose(Prose::Code(word.to_owned(), text)))
    }

    /// Words up to the end of what they stand in.
    fn inlines(&mut self) -> Vec<Inline> {
        let mut inlines = Vec::new();
        while let Some((event, range)) = self.events.next() {
            if matches!(event, Event::End(_)) {
                break;
            }
            self.inline(event, range, &mut inlines);
        }
        inlines
    }

    /// Words of a tight list's point, up to its end or a block inside of it.
    fn tight(&mut self, event: Event, range: Range<usize>) -> Vec<Inline> {
        let mut inlines = Vec::new();
        self.inline(event, range, &mut inlines);
        while let Some((event, _)) = self.events.peek() {
            let goes_on = match event {
                Event::Start(tag) => is_inline(tag),
                Event::End(_) | Event::Rule => false,
                _ => true,
            };
            if !goes_on {
                break;
            }
            if let Some((event, range)) = self.events.next() {
                self.inline(event, range, &mut inlines);
            }
        }
        inlines
    }

    fn inline(&mut self, event: Event, range: Range<usize>, inlines: &mut Vec<Inline>) {
        match event {
            Event::Text(words) => push(inlines, &words),
            Event::SoftBreak | Event::HardBreak => push(inlines, " "),
            Event::Code(words) => inlines.push(Inline::Code(words.to_string())),
            Event::Start(Tag::Emphasis) => {
                let inner = self.inlines();
                inlines.push(Inline::Emphasis(inner));
            }
            Event::Start(Tag::Strong) => {
                let inner = self.inlines();
                inlines.push(Inline::Strong(inner));
            }
            Event::Start(Tag::Link { dest_url, .. }) => {
                self.links.push(Link { at: self.at(range.start), to: dest_url.to_string() });
                let inner = self.inlines();
                inlines.push(Inline::Link(dest_url.to_string(), inner));
            }
            Event::Start(Tag::Image { .. }) => {
                self.wrong(range.start, "a picture has no place in a lesson; show it with a block `scene`");
                self.inlines();
            }
            Event::InlineHtml(_) | Event::Html(_) => self.wrong(range.start, "HTML is not taken; write it as Markdown"),
            _ => self
                .wrong(range.start, "this has no place in a lesson; write plain words, `code`, *emphasis* and links"),
        }
    }
}

const fn is_inline(tag: &Tag) -> bool {
    matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Link { .. } | Tag::Image { .. })
}

/// Joins what belongs together.
fn push(inlines: &mut Vec<Inline>, words: &str) {
    if let Some(Inline::Text(text)) = inlines.last_mut() {
        text.push_str(words);
    } else {
        inlines.push(Inline::Text(words.to_owned()));
    }
}

/// A heading's name for links.
pub(crate) fn slug(words: &str) -> String {
    let letters = words.chars().flat_map(char::to_lowercase);
    let mut slug = String::new();
    for letter in letters {
        if letter.is_alphanumeric() {
            slug.push(letter);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.trim_end_matches('-').to_owned()
}
