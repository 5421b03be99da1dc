//! A handler of one's own: typed here, run in a worker, its answers a part of the run.

use super::chosen::Chosen;
use super::copy;
use crate::app::dom::{El, el, value_of};
use crate::app::fields;
use crate::app::figures;
use crate::app::live::Live;
use crate::engine::lambda::Handler;
use crate::web::handler::{End, Run};
use leptos::prelude::untrack;

/// The editor, and what came of the last run.
pub(crate) fn handler(chosen: Chosen) -> El {
    let typed =
        move || chosen.read(|view| matches!(view.config.function.handler, Handler::Typed(_))).unwrap_or_default();
    let source = Live::new(source(chosen).unwrap_or_else(|| copy::HANDLER_EXAMPLE.to_owned()));
    let set = move |on: bool| {
        let handler = if on { Handler::Typed(source.get_untracked().into()) } else { Handler::Described };
        if let Err(reason) = chosen.change(|config| config.function.handler = handler) {
            chosen.hall.notice.set(reason);
        }
    };
    let editor = el("textarea.code")
        .set("rows", "14")
        .set("spellcheck", "false")
        .set("autocapitalize", "off")
        .set("aria-describedby", "handler-about")
        .value(move || source.get())
        .on("input", move |event| source.set(value_of(&event)));
    let is_edited = move || source.get() != untrack(|| self::source(chosen)).unwrap_or_default();
    let apply = el("button.quiet")
        .set("type", "button")
        .bind("disabled", move || !(typed() && is_edited()))
        .on("click", move |_| set(true))
        .text(copy::HANDLER_APPLY);
    el("div.settings handler")
        .with(fields::switch(copy::HANDLER_USE, copy::HANDLER_USE_ABOUT, typed, set))
        .with(el("label.field").with(el("span.label").text("index.mjs")).with(editor))
        .with(el("p.small about").set("id", "handler-about").text(copy::HANDLER_ABOUT))
        .with(el("div.act").with(apply))
        .with(
            el("div.run")
                .set("role", "status")
                .bind("hidden", move || !typed())
                .show(move || chosen.hall.asking().last.get().map(|run| told(&run)).unwrap_or_default()),
        )
}

fn source(chosen: Chosen) -> Option<String> {
    chosen
        .read(|view| match &view.config.function.handler {
            Handler::Typed(source) => Some(source.to_string()),
            Handler::Described => None,
        })
        .flatten()
}

/// A run in words: how it ended, what that means to Lambda, and what it logged.
fn told(run: &Run) -> Vec<El> {
    let took = format!("{} ms", figures::count(run.took_ms.into()));
    let (said, is_harm) = match &run.end {
        End::Returned(json) => (format!("{} {} {took}.", copy::RUN_RETURNED, short(json)), false),
        End::Unreadable(reason) => (format!("{} {reason}. {}", copy::RUN_UNREADABLE, copy::RUN_FAILED), true),
        End::Threw(reason) => (format!("{} {}. {}", copy::RUN_THREW, short(reason), copy::RUN_FAILED), true),
        End::TimedOut => (copy::RUN_TIMED_OUT.to_owned(), true),
        End::NoWorker => (crate::app::words::NO_WORKER.to_owned(), true),
    };
    let line = el(if is_harm { "p.error" } else { "p.small" }).text(&said);
    let log = (!run.lines.is_empty()).then(|| el("pre").with(el("code").text(&run.lines.join("\n"))));
    std::iter::once(line).chain(log).collect()
}

fn short(text: &str) -> String {
    if text.chars().count() <= 120 { text.to_owned() } else { text.chars().take(119).chain(['…']).collect() }
}
