//! "Show me": an option played on the stage, at the moment that decides it.

use super::setting::Show;
use super::{Course, copy};
use crate::app::dom::{El, el};
use crate::app::live::{Live, spawn};
use crate::course::{EngineProof, Proof, Question, Requirement, measure};
use crate::engine::time::Micros;
use crate::web::turn::breathe;
use serde_json::Value;
use std::rc::Rc;

/// The button, and what is measured there; none for an option that rests on a cited fact.
pub(super) fn show_me(course: Course, question: &Rc<Question>, place: usize) -> Option<El> {
    let Proof::Engine(proof) = &question.proof else { return None };
    let option = &question.options[place];
    option.change.as_ref()?;
    let deciding = deciding(question, proof, place)?.clone();
    let at_ms = option.refuted_ms.unwrap_or(deciding.figure.at_ms);
    let (said, question) = (Live::new(None::<String>), Rc::clone(question));
    let press = move |_| {
        let Proof::Engine(proof) = &question.proof else { return };
        let changes = changes(&question, proof, place);
        course.host().want_stage();
        course.stage(&proof.setting, &changes, Show::At(Micros::from_millis(at_ms)));
        let (setting, deciding) = (proof.setting.clone(), deciding.clone());
        let changes: Vec<Value> = changes.into_iter().cloned().collect();
        spawn(said, async move {
            breathe().await;
            let figure = deciding.figure.at(at_ms);
            let scenario = setting.scenario(&changes.iter().collect::<Vec<_>>()).map_err(|error| error.to_string());
            let value = scenario.and_then(|one| measure(&one, &[&figure]).map_err(|error| error.to_string()));
            said.set(Some(match value {
                Ok(value) => copy::shown(&deciding, value.first().copied().unwrap_or_default(), at_ms),
                Err(reason) => copy::no_run(&reason),
            }));
        });
    };
    let button = el("button.quiet").set("type", "button").on("click", press).text(copy::SHOW_ME);
    let told =
        el("p.small").set("role", "status").bind("hidden", move || said.with(Option::is_none)).live(move || said.get());
    Some(el("div.show-me").with(button).with(told))
}

/// The requirement that decides an option: the one a wrong option misses, the last one of a right option.
fn deciding<'a>(question: &Question, proof: &'a EngineProof, place: usize) -> Option<&'a Requirement> {
    match &question.options[place].misses {
        Some(id) => proof.requirement(id),
        None => proof.requirements.iter().max_by_key(|requirement| requirement.figure.at_ms),
    }
}

/// What is changed to play an option. Right options that hold only together are played together.
fn changes<'a>(question: &'a Question, proof: &EngineProof, place: usize) -> Vec<&'a Value> {
    let played =
        |one: usize| one == place || (proof.together && question.options[place].right && question.options[one].right);
    let options = question.options.iter().enumerate().filter(|(one, _)| played(*one));
    options.filter_map(|(_, option)| option.change.as_ref()).collect()
}
