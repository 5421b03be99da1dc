//! A lesson on the page.

use super::walk::Walk;
use super::{Course, copy, sources, step};
use crate::app::dom::{El, el};
use crate::app::live::{effect, spawn};
use crate::app::study::Place;
use crate::course::Lesson;
use crate::web::listen::Listener;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

/// The lesson, from its title to what comes after it.
pub(super) fn lesson(course: Course, lesson: &Rc<Lesson>) -> El {
    let walk = Walk::new(course, lesson);
    let steps = lesson.steps();
    let steps = steps.iter().enumerate().map(|(number, one)| step::step(walk, number, one));
    let column = el("article.lesson")
        .with(el("p.eyebrow").text(&copy::lesson_number(lesson.number, lesson.minutes, walk.count)))
        .with(el("h1").set("tabindex", "-1").text(&lesson.title))
        .with(el("p.lead").text(&lesson.idea))
        .with_all(steps)
        .with(closing(walk, lesson));
    listen(walk, column.node());
    fetch_next(walk);
    column
}

/// Who is at the last step will want the next lesson soon.
fn fetch_next(walk: Walk) {
    let library = walk.course.library();
    effect(move || {
        if walk.at.get() + 1 < walk.count {
            return;
        }
        let id = walk.lesson().id.clone();
        spawn(walk.at, async move {
            // Whoever opens it asks again, and is told.
            let Ok(index) = library.index().await else { return };
            let at = index.lessons.iter().position(|entry| entry.id == id);
            if let Some(next) = at.and_then(|at| index.lessons.get(at + 1)) {
                let _ = library.lesson(next.id.clone()).await;
            }
        });
    });
}

/// What has changed since, where it all stands, and the next lesson.
fn closing(walk: Walk, lesson: &Rc<Lesson>) -> El {
    let course = walk.course;
    let id = lesson.id.clone();
    let next = super::arriving::arriving(
        course,
        move || course.library().index(),
        move |index| {
            let at = index.lessons.iter().position(|entry| entry.id == id);
            match at.and_then(|at| index.lessons.get(at + 1)) {
                Some(next) => {
                    let place = Place::Lesson(next.id.clone(), None);
                    el("div.next").with(el("p").text(copy::NEXT_LESSON).text(" ").text(&next.title)).with(
                        el("div.act").with(
                            el("button.primary")
                                .set("type", "button")
                                .on("click", move |_| course.study().go(place.clone()))
                                .text(copy::OPEN_NEXT),
                        ),
                    )
                }
                None => el("p").text(copy::LAST_LESSON),
            }
        },
    );
    let id = lesson.id.clone();
    let forget = el("button.quiet")
        .set("type", "button")
        .on("click", move |_| {
            course.kept().forget_lesson(&id);
            course.study().go(Place::Contents);
        })
        .text(copy::FORGET_LESSON);
    el("section.closing")
        .set("tabindex", "-1")
        .set("aria-label", copy::FINISHED)
        .bind("hidden", move || !walk.finished.get())
        .with(el("p.verdict good").set("role", "status").live(move || walk.finished.get().then_some(copy::FINISHED)))
        .with_all(sources::values(&lesson.values))
        .with(sources::sources(&lesson.sources))
        .with(next)
        .with(el("div.act").with(forget))
}

/// A presenter's remote sends Page Up and Page Down; so does a keyboard, and the arrow keys stay for scrolling.
fn listen(walk: Walk, column: Element) {
    let heard = walk.course.host().hears(&column);
    let keep = Listener::new(&heard, "keydown", move |event| {
        let Ok(event) = event.dyn_into::<KeyboardEvent>() else { return };
        let is_ours = walk.course.study().open.get_untracked() && column.is_connected() && !event.default_prevented();
        if !is_ours {
            return;
        }
        let at = walk.at.get_untracked();
        match event.key().as_str() {
            "PageDown" if at + 1 < walk.count => walk.go(at + 1),
            "PageDown" => walk.finish(),
            "PageUp" if at > 0 => walk.go(at - 1),
            _ => return,
        }
        event.prevent_default();
    });
    crate::app::live::keep(keep);
}
