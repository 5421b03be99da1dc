//! The marks as a list: what happened, and a way to get there.

use super::copy;
use crate::app::dom::{El, el};
use crate::app::hall::Hall;
use crate::engine::time::Micros;

/// The list with its two buttons.
pub(super) fn marks(hall: Hall) -> El {
    let known = hall.times().known;
    let keys = move || {
        let branch = known.with(|known| known.branch.0);
        hall.read(|model| model.timeline().marks().iter().map(|mark| (branch, mark.number)).collect())
    };
    let none = move || {
        known.track();
        hall.read(|model| model.timeline().marks().is_empty())
    };
    let to = move |ahead: bool| {
        if !hall.go_to_mark(ahead) {
            hall.notice.set(if ahead { copy::NO_MARK_NEXT } else { copy::NO_MARK_BEFORE }.to_owned());
        }
    };
    let button = |name, ahead| el("button.quiet").set("type", "button").on("click", move |_| to(ahead)).text(name);
    el("section.marks")
        .set("aria-label", copy::MARKS)
        .with(el("h3").text(copy::MARKS))
        .with(el("p.small").bind("hidden", move || !none()).text(copy::MARKS_NONE))
        .with(
            el("div.act")
                .bind("hidden", none)
                .with(button(copy::MARK_BEFORE, false))
                .with(button(copy::MARK_NEXT, true)),
        )
        .with(el("ol.mark-list").set("aria-label", copy::MARKS).each(keys, move |(_, number)| mark(hall, number)))
}

fn mark(hall: Hall, number: u64) -> El {
    let told = hall.read(|model| {
        let mark = *model.timeline().marks().iter().find(|mark| mark.number == number)?;
        Some((mark, copy::subject(model.world(), &mark)))
    });
    let Some((mark, subject)) = told else { return el("li") };
    let at: Micros = mark.fact.at;
    let name = el("b").text(copy::kind(mark.kind));
    let subject = subject.map(|subject| el("span").text(&subject));
    let go = el("button.go")
        .set("type", "button")
        .class_if("harm", move || mark.kind.is_harm())
        .bind("aria-current", move || (hall.clock.get() == at).then_some("true"))
        .on("click", move |_| hall.go_to(at))
        .with(el("span.at").text(&at.to_string()))
        .text(" ")
        .with(name)
        .text(" ")
        .with_all(subject);
    el("li").with(go)
}
