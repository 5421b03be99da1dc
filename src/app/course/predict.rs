//! A prediction: asked while the belt stands still, committed to, played on the stage, and then graded.

use super::setting::Show;
use super::walk::Walk;
use super::{copy, order, outcome, prose, sight};
use crate::app::dom::{El, el, value_of};
use crate::app::hall::Hall;
use crate::app::live::{Live, effect, spawn};
use crate::app::speed::Speed;
use crate::course::{Guess, Prediction, Sought, measure};
use crate::engine::time::Micros;
use crate::web::turn::breathe;
use leptos::prelude::untrack;
use std::cell::Cell;
use std::rc::Rc;
use web_sys::Element;

/// A prediction at work.
#[derive(Clone)]
pub(super) struct Predicting {
    pub(super) walk: Walk,
    /// The place of its block in the lesson.
    place: usize,
    pub(super) prediction: Rc<Prediction>,
    /// What is chosen or written so far.
    pub(super) draft: Live<Option<Guess>>,
    /// What was committed to.
    pub(super) committed: Live<Option<Guess>>,
    /// The run's figures, once it was played for them.
    pub(super) measured: Live<Option<Vec<u64>>>,
    /// Whether it has come out on the stage.
    pub(super) revealed: Live<bool>,
    error: Live<Option<String>>,
    hurry: Rc<Hurry>,
}

/// The viewer's own speed, while a run has another. It is given back when the run is over, or when nobody waits for it.
struct Hurry {
    hall: Hall,
    own: Cell<Option<Speed>>,
}

impl Hurry {
    fn over(&self) {
        if let Some(speed) = self.own.take() {
            self.hall.speed.set(speed);
        }
    }
}

impl Drop for Hurry {
    fn drop(&mut self) {
        self.over();
    }
}

/// The form, and what came out. `done` is set when it did.
pub(super) fn predict(walk: Walk, place: usize, prediction: &Prediction, done: Live<bool>) -> El {
    let committed = walk.course.kept().guess(&walk.lesson().id, place);
    let is_decided = committed.is_some();
    done.set(is_decided);
    let at_work = Predicting {
        walk,
        place,
        prediction: Rc::new(prediction.clone()),
        draft: Live::new(committed.clone().or_else(|| first_draft(&prediction.sought))),
        committed: Live::new(committed),
        measured: Live::new(None),
        revealed: Live::new(false),
        error: Live::new(None),
        hurry: Rc::new(Hurry { hall: walk.course.hall(), own: Cell::new(None) }),
    };
    if is_decided {
        at_work.measure(true);
    }
    at_work.wait(done);
    let (committed, revealed, error) = (at_work.committed, at_work.revealed, at_work.error);
    let press = {
        let at_work = at_work.clone();
        move |_| at_work.commit()
    };
    let to_the_end = {
        let at_work = at_work.clone();
        move |_| at_work.reveal()
    };
    let skip = el("button.quiet").set("type", "button").on("click", to_the_end).text(copy::TO_THE_END);
    // The button that was pressed goes; the one that shortens the waiting takes its place.
    let skip_node: Element = skip.node();
    let mut before = committed.with_untracked(Option::is_some);
    effect(move || {
        let now = committed.with(Option::is_some);
        if now && !before {
            sight::read_on(committed, skip_node.clone());
        }
        before = now;
    });
    let commit = el("button.primary").set("type", "button").on("click", press).text(copy::COMMIT);
    el("div.task predict")
        .with(el("p.eyebrow").text(copy::PREDICT))
        .with(prose::line(walk.course, el("p.ask"), &prediction.ask))
        .with(form(&at_work))
        .with(
            el("p.error")
                .set("role", "alert")
                .bind("hidden", move || error.with(Option::is_none))
                .live(move || error.get()),
        )
        .with(el("div.act").bind("hidden", move || committed.with(Option::is_some)).with(commit))
        .with(
            el("div.running")
                .bind("hidden", move || committed.with(Option::is_none) || revealed.get())
                .with(
                    el("p.small")
                        .set("role", "status")
                        .live(move || committed.with(Option::is_some).then_some(copy::RUNNING)),
                )
                .with(el("div.act").with(skip)),
        )
        .with(outcome::outcome(&at_work))
}

/// What stands in the form before anything was done in it.
fn first_draft(sought: &Sought) -> Option<Guess> {
    match sought {
        Sought::Order { items } => Some(Guess::Order(order::unsorted(items))),
        Sought::Number { .. } | Sought::Choice { .. } => None,
    }
}

