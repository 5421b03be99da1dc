//! Where a reader begins: the choice of a `ShardIteratorType`, with what it needs.

use super::copy;
use crate::app::dom::{El, el, value_of, yes_no};
use crate::app::fields;
use crate::app::hall::Hall;
use crate::app::live::Live;
use crate::engine::reading::StartingPosition;
use crate::engine::sequence::SequenceNumber;
use crate::engine::time::Micros;
use leptos::prelude::untrack;

const TRIM_HORIZON: &str = "TRIM_HORIZON";
const LATEST: &str = "LATEST";
const AT_TIMESTAMP: &str = "AT_TIMESTAMP";
const AFTER_SEQUENCE_NUMBER: &str = "AFTER_SEQUENCE_NUMBER";

const TYPES: [(&str, &str); 4] = [
    (TRIM_HORIZON, copy::TRIM_HORIZON),
    (LATEST, copy::LATEST),
    (AT_TIMESTAMP, copy::AT_TIMESTAMP),
    (AFTER_SEQUENCE_NUMBER, copy::AFTER_SEQUENCE_NUMBER),
];

/// A position that is being chosen.
#[derive(Clone, Copy)]
pub(super) struct Position {
    hall: Hall,
    kind: Live<&'static str>,
    written: Live<String>,
    error: Live<Option<String>>,
}

impl Position {
    /// Begins with the oldest record, or with the newest.
    pub(super) fn new(hall: Hall, is_latest: bool) -> Self {
        let kind = Live::new(if is_latest { LATEST } else { TRIM_HORIZON });
        Self { hall, kind, written: Live::new(String::new()), error: Live::new(None) }
    }

    /// The choice, and beside it what is wrong with it. `form` tells it from others on the page.
    pub(super) fn fields(self, label: &'static str, form: &str) -> El {
        let take = move |value: &str| {
            if let Some((known, _)) = TYPES.iter().find(|(known, _)| *known == value) {
                self.kind.set(known);
                self.written.set(String::new());
                self.error.set(None);
            }
        };
        let error_id = format!("position{form}-error");
        let input = el("input")
            .set("type", "text")
            .set("autocomplete", "off")
            .set("spellcheck", "false")
            .set("aria-describedby", &error_id)
            .bind("inputmode", move || if self.kind.get() == AT_TIMESTAMP { "decimal" } else { "numeric" })
            .bind("aria-invalid", move || yes_no(self.error.with(Option::is_some)))
            .value(move || self.written.get())
            .on("input", move |event| self.written.set(value_of(&event)));
        let needs = move || match self.kind.get() {
            AT_TIMESTAMP => copy::SECONDS,
            _ => copy::SEQUENCE_NUMBER,
        };
        let value = el("label.field")
            .bind("hidden", move || matches!(self.kind.get(), TRIM_HORIZON | LATEST))
            .with(el("span.label").live(needs))
            .with(input);
        let error = el("p.error")
            .set("id", &error_id)
            .set("role", "alert")
            .bind("hidden", move || self.error.with(Option::is_none))
            .live(move || self.error.get());
        el("div.position").with(fields::choice(label, &TYPES, move || self.kind.get(), take)).with(value).with(error)
    }

    /// The position; none when something is wrong, which is then told beside the choice.
    pub(super) fn take(self) -> Option<StartingPosition> {
        let read = untrack(|| read(self.hall, self.kind.get(), self.written.get().trim()));
        self.error.set(read.as_ref().err().cloned());
        read.ok()
    }

    /// Its name, as in `ShardIteratorType`.
    pub(super) fn name(self) -> &'static str {
        self.kind.get_untracked()
    }
}

fn read(hall: Hall, kind: &str, written: &str) -> Result<StartingPosition, String> {
    match kind {
        LATEST => Ok(StartingPosition::Latest),
        AT_TIMESTAMP => {
            let moment = decimal(written, Micros::SECOND).ok_or(copy::WANT_SECONDS)?;
            let now = hall.read(crate::app::model::Model::now);
            if moment > now {
                return Err(copy::timestamp_to_come(now));
            }
            Ok(StartingPosition::AtTimestamp(moment))
        }
        AFTER_SEQUENCE_NUMBER => {
            let number = SequenceNumber::parse(written).ok_or(copy::WANT_SEQUENCE_NUMBER)?;
            let is_known = hall.read(|model| {
                let stream = model.world().stream(model.stream());
                let shard = stream.and_then(|stream| stream.shards.get(number.shard_index as usize));
                shard.is_some_and(|shard| shard.created_s == number.shard_created_s)
            });
            if !is_known {
                return Err(copy::SEQUENCE_NUMBER_ELSEWHERE.to_owned());
            }
            Ok(StartingPosition::AfterSequenceNumber(number))
        }
        _ => Ok(StartingPosition::TrimHorizon),
    }
}

/// Reads a number with up to three decimals as so many units; none when it is something else.
pub(super) fn decimal(text: &str, unit: Micros) -> Option<Micros> {
    let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|digit| digit.is_ascii_digit());
    if !is_digits(whole) || !is_digits(part) || part.len() > 3 {
        return None;
    }
    let thousandths = format!("{part:0<3}").parse::<u64>().ok()?;
    let whole = whole.parse::<u64>().ok()?.checked_mul(unit.0)?;
    whole.checked_add(thousandths * unit.0 / 1_000).map(Micros)
}
