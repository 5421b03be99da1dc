//! JSON as it stands in the file: fields in their order, doubled ones included, each with its path. Reading a scenario
//! from this rather than by derived code keeps every message in our own words, knows the path at every depth, and is
//! one small piece of code for all types.

use super::error::{ScenarioError, json_reason};
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use std::fmt;
use std::ops::RangeInclusive;

/// Any JSON value.
pub(super) enum Tree {
    Null,
    Bool(bool),
    Whole(u64),
    /// The one negative number that means something: no limit.
    MinusOne,
    /// Another negative number or one with a fraction; no scenario has any.
    OtherNumber,
    Text(String),
    List(Vec<Self>),
    Object(Vec<(String, Self)>),
}

impl Tree {
    /// Reads the whole text, which must be one value.
    pub(super) fn parse(json: &str) -> Result<Self, ScenarioError> {
        if json.trim().is_empty() {
            return Err(ScenarioError {
                path: String::new(),
                reason: "the scenario is empty; write an object such as {\"version\": 1, \"streams\": [{\"name\": \
                         \"clicks\", \"shards\": 2}]}"
                    .to_owned(),
            });
        }
        serde_json::from_str(json).map_err(|error| ScenarioError {
            path: String::new(),
            reason: format!(
                "line {}, column {}: this is not JSON: {}",
                error.line(),
                error.column(),
                json_reason(&error)
            ),
        })
    }

    fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "true or false",
            Self::Whole(_) => "a number",
            Self::MinusOne | Self::OtherNumber => "a negative number or a fraction",
            Self::Text(_) => "text",
            Self::List(_) => "a list",
            Self::Object(_) => "an object",
        }
    }
}

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TreeVisitor)
    }
}

struct TreeVisitor;

impl<'de> Visitor<'de> for TreeVisitor {
    type Value = Tree;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E: Error>(self) -> Result<Tree, E> {
        Ok(Tree::Null)
    }

    fn visit_bool<E: Error>(self, truth: bool) -> Result<Tree, E> {
        Ok(Tree::Bool(truth))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Tree, E> {
        Ok(Tree::Whole(number))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Tree, E> {
        Ok(if number == -1 { Tree::MinusOne } else { Tree::OtherNumber })
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<Tree, E> {
        Ok(Tree::OtherNumber)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Tree, E> {
        Ok(Tree::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Tree, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Tree::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Tree, A::Error> {
        let mut object = Vec::new();
        while let Some(field) = fields.next_entry()? {
            object.push(field);
        }
        Ok(Tree::Object(object))
    }
}

/// A value and its path.
#[derive(Clone)]
pub(super) struct Node<'a> {
    pub(super) tree: &'a Tree,
    pub(super) path: String,
}

impl<'a> Node<'a> {
    pub(super) fn root(tree: &'a Tree) -> Self {
        Self { tree, path: String::new() }
    }

    /// The error that something is wrong here.
    pub(super) fn wrong(&self, reason: impl Into<String>) -> ScenarioError {
        ScenarioError { path: self.path.clone(), reason: reason.into() }
    }

    fn not(&self, wanted: impl fmt::Display) -> ScenarioError {
        self.wrong(format!("is {}; write {wanted}", self.tree.kind()))
    }

    /// The object here, all of whose fields are among `fields` and stand once.
    pub(super) fn object(self, fields: &[&str]) -> Result<Object<'a>, ScenarioError> {
        let object = self.entries()?;
        match object.fields.iter().find(|(name, _)| !fields.contains(&name.as_str())) {
            None => Ok(object),
            Some((name, _)) => {
                Err(object.child(name).wrong(format!("is not a field here; the fields are {}", names(fields))))
            }
        }
    }

    /// The object here, whatever its fields, each standing once.
    pub(super) fn entries(self) -> Result<Object<'a>, ScenarioError> {
        let Tree::Object(fields) = self.tree else {
            return Err(self.not("an object in { }"));
        };
        let object = Object { node: self, fields };
        let mut seen: Vec<&str> = fields.iter().map(|(name, _)| name.as_str()).collect();
        seen.sort_unstable();
        match seen.windows(2).find(|pair| pair[0] == pair[1]) {
            None => Ok(object),
            Some(pair) => Err(object.child(pair[0]).wrong("stands twice; keep one of them")),
        }
    }

    /// The items of the list here, whose number must be in the range.
    pub(super) fn list(&self, count: RangeInclusive<usize>) -> Result<Vec<Node<'a>>, ScenarioError> {
        let Tree::List(list) = self.tree else {
            return Err(self.not("a list in [ ]"));
        };
        if list.len() < *count.start() {
            return Err(self.wrong("is an empty list; add at least one"));
        }
        if list.len() > *count.end() {
            let (found, most) = (list.len(), count.end());
            return Err(self.wrong(format!("has {found} entries; write at most {most}")));
        }
        let item = |(i, tree)| Node { tree, path: format!("{}[{i}]", self.path) };
        Ok(list.iter().enumerate().map(item).collect())
    }

    /// The text here.
    pub(super) fn text(&self) -> Result<&'a str, ScenarioError> {
        match self.tree {
            Tree::Text(text) => Ok(text),
            _ => Err(self.not("text in double quotes")),
        }
    }

    /// The whole number here, which must be in the range.
    pub(super) fn whole(&self, range: RangeInclusive<u64>) -> Result<u64, ScenarioError> {
        let (least, most) = (range.start(), range.end());
        let wanted = format!("a whole number from {least} to {most}");
        match self.tree {
            Tree::Whole(number) if range.contains(number) => Ok(*number),
            Tree::Whole(number) => Err(self.wrong(format!("is {number}; write {wanted}"))),
            Tree::Text(_) => Err(self.not(format!("{wanted}, without quotes"))),
            _ => Err(self.not(wanted)),
        }
    }

    /// The same, for numbers that the engine holds in 32 bits.
    pub(super) fn whole_u32(&self, range: RangeInclusive<u32>) -> Result<u32, ScenarioError> {
        let number = self.whole((*range.start()).into()..=(*range.end()).into())?;
        Ok(u32::try_from(number).unwrap_or(*range.end()))
    }

    /// The whole number here, which must be in the range; none for -1.
    pub(super) fn whole_or_minus_one(&self, range: RangeInclusive<u64>) -> Result<Option<u64>, ScenarioError> {
        let (least, most) = (range.start(), range.end());
        let wanted = format!("-1 or a whole number from {least} to {most}");
        match self.tree {
            Tree::MinusOne => Ok(None),
            Tree::Whole(number) if range.contains(number) => Ok(Some(*number)),
            Tree::Whole(number) => Err(self.wrong(format!("is {number}; write {wanted}"))),
            _ => Err(self.not(wanted)),
        }
    }

    /// The truth here.
    pub(super) fn truth(&self) -> Result<bool, ScenarioError> {
        match self.tree {
            Tree::Bool(truth) => Ok(*truth),
            _ => Err(self.not("true or false, without quotes")),
        }
    }

    /// The one of several words that stands here.
    pub(super) fn choice<T: Copy>(&self, choices: &[(&str, T)]) -> Result<T, ScenarioError> {
        let words: Vec<String> = choices.iter().map(|(word, _)| format!("\"{word}\"")).collect();
        let wanted = any_of(&words);
        let Tree::Text(text) = self.tree else {
            return Err(self.not(wanted));
        };
        let found = choices.iter().find(|(word, _)| word == text);
        found.map(|(_, value)| *value).ok_or_else(|| self.wrong(format!("is \"{}\"; write {wanted}", short(text))))
    }
}

/// An object and its path.
pub(super) struct Object<'a> {
    pub(super) node: Node<'a>,
    pub(super) fields: &'a [(String, Tree)],
}

