//! The words of a command line as a POSIX shell takes it apart, each character with its place: quotes, backslashes, lines
//! that go on, comments.

use super::error::{Place, TextError};

/// A word.
#[derive(Clone, Debug, Default)]
pub(super) struct Word {
    /// Its characters, quotes and backslashes done with, each with its place.
    pub(super) chars: Vec<(char, Place)>,
    /// Where it begins, quotes included.
    pub(super) start: Place,
}

impl Default for Place {
    fn default() -> Self {
        Self::START
    }
}

impl Word {
    pub(super) fn text(&self) -> String {
        self.chars.iter().map(|(c, _)| c).collect()
    }

    /// The place of a character; behind the last one, of the end.
    pub(super) fn place(&self, at: usize) -> Place {
        let end = || self.chars.last().map_or(self.start, |(_, place)| Place { column: place.column + 1, ..*place });
        self.chars.get(at).map_or_else(end, |(_, place)| *place)
    }

    /// The part from a character on.
    pub(super) fn rest(&self, from: usize) -> Self {
        Self { chars: self.chars[from.min(self.chars.len())..].to_vec(), start: self.place(from) }
    }
}

struct Shell<'t> {
    chars: std::iter::Peekable<std::str::Chars<'t>>,
    place: Place,
}

impl Shell<'_> {
    fn next(&mut self) -> Option<(char, Place)> {
        let c = self.chars.next()?;
        let place = self.place;
        self.place = match c {
            '\n' => Place { line: place.line + 1, column: 1 },
            _ => Place { column: place.column + 1, ..place },
        };
        Some((c, place))
    }

    /// Takes what follows a backslash: nothing when the line goes on.
    fn escaped(&mut self) -> Option<(char, Place)> {
        if self.chars.peek() == Some(&'\r') {
            self.next();
        }
        self.next().filter(|(c, _)| *c != '\n')
    }
}

/// Takes a command line apart.
pub(super) fn words(text: &str) -> Result<Vec<Word>, TextError> {
    let mut shell = Shell { chars: text.chars().peekable(), place: Place::START };
    let mut words = Vec::new();
    let mut word: Option<Word> = None;
    while let Some((c, place)) = shell.next() {
        match c {
            ' ' | '\t' | '\r' => words.extend(word.take()),
            '\n' => {
                words.extend(word.take());
                let rest = shell.chars.clone().collect::<String>();
                let more = rest.lines().map(str::trim_start).any(|line| !line.is_empty() && !line.starts_with('#'));
                if !words.is_empty() && more {
                    let reason = "the line ends here and the command goes on below; end the line with a backslash";
                    return Err(TextError::new(place, reason));
                }
            }
            '#' if word.is_none() => {
                while shell.chars.peek().is_some_and(|c| *c != '\n') {
                    shell.next();
                }
            }
            '|' | '&' | ';' | '<' | '>' | '(' | ')' => {
                let reason =
                    format!("`{c}` means something to the shell; write one command, and put such texts in quotes");
                return Err(TextError::new(place, reason));
            }
            '\\' => {
                if let Some((c, _)) = shell.escaped() {
                    word.get_or_insert_with(|| Word::at(place)).chars.push((c, place));
                }
            }
            '\'' | '"' => quoted(&mut shell, c, place, word.get_or_insert_with(|| Word::at(place)))?,
            '$' | '`' => return Err(variable(c, place)),
            _ => word.get_or_insert_with(|| Word::at(place)).chars.push((c, place)),
        }
    }
    words.extend(word);
    Ok(words)
}

impl Word {
    const fn at(start: Place) -> Self {
        Self { chars: Vec::new(), start }
    }
}

fn variable(c: char, place: Place) -> TextError {
    TextError::new(
        place,
        format!("`{c}` would be filled in by a shell; write the value itself, or put it in single quotes"),
    )
}

/// Takes a text in quotes to its end.
fn quoted(shell: &mut Shell, quote: char, start: Place, word: &mut Word) -> Result<(), TextError> {
    while let Some((c, place)) = shell.next() {
        match c {
            _ if c == quote => return Ok(()),
            '\\' if quote == '"' => match shell.chars.peek() {
                Some('$' | '`' | '"' | '\\' | '\n') => {
                    word.chars.extend(shell.escaped().map(|(c, _)| (c, place)));
                }
                _ => word.chars.push((c, place)),
            },
            '$' | '`' if quote == '"' => return Err(variable(c, place)),
            _ => word.chars.push((c, place)),
        }
    }
    Err(TextError::new(start, format!("a text in quotes begins here and has no end; add {quote}")))
}
