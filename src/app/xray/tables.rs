//! A mapping's work in words: what it did, where it stands on every shard, and what it gave up.

use super::chosen::Chosen;
use super::{copy, tree};
use crate::api::invocation::failure_message;
use crate::app::dom::{El, el};
use crate::app::figures;
use crate::app::live::memo;
use crate::app::tables::heads;
use crate::engine::lambda::{LostView, MappingView, PollerView};

/// A figure of the mapping: its name, and how to read it.
type Figure = (&'static str, fn(&MappingView) -> String);

const FIGURES: [Figure; 10] = [
    (copy::INVOCATIONS, |view| figures::count(view.totals.invocations)),
    (copy::FAILED, |view| figures::count(view.totals.failed_invocations)),
    (copy::THROTTLED, |view| figures::count(view.totals.throttled_invocations)),
    (copy::RUNNING, |view| figures::count(view.running.into())),
    (copy::PROCESSED, |view| figures::records(view.totals.processed_records)),
    (copy::SAVED, |view| figures::records(view.totals.saved_records)),
    (copy::FILTERED, |view| figures::records(view.totals.filtered_records)),
    (copy::DISCARDED, |view| figures::records(view.totals.discarded_records)),
    (copy::EXPIRED, |view| figures::records(view.totals.expired_records)),
    (copy::ITERATOR_AGE, |view| format!("{} s", figures::seconds(view.iterator_age))),
];

/// The mapping in words.
pub(crate) fn tables(chosen: Chosen) -> El {
    let none = move || chosen.hall.mappings.with(|mappings| mappings.is_empty());
    let figure = |(name, read): &Figure| {
        let read = *read;
        el("div").with(el("dt").text(name)).with(el("dd").live(move || chosen.read(read)))
    };
    el("div.mapping-words").with(el("p.small").bind("hidden", move || !none()).text(copy::NO_MAPPING)).with(
        el("div.parts")
            .bind("hidden", none)
            .with(el("h3").live(move || chosen.read(|view| format!("{} {}", copy::MAPPING, view.name))))
            .with(el("dl.figures").set("aria-label", copy::MAPPING).with_all(FIGURES.iter().map(figure)))
            .with(tree::trees(chosen))
            .with(pollers(chosen))
            .with(lost(chosen)),
    )
}

fn pollers(chosen: Chosen) -> El {
    let keys = move || {
        let id = chosen.id().map_or(0, |id| u64::from(id.0));
        chosen.read(|view| view.shards.iter().map(|shard| (shard.shard, id)).collect()).unwrap_or_default()
    };
    let table = el("table")
        .with(el("caption").text(copy::BY_SHARD))
        .with(heads(copy::BY_SHARD_HEADS))
        .with(el("tbody").each(keys, move |(shard, _)| row(chosen, shard)));
    el("div.wide-table").set("tabindex", "0").set("role", "region").set("aria-label", copy::BY_SHARD_SCROLL).with(table)
}

fn row(chosen: Chosen, shard: u32) -> El {
    let read = move |read: fn(&PollerView) -> String| {
        move || {
            let told = chosen.read(|view| view.shards.iter().find(|poller| poller.shard == shard).map(read));
            told.flatten().unwrap_or_default()
        }
    };
    let cell = |text| el("td.number").live(read(text));
    el("tr")
        .with(el("th").set("scope", "row").live(read(|poller| poller.shard_id.clone())))
        .with(el("td").live(read(|poller| String::from(if poller.blocked { copy::BLOCKED } else { copy::FLOWING }))))
        .with(cell(|poller| figures::count(poller.unread)))
        .with(cell(|poller| figures::count(poller.waiting)))
        .with(cell(|poller| figures::count(poller.in_hand)))
        .with(cell(|poller| format!("{} s", figures::seconds(poller.iterator_age))))
        .with(el("td").live(read(|poller| {
            poller.window.as_ref().map_or_else(String::new, |window| {
                format!("{} – {} s, {}", figures::seconds(window.start), figures::seconds(window.end), window.state)
            })
        })))
}

/// What was given up: newest first, each with the message that was sent.
fn lost(chosen: Chosen) -> El {
    let keys = memo(move || {
        let id = chosen.id().map_or(0, |id| u32::from(id.0));
        chosen.read(|view| view.lost.iter().map(|lost| (id, lost.number)).collect::<Vec<_>>()).unwrap_or_default()
    });
    el("section.lost")
        .set("aria-label", copy::LOST)
        .with(el("h3").text(copy::LOST))
        .with(el("p.small").bind("hidden", move || !keys.with(Vec::is_empty)).text(copy::LOST_NONE))
        .with(el("ul").each(move || keys.get(), move |(_, number)| account(chosen, number)))
}

fn account(chosen: Chosen, number: u64) -> El {
    let lost = chosen.read(|view| view.lost.iter().find(|lost| lost.number == number).cloned()).flatten();
    let Some(lost) = lost else { return el("li") };
    let message = chosen.id().and_then(|id| {
        chosen.hall.read(|model| {
            let mapping = model.world().consumer(id)?.mapping()?;
            let kept = mapping.lost.iter().find(|kept| kept.number == number)?;
            failure_message(model.world(), id, kept)
        })
    });
    let message = message.map(|json| {
        el("details").with(el("summary").text(copy::MESSAGE)).with(el("pre").with(el("code").text(&spread(&json))))
    });
    el("li").with(el("p").text(&line(&lost))).with_all(message)
}

fn line(lost: &LostView) -> String {
    let sent = lost.sent_to.as_deref().map_or_else(|| copy::NOWHERE.to_owned(), |to| format!("told {to}"));
    let span = if lost.start_sequence_number == lost.end_sequence_number {
        figures::tail(&lost.start_sequence_number)
    } else {
        format!("{} to {}", figures::tail(&lost.start_sequence_number), figures::tail(&lost.end_sequence_number))
    };
    format!(
        "{}: {} of {}, sequence number {span}, after {}; {}; {sent}.",
        lost.at,
        figures::records(lost.records.into()),
        crate::engine::shard::shard_id(lost.shard),
        copy::invocations(lost.invocations),
        tree::reason_in_words(lost.reason),
    )
}

/// One line of JSON on several, two blanks a level.
pub(crate) fn spread(json: &str) -> String {
    let mut out = String::with_capacity(json.len() * 2);
    let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
    for c in json.chars() {
        let outside = !quoted;
        match c {
            '}' | ']' if outside => {
                depth = depth.saturating_sub(1);
                new_line(&mut out, depth);
            }
            _ => {}
        }
        out.push(c);
        match c {
            '{' | '[' if outside => {
                depth += 1;
                new_line(&mut out, depth);
            }
            ',' if outside => new_line(&mut out, depth),
            ':' if outside => out.push(' '),
            '"' if !escaped => quoted = !quoted,
            _ => {}
        }
        escaped = c == '\\' && !escaped;
    }
    out
}

fn new_line(out: &mut String, depth: usize) {
    out.push('\n');
    out.extend(std::iter::repeat_n("  ", depth));
}
