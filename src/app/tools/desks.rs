//! The producers: rate, key mix, start and stop.

use crate::app::dom::{El, el, value_of};
use crate::app::hall::Hall;
use crate::app::later::in_chunk;
use crate::app::{figures, words};
use crate::engine::command::{Command, KeyMix};
use crate::engine::id::ProducerId;
use crate::engine::snapshot::Desk;
use leptos::prelude::untrack;
use std::fmt::Write;
use web_sys::Event;

/// The slider's end; the box beside it takes more.
const RATE_SLIDER_MAX: &str = "3000";
const RATE_MAX: u32 = 100_000;

in_chunk! { tools:
    /// The desks.
    pub(crate) fn desks(hall: Hall) -> El {
        all(hall)
    }
}

fn all(hall: Hall) -> El {
    let keys = move || {
        let world = hall.world.get();
        hall.snapshot.with(|snapshot| snapshot.desks.iter().map(|desk| (world, desk.id.0.into())).collect())
    };
    let is_any = move || hall.snapshot.with(|snapshot| !snapshot.desks.is_empty());
    el("div.part")
        .with(el("h2").text(words::TAB_DESKS))
        .with(el("p.small").bind("hidden", is_any).text(words::DESKS_NONE))
        .each(keys, move |(_, id)| desk(hall, ProducerId(id as u16)))
}

fn desk(hall: Hall, id: ProducerId) -> El {
    let read = move |read: fn(&Desk) -> String| {
        move || {
            hall.snapshot.with(|snapshot| {
                let desk = snapshot.desks.iter().find(|desk| desk.id == id);
                desk.map(read).unwrap_or_default()
            })
        }
    };
    let name = read(|desk| desk.name.clone());
    let rate = read(|desk| desk.records_per_s.to_string());
    let is_running =
        move || hall.snapshot.with(|snapshot| snapshot.desks.iter().any(|desk| desk.id == id && desk.running));
    let is_file = hall.snapshot.with_untracked(|snapshot| {
        let desk = snapshot.desks.iter().find(|desk| desk.id == id);
        desk.is_some_and(|desk| desk.of_total.is_some())
    });
    let tell = move |command: Command| {
        if let Err(refusal) = hall.apply(command) {
            hall.notice.set(refusal.to_string());
        }
    };
    let set_rate = move |event: Event| {
        if let Ok(records_per_s) = value_of(&event).parse::<u32>() {
            tell(Command::SetRate { producer: id, records_per_s: records_per_s.min(RATE_MAX) });
        }
    };
    let set_keys = move |event: Event| {
        if let Some(keys) = mix(&value_of(&event)) {
            tell(Command::SetKeys { producer: id, keys });
        }
    };
    let slider = el("input")
        .set("type", "range")
        .set("min", "0")
        .set("max", RATE_SLIDER_MAX)
        .set("step", "10")
        .value(rate)
        .bind("aria-valuetext", move || format!("{} {}", rate(), words::PER_SECOND_SAID))
        .on("input", set_rate);
    let exact = el("input")
        .set("type", "number")
        .set("min", "0")
        .set("max", &RATE_MAX.to_string())
        .set("inputmode", "numeric")
        .value(rate)
        .on("change", set_rate);
    let exact = el("label.with-unit")
        .with(el("span.unseen").text(words::RATE_EXACT))
        .with(exact)
        .with(el("span.unit").text(words::PER_SECOND));
    let keys = || {
        let option = |(value, label): &(&str, &str)| el("option").set("value", value).text(label);
        let select = el("select")
            .on("change", set_keys)
            .with(el("option").set("value", "").text(words::MIX_AS_IS))
            .with_all(words::MIXES.iter().map(option));
        el("label").with(el("span.label").text(words::MIX)).with(select)
    };
    let start_stop = el("button.quiet")
        .set("type", "button")
        .on("click", move |_| tell(Command::SetRunning { producer: id, running: !untrack(is_running) }))
        .live(move || if is_running() { words::STOP } else { words::START })
        .with(el("span.unseen").text(" ").live(name));
    let rate = el("div.rate").with(el("label").with(el("span.label").text(words::RATE)).with(slider)).with(exact);
    el("section.desk")
        .bind("aria-label", name)
        .with(el("h3").live(name))
        .with(el("p.small").live(read(|desk| desk.keys.clone())).text(" · ").live(read(made)))
        .with(rate)
        .with(el("div.mix").with_all((!is_file).then(keys)).with(start_stop))
}

fn made(desk: &Desk) -> String {
    let mut text = match desk.of_total {
        Some(total) => format!("{} {} {}", figures::count(desk.made_total), words::OF, figures::records(total)),
        None => figures::records(desk.made_total),
    };
    // Writing into a string cannot fail.
    if desk.retrying > 0 {
        let _ = write!(text, ", {} {}", figures::count(desk.retrying), words::RETRYING);
    }
    if desk.given_up_total > 0 {
        let _ = write!(text, ", {} {}", figures::count(desk.given_up_total), words::GIVEN_UP);
    }
    text
}

/// The mixes on offer, by the value of their option.
fn mix(value: &str) -> Option<KeyMix> {
    Some(match value {
        "uniform" => KeyMix::Uniform { prefix: "user-".to_owned(), keys: 1_000 },
        "zipf" => KeyMix::Zipf { prefix: "user-".to_owned(), keys: 500 },
        "hot" => {
            KeyMix::Hot { key: words::HOT_KEY.to_owned(), share_percent: 100, prefix: "user-".to_owned(), others: 1 }
        }
        "mostly-hot" => {
            KeyMix::Hot { key: words::HOT_KEY.to_owned(), share_percent: 80, prefix: "user-".to_owned(), others: 500 }
        }
        "countries" => KeyMix::Weighted {
            keys: words::COUNTRIES.iter().map(|(key, weight)| ((*key).to_owned(), *weight)).collect(),
        },
        _ => return None,
    })
}
