//! A step of a lesson on the page.

use super::walk::Walk;
use super::{arriving, copy, predict, prose, question, scene, sight};
use crate::app::dom::{El, el};
use crate::app::live::{Live, effect};
use crate::course::{Block, Seen, Step};
use crate::web::clock::epoch_ms;
use std::rc::Rc;
use web_sys::Element;

/// The step with this number, from 0.
pub(super) fn step(walk: Walk, number: usize, step: &Step<'_>) -> El {
    let done = Live::new(step.task.is_none());
    let text = step.text.iter().map(|block| text(walk, block));
    let section = el("section.step")
        .set("tabindex", "-1")
        .set("aria-label", &copy::step_of(number + 1, walk.count))
        .bind("hidden", move || number > walk.reached.get())
        .bind("aria-current", move || (walk.at.get() == number).then_some("step"))
        .with_all(text)
        .with_all(step.task.map(|task| self::task(walk, step.place, task, done)))
        .with(onward(walk, number, done));
    come_into_sight(walk, number, section.node());
    section
}

fn text(walk: Walk, block: &Block) -> El {
    match block {
        Block::Prose(prose) => prose::block(walk.course, prose),
        Block::Notes(notes) => {
            el("details.notes").with(el("summary").text(copy::NOTES)).with_all(prose::blocks(walk.course, notes))
        }
        Block::Scene(_) | Block::Predict(_) | Block::Question(_) => el("div"),
    }
}

fn task(walk: Walk, place: usize, task: &Block, done: Live<bool>) -> El {
    let course = walk.course;
    match task {
        Block::Scene(scene) => scene::scene(walk, scene, done),
        Block::Predict(prediction) => predict::predict(walk, place, prediction, done),
        Block::Question(id) => {
            let id = id.clone();
            let after: question::After = Rc::new(move |_, _| done.set(true));
            let seed = epoch_ms();
            let ask = move || course.library().question(id.clone());
            arriving::arriving(course, ask, move |asked| {
                question::card(course, &asked, seed, Seen::Lesson, Rc::clone(&after))
            })
        }
        Block::Prose(_) | Block::Notes(_) => el("div"),
    }
}

/// The way on: it is the thing to do once the step's own task is done, and open all the same before.
fn onward(walk: Walk, number: usize, done: Live<bool>) -> El {
    let is_last = number + 1 == walk.count;
    let press = move |_| if is_last { walk.finish() } else { walk.go(number + 1) };
    let button = el("button")
        .set("type", "button")
        .bind("class", move || if done.get() { "primary" } else { "quiet" })
        .on("click", press)
        .live(move || match (is_last, done.get()) {
            (true, _) => copy::FINISH,
            (false, true) => copy::CONTINUE,
            (false, false) => copy::SKIP,
        });
    el("div.act").bind("hidden", move || number != walk.reached.get() || walk.finished.get()).with(button)
}

/// A step that the reader goes to is scrolled to, and takes the focus; the first one they open is where the page begins.
fn come_into_sight(walk: Walk, number: usize, section: Element) {
    let mut before = Some(walk.at.get_untracked());
    effect(move || {
        let at = walk.at.get();
        if before != Some(at) && at == number {
            sight::go_to(walk.at, section.clone());
        }
        before = Some(at);
    });
}
