//! What is on the page: the only place with reactive state, which Leptos keeps.
//!
//! A [`hall::Hall`] holds the simulation and the few values that tell of it; everything else here shows them or asks
//! it for something. The picture is drawn every frame, the tables are written some five times a second.

mod ambient;
mod asking;
mod board;
mod dom;
mod fanout;
mod fields;
mod figures;
mod hall;
mod hash_line;
mod header;
mod keys;
mod later;
mod legend;
mod live;
mod model;
mod news;
mod segmented;
mod showing;
mod speed;
mod stage;
mod tables;
mod theme;
mod tools;
mod transport;
mod xray;

pub(crate) mod words;

use crate::scenario::SCENES;
use dom::{El, el};
use hall::Hall;
use live::Live;
use model::Model;

pub(crate) use dom::mount;

/// The scene of the first view.
const FIRST_SCENE: &str = "first-belt";

/// What whoever mounts the page may choose.
#[derive(Clone, Debug, Default)]
pub(crate) struct Options {
    /// The id of a shipped scene.
    pub(crate) scene: Option<String>,
    /// The JSON text of a scenario, instead of a scene.
    pub(crate) scenario: Option<String>,
}

/// The page.
pub(crate) fn app(options: &Options) -> El {
    let wanted = options.scene.as_deref().unwrap_or(FIRST_SCENE);
    let place = SCENES.iter().position(|scene| scene.id == wanted).unwrap_or(0);
    let opened = match &options.scenario {
        Some(json) => Model::open(json, None).map(|model| (model, None)),
        None => Model::open(SCENES[place].json, None).map(|model| (model, Some(place))),
    };
    match opened {
        Ok((model, scene)) => page(model, scene),
        Err(reason) => {
            let told = el("p.broken").set("role", "alert").text(words::SCENARIO_REFUSED).text(" ").text(&reason);
            el("div.beltline").with(told)
        }
    }
}

fn page(model: Model, scene: Option<usize>) -> El {
    dom::begin_page();
    let still = ambient::media_query("(prefers-reduced-motion: reduce)");
    let narrow = ambient::media_query("(max-width: 900px)");
    let hall = Hall::new(model, scene, still, narrow);
    let theme = theme::Theming::new();
    let legend_open = Live::new(false);
    let tab = Live::new(tools::Tab::first_of(hall.showing.get_untracked()));
    keys::listen(hall, legend_open);
    if !still.get_untracked() {
        hall.set_playing(true);
    }
    let skip = el("a.skip")
        .set("href", "#beltline-words")
        .on("click", move |_| tools::show_words(hall, tab))
        .text(words::SKIP);
    let picture = el("section.hall").set("aria-label", words::HALL).with(board::board(hall)).with(stage::stage(
        hall,
        theme,
        legend_open,
        tab,
    ));
    let in_words = tables::tables(hall)
        .bind("role", move || narrow.get().then_some("tabpanel"))
        .bind("hidden", move || narrow.get() && tab.get() != tools::Tab::Words);
    el("div.beltline")
        .bind("data-theme", move || theme.attribute())
        .class_if("narrow", move || narrow.get())
        .with(skip)
        .with(header::header(hall, theme))
        .with(el("main").with(picture).with(tools::tools(hall, tab)).with(in_words))
        .with(transport::transport(hall))
        .with(el("p.unseen").set("role", "status").live(move || hall.notice.get()))
}
