//! A file on the desk: its text, and the mistakes found in it so far.

use crate::mistake::Mistake;
use std::cell::RefCell;

/// A file being read.
pub(crate) struct Desk<'a> {
    pub(crate) file: &'a str,
    pub(crate) text: &'a str,
    mistakes: RefCell<Vec<Mistake>>,
}

impl<'a> Desk<'a> {
    pub(crate) const fn new(file: &'a str, text: &'a str) -> Self {
        Self { file, text, mistakes: RefCell::new(Vec::new()) }
    }

    /// Line and column of a byte, both from 1.
    pub(crate) fn line_and_column(&self, at: usize) -> (usize, usize) {
        let before = &self.text[..self.text.floor_char_boundary(at)];
        let start = before.rfind('\n').map_or(0, |end| end + 1);
        (before.matches('\n').count() + 1, before[start..].chars().count() + 1)
    }

    /// Notes a mistake at a byte of the file.
    pub(crate) fn wrong(&self, at: usize, what: impl Into<String>) {
        let (line, column) = self.line_and_column(at);
        let mistake = Mistake { file: self.file.to_owned(), line, column, what: what.into() };
        self.mistakes.borrow_mut().push(mistake);
    }

    pub(crate) fn is_clean(&self) -> bool {
        self.mistakes.borrow().is_empty()
    }

    pub(crate) fn into_mistakes(self) -> Vec<Mistake> {
        self.mistakes.into_inner()
    }
}

/// Names in backquotes, with commas.
pub(crate) fn listed<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    names.into_iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// A hint for a name that is not among those known: the nearest, or all of them.
pub(crate) fn hint<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    let known: Vec<&str> = known.into_iter().collect();
    let near = known.iter().map(|other| (strsim::jaro_winkler(name, other), other));
    match near.max_by(|(a, _), (b, _)| a.total_cmp(b)) {
        Some((likeness, other)) if likeness > 0.85 => format!("did you mean `{other}`?"),
        Some(_) => format!("write one of {}", listed(known)),
        None => "there is none yet".to_owned(),
    }
}
