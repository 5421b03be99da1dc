//! Split the chosen shard, or merge it with another. Nothing is held back that AWS would refuse: the answer says which
//! rule was hit.

use super::ask::{Asked, Control};
use super::chosen::{Chosen, listed};
use super::copy;
use super::one::select;
use crate::app::dom::{El, el, value_of};
use crate::app::live::Live;
use crate::engine::command::Command;
use crate::engine::hash::HashKey;
use crate::engine::lineage::HotKey;
use crate::engine::snapshot::Belt;
use leptos::prelude::untrack;

/// A shard that no stream of this page comes to have: to see what AWS says to a wrong name.
const NO_SUCH_SHARD: u32 = 999_999;

/// The ways to split it.
pub(super) fn split(chosen: Chosen, asked: Asked) -> El {
    // What is no key stays in the field until it is mended.
    let written = Live::new(None::<String>);
    let shown = move || written.get().unwrap_or_else(|| chosen.cut().map(|key| key.to_string()).unwrap_or_default());
    let write = move |event| {
        let text = value_of(&event);
        let key = HashKey::parse(text.trim());
        written.set((key.is_none() && !text.is_empty()).then_some(text));
        chosen.hall.look_at(|focus| focus.cut = key);
    };
    let field = el("label.field").with(el("span.label").text(copy::NEW_KEY)).with(
        el("input")
            .set("type", "text")
            .set("inputmode", "numeric")
            .set("autocomplete", "off")
            .set("spellcheck", "false")
            .set("aria-describedby", "new-key-about")
            .value(shown)
            .on("input", write),
    );
    let at = move |new_starting_hash_key| {
        let (stream, shard) = untrack(|| (chosen.stream(), chosen.shard()));
        let command = Command::SplitShard { stream, shard, new_starting_hash_key };
        if asked.ask(chosen.hall, Control::Split, command, || copy::splits(shard)) {
            chosen.hall.look_at(|focus| focus.cut = None);
        }
    };
    let evenly = move |_| at(None);
    let here = move |event: web_sys::Event| {
        event.prevent_default();
        match (untrack(|| chosen.cut()), written.get_untracked()) {
            (Some(key), _) => at(Some(key)),
            (None, _) => asked.refuse(Control::Split, copy::WANT_KEY),
        }
    };
    el("form.split")
        .set("novalidate", "")
        .set("aria-label", copy::SPLIT)
        .on("submit", here)
        .with(el("h3").text(copy::SPLIT))
        .with(
            el("div.act")
                .with(el("button.primary").set("type", "button").on("click", evenly).text(copy::SPLIT_EVENLY))
                .with(around_button(chosen, asked)),
        )
        .with(asked.answer(Control::Split))
        .with(el("p.small").live(move || chosen.key().map(|heat| copy::around_about(&heat, stage(chosen, &heat)))))
        .with(field)
        .with(el("p.small").set("id", "new-key-about").text(copy::NEW_KEY_ABOUT))
        .with(el("div.act").with(el("button.button").set("type", "submit").text(copy::SPLIT_AT)))
}

/// How far the way to a shard for one key alone has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    /// The shard is still to begin at the key.
    Begin,
    /// It is still to end behind the key.
    End,
    /// It takes nothing else.
    Alone,
}

/// The open shard that takes a key, and what is left to do for it to have a shard of its own.
fn stage(chosen: Chosen, heat: &HotKey) -> Stage {
    let owner = chosen.hall.shard_of(heat.place);
    owner.map_or(Stage::Begin, |belt| stage_of(&belt, heat.place))
}

fn stage_of(owner: &Belt, place: HashKey) -> Stage {
    match (owner.range.start == place, owner.range.end.0 - owner.range.start.0) {
        (true, 0..=1) => Stage::Alone,
        (true, _) => Stage::End,
        (false, _) => Stage::Begin,
    }
}

fn around_button(chosen: Chosen, asked: Asked) -> El {
    let name = move || chosen.key().map(|heat| copy::around(&heat.key, stage(chosen, &heat))).unwrap_or_default();
    let press = move |_| {
        let Some(heat) = untrack(|| chosen.key()) else { return };
        let Some(owner) = untrack(|| chosen.hall.shard_of(heat.place)) else { return };
        // A new starting hash key must be two above the shard's own at least, so the second split is not at the next hash.
        let at = match stage_of(&owner, heat.place) {
            Stage::Begin => heat.place,
            Stage::End | Stage::Alone => HashKey(heat.place.0.saturating_add(2)),
        };
        let (stream, shard) = (untrack(|| chosen.stream()), owner.index);
        let command = Command::SplitShard { stream, shard, new_starting_hash_key: Some(at) };
        asked.ask(chosen.hall, Control::Split, command, || copy::splits(shard));
    };
    let none = move || chosen.key().is_none();
    el("button.button").set("type", "button").bind("hidden", none).on("click", press).live(name)
}

/// Merge it with another. The upper neighbour is offered first; every other shard can be chosen.
pub(super) fn merge(chosen: Chosen, asked: Asked) -> El {
    let wanted = Live::new(None::<u32>);
    let other = move || {
        let shard = chosen.shard();
        wanted.get().filter(|wanted| *wanted != shard).unwrap_or_else(|| neighbour(chosen))
    };
    let submit = move |event: web_sys::Event| {
        event.prevent_default();
        let (stream, shard, adjacent_shard) = untrack(|| (chosen.stream(), chosen.shard(), other()));
        let command = Command::MergeShards { stream, shard, adjacent_shard };
        asked.ask(chosen.hall, Control::Merge, command, || copy::merges(shard, adjacent_shard));
    };
    let field = select(
        chosen,
        copy::ADJACENT,
        other,
        move |shard| wanted.set(Some(shard)),
        move |shard| shard != chosen.shard(),
    );
    let list: web_sys::Element = field.node();
    if let Ok(Some(select)) = list.query_selector("select") {
        let none = el("option").set("value", &NO_SUCH_SHARD.to_string()).text(copy::NO_SUCH_SHARD);
        let _ = select.append_child(&none.node::<web_sys::Node>());
    }
    el("form.merge")
        .set("novalidate", "")
        .set("aria-label", copy::MERGE)
        .on("submit", submit)
        .with(el("h3").text(copy::MERGE))
        .with(field)
        .with(el("p.small").text(copy::MERGE_ABOUT))
        .with(el("div.act").with(el("button.button").set("type", "submit").text(copy::MERGE_NOW)))
        .with(asked.answer(Control::Merge))
}

/// The open shard that begins where the chosen one ends; else the one that ends where it begins, else any other.
fn neighbour(chosen: Chosen) -> u32 {
    let Some((index, range)) = chosen.read(|belt| (belt.index, belt.range)) else { return 0 };
    chosen.hall.snapshot.with(|snapshot| {
        let open = |touches: &dyn Fn(&Belt) -> bool| {
            listed(snapshot).find(|belt| belt.open && belt.index != index && touches(belt)).map(|belt| belt.index)
        };
        open(&|belt| range.end.0.checked_add(1) == Some(belt.range.start.0))
            .or_else(|| open(&|belt| belt.range.end.0.checked_add(1) == Some(range.start.0)))
            .or_else(|| listed(snapshot).find(|belt| belt.index != index).map(|belt| belt.index))
            .unwrap_or(NO_SUCH_SHARD)
    })
}
