//! The alarms that are set, and the form to set one.

use super::looking::Looking;
use super::{alarm_form, copy};
use crate::app::dom::{El, el};
use crate::app::live::Live;
use crate::engine::command::Command;
use crate::engine::metrics::{Alarm, AlarmState};

/// The list and the form.
pub(super) fn alarms(looking: Looking) -> El {
    let set: Live<Option<Vec<(Alarm, String)>>> = looking.told(|world, stream, _| {
        let here = world.alarms().map(|(_, alarm)| alarm).filter(|alarm| alarm.config.stream == stream);
        let about = |alarm: &Alarm| copy::watched(world, alarm.config.stream, alarm.config.dimension);
        Some(here.map(|alarm| (alarm.clone(), about(alarm))).collect())
    });
    let none = move || set.with(|set| set.as_ref().is_none_or(Vec::is_empty));
    let items = move || {
        let set = set.get().unwrap_or_default();
        set.into_iter().map(move |(alarm, about)| item(looking, &alarm, &about)).collect::<Vec<_>>()
    };
    el("div.alarms")
        .with(el("p.small").text(copy::ALARMS_ABOUT))
        .with(el("p").bind("hidden", move || !none()).text(copy::NO_ALARM))
        .with(el("ul.alarm-list").set("aria-label", copy::ALARMS).show(items))
        .with(alarm_form::form(looking))
}

fn item(looking: Looking, alarm: &Alarm, about: &str) -> El {
    let name = alarm.config.name.clone();
    let delete = move |_| {
        let hall = looking.hall;
        if let Err(refusal) = hall.apply(Command::DeleteAlarm { name: name.clone() }) {
            hall.notice.set(refusal.to_string());
        }
    };
    el("li")
        .with(el("div.alarm-head").with(el("b").text(&alarm.config.name)).with(state(alarm.state)))
        .with(el("p.small").text(&copy::rule(&alarm.config, about)))
        .with(el("p.small").text(&copy::since(alarm.since, alarm.alarms)))
        .with(
            el("div.act").with(
                el("button.quiet small-button")
                    .set("type", "button")
                    .on("click", delete)
                    .text(copy::DELETE)
                    .with(el("span.unseen").text(" ").text(&alarm.config.name)),
            ),
        )
}

/// The state as a sign.
pub(super) fn state(state: AlarmState) -> El {
    let kind = match state {
        AlarmState::Alarm => "state in-alarm",
        AlarmState::Ok => "state well",
        AlarmState::InsufficientData => "state",
    };
    el("span").set("class", kind).text(state.name())
}
