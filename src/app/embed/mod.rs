//! The page as a part of somebody else's: no head, no tools, and only as high as what it shows.

mod host;
mod options;
mod told;

pub(crate) use host::Host;
pub(crate) use options::{Layout, Options};
pub(crate) use told::{Answer, Score, Told};

use super::dom::{El, el, yes_no};
use super::hall::Hall;
use super::later::absent;
use super::live::Live;
use super::study::Study;
use super::theme::Theming;
use super::{board, course_column, stage, tables, transport, words};
use crate::scenario::SCENES;
use crate::web::site;

/// What stands in somebody's element: the stage, a lesson, or a question with the stage below it once that is wanted.
pub(crate) fn widget(hall: Hall, theme: Theming, legend_open: Live<bool>, study: Study) -> El {
    let host = hall.host();
    let layout = host.layout();
    let in_words = Live::new(false);
    let shows_stage = move || layout != Layout::Question || host.stage_wanted.get();
    let controls = host.options().controls.clone();
    el("div.beltline")
        .set("data-layout", layout.name())
        .bind("data-theme", move || theme.attribute())
        .bind("data-controls", move || controls.clone())
        .class_if("narrow", move || hall.narrow.get())
        .with_all(matches!(layout, Layout::Lesson | Layout::Question).then(|| course_column(hall, study)))
        .with(el("div.absence").show(move || hall.absent.get().map(|place| absent(move || hall.open_scene(place)))))
        .with(el("div.played").show(move || shows_stage().then(|| played(hall, theme, legend_open, in_words))))
        .with(el("p.unseen").set("role", "status").live(move || hall.notice.get()))
}

/// The stage with its board, its time, and the same in words when that is wanted.
fn played(hall: Hall, theme: Theming, legend_open: Live<bool>, in_words: Live<bool>) -> El {
    let button = el("button.quiet")
        .set("type", "button")
        .bind("aria-expanded", move || yes_no(in_words.get()))
        .set("aria-controls", "beltline-words")
        .on("click", move |_| in_words.set(!in_words.get_untracked()))
        .text(words::IN_WORDS_LINK);
    let picture = el("section.hall").set("aria-label", words::HALL).with(board::board(hall)).with(stage::stage(
        hall,
        theme,
        legend_open,
        button,
    ));
    let tables = tables::tables(hall, move || in_words.get()).bind("hidden", move || !in_words.get());
    el("div.part").with(picture).with(transport::transport(hall)).with(whole_page(hall)).with(tables)
}

/// What is shown, and the way to the page that has everything else.
fn whole_page(hall: Hall) -> El {
    let scene = move || hall.scene.get().map(|place| &SCENES[place]);
    let address = move || site::address(&scene().map_or_else(String::new, |scene| format!("#scene={}", scene.id)));
    let link = el("a").bind("href", address).set("target", "_blank").set("rel", "noopener").text(words::WHOLE_PAGE);
    el("p.from small").with(el("span").live(move || scene().map(|scene| scene.title))).with(link)
}
