//! TOML with places: values that know where they stand, and say what is wrong there.

use crate::desk::{Desk, hint};
use serde_json::{Map, Value};
use std::ops::RangeInclusive;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// TOML in a file: from which byte on, and what it says.
pub(crate) struct Toml<'a> {
    root: Spanned<DeTable<'a>>,
    base: usize,
}

impl<'a> Toml<'a> {
    /// Reads a stretch of a file as TOML. None, with the mistakes noted, when it is not.
    pub(crate) fn parse(desk: &Desk<'a>, base: usize, end: usize) -> Option<Self> {
        let (root, errors) = DeTable::parse_recoverable(&desk.text[base..end]);
        // Further errors are mostly echoes of the first.
        if let Some(error) = errors.first() {
            let at = base + error.span().map_or(0, |span| span.start);
            desk.wrong(at, format!("this is not TOML: {}; write `name = value`, one a line", error.message()));
            return None;
        }
        Some(Self { root, base })
    }

    /// The table of everything. `start` is where to point when something is missing.
    pub(crate) fn table<'d>(&'d self, desk: &'d Desk<'a>, start: usize) -> Table<'d> {
        Table { desk, base: self.base, start, entries: self.root.get_ref() }
    }
}

/// A value.
#[derive(Clone, Copy)]
pub(crate) struct Node<'d> {
    desk: &'d Desk<'d>,
    base: usize,
    value: &'d Spanned<DeValue<'d>>,
}

/// A table.
#[derive(Clone, Copy)]
pub(crate) struct Table<'d> {
    pub(crate) desk: &'d Desk<'d>,
    base: usize,
    /// The byte it starts at.
    pub(crate) start: usize,
    entries: &'d DeTable<'d>,
}

impl<'d> Node<'d> {
    /// The byte it starts at.
    pub(crate) fn at(self) -> usize {
        self.base + self.value.span().start
    }

    pub(crate) fn desk(self) -> &'d Desk<'d> {
        self.desk
    }

    /// Notes a mistake here.
    pub(crate) fn wrong<T>(self, what: impl Into<String>) -> Option<T> {
        self.desk.wrong(self.at(), what);
        None
    }

    pub(crate) fn is_list(self) -> bool {
        matches!(self.value.get_ref(), DeValue::Array(_))
    }

    /// Text with something in it.
    pub(crate) fn text(self) -> Option<&'d str> {
        match self.value.get_ref() {
            DeValue::String(text) if text.trim().is_empty() => self.wrong("is empty; write what it is to say"),
            DeValue::String(text) => Some(text),
            _ => self.wrong("must be text; write it in double quotes"),
        }
    }

    /// A whole number in a range.
    pub(crate) fn whole(self, range: RangeInclusive<u64>) -> Option<u64> {
        let DeValue::Integer(integer) = self.value.get_ref() else {
            return self.wrong(format!("must be a whole number; write one from {} to {}", range.start(), range.end()));
        };
        let digits = integer.as_str().replace('_', "");
        match u64::from_str_radix(&digits, integer.radix()) {
            Ok(number) if range.contains(&number) => Some(number),
            _ => self.wrong(format!("is out of range; write a number from {} to {}", range.start(), range.end())),
        }
    }

    pub(crate) fn truth(self) -> Option<bool> {
        match self.value.get_ref() {
            DeValue::Boolean(truth) => Some(*truth),
            _ => self.wrong("must be true or false; write one of them, without quotes"),
        }
    }

    /// A day, as TOML writes it.
    pub(crate) fn day(self) -> Option<String> {
        match self.value.get_ref() {
            DeValue::Datetime(day) if day.time.is_none() => Some(day.to_string()),
            _ => self.wrong("must be a day; write one such as 2026-11-23, without quotes"),
        }
    }

    /// One of several words.
    pub(crate) fn choice<T: Copy>(self, choices: &[(&'static str, T)]) -> Option<T> {
        let word = self.text()?;
        let found = choices.iter().find(|(name, _)| *name == word);
        if found.is_none() {
            let hint = hint(word, choices.iter().map(|(name, _)| *name));
            self.desk.wrong(self.at(), format!("`{word}` is not known here; {hint}"));
        }
        found.map(|(_, choice)| *choice)
    }

    pub(crate) fn list(self) -> Option<Vec<Node<'d>>> {
        match self.value.get_ref() {
            DeValue::Array(items) => {
                Some(items.iter().map(|value| Node { desk: self.desk, base: self.base, value }).collect())
            }
            _ => self.wrong("must be a list; write it in [ ], or repeat [[name]]"),
        }
    }

    /// A table with any fields.
    pub(crate) fn table(self) -> Option<Table<'d>> {
        match self.value.get_ref() {
            DeValue::Table(entries) => Some(Table { desk: self.desk, base: self.base, start: self.at(), entries }),
            _ => self.wrong("must be a table; write [name] above its fields, or { }"),
        }
    }

    /// As JSON.
    pub(crate) fn json(self) -> Option<Value> {
        let below = |value| Node { desk: self.desk, base: self.base, value }.json();
        Some(match self.value.get_ref() {
            DeValue::String(text) => Value::String(text.to_string()),
            DeValue::Boolean(truth) => Value::Bool(*truth),
            DeValue::Integer(integer) => {
                let digits = integer.as_str().replace('_', "");
                match i64::from_str_radix(&digits, integer.radix()) {
                    Ok(number) => number.into(),
                    Err(_) => return self.wrong("is out of range; a scenario has smaller numbers"),
                }
            }
            DeValue::Array(items) => Value::Array(items.iter().map(below).collect::<Option<_>>()?),
            DeValue::Table(entries) => {
                let fields = entries.iter().map(|(name, value)| Some((name.get_ref().to_string(), below(value)?)));
                Value::Object(fields.collect::<Option<Map<_, _>>>()?)
            }
            _ => return self.wrong("has no place in a scenario; write text, a whole number, true or false"),
        })
    }
}

impl<'d> Table<'d> {
    /// Notes a mistake at its start.
    pub(crate) fn wrong<T>(&self, what: impl Into<String>) -> Option<T> {
        self.desk.wrong(self.start, what);
        None
    }

    /// Notes every field that is none of these.
    pub(crate) fn only(&self, fields: &[&str]) {
        for (name, _) in self.entries {
            let field = name.get_ref();
            if !fields.contains(&field.as_ref()) {
                let hint = hint(field, fields.iter().copied());
                self.desk.wrong(self.base + name.span().start, format!("there is no field `{field}` here; {hint}"));
            }
        }
    }

    pub(crate) fn get(&self, field: &str) -> Option<Node<'d>> {
        let value = self.entries.get(field)?;
        Some(Node { desk: self.desk, base: self.base, value })
    }

    /// A field that must be there; `example` is what to write.
    pub(crate) fn need(&self, field: &str, example: &str) -> Option<Node<'d>> {
        let found = self.get(field);
        if found.is_none() {
            self.desk.wrong(self.start, format!("`{field}` is missing; write {example}"));
        }
        found
    }

    /// The tables of a list that may be left out.
    pub(crate) fn tables(&self, field: &str) -> Vec<Table<'d>> {
        let items = self.get(field).and_then(Node::list).unwrap_or_default();
        items.into_iter().filter_map(Node::table).collect()
    }
}
