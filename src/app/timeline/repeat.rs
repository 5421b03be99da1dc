//! A range that is played again and again.

use super::copy;
use crate::app::dom::{El, el};
use crate::app::hall::Hall;
use crate::app::live::Live;
use crate::engine::time::Micros;

/// The controls.
pub(super) fn repeat(hall: Hall) -> El {
    let range = hall.times().repeat;
    let started = Live::new(None::<Micros>);
    let now = move || hall.read(crate::app::model::Model::now);
    let start = move |_| {
        started.set(Some(now()));
        // A range that is there already keeps its end when it can.
        let end = range.get_untracked().map(|(_, end)| end).filter(|end| *end > now());
        range.set(end.map(|end| (now(), end)));
    };
    let finish = move |_| {
        let start = started.get_untracked().unwrap_or(Micros::ZERO);
        if now() > start {
            range.set(Some((start, now())));
        } else {
            hall.notice.set(copy::REPEAT_BACKWARDS.to_owned());
        }
    };
    let clear = move |_| {
        started.set(None);
        range.set(None);
    };
    let told = move || match (range.get(), started.get()) {
        (Some((start, end)), _) => copy::repeats(start, end),
        (None, Some(start)) => copy::starts(start),
        (None, None) => copy::REPEAT_NONE.to_owned(),
    };
    let button = |name| el("button.quiet").set("type", "button").text(name);
    let is_set = move || range.get().is_some() || started.get().is_some();
    el("section.repeat")
        .set("aria-label", copy::REPEAT)
        .with(el("h3").text(copy::REPEAT))
        .with(el("p.small").set("role", "status").live(told))
        .with(
            el("div.act")
                .with(button(copy::REPEAT_START).on("click", start))
                .with(button(copy::REPEAT_END).on("click", finish))
                .with(button(copy::REPEAT_CLEAR).on("click", clear).flag("disabled", move || !is_set())),
        )
}
