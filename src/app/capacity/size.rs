//! The sizing calculator: a form, the shards it comes to with the reason of every term, and the way into the hall.

use super::alarm_form::line;
use super::copy;
use crate::app::dom::{El, el};
use crate::app::hall::Hall;
use crate::app::live::{Live, memo};
use crate::app::tables::heads;
use crate::engine::cost::{MONTH_HOURS, Plan, at_this_pace, bill, usage_of_an_hour, usd};
use crate::engine::limits::MIB;
use crate::engine::sizing::{Load, Sizing, Term, size as size_of};
use crate::engine::time::Micros;
use leptos::prelude::untrack;

/// The most the hall is asked to carry: what a scenario's producer may send.
const RECORDS_MAX: u64 = 100_000;
const SHARDS_MAX: u64 = 1_000;
const CONSUMERS_MAX: u64 = 20;

/// What is written in the form.
#[derive(Clone, Copy)]
struct Form {
    hall: Hall,
    megabytes: Live<String>,
    records: Live<String>,
    standard: Live<String>,
    calls: Live<String>,
    fan_out: Live<String>,
    hottest: Live<String>,
}

/// The form and its answer.
pub(super) fn size(hall: Hall) -> El {
    let written = |text: &str| Live::new(text.to_owned());
    let form = Form {
        hall,
        megabytes: written("5"),
        records: written("2500"),
        standard: written("1"),
        calls: written("1"),
        fan_out: written("0"),
        hottest: written("0"),
    };
    let answer: Live<Result<(Load, Sizing), String>> = memo(move || {
        hall.profile.track();
        let load = form.load()?;
        Ok((load, hall.read(|model| size_of(&load, model.limits()))))
    });
    let told = move |read: fn(&Load, &Sizing) -> String| {
        move || answer.with(|answer| answer.as_ref().ok().map(|(load, sizing)| read(load, sizing)))
    };
    let wrong = move || answer.with(|answer| answer.as_ref().err().cloned());
    let is_wrong = move || answer.with(Result::is_err);
    let terms = move || answer.with(|answer| answer.as_ref().map(|(_, sizing)| terms(sizing)).unwrap_or_default());
    let notes = move || {
        answer.with(|answer| {
            let notes = answer.as_ref().map(|(load, sizing)| copy::notes(load, sizing)).unwrap_or_default();
            notes.into_iter().map(|note| el("li").text(&note)).collect::<Vec<_>>()
        })
    };
    let load = move |_| untrack(|| form.open());
    el("form.sizing")
        .set("novalidate", "")
        .set("aria-label", copy::SIZE)
        .on("submit", |event| event.prevent_default())
        .with(el("p.small").text(copy::SIZE_ABOUT))
        .with(el("div.two").with(line(copy::IN, || copy::UNIT_MB_S, form.megabytes)).with(line(
            copy::IN_RECORDS,
            || copy::UNIT_PER_S,
            form.records,
        )))
        .with(el("div.two").with(line(copy::STANDARD, || "", form.standard)).with(line(
            copy::CALLS,
            || copy::UNIT_PER_S,
            form.calls,
        )))
        .with(el("div.two").with(line(copy::FAN_OUT, || "", form.fan_out)).with(line(
            copy::HOTTEST_KEY,
            || "%",
            form.hottest,
        )))
        .with(el("p.error").set("role", "alert").bind("hidden", move || !is_wrong()).live(wrong))
        .with(
            el("div.answer-size")
                .bind("hidden", is_wrong)
                .with(
                    el("p.shards-needed")
                        .set("role", "status")
                        .with(el("b").live(told(|_, sizing| copy::shards(sizing.shards)))),
                )
                .with(
                    el("table.terms")
                        .with(el("caption.unseen").text(copy::TERMS))
                        .with(heads(copy::TERM_HEADS))
                        .with(el("tbody").show(terms)),
                )
                .with(el("p").live(told(|_, sizing| copy::decides(sizing.decides).to_owned())))
                .with(el("ul.notes").show(notes))
                .with(el("p.small").live(told(cost)))
                .with(el("div.act").with(el("button.button").set("type", "button").on("click", load).text(copy::LOAD))),
        )
}

fn terms(sizing: &Sizing) -> Vec<El> {
    let row = |term: &Term| {
        let decides = term.reason == sizing.decides && sizing.shards > 0;
        el("tr")
            .class_if("decides", move || decides)
            .with(el("th").set("scope", "row").text(copy::reason(term.reason)))
            .with(el("td").text(&copy::division(term)))
            .with(el("td.number").text(&term.shards.to_string()))
    };
    sizing.terms.iter().map(row).collect()
}

