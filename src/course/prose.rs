//! Text with its structure: what `CommonMark` and its tables can say, without raw HTML.

use serde::{Deserialize, Serialize};

/// A block of text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Prose {
    /// A heading: its level from 2, the name that links use, and its words.
    Heading(u8, String, Vec<Inline>),
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A list with points.
    Points(Vec<Vec<Prose>>),
    /// A numbered list.
    Steps(Vec<Vec<Prose>>),
    /// A quotation.
    Quote(Vec<Prose>),
    /// Code: its language, which may be empty, and its lines.
    Code(String, String),
    /// A table: its head, then its rows.
    Table(Vec<Cell>, Vec<Vec<Cell>>),
    /// A break between two parts.
    Break,
}

/// A cell of a table.
pub type Cell = Vec<Inline>;

/// A stretch of text in a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Inline {
    /// Plain.
    Text(String),
    /// Emphasised.
    Emphasis(Vec<Inline>),
    /// Strongly emphasised.
    Strong(Vec<Inline>),
    /// Code.
    Code(String),
    /// A link: where to, and its words. `https:` leads out; `#` a heading, `lesson:`, `scene:` and `question:` lead to what
    /// their names say.
    Link(String, Vec<Inline>),
}

/// The words alone.
#[must_use]
pub fn plain(inlines: &[Inline]) -> String {
    let words = |inline: &Inline| match inline {
        Inline::Text(text) | Inline::Code(text) => text.clone(),
        Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Link(_, inner) => plain(inner),
    };
    inlines.iter().map(words).collect()
}
