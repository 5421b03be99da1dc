//! One command of the AWS CLI: `aws lambda create-event-source-mapping`.

use super::desk::{Desk, option};
use super::error::{Place, advice};
use super::node::{Entry, Node, Value};
use super::out::Out;
use super::shell::{Word, words};
use super::{Account, Deployed, Form, resources, settings, shorthand};

/// Options that every command has, those that take a value first (AWS CLI User Guide, "Command line options").
const GLOBAL_VALUES: [&str; 12] = [
    "--region",
    "--profile",
    "--output",
    "--query",
    "--endpoint-url",
    "--color",
    "--ca-bundle",
    "--cli-read-timeout",
    "--cli-connect-timeout",
    "--cli-binary-format",
    "--cli-error-format",
    "--cli-input-format",
];
const GLOBAL_FLAGS: [&str; 7] = [
    "--debug",
    "--no-verify-ssl",
    "--no-paginate",
    "--no-sign-request",
    "--no-cli-pager",
    "--no-cli-auto-prompt",
    "--cli-auto-prompt",
];

/// Settings that are true or false: `--name` or `--no-name`, without a value.
const FLAGS: [&str; 2] = ["Enabled", "BisectBatchOnFunctionError"];
/// Settings with an inner structure.
const STRUCTURES: [&str; 4] = ["FilterCriteria", "DestinationConfig", "MetricsConfig", "Tags"];
const LIST: &str = "FunctionResponseTypes";
const OPERATION: &str = "create-event-source-mapping";

/// Reads a command.
pub(super) fn read(desk: &mut Desk, text: &str) -> Option<Deployed> {
    let words = match words(text) {
        Ok(words) => words,
        Err(error) => {
            desk.push(error);
            return None;
        }
    };
    for (at, expected) in ["aws", "lambda", OPERATION].into_iter().enumerate() {
        let found = words.get(at);
        if found.map(Word::text).as_deref() != Some(expected) {
            let place = found.map_or(Place::START, |word| word.start);
            desk.wrong(
                place,
                format!("`{expected}` must stand here: the command begins with `aws lambda {OPERATION}`"),
            );
            return None;
        }
    }
    let at = words[2].start;
    let mut entries = Vec::new();
    let mut rest = words[3..].iter().peekable();
    while let Some(word) = rest.next() {
        let text = word.text();
        if !text.starts_with("--") {
            desk.wrong(word.start, format!("`{text}` belongs to no option; write `--name value`"));
            continue;
        }
        let (name, inline) = match text.split_once('=') {
            Some((name, _)) => (name.to_owned(), Some(word.rest(name.chars().count() + 1))),
            None => (text, None),
        };
        let mut values: Vec<Word> = inline.into_iter().collect();
        if values.is_empty() {
            while let Some(value) = rest.next_if(|word| !word.text().starts_with("--")) {
                values.push(value.clone());
            }
        }
        entries.extend(entry(desk, &name, word.start, &values));
    }
    Some(settings::read(desk, &entries, at))
}

/// The entry that an option and its values make.
fn entry(desk: &mut Desk, name: &str, place: Place, values: &[Word]) -> Option<Entry> {
    if GLOBAL_FLAGS.contains(&name) || GLOBAL_VALUES.contains(&name) {
        let count = usize::from(GLOBAL_VALUES.contains(&name));
        if let Some(word) = values.get(count) {
            desk.wrong(word.start, format!("`{}` belongs to no option; write `--name value`", word.text()));
        }
        return None;
    }
    let known = settings::known(Form::Cli);
    if let Some(flag) = FLAGS.into_iter().find(|flag| [option(flag), negated(flag)].iter().any(|form| form == name)) {
        if let Some(word) = values.first() {
            let (yes, no) = (option(flag), negated(flag));
            desk.wrong(word.start, format!("`{name}` takes no value; write `{yes}` or `{no}`"));
        }
        let value = Node::scalar(place, (name == option(flag)).to_string(), true);
        return Some(Entry { key: flag.to_owned(), place, value });
    }
    let Some(key) = known.iter().copied().chain(settings::foreigners()).find(|property| option(property) == name)
    else {
        let own = known.iter().map(|property| option(property)).chain(FLAGS.map(negated));
        let foreign = settings::foreigners().map(option);
        let global = GLOBAL_VALUES.into_iter().chain(GLOBAL_FLAGS).map(str::to_owned);
        let names: Vec<String> = own.chain(foreign).chain(global).collect();
        let all = || format!("the options are {}", super::desk::any_of(&own_names(&names, known.len())));
        let advice = advice(name, names.iter().map(String::as_str), all);
        desk.wrong(place, format!("`{name}` is no option of `{OPERATION}`; {advice}"));
        return None;
    };
    if settings::foreign(key).is_some() {
        return Some(Entry { key: key.to_owned(), place, value: Node::scalar(place, "", true) });
    }
    let Some(first) = values.first() else {
        desk.wrong(place, format!("`{name}` has no value; write one after it"));
        return None;
    };
    if first.text().starts_with("file://") {
        desk.wrong(first.start, "a file cannot be read here; write what it holds");
        return None;
    }
    let many = key == LIST || key == "Tags";
    if let Some(word) = values.get(1).filter(|_| !many) {
        let hint = if STRUCTURES.contains(&key) { "; put the value in single quotes" } else { "; write one" };
        desk.wrong(word.start, format!("`{name}` takes one value, and `{}` is a second{hint}", word.text()));
    }
    let value = match key {
        LIST if !first.text().starts_with('[') => {
            let items = values.iter().map(|word| Node::scalar(word.start, word.text(), true)).collect();
            Ok(Node { place: first.start, tag: None, value: Value::List(items) })
        }
        _ if key == LIST || STRUCTURES.contains(&key) => shorthand::read(first),
        _ => Ok(Node::scalar(first.start, first.text(), true)),
    };
    match value {
        Ok(value) => Some(Entry { key: key.to_owned(), place, value }),
        Err(error) => {
            desk.push(error);
            None
        }
    }
}

fn own_names(names: &[String], count: usize) -> Vec<&str> {
    names.iter().take(count).map(String::as_str).collect()
}

/// The option that says no.
fn negated(flag: &str) -> String {
    option(flag).replacen("--", "--no-", 1)
}

/// Writes a command, one option a line.
pub(super) fn write(deployed: &Deployed, account: &Account) -> String {
    let mut text = format!("aws lambda {OPERATION}");
    for (name, value) in resources::settings(Form::Cli, deployed, account) {
        text.push_str(" \\\n    ");
        match &value {
            Out::Bare(flag) if FLAGS.contains(&name.as_str()) => {
                text.push_str(&if flag == "true" { option(&name) } else { negated(&name) });
            }
            _ => {
                let value = match value {
                    Out::Text(value) | Out::Bare(value) => shell_text(&value),
                    Out::List(items) if name == LIST => {
                        let words = items.iter().map(|item| match item {
                            Out::Text(word) => shell_text(word),
                            other => shell_text(&other.json_line()),
                        });
                        words.collect::<Vec<_>>().join(" ")
                    }
                    other => shell_text(&other.json_line()),
                };
                text.push_str(&format!("{} {value}", option(&name)));
            }
        }
    }
    text.push('\n');
    text
}

/// A text as one word of a shell.
fn shell_text(text: &str) -> String {
    let plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_./:-".contains(&byte));
    if plain { text.to_owned() } else { format!("'{}'", text.replace('\'', r"'\''")) }
}