fn cost(load: &Load, sizing: &Sizing) -> String {
    let bytes = load.bytes_per_s / load.records_per_s.max(1);
    let hour =
        usage_of_an_hour(sizing.shards, load.records_per_s, bytes, load.standard_consumers, load.fan_out_consumers);
    let month = |plan| {
        let spent = bill(plan, &hour, Micros::from_hours(24)).nano_usd;
        usd(at_this_pace(spent, Micros::from_hours(1), MONTH_HOURS))
    };
    copy::costs(&month(Plan::Provisioned), &month(Plan::OnDemand))
}

/// Megabytes with up to three decimals, as bytes.
fn megabytes(text: &str) -> Option<u64> {
    let (whole, rest) = text.split_once(['.', ',']).unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|digit| digit.is_ascii_digit());
    if text.is_empty() || !digits(whole) || !digits(rest) || rest.len() > 3 || whole.len() > 6 {
        return None;
    }
    let thousandths: u64 = format!("{rest:0<3}").parse().ok()?;
    let whole: u64 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
    Some(whole * MIB + thousandths * MIB / 1_000)
}

impl Form {
    fn load(self) -> Result<Load, String> {
        let number = |written: Live<String>, most: u64, label: &str| {
            let number = written.get().trim().replace(',', "").parse::<u64>().ok().filter(|number| *number <= most);
            number.ok_or_else(|| copy::want_number(label, most))
        };
        let bytes_per_s = megabytes(self.megabytes.get().trim()).ok_or(copy::WANT_MEGABYTES)?;
        let records_per_s = number(self.records, RECORDS_MAX, copy::IN_RECORDS)?;
        let record_bytes_max = self.hall.read(|model| model.limits().record_bytes_max);
        if records_per_s == 0 && bytes_per_s > 0 || bytes_per_s > records_per_s * record_bytes_max {
            return Err(copy::TOO_LARGE.to_owned());
        }
        Ok(Load {
            records_per_s,
            bytes_per_s,
            standard_consumers: number(self.standard, CONSUMERS_MAX, copy::STANDARD)?,
            calls_per_s: number(self.calls, 10, copy::CALLS)?,
            fan_out_consumers: number(self.fan_out, CONSUMERS_MAX, copy::FAN_OUT)?,
            hottest_key_percent: number(self.hottest, 100, copy::HOTTEST_KEY)?,
        })
    }

    /// Opens a scenario with that many shards and that load.
    fn open(self) {
        let Ok(load) = self.load() else { return };
        let sizing = self.hall.read(|model| size_of(&load, model.limits()));
        if sizing.shards > SHARDS_MAX {
            return self.hall.notice.set(copy::TOO_MANY_SHARDS.to_owned());
        }
        self.hall.open_text(scenario(&load, sizing.shards));
    }
}

/// The scenario as its file.
fn scenario(load: &Load, shards: u64) -> String {
    // The keys of the scenario are about eight bytes long and count in a record's size.
    let record_bytes = (load.bytes_per_s / load.records_per_s.max(1)).saturating_sub(8);
    let keys = match load.hottest_key_percent {
        0 => r#"{"mix":"uniform","prefix":"user-","keys":1000}"#.to_owned(),
        share => format!(r#"{{"mix":"hot","key":"hot-key","share_percent":{share},"prefix":"user-","others":1000}}"#),
    };
    let interval_ms = 1_000 / load.calls_per_s.max(1);
    let standard = (1..=load.standard_consumers)
        .map(|n| format!(r#"{{"name":"standard-{n}","stream":"sized","poll_interval_ms":{interval_ms}}}"#));
    let fan_out = (1..=load.fan_out_consumers)
        .map(|n| format!(r#"{{"name":"fan-out-{n}","stream":"sized","reading":"enhanced_fan_out"}}"#));
    let consumers: Vec<String> = standard.chain(fan_out).collect();
    format!(
        r#"{{"version":1,"title":"{}","streams":[{{"name":"sized","shards":{shards}}}],"producers":[{{"name":"load","stream":"sized","records_per_second":{},"record_bytes":{record_bytes},"arrivals":"random","keys":{keys}}}],"consumers":[{}]}}"#,
        copy::SIZED_TITLE,
        load.records_per_s,
        consumers.join(","),
    )
}
