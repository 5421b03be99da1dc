//! What the reader is to bring about in a scene. It is measured of the run with everything the reader did in it.

use super::setting::Show;
use super::{Course, copy};
use crate::app::dom::{El, el};
use crate::app::live::{Live, effect, spawn};
use crate::course::{Goal, Run, Setting};
use crate::engine::time::Micros;
use crate::web::turn::breathe;
use serde_json::Value;

/// How it stands.
#[derive(Clone, PartialEq)]
enum Standing {
    /// The moment at which it is measured has not come.
    Open,
    /// Measured, and whether that is enough.
    Measured(u64, bool),
    /// It could not be measured; in words.
    Refused(String),
}

/// The goal, how it stands, and a way to it.
pub(super) fn goal(course: Course, setting: &Setting, goal: &Goal, done: Live<bool>) -> El {
    let standing = Live::new(Standing::Open);
    done.set(false);
    watch(course, setting.clone(), goal.clone(), standing, done);
    let requirement = goal.requirement.clone();
    let told = {
        let requirement = requirement.clone();
        move || match standing.get() {
            Standing::Open => copy::goal_open(requirement.figure.at_ms),
            Standing::Measured(value, true) => copy::goal_reached(value, requirement.figure.at_ms),
            Standing::Measured(value, false) => copy::goal_missed(value, &requirement),
            Standing::Refused(reason) => copy::no_run(&reason),
        }
    };
    let is = move |reached: bool| {
        move || standing.with(|standing| matches!(standing, Standing::Measured(_, ok) if *ok == reached))
    };
    let solution = goal.solution.clone();
    let setting = setting.clone();
    let solve = |solution: Value| {
        let press = move |_| course.stage(&setting, &[&solution], Show::From(Micros::ZERO));
        el("button.quiet").set("type", "button").on("click", press).text(copy::SOLUTION)
    };
    el("div.goal")
        .with(el("p").with(el("strong").text(copy::GOAL)).text(" ").text(&goal.requirement.says))
        .with(
            el("p.small standing")
                .set("role", "status")
                .class_if("good", is(true))
                .class_if("wrong", is(false))
                .live(told),
        )
        .with(el("div.act left").with_all(solution.map(solve)))
}

/// Measures whenever the stage has come to the moment, once for every way the run may go.
fn watch(course: Course, setting: Setting, goal: Goal, standing: Live<Standing>, done: Live<bool>) {
    let looked_at = Live::new(None);
    let at = Micros::from_millis(goal.requirement.figure.at_ms);
    let ours = texts(&setting, &goal);
    effect(move || {
        if !course.has_come_to(at) {
            return;
        }
        let run = course.hall().read(|model| {
            let ours = ours.iter().position(|text| text == model.text())?;
            Some((ours, model.timeline().journal().count()))
        });
        if run.is_some() && looked_at.get_untracked() != run {
            looked_at.set(run);
            let (goal, standing) = (goal.clone(), standing);
            spawn(standing, async move {
                breathe().await;
                let found = measure(course, &goal);
                if matches!(found, Standing::Measured(_, true)) {
                    done.set(true);
                }
                standing.set(found);
            });
        }
    });
}

/// The scene's own scenarios: as it is, and as the solution makes it.
fn texts(setting: &Setting, goal: &Goal) -> Vec<String> {
    let solved = goal.solution.as_ref().map(|solution| setting.json(&[solution]));
    std::iter::once(setting.json(&[])).chain(solved).filter_map(Result::ok).collect()
}

fn measure(course: Course, goal: &Goal) -> Standing {
    let figure = &goal.requirement.figure;
    let found = course.hall().read(|model| {
        let scenario = crate::scenario::parse(model.text()).map_err(|error| error.to_string())?;
        let run = Run::after(&scenario, model.timeline()).map_err(|error| error.to_string())?;
        run.measure(&[figure]).map_err(|error| error.to_string())
    });
    match found {
        Ok(values) => {
            let value = values.first().copied().unwrap_or_default();
            Standing::Measured(value, goal.requirement.bound.holds(value))
        }
        Err(reason) => Standing::Refused(reason),
    }
}
