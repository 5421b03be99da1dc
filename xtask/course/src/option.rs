//! The options of a question.

use crate::markdown::{Link, line};
use crate::node::{Node, Table};
use crate::setting::change;
use beltline::course::{Choice, EngineProof, Proof, plain};

/// Reads an option. `proof` is what the key rests on.
pub(crate) fn option(table: &Table, proof: &Proof, links: &mut Vec<Link>) -> Option<Choice> {
    table.only(&["text", "right", "why", "change", "misses", "refuted_ms", "cited"]);
    let mut words = |field, example| {
        let node = table.need(field, example)?;
        Some(line(node.desk(), node.text()?, node.at(), links))
    };
    let text = words("text", "its words, `text = \"…\"`");
    let why = words("why", "why it is right or wrong, `why = \"…\"`");
    let right = table.get("right").map_or(Some(false), Node::truth)?;
    let mut choice = Choice { text: text?, right, why: why?, change: None, misses: None, refuted_ms: None };
    match proof {
        Proof::Fact(_) => {
            for field in ["change", "misses", "refuted_ms", "cited"] {
                if let Some(node) = table.get(field) {
                    return node.wrong(format!(
                        "`{field}` goes with a proof by the engine; leave it out, or give the proof a `scene`"
                    ));
                }
            }
        }
        Proof::Engine(engine) => played(table, engine, &mut choice)?,
    }
    Some(choice)
}

fn played(table: &Table, proof: &EngineProof, choice: &mut Choice) -> Option<()> {
    let is_cited = table.get("cited").map_or(Some(false), Node::truth)?;
    let Some(node) = table.get("change") else {
        if choice.right || !is_cited {
            return table.wrong("`change` is missing; write what the option changes, `change = {}` when nothing, or `cited = true` when it is wrong by a cited fact");
        }
        return Some(());
    };
    if is_cited {
        return node.wrong("stands beside `cited`; write only one of them");
    }
    choice.change = Some(change(node, &proof.setting)?);
    if choice.right {
        for field in ["misses", "refuted_ms"] {
            if let Some(node) = table.get(field) {
                return node.wrong(format!("`{field}` goes with a wrong option; leave it out"));
            }
        }
        return Some(());
    }
    let misses = table.need("misses", "the `id` of the requirement that it misses")?;
    let id = misses.text()?;
    let Some(requirement) = proof.requirement(id) else {
        let hint = crate::desk::hint(id, proof.requirements.iter().map(|requirement| requirement.id.as_str()));
        return misses.wrong(format!("there is no requirement `{id}`; {hint}"));
    };
    let refuted = table.need("refuted_ms", "the moment at which one sees it, `refuted_ms = 10000`")?;
    let (from, until) = (requirement.figure.from_ms.unwrap_or(0) + 1, requirement.figure.at_ms);
    choice.refuted_ms = Some(refuted.whole(from..=until)?);
    choice.misses = Some(id.to_owned());
    Some(())
}

/// Whether two options say the same.
pub(crate) fn twice(options: &[Choice]) -> Option<usize> {
    (1..options.len()).find(|&place| {
        let words = plain(&options[place].text);
        options[..place].iter().any(|other| plain(&other.text) == words)
    })
}
