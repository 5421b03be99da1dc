//! Everything about the selected bag.

use crate::app::dom::{El, el};
use crate::app::hall::Hall;
use crate::app::hash_line::hash_line;
use crate::app::later::{in_chunk, later};
use crate::app::live::{Live, memo};
use crate::app::{figures, timeline, words};
use crate::engine::snapshot::Inspection;
use std::fmt::Write;
use std::rc::Rc;

/// What is shown, redone only when the bag is another or somebody else has read it, so that text can be selected.
#[derive(Clone)]
struct Shown(Rc<Inspection>);

impl PartialEq for Shown {
    fn eq(&self, other: &Self) -> bool {
        self.0.record == other.0.record && self.0.read_by == other.0.read_by && self.0.md5 == other.0.md5
    }
}

in_chunk! { tools:
    /// The inspector.
    pub(crate) fn inspector(hall: Hall) -> El {
        selected(hall)
    }
}

fn selected(hall: Hall) -> El {
    let shown = memo(move || {
        hall.world.track();
        hall.snapshot.track();
        hall.selected.get().and_then(|record| hall.inspect(record)).map(|found| Shown(Rc::new(found)))
    });
    let content = move || match shown.get() {
        Some(Shown(inspection)) => about(hall, &inspection),
        None if hall.selected.get().is_some() => vec![el("p.small").text(words::BAG_GONE)],
        None => vec![el("p.small").text(words::BAG_NONE)],
    };
    let life = later(el("div.life"), move || hall.selected.get().is_some(), move || timeline::life(hall));
    el("div.part").show(content).with(life.bind("hidden", move || hall.selected.get().is_none()))
}

fn about(hall: Hall, bag: &Inspection) -> Vec<El> {
    let place = bag.explicit_hash_key.unwrap_or(bag.md5);
    let value = || el("dd");
    let code = |value: &str| el("dd").with(el("code").text(value));
    let verdict =
        words::verdict(&figures::percent(place), &figures::range(&bag.range), bag.explicit_hash_key.is_some());
    let verdict = el("p.verdict")
        .text(&verdict)
        .text(" ")
        .with(el("strong").text(&bag.shard_id))
        .text(" ")
        .text(words::VERDICT_END);
    let arrived = value().text(&bag.arrival.to_string()).with(el("br")).with(el("span.small").text(&bag.arrival_utc));
    let read_by = if bag.read_by.is_empty() { words::NOBODY_YET } else { &bag.read_by.join(", ") };
    let waiting = match bag.unread_by.as_slice() {
        [] => String::new(),
        waiting => format!(" {} {}", words::WAITING_FOR, waiting.join(", ")),
    };
    let read_by = value().text(read_by).with(el("span.small").text(&waiting));
    let sequence = &bag.sequence;
    let parts = [
        (words::SEQUENCE_CREATED, sequence.shard_created_s),
        (words::SEQUENCE_SHARD, sequence.shard_index.into()),
        (words::SEQUENCE_COUNTER, sequence.counter),
        (words::SEQUENCE_RECORDED, sequence.recorded_s),
    ];
    let part =
        |(name, value)| el("li").with(el("span").text(name)).text(" ").with(el("b").text(&figures::count(value)));
    let sequence = code(&bag.sequence_number).with(el("ul.parts-of").with_all(parts.map(part)));
    let rows = [
        Some((words::KEY, value().text(&bag.partition_key))),
        Some(("MD5", code(&figures::hex_groups(bag.md5)))),
        Some((words::DECIMAL, code(&bag.md5.to_string()))),
        bag.explicit_hash_key.map(|key| (words::EXPLICIT, code(&key.to_string()))),
        Some((words::FROM, value().text(&bag.from))),
        Some((words::ARRIVED, arrived)),
        Some((words::SIZE, value().text(&figures::size(bag.size_bytes.into())))),
        Some((words::READ_BY, read_by)),
        Some((words::SEQUENCE, sequence)),
    ];
    let row = |(name, value)| el("div").with(el("dt").text(name)).with(value);
    let data = el("pre.data").set("tabindex", "0").set("aria-label", words::DATA).text(&payload(bag));
    vec![
        verdict,
        hash_line(hall, Live::new(Some(place))),
        el("dl.facts").with_all(rows.into_iter().flatten().map(row)),
        el("p.label").text(words::DATA),
        data,
    ]
}

/// The data as text where it is text, else in hexadecimal digits.
fn payload(bag: &Inspection) -> String {
    let cut = bag.data.len() < bag.data_bytes as usize;
    // The cut at the end may have gone through a character.
    let text = match std::str::from_utf8(&bag.data) {
        Ok(text) => Some(text),
        Err(error) if cut && error.error_len().is_none() => std::str::from_utf8(&bag.data[..error.valid_up_to()]).ok(),
        Err(_) => None,
    };
    let printable = text.filter(|text| !text.contains(|sign: char| sign.is_control() && !sign.is_whitespace()));
    let mut shown = printable.map_or_else(
        || {
            let mut hex = String::with_capacity(bag.data.len() * 3);
            for byte in bag.data.iter().take(512) {
                // Writing into a string cannot fail.
                let _ = write!(hex, "{byte:02x} ");
            }
            hex
        },
        str::to_owned,
    );
    if cut {
        shown.push('…');
    }
    if shown.is_empty() {
        shown.push_str(words::DATA_EMPTY);
    }
    shown
}
