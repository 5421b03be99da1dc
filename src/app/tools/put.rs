//! One record, put by hand.

use crate::app::hall::Hall;
use crate::app::hash_line::hash_line;
use crate::app::{figures, words};
use crate::engine::batch::Batch;
use crate::engine::command::{Command, Placed, Refusal, Reply};
use crate::engine::hash::HashKey;
use crate::engine::id::RecordRef;
use crate::engine::limits::Limits;
use leptos::html::{Input, Textarea};
use leptos::prelude::*;
use std::sync::Arc;

/// What came of the last put.
#[derive(Clone, PartialEq)]
enum Outcome {
    None,
    Taken(String),
    Refused(String),
}

/// The form.
pub(crate) fn put(hall: Hall) -> AnyView {
    let key = RwSignal::new(String::from(words::FIRST_KEY));
    let explicit = RwSignal::new(String::new());
    let data = RwSignal::new(String::from(words::FIRST_DATA));
    let key_error = RwSignal::new(None::<String>);
    let explicit_error = RwSignal::new(None::<String>);
    let data_error = RwSignal::new(None::<String>);
    let outcome = RwSignal::new(Outcome::None);
    let key_node: NodeRef<Input> = NodeRef::new();
    let explicit_node: NodeRef<Input> = NodeRef::new();
    let data_node: NodeRef<Textarea> = NodeRef::new();
    let disclosed = RwSignal::new(false);

    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        outcome.set(Outcome::None);
        let limits = hall.read(|model| model.limits().clone());
        key_error.set(key.with(|key| check_key(key, &limits)));
        let explicit_key = explicit.with(|text| read_explicit(text));
        explicit_error.set(explicit_key.as_ref().err().cloned());
        let size = data.with(String::len) as u64;
        data_error.set((size > limits.data_bytes_max).then(|| words::data_too_large(size, &limits)));
        // Failing to move the focus loses nothing: the message stands beside the field.
        let _ = match (key_error.get(), &explicit_key, data_error.get()) {
            (Some(_), ..) => key_node.get().map(|node| node.focus()),
            (_, Err(_), _) => {
                disclosed.set(true);
                explicit_node.get().map(|node| node.focus())
            }
            (.., Some(_)) => data_node.get().map(|node| node.focus()),
            (None, Ok(explicit_key), None) => {
                let batch = key.with(|key| data.with(|data| Batch::of_one(key, *explicit_key, data.as_bytes())));
                let place = key.with(|key| explicit_key.unwrap_or_else(|| HashKey::of(key)));
                match send(hall, batch, place) {
                    Ok(done) => outcome.set(done),
                    Err(Refusal::RecordTooLarge { bytes, bytes_max, .. }) => {
                        data_error.set(Some(words::record_too_large(bytes, bytes_max)));
                    }
                    Err(refusal) => outcome.set(Outcome::Refused(refusal.to_string())),
                }
                None
            }
        };
    };
    view! {
        <form class="put" novalidate on:submit=submit>
            <h2>{words::TAB_RECORD}</h2>
            <label class="field">
                <span>{words::KEY}</span>
                <input
                    type="text"
                    node_ref=key_node
                    autocomplete="off"
                    autocapitalize="off"
                    spellcheck="false"
                    prop:value=key
                    aria-invalid=move || key_error.get().is_some().to_string()
                    aria-describedby="key-error key-place"
                    on:input=move |event| {
                        key_error.set(None);
                        key.set(event_target_value(&event));
                    }
                />
            </label>
            {error("key-error", key_error)}
            {place(hall, key, explicit)}
            {explicit_field(explicit, explicit_error, explicit_node, disclosed)}
            <label class="field">
                <span>{words::DATA}</span>
                <textarea
                    rows="2"
                    node_ref=data_node
                    spellcheck="false"
                    prop:value=data
                    aria-invalid=move || data_error.get().is_some().to_string()
                    aria-describedby="data-error"
                    on:input=move |event| {
                        data_error.set(None);
                        data.set(event_target_value(&event));
                    }
                ></textarea>
            </label>
            {error("data-error", data_error)}
            <div class="act">
                <button class="primary" type="submit">{words::PUT}</button>
            </div>
            <div class="outcome" role="status">
                {move || match outcome.get() {
                    Outcome::None => None,
                    Outcome::Taken(text) => Some(view! { <p class="good">{text}</p> }.into_any()),
                    Outcome::Refused(text) => Some(view! { <p class="error">{text}</p> }.into_any()),
                }}
            </div>
        </form>
    }
    .into_any()
}

/// The explicit hash key, folded away until somebody wants one.
fn explicit_field(
    explicit: RwSignal<String>,
    explicit_error: RwSignal<Option<String>>,
    explicit_node: NodeRef<Input>,
    disclosed: RwSignal<bool>,
) -> AnyView {
    view! {
        <details prop:open=disclosed on:toggle=move |event| disclosed.set(is_open(&event))>
            <summary>{words::EXPLICIT_SUMMARY}</summary>
            <label class="field">
                <span>{words::EXPLICIT}</span>
                <input
                    type="text"
                    inputmode="numeric"
                    node_ref=explicit_node
                    autocomplete="off"
                    prop:value=explicit
                    aria-invalid=move || explicit_error.get().is_some().to_string()
                    aria-describedby="explicit-error explicit-about"
                    on:input=move |event| {
                        explicit_error.set(None);
                        explicit.set(event_target_value(&event));
                    }
                />
            </label>
            {error("explicit-error", explicit_error)}
            <p class="small" id="explicit-about">{words::EXPLICIT_ABOUT}</p>
        </details>
    }
    .into_any()
}

fn error(id: &'static str, error: RwSignal<Option<String>>) -> AnyView {
    view! { <p class="error" id=id hidden=move || error.get().is_none()>{move || error.get()}</p> }.into_any()
}

fn is_open(event: &web_sys::Event) -> bool {
    event_target::<web_sys::Element>(event).has_attribute("open")
}

/// Where the key being typed falls, and which shard would take it.
fn place(hall: Hall, key: RwSignal<String>, explicit: RwSignal<String>) -> AnyView {
    let chosen = move || explicit.with(|text| read_explicit(text)).ok().flatten();
    let md5 = Memo::new(move |_| key.with(|key| (!key.is_empty()).then(|| HashKey::of(key))));
    let hash = Memo::new(move |_| chosen().or(md5.get()));
    let shard = Memo::new(move |_| hash.get().and_then(|hash| hall.shard_of(hash)).map(|shard| shard.id));
    view! {
        <div class="place" id="key-place">
            <p class="row">
                <span class="label">"MD5"</span>
                <code>{move || md5.get().map_or_else(|| words::NOTHING.to_owned(), figures::hex_groups)}</code>
            </p>
            {hash_line(hall, hash.into())}
            <p>
                {move || hash.get().map(|hash| words::falls_at(&figures::percent(hash), chosen().is_some()))}
                " "
                <strong>{move || shard.get()}</strong>
            </p>
        </div>
    }
    .into_any()
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
