//! Runs the proof of a question: the key must meet what is required, and every wrong option must fail for its stated reason.

use super::figure::{Figure, Requirement};
use super::proof::{EngineProof, Proof};
use super::question::{Choice, Question};
use super::run::measure;
use serde_json::Value;
use std::fmt;

/// What was measured of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proved {
    /// The options played together, by their places.
    pub options: Vec<usize>,
    /// The value of every requirement's figure, in their order.
    pub values: Vec<u64>,
}

/// Why a proof does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disproof {
    /// The options played together, by their places; none when it is the proof itself.
    pub options: Vec<usize>,
    /// What is wrong, and what to do.
    pub reason: String,
}

impl fmt::Display for Disproof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let numbers: Vec<String> = self.options.iter().map(|place| (place + 1).to_string()).collect();
        match numbers.as_slice() {
            [] => f.write_str(&self.reason),
            [one] => write!(f, "option {one}: {}", self.reason),
            several => write!(f, "options {} together: {}", several.join(" and "), self.reason),
        }
    }
}

impl std::error::Error for Disproof {}

/// Runs the proof of a question. Gives what was measured of each answer that was played, none for a cited fact.
///
/// # Errors
/// The first answer that does not come out as the question says.
pub fn prove(question: &Question) -> Result<Vec<Proved>, Disproof> {
    match &question.proof {
        Proof::Fact(_) => Ok(Vec::new()),
        Proof::Engine(proof) if proof.together => prove_together(question, proof),
        Proof::Engine(proof) => prove_each(question, proof),
    }
}

fn prove_each(question: &Question, proof: &EngineProof) -> Result<Vec<Proved>, Disproof> {
    let mut proved = Vec::new();
    for (place, option) in question.options.iter().enumerate() {
        let Some(change) = &option.change else {
            continue;
        };
        let wrong = |reason| Disproof { options: vec![place], reason };
        if option.right {
            let values = play(proof, &[change], &[]).map_err(wrong)?;
            meets_all(proof, &values).map_err(wrong)?;
            proved.push(Proved { options: vec![place], values });
        } else {
            let (missed, early) = stated(proof, option).map_err(wrong)?;
            let mut values = play(proof, &[change], &[&early]).map_err(wrong)?;
            let at_early = values.pop().unwrap_or(0);
            misses(proof, missed, &values, at_early, early.at_ms).map_err(wrong)?;
            proved.push(Proved { options: vec![place], values });
        }
    }
    Ok(proved)
}

fn prove_together(question: &Question, proof: &EngineProof) -> Result<Vec<Proved>, Disproof> {
    let key = question.key();
    let playable: Vec<usize> =
        (0..question.options.len()).filter(|&place| question.options[place].change.is_some()).collect();
    let mut proved = Vec::new();
    for options in sets(&playable, question.choose()) {
        let wrong = |reason| Disproof { options: options.clone(), reason };
        let changes: Vec<&Value> =
            options.iter().filter_map(|&place| question.options[place].change.as_ref()).collect();
        let values = play(proof, &changes, &[]).map_err(wrong)?;
        if options == key {
            meets_all(proof, &values).map_err(wrong)?;
        } else if meets_all(proof, &values).is_ok() {
            return Err(wrong(
                "meets every requirement, but is not the key; require more, or change the key".to_owned(),
            ));
        }
        proved.push(Proved { options, values });
    }
    let lone = question.options.iter().enumerate().filter(|(_, option)| !option.right && option.change.is_some());
    for (place, option) in lone {
        let wrong = |reason| Disproof { options: vec![place], reason };
        let (missed, early) = stated(proof, option).map_err(wrong)?;
        let changes: Vec<&Value> = option.change.iter().collect();
        let mut values = play(proof, &changes, &[&early]).map_err(wrong)?;
        let at_early = values.pop().unwrap_or(0);
        misses(proof, missed, &values, at_early, early.at_ms).map_err(wrong)?;
    }
    Ok(proved)
}

/// All sets of so many of the places.
fn sets(places: &[usize], count: usize) -> Vec<Vec<usize>> {
    match (count, places) {
        (0, _) => vec![Vec::new()],
        (_, []) => Vec::new(),
        (_, [first, rest @ ..]) => {
            let with = sets(rest, count - 1).into_iter().map(|set| [&[*first], set.as_slice()].concat());
            with.chain(sets(rest, count)).collect()
        }
    }
}

fn play(proof: &EngineProof, changes: &[&Value], more: &[&Figure]) -> Result<Vec<u64>, String> {
    let scenario = proof.setting.scenario(changes).map_err(|error| format!("its change does not fit: {error}"))?;
    let figures: Vec<&Figure> =
        proof.requirements.iter().map(|requirement| &requirement.figure).chain(more.iter().copied()).collect();
    measure(&scenario, &figures).map_err(|error| error.to_string())
}

fn meets_all(proof: &EngineProof, values: &[u64]) -> Result<(), String> {
    for (requirement, value) in proof.requirements.iter().zip(values) {
        if !requirement.bound.holds(*value) {
            let Requirement { id, bound, .. } = requirement;
            return Err(format!("is right, but misses `{id}`: {value}, not {bound}"));
        }
    }
    Ok(())
}

/// The place of the requirement that a wrong option misses, and its figure at the moment that refutes the option.
fn stated(proof: &EngineProof, option: &Choice) -> Result<(usize, Figure), String> {
    let id = option.misses.as_deref().unwrap_or_default();
    let missed = proof.requirements.iter().position(|requirement| requirement.id == id);
    let missed = missed.ok_or_else(|| format!("there is no requirement `{id}`"))?;
    let figure = &proof.requirements[missed].figure;
    Ok((missed, figure.at(option.refuted_ms.unwrap_or(figure.at_ms))))
}

fn misses(proof: &EngineProof, missed: usize, values: &[u64], early: u64, early_ms: u64) -> Result<(), String> {
    let Requirement { id, bound, figure, .. } = &proof.requirements[missed];
    if bound.holds(values[missed]) {
        return Err(format!(
            "is wrong, but meets `{id}`: {} at {} ms is {bound}; require more, or change the key",
            values[missed], figure.at_ms
        ));
    }
    if bound.holds(early) {
        return Err(format!(
            "is not refuted at {early_ms} ms yet: `{id}` is {early}, which is {bound}; take a later `refuted_ms`"
        ));
    }
    Ok(())
}
