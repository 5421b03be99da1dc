//! Questions one after another: of a topic, or those that are due again.

use super::{Course, arriving, copy, prose, question, sight};
use crate::app::dom::{El, el};
use crate::app::live::{Live, spawn};
use crate::app::study::Place;
use crate::course::{Index, Question, Review, Seen, TopicProgress};
use crate::web::clock::epoch_ms;
use leptos::prelude::untrack;
use std::rc::Rc;
use web_sys::Element;

/// The questions of a topic, those not yet right first.
pub(super) fn topic(course: Course, index: &Rc<Index>, topic: &str) -> El {
    let seed = epoch_ms();
    let hashes = course.kept().progress.with_untracked(|progress| TopicProgress::order(index, progress, topic, seed));
    round(course, index, hashes, &copy::topic(topic), Seen::Topic)
}

/// The questions that are due, then new ones.
pub(super) fn review(course: Course, index: &Rc<Index>) -> El {
    let now_ms = epoch_ms();
    let hashes = course.kept().progress.with_untracked(|progress| Review::at(now_ms).due(progress, index));
    if hashes.is_empty() {
        let queue = course.kept().progress.with_untracked(|progress| Review::at(now_ms).queue(progress, index));
        return el("div.practice")
            .with(el("h1").set("tabindex", "-1").text(copy::REVIEW))
            .with(el("p").text(&copy::queue(&queue, now_ms)));
    }
    round(course, index, hashes, copy::REVIEW, Seen::Review)
}

/// A round of questions, by their hashes.
fn round(course: Course, index: &Rc<Index>, hashes: Vec<String>, title: &str, seen: Seen) -> El {
    let by_hash = |hash: &String| index.questions.iter().find(|entry| entry.hash == *hash);
    let ids: Vec<String> = hashes.iter().filter_map(by_hash).map(|entry| entry.id.clone()).collect();
    let count = ids.len();
    let (at, right) = (Live::new(0_usize), Live::new(0_usize));
    // Whoever begins a round can end it without a network.
    let all = ids.clone();
    spawn(at, async move {
        let _ = course.library().questions(all).await;
    });
    let ids = Rc::new(ids);
    let body = el("div.part");
    let node: Element = body.node();
    let body = body.show(move || {
        let now = at.get();
        Some(untrack(|| match ids.get(now) {
            Some(id) => {
                let id = id.clone();
                let ask = move || course.library().question(id.clone());
                arriving::arriving(course, ask, move |one| asked(course, &one, seen, at, right))
            }
            None => over(course, right.get_untracked(), count),
        }))
    });
    let mut before = 0;
    crate::app::live::effect(move || {
        let now = at.get();
        if now != before {
            sight::go_to_first(at, node.clone(), ".question, h2");
        }
        before = now;
    });
    el("div.practice")
        .with(el("h1").set("tabindex", "-1").text(title))
        .with(el("p.small").live(move || copy::question_of((at.get() + 1).min(count), count)))
        .with(body)
}

fn asked(course: Course, question: &Rc<Question>, seen: Seen, at: Live<usize>, right: Live<usize>) -> El {
    let answered = Live::new(false);
    let after: question::After = Rc::new(move |is_right, _| {
        if is_right {
            right.set(right.get_untracked() + 1);
        }
        answered.set(true);
    });
    let next = el("button.primary")
        .set("type", "button")
        .on("click", move |_| at.set(at.get_untracked() + 1))
        .text(copy::NEXT_QUESTION);
    el("div.part").with(question::card(course, question, epoch_ms(), seen, after)).with(
        el("div.after")
            .bind("hidden", move || !answered.get())
            .with(taught_by(course, question))
            .with(el("div.act").with(next)),
    )
}

/// The lesson that teaches what a question asks.
pub(super) fn taught_by(course: Course, question: &Question) -> El {
    let id = question.lesson.clone();
    arriving::arriving(
        course,
        move || course.library().index(),
        move |index| {
            let lesson = index.lessons.iter().find(|lesson| lesson.id == id);
            let link = lesson
                .map(|lesson| prose::place_link(course, Place::Lesson(lesson.id.clone(), None)).text(&lesson.title));
            el("p.small").text(copy::TAUGHT_BY).text(" ").with_all(link)
        },
    )
}

fn over(course: Course, right: usize, count: usize) -> El {
    el("div.over")
        .with(el("h2").set("tabindex", "-1").text(copy::ROUND_OVER))
        .with(el("p").set("role", "status").text(&copy::round_score(right, count)))
        .with(
            el("div.act").with(
                el("button.primary")
                    .set("type", "button")
                    .on("click", move |_| course.study().go(Place::Contents))
                    .text(copy::TO_CONTENTS),
            ),
        )
}
