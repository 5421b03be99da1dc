//! The form that adds a consumer.

use super::copy;
use super::position::Position;
use crate::app::dom::{El, el, value_of, yes_no};
use crate::app::fields;
use crate::app::hall::Hall;
use crate::app::live::Live;
use crate::engine::command::Command;
use crate::engine::craft::Applications;
use crate::engine::kcl::ApplicationConfig;
use crate::engine::limits::STREAM_CONSUMERS_MAX;
use crate::engine::readers::ReaderView;
use crate::engine::reading::{ConsumerConfig, Processing, Reading, StartingPosition, Work};
use crate::engine::time::Micros;
use leptos::prelude::untrack;

/// From one `GetRecords` call of a standard consumer on a shard to the next: alone it just keeps to five calls a second.
const POLL_INTERVAL: Micros = Micros::from_millis(200);
/// `failoverTimeMillis`, the library's default. Kinesis Developer Guide, "KCL configurations".
const FAILOVER_TIME: Micros = Micros::from_secs(10);
/// From one checkpoint of a shard to the next, at least. The library leaves it to the application; this is the page's
/// choice, short enough to be seen.
const CHECKPOINT_INTERVAL: Micros = Micros::from_secs(5);
/// More workers than this say nothing more.
const WORKERS_MAX: usize = 20;

const STANDARD: &str = "standard";
const FAN_OUT: &str = "fan-out";
const KCL: &str = "kcl";

const KINDS: [(&str, &str); 3] =
    [(STANDARD, copy::KIND_STANDARD), (FAN_OUT, copy::KIND_FAN_OUT), (KCL, copy::KIND_KCL)];

/// What is written in the form.
#[derive(Clone, Copy)]
struct Form {
    hall: Hall,
    kind: Live<&'static str>,
    /// The name, once it is not the suggested one.
    name: Live<Option<String>>,
    workers: Live<String>,
    name_error: Live<Option<String>>,
    workers_error: Live<Option<String>>,
    error: Live<Option<String>>,
    start: Position,
}

/// The form.
pub(super) fn add(hall: Hall) -> El {
    let form = Form {
        hall,
        kind: Live::new(STANDARD),
        name: Live::new(None),
        workers: Live::new("2".to_owned()),
        name_error: Live::new(None),
        workers_error: Live::new(None),
        error: Live::new(None),
        start: Position::new(hall, true),
    };
    let take = move |value: &str| {
        if let Some((kind, _)) = KINDS.iter().find(|(kind, _)| *kind == value) {
            form.kind.set(kind);
            form.error.set(None);
        }
    };
    let about = move || match form.kind.get() {
        FAN_OUT => copy::ABOUT_FAN_OUT,
        KCL => copy::ABOUT_KCL,
        _ => copy::ABOUT_STANDARD,
    };
    let name = el("input")
        .set("type", "text")
        .set("autocomplete", "off")
        .set("spellcheck", "false")
        .value(move || form.shown_name())
        .on("input", move |event| form.name.set(Some(value_of(&event))));
    let workers = el("input")
        .set("type", "number")
        .set("inputmode", "numeric")
        .value(move || form.workers.get())
        .on("input", move |event| form.workers.set(value_of(&event)));
    let submit = move |event: web_sys::Event| {
        event.prevent_default();
        untrack(|| form.submit());
    };
    el("form.add-consumer")
        .set("novalidate", "")
        .set("aria-labelledby", "add-consumer")
        .on("submit", submit)
        .with(el("h3").set("id", "add-consumer").text(copy::ADD_TITLE))
        .with(fields::choice(copy::KIND, &KINDS, move || form.kind.get(), take))
        .with(el("p.small").live(about))
        .with(labelled(copy::NAME, "add-name-error", name, form.name_error))
        .with(
            labelled(copy::WORKERS, "add-workers-error", workers, form.workers_error)
                .bind("hidden", move || form.kind.get() != KCL),
        )
        .with(form.start.fields(copy::STARTS_AT, "-new"))
        .with(
            el("p.error")
                .set("role", "alert")
                .bind("hidden", move || form.error.with(Option::is_none))
                .live(move || form.error.get()),
        )
        .with(el("div.act").with(el("button.button").set("type", "submit").text(copy::ADD)))
}

