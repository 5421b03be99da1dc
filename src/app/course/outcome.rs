//! How a prediction came out.

use super::predict::Predicting;
use super::{copy, prose};
use crate::app::dom::{El, el};
use crate::course::{Guess, Inline, Prediction, Sought};
use leptos::prelude::untrack;
use std::rc::Rc;

/// The verdict, what came out, and why.
pub(super) fn outcome(at_work: &Predicting) -> El {
    let (committed, measured, revealed) = (at_work.committed, at_work.measured, at_work.revealed);
    let (course, prediction) = (at_work.walk.course, Rc::clone(&at_work.prediction));
    el("div.outcome").set("role", "status").show(move || {
        let (revealed, measured) = (revealed.get(), measured.get());
        let measured = measured.filter(|_| revealed)?;
        untrack(|| {
            let guess = committed.get_untracked();
            let outcome = prediction.sought.grade(&measured, guess.as_ref().unwrap_or(&Guess::Order(Vec::new())));
            let (class, said) = match &guess {
                None => ("p.verdict", copy::NOT_GUESSED),
                Some(_) if outcome.right => ("p.verdict good", copy::RIGHT_GUESS),
                Some(_) => ("p.verdict wrong", copy::WRONG_GUESS),
            };
            let told = el("div.told")
                .with(el(class).with(el("strong").text(said)))
                .with(truth(course, &prediction, &outcome.truth))
                .with(prose::line(course, el("p"), &prediction.why));
            Some(told)
        })
    })
}

fn truth(course: super::Course, prediction: &Prediction, truth: &Guess) -> El {
    let came = el("p").text(copy::IT_WAS).text(" ");
    match (&prediction.sought, truth) {
        (Sought::Number { unit, .. }, Guess::Number(number)) => {
            came.with(el("strong").text(&copy::with_unit(*number, unit)))
        }
        (Sought::Choice { bands, .. }, Guess::Choice(place)) => {
            let words: &[Inline] = bands.get(*place).map_or(&[], |band| &band.text);
            prose::line(course, came, words)
        }
        (Sought::Order { items }, Guess::Order(places)) => {
            let item = |&place: &usize| prose::line(course, el("li"), &items[place].text);
            el("div").with(came).with(el("ol").with_all(places.iter().map(item)))
        }
        _ => came,
    }
}
