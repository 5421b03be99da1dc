//! What every reader needs at hand: the present settings, the template that functions look things up in, and the errors
//! found so far. Its methods read single values.

use super::error::{Place, TextError, advice};
use super::node::{Entry, Node, Value};
use super::template::{Resolved, Template};
use super::{Account, Deployed, Form};
use std::borrow::Cow;
use std::ops::RangeInclusive;

pub(super) struct Desk<'a> {
    pub(super) form: Form,
    pub(super) now: &'a Deployed,
    pub(super) account: &'a Account,
    /// The template that is read; none for a command.
    pub(super) template: Option<Template>,
    errors: Vec<TextError>,
}

impl<'a> Desk<'a> {
    pub(super) const fn new(form: Form, now: &'a Deployed, account: &'a Account) -> Self {
        Self { form, now, account, template: None, errors: Vec::new() }
    }

    /// Everything that is wrong, in the order of the text.
    pub(super) fn errors(mut self) -> Vec<TextError> {
        self.errors.sort();
        self.errors.dedup();
        self.errors
    }

    /// Notes that something is wrong.
    pub(super) fn wrong(&mut self, place: Place, reason: impl Into<String>) {
        self.errors.push(TextError::new(place, reason));
    }

    pub(super) fn push(&mut self, error: TextError) {
        self.errors.push(error);
    }

    /// A property as this form writes it.
    pub(super) fn label(&self, property: &str) -> String {
        if self.form == Form::Cli { option(property) } else { property.to_owned() }
    }

    /// What stands somewhere once functions are resolved: a value, or none when it is known only at deployment or wrong;
    /// the second is noted here.
    pub(super) fn resolve<'n>(&mut self, node: &'n Node) -> Option<Cow<'n, Node>> {
        let Some(template) = &self.template else {
            return Some(Cow::Borrowed(node));
        };
        match template.resolve(node, self.now, self.account) {
            Ok(Resolved::Value(value)) => Some(value),
            Ok(Resolved::Later) => None,
            Err(error) => {
                self.errors.push(error);
                None
            }
        }
    }

    /// The same where nothing but a value will do.
    fn value<'n>(&mut self, node: &'n Node, name: &str, wanted: &str) -> Option<Cow<'n, Node>> {
        let before = self.errors.len();
        let value = self.resolve(node);
        if value.is_none() && self.errors.len() == before {
            let label = self.label(name);
            self.wrong(node.place, format!("`{label}` is known only at deployment; write {wanted}"));
        }
        value
    }

    /// The text of a scalar.
    pub(super) fn text(&mut self, node: &Node, name: &str, wanted: &str) -> Option<String> {
        let value = self.value(node, name, wanted)?;
        match value.text() {
            Some(text) if !value.is_nothing() => Some(text.trim().to_owned()),
            _ => {
                let (label, kind) = (self.label(name), value.kind());
                self.wrong(value.place, format!("`{label}` is {kind}; write {wanted}"));
                None
            }
        }
    }

    /// A whole number in a range.
    pub(super) fn whole(&mut self, node: &Node, name: &str, range: RangeInclusive<i64>) -> Option<i64> {
        let wanted = format!("a whole number from {} to {}", range.start(), range.end());
        self.number(node, name, &wanted, |number| range.contains(&number))
    }

    /// A whole number that fits.
    pub(super) fn number(
        &mut self,
        node: &Node,
        name: &str,
        wanted: &str,
        fits: impl FnOnce(i64) -> bool,
    ) -> Option<i64> {
        let text = self.text(node, name, wanted)?;
        let number = text.parse().ok().filter(|number| fits(*number));
        if number.is_none() {
            let label = self.label(name);
            self.wrong(node.place, format!("`{label}` is {}; write {wanted}", shown(&text)));
        }
        number
    }

    /// A yes or no. Templates are YAML 1.1, in which `yes` and `on` are true.
    pub(super) fn flag(&mut self, node: &Node, name: &str) -> Option<bool> {
        let text = self.text(node, name, "true or false")?;
        match text.to_ascii_lowercase().as_str() {
            "true" | "yes" | "on" => Some(true),
            "false" | "no" | "off" => Some(false),
            _ => {
                let label = self.label(name);
                self.wrong(node.place, format!("`{label}` is {}; write true or false", shown(&text)));
                None
            }
        }
    }

    /// The items of a list.
    pub(super) fn list<'n>(&mut self, node: &'n Node, name: &str, example: &str) -> Option<&'n [Node]> {
        match &node.value {
            Value::List(items) if node.tag.is_none() => Some(items),
            _ => {
                let (label, kind) = (self.label(name), node.kind());
                self.wrong(node.place, format!("`{label}` is {kind}; write a list, such as {example}"));
                None
            }
        }
    }

    /// The entries of a mapping, each of which is known and stands once.
    pub(super) fn entries<'n>(
        &mut self,
        node: &'n Node,
        name: &str,
        known: &[&str],
        example: &str,
    ) -> Option<&'n [Entry]> {
        let Some(entries) = node.entries().filter(|_| node.tag.is_none()) else {
            let (label, kind) = (self.label(name), node.kind());
            self.wrong(node.place, format!("`{label}` is {kind}; write {example}"));
            return None;
        };
        self.once(entries);
        for entry in entries.iter().filter(|entry| !known.contains(&entry.key.as_str())) {
            let label = self.label(name);
            let all = || format!("write {}", any_of(known));
            let advice = advice(&entry.key, known.iter().copied(), all);
            self.wrong(entry.place, format!("`{}` is not known in `{label}`; {advice}", entry.key));
        }
        Some(entries)
    }

    /// Notes keys that stand twice.
    pub(super) fn once(&mut self, entries: &[Entry]) {
        for (at, entry) in entries.iter().enumerate() {
            if entries[..at].iter().any(|before| before.key == entry.key) {
                let label = self.label(&entry.key);
                self.wrong(entry.place, format!("`{label}` stands twice; keep one of them"));
            }
        }
    }
}

/// A property's name as an option of the CLI: `BatchSize` is `--batch-size`.
pub(super) fn option(property: &str) -> String {
    let letters: Vec<char> = property.chars().collect();
    let mut option = String::from("-");
    for (at, letter) in letters.iter().enumerate() {
        let after_small = at > 0 && letters[at - 1].is_lowercase();
        let before_small = letters.get(at + 1).is_some_and(|next| next.is_lowercase());
        if letter.is_uppercase() && (at == 0 || after_small || before_small) {
            option.push('-');
        }
        option.push(letter.to_ascii_lowercase());
    }
    option
}

/// `a`, `b` or `c`.
pub(super) fn any_of(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => quoted.concat(),
    }
}

/// A number as it is, a text in back quotes, cut to a length that a message bears.
pub(super) fn shown(text: &str) -> String {
    if text.parse::<i128>().is_ok() {
        return text.to_owned();
    }
    let short: String = text.chars().take(40).collect();
    format!("`{short}{}`", if short.len() < text.len() { "…" } else { "" })
}