fn form(at_work: &Predicting) -> El {
    match &at_work.prediction.sought {
        Sought::Number { unit, .. } => number(at_work, unit),
        Sought::Order { items } => order::order(at_work, items),
        Sought::Choice { bands, .. } => {
            let (draft, committed) = (at_work.draft, at_work.committed);
            let name = format!("predict-{}", at_work.place);
            let option = |(place, band): (usize, &crate::course::Band)| {
                let input = el("input")
                    .set("type", "radio")
                    .set("name", &name)
                    .flag("checked", move || draft.get() == Some(Guess::Choice(place)))
                    .bind("disabled", move || committed.with(Option::is_some))
                    .on("change", move |_| draft.set(Some(Guess::Choice(place))));
                el("label.option").with(input).with(prose::line(at_work.walk.course, el("span"), &band.text))
            };
            el("fieldset.options")
                .with(el("legend.unseen").text(copy::PREDICT))
                .with_all(bands.iter().enumerate().map(option))
        }
    }
}

fn number(at_work: &Predicting, unit: &str) -> El {
    let (draft, committed, error) = (at_work.draft, at_work.committed, at_work.error);
    let shown = draft.get_untracked();
    let input = el("input")
        .set("type", "text")
        .set("inputmode", "numeric")
        .set("autocomplete", "off")
        .value(move || match &shown {
            Some(Guess::Number(number)) => number.to_string(),
            _ => String::new(),
        })
        .bind("disabled", move || committed.with(Option::is_some))
        .on("input", move |event| {
            let text = value_of(&event).replace([',', ' ', '_'], "");
            error.set(None);
            draft.set(text.parse().ok().map(Guess::Number));
        });
    let with_unit = el("span.with-unit").with(input).with(el("span.unit").text(unit));
    el("label.field").with(el("span.label").text(copy::YOUR_NUMBER)).with(with_unit)
}

impl Predicting {
    /// Commits to what was chosen, and lets the belt move.
    fn commit(&self) {
        let Some(guess) = self.draft.get_untracked() else {
            self.error.set(Some(copy::no_guess(&self.prediction.sought).to_owned()));
            return;
        };
        self.error.set(None);
        self.committed.set(Some(guess));
        self.measure(false);
        let hall = self.walk.course.hall();
        self.hurry.own.set(Some(hall.speed.get_untracked()));
        self.walk.course.stage(&self.prediction.setting, &[], Show::Until(self.decided()));
    }

    fn decided(&self) -> Micros {
        Micros::from_millis(self.prediction.sought.decided_ms())
    }

    /// Plays the run for its figures, apart from the stage.
    fn measure(&self, at_once: bool) {
        let this = self.clone();
        spawn(self.measured, async move {
            breathe().await;
            let figures = this.prediction.sought.figures();
            let measured = this.prediction.setting.scenario(&[]).map_err(|error| error.to_string());
            let measured =
                measured.and_then(|scenario| measure(&scenario, &figures).map_err(|error| error.to_string()));
            match measured {
                Ok(measured) => {
                    this.measured.set(Some(measured));
                    if at_once {
                        this.revealed.set(true);
                    }
                }
                Err(reason) => this.error.set(Some(copy::no_run(&reason))),
            }
        });
    }

    /// Waits until the stage has come to the moment that decides.
    fn wait(&self, done: Live<bool>) {
        let this = self.clone();
        effect(move || {
            let (revealed, decided) = (this.revealed.get(), this.measured.with(Option::is_some));
            if revealed {
                if decided {
                    untrack(|| this.settle(done));
                }
            } else if this.committed.with(Option::is_some) && this.walk.course.has_come_to(this.decided()) {
                let course = this.walk.course;
                if untrack(|| course.is_on_stage(&this.prediction.setting)) {
                    this.revealed.set(true);
                }
            }
        });
    }

    /// Goes to the moment that decides at once.
    fn reveal(&self) {
        self.walk.course.stage(&self.prediction.setting, &[], Show::At(self.decided()));
        self.revealed.set(true);
    }

    fn settle(&self, done: Live<bool>) {
        self.hurry.over();
        let graded = self.committed.with_untracked(|guess| {
            let measured = self.measured.get_untracked().unwrap_or_default();
            guess.as_ref().map(|guess| (guess.clone(), self.prediction.sought.grade(&measured, guess).right))
        });
        if let Some((guess, right)) = graded {
            self.walk.course.kept().commit(&self.walk.lesson().id, self.place, guess, right);
        }
        done.set(true);
    }
}
