//! What is on the page: the only place with reactive state, which Leptos keeps.
//!
//! A [`hall::Hall`] holds the simulation and the few values that tell of it; everything else here shows them or asks
//! it for something. The picture is drawn every frame, the tables are written some five times a second.

mod ambient;
mod around;
mod asking;
mod board;
mod capacity;
mod course;
mod dom;
pub(crate) mod embed;
mod fanout;
mod fields;
mod figures;
mod hall;
mod hash_line;
mod header;
mod keys;
mod later;
mod legend;
mod lineage;
mod live;
mod model;
mod news;
mod scenes;
mod segmented;
mod showing;
mod speed;
mod stage;
mod study;
mod tables;
mod theme;
mod timeline;
mod times;
mod tools;
mod transport;
mod turns;
mod xray;

pub(crate) mod words;

use crate::engine::time::Micros;
use crate::web::address;
use crate::web::turn::breathe;
use dom::{El, el};
use embed::{Host, Layout, Told};
use hall::Hall;
use later::{absent, later, replaced};
use live::Live;
use model::Model;
use scenes::Asked;
use std::rc::Rc;
use study::{Place, Study};
use theme::Theming;

pub(crate) use dom::{mount, take_children};
pub(crate) use theme::{SYSTEM as THEME_SYSTEM, named as theme_named};

/// The page, in its outermost element; until it stands, that holds what was `before`.
pub(crate) fn app(host: Host, before: Option<El>) -> El {
    let layout = host.layout();
    let frame = el("div.beltline-frame").with(opened(host, before));
    host.follow_size(frame.node());
    if layout == Layout::Page { frame } else { frame.set("class", "beltline-frame beltline-embedded") }
}

fn opened(host: Host, before: Option<El>) -> El {
    let options = host.options();
    let hash = if options.routes { address::hash() } else { String::new() };
    let asked = match (&options.scenario, options.scene_place()) {
        (Some(json), _) => Asked::Text(json.clone()),
        (None, Ok(named)) => Asked::Scene(named.or_else(|| study::scene_named(&hash)).unwrap_or(0)),
        (None, Err(_)) if !options.embed => Asked::Scene(0),
        (None, Err(message)) => return refused(host, message),
    };
    let place = place(&options).or_else(|| Place::named(&hash));
    let opening = Rc::new(Opening { host, scene: asked.place(), place });
    let is_note = Live::new(before.is_none());
    let fetch = move || {
        let (asked, opening) = (asked.clone(), Rc::clone(&opening));
        async move {
            let page = match scenes::open(asked).await {
                Ok(opened) => Ok(shown(opened, &opening).await),
                Err(absent) => Err(absent),
            };
            is_note.set(page.is_err());
            page
        }
    };
    let theme = Theming::new(host);
    let note = el("div").class_if("beltline-note", move || is_note.get()).bind("data-theme", move || theme.attribute());
    replaced(note, before, fetch)
}

/// What the page is opened with besides the simulation.
struct Opening {
    host: Host,
    /// The scene's place among the shipped ones.
    scene: Option<usize>,
    /// A place in the course.
    place: Option<Place>,
}

fn place(options: &embed::Options) -> Option<Place> {
    let lesson = options.lesson.clone().map(|id| Place::Lesson(id, None));
    options.question.clone().map(Place::Question).or(lesson)
}

async fn shown(opened: Result<Model, String>, opening: &Opening) -> El {
    match opened {
        Ok(model) => page(model, opening).await,
        Err(reason) => refused(opening.host, reason),
    }
}

/// Why there is nothing to see.
fn refused(host: Host, reason: String) -> El {
    let told = el("p.broken").set("role", "alert").text(words::SCENARIO_REFUSED).text(" ").text(&reason);
    host.tell(Told::Error { message: reason });
    el("div.beltline").with(told)
}

async fn page(model: Model, opening: &Opening) -> El {
    dom::begin_page();
    let (host, options) = (opening.host, opening.host.options());
    let still = ambient::media_query("(prefers-reduced-motion: reduce)");
    let hall = Hall::new(model, opening.scene, still, host);
    let theme = Theming::new(host);
    let legend_open = Live::new(false);
    let study = Study::new(opening.place.clone());
    if options.routes {
        study.follow_address(hall);
    }
    scenes::fetch_when_idle(hall);
    if options.start > Micros::ZERO {
        hall.go_to(options.start);
    }
    // A lesson sets the stage itself.
    let is_lesson = matches!(opening.place, Some(Place::Lesson(..)));
    let plays = options.autoplay.unwrap_or(!options.embed && !is_lesson);
    if plays && !still.get_untracked() {
        hall.set_playing(true);
    }
    let page = match host.layout() {
        Layout::Page => whole(hall, theme, legend_open, study).await,
        Layout::Scene | Layout::Lesson | Layout::Question => embed::widget(hall, theme, legend_open, study),
    };
    keys::listen(hall, legend_open, study, &page);
    // A lesson or a question tells that it stands when it has come.
    if matches!(host.layout(), Layout::Page | Layout::Scene) {
        host.stands();
    }
    page
}

/// The whole page. Its parts are made one a turn, so that a slow machine answers meanwhile; the stage comes last, for it
/// brings the frames.
async fn whole(hall: Hall, theme: Theming, legend_open: Live<bool>, study: Study) -> El {
    let narrow = hall.narrow;
    let tab = Live::new(tools::Tab::first_of(hall.showing.get_untracked()));
    let to_words = |class| el(class).set("href", "#beltline-words").on("click", move |_| tools::show_words(hall, tab));
    breathe().await;
    let head = header::header(hall, theme, study);
    breathe().await;
    let board = board::board(hall);
    breathe().await;
    let tools = tools::tools(hall, tab).bind("hidden", move || study.open.get());
    let in_words = tables::tables(hall, move || tab.get() == tools::Tab::Words)
        .bind("role", move || narrow.get().then_some("tabpanel"))
        .bind("hidden", move || narrow.get() && (study.open.get() || tab.get() != tools::Tab::Words));
    breathe().await;
    let transport = transport::transport(hall);
    breathe().await;
    let stage = stage::stage(hall, theme, legend_open, to_words("a").text(words::IN_WORDS_LINK));
    let picture = el("section.hall").set("aria-label", words::HALL).with(board).with(stage);
    el("div.beltline")
        .bind("data-theme", move || theme.attribute())
        .class_if("narrow", move || narrow.get())
        .class_if("studying", move || study.open.get())
        .with(to_words("a.skip").text(words::SKIP))
        .with(head)
        .with(el("div").show(move || hall.absent.get().map(|place| absent(move || hall.open_scene(place)))))
        .with(el("main").with(picture).with(course_column(hall, study)).with(tools).with(in_words))
        .with(transport)
        .with(el("p.unseen").set("role", "status").live(move || hall.notice.get()))
}

/// The course, where it is in sight.
fn course_column(hall: Hall, study: Study) -> El {
    let column = el("aside.course")
        .set("id", "beltline-course")
        .set("aria-label", words::COURSE)
        .bind("hidden", move || !study.open.get());
    let idle = hall.idle();
    later(column, move || idle.get() || study.open.get(), move || course::course(hall, study))
}
