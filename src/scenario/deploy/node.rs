//! YAML and JSON as they stand in a text: every value with its place. The parser is `saphyr-parser`; JSON goes through it
//! too, after a strict reader of JSON has looked at it, because YAML forgives what JSON does not.

use super::error::{Place, TextError};
use crate::scenario::error::json_reason;
use saphyr_parser::{Event, Parser, ScalarStyle, Span, Tag};
use std::borrow::Cow;

/// Deeper nesting is refused.
const DEPTH_MAX: usize = 64;

/// A value and its place.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) place: Place,
    /// The short form of a function, such as `GetAtt` of `!GetAtt`.
    pub(super) tag: Option<String>,
    pub(super) value: Value,
}

/// Any value.
#[derive(Clone, Debug)]
pub(super) enum Value {
    /// A text, a number, a word; `plain` when it stands without quotes.
    Scalar {
        text: String,
        plain: bool,
    },
    List(Vec<Node>),
    Map(Vec<Entry>),
}

/// A key, its place, and its value.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) key: String,
    pub(super) place: Place,
    pub(super) value: Node,
}

impl Node {
    pub(super) fn scalar(place: Place, text: impl Into<String>, plain: bool) -> Self {
        Self { place, tag: None, value: Value::Scalar { text: text.into(), plain } }
    }

    /// Its entries; none when it is no mapping.
    pub(super) fn entries(&self) -> Option<&[Entry]> {
        match &self.value {
            Value::Map(entries) => Some(entries),
            _ => None,
        }
    }

    /// The entry with this key.
    pub(super) fn get(&self, key: &str) -> Option<&Entry> {
        self.entries()?.iter().find(|entry| entry.key == key)
    }

    /// Its text, when it is a scalar without a function.
    pub(super) fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar { text, .. } if self.tag.is_none() => Some(text),
            _ => None,
        }
    }

    /// Whether nothing stands here.
    pub(super) fn is_nothing(&self) -> bool {
        matches!(&self.value, Value::Scalar { text, plain: true }
            if self.tag.is_none() && matches!(text.as_str(), "" | "~" | "null" | "Null" | "NULL"))
    }

    /// What it is, in words.
    pub(super) fn kind(&self) -> &'static str {
        match &self.value {
            _ if self.is_nothing() => "empty",
            Value::Scalar { .. } => "text",
            Value::List(_) => "a list",
            Value::Map(_) => "a mapping",
        }
    }
}

/// Turns a place in what is parsed, given as characters before it, line and column, into a place in the whole text.
pub(super) type Locate<'a> = &'a dyn Fn(usize, Place) -> Place;

/// Reads a YAML or JSON text; what begins with a brace must be JSON.
pub(super) fn parse(text: &str) -> Result<Node, TextError> {
    parse_at(text, text.trim_start().starts_with('{'), &|_, place| place)
}

/// The same for a piece of a text.
pub(super) fn parse_at(text: &str, is_json: bool, locate: Locate) -> Result<Node, TextError> {
    if is_json && let Err(error) = serde_json::from_str::<serde::de::IgnoredAny>(text) {
        let place = json_place(text, error.line(), error.column(), locate);
        return Err(TextError::new(place, format!("this is not JSON: {}", json_reason(&error))));
    }
    let surrogates = if is_json { without_surrogates(text) } else { Cow::Borrowed(text) };
    Builder { parser: Parser::new_from_str(&surrogates), locate }.document()
}

/// The place of an error of `serde_json`, which counts bytes.
fn json_place(text: &str, line: usize, column: usize, locate: Locate) -> Place {
    let before: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let rest = text.get(before..).unwrap_or_default();
    let mut end = column.saturating_sub(1).min(rest.len());
    while !rest.is_char_boundary(end) {
        end -= 1;
    }
    let column = rest[..end].chars().count();
    locate(text[..before].chars().count() + column, Place { line: line.max(1), column: column + 1 })
}

/// JSON may write one character as two escapes, such as `\ud83d\ude00`, which YAML does not know: it becomes
/// `\U0001f600`. Places behind it on the same line come out two columns too far to the left.
fn without_surrogates(json: &str) -> Cow<'_, str> {
    let hex = |from: usize| json.get(from..from + 4).and_then(|digits| u32::from_str_radix(digits, 16).ok());
    let (mut found, mut done, mut at) = (String::new(), 0, 0);
    while let Some(next) = json[at..].find('\\').map(|more| at + more) {
        at = next + 2;
        if json[next..].starts_with("\\u")
            && json.get(next + 6..next + 8) == Some("\\u")
            && let (Some(high @ 0xD800..=0xDBFF), Some(low @ 0xDC00..=0xDFFF)) = (hex(next + 2), hex(next + 8))
        {
            let code = 0x1_0000 + ((high - 0xD800) << 10) + (low - 0xDC00);
            found.push_str(&json[done..next]);
            found.push_str(&format!("\\U{code:08x}"));
            at = next + 12;
            done = at;
        }
    }
    if found.is_empty() { Cow::Borrowed(json) } else { Cow::Owned(found + &json[done..]) }
}

