//! What the stream costs: so far, an hour and a month at the pace of the last minute, and as each mode would charge it.

use super::copy;
use super::looking::Looking;
use crate::app::dom::{El, el};
use crate::app::live::Live;
use crate::app::tables::heads;
use crate::engine::cost::{Bill, MONTH_HOURS, Plan, at_this_pace, bill, usd};
use crate::engine::reshard::StreamMode;
use crate::engine::time::Micros;

/// What all of it is told from.
#[derive(Clone, PartialEq)]
struct Told {
    plan: Plan,
    so_far: Bill,
    /// What the last minute came to, in each way of charging.
    lately: Vec<Bill>,
    over: Micros,
}

impl Told {
    fn an_hour(&self, bill: &Bill) -> u64 {
        at_this_pace(bill.nano_usd, self.over, 1)
    }

    fn a_month(&self, bill: &Bill) -> u64 {
        at_this_pace(bill.nano_usd, self.over, MONTH_HOURS)
    }

    fn now(&self) -> Option<&Bill> {
        self.lately.iter().find(|bill| bill.plan == self.plan)
    }
}

/// The meter.
pub(super) fn cost(looking: Looking) -> El {
    let told: Live<Option<Told>> = looking.told(|world, stream, _| {
        let view = world.usage(stream)?;
        let plan = match world.stream(stream)?.mode {
            StreamMode::Provisioned => Plan::Provisioned,
            StreamMode::OnDemand if world.billing_commitment() => Plan::Advantage,
            StreamMode::OnDemand => Plan::OnDemand,
        };
        let lately = Plan::ALL.map(|plan| bill(plan, &view.lately, view.retention)).to_vec();
        let so_far = bill(plan, &view.so_far, view.retention);
        Some(Told { plan, so_far, lately, over: view.lately_over })
    });
    let read = move |read: fn(&Told) -> String| move || told.with(|told| told.as_ref().map(read));
    let figure = |name: &'static str, text: fn(&Told) -> String| {
        el("div").with(el("dt").text(name)).with(el("dd.number").live(read(text)))
    };
    let lines = move || told.with(|told| told.as_ref().map(lines).unwrap_or_default());
    let plans = move || told.with(|told| told.as_ref().map(plans).unwrap_or_default());
    el("div.cost")
        .with(el("p").live(read(|told| copy::charged(told.plan).to_owned())))
        .with(
            el("dl.figures")
                .set("aria-label", copy::COST)
                .with(figure(copy::SO_FAR, |told| usd(told.so_far.nano_usd)))
                .with(figure(copy::AN_HOUR, |told| told.now().map(|bill| usd(told.an_hour(bill))).unwrap_or_default()))
                .with(figure(copy::A_MONTH, |told| told.now().map(|bill| usd(told.a_month(bill))).unwrap_or_default())),
        )
        .with(
            el("table.bill")
                .with(el("caption").text(copy::BILL))
                .with(heads(copy::BILL_HEADS))
                .with(el("tbody").show(lines)),
        )
        .with(
            el("table.plans")
                .with(el("caption").text(copy::PLANS))
                .with(heads(copy::PLAN_HEADS))
                .with(el("tbody").show(plans)),
        )
        .with(el("p.small").text(copy::ADVANTAGE_NOTE))
        .with(el("p.small warning").text(&copy::prices_note()))
}

fn lines(told: &Told) -> Vec<El> {
    let Some(bill) = told.now() else { return Vec::new() };
    let line = |line: &crate::engine::cost::Line| {
        el("tr")
            .with(el("th").set("scope", "row").text(copy::item(line.price.item)))
            .with(el("td").text(&copy::price(&line.price)))
            .with(el("td.number").text(&usd(at_this_pace(line.nano_usd, told.over, 1))))
    };
    bill.lines.iter().map(line).collect()
}

fn plans(told: &Told) -> Vec<El> {
    let row = |bill: &Bill| {
        let is_now = bill.plan == told.plan;
        let name = el("th").set("scope", "row").text(copy::plan(bill.plan));
        let name = if is_now { name.text(" ").with(el("span.now").text(copy::PLAN_NOW)) } else { name };
        el("tr")
            .with(name)
            .with(el("td.number").text(&usd(told.an_hour(bill))))
            .with(el("td.number").text(&usd(told.a_month(bill))))
    };
    told.lately.iter().map(row).collect()
}