fn labelled(label: &'static str, error_id: &'static str, input: El, error: Live<Option<String>>) -> El {
    let input =
        input.set("aria-describedby", error_id).bind("aria-invalid", move || yes_no(error.with(Option::is_some)));
    el("div").with(el("label.field").with(el("span.label").text(label)).with(input)).with(
        el("p.error")
            .set("id", error_id)
            .set("role", "alert")
            .bind("hidden", move || error.with(Option::is_none))
            .live(move || error.get()),
    )
}

impl Form {
    fn shown_name(self) -> String {
        self.name.get().unwrap_or_else(|| {
            let kind = self.kind.get();
            // Consumers of other streams have names too.
            self.hall.readers.track();
            self.hall
                .read(|model| {
                    let is_free = |name: &String| model.world().consumer_named(name).is_none();
                    (1..=u32::from(u16::MAX))
                        .map(|number| copy::suggested(kind == FAN_OUT, kind == KCL, number))
                        .find(is_free)
                })
                .unwrap_or_default()
        })
    }

    fn submit(self) {
        let hall = self.hall;
        let name = self.shown_name().trim().to_owned();
        let name_error = if copy::is_name(&name) {
            let taken = hall.read(|model| model.world().consumer_named(&name)).is_some();
            taken.then(|| copy::name_taken(&name))
        } else {
            Some(copy::WANT_NAME.to_owned())
        };
        let workers = self.workers.get().trim().parse::<usize>().ok().filter(|n| (1..=WORKERS_MAX).contains(n));
        let workers_error = (self.kind.get() == KCL && workers.is_none()).then(|| copy::WANT_WORKERS.to_owned());
        let start = self.start.take();
        let is_sound = name_error.is_none() && workers_error.is_none();
        self.name_error.set(name_error);
        self.workers_error.set(workers_error);
        let Some(start) = start.filter(|_| is_sound) else { return };
        let config = self.config(name.clone(), start, workers.unwrap_or(1));
        let registered = hall.readers.with(|readers| readers.iter().filter(|view| ReaderView::is_pushed(view)).count());
        if config.reading == Reading::Pushed && registered >= STREAM_CONSUMERS_MAX {
            self.error.set(Some(copy::TOO_MANY.to_owned()));
            return;
        }
        let reply = hall.apply(Command::AddConsumer(config));
        hall.tell_consumers();
        match reply {
            Ok(_) => {
                hall.notice.set(copy::added(&name, self.start.name()));
                self.name.set(None);
                self.error.set(None);
            }
            Err(refusal) => self.error.set(Some(refusal.to_string())),
        }
    }

    fn config(self, name: String, start: StartingPosition, workers: usize) -> ConsumerConfig {
        let (stream, limit) = self.hall.read(|model| (model.stream(), model.limits().get_records_limit_max));
        let (reading, work) = match self.kind.get() {
            FAN_OUT => (Reading::Pushed, Work::Handle(Processing::default())),
            KCL => {
                let application = ApplicationConfig {
                    workers: (1..=workers).map(copy::worker).collect(),
                    processing: Processing::default(),
                    checkpoint_interval: CHECKPOINT_INTERVAL,
                    failover_time: FAILOVER_TIME,
                    craft: Applications::CODE,
                };
                (Reading::Pushed, Work::Application(Box::new(application)))
            }
            _ => (Reading::Polled { interval: POLL_INTERVAL, limit }, Work::Handle(Processing::default())),
        };
        ConsumerConfig { name, stream, start, reading, work }
    }
}
