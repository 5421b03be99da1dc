//! Text as HTML that is also well-formed XML.

use crate::course::prose::{Cell, Inline, Prose};
use crate::course::question::Question;
use crate::course::source::Source;

/// Text with the characters escaped that mean something in HTML and XML; what XML cannot hold is left out.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().filter(|&c| c == '\n' || c == '\t' || !c.is_control()) {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(c),
        }
    }
    out
}

/// A stretch of text. Links that lead elsewhere in the course keep their words only.
pub(super) fn line(inlines: &[Inline]) -> String {
    let one = |inline: &Inline| match inline {
        Inline::Text(text) => escape(text),
        Inline::Code(text) => format!("<code>{}</code>", escape(text)),
        Inline::Emphasis(inner) => format!("<em>{}</em>", line(inner)),
        Inline::Strong(inner) => format!("<strong>{}</strong>", line(inner)),
        Inline::Link(url, inner) if url.starts_with("https:") => {
            format!("<a href=\"{}\">{}</a>", escape(url), line(inner))
        }
        Inline::Link(_, inner) => line(inner),
    };
    inlines.iter().map(one).collect()
}

/// Blocks of text.
pub(super) fn blocks(prose: &[Prose]) -> String {
    prose.iter().map(block).collect()
}

fn block(prose: &Prose) -> String {
    match prose {
        Prose::Heading(level, _, words) => {
            let level = (*level).clamp(1, 6);
            format!("<h{level}>{}</h{level}>", line(words))
        }
        Prose::Paragraph(words) => format!("<p>{}</p>", line(words)),
        Prose::Points(items) => format!("<ul>{}</ul>", list(items)),
        Prose::Steps(items) => format!("<ol>{}</ol>", list(items)),
        Prose::Quote(inner) => format!("<blockquote>{}</blockquote>", blocks(inner)),
        Prose::Code(_, text) => format!("<pre><code>{}</code></pre>", escape(text)),
        Prose::Table(head, rows) => {
            let row =
                |cells: &[Cell], tag: &str| format!("<tr>{}</tr>", each(tag, cells.iter().map(|cell| line(cell))));
            let body: String = rows.iter().map(|cells| row(cells, "td")).collect();
            format!("<table><thead>{}</thead><tbody>{body}</tbody></table>", row(head, "th"))
        }
        Prose::Break => "<hr/>".to_owned(),
    }
}

fn list(items: &[Vec<Prose>]) -> String {
    let item = |item: &Vec<Prose>| match item.as_slice() {
        [Prose::Paragraph(words)] => line(words),
        several => blocks(several),
    };
    each("li", items.iter().map(item))
}

/// Each between tags of its own.
pub(super) fn each(tag: &str, items: impl Iterator<Item = String>) -> String {
    items.flat_map(|item| ["<".to_owned(), tag.to_owned(), ">".to_owned(), item, format!("</{tag}>")]).collect()
}

/// How many options to choose, in words.
pub(super) fn choose(question: &Question) -> String {
    let count = question.choose();
    let word = ["no option", "one", "two", "three", "four", "five"].get(count);
    word.map_or_else(|| format!("Choose {count}."), |word| format!("Choose {word}."))
}

/// Why the key is what it is, what has changed since, and where the facts stand.
pub(super) fn explanation(question: &Question) -> String {
    let mut parts = vec![blocks(&question.explanation)];
    for value in &question.values {
        let since = value.since.as_ref().map(|since| format!(" (since {})", escape(since))).unwrap_or_default();
        let (what, exam, today) = (escape(&value.what), escape(&value.exam), escape(&value.today));
        parts.push(format!("<p>{what}: {exam} in the exam's material, {today} today{since}.</p>"));
    }
    let source = |source: &Source| {
        format!("<a href=\"{}\">{}</a> (read {})", escape(&source.url), escape(&source.title), escape(&source.seen))
    };
    let sources: Vec<String> = question.sources.iter().map(source).collect();
    if !sources.is_empty() {
        parts.push(format!("<p>Sources: {}.</p>", sources.join("; ")));
    }
    parts.concat()
}

/// The letter of an option.
pub(super) fn letter(place: usize) -> char {
    char::from(b'A' + place.min(25) as u8)
}
