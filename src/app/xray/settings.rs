//! The settings of a mapping, as `CreateEventSourceMapping` has them.

use super::chosen::Chosen;
use super::copy;
use crate::app::dom::{El, el, value_of, yes_no};
use crate::app::fields::{self, Field};
use crate::app::live::Live;
use crate::engine::lambda::{Destination, DestinationKind, MappingConfig, PATTERNS_MAX, Pattern};
use crate::engine::time::Micros;
use leptos::prelude::untrack;
use std::rc::Rc;

/// A setting with a number.
struct Setting {
    id: &'static str,
    label: &'static str,
    unit: &'static str,
    about: &'static str,
    get: fn(&MappingConfig) -> i64,
    /// Takes a number; false when AWS would refuse it.
    set: fn(&mut MappingConfig, i64) -> bool,
    wanted: &'static str,
}

const SETTINGS: [Setting; 6] = [
    Setting {
        id: "batch-size",
        label: "BatchSize",
        unit: copy::UNIT_RECORDS,
        about: copy::BATCH_SIZE,
        get: |config| config.batch_size.into(),
        set: |config, n| within(n, 1, 10_000, |n| config.batch_size = n as u32),
        wanted: "Write a whole number from 1 to 10,000.",
    },
    Setting {
        id: "batching-window",
        label: "MaximumBatchingWindowInSeconds",
        unit: copy::UNIT_SECONDS,
        about: copy::BATCHING_WINDOW,
        get: |config| seconds(config.batching_window),
        set: |config, n| within(n, 0, 300, |n| config.batching_window = Micros::from_secs(n)),
        wanted: "Write whole seconds from 0 to 300.",
    },
    Setting {
        id: "parallelization-factor",
        label: "ParallelizationFactor",
        unit: copy::UNIT_LANES,
        about: copy::PARALLELIZATION_FACTOR,
        get: |config| config.parallelization_factor.into(),
        set: |config, n| within(n, 1, 10, |n| config.parallelization_factor = n as u8),
        wanted: "Write a whole number from 1 to 10.",
    },
    Setting {
        id: "maximum-retry-attempts",
        label: "MaximumRetryAttempts",
        unit: copy::UNIT_RETRIES,
        about: copy::MAXIMUM_RETRY_ATTEMPTS,
        get: |config| config.maximum_retry_attempts.map_or(-1, i64::from),
        set: |config, n| within_or_minus_one(n, 0, 10_000, |n| config.maximum_retry_attempts = n.map(|n| n as u32)),
        wanted: "Write −1, or a whole number from 0 to 10,000.",
    },
    Setting {
        id: "maximum-record-age",
        label: "MaximumRecordAgeInSeconds",
        unit: copy::UNIT_SECONDS,
        about: copy::MAXIMUM_RECORD_AGE,
        get: |config| config.maximum_record_age.map_or(-1, seconds),
        set: |config, n| within_or_minus_one(n, 60, 604_800, |n| config.maximum_record_age = n.map(Micros::from_secs)),
        wanted: "Write −1, or whole seconds from 60 to 604,800.",
    },
    Setting {
        id: "tumbling-window",
        label: "TumblingWindowInSeconds",
        unit: copy::UNIT_SECONDS,
        about: copy::TUMBLING_WINDOW,
        get: |config| config.tumbling_window.map_or(0, seconds),
        set: |config, n| within(n, 0, 900, |n| config.tumbling_window = (n > 0).then(|| Micros::from_secs(n))),
        wanted: "Write whole seconds from 0 to 900; 0 is off.",
    },
];

/// All settings.
pub(crate) fn settings(chosen: Chosen) -> El {
    el("div.settings")
        .with(fields::switch(
            "BisectBatchOnFunctionError",
            copy::BISECT,
            move || chosen.read(|view| view.config.bisect).unwrap_or_default(),
            move |on| tell(chosen, chosen.change(|config| config.bisect = on)),
        ))
        .with_all(SETTINGS.iter().map(|setting| number(chosen, setting)))
        .with(fields::switch(
            "ReportBatchItemFailures",
            copy::REPORT_ITEMS,
            move || chosen.read(|view| view.config.report_batch_item_failures).unwrap_or_default(),
            move |on| tell(chosen, chosen.change(|config| config.report_batch_item_failures = on)),
        ))
        .with(destination(chosen))
        .with(filters(chosen))
        .with(fields::switch(
            "Enabled",
            copy::ENABLED,
            move || chosen.read(|view| view.config.enabled).unwrap_or_default(),
            move |on| tell(chosen, chosen.change(|config| config.enabled = on)),
        ))
}

fn tell(chosen: Chosen, outcome: Result<(), String>) {
    if let Err(reason) = outcome {
        chosen.hall.notice.set(reason);
    }
}