struct Builder<'t> {
    parser: Parser<'t, saphyr_parser::StrInput<'t>>,
    locate: Locate<'t>,
}

impl<'t> Builder<'t> {
    fn next(&mut self) -> Result<(Event<'t>, Span), TextError> {
        match self.parser.next() {
            Some(Ok(next)) => Ok(next),
            Some(Err(error)) => {
                let place = self.place(*error.marker());
                Err(TextError::new(place, format!("this is not YAML: {}", yaml_reason(error.info()))))
            }
            None => Err(TextError::new(Place::START, "the text ends too early")),
        }
    }

    fn place(&self, mark: saphyr_parser::Marker) -> Place {
        (self.locate)(mark.index(), Place { line: mark.line(), column: mark.col() + 1 })
    }

    /// The one document of the text.
    fn document(mut self) -> Result<Node, TextError> {
        let mut node = None;
        loop {
            let (event, span) = self.next()?;
            match event {
                Event::StreamEnd => break,
                Event::Nothing | Event::StreamStart | Event::DocumentEnd => {}
                Event::DocumentStart(_) if node.is_none() => {}
                Event::DocumentStart(_) => {
                    let place = self.place(span.start);
                    return Err(TextError::new(place, "a second document begins here; a template is one document"));
                }
                event => node = Some(self.node(event, span, 0)?),
            }
        }
        Ok(node.unwrap_or_else(|| Node::scalar(Place::START, "", true)))
    }

    fn node(&mut self, event: Event<'t>, span: Span, depth: usize) -> Result<Node, TextError> {
        let place = self.place(span.start);
        if depth > DEPTH_MAX {
            return Err(TextError::new(place, format!("nested too deep; use at most {DEPTH_MAX} levels")));
        }
        match event {
            Event::Scalar(text, style, _, tag) => {
                let value = Value::Scalar { text: text.into_owned(), plain: style == ScalarStyle::Plain };
                Ok(Node { place, tag: short(tag), value })
            }
            Event::SequenceStart(_, tag) => {
                let mut list = Vec::new();
                loop {
                    match self.next()? {
                        (Event::SequenceEnd, _) => break,
                        (event, span) => list.push(self.node(event, span, depth + 1)?),
                    }
                }
                Ok(Node { place, tag: short(tag), value: Value::List(list) })
            }
            Event::MappingStart(_, tag) => {
                let mut entries: Vec<Entry> = Vec::new();
                loop {
                    let key = match self.next()? {
                        (Event::MappingEnd, _) => break,
                        (event, span) => self.node(event, span, depth + 1)?,
                    };
                    let (event, span) = self.next()?;
                    let value = self.node(event, span, depth + 1)?;
                    let Some(name) = key.text() else {
                        return Err(TextError::new(key.place, "a key must be a plain name, such as `BatchSize:`"));
                    };
                    entries.push(Entry { key: name.to_owned(), place: key.place, value });
                }
                Ok(Node { place, tag: short(tag), value: Value::Map(entries) })
            }
            // The user guide of CloudFormation, "Template formats": aliases and hash merges are not supported.
            Event::Alias(_) => {
                Err(TextError::new(place, "CloudFormation knows no YAML aliases (`*name`); repeat the value here"))
            }
            _ => Err(TextError::new(place, "a value must stand here")),
        }
    }
}

/// The name of a function's short form; YAML's own tags (`!!str`) say nothing here.
fn short(tag: Option<Cow<'_, Tag>>) -> Option<String> {
    tag.filter(|tag| !tag.is_yaml_core_schema() && !tag.suffix.is_empty()).map(|tag| tag.suffix.clone())
}

/// What is wrong with a YAML text, in words for people who do not know the parser's.
fn yaml_reason(info: &str) -> &str {
    let has = |words: &str| info.contains(words);
    if has("tab") {
        "lines are indented with spaces, never with a tab; replace it"
    } else if has("end of stream") {
        "a text in quotes has no end; add the missing quote"
    } else if has("simple key expect") || has("mapping values are not allowed") {
        "a `:` stands where no key can be; check the indentation, or put a text that holds `: ` in quotes"
    } else if has("indent") || has("block end") || has("block mapping") || has("block collection") {
        "this line is indented unlike its neighbours; keys of one mapping begin in the same column"
    } else if has("flow") || has("',' or ']'") || has("',' or '}'") || has("bracket") {
        "brackets and commas do not match; close every [ and {, and put a comma between entries"
    } else {
        info
    }
}
