//! The options of a question: native inputs, and after grading why each is right or wrong.

use super::refute::show_me;
use super::{Course, copy, prose};
use crate::app::dom::{El, el};
use crate::app::live::Live;
use crate::course::{Question, QuestionKind};
use leptos::prelude::untrack;
use std::rc::Rc;

/// The options of a question as they are shown once.
#[derive(Clone)]
pub(super) struct Sheet {
    pub(super) course: Course,
    pub(super) question: Rc<Question>,
    /// The places of the options, in the order they are shown in.
    pub(super) order: Rc<Vec<usize>>,
    /// The places of those that are chosen.
    pub(super) chosen: Live<Vec<usize>>,
    /// Whether they are graded.
    pub(super) graded: Live<bool>,
}

/// What options are called, in the order they are shown in.
const LETTERS: [&str; 6] = ["A", "B", "C", "D", "E", "F"];

impl Sheet {
    /// The list.
    pub(super) fn options(&self) -> El {
        let rows = self.order.iter().enumerate().map(|(at, &place)| self.option(LETTERS.get(at).unwrap_or(&""), place));
        el("fieldset.options")
            .with(el("legend").text(&copy::choose(self.question.choose())))
            .with_all(rows.collect::<Vec<_>>())
    }

    fn option(&self, letter: &'static str, place: usize) -> El {
        let (question, chosen, graded) = (Rc::clone(&self.question), self.chosen, self.graded);
        let is_one = question.kind == QuestionKind::Choice;
        let is_chosen = move || chosen.with(|chosen| chosen.contains(&place));
        let right = question.options[place].right;
        let take = move |_| {
            let mut now = chosen.get_untracked();
            if is_one {
                now = vec![place];
            } else if let Some(at) = now.iter().position(|one| *one == place) {
                now.remove(at);
            } else {
                now.push(place);
            }
            chosen.set(now);
        };
        let input = el("input")
            .set("type", if is_one { "radio" } else { "checkbox" })
            .set("name", &format!("question-{}", question.id))
            .flag("checked", is_chosen)
            .bind("disabled", move || graded.get())
            .on("change", take);
        let words = prose::line(self.course, el("span.said"), &question.options[place].text);
        let letter = el("span.letter").set("aria-hidden", "true").text(letter);
        let this = self.clone();
        let why = move || graded.get().then(|| untrack(|| this.why(place)));
        el("div.option-row")
            .class_if("right", move || graded.get() && right)
            .class_if("wrong", move || graded.get() && !right && is_chosen())
            .with(el("label.option").with(input).with(letter).with(words))
            .show(why)
    }

    fn why(&self, place: usize) -> El {
        let option = &self.question.options[place];
        let is_chosen = self.chosen.with_untracked(|chosen| chosen.contains(&place));
        let words = el("p").with(el("strong").text(copy::verdict_of_option(option.right, is_chosen))).text(" ");
        el("div.why-row").with(prose::line(self.course, words, &option.why)).with_all(show_me(
            self.course,
            &self.question,
            place,
        ))
    }
}
