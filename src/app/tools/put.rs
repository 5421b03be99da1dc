//! One record, put by hand.

use crate::app::dom::{El, el, focus, value_of, yes_no};
use crate::app::hall::Hall;
use crate::app::hash_line::hash_line;
use crate::app::live::{Live, memo};
use crate::app::{figures, words};
use crate::engine::batch::Batch;
use crate::engine::command::{Command, Placed, Refusal, Reply};
use crate::engine::hash::HashKey;
use crate::engine::id::RecordRef;
use crate::engine::limits::Limits;
use std::sync::Arc;
use wasm_bindgen::JsCast;
use web_sys::Element;

/// What came of the last put.
#[derive(Clone)]
enum Outcome {
    None,
    Taken(String),
    Refused(String),
}

/// A field of the form: what stands in it, and what is wrong with that.
#[derive(Clone, Copy)]
struct Field {
    text: Live<String>,
    error: Live<Option<String>>,
}

impl Field {
    fn new(text: &str) -> Self {
        Self { text: Live::new(text.to_owned()), error: Live::new(None) }
    }

    /// Makes an input or a text area this field.
    fn bind(self, input: El, described_by: &str) -> El {
        input
            .value(move || self.text.get())
            .bind("aria-invalid", move || yes_no(self.error.with(Option::is_some)))
            .set("aria-describedby", described_by)
            .on("input", move |event| {
                self.error.set(None);
                self.text.set(value_of(&event));
            })
    }

    /// The place for its error.
    fn told(self, id: &str) -> El {
        el("p.error")
            .set("id", id)
            .bind("hidden", move || self.error.with(Option::is_none))
            .live(move || self.error.get())
    }
}

/// The form.
pub(crate) fn put(hall: Hall) -> El {
    let key = Field::new(words::FIRST_KEY);
    let explicit = Field::new("");
    let data = Field::new(words::FIRST_DATA);
    let outcome = Live::new(Outcome::None);
    let disclosed = Live::new(false);

    let text_input = || el("input").set("type", "text").set("autocomplete", "off");
    let key_input = text_input().set("autocapitalize", "off").set("spellcheck", "false");
    let key_input = key.bind(key_input, "key-error key-place");
    let explicit_input = explicit.bind(text_input().set("inputmode", "numeric"), "explicit-error explicit-about");
    let data_input = data.bind(el("textarea").set("rows", "2").set("spellcheck", "false"), "data-error");

    let (key_node, explicit_node, data_node) = (key_input.node(), explicit_input.node(), data_input.node::<Element>());
    let submit = move |event: web_sys::Event| {
        event.prevent_default();
        outcome.set(Outcome::None);
        let limits = hall.read(|model| model.limits().clone());
        let (key_text, data_text) = (key.text.get(), data.text.get());
        let key_wrong = check_key(&key_text, &limits);
        let explicit_key = explicit.text.with(|text| read_explicit(text));
        let size = data_text.len() as u64;
        let data_wrong = (size > limits.data_bytes_max).then(|| words::data_too_large(size, &limits));
        key.error.set(key_wrong.clone());
        explicit.error.set(explicit_key.clone().err());
        data.error.set(data_wrong.clone());
        match (key_wrong, explicit_key, data_wrong) {
            (Some(_), ..) => focus(&key_node),
            (_, Err(_), _) => {
                disclosed.set(true);
                focus(&explicit_node);
            }
            (.., Some(_)) => focus(&data_node),
            (None, Ok(explicit_key), None) => {
                let batch = Batch::of_one(&key_text, explicit_key, data_text.as_bytes());
                let place = explicit_key.unwrap_or_else(|| HashKey::of(&key_text));
                match send(hall, batch, place) {
                    Ok(done) => outcome.set(done),
                    Err(Refusal::RecordTooLarge { bytes, bytes_max, .. }) => {
                        data.error.set(Some(words::record_too_large(bytes, bytes_max)));
                    }
                    Err(refusal) => outcome.set(Outcome::Refused(refusal.to_string())),
                }
            }
        }
    };
    let told = move || match outcome.get() {
        Outcome::None => None,
        Outcome::Taken(text) => Some(el("p.good").text(&text)),
        Outcome::Refused(text) => Some(el("p.error").text(&text)),
    };
    el("form.put")
        .set("novalidate", "")
        .on("submit", submit)
        .with(el("h2").text(words::TAB_RECORD))
        .with(labelled(words::KEY, key_input))
        .with(key.told("key-error"))
        .with(place(hall, key.text, explicit.text))
        .with(folded(explicit, explicit_input, disclosed))
        .with(labelled(words::DATA, data_input))
        .with(data.told("data-error"))
        .with(el("div.act").with(el("button.primary").set("type", "submit").text(words::PUT)))
        .with(el("div.outcome").set("role", "status").show(told))
}

