//! Runs the course in the engine: goals must be reached, predictions must come out as the author says, and proofs must hold.

use crate::course::{Course, Place};
use crate::mistake::Mistake;
use beltline::course::{Block, Goal, Guess, Prediction, Proof, Question, Scene, Sought, measure, prove};

/// How a course came out.
#[derive(Clone, Debug, Default)]
pub struct Played {
    /// What was measured, a line for each run, in the order of the course.
    pub told: Vec<String>,
    /// All that does not come out as it is written, by place.
    pub mistakes: Vec<Mistake>,
}

/// Runs everything.
#[must_use]
pub fn play(course: &Course) -> Played {
    let mut played = Played::default();
    for lesson in &course.lessons {
        for (block, place) in lesson.what.blocks.iter().zip(&lesson.parts) {
            match block {
                Block::Scene(scene) => played.note(place, play_scene(scene)),
                Block::Predict(prediction) => played.note(place, play_prediction(prediction)),
                _ => {}
            }
        }
    }
    for question in course.questions() {
        play_proof(&mut played, &question.what, &question.at, &question.parts);
    }
    played.mistakes.sort();
    played
}

impl Played {
    fn note(&mut self, place: &Place, outcome: Result<Option<String>, String>) {
        match outcome {
            Ok(told) => self.told.extend(told.map(|told| format!("{}:{}: {told}", place.file, place.line))),
            Err(what) => self.mistakes.push(place.mistake(what)),
        }
    }
}

fn play_proof(played: &mut Played, question: &Question, at: &Place, options_at: &[Place]) {
    let Proof::Engine(proof) = &question.proof else {
        return;
    };
    let ids: Vec<&str> = proof.requirements.iter().map(|requirement| requirement.id.as_str()).collect();
    match prove(question) {
        Ok(proved) => {
            for answer in proved {
                let numbers: Vec<String> = answer.options.iter().map(|place| (place + 1).to_string()).collect();
                let values: Vec<String> =
                    ids.iter().zip(&answer.values).map(|(id, value)| format!("{id} {value}")).collect();
                let told = format!("{} option {}: {}", question.id, numbers.join(" and "), values.join(", "));
                played.note(at, Ok(Some(told)));
            }
        }
        Err(disproof) => {
            let place = match disproof.options[..] {
                [option] => &options_at[option],
                _ => at,
            };
            played.note(place, Err(format!("the proof of `{}` does not hold: {disproof}", question.id)));
        }
    }
}

fn play_scene(scene: &Scene) -> Result<Option<String>, String> {
    let Some(Goal { requirement, solution }) = &scene.goal else {
        return Ok(None);
    };
    let bound = requirement.bound;
    let play = |changes: &[&_]| {
        let scenario = scene.setting.scenario(changes).map_err(|error| error.to_string())?;
        let values = measure(&scenario, &[&requirement.figure]).map_err(|error| error.to_string())?;
        Ok::<u64, String>(values[0])
    };
    let alone = play(&[])?;
    let Some(solution) = solution else {
        return if bound.holds(alone) {
            Ok(Some(format!("goal reached: {alone}")))
        } else {
            Err(format!("the goal is not reached: {alone}, not {bound}; mend the goal, or add [goal.solution]"))
        };
    };
    if bound.holds(alone) {
        return Err(format!(
            "the goal is reached without the solution: {alone}; ask for more, or leave the solution out"
        ));
    }
    let solved = play(&[solution])?;
    if bound.holds(solved) {
        Ok(Some(format!("goal reached: {alone} without the solution, {solved} with it")))
    } else {
        Err(format!("the solution does not reach the goal: {solved}, not {bound}; mend one of them"))
    }
}

fn play_prediction(prediction: &Prediction) -> Result<Option<String>, String> {
    let sought = &prediction.sought;
    let scenario = prediction.setting.scenario(&[]).map_err(|error| error.to_string())?;
    let measured = measure(&scenario, &sought.figures()).map_err(|error| error.to_string())?;
    let Some(truth) = sought.truth(&measured) else {
        return Err(format!("the figure is {}, where not just one option holds; mend the bounds", measured[0]));
    };
    if let Sought::Order { items } = sought {
        let mut values = measured.clone();
        values.sort_unstable();
        values.dedup();
        if values.len() < items.len() {
            return Err(format!("some items come out the same: {measured:?}; leave one of them out"));
        }
    }
    if sought.grade(&measured, &sought.answer()).right {
        return Ok(Some(format!("prediction: {measured:?}")));
    }
    Err(match truth {
        Guess::Number(number) => format!("it comes out as {number}; mend `answer`"),
        Guess::Order(_) => format!("the items come out as {measured:?}; put the highest first"),
        Guess::Choice(place) => format!("it comes out as option {} with {}; mend `right`", place + 1, measured[0]),
    })
}
