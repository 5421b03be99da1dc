//! Leptos components: the only place with reactive state.
//!
//! A [`hall::Hall`] holds the simulation and the few signals that tell of it; everything else here shows them or asks
//! it for something. The picture is drawn every frame, the tables are written some five times a second.

mod ambient;
mod board;
mod figures;
mod hall;
mod hash_line;
mod header;
mod keys;
mod legend;
mod model;
mod news;
mod segmented;
mod speed;
mod stage;
mod tables;
mod theme;
mod tools;
mod transport;

pub(crate) mod words;

use crate::scenario::SCENES;
use hall::Hall;
use leptos::prelude::*;
use model::Model;

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
pub(crate) fn app(options: &Options) -> AnyView {
    let wanted = options.scene.as_deref().unwrap_or(FIRST_SCENE);
    let place = SCENES.iter().position(|scene| scene.id == wanted).unwrap_or(0);
    let opened = match &options.scenario {
        Some(json) => Model::open(json, None).map(|model| (model, None)),
        None => Model::open(SCENES[place].json, None).map(|model| (model, Some(place))),
    };
    match opened {
        Ok((model, scene)) => page(model, scene),
        Err(reason) => view! {
            <div class="beltline">
                <p class="broken" role="alert">{words::SCENARIO_REFUSED} " " {reason}</p>
            </div>
        }
        .into_any(),
    }
}

fn page(model: Model, scene: Option<usize>) -> AnyView {
    let still = ambient::media_signal("(prefers-reduced-motion: reduce)");
    let narrow = ambient::media_signal("(max-width: 900px)");
    let hall = Hall::new(model, scene, still, narrow);
    let theme = theme::Theming::new();
    let legend_open = RwSignal::new(false);
    let tab = RwSignal::new(tools::Tab::Record);
    keys::listen(hall, legend_open);
    if !still.get_untracked() {
        hall.set_playing(true);
    }
    let words_hidden = move || narrow.get() && tab.get() != tools::Tab::Words;
    view! {
        <div class="beltline" data-theme=move || theme.attribute() class:narrow=narrow>
            <a class="skip" href="#beltline-words" on:click=move |_| tools::show_words(hall, tab)>{words::SKIP}</a>
            {header::header(hall, theme)}
            <main>
                <section class="hall" aria-label=words::HALL>
                    {board::board(hall)}
                    {stage::stage(hall, theme, legend_open, tab)}
                </section>
                {tools::tools(hall, tab)}
                <section class="words" id="beltline-words" tabindex="-1" aria-labelledby="words-title" hidden=words_hidden>
                    {tables::tables(hall)}
                </section>
            </main>
            {transport::transport(hall)}
            <p class="unseen" role="status">{move || hall.notice.get()}</p>
        </div>
    }
    .into_any()
}
