//! The block `predict`.

use crate::figure::{self, bounds};
use crate::markdown::{Link, line};
use crate::node::{Node, Table};
use crate::setting::{self, Before};
use beltline::course::{Band, Item, Prediction, Setting, Sought};

#[derive(Clone, Copy)]
enum Kind {
    Number,
    Order,
    Choice,
}

/// The most that a guess may be off, in per cent.
const TOLERANCE_PERCENT_MAX: u64 = 50;

/// Reads a prediction. Without a scene of its own it is played in the one shown before.
pub(crate) fn prediction(table: &Table, before: Before, links: &mut Vec<Link>) -> Option<Prediction> {
    let kinds = [("number", Kind::Number), ("order", Kind::Order), ("choice", Kind::Choice)];
    let kind = table.need("kind", "`kind = \"number\"`, \"order\" or \"choice\"").and_then(|node| node.choice(&kinds));
    let mut words = |field, example| {
        let node = table.need(field, example)?;
        Some(line(node.desk(), node.text()?, node.at(), links))
    };
    let ask = words("ask", "what is asked, `ask = \"How many …?\"`");
    let why = words("why", "why it comes out so, `why = \"…\"`");
    let setting = setting::setting(table, before)?;
    let sought = match kind? {
        Kind::Number => number(table, &setting),
        Kind::Order => order(table, &setting, links),
        Kind::Choice => choice(table, &setting, links),
    };
    Some(Prediction { setting, ask: ask?, sought: sought?, why: why? })
}

fn only(table: &Table, more: &[&str]) {
    let fields: Vec<&str> =
        ["kind", "ask", "why"].into_iter().chain(setting::FIELDS).chain(more.iter().copied()).collect();
    table.only(&fields);
}

/// The figure that decides.
fn decides(table: &Table, setting: &Setting) -> Option<beltline::course::Figure> {
    let example = "the measured figure that decides it, [figure] with `measure` and `at_ms`";
    let decides = table.need("figure", example)?.table()?;
    decides.only(&figure::FIELDS);
    figure::figure(&decides, setting)
}

fn number(table: &Table, setting: &Setting) -> Option<Sought> {
    only(table, &["figure", "unit", "answer", "tolerance_percent"]);
    let figure = decides(table, setting);
    let unit = table.need("unit", "of what, `unit = \"records\"`").and_then(Node::text);
    let answer =
        table.need("answer", "what you say comes out, `answer = 100`").and_then(|node| node.whole(0..=u64::MAX));
    let tolerance = table.need("tolerance_percent", "how far off a guess may be, `tolerance_percent = 10`");
    let tolerance = tolerance.and_then(|node| node.whole(0..=TOLERANCE_PERCENT_MAX));
    Some(Sought::Number {
        figure: figure?,
        unit: unit?.to_owned(),
        answer: answer?,
        tolerance_percent: u8::try_from(tolerance?).unwrap_or_default(),
    })
}

fn order(table: &Table, setting: &Setting, links: &mut Vec<Link>) -> Option<Sought> {
    only(table, &["item"]);
    let tables = table.tables("item");
    if !(2..=6).contains(&tables.len()) {
        return table
            .wrong(format!("has {} items to put in order; write 2 to 6 [[item]], the highest first", tables.len()));
    }
    let read = tables.iter().map(|table| {
        let fields: Vec<&str> = ["text"].into_iter().chain(figure::FIELDS).collect();
        table.only(&fields);
        let node = table.need("text", "its words, `text = \"…\"`");
        let text = node.and_then(|node| Some(line(node.desk(), node.text()?, node.at(), links)));
        let figure = figure::figure(table, setting);
        Some(Item { text: text?, figure: figure? })
    });
    let items: Vec<Option<Item>> = read.collect();
    Some(Sought::Order { items: items.into_iter().collect::<Option<_>>()? })
}

fn choice(table: &Table, setting: &Setting, links: &mut Vec<Link>) -> Option<Sought> {
    only(table, &["figure", "option"]);
    let figure = decides(table, setting);
    let tables = table.tables("option");
    if !(2..=5).contains(&tables.len()) {
        return table.wrong(format!("has {} options; write 2 to 5 [[option]]", tables.len()));
    }
    let right: Vec<usize> =
        (0..tables.len()).filter(|&place| tables[place].get("right").and_then(Node::truth) == Some(true)).collect();
    let [answer] = right[..] else {
        return table.wrong(format!("has {} right options; write `right = true` in just one", right.len()));
    };
    let read = tables.iter().map(|table| {
        let fields: Vec<&str> = ["text", "right"].into_iter().chain(figure::BOUNDS).collect();
        table.only(&fields);
        let node = table.need("text", "its words, `text = \"…\"`");
        let text = node.and_then(|node| Some(line(node.desk(), node.text()?, node.at(), links)));
        let bounds = bounds(table);
        if bounds.is_empty() {
            return table.wrong("nothing decides; write `at_least`, `at_most` or `equals` with a number");
        }
        Some(Band { text: text?, bounds })
    });
    let bands: Vec<Option<Band>> = read.collect();
    Some(Sought::Choice { figure: figure?, bands: bands.into_iter().collect::<Option<_>>()?, answer })
}
