//! A question, graded as soon as it is answered.

use super::option::Sheet;
use super::{Course, copy, prose, sight, sources};
use crate::app::dom::{El, el};
use crate::app::live::Live;
use crate::course::{Answer, Proof, Question, Seen, option_order};
use crate::web::clock::epoch_ms;
use leptos::prelude::untrack;
use std::rc::Rc;
use web_sys::Element;

/// What is to be done once a question is answered: whether it was right, and whether the reader was sure.
pub(super) type After = Rc<dyn Fn(bool, bool)>;

/// A question that is answered here and now. `seed` mixes its options.
pub(super) fn card(course: Course, question: &Rc<Question>, seed: u64, place: Seen, after: After) -> El {
    let sheet = Sheet {
        course,
        question: Rc::clone(question),
        order: Rc::new(option_order(seed, question)),
        chosen: Live::new(Vec::new()),
        graded: Live::new(false),
    };
    let (error, asked_ms) = (Live::new(None::<String>), epoch_ms());
    let verdict = verdict(&sheet);
    let verdict_node: Element = verdict.node();
    let answer = {
        let sheet = sheet.clone();
        Rc::new(move |sure: bool| {
            let (chosen, wanted) = (sheet.chosen.get_untracked(), sheet.question.choose());
            if chosen.len() != wanted {
                return error.set(Some(copy::want_choice(wanted, chosen.len())));
            }
            error.set(None);
            let right = sheet.question.grade(&chosen).right;
            sheet.graded.set(true);
            course.answered(&sheet.question, Answer { at_ms: epoch_ms(), chosen, right, sure, seen: place }, asked_ms);
            after(right, sure);
            // The buttons go; whoever pressed one reads on at the verdict.
            sight::read_on(sheet.graded, verdict_node.clone());
        })
    };
    let button = |class: &'static str, sure: bool| {
        let answer = Rc::clone(&answer);
        let text = if sure { copy::ANSWER_SURE } else { copy::ANSWER_UNSURE };
        el(class).set("type", "button").on("click", move |_| answer(sure)).text(text)
    };
    let graded = sheet.graded;
    el("section.question")
        .set("tabindex", "-1")
        .set("aria-label", copy::QUESTION)
        .with(about(question))
        .with(stem(course, question))
        .with(sheet.options())
        .with(
            el("p.error")
                .set("role", "alert")
                .bind("hidden", move || error.with(Option::is_none))
                .live(move || error.get()),
        )
        .with(
            el("div.act")
                .bind("hidden", move || graded.get())
                .with(button("button.quiet", false))
                .with(button("button.primary", true)),
        )
        .with(verdict)
        .with(reasons(&sheet))
}

/// Where a question belongs, how hard it is, and what its key rests on.
pub(super) fn about(question: &Question) -> El {
    el("p.eyebrow").text(&copy::about_question(question.task, question.level, is_proved(question)))
}

fn is_proved(question: &Question) -> bool {
    matches!(question.proof, Proof::Engine(_))
}

/// What is asked.
pub(super) fn stem(course: Course, question: &Question) -> El {
    el("div.stem").with_all(prose::blocks(course, &question.stem))
}

/// Whether the answer was right; heard by a screen reader at once.
fn verdict(sheet: &Sheet) -> El {
    let (chosen, graded, question) = (sheet.chosen, sheet.graded, Rc::clone(&sheet.question));
    let right = move || question.grade(&chosen.get_untracked()).right;
    let also = right.clone();
    el("p.verdict")
        .set("role", "status")
        .set("tabindex", "-1")
        .class_if("good", move || graded.get() && right())
        .class_if("wrong", {
            let right = also.clone();
            move || graded.get() && !right()
        })
        .live(move || graded.get().then(|| if also() { copy::RIGHT } else { copy::WRONG }))
}

/// Why the key is what it is: shown when the question is graded.
pub(super) fn reasons(sheet: &Sheet) -> El {
    let (graded, question, course) = (sheet.graded, Rc::clone(&sheet.question), sheet.course);
    el("div.part").show(move || {
        graded.get().then(|| {
            untrack(|| {
                let fact = match &question.proof {
                    Proof::Fact(words) => {
                        let words = prose::line(course, el("p.small").text(copy::RESTS_ON).text(" "), words);
                        Some(words)
                    }
                    Proof::Engine(_) => None,
                };
                el("div.reasons")
                    .with_all(prose::blocks(course, &question.explanation))
                    .with_all(fact)
                    .with_all(sources::values(&question.values))
                    .with(sources::sources(&question.sources))
            })
        })
    })
}
