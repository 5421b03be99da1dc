//! The capacity mode, and what On-demand Advantage adds to it today.

use super::ask::{Asked, Control};
use super::chosen::Chosen;
use super::copy;
use super::scale::{Number, number};
use crate::app::dom::{El, el};
use crate::app::fields;
use crate::engine::command::Command;
use crate::engine::limits::Profile;
use crate::engine::reshard::StreamMode;
use leptos::prelude::untrack;

/// The mode.
pub(super) fn mode(chosen: Chosen, asked: Asked) -> El {
    let hall = chosen.hall;
    let switch = move |mode: StreamMode, text: &'static str| {
        let press = move |_| {
            let stream = untrack(|| chosen.stream());
            asked.ask(chosen.hall, Control::Mode, Command::UpdateStreamMode { stream, mode }, || copy::switches(mode));
        };
        el("button.button").set("type", "button").on("click", press).text(text)
    };
    let is = move |mode| hall.snapshot.with(|snapshot| snapshot.mode == mode);
    el("div.mode")
        .with(el("p").live(move || if is(StreamMode::OnDemand) { copy::IS_ON_DEMAND } else { copy::IS_PROVISIONED }))
        .with(
            el("div.act")
                .with(switch(StreamMode::OnDemand, copy::TO_ON_DEMAND))
                .with(switch(StreamMode::Provisioned, copy::TO_PROVISIONED)),
        )
        .with(asked.answer(Control::Mode))
        .with(el("p.small").text(copy::MODE_ABOUT))
        .with(room(chosen, asked).bind("hidden", move || hall.profile.get() != Profile::Today))
        .with(el("p.small").bind("hidden", move || hall.profile.get() == Profile::Today).text(copy::NOT_IN_EXAM))
}

/// On-demand Advantage and warm throughput.
fn room(chosen: Chosen, asked: Asked) -> El {
    let hall = chosen.hall;
    let is_on = move || {
        hall.snapshot.track();
        hall.read(|model| model.world().billing_commitment())
    };
    let turn = move |enabled: bool| {
        asked.ask(chosen.hall, Control::Room, Command::SetBillingCommitment { enabled }, || {
            copy::committed(enabled).to_owned()
        });
    };
    let warm = move || {
        hall.snapshot.track();
        hall.read(|model| model.world().stream(model.stream()).map_or(0, |stream| stream.growth.warm_mib_per_s))
    };
    let take = move |text: &str| {
        let Ok(mib_per_s) = text.parse::<u32>() else {
            asked.refuse(Control::Room, copy::WANT_WARM);
            return false;
        };
        let command = Command::UpdateWarmThroughput { stream: chosen.stream(), mib_per_s };
        asked.ask(chosen.hall, Control::Room, command, || copy::warms(mib_per_s))
    };
    let field = Number {
        label: copy::WARM,
        unit: copy::UNIT_MIB,
        about: copy::WARM_ABOUT,
        about_id: "warm-about",
        button: copy::SET,
    };
    el("div.room")
        .with(fields::switch(copy::ADVANTAGE, copy::ADVANTAGE_ABOUT, is_on, turn))
        .with(number(field, warm, take))
        .with(asked.answer(Control::Room))
}
