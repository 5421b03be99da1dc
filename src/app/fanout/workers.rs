//! The workers of an application of the Kinesis Client Library.

use super::copy;
use super::one::{One, applications};
use crate::app::dom::{El, el, value_of, yes_no};
use crate::app::live::Live;
use crate::engine::command::Command;
use crate::engine::kcl::{ApplicationView, WorkerState, WorkerView};
use leptos::prelude::untrack;

/// The workers, each with what ends it, and a field for one more.
pub(super) fn workers(one: One) -> El {
    let all = applications(one.hall);
    let keys = move || {
        all.with(|all| {
            let view = all.iter().find(|view| view.consumer == one.consumer);
            view.map_or_else(Vec::new, |view| (0..).zip(&view.workers).map(|(at, _)| (at, 0)).collect())
        })
    };
    let row = move |(at, _): (u32, u64)| {
        let worker = move |text: fn(&WorkerView) -> String| {
            move || {
                all.with(|all| {
                    let view = all.iter().find(|view| view.consumer == one.consumer);
                    view.and_then(|view| view.workers.get(at as usize)).map(text).unwrap_or_default()
                })
            }
        };
        let name = worker(|worker| worker.name.clone());
        let is_alive = move || {
            let alive = |view: &ApplicationView| view.workers.get(at as usize).map(WorkerView::is_alive);
            all.with(|all| all.iter().find(|view| view.consumer == one.consumer).and_then(alive)).unwrap_or_default()
        };
        let told_name = move || el("span.unseen").text(" ").live(name);
        let turn = move |_| {
            let (worker, is_alive) = untrack(|| (name(), is_alive()));
            let consumer = one.consumer;
            if is_alive {
                let command = Command::StopWorker { consumer, worker: worker.clone(), crash: false };
                one.tell(command, || copy::stopped(&worker));
            } else {
                one.tell(Command::AddWorker { consumer, worker: worker.clone() }, || copy::joined(&worker));
            }
        };
        let crash = move |_| {
            let worker = untrack(name);
            let command = Command::StopWorker { consumer: one.consumer, worker: worker.clone(), crash: true };
            one.tell(command, || copy::crashed(&worker));
        };
        let turn = el("button.quiet")
            .set("type", "button")
            .on("click", turn)
            .live(move || if is_alive() { copy::STOP } else { copy::START_AGAIN })
            .with(told_name());
        let crash = el("button.quiet")
            .set("type", "button")
            .bind("aria-disabled", move || (!is_alive()).then_some("true"))
            .on("click", crash)
            .text(copy::CRASH)
            .with(told_name());
        let told = |worker: &WorkerView| format!("{}, {}", state(worker.state), copy::leases(worker.leases));
        el("li")
            .with(el("span").with(el("b").live(name)).text(" ").with(el("span.small").live(worker(told))))
            .with(turn)
            .with(crash)
    };
    el("div.workers").with(el("h4").text(copy::WORKERS)).with(el("ul").each(keys, row)).with(add(one))
}

fn add(one: One) -> El {
    let written = Live::new(String::new());
    let error = Live::new(None::<String>);
    let error_id = format!("worker{}-error", super::consumer::form(one));
    let submit = move |event: web_sys::Event| {
        event.prevent_default();
        let name = written.get_untracked().trim().to_owned();
        let outcome = if copy::is_name(&name) {
            one.apply(Command::AddWorker { consumer: one.consumer, worker: name.clone() })
        } else {
            Err(copy::WANT_NAME.to_owned())
        };
        if outcome.is_ok() {
            written.set(String::new());
            one.hall.notice.set(copy::joined(&name));
        }
        error.set(outcome.err());
    };
    let input = el("input")
        .set("type", "text")
        .set("autocomplete", "off")
        .set("spellcheck", "false")
        .set("aria-describedby", &error_id)
        .bind("aria-invalid", move || yes_no(error.with(Option::is_some)))
        .value(move || written.get())
        .on("input", move |event| written.set(value_of(&event)));
    el("form.add-worker")
        .set("novalidate", "")
        .on("submit", submit)
        .with(el("label.field").with(el("span.label").text(copy::WORKER_NAME)).with(input))
        .with(el("button.quiet").set("type", "submit").text(copy::ADD_WORKER).with(super::consumer::of(one)))
        .with(
            el("p.error")
                .set("id", &error_id)
                .set("role", "alert")
                .bind("hidden", move || error.with(Option::is_none))
                .live(move || error.get()),
        )
}

fn state(state: WorkerState) -> &'static str {
    match state {
        WorkerState::Working => copy::WORKING,
        WorkerState::Stopping => copy::STOPPING,
        WorkerState::Stopped => copy::STOPPED,
        WorkerState::Crashed => copy::CRASHED,
    }
}