impl<'a> Object<'a> {
    fn child_path(&self, name: &str) -> String {
        let plain = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-".contains(&b));
        match (plain, self.node.path.as_str()) {
            (true, "") => name.to_owned(),
            (true, path) => format!("{path}.{name}"),
            (false, path) => format!("{path}[\"{}\"]", short(name)),
        }
    }

    /// A place for errors about a field, whether it is there or not.
    pub(super) fn child(&self, name: &str) -> Node<'a> {
        Node { tree: self.node.tree, path: self.child_path(name) }
    }

    /// The field, when it is there.
    pub(super) fn get(&self, name: &str) -> Option<Node<'a>> {
        let (_, tree) = self.fields.iter().find(|(field, _)| field == name)?;
        Some(Node { tree, path: self.child_path(name) })
    }

    /// The field, which must be there; the example says what to add.
    pub(super) fn need(&self, name: &str, example: &str) -> Result<Node<'a>, ScenarioError> {
        let missing = || self.child(name).wrong(format!("is missing; add it, such as \"{name}\": {example}"));
        self.get(name).ok_or_else(missing)
    }

    /// What `read` makes of the field, or else the default.
    pub(super) fn or<T>(
        &self,
        name: &str,
        default: T,
        read: impl FnOnce(Node<'a>) -> Result<T, ScenarioError>,
    ) -> Result<T, ScenarioError> {
        self.get(name).map_or(Ok(default), read)
    }

    /// The same for what may be missing: `null` takes it away.
    pub(super) fn or_none<T>(
        &self,
        name: &str,
        default: Option<T>,
        read: impl FnOnce(Node<'a>) -> Result<T, ScenarioError>,
    ) -> Result<Option<T>, ScenarioError> {
        self.or(name, default, |node| if matches!(node.tree, Tree::Null) { Ok(None) } else { read(node).map(Some) })
    }

    /// Refuses fields that do not go with the word chosen in this object.
    pub(super) fn only(&self, word: &str, fields: &[&str]) -> Result<(), ScenarioError> {
        match self.nodes().find(|(name, _)| !fields.contains(name)) {
            None => Ok(()),
            Some((_, node)) => Err(node.wrong(format!("is not a field of {word}; its fields are {}", names(fields)))),
        }
    }

    /// All fields as nodes, in the order of the file.
    pub(super) fn nodes(&self) -> impl Iterator<Item = (&'a str, Node<'a>)> {
        self.fields.iter().map(|(name, tree)| (name.as_str(), Node { tree, path: self.child_path(name) }))
    }
}

/// `a, b or c`.
fn any_of(words: &[String]) -> String {
    match words {
        [all @ .., one, last] if !all.is_empty() => format!("{}, {one} or {last}", all.join(", ")),
        _ => words.join(" or "),
    }
}

/// A list of field names in words.
pub(super) fn names(fields: &[&str]) -> String {
    let quoted: Vec<String> = fields.iter().map(|field| format!("`{field}`")).collect();
    quoted.join(", ")
}

/// A text cut to a length that a message bears.
pub(super) fn short(text: &str) -> String {
    if text.chars().count() <= 40 { text.to_owned() } else { text.chars().take(39).chain(['…']).collect() }
}
