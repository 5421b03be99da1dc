//! The function of a mapping, described: how long it takes, and when it fails.

use super::chosen::Chosen;
use super::copy;
use crate::app::dom::{El, el, value_of};
use crate::app::fields::{self, Field};
use crate::app::live::{Live, memo};
use crate::engine::lambda::{Failure, FunctionConfig, How, When};
use crate::engine::shard::shard_id;
use crate::engine::time::Micros;
use leptos::prelude::untrack;
use std::rc::Rc;

struct Figure {
    id: &'static str,
    label: &'static str,
    unit: &'static str,
    about: &'static str,
    range: (u64, u64),
    get: fn(&FunctionConfig) -> u64,
    set: fn(&mut FunctionConfig, u64),
}

const FIGURES: [Figure; 5] = [
    Figure {
        id: "duration",
        label: copy::DURATION,
        unit: copy::UNIT_MS,
        about: copy::DURATION_ABOUT,
        range: (1, 900_000),
        get: |function| function.duration.as_millis(),
        set: |function, n| function.duration = Micros::from_millis(n),
    },
    Figure {
        id: "duration-per-record",
        label: copy::DURATION_RECORD,
        unit: copy::UNIT_MS,
        about: copy::DURATION_RECORD_ABOUT,
        range: (0, 900_000),
        get: |function| function.duration_per_record.as_millis(),
        set: |function, n| function.duration_per_record = Micros::from_millis(n),
    },
    Figure {
        id: "jitter",
        label: copy::JITTER,
        unit: copy::UNIT_PERCENT,
        about: copy::JITTER_ABOUT,
        range: (0, 100),
        get: |function| function.jitter_percent.into(),
        set: |function, n| function.jitter_percent = n as u8,
    },
    Figure {
        id: "timeout",
        label: copy::TIMEOUT,
        unit: copy::UNIT_SECONDS,
        about: copy::TIMEOUT_ABOUT,
        range: (1, 900),
        get: |function| function.timeout.as_millis() / 1_000,
        set: |function, n| function.timeout = Micros::from_secs(n),
    },
    Figure {
        id: "memory",
        label: "MemorySize",
        unit: copy::UNIT_MB,
        about: "",
        range: (128, 10_240),
        get: |function| function.memory_mb.into(),
        set: |function, n| function.memory_mb = n as u32,
    },
];

/// The function's figures and its failures.
pub(crate) fn function(chosen: Chosen) -> El {
    el("div.settings")
        .with_all(FIGURES.iter().map(|figure| number(chosen, figure)))
        .with(concurrency(chosen))
        .with(failures(chosen))
        .with(add_failure(chosen))
}

fn number(chosen: Chosen, figure: &'static Figure) -> El {
    fields::number(Field {
        id: figure.id,
        label: figure.label,
        unit: figure.unit,
        about: figure.about,
        get: Rc::new(move || chosen.read(|view| (figure.get)(&view.config.function)).unwrap_or_default().to_string()),
        set: Rc::new(move |text| {
            let (least, most) = figure.range;
            let wanted = || copy::wants(least, most);
            let number = text.parse().ok().filter(|n| (least..=most).contains(n)).ok_or_else(wanted)?;
            chosen.change(|config| (figure.set)(&mut config.function, number))
        }),
    })
}

fn concurrency(chosen: Chosen) -> El {
    let get = move || {
        let reserved = chosen.read(|view| view.config.function.reserved_concurrency).flatten();
        reserved.map(|n| n.to_string()).unwrap_or_default()
    };
    let set = move |text: &str| {
        let reserved = match text {
            "" => None,
            _ => Some(text.parse().ok().filter(|n| *n <= 1_000).ok_or_else(|| copy::wants(0, 1_000))?),
        };
        chosen.change(|config| config.function.reserved_concurrency = reserved)
    };
    fields::number(Field {
        id: "concurrency",
        label: copy::CONCURRENCY,
        unit: copy::UNIT_AT_A_TIME,
        about: copy::CONCURRENCY_ABOUT,
        get: Rc::new(get),
        set: Rc::new(set),
    })
}

/// The rules, each with a button that takes it away.
fn failures(chosen: Chosen) -> El {
    let rules = memo(move || chosen.read(|view| view.config.function.failures.clone()).unwrap_or_default());
    let list = move || {
        let rules = rules.get();
        let rule = move |(at, rule): (usize, Failure)| {
            let remove = move |_| {
                let outcome = chosen.change(|config| {
                    config.function.failures.remove(at);
                });
                if let Err(reason) = outcome {
                    chosen.hall.notice.set(reason);
                }
            };
            let words = format!("{}: {}", in_words(&rule.when), how_in_words(rule.how));
            let button = el("button.quiet")
                .set("type", "button")
                .on("click", remove)
                .text(copy::FAIL_REMOVE)
                .with(el("span.unseen").text(" ").text(&words));
            el("li").with(el("span").text(&words)).with(button)
        };
        rules.into_iter().enumerate().map(rule).collect::<Vec<_>>()
    };
    el("div.failures")
        .with(el("h4").text(copy::FAILS))
        .with(el("p.small").bind("hidden", move || !rules.with(Vec::is_empty)).text(copy::FAILS_NEVER))
        .with(el("ul").show(list))
}

