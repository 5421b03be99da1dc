//! Two branches on one clock: the first difference in words, the metrics one over the other, and the sums in a table.

use super::copy;
use crate::app::dom::{El, el, svg};
use crate::app::figures;
use crate::app::hall::Hall;
use crate::app::live::{Live, effect, spawn};
use crate::app::tables::heads;
use crate::engine::branches::{BranchId, Comparison, Counts, Found, PARTS};
use crate::engine::time::Micros;
use crate::web::marks::now_ms;
use crate::web::turn::breathe;
use std::rc::Rc;

/// Telling again may take this much of a turn of the browser.
const TURN_MS: f64 = 8.0;
const WIDTH: u64 = 240;
const HEIGHT: u64 = 40;
/// The metrics, in the order of [`copy::METRICS`].
const METRICS: [fn(&Counts) -> u64; 4] =
    [|counts| counts.written, |counts| counts.refused, |counts| counts.read, |counts| counts.lost];

/// What came of a comparison.
#[derive(Clone, PartialEq)]
struct Outcome {
    names: [String; 2],
    common: Micros,
    span: (Micros, Micros),
    counts: [Vec<Counts>; 2],
    is_same: bool,
    /// The moment of the first difference, and what happened there on each.
    difference: Option<(Micros, [Option<String>; 2])>,
}

/// The place of the comparison that is asked for.
pub(super) fn compare(hall: Hall, asked: Live<Option<(BranchId, BranchId)>>) -> El {
    let outcome = Live::new(None::<Rc<Outcome>>);
    let under_way = Live::new(0_u32);
    effect(move || {
        let number = under_way.with_untracked(|number| number + 1);
        under_way.set(number);
        outcome.set(None);
        let Some((one, other)) = asked.get() else { return };
        let begun = hall.read(|model| {
            let branches = model.branches();
            let name = |id| branches.branch(id).map(|branch| branch.name().to_owned());
            Some((branches.compare(one, other)?, branches.common_until(one, other)?, [name(one)?, name(other)?]))
        });
        let Some((mut comparison, common, names)) = begun else { return };
        spawn(outcome, async move {
            while go_on(&mut comparison) {
                breathe().await;
                if under_way.get_untracked() != number {
                    return;
                }
            }
            outcome.set(Some(Rc::new(outcome_of(&comparison, common, names))));
        });
    });
    let told = move || match (asked.get(), outcome.get()) {
        (None, _) => Vec::new(),
        (Some(_), None) => vec![el("p.small").set("role", "status").text(copy::COMPARING)],
        (Some(_), Some(outcome)) => all(hall, &outcome),
    };
    el("section.comparison")
        .set("aria-label", copy::COMPARISON)
        .bind("hidden", move || asked.get().is_none())
        .show(told)
}

/// A turn's work; says whether there is more.
fn go_on(comparison: &mut Comparison) -> bool {
    let begun = now_ms();
    while comparison.go_on() {
        if now_ms() - begun > TURN_MS {
            return true;
        }
    }
    false
}

fn outcome_of(comparison: &Comparison, common: Micros, names: [String; 2]) -> Outcome {
    let difference = comparison.difference().zip(comparison.tell_difference());
    Outcome {
        names,
        common,
        span: comparison.span(),
        counts: comparison.counts().map(<[Counts]>::to_vec),
        is_same: comparison.found() == Found::Same,
        difference: difference.map(|(difference, told)| (difference.at, told)),
    }
}

fn all(hall: Hall, outcome: &Rc<Outcome>) -> Vec<El> {
    let [one, other] = &outcome.names;
    let mut parts = vec![el("h3").text(copy::COMPARISON), el("p").text(&copy::compared(one, other, outcome.common))];
    if outcome.is_same {
        parts.push(el("p").text(copy::SAME));
    }
    if let Some((at, told)) = &outcome.difference {
        let at = *at;
        let side = |(name, told): (&String, &Option<String>)| {
            el("li").text(&copy::on_branch(name, told.as_deref().unwrap_or(copy::NOTHING_MORE)))
        };
        let go =
            el("button.quiet").set("type", "button").on("click", move |_| hall.go_to(at)).text(copy::GO_TO_DIFFERENCE);
        parts.push(el("p").with(el("b").text(&copy::first_difference(at))));
        parts.push(el("ul.difference").with_all(outcome.names.iter().zip(told).map(side)));
        parts.push(el("div.act").with(go));
    }
    parts.push(keys(outcome));
    parts.extend((0..METRICS.len()).filter_map(|metric| chart(hall, outcome, metric)));
    parts.push(table(hall, Rc::clone(outcome)));
    parts
}

