//! The number of shards, and how long records are kept: a number and a button each.

use super::ask::{Asked, Control};
use super::chosen::Chosen;
use super::copy;
use crate::app::dom::{El, el, value_of};
use crate::app::live::Live;
use crate::engine::command::Command;
use leptos::prelude::untrack;

/// A number with its unit and a button that takes it.
pub(super) struct Number {
    pub(super) label: &'static str,
    pub(super) unit: &'static str,
    pub(super) about: &'static str,
    pub(super) about_id: &'static str,
    pub(super) button: &'static str,
}

/// The form: shows `now` until something else is written, and gives what is written to `take`; that says whether it is
/// done with.
pub(super) fn number(
    Number { label, unit, about, about_id, button }: Number,
    now: impl Fn() -> u32 + 'static,
    take: impl Fn(&str) -> bool + 'static,
) -> El {
    let written = Live::new(None::<String>);
    let input = el("input")
        .set("type", "number")
        .set("inputmode", "numeric")
        .set("aria-describedby", about_id)
        .value(move || written.get().unwrap_or_else(|| now().to_string()))
        .on("input", move |event| written.set(Some(value_of(&event))));
    let node: web_sys::HtmlInputElement = input.node();
    let submit = move |event: web_sys::Event| {
        event.prevent_default();
        if untrack(|| take(node.value().trim())) {
            written.set(None);
        }
    };
    el("form.sets")
        .set("novalidate", "")
        .on("submit", submit)
        .with(
            el("label.field")
                .with(el("span.label").text(label))
                .with(el("span.with-unit").with(input).with(el("span.unit").text(unit))),
        )
        .with(el("button.button").set("type", "submit").text(button))
        .with(el("p.small").set("id", about_id).text(about))
}

/// `UpdateShardCount`.
pub(super) fn count(chosen: Chosen, asked: Asked) -> El {
    let now = move || {
        let open = chosen.hall.snapshot.with(|snapshot| snapshot.shards.iter().filter(|belt| belt.open).count());
        u32::try_from(open).unwrap_or(u32::MAX)
    };
    let take = move |text: &str| {
        let Some(target_shard_count) = text.parse::<u32>().ok().filter(|target| *target > 0) else {
            asked.refuse(Control::Count, copy::WANT_COUNT);
            return false;
        };
        let command = Command::UpdateShardCount { stream: chosen.stream(), target_shard_count };
        asked.ask(chosen.hall, Control::Count, command, || copy::scales(target_shard_count))
    };
    let field = Number {
        label: copy::TARGET,
        unit: copy::UNIT_SHARDS,
        about: copy::COUNT_ABOUT,
        about_id: "target-about",
        button: copy::UPDATE,
    };
    el("div.count").with(number(field, now, take)).with(asked.answer(Control::Count))
}

/// `IncreaseStreamRetentionPeriod` and `DecreaseStreamRetentionPeriod`.
pub(super) fn retention(chosen: Chosen, asked: Asked) -> El {
    let now = move || chosen.hall.snapshot.with(|snapshot| snapshot.retention.as_hours() as u32);
    let take = move |text: &str| {
        let (least, most) =
            chosen.hall.read(|model| (model.limits().retention_hours_min, model.limits().retention_hours_max));
        let Some(hours) = text.parse::<u32>().ok().filter(|hours| (least..=most).contains(hours)) else {
            asked.refuse(Control::Retention, copy::want_hours(least, most));
            return false;
        };
        let command = Command::SetRetention { stream: chosen.stream(), hours };
        asked.ask(chosen.hall, Control::Retention, command, || copy::keeps(hours))
    };
    let field = Number {
        label: copy::HOURS,
        unit: copy::UNIT_HOURS,
        about: copy::RETENTION_ABOUT,
        about_id: "retention-about",
        button: copy::SET,
    };
    el("div.count").with(number(field, now, take)).with(asked.answer(Control::Retention))
}
