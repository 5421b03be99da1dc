//! One consumer of the stream: what it does, and everything that can be done to it.

use super::one::{One, is_application, is_mapping};
use super::position::{Position, decimal};
use super::{copy, workers};
use crate::app::dom::{El, el};
use crate::app::fields::{self, Field};
use crate::app::figures;
use crate::app::showing::Showing;
use crate::engine::command::Command;
use crate::engine::reading::Processing;
use crate::engine::time::Micros;
use leptos::prelude::untrack;
use std::rc::Rc;

/// Times of this length and more are no processing times.
const BUSY_MAX: Micros = Micros::from_secs(600);

/// The consumer. `leave` takes the focus to where it can stay when the consumer is gone.
pub(super) fn consumer(one: One, leave: impl Fn() + 'static) -> El {
    let is_reading = move || one.read(|view| view.reading).unwrap_or_default();
    let mapping = untrack(|| one.read(is_mapping)).unwrap_or_default();
    let pause = move |_| {
        let reading = !untrack(is_reading);
        let done = || if reading { copy::resumed(&one.name()) } else { copy::paused(&one.name()) };
        untrack(|| one.tell(Command::SetReading { consumer: one.consumer, reading }, done));
    };
    let pause = el("button.quiet")
        .set("type", "button")
        .on("click", pause)
        .live(move || if is_reading() { copy::PAUSE } else { copy::RESUME })
        .with(of(one));
    el("section.consumer")
        .bind("aria-label", move || one.name())
        .with(el("h3").live(move || one.name()))
        .with_all((!mapping).then_some(pause))
        .with(
            el("p.small")
                .live(one.text(|view| copy::kind(view).to_owned()))
                .with(el("b").bind("hidden", is_reading).text(copy::AND_PAUSED)),
        )
        .with(
            el("p.small")
                .live(one.text(|view| format!("{} MB/s", figures::megabytes(view.bytes_per_s))))
                .text(" · MillisBehindLatest ")
                .live(one.text(|view| figures::count(view.behind.as_millis()))),
        )
        .with(if mapping { elsewhere(one) } else { controls(one, leave) })
}

/// What a button is about, for those who do not see what it stands beside.
pub(super) fn of(one: One) -> El {
    el("span.unseen").text(" ").live(move || one.name())
}

/// A mapping has its settings on a stage of its own.
fn elsewhere(one: One) -> El {
    el("p.small").text(copy::MAPPING_ABOUT).text(" ").with(
        el("button.link")
            .set("type", "button")
            .on("click", move |_| one.hall.show(Showing::Xray))
            .text(copy::MAPPING_OPEN)
            .with(of(one)),
    )
}

fn controls(one: One, leave: impl Fn() + 'static) -> El {
    let is_kcl = untrack(|| one.read(is_application)).unwrap_or_default();
    let processing = el("div.two")
        .with(busy(one, &PROCESSING[0]))
        .with(busy(one, &PROCESSING[1]))
        .with(el("p.small about").text(copy::BUSY_ABOUT));
    let remove = move |_| {
        let name = untrack(|| one.name());
        if one.tell(Command::RemoveConsumer { consumer: one.consumer }, || copy::removed(&name)) {
            leave();
        }
    };
    let remove = el("button.quiet").set("type", "button").on("click", remove).text(copy::REMOVE).with(of(one));
    el("details").with(el("summary").text(copy::CHANGE).with(of(one))).with(
        el("div.controls")
            .with(el("p.small").live(one.text(|view| copy::kind_about(view).to_owned())))
            .with_all(is_kcl.then(|| workers::workers(one)))
            .with(processing)
            .with(rewind(one))
            .with(el("div.act").with(remove)),
    )
}

/// One of the two processing times.
struct Time {
    id: &'static str,
    label: &'static str,
    get: fn(Processing) -> Micros,
    set: fn(&mut Processing, Micros),
}

const PROCESSING: [Time; 2] = [
    Time { id: "busy-batch", label: copy::BUSY_BATCH, get: |times| times.batch, set: |times, time| times.batch = time },
    Time {
        id: "busy-record",
        label: copy::BUSY_RECORD,
        get: |times| times.record,
        set: |times, time| times.record = time,
    },
];

fn busy(one: One, time: &'static Time) -> El {
    let times = move || one.read(|view| view.processing).flatten().unwrap_or_default();
    let take = move |text: &str| {
        let wanted = decimal(text, Micros::from_millis(1)).filter(|time| *time <= BUSY_MAX).ok_or(copy::WANT_MS)?;
        untrack(|| {
            let mut processing = times();
            (time.set)(&mut processing, wanted);
            one.apply(Command::SetProcessing { consumer: one.consumer, processing })
        })
    };
    let field = Field {
        id: time.id,
        label: time.label,
        unit: copy::UNIT_MS,
        about: "",
        get: Rc::new(move || millis((time.get)(times()))),
        set: Rc::new(take),
    };
    fields::number_in(&form(one), field)
}

/// Tells the fields of this consumer from those of others.
pub(super) fn form(one: One) -> String {
    format!("-{}", one.consumer.0)
}

/// Milliseconds with as many decimals as they need.
fn millis(span: Micros) -> String {
    let (whole, part) = (span.0 / 1_000, span.0 % 1_000);
    match part {
        0 => whole.to_string(),
        _ => format!("{whole}.{part:03}").trim_end_matches('0').to_owned(),
    }
}

fn rewind(one: One) -> El {
    let position = Position::new(one.hall, false);
    let go = move |event: web_sys::Event| {
        event.prevent_default();
        let Some(to) = position.take() else { return };
        let done = || copy::rewound(&one.name(), position.name());
        untrack(|| one.tell(Command::Rewind { consumer: one.consumer, to }, done));
    };
    let button = el("button.quiet").set("type", "submit").text(copy::REWIND).with(of(one));
    el("form.rewind")
        .set("novalidate", "")
        .on("submit", go)
        .with(position.fields(copy::READ_AGAIN, &form(one)))
        .with(button)
}
