//! The chosen shard: which it is, and what is known of it.

use super::chosen::{Chosen, listed};
use super::copy;
use crate::app::dom::{El, el, value_of};
use crate::app::live::memo;
use crate::engine::snapshot::Belt;

/// The choice and the facts.
pub(super) fn one(chosen: Chosen) -> El {
    let value = |read: fn(Chosen) -> String| el("dd").live(move || read(chosen));
    let row = |name: &str, value: El| el("div").with(el("dt").text(name)).with(value);
    let none = move |of: fn(&Belt) -> &Vec<u32>| move || chosen.read(|belt| of(belt).is_empty()).unwrap_or(true);
    let facts = el("dl.facts")
        .with(row(copy::STATE, value(state)))
        .with(row(copy::HOTTEST, value(|chosen| copy::hottest(chosen.key().as_ref()))))
        .with(row(copy::PARENTS, family(chosen, |belt| &belt.parents)).bind("hidden", none(|belt| &belt.parents)))
        .with(row(copy::CHILDREN, family(chosen, |belt| &belt.children)).bind("hidden", none(|belt| &belt.children)));
    el("section.one-shard")
        .set("aria-label", copy::CHOSEN)
        .with(select(chosen, copy::SHARD, move || chosen.shard(), move |shard| chosen.choose(shard), |_| true))
        .with(facts)
}

/// A choice among the shards that are still listed; the first `offered` stands until another is taken.
pub(super) fn select(
    chosen: Chosen,
    label: &'static str,
    taken: impl Fn() -> u32 + Copy + 'static,
    take: impl Fn(u32) + 'static,
    offered: impl Fn(u32) -> bool + Copy + 'static,
) -> El {
    let options = memo(move || {
        chosen.hall.snapshot.with(|snapshot| {
            let offered = listed(snapshot).filter(|belt| offered(belt.index));
            offered.map(|belt| (belt.index, belt.open)).collect::<Vec<_>>()
        })
    });
    let option = move |(index, open): (u32, bool)| {
        el("option")
            .set("value", &index.to_string())
            .flag("selected", move || taken() == index)
            .text(&copy::listed(index, open))
    };
    let select = el("select")
        .on("change", move |event| {
            if let Ok(shard) = value_of(&event).parse() {
                take(shard);
            }
        })
        .show(move || options.get().into_iter().map(option));
    el("label.field").with(el("span.label").text(label)).with(select)
}

fn state(chosen: Chosen) -> String {
    let (now, retention) = chosen.hall.snapshot.with(|snapshot| (snapshot.now, snapshot.retention));
    chosen.read(|belt| copy::state(belt, retention, now)).unwrap_or_default()
}

/// Parents or children, each a button that chooses it.
fn family(chosen: Chosen, of: fn(&Belt) -> &Vec<u32>) -> El {
    let found = memo(move || chosen.read(|belt| of(belt).clone()).unwrap_or_default());
    let one = move |shard: u32| {
        el("button.quiet small-button")
            .set("type", "button")
            .set("aria-label", &copy::choose(shard))
            .on("click", move |_| chosen.choose(shard))
            .text(&copy::short(shard))
    };
    el("dd").show(move || found.get().into_iter().map(one))
}
