//! The branches as a list: look at one, name it, remove it, compare it.

use super::{compare, copy};
use crate::app::dom::{El, el};
use crate::app::fields::{self, Field};
use crate::app::hall::Hall;
use crate::app::live::Live;
use crate::engine::branches::{Branch, BranchId};
use std::rc::Rc;

/// The list, and the way to begin another.
pub(super) fn branches(hall: Hall) -> El {
    let known = hall.times().known;
    let compared = Live::new(None::<(BranchId, BranchId)>);
    let keys = move || known.with(|known| known.names.iter().map(|(id, _)| (id.0, 0)).collect());
    let fork = move |_| {
        if let Err(refusal) = hall.change(crate::app::model::Model::fork) {
            hall.notice.set(refusal.to_string());
        }
    };
    let button =
        el("button.quiet").set("type", "button").set("title", copy::FORK_ABOUT).on("click", fork).text(copy::FORK);
    el("section.branches")
        .set("aria-label", copy::BRANCHES)
        .with(el("h3").text(copy::BRANCHES))
        .with(
            el("ul.branch-list")
                .set("aria-label", copy::BRANCHES)
                .each(keys, move |(id, _)| branch(hall, BranchId(id), compared)),
        )
        .with(el("div.act").with(button))
        .with(compare::compare(hall, compared))
}

fn branch(hall: Hall, id: BranchId, compared: Live<Option<(BranchId, BranchId)>>) -> El {
    let known = hall.times().known;
    let name = move || {
        known
            .with(|known| known.names.iter().find(|(other, _)| *other == id).map(|(_, name)| name.clone()))
            .unwrap_or_default()
    };
    let is_current = move || known.with(|known| known.branch == id);
    let is_only = move || known.with(|known| known.names.len() < 2);
    let about = move || {
        known.track();
        hall.read(|model| {
            let branches = model.branches();
            let Some(branch) = branches.branch(id) else { return String::new() };
            let left =
                branch.fork().and_then(|fork| Some(copy::left(branches.branch(fork.origin)?.name(), fork.at) + ", "));
            left.unwrap_or_default() + &copy::known_to(branch.timeline().reached())
        })
    };
    let look = move |_| {
        hall.switch(id);
        hall.notice.set(copy::now_on(&leptos::prelude::untrack(name)));
    };
    let remove = move |_| {
        if !hall.change(|model| model.remove(id)) {
            hall.notice.set(copy::REMOVE_REFUSED.to_owned());
        }
    };
    let with = move |_| compared.set(Some((known.with_untracked(|known| known.branch), id)));
    let has_forks = move || {
        known.track();
        let is_left = |branch: &Branch| branch.fork().is_some_and(|fork| fork.origin == id);
        hall.read(|model| model.branches().list().iter().any(is_left))
    };
    let button = |label: &'static str, hide: fn(bool, bool) -> bool| {
        el("button.quiet")
            .set("type", "button")
            .bind("hidden", move || hide(is_current(), is_only()))
            .live(move || format!("{label} {}", name()))
    };
    let field = fields::text_in(
        &id.0.to_string(),
        Field {
            id: "branch-name",
            label: copy::NAME,
            unit: "",
            about: "",
            get: Rc::new(name),
            set: Rc::new(move |text| {
                let is_taken = hall.change(|model| model.rename(id, text));
                if is_taken { Ok(()) } else { Err(copy::NAME_REFUSED.to_owned()) }
            }),
        },
    );
    let state = el("p.small").live(about).show(move || is_current().then(|| el("em").text(copy::LOOKED_AT)));
    el("li.one-branch")
        .set("role", "group")
        .bind("aria-label", name)
        .class_if("current", is_current)
        .with(field)
        .with(state)
        .with(
            el("div.act")
                .with(button(copy::LOOK_AT, |current, _| current).on("click", look))
                .with(button(copy::COMPARE, |current, only| current || only).on("click", with))
                .with(
                    el("span.part")
                        .bind("hidden", has_forks)
                        .with(button(copy::REMOVE, |current, only| current || only).on("click", remove)),
                ),
        )
}
