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
mod scenes;
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
use later::{absent, later};
use live::Live;
use model::Model;
use scenes::Asked;

pub(crate) use dom::mount;

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
    let place = SCENES.iter().position(|scene| options.scene.as_deref() == Some(scene.id));
    let asked = match &options.scenario {
        Some(json) => Asked::Text(json.clone()),
        None => Asked::Scene(place.unwrap_or(0)),
    };
    if let Asked::Scene(0) = asked {
        return shown(scenes::first(), Some(0));
    }
    let there = Live::new(false);
    let fetch = move || {
        let asked = asked.clone();
        async move {
            let place = asked.place();
            let opened = scenes::open(asked).await?;
            there.set(true);
            Ok(shown(opened, place))
        }
    };
    later(el("div").class_if("beltline-note", move || !there.get()), || true, fetch)
}

fn shown(opened: Result<Model, String>, scene: Option<usize>) -> El {
    match opened {
        Ok(model) => page(model, scene),
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
    scenes::fetch_when_idle(hall);
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
    let in_words = tables::tables(hall, tab)
        .bind("role", move || narrow.get().then_some("tabpanel"))
        .bind("hidden", move || narrow.get() && tab.get() != tools::Tab::Words);
    el("div.beltline")
        .bind("data-theme", move || theme.attribute())
        .class_if("narrow", move || narrow.get())
        .with(skip)
        .with(header::header(hall, theme))
        .with(el("div").show(move || hall.absent.get().map(|place| absent(move || hall.open_scene(place)))))
        .with(el("main").with(picture).with(tools::tools(hall, tab)).with(in_words))
        .with(transport::transport(hall))
        .with(el("p.unseen").set("role", "status").live(move || hall.notice.get()))
}
