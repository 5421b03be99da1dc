//! A batch and what became of its parts, told as a nested list.

use super::chosen::Chosen;
use super::copy;
use crate::app::dom::{El, el};
use crate::app::figures;
use crate::app::live::memo;
use crate::engine::id::RecordRef;
use crate::engine::lambda::{BatchView, Bisection, Fault, Part, PartState, Reason};
use crate::engine::shard::shard_id;
use crate::engine::time::Micros;

/// A part in words, and the parts it was split into.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Told {
    text: String,
    children: Vec<Told>,
}

/// A batch in words.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Batch {
    title: String,
    whole: Told,
}

/// The batches that failed: those in hand, and the last one of every lane that is finished.
pub(crate) fn trees(chosen: Chosen) -> El {
    let batches = memo(move || batches(chosen));
    let list = move || {
        let batches = batches.get();
        batches
            .into_iter()
            .map(|batch| el("section").with(el("h4").text(&batch.title)).with(el("ul.tree").with(item(&batch.whole))))
    };
    el("div.trees")
        .set("role", "group")
        .set("aria-label", copy::TREES)
        .with(el("h3").text(copy::TREES))
        .with(el("p.small").bind("hidden", move || !batches.with(Vec::is_empty)).text(copy::TREES_NONE))
        .show(list)
}

fn item(told: &Told) -> El {
    let line = el("li").text(&told.text);
    if told.children.is_empty() { line } else { line.with(el("ul").with_all(told.children.iter().map(item))) }
}

fn batches(chosen: Chosen) -> Vec<Batch> {
    let now = chosen.hall.snapshot.with(|snapshot| snapshot.now);
    let stream = chosen.hall.read(crate::app::model::Model::stream);
    let key_of = |shard: u32, index: u64| {
        let record = RecordRef { stream, shard, index };
        chosen.hall.inspect(record).map(|record| record.partition_key)
    };
    let told = chosen.read(|view| {
        let retries = view.config.maximum_retry_attempts;
        let mut told = Vec::new();
        for poller in &view.shards {
            for (number, lane) in (1..).zip(&poller.lanes) {
                let place = if poller.lanes.len() > 1 {
                    format!("{}, {} {number}", shard_id(poller.shard), copy::LANE)
                } else {
                    shard_id(poller.shard)
                };
                let in_hand = lane.batch.as_ref().filter(|batch| batch.tree.has_failed());
                let finished = lane.last_failed.as_ref().filter(|_| in_hand.is_none());
                let titled = in_hand.map(|batch| (copy::IN_HAND, batch));
                if let Some((title, batch)) = titled.or_else(|| finished.map(|batch| (copy::LAST_FAILED, batch))) {
                    let key = |index| key_of(poller.shard, index);
                    told.push(Batch { title: format!("{place}: {title}"), whole: tell(batch, retries, now, &key) });
                }
            }
        }
        told
    });
    told.unwrap_or_default()
}

fn tell(batch: &BatchView, retries: Option<u32>, now: Micros, key: &dyn Fn(u64) -> Option<String>) -> Told {
    let tree = &*batch.tree;
    let mut told: Vec<Option<Told>> = tree.parts.iter().map(|part| Some(line(tree, part, retries, now, key))).collect();
    // A child stands after its parent: from the back, every part is whole before it is hung onto its own parent.
    for at in (1..told.len()).rev() {
        let (Some(child), Some(parent)) = (told[at].take(), tree.parts[at].parent) else { continue };
        if let Some(parent) = &mut told[parent as usize] {
            parent.children.insert(0, child);
        }
    }
    told.swap_remove(0).unwrap_or(Told { text: String::new(), children: Vec::new() })
}

fn line(tree: &Bisection, part: &Part, retries: Option<u32>, now: Micros, key: &dyn Fn(u64) -> Option<String>) -> Told {
    let records = figures::records(u64::from(part.records()));
    let span = match part.records() {
        0 => String::new(),
        1 => format!(" ({})", part.from + 1),
        _ => format!(" ({}–{})", part.from + 1, part.to),
    };
    let tries = match retries {
        Some(retries) if part.state != PartState::Split && part.attempts > 0 => {
            format!("try {} of {}", part.attempts, retries + 1)
        }
        _ => format!("try {}", part.attempts.max(1)),
    };
    let at = tree.culprits.iter().find(|at| (part.from..part.to).contains(at));
    let at = at.and_then(|at| key(tree.records[*at as usize])).map(|key| format!(" at key {key}")).unwrap_or_default();
    let failed = part.failed.map(|fault| format!("failed on {tries}{at}: {}", fault_in_words(fault)));
    let became = match (part.state, failed) {
        (PartState::Waiting, _) => copy::PART_WAITS.to_owned(),
        (PartState::Running { .. }, Some(failed)) => format!("{failed}; {}", copy::PART_RUNS_AGAIN),
        (PartState::Running { .. }, None) => copy::PART_RUNS.to_owned(),
        (PartState::BackingOff { until }, Some(failed)) => {
            format!("{failed}; tried again in {} s", figures::seconds(until.since(now)))
        }
        (PartState::BackingOff { .. }, None) => copy::PART_REFUSED.to_owned(),
        (PartState::Passed, _) if part.attempts > 1 => format!("passed on try {}", part.attempts),
        (PartState::Passed, _) => copy::PART_PASSED.to_owned(),
        (PartState::Split, Some(failed)) => format!("{failed}; {}", copy::PART_SPLIT),
        (PartState::Split, None) => copy::PART_SPLIT.to_owned(),
        (PartState::Remainder, _) => copy::PART_REMAINDER.to_owned(),
        (PartState::Dropped(reason), failed) => {
            let failed = failed.map(|failed| format!("{failed}; ")).unwrap_or_default();
            format!("{failed}{}", reason_in_words(reason))
        }
    };
    Told { text: format!("{records}{span}: {became}."), children: Vec::new() }
}

fn fault_in_words(fault: Fault) -> &'static str {
    match fault {
        Fault::Threw => copy::FAULT_THREW,
        Fault::TimedOut => copy::FAULT_TIMED_OUT,
        Fault::OutOfMemory => copy::FAULT_MEMORY,
        Fault::ReportedItem => copy::FAULT_ITEM,
        Fault::BadResponse => copy::FAULT_RESPONSE,
    }
}

/// Why a batch was given up, in words and as AWS names it.
pub(crate) fn reason_in_words(reason: Reason) -> &'static str {
    match reason {
        Reason::RetryAttemptsExhausted => copy::REASON_RETRIES,
        Reason::RecordAgeExceeded => copy::REASON_AGE,
        Reason::Expired => copy::REASON_EXPIRED,
    }
}
