//! The column of the course: one screen at a time, and the way between them.

use super::library::Missing;
use super::{Course, arriving, contents, copy, exam, lesson, practice, question, sight};
use crate::app::dom::{El, el};
use crate::app::embed::Layout;
use crate::app::live::{Live, effect, memo};
use crate::app::study::Place;
use crate::course::Seen;
use crate::web::clock::epoch_ms;
use leptos::prelude::untrack;
use std::rc::Rc;
use web_sys::Element;

/// The column.
pub(super) fn column(course: Course) -> El {
    let study = course.study();
    // A step of a lesson is no screen of its own.
    let screen = memo(move || match study.place.get() {
        Place::Lesson(id, _) => Place::Lesson(id, None),
        other => other,
    });
    let bar = el("nav.bar")
        .set("aria-label", copy::WAYS)
        .bind("hidden", move || course.is_embedded())
        .with(
            el("button.quiet")
                .set("type", "button")
                .bind("disabled", move || screen.get() == Place::Contents)
                .on("click", move |_| study.go(Place::Contents))
                .text(copy::CONTENTS),
        )
        .with(el("button.quiet").set("type", "button").on("click", move |_| study.set_open(false)).text(copy::TOOLS));
    // Whoever goes to another screen begins to read at its title, once it is there; the page's first screen takes no focus.
    let title = Title { wanted: Live::new(false) };
    let mut before = None;
    effect(move || {
        let now = (study.open.get(), screen.get());
        if now.0 && before.as_ref().is_some_and(|before| *before != now) {
            title.wanted.set(true);
        }
        before = Some(now);
    });
    // The column waits out of sight until somebody opens it; what the course holds is not fetched before.
    let opened = Live::new(study.open.get_untracked());
    effect(move || {
        if study.open.get() && !opened.get_untracked() {
            opened.set(true);
        }
    });
    let body = el("div.screen").show(move || {
        let screen = opened.get().then(|| screen.get())?;
        untrack(|| Some(self::screen(course, &screen, title)))
    });
    el("div.course-column").with(bar).with(trouble(course)).with(body)
}

/// What is wrong with keeping the reader's progress.
fn trouble(course: Course) -> El {
    // A single question elsewhere is no progress.
    let is_one_question = course.host().layout() == Layout::Question;
    let trouble = course.kept().trouble;
    el("p.trouble")
        .set("role", "status")
        .bind("hidden", move || is_one_question || trouble.with(Option::is_none))
        .live(move || trouble.get())
}

/// Where the reader begins on a screen, and whether that is to take the focus.
#[derive(Clone, Copy)]
struct Title {
    wanted: Live<bool>,
}

impl Title {
    /// A screen that has come: one reads from its title on, or from the step of a lesson that one has come to.
    fn of(self, course: Course, screen: El) -> El {
        const LATER_STEP: &str = ".step + .step[aria-current]";
        course.host().stands();
        let node: Element = screen.node();
        let is_later = matches!(node.query_selector(LATER_STEP), Ok(Some(_)));
        if self.wanted.get_untracked() {
            self.wanted.set(false);
            sight::go_to_first(self.wanted, node, if is_later { LATER_STEP } else { "h1" });
        } else if is_later && !course.is_embedded() {
            sight::scroll_to_first(self.wanted, node, LATER_STEP);
        }
        screen
    }
}

fn screen(course: Course, screen: &Place, title: Title) -> El {
    match screen {
        Place::Contents => arriving::arriving(
            course,
            move || course.library().index(),
            move |index| title.of(course, contents::contents(course, &index)),
        ),
        Place::Lesson(id, _) => {
            let id = id.clone();
            arriving::arriving(
                course,
                move || course.library().lesson(id.clone()),
                move |one| title.of(course, lesson::lesson(course, &one)),
            )
        }
        Place::Question(id) => {
            let id = id.clone();
            arriving::arriving(
                course,
                move || course.library().question(id.clone()),
                move |one| {
                    let after: question::After = Rc::new(|_, _| ());
                    title.of(
                        course,
                        el("div.alone")
                            .with(el("h1").set("tabindex", "-1").text(copy::QUESTION))
                            .with(question::card(course, &one, epoch_ms(), Seen::Topic, after))
                            .with(practice::taught_by(course, &one)),
                    )
                },
            )
        }
        Place::Topic(topic) => {
            let topic = topic.clone();
            let known = topic.clone();
            let ask = move || {
                let known = known.clone();
                async move {
                    let index = course.library().index().await?;
                    let is_known = index.questions.iter().any(|question| question.topic == known);
                    if is_known { Ok(index) } else { Err(Missing::Unknown(copy::no_topic(&known))) }
                }
            };
            arriving::arriving(course, ask, move |index| title.of(course, practice::topic(course, &index, &topic)))
        }
        Place::Review => arriving::arriving(
            course,
            move || course.library().index(),
            move |index| title.of(course, practice::review(course, &index)),
        ),
        Place::Exam => arriving::arriving(
            course,
            move || course.library().index(),
            move |index| title.of(course, exam::exam(course, &index)),
        ),
    }
}
