//! A file of records: choosing, a preview, the choices, progress, and what came of it.

use super::loading::{Loaded, Loading, Stage, is_done};
use crate::app::hall::Hall;
use crate::app::{figures, words};
use crate::scenario::import::PreviewRow;
use crate::web::bytes::fetch;
use leptos::html::Input;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use web_sys::{Blob, DragEvent, FileList};

const SAMPLE: &str = "clickstream.ndjson";
const SAMPLE_ADDRESS: &str = "./samples/clickstream.ndjson";
const RATE_FIRST: u32 = 100;
const RATE_MAX: u32 = 100_000;

/// The tool.
pub(crate) fn file(hall: Hall) -> AnyView {
    let loading = Loading::new();
    let content = move || match loading.stage.get() {
        Stage::Empty => None,
        Stage::Chosen => choices(hall, loading),
        Stage::Reading(percent) => Some(reading(loading, percent)),
        Stage::Loaded(loaded) => Some(outcome(hall, loading, loaded)),
    };
    view! {
        <h2>{words::FILE}</h2>
        {drop_zone(loading)}
        <p class="error" role="alert" hidden=move || loading.error.get().is_none()>{move || loading.error.get()}</p>
        {content}
    }
    .into_any()
}

fn drop_zone(loading: Loading) -> AnyView {
    let over = RwSignal::new(false);
    let node: NodeRef<Input> = NodeRef::new();
    let take = move |files: Option<FileList>| {
        if let Some(file) = files.and_then(|files| files.item(0)) {
            let name = file.name();
            spawn_local(loading.choose(name, file.unchecked_into::<Blob>()));
        }
    };
    let busy = move || loading.checking_in.get() || matches!(loading.stage.get(), Stage::Reading(_));
    let dropped = move |event: DragEvent| {
        event.prevent_default();
        over.set(false);
        if !untrack(busy) {
            take(event.data_transfer().and_then(|transfer| transfer.files()));
        }
    };
    let chosen = move |_| {
        if let Some(input) = node.get_untracked() {
            take(input.files());
            // The same file can be chosen again, say after it was corrected.
            input.set_value("");
        }
    };
    let sample = move |_| {
        spawn_local(async move {
            match fetch(SAMPLE_ADDRESS).await {
                Some(blob) => loading.choose(SAMPLE.to_owned(), blob).await,
                None => loading.error.set(Some(words::SAMPLE_MISSING.to_owned())),
            }
        });
    };
    view! {
        <div
            class="drop"
            class:over=over
            on:dragover=move |event| {
                event.prevent_default();
                over.set(true);
            }
            on:dragleave=move |_| over.set(false)
            on:drop=dropped
        >
            <p>{words::DROP}</p>
            <p class="small">{words::DROP_KINDS}</p>
            <div class="act">
                <label class="button">
                    <input class="unseen" type="file" node_ref=node accept=".ndjson,.jsonl,.json,.csv,.txt" disabled=busy on:change=chosen />
                    {words::CHOOSE}
                </label>
                <button type="button" class="quiet" disabled=busy on:click=sample>{words::SAMPLE}</button>
            </div>
        </div>
    }
    .into_any()
}

fn choices(hall: Hall, loading: Loading) -> Option<AnyView> {
    let chosen = loading.chosen()?;
    let sniffed = chosen.sniffed.clone();
    let key_field = RwSignal::new(sniffed.key.clone());
    let rate = RwSignal::new(RATE_FIRST);
    let options: Vec<_> = sniffed
        .fields
        .iter()
        .map(|field| {
            let selected = sniffed.key == *field;
            view! { <option value=field.clone() selected=selected>{field.clone()}</option> }
        })
        .collect();
    let (name, bytes) = (chosen.name.clone(), chosen.bytes);
    let chosen = StoredValue::new_local(chosen);
    let preview = move || {
        let rows = chosen.with_value(|chosen| chosen.preview(hall, &key_field.get()));
        let row = |row: PreviewRow| view! { <tr><td>{row.key}</td><td class="data-cell">{row.data}</td></tr> };
        rows.into_iter().map(row).collect::<Vec<_>>()
    };
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        spawn_local(async move { loading.load(hall, &key_field.get_untracked(), rate.get_untracked()).await });
    };
    let set_rate = move |event| {
        if let Ok(records_per_s) = event_target_value(&event).parse::<u32>() {
            rate.set(records_per_s.clamp(1, RATE_MAX));
        }
    };
    let view = view! {
        <form class="choices" on:submit=submit>
            <p class="file-name">
                <strong>{name}</strong> " "
                <span class="small">{sniffed.kind.name()} ", " {figures::size(bytes)}</span>
            </p>
            {sniffed.note.map(|note| view! { <p class="small">{note}</p> })}
            <table class="preview">
                <caption>{words::PREVIEW}</caption>
                <thead><tr><th scope="col">{words::KEY}</th><th scope="col">{words::DATA}</th></tr></thead>
                <tbody>{preview}</tbody>
            </table>
            <div class="two">
                <label class="field">
                    <span>{words::KEY_FIELD}</span>
                    <select on:change=move |event| key_field.set(event_target_value(&event))>{options}</select>
                </label>
                <label class="field">
                    <span>{words::RATE_UNIT}</span>
                    <input type="number" min="1" max=RATE_MAX inputmode="numeric" prop:value=rate on:change=set_rate />
                </label>
            </div>
            <div class="act"><button type="submit" class="primary">{words::LOAD}</button></div>
        </form>
    };
    Some(view.into_any())
}

