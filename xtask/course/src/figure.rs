//! Figures and what is required of them.

use crate::desk::{hint, listed};
use crate::node::{Node, Table};
use beltline::course::{Bound, Figure, Kind, Measure, Pick, Requirement, Setting};

/// The fields of a figure.
pub(crate) const FIELDS: [&str; 8] = ["measure", "of", "pick", "shard", "key", "from_ms", "at_ms", "peak"];
/// The fields of a bound.
pub(crate) const BOUNDS: [&str; 3] = ["at_least", "at_most", "equals"];

/// A year: no scenario is longer.
pub(crate) const MOMENT_MS_MAX: u64 = 31_536_000_000;

/// Reads a figure, and checks that it can be measured in the setting.
pub(crate) fn figure(table: &Table, setting: &Setting) -> Option<Figure> {
    let measure = table.need("measure", "what is measured, `measure = \"refused_puts\"`").and_then(|node| {
        let name = node.text()?;
        let found = Measure::ALL.iter().find(|(known, _)| *known == name);
        if found.is_none() {
            let hint = hint(name, Measure::ALL.iter().map(|(known, _)| *known));
            node.wrong::<()>(format!("there is no measure `{name}`; {hint}"));
        }
        found.map(|(_, measure)| *measure)
    });
    let at_ms =
        table.need("at_ms", "the moment it is read, `at_ms = 10000`").and_then(|node| node.whole(1..=MOMENT_MS_MAX));
    let (measure, at_ms) = (measure?, at_ms?);
    let from_ms = match table.get("from_ms") {
        Some(node) => {
            let from_ms = node.whole(0..=MOMENT_MS_MAX)?;
            if from_ms >= at_ms {
                return node.wrong(format!("must be before `at_ms`; write a number below {at_ms}"));
            }
            Some(from_ms)
        }
        None => None,
    };
    let of = match table.get("of") {
        Some(node) if node.is_list() => {
            node.list()?.into_iter().map(|node| node.text().map(str::to_owned)).collect::<Option<Vec<_>>>()?
        }
        Some(node) => vec![node.text()?.to_owned()],
        None => Vec::new(),
    };
    let picks = [("lowest", Pick::Lowest), ("highest", Pick::Highest), ("sum", Pick::Sum)];
    let pick = match table.get("pick") {
        Some(node) => Some(node.choice(&picks)?),
        None if of.len() > 1 => {
            return table.wrong(
                "`pick` is missing; write `pick = \"lowest\"`, \"highest\" or \"sum\", since `of` names several",
            );
        }
        None => None,
    };
    let only = |field: &str, goes: bool, with: &str| match table.get(field) {
        Some(node) if !goes => node.wrong(format!("does not go with this measure, only with {with}; leave it out")),
        Some(node) => Some(Some(node)),
        None => Some(None),
    };
    let shard = match only("shard", measure.may_name_shard(), "measures of a shard such as `accepted_records`")? {
        Some(node) => Some(u32::try_from(node.whole(0..=9_999)?).unwrap_or_default()),
        None => None,
    };
    let key = match only("key", measure == Measure::KeyShard, "`key_shard`")? {
        Some(node) => Some(node.text()?.to_owned()),
        None if measure == Measure::KeyShard => {
            return table.wrong("`key` is missing; write a partition key, `key = \"hello\"`");
        }
        None => None,
    };
    let peak = match only("peak", measure.kind() == Kind::Gauge, "what is at a moment, such as `behind_ms`")? {
        Some(node) => node.truth()?,
        None => false,
    };
    let figure = Figure { measure, of, pick, shard, key, from_ms, at_ms, peak };
    let scenario = setting.scenario(&[]).ok()?;
    match figure.names(scenario.file()) {
        Ok(_) => Some(figure),
        Err(error) => {
            let place = table.get("of").or(table.get("measure"))?;
            place.wrong(error.to_string())
        }
    }
}

/// Reads what is required, `id` being its name.
pub(crate) fn requirement(table: &Table, id: String, setting: &Setting) -> Option<Requirement> {
    let says = table.need("says", "in words what is required, `says = \"no put is refused\"`").and_then(Node::text);
    let figure = figure(table, setting);
    let bounds = bounds(table);
    if bounds.len() > 1 {
        return table.wrong(format!("has {} bounds; write only one of {}", bounds.len(), listed(BOUNDS)));
    }
    let Some(bound) = bounds.first() else {
        return table.wrong("nothing decides; write `at_least`, `at_most` or `equals` with a number");
    };
    Some(Requirement { id, says: says?.to_owned(), figure: figure?, bound: *bound })
}

/// The bounds that a table has.
pub(crate) fn bounds(table: &Table) -> Vec<Bound> {
    let number = |field| table.get(field).and_then(|node| node.whole(0..=u64::MAX));
    let least = number("at_least").map(Bound::AtLeast);
    let most = number("at_most").map(Bound::AtMost);
    least.into_iter().chain(most).chain(number("equals").map(Bound::Equals)).collect()
}
