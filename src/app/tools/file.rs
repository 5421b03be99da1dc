//! A file of records: choosing, a preview, the choices, progress, and what came of it.

use super::loading::{Chosen, Loaded, Loading, Stage, is_done};
use crate::app::dom::{El, el, value_of};
use crate::app::hall::Hall;
use crate::app::later::in_chunk;
use crate::app::live::{Live, memo, spawn};
use crate::app::tables::heads;
use crate::app::{figures, words};
use crate::web::bytes::fetch;
use leptos::prelude::untrack;
use wasm_bindgen::JsCast;
use web_sys::{Blob, DragEvent, Event, FileList, HtmlInputElement};

const SAMPLE: &str = "clickstream.ndjson";
const SAMPLE_ADDRESS: &str = "samples/clickstream.ndjson";
const RATE_FIRST: u32 = 100;
const RATE_MAX: u32 = 100_000;

in_chunk! { file:
    /// The tool.
    pub(crate) fn file(hall: Hall) -> El {
        tool(hall)
    }
}

fn tool(hall: Hall) -> El {
    let loading = Loading::new();
    let content = move || match loading.stage.get() {
        Stage::Empty => None,
        Stage::Chosen => loading.chosen().map(|chosen| choices(hall, loading, chosen)),
        Stage::Reading(percent) => Some(reading(loading, percent)),
        Stage::Loaded(loaded) => Some(outcome(hall, loading, loaded)),
    };
    let error = el("p.error")
        .set("role", "alert")
        .bind("hidden", move || loading.error.with(Option::is_none))
        .live(move || loading.error.get());
    el("div.part").with(el("h2").text(words::FILE)).with(drop_zone(loading)).with(error).show(content)
}

fn drop_zone(loading: Loading) -> El {
    let over = Live::new(false);
    let take = move |files: Option<FileList>| {
        if let Some(file) = files.and_then(|files| files.item(0)) {
            let name = file.name();
            spawn(loading.stage, loading.choose(name, file.unchecked_into::<Blob>()));
        }
    };
    let busy = move || loading.checking_in.get() || loading.stage.with(|stage| matches!(stage, Stage::Reading(_)));
    let dropped = move |event: Event| {
        event.prevent_default();
        over.set(false);
        if !untrack(busy) {
            let transfer = event.unchecked_into::<DragEvent>().data_transfer();
            take(transfer.and_then(|transfer| transfer.files()));
        }
    };
    let input =
        el("input.unseen").set("type", "file").set("accept", ".ndjson,.jsonl,.json,.csv,.txt").bind("disabled", busy);
    let node: HtmlInputElement = input.node();
    let chosen = move |_| {
        take(node.files());
        // The same file can be chosen again, say after it was corrected.
        node.set_value("");
    };
    let sample = move |_| {
        spawn(loading.stage, async move {
            match fetch(SAMPLE_ADDRESS).await {
                Some(blob) => loading.choose(SAMPLE.to_owned(), blob).await,
                None => loading.error.set(Some(words::SAMPLE_MISSING.to_owned())),
            }
        });
    };
    let sample = el("button.quiet").set("type", "button").bind("disabled", busy).on("click", sample);
    let choose = el("label.button").with(input.on("change", chosen)).text(words::CHOOSE);
    el("div.drop")
        .class_if("over", move || over.get())
        .on("dragover", move |event| {
            event.prevent_default();
            over.set(true);
        })
        .on("dragleave", move |_| over.set(false))
        .on("drop", dropped)
        .with(el("p").text(words::DROP))
        .with(el("p.small").text(words::DROP_KINDS))
        .with(el("div.act").with(choose).with(sample.text(words::SAMPLE)))
}