fn number(chosen: Chosen, setting: &'static Setting) -> El {
    fields::number(Field {
        id: setting.id,
        label: setting.label,
        unit: setting.unit,
        about: setting.about,
        get: Rc::new(move || chosen.read(|view| (setting.get)(&view.config)).unwrap_or_default().to_string()),
        set: Rc::new(move |text| {
            let number = text.parse().map_err(|_| setting.wanted.to_owned())?;
            chosen.try_change(
                |config| {
                    if (setting.set)(config, number) { Ok(()) } else { Err(setting.wanted.to_owned()) }
                },
            )
        }),
    })
}

/// Where the account of a discarded batch goes.
fn destination(chosen: Chosen) -> El {
    const KINDS: [(&str, &str); 4] =
        [("none", copy::NOWHERE), ("sqs", "an SQS queue"), ("sns", "an SNS topic"), ("s3", "an S3 bucket")];
    let kind = move || {
        let kind = chosen.read(|view| view.config.on_failure.as_ref().map(|to| to.kind)).flatten();
        match kind {
            None => "none",
            Some(DestinationKind::Sqs) => "sqs",
            Some(DestinationKind::Sns) => "sns",
            Some(DestinationKind::S3) => "s3",
        }
    };
    let set_kind = move |value: &str| {
        let kind = match value {
            "sqs" => Some(DestinationKind::Sqs),
            "sns" => Some(DestinationKind::Sns),
            "s3" => Some(DestinationKind::S3),
            _ => None,
        };
        let name = |config: &MappingConfig| {
            config.on_failure.as_ref().map_or_else(|| copy::LOST_NAME.to_owned(), |to| to.name.clone())
        };
        let outcome =
            chosen.change(|config| config.on_failure = kind.map(|kind| Destination { kind, name: name(config) }));
        tell(chosen, outcome);
    };
    let name = move || chosen.read(|view| view.config.on_failure.as_ref().map(|to| to.name.clone())).flatten();
    let set_name = move |text: &str| {
        let is_name = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
        if text.is_empty() || text.len() > 80 || !text.chars().all(is_name) {
            return Err(copy::DESTINATION_WANTED.to_owned());
        }
        if std::path::Path::new(text).extension().is_some_and(|end| end.eq_ignore_ascii_case("fifo")) {
            return Err(copy::DESTINATION_FIFO.to_owned());
        }
        chosen.change(|config| {
            if let Some(to) = &mut config.on_failure {
                text.clone_into(&mut to.name);
            }
        })
    };
    let name_field = fields::text(Field {
        id: "destination",
        label: copy::DESTINATION_NAME,
        unit: "",
        about: copy::DESTINATION_ABOUT,
        get: Rc::new(move || name().unwrap_or_default()),
        set: Rc::new(set_name),
    });
    el("div.destination")
        .with(fields::choice("DestinationConfig.OnFailure", &KINDS, kind, set_kind))
        .with(el("div").bind("hidden", move || kind() == "none").with(name_field))
}

/// One pattern a line.
fn filters(chosen: Chosen) -> El {
    let error = Live::new(None::<String>);
    let shown = move || chosen.read(|view| view.config.filters.join("\n")).unwrap_or_default();
    let take = move |event| {
        let written = value_of(&event);
        let patterns: Vec<String> =
            written.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
        let wrong = (1..).zip(&patterns).find_map(|(at, line)| Some((at, Pattern::parse(line).err()?)));
        let outcome = match wrong {
            Some((at, reason)) => Err(format!("{} {at}: {reason}", copy::PATTERN)),
            None if patterns.len() > PATTERNS_MAX => Err(copy::PATTERNS_TOO_MANY.to_owned()),
            None => untrack(|| chosen.change(|config| config.filters = patterns)),
        };
        error.set(outcome.err());
    };
    el("div.field")
        .with(
            el("label").with(el("span.label").text("FilterCriteria")).with(
                el("textarea")
                    .set("rows", "2")
                    .set("spellcheck", "false")
                    .set("placeholder", copy::PATTERN_EXAMPLE)
                    .set("aria-describedby", "filters-error filters-about")
                    .bind("aria-invalid", move || yes_no(error.with(Option::is_some)))
                    .value(shown)
                    .on("change", take),
            ),
        )
        .with(el("p.small about").set("id", "filters-about").text(copy::FILTERS))
        .with(
            el("p.error")
                .set("id", "filters-error")
                .set("role", "alert")
                .bind("hidden", move || error.with(Option::is_none))
                .live(move || error.get()),
        )
}

fn seconds(span: Micros) -> i64 {
    i64::try_from(span.as_millis() / 1_000).unwrap_or(i64::MAX)
}

fn within(n: i64, least: u64, most: u64, take: impl FnOnce(u64)) -> bool {
    match u64::try_from(n) {
        Ok(n) if (least..=most).contains(&n) => {
            take(n);
            true
        }
        _ => false,
    }
}

fn within_or_minus_one(n: i64, least: u64, most: u64, take: impl FnOnce(Option<u64>)) -> bool {
    match n {
        -1 => {
            take(None);
            true
        }
        _ => within(n, least, most, |n| take(Some(n))),
    }
}