/// Which line is whose.
fn keys(outcome: &Outcome) -> El {
    let key = |(class, name): (&'static str, &String)| el("span").with(el(class)).text(name);
    el("p.small chart-keys").with_all(["i.key-one", "i.key-other"].into_iter().zip(&outcome.names).map(key))
}

/// A metric of both branches over the stretch; none when both have nothing of it.
fn chart(hall: Hall, outcome: &Rc<Outcome>, metric: usize) -> Option<El> {
    let (name, about) = copy::METRICS[metric];
    let read = METRICS[metric];
    let most = outcome.counts.iter().flatten().map(read).max().filter(|most| *most > 0)?;
    let line = |counts: &Vec<Counts>| {
        let point = |(at, counts): (usize, &Counts)| {
            let x = (at as u64 * 2 + 1) * WIDTH / (PARTS as u64 * 2);
            format!("{x},{}", HEIGHT - read(counts) * HEIGHT / most)
        };
        counts.iter().enumerate().map(point).collect::<Vec<_>>().join(" ")
    };
    let place = |at: Micros, (from, until): (Micros, Micros)| {
        at.since(from).0.min((until - from).0) * WIDTH / (until - from).0.max(1)
    };
    let upright = |class: &'static str, x: u64| {
        svg("line")
            .set("class", class)
            .set("x1", &x.to_string())
            .set("x2", &x.to_string())
            .set("y1", "0")
            .set("y2", "40")
    };
    let span = outcome.span;
    let now = svg("line")
        .set("class", "chart-now")
        .set("y1", "0")
        .set("y2", "40")
        .bind("x1", move || place(hall.clock.get(), span).to_string())
        .bind("x2", move || place(hall.clock.get(), span).to_string());
    let sums = [0, 1].map(|side| outcome.counts[side].iter().map(read).sum());
    let names = [outcome.names[0].as_str(), outcome.names[1].as_str()];
    let picture = svg("svg")
        .set("viewBox", "0 0 240 40")
        .set("preserveAspectRatio", "none")
        .set("role", "img")
        .set("aria-label", &copy::chart(name, names, sums))
        .with(upright("chart-fork", place(outcome.common, span)))
        .with(now)
        .with(svg("polyline").set("class", "line-other").set("points", &line(&outcome.counts[1])))
        .with(svg("polyline").set("class", "line-one").set("points", &line(&outcome.counts[0])));
    // The most of a part, as a rate.
    let part_us = ((span.1 - span.0).0 / PARTS as u64).max(1);
    let rate = most * 1_000_000 / part_us;
    let caption = el("figcaption").set("title", about).with(el("b").text(name)).text(&format!(
        " {} {}",
        figures::count(rate),
        copy::PER_SECOND
    ));
    Some(el("figure.chart").with(caption).with(picture))
}

/// The sums from the fork to the present moment.
fn table(hall: Hall, outcome: Rc<Outcome>) -> El {
    let (from, until) = outcome.span;
    let part_us = ((until - from).0 / PARTS as u64).max(1);
    // The snapshot comes some five times a second: often enough to be read.
    let now = move || hall.snapshot.with(|snapshot| snapshot.now.max(from).min(until));
    let parts = move || ((now().since(from).0).div_ceil(part_us) as usize).min(PARTS);
    let row = |metric: usize| {
        let (outcome, read) = (Rc::clone(&outcome), METRICS[metric]);
        let cell = move |side: usize| {
            let outcome = Rc::clone(&outcome);
            el("td.number").live(move || figures::count(outcome.counts[side][..parts()].iter().map(read).sum()))
        };
        el("tr").with(el("th").set("scope", "row").text(copy::METRICS[metric].0)).with(cell(0)).with(cell(1))
    };
    let [one, other] = &outcome.names;
    el("table")
        .with(el("caption").live(move || copy::table_caption(from, now())))
        .with(heads(&[copy::METRIC, one, other]))
        .with(el("tbody").with_all((0..METRICS.len()).map(row)))
}