fn choices(hall: Hall, loading: Loading, chosen: Chosen) -> El {
    let sniffed = chosen.sniffed.clone();
    let key_field = Live::new(sniffed.key.clone());
    let rate = Live::new(RATE_FIRST);
    let option = |field: &String| {
        let selected = sniffed.key == *field;
        el("option").set("value", field).flag("selected", move || selected).text(field)
    };
    let submit = move |event: Event| {
        event.prevent_default();
        spawn(loading.stage, async move {
            loading.load(hall, &key_field.get_untracked(), rate.get_untracked()).await;
        });
    };
    let set_rate = move |event| {
        if let Ok(records_per_s) = value_of(&event).parse::<u32>() {
            rate.set(records_per_s.clamp(1, RATE_MAX));
        }
    };
    let fields = el("select")
        .on("change", move |event| key_field.set(value_of(&event)))
        .with_all(sniffed.fields.iter().map(option));
    let rate = el("input")
        .set("type", "number")
        .set("min", "1")
        .set("max", &RATE_MAX.to_string())
        .set("inputmode", "numeric")
        .value(move || rate.get().to_string())
        .on("change", set_rate);
    let kind = format!("{}, {}", sniffed.kind.name(), figures::size(chosen.bytes));
    let name = el("p.file-name").with(el("strong").text(&chosen.name)).text(" ").with(el("span.small").text(&kind));
    let rows = move || {
        let row = |row: crate::scenario::import::PreviewRow| {
            el("tr").with(el("td").text(&row.key)).with(el("td.data-cell").text(&row.data))
        };
        key_field.with(|field| chosen.preview(hall, field)).into_iter().map(row)
    };
    let preview = el("table.preview")
        .with(el("caption").text(words::PREVIEW))
        .with(heads(&[words::KEY, words::DATA]))
        .with(el("tbody").show(rows));
    let field = |name: &str, input: El| el("label.field").with(el("span").text(name)).with(input);
    el("form.choices")
        .on("submit", submit)
        .with(name)
        .with_all(sniffed.note.map(|note| el("p.small").text(&note)))
        .with(preview)
        .with(el("div.two").with(field(words::KEY_FIELD, fields)).with(field(words::RATE_UNIT, rate)))
        .with(el("div.act").with(el("button.primary").set("type", "submit").text(words::LOAD)))
}

fn cancel(loading: Loading) -> El {
    el("button.quiet").set("type", "button").on("click", move |_| loading.cancelled.set(true)).text(words::CANCEL)
}

fn reading(loading: Loading, percent: u32) -> El {
    let percent = percent.to_string();
    let label = el("label")
        .with(el("span").text(words::READING).text(" ").text(&percent).text(" %"))
        .with(el("progress").set("max", "100").set("value", &percent));
    el("div.reading").with(label).with(cancel(loading))
}

fn outcome(hall: Hall, loading: Loading, loaded: Loaded) -> El {
    let (producer, world, all) = (loaded.producer, loaded.world, loaded.records);
    let still_there = move || hall.world.get() == world;
    let desk = memo(move || {
        hall.snapshot.with(|snapshot| {
            let desk = snapshot.desks.iter().find(|desk| desk.id == producer && still_there());
            desk.map(|desk| (desk.made_total - desk.retrying, is_done(desk)))
        })
    });
    let on_belts = move || desk.get().map_or(0, |(on_belts, _)| on_belts);
    let done = move || desk.get().is_some_and(|(_, done)| done);
    let so_far =
        move || format!("{} {} {} {}", figures::count(on_belts()), words::OF, figures::records(all), words::ON_BELTS);
    let progress = el("label")
        .with(el("span").live(so_far))
        .with(el("progress").set("max", &all.to_string()).bind("value", move || on_belts().to_string()));
    let rows = move || {
        hall.snapshot.with(|snapshot| {
            let row = |shard: &crate::engine::snapshot::Belt| {
                let taken =
                    hall.read(|model| model.world().producer(producer).map_or(0, |desk| desk.taken_by(shard.index)));
                el("tr")
                    .with(el("th").set("scope", "row").text(&shard.id))
                    .with(el("td.number").text(&figures::count(taken)))
            };
            snapshot.shards.iter().map(row).collect::<Vec<_>>()
        })
    };
    let by_shard = el("table.by-shard")
        .with(el("caption").text(words::BY_SHARD))
        .with(heads(&[words::SHARD, words::RECORDS]))
        .with(el("tbody").show(rows));
    let told =
        el("p").with(el("strong").text(&loaded.name)).text(" ").text(&words::file_loaded(all, loaded.errors_total));
    let left_out = (loaded.errors_total > 0).then(|| {
        let errors = loaded.errors.iter().map(|error| el("li").text(&error.to_string()));
        el("details")
            .set("open", "")
            .with(el("summary").text(&words::lines_left_out(loaded.errors_total)))
            .with(el("ul.line-errors").with_all(errors))
    });
    let check_in = el("button.primary")
        .set("type", "button")
        .bind("hidden", move || loading.checking_in.get() || done())
        .on("click", move |_| spawn(loading.stage, loading.check_in(hall, loaded.clone())))
        .text(words::CHECK_IN);
    let cancel = cancel(loading).bind("hidden", move || !loading.checking_in.get());
    let here = el("div")
        .bind("hidden", move || !still_there())
        .with(progress)
        .with(by_shard)
        .with(el("div.act").with(check_in).with(cancel))
        .with(el("p.good").set("role", "status").live(move || (done() && still_there()).then_some(words::FILE_DONE)));
    el("div.loaded")
        .with(told)
        .with(el("p.small").bind("hidden", still_there).text(words::FILE_RESET))
        .with(here)
        .with_all(left_out)
}