fn labelled(name: &str, input: El) -> El {
    el("label.field").with(el("span").text(name)).with(input)
}

/// The explicit hash key, folded away until somebody wants one.
fn folded(explicit: Field, input: El, disclosed: Live<bool>) -> El {
    let toggled = move |event: web_sys::Event| {
        let details = event.current_target().map(JsCast::unchecked_into::<Element>);
        disclosed.set(details.is_some_and(|details| details.has_attribute("open")));
    };
    el("details")
        .flag("open", move || disclosed.get())
        .on("toggle", toggled)
        .with(el("summary").text(words::EXPLICIT_SUMMARY))
        .with(labelled(words::EXPLICIT, input))
        .with(explicit.told("explicit-error"))
        .with(el("p.small").set("id", "explicit-about").text(words::EXPLICIT_ABOUT))
}

/// Where the key being typed falls, and which shard would take it.
fn place(hall: Hall, key: Live<String>, explicit: Live<String>) -> El {
    let chosen = move || explicit.with(|text| read_explicit(text)).ok().flatten();
    let md5 = memo(move || key.with(|key| (!key.is_empty()).then(|| HashKey::of(key))));
    let hash = memo(move || chosen().or(md5.get()));
    let digits = move || md5.get().map_or_else(|| words::NOTHING.to_owned(), figures::hex_groups);
    let falls_at = move || hash.get().map(|hash| words::falls_at(&figures::percent(hash), chosen().is_some()));
    let shard = move || hash.get().and_then(|hash| hall.shard_of(hash)).map(|shard| shard.id);
    el("div.place")
        .set("id", "key-place")
        .with(el("p.row").with(el("span.label").text("MD5")).with(el("code").live(digits)))
        .with(hash_line(hall, hash))
        .with(el("p").live(falls_at).text(" ").with(el("strong").live(shard)))
}

fn check_key(key: &str, limits: &Limits) -> Option<String> {
    match key.chars().count() {
        0 => Some(words::KEY_EMPTY.to_owned()),
        characters if characters > limits.partition_key_chars_max => {
            Some(words::key_too_long(characters, limits.partition_key_chars_max))
        }
        _ => None,
    }
}

/// An empty field means none.
fn read_explicit(text: &str) -> Result<Option<HashKey>, String> {
    match text.trim() {
        "" => Ok(None),
        digits => HashKey::parse(digits).map(Some).ok_or_else(|| words::EXPLICIT_WRONG.to_owned()),
    }
}

fn send(hall: Hall, batch: Batch, place: HashKey) -> Result<Outcome, Refusal> {
    let stream = hall.read(crate::app::model::Model::stream);
    let reply = hall.apply(Command::Put { stream, batch: Arc::new(batch) })?;
    let Reply::Put(placed) = reply else { return Ok(Outcome::None) };
    let shard = hall.shard_of(place);
    let (id, range) = shard.map(|shard| (shard.id, figures::range(&shard.range))).unwrap_or_default();
    Ok(match placed.first() {
        Some(Placed::Accepted { shard, index }) => {
            hall.selected.set(Some(RecordRef { stream, shard: *shard, index: *index }));
            Outcome::Taken(words::taken(&id, &figures::percent(place), &range))
        }
        Some(Placed::Throttled { .. }) => Outcome::Refused(words::throttled(&id)),
        None => Outcome::None,
    })
}
