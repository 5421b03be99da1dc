//! Setting an alarm on what the charts are about.

use super::copy;
use super::looking::Looking;
use crate::app::dom::{El, el, value_of};
use crate::app::fields;
use crate::app::live::Live;
use crate::engine::command::Command;
use crate::engine::id::{ConsumerId, StreamId};
use crate::engine::metrics::{AlarmConfig, Comparison, Dimension, Metric, Statistic, TreatMissingData};
use leptos::prelude::untrack;

/// What is written in the form.
#[derive(Clone, Copy)]
struct Form {
    looking: Looking,
    metric: Live<Option<Metric>>,
    statistic: Live<Option<Statistic>>,
    comparison: Live<Comparison>,
    treat: Live<TreatMissingData>,
    threshold: Live<String>,
    datapoints: Live<String>,
    periods: Live<String>,
    error: Live<Option<String>>,
}

/// The form.
pub(super) fn form(looking: Looking) -> El {
    let form = Form {
        looking,
        metric: Live::new(None),
        statistic: Live::new(None),
        comparison: Live::new(Comparison::GreaterOrEqual),
        treat: Live::new(TreatMissingData::Missing),
        threshold: Live::new("1".to_owned()),
        datapoints: Live::new("1".to_owned()),
        periods: Live::new("1".to_owned()),
        error: Live::new(None),
    };
    let submit = move |event: web_sys::Event| {
        event.prevent_default();
        untrack(|| form.submit());
    };
    let statistics = Statistic::ALL.map(|one| (one.name(), one.name()));
    let comparisons = Comparison::ALL.map(|one| (one.name(), one.name()));
    let treats = TreatMissingData::ALL.map(|one| (one.name(), one.name()));
    let pick = |event: &str, all: &[&'static str]| all.iter().position(|name| *name == event);
    el("form.set-alarm")
        .set("novalidate", "")
        .set("aria-labelledby", "set-alarm")
        .on("submit", submit)
        .with(el("h3").set("id", "set-alarm").text(copy::SET_ALARM))
        .with(form.metrics())
        .with(
            el("div.two")
                .with(fields::choice(
                    copy::STATISTIC,
                    &statistics,
                    move || form.shown_statistic().name(),
                    move |value| {
                        let at = pick(value, &statistics.map(|one| one.0));
                        form.statistic.set(at.map(|at| Statistic::ALL[at]));
                    },
                ))
                .with(line(copy::THRESHOLD, move || copy::unit(form.shown_metric().unit()), form.threshold)),
        )
        .with(fields::choice(
            copy::COMPARISON,
            &comparisons,
            move || form.comparison.get().name(),
            move |value| {
                if let Some(at) = pick(value, &comparisons.map(|one| one.0)) {
                    form.comparison.set(Comparison::ALL[at]);
                }
            },
        ))
        .with(el("div.two").with(line(copy::DATAPOINTS, || copy::MINUTES_UNIT, form.datapoints)).with(line(
            copy::PERIODS,
            || copy::MINUTES_UNIT,
            form.periods,
        )))
        .with(fields::choice(
            copy::TREAT,
            &treats,
            move || form.treat.get().name(),
            move |value| {
                if let Some(at) = pick(value, &treats.map(|one| one.0)) {
                    form.treat.set(TreatMissingData::ALL[at]);
                }
            },
        ))
        .with(
            el("p.error")
                .set("role", "alert")
                .bind("hidden", move || form.error.with(Option::is_none))
                .live(move || form.error.get()),
        )
        .with(el("div.act").with(el("button.button").set("type", "submit").text(copy::SET_ALARM_DO)))
}

/// A number with its unit.
pub(super) fn line(label: &'static str, unit: impl Fn() -> &'static str + 'static, written: Live<String>) -> El {
    let input = el("input")
        .set("type", "text")
        .set("inputmode", "decimal")
        .set("autocomplete", "off")
        .value(move || written.get())
        .on("input", move |event| written.set(value_of(&event)));
    el("label.field")
        .with(el("span.label").text(label))
        .with(el("span.with-unit").with(input).with(el("span.unit").live(unit)))
}

impl Form {
    /// The metrics of what the charts are about, and of its fan-out consumers.
    fn metrics(self) -> El {
        let of_shard = move || self.looking.hall.focus.with(|focus| focus.shard.is_some());
        let offered = crate::app::live::memo(of_shard);
        let option = move |metric: &Metric| {
            let metric = *metric;
            el("option")
                .set("value", metric.name())
                .flag("selected", move || self.shown_metric() == metric)
                .text(metric.name())
        };
        let options = move || {
            let shard = offered.get();
            let fits = move |metric: &&Metric| {
                if shard { metric.is_of_shards() } else { !metric.is_of_shards() || metric.is_of_streams() }
            };
            Metric::ALL.iter().filter(fits).map(option).collect::<Vec<_>>()
        };
        let select =
            el("select").on("change", move |event| self.metric.set(Metric::named(&value_of(&event)))).show(options);
        el("label.field").with(el("span.label").text(copy::METRIC)).with(select)
    }

    /// The metric that was taken here, else the one chosen on the stage.
    fn shown_metric(self) -> Metric {
        let of_shard = self.looking.hall.focus.with(|focus| focus.shard.is_some());
        let fits = |metric: &Metric| {
            if of_shard { metric.is_of_shards() } else { !metric.is_of_shards() || metric.is_of_streams() }
        };
        let chosen = self.metric.get().filter(fits);
        chosen.unwrap_or_else(|| {
            let on_stage = self.looking.hall.focus.with(|focus| focus.target);
            match on_stage {
                Some(crate::stage::Target::Chart(metric)) if fits(&metric) => metric,
                _ => Metric::WriteProvisionedThroughputExceeded,
            }
        })
    }

    fn shown_statistic(self) -> Statistic {
        let usual = if self.shown_metric().is_age() { Statistic::Maximum } else { Statistic::Sum };
        self.statistic.get().unwrap_or(usual)
    }

    fn submit(self) {
        let hall = self.looking.hall;
        let whole = |written: Live<String>| written.get().trim().replace(',', "").parse::<u64>().ok();
        let Some(threshold) = whole(self.threshold) else {
            return self.error.set(Some(copy::WANT_THRESHOLD.to_owned()));
        };
        let minutes = |written| whole(written).and_then(|number| u32::try_from(number).ok());
        let Some((datapoints_to_alarm, evaluation_periods)) = minutes(self.datapoints).zip(minutes(self.periods))
        else {
            return self.error.set(Some(copy::WANT_PERIODS.to_owned()));
        };
        let metric = self.shown_metric();
        let (stream, dimension) = match self.about(metric) {
            Ok(about) => about,
            Err(reason) => return self.error.set(Some(reason)),
        };
        let about = hall.read(|model| copy::watched(model.world(), stream, dimension));
        let name = copy::alarm_name(metric, &about);
        let config = AlarmConfig {
            name: name.clone(),
            stream,
            dimension,
            metric,
            statistic: self.shown_statistic(),
            comparison: self.comparison.get(),
            threshold,
            evaluation_periods,
            datapoints_to_alarm,
            treat_missing_data: self.treat.get(),
        };
        match hall.apply(Command::PutAlarm(config)) {
            Ok(_) => {
                self.error.set(None);
                hall.notice.set(copy::alarm_set(&name));
            }
            Err(refusal) => self.error.set(Some(refusal.to_string())),
        }
    }

    /// What the alarm watches: the shard of the charts, the stream, or its first fan-out consumer.
    fn about(self, metric: Metric) -> Result<(StreamId, Dimension), String> {
        let hall = self.looking.hall;
        let stream = hall.read(crate::app::model::Model::stream);
        if metric.is_of_consumers() {
            let pushed =
                hall.readers.with(|readers| readers.iter().find(|one| one.is_pushed()).map(|one| one.consumer));
            let consumer: ConsumerId = pushed.ok_or(copy::NO_FAN_OUT)?;
            return Ok((stream, Dimension::Consumer(consumer)));
        }
        let shard = hall.focus.with(|focus| focus.shard);
        Ok((stream, shard.map_or(Dimension::Stream, Dimension::Shard)))
    }
}