fn reading(loading: Loading, percent: u32) -> AnyView {
    view! {
        <div class="reading">
            <label>
                <span>{words::READING} " " {percent} " %"</span>
                <progress max="100" value=percent></progress>
            </label>
            <button type="button" class="quiet" on:click=move |_| loading.cancelled.set(true)>{words::CANCEL}</button>
        </div>
    }
    .into_any()
}

fn outcome(hall: Hall, loading: Loading, loaded: Loaded) -> AnyView {
    let producer = loaded.producer;
    let still_there = move || hall.world.get() == loaded.world;
    let desk = Memo::new(move |_| {
        hall.snapshot.with(|snapshot| {
            let desk = snapshot.desks.iter().find(|desk| desk.id == producer && still_there());
            desk.map(|desk| (desk.made_total, desk.retrying, is_done(desk)))
        })
    });
    let on_belts = move || desk.get().map_or(0, |(made, retrying, _)| made - retrying);
    let done = move || desk.get().is_some_and(|(.., done)| done);
    let shards = Memo::new(move |_| {
        hall.snapshot.with(|snapshot| {
            let shards = snapshot.shards.iter();
            shards.map(|shard| (shard.index, shard.id.clone())).collect::<Vec<_>>()
        })
    });
    let rows = move || {
        hall.snapshot.track();
        let taken = |shard| hall.read(|model| model.tally().taken(producer, shard));
        let shards = shards.get().into_iter();
        shards
            .map(|(index, id)| {
                view! { <tr><th scope="row">{id}</th><td class="number">{figures::count(taken(index))}</td></tr> }
            })
            .collect::<Vec<_>>()
    };
    let errors: Vec<_> = loaded.errors.iter().map(|error| view! { <li>{error.to_string()}</li> }).collect();
    let all = loaded.records;
    let errors_total = loaded.errors_total;
    let name = loaded.name.clone();
    let check_in = move |_| spawn_local(loading.check_in(hall, loaded.clone()));
    view! {
        <div class="loaded">
            <p><strong>{name}</strong> " " {words::file_loaded(all, errors_total)}</p>
            <p class="small" hidden=still_there>{words::FILE_RESET}</p>
            <div hidden=move || !still_there()>
                <label>
                    <span>{move || figures::count(on_belts())} " " {words::OF} " " {figures::records(all)} " " {words::ON_BELTS}</span>
                    <progress max=all.to_string() value=move || on_belts().to_string()></progress>
                </label>
                <table class="by-shard">
                    <caption>{words::BY_SHARD}</caption>
                    <thead><tr><th scope="col">{words::SHARD}</th><th scope="col">{words::RECORDS}</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
                <div class="act">
                    <button
                        type="button"
                        class="primary"
                        hidden=move || loading.checking_in.get() || done()
                        on:click=check_in
                    >
                        {words::CHECK_IN}
                    </button>
                    <button
                        type="button"
                        class="quiet"
                        hidden=move || !loading.checking_in.get()
                        on:click=move |_| loading.cancelled.set(true)
                    >
                        {words::CANCEL}
                    </button>
                </div>
                <p class="good" role="status">{move || (done() && still_there()).then_some(words::FILE_DONE)}</p>
            </div>
            {(errors_total > 0).then(|| view! {
                <details open=true>
                    <summary>{words::lines_left_out(errors_total)}</summary>
                    <ul class="line-errors">{errors}</ul>
                </details>
            })}
        </div>
    }
    .into_any()
}
