//! The event source mapping of the stream: its settings, its function, its texts, and its work in words.

mod chosen;
mod copy;
mod deploy;
mod function;
mod handler;
mod picture;
mod settings;
mod tables;
mod tree;

use super::dom::{El, el};
use super::fields;
use super::hall::Hall;
use super::later::in_chunk;
use super::showing::Drawer;
use crate::engine::command::Command;
use crate::engine::lambda::{Destination, DestinationKind, FunctionConfig, MappingConfig};
use crate::engine::limits::MAPPING_POLL_INTERVAL;
use crate::engine::reading::{ConsumerConfig, Reading, StartingPosition, Work};
use chosen::Chosen;
use leptos::prelude::untrack;

in_chunk! { xray:
    /// The tool.
    pub(crate) fn tools(hall: Hall) -> El {
        tool(hall)
    }
}

in_chunk! { xray:
    /// The mapping's work in words.
    pub(crate) fn words(hall: Hall) -> El {
        tables::tables(Chosen::new(hall))
    }
}

in_chunk! { xray:
    /// What draws the stage.
    pub(crate) fn drawer() -> Drawer {
        picture::drawer()
    }
}

fn tool(hall: Hall) -> El {
    let chosen = Chosen::new(hall);
    let none = move || hall.mappings.with(|mappings| mappings.is_empty());
    el("div.mapping")
        .with(el("h2").text(copy::MAPPING))
        .with(el("p.lead").text(copy::MAPPING_ABOUT))
        .with(add(chosen).bind("hidden", move || !none()))
        .with(
            el("div.parts")
                .bind("hidden", none)
                .with(which(chosen))
                .with(picture::compare(chosen))
                .with(function::poison(chosen))
                .with(source(chosen))
                .with(part(copy::SETTINGS, true, settings::settings(chosen)))
                .with(part(copy::FUNCTION, false, function::function(chosen)))
                .with(part(copy::HANDLER, false, handler::handler(chosen)))
                .with(part(copy::DEPLOY, false, deploy::deploy(chosen))),
        )
}

/// A part that folds away.
fn part(title: &'static str, open: bool, content: El) -> El {
    let details = el("details.part").with(el("summary").text(title)).with(content);
    if open { details.set("open", "") } else { details }
}

/// The choice among several mappings.
fn which(chosen: Chosen) -> El {
    let hall = chosen.hall;
    let several = move || hall.mappings.with(|mappings| mappings.len() > 1);
    let options = move || {
        let names = hall.mappings.with(|mappings| mappings.iter().map(|view| view.name.clone()).collect::<Vec<_>>());
        names.into_iter().enumerate().map(|(at, name)| el("option").set("value", &at.to_string()).text(&name))
    };
    let select = el("select")
        .on("change", move |event| chosen.choose(super::dom::value_of(&event).parse().unwrap_or(0)))
        .show(options);
    el("label.field").bind("hidden", move || !several()).with(el("span.label").text(copy::CHOOSE)).with(select)
}

/// Whether it reads the stream or a fan-out consumer. AWS makes another mapping for that, and so does this.
fn source(chosen: Chosen) -> El {
    const SOURCES: [(&str, &str); 2] = [("shared", copy::SOURCE_SHARED), ("pushed", copy::SOURCE_PUSHED)];
    let taken = move || if chosen.read(|view| view.pushed).unwrap_or_default() { "pushed" } else { "shared" };
    let take = move |value: &str| {
        let Some((consumer, view)) =
            untrack(|| chosen.id().zip(chosen.read(|view| (view.name.clone(), view.config.clone()))))
        else {
            return;
        };
        let reading = if value == "pushed" { Reading::Pushed } else { polled(chosen.hall) };
        let (name, config) = view;
        let outcome = chosen.apply(Command::RemoveConsumer { consumer }).and_then(|_| {
            chosen.apply(new_mapping(chosen.hall, name, StartingPosition::TrimHorizon, reading, (*config).clone()))
        });
        if let Err(reason) = outcome {
            chosen.hall.notice.set(reason);
        }
    };
    fields::choice(copy::SOURCE, &SOURCES, taken, take)
}

/// The button for the first mapping of a stream.
fn add(chosen: Chosen) -> El {
    let hall = chosen.hall;
    let press = move |_| {
        let function = FunctionConfig::new(copy::FIRST_FUNCTION.to_owned());
        let on_failure = Some(Destination { kind: DestinationKind::Sqs, name: copy::LOST_NAME.to_owned() });
        let config = MappingConfig { on_failure, ..MappingConfig::new(function) };
        let command =
            new_mapping(hall, copy::FIRST_NAME.to_owned(), StartingPosition::TrimHorizon, polled(hall), config);
        hall.notice.set(chosen.apply(command).map_or_else(|reason| reason, |_| copy::ADDED.to_owned()));
    };
    let button = el("button.button").set("type", "button").on("click", press).text(copy::ADD);
    el("div.act").with(button)
}

fn new_mapping(hall: Hall, name: String, start: StartingPosition, reading: Reading, config: MappingConfig) -> Command {
    let stream = hall.read(super::model::Model::stream);
    let work = Work::Mapping(Box::new(config));
    Command::AddConsumer(ConsumerConfig { name, stream, start, reading, work })
}

fn polled(hall: Hall) -> Reading {
    let limit = hall.read(|model| model.limits().get_records_limit_max);
    Reading::Polled { interval: MAPPING_POLL_INTERVAL, limit }
}