/// One press that makes the chosen bag a poison record.
pub(crate) fn poison(chosen: Chosen) -> El {
    let bag = move || chosen.hall.selected.get().and_then(|record| chosen.hall.inspect(record));
    let press = move |_| {
        let Some(record) = chosen.hall.selected.get_untracked() else { return };
        let when = When::Record { shard: record.shard, index: record.index };
        let outcome = chosen.change(|config| config.function.failures.push(Failure { when, how: How::Throws }));
        chosen.hall.notice.set(outcome.map_or_else(|reason| reason, |()| copy::POISONED.to_owned()));
    };
    el("div.act").bind("hidden", move || bag().is_none()).with(
        el("button.quiet")
            .set("type", "button")
            .on("click", press)
            .live(move || bag().map(|bag| format!("{} {}", copy::POISON, bag.partition_key))),
    )
}

const WHENS: [(&str, &str); 6] = [
    ("bag", copy::FAIL_BAG),
    ("key", copy::FAIL_KEY),
    ("field", copy::FAIL_FIELD),
    ("nth-record", copy::FAIL_NTH_RECORD),
    ("nth-invocation", copy::FAIL_NTH_INVOCATION),
    ("for", copy::FAIL_FOR),
];

const HOWS: [(&str, How, &str); 5] = [
    ("throws", How::Throws, copy::HOW_THROWS),
    ("times-out", How::TimesOut, copy::HOW_TIMES_OUT),
    ("memory", How::RunsOutOfMemory, copy::HOW_MEMORY),
    ("item", How::ReportsItem, copy::HOW_ITEM),
    ("throttled", How::Throttled, copy::HOW_THROTTLED),
];

fn add_failure(chosen: Chosen) -> El {
    let when = Live::new("key");
    let how = Live::new("throws");
    let which = Live::new(String::new());
    let error = Live::new(None::<String>);
    let choose = |options: &[(&'static str, &'static str)], label, live: Live<&'static str>| {
        let values: Vec<&'static str> = options.iter().map(|(value, _)| *value).collect();
        fields::choice(
            label,
            options,
            move || live.get(),
            move |value| {
                if let Some(value) = values.iter().find(|known| **known == value) {
                    live.set(value);
                }
            },
        )
    };
    let hows: Vec<(&str, &str)> = HOWS.iter().map(|(value, _, words)| (*value, *words)).collect();
    let add = move |event: web_sys::Event| {
        event.prevent_default();
        let outcome = untrack(|| {
            let how = HOWS.iter().find(|(value, ..)| *value == how.get()).map_or(How::Throws, |(_, how, _)| *how);
            let when = read_when(chosen, when.get(), which.get().trim())?;
            let is_whole = matches!(when, When::EveryNthInvocation(_) | When::During { .. });
            if how == How::Throttled && !is_whole {
                return Err(copy::WANT_WHOLE.to_owned());
            }
            chosen.change(|config| config.function.failures.push(Failure { when, how }))
        });
        if outcome.is_ok() {
            which.set(String::new());
        }
        error.set(outcome.err());
    };
    let input = el("input")
        .set("type", "text")
        .set("autocomplete", "off")
        .set("spellcheck", "false")
        .set("aria-describedby", "failure-error")
        .value(move || which.get())
        .on("input", move |event| which.set(value_of(&event)));
    let which_field = el("label.field")
        .bind("hidden", move || when.get() == "bag")
        .with(el("span.label").text(copy::FAIL_VALUE))
        .with(input);
    el("form.add-failure")
        .set("novalidate", "")
        .on("submit", add)
        .with(choose(&WHENS, copy::FAIL_WHEN, when))
        .with(which_field)
        .with(choose(&hows, copy::FAIL_HOW, how))
        .with(
            el("p.error")
                .set("id", "failure-error")
                .set("role", "alert")
                .bind("hidden", move || error.with(Option::is_none))
                .live(move || error.get()),
        )
        .with(el("div.act").with(el("button.quiet").set("type", "submit").text(copy::FAIL_ADD)))
}

fn read_when(chosen: Chosen, when: &str, which: &str) -> Result<When, String> {
    let number = || which.parse().ok().filter(|n| *n > 0).ok_or_else(|| copy::WANT_NUMBER.to_owned());
    match when {
        "bag" => {
            let record = chosen.hall.selected.get().ok_or(copy::WANT_BAG)?;
            Ok(When::Record { shard: record.shard, index: record.index })
        }
        "key" if which.is_empty() => Err(copy::WANT_KEY.to_owned()),
        "key" => Ok(When::Key(which.to_owned())),
        "field" => {
            let (name, value) = which.split_once('=').ok_or(copy::WANT_FIELD)?;
            let (name, value) = (name.trim(), value.trim());
            let is_value = serde_json::from_str::<serde::de::IgnoredAny>(value).is_ok();
            if name.is_empty() || !is_value {
                return Err(copy::WANT_FIELD.to_owned());
            }
            Ok(When::Field { name: name.to_owned(), value: value.to_owned() })
        }
        "nth-record" => number().map(When::EveryNthRecord),
        "nth-invocation" => number().map(When::EveryNthInvocation),
        _ => {
            let from = chosen.hall.read(crate::app::model::Model::now);
            number().map(|seconds| When::During { from, until: from + Micros::from_secs(seconds) })
        }
    }
}

/// A rule in a few words.
pub(crate) fn in_words(when: &When) -> String {
    match when {
        When::Record { shard, index } => format!("At record {} of {}", index + 1, shard_id(*shard)),
        When::Key(key) => format!("At a record with the key {key}"),
        When::Field { name, value } => format!("At a record whose data has {name} = {value}"),
        When::EveryNthRecord(n) => format!("At every {n}th record of a shard"),
        When::EveryNthInvocation(n) => format!("At every {n}th invocation"),
        When::During { from, until } => format!("Always, from {from} until {until}"),
    }
}

fn how_in_words(how: How) -> &'static str {
    HOWS.iter().find(|(_, one, _)| *one == how).map_or("", |(_, _, words)| words)
}
