//! Everything about the selected bag.

use crate::app::hall::Hall;
use crate::app::hash_line::hash_line;
use crate::app::{figures, words};
use crate::engine::snapshot::Inspection;
use leptos::prelude::*;
use std::fmt::Write;
use std::sync::Arc;

/// What is shown, redone only when the bag is another or somebody else has read it, so that text can be selected.
#[derive(Clone)]
struct Shown(Arc<Inspection>);

impl PartialEq for Shown {
    fn eq(&self, other: &Self) -> bool {
        self.0.record == other.0.record && self.0.read_by == other.0.read_by && self.0.md5 == other.0.md5
    }
}

/// The inspector.
pub(crate) fn inspector(hall: Hall) -> AnyView {
    let shown = Memo::new(move |_| {
        hall.world.track();
        hall.snapshot.track();
        hall.selected.get().and_then(|record| hall.inspect(record)).map(|found| Shown(Arc::new(found)))
    });
    let content = move || match shown.get() {
        Some(Shown(inspection)) => about(hall, &inspection),
        None if hall.selected.get().is_some() => view! { <p class="small">{words::BAG_GONE}</p> }.into_any(),
        None => view! { <p class="small">{words::BAG_NONE}</p> }.into_any(),
    };
    view! {
        <section class="inspector" aria-labelledby="inspector-title">
            <h2 id="inspector-title">{words::INSPECTOR}</h2>
            {content}
        </section>
    }
    .into_any()
}

fn about(hall: Hall, bag: &Inspection) -> AnyView {
    let place = bag.explicit_hash_key.unwrap_or(bag.md5);
    let row = |name: &'static str, value: AnyView| view! { <div><dt>{name}</dt><dd>{value}</dd></div> };
    let text = |value: String| view! { {value} }.into_any();
    let code = |value: String| view! { <code>{value}</code> }.into_any();
    let sequence = &bag.sequence;
    let parts: Vec<_> = [
        (words::SEQUENCE_CREATED, figures::count(sequence.shard_created_s)),
        (words::SEQUENCE_SHARD, sequence.shard_index.to_string()),
        (words::SEQUENCE_COUNTER, figures::count(sequence.counter)),
        (words::SEQUENCE_RECORDED, figures::count(sequence.recorded_s)),
    ]
    .into_iter()
    .map(|(name, value)| view! { <li><span>{name}</span> " " <b>{value}</b></li> })
    .collect();
    let read_by = if bag.read_by.is_empty() { words::NOBODY_YET.to_owned() } else { bag.read_by.join(", ") };
    let waiting = (!bag.unread_by.is_empty()).then(|| format!(" {} {}", words::WAITING_FOR, bag.unread_by.join(", ")));
    view! {
        <p class="verdict">
            {words::verdict(&figures::percent(place), &figures::range(&bag.range), bag.explicit_hash_key.is_some())}
            " " <strong>{bag.shard_id.clone()}</strong> " " {words::VERDICT_END}
        </p>
        {hash_line(hall, Signal::stored(Some(place)))}
        <dl class="facts">
            {row(words::KEY, text(bag.partition_key.clone()))}
            {row("MD5", code(figures::hex_groups(bag.md5)))}
            {row(words::DECIMAL, code(bag.md5.to_string()))}
            {bag.explicit_hash_key.map(|key| row(words::EXPLICIT, code(key.to_string())))}
            {row(words::FROM, text(bag.from.clone()))}
            {row(words::ARRIVED, view! { {bag.arrival.to_string()} <br /> <span class="small">{bag.arrival_utc.clone()}</span> }.into_any())}
            {row(words::SIZE, text(figures::size(bag.size_bytes.into())))}
            {row(words::READ_BY, view! { {read_by} <span class="small">{waiting}</span> }.into_any())}
            {row(words::SEQUENCE, view! { <code>{bag.sequence_number.clone()}</code> <ul class="parts-of">{parts}</ul> }.into_any())}
        </dl>
        <p class="label">{words::DATA}</p>
        <pre class="data" tabindex="0" aria-label=words::DATA>{payload(bag)}</pre>
    }
    .into_any()
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
