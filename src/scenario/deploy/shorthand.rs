//! The shorthand syntax of the AWS CLI, such as `OnFailure={Destination=arn:…}` (AWS CLI User Guide, "Using shorthand
//! syntax").

use super::error::{Place, TextError};
use super::node::{Entry, Node, Value, parse_at};
use super::shell::Word;

/// Deeper nesting is refused.
const DEPTH_MAX: usize = 32;

/// Reads the value of an option that takes a structure or a list: JSON when it begins like that, else shorthand.
pub(super) fn read(word: &Word) -> Result<Node, TextError> {
    let text = word.text();
    if text.trim_start().starts_with(['{', '[']) {
        return parse_at(&text, true, &|at, _| word.place(at));
    }
    let mut reader = Reader { word, at: 0 };
    let node = reader.pairs(None, 0)?;
    match reader.peek() {
        None => Ok(node),
        Some(c) => Err(reader.wrong(format!("`{c}` does not belong here; write pairs, such as Key=value,Key=value"))),
    }
}

struct Reader<'w> {
    word: &'w Word,
    at: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<char> {
        self.word.chars.get(self.at).map(|(c, _)| *c)
    }

    fn place(&self) -> Place {
        self.word.place(self.at)
    }

    fn wrong(&self, reason: impl Into<String>) -> TextError {
        TextError::new(self.place(), reason)
    }

    fn blanks(&mut self) {
        while self.peek().is_some_and(char::is_whitespace) {
            self.at += 1;
        }
    }

    /// `Key=value,Key=value` up to an end.
    fn pairs(&mut self, end: Option<char>, depth: usize) -> Result<Node, TextError> {
        let place = self.place();
        if depth > DEPTH_MAX {
            return Err(self.wrong(format!("nested too deep; use at most {DEPTH_MAX} levels")));
        }
        let mut entries = Vec::new();
        loop {
            self.blanks();
            if self.peek() == end {
                break;
            }
            let place = self.place();
            let mut key = String::new();
            while let Some(c) = self.peek().filter(|c| c.is_ascii_alphanumeric() || "_.#/:-".contains(*c)) {
                key.push(c);
                self.at += 1;
            }
            self.blanks();
            if key.is_empty() || self.peek() != Some('=') {
                return Err(self.wrong("a pair must stand here; write Key=value, or JSON in { }"));
            }
            self.at += 1;
            let value = self.value(depth)?;
            entries.push(Entry { key, place, value });
            self.blanks();
            if self.peek() != Some(',') {
                break;
            }
            self.at += 1;
        }
        Ok(Node { place, tag: None, value: Value::Map(entries) })
    }

    fn value(&mut self, depth: usize) -> Result<Node, TextError> {
        self.blanks();
        let place = self.place();
        match self.peek() {
            Some('{') => {
                self.at += 1;
                let node = self.pairs(Some('}'), depth + 1)?;
                self.close('}', place)?;
                Ok(Node { place, ..node })
            }
            Some('[') => {
                self.at += 1;
                let mut items = Vec::new();
                loop {
                    self.blanks();
                    if self.peek() == Some(']') || self.peek().is_none() {
                        break;
                    }
                    if depth > DEPTH_MAX {
                        return Err(self.wrong(format!("nested too deep; use at most {DEPTH_MAX} levels")));
                    }
                    items.push(self.value(depth + 1)?);
                    self.blanks();
                    if self.peek() != Some(',') {
                        break;
                    }
                    self.at += 1;
                }
                self.close(']', place)?;
                Ok(Node { place, tag: None, value: Value::List(items) })
            }
            Some(quote @ ('\'' | '"')) => {
                self.at += 1;
                let mut text = String::new();
                loop {
                    match self.peek() {
                        None => return Err(TextError::new(place, format!("a text in quotes has no end; add {quote}"))),
                        Some(c) if c == quote => break,
                        Some('\\') if self.word.chars.get(self.at + 1).is_some_and(|(c, _)| "'\"\\".contains(*c)) => {
                            self.at += 1;
                        }
                        Some(_) => {}
                    }
                    text.extend(self.peek());
                    self.at += 1;
                }
                self.at += 1;
                Ok(Node::scalar(place, text, false))
            }
            _ => {
                let mut text = String::new();
                while let Some(c) = self.peek().filter(|c| !",]}".contains(*c)) {
                    text.push(c);
                    self.at += 1;
                }
                Ok(Node::scalar(place, text.trim(), true))
            }
        }
    }

    fn close(&mut self, end: char, begun: Place) -> Result<(), TextError> {
        self.blanks();
        match self.peek() {
            Some(c) if c == end => {
                self.at += 1;
                Ok(())
            }
            Some(c) => Err(self.wrong(format!("`{c}` does not belong here; write a comma or {end}"))),
            None => Err(TextError::new(begun, format!("this bracket has no end; add {end}"))),
        }
    }
}
