//! What lies on the slider: marks with a few of their names, the range to repeat, and the branches as lines that leave
//! each other. It is drawn for the eye; the time machine has the same as lists.

use super::copy;
use super::slider::part;
use crate::app::dom::{El, el, svg};
use crate::app::hall::Hall;
use crate::app::live::{Live, memo};
use crate::engine::branches::{Branch, Branches};
use crate::engine::time::Micros;

/// Units of the picture of the branches: its width, and how far one line lies below the other.
const WIDTH: u64 = 1_000;
const ROW: u64 = 11;
/// All branches together take this much at most.
const ROWS_MAX: u64 = 22;
/// Names of marks keep this distance from each other, in parts of the line.
const APART: u64 = 18;

/// Everything on the line.
pub(super) fn over(hall: Hall, length_s: Live<u64>) -> El {
    let times = hall.times();
    // Made anew only when there is another mark: while time passes the rest changes five times a second.
    let marked = memo(move || {
        hall.world.track();
        let (marks, branch) = times.known.with(|known| (known.marks, known.branch));
        let ahead = hall.read(|model| {
            let reached = model.timeline().reached();
            model.moments().iter().filter(|at| **at > reached).count()
        });
        (marks, branch, ahead, length_s.get())
    });
    let marks = move || {
        let (_, _, ahead, length_s) = marked.get();
        hall.read(|model| {
            let moments = model.moments();
            let ahead = moments.into_iter().rev().take(ahead).filter(|at| *at <= Micros::from_secs(length_s));
            let ahead = ahead.map(|at| el("i.moment planned").set("style", &format!("left: {}", part(at, length_s))));
            ahead.chain(marks(model.timeline().marks(), length_s)).collect::<Vec<_>>()
        })
    };
    let range = move || {
        let (start, end) = times.repeat.get()?;
        let style = format!("left: {}; right: calc(100% - {})", part(start, length_s.get()), part(end, length_s.get()));
        Some(el("i.range").set("style", &style))
    };
    let lines = move || {
        times.known.track();
        let length_s = length_s.get();
        hall.read(|model| branches(model.branches(), length_s))
    };
    let others = move || {
        let now = hall.clock.get();
        times.known.track();
        hall.read(|model| here(model.branches(), now, length_s.get()))
    };
    el("div.part").show(range).show(marks).show(lines).show(others)
}

fn marks(marks: &[crate::engine::marks::Mark], length_s: u64) -> Vec<El> {
    let mut named_to = None;
    let end = Micros::from_secs(length_s);
    let mut made = Vec::new();
    for mark in marks.iter().filter(|mark| mark.fact.at <= end) {
        let (at, is_harm) = (mark.fact.at, mark.kind.is_harm());
        let place = at.0 * 100 / end.0.max(1);
        let is_named = named_to.is_none_or(|to| place >= to) && place <= 100 - APART / 2;
        let tick = el("i.moment")
            .set("style", &format!("left: {}", part(at, length_s)))
            .set("data-at-us", &at.0.to_string())
            .set("title", &format!("{at} {}", copy::kind(mark.kind)))
            .class_if("harm", move || is_harm);
        made.push(if is_named {
            named_to = Some(place + APART);
            tick.with(el("span").text(copy::kind(mark.kind)))
        } else {
            tick
        });
    }
    made
}

/// How far below the first line that of a branch lies.
fn depth(branches: &Branches, branch: &Branch) -> u64 {
    let at = branches.list().iter().position(|other| other.id() == branch.id()).unwrap_or(0) as u64;
    let others = branches.list().len() as u64 - 1;
    at * ROW.min(ROWS_MAX / others.max(1))
}

fn place(at: Micros, length_s: u64) -> u64 {
    (at.as_millis() * WIDTH / (length_s * 1_000).max(1)).min(WIDTH)
}

/// The branches besides the first, each from where it left another; none when there is but one.
fn branches(branches: &Branches, length_s: u64) -> Vec<El> {
    if branches.list().len() < 2 {
        return Vec::new();
    }
    let line = |branch: &Branch| {
        let fork = branch.fork()?;
        let above = depth(branches, branches.branch(fork.origin)?) + 2;
        let (from, to, below) =
            (place(fork.at, length_s), place(branch.timeline().reached(), length_s), depth(branches, branch) + 2);
        let bend = (from + 12).min(WIDTH);
        let path = format!("M{from} {above}C{from} {below} {from} {below} {bend} {below}H{}", to.max(bend));
        Some(svg("path").set("class", "branch-line").set("d", &path))
    };
    let is_named = |branch: &Branch| branches.list().len() == 2 || branch.id() == branches.current().id();
    let name = |branch: &Branch| {
        branch.fork()?;
        let style =
            format!("left: {}; top: {}px", part(branch.timeline().reached(), length_s), depth(branches, branch));
        let class = if branch.timeline().reached().as_millis() > length_s * 750 {
            "span.branch-name before"
        } else {
            "span.branch-name"
        };
        Some(el(class).set("style", &style).text(branch.name()))
    };
    let picture = svg("svg")
        .set("class", "branch-lines")
        .set("viewBox", "0 0 1000 28")
        .set("preserveAspectRatio", "none")
        .with_all(branches.list().iter().filter_map(line));
    std::iter::once(picture).chain(branches.list().iter().filter(|branch| is_named(branch)).filter_map(name)).collect()
}

/// The knob on a branch other than the first, and how far it is played: the slider's own stay on the first line.
fn here(branches: &Branches, now: Micros, length_s: u64) -> Vec<El> {
    let below = depth(branches, branches.current());
    let Some(fork) = branches.current().fork() else { return Vec::new() };
    let played = format!(
        "left: {}; right: calc(100% - {}); top: {below}px",
        part(fork.at.min(now), length_s),
        part(now, length_s)
    );
    let knob = format!("left: {}; top: {below}px", part(now, length_s));
    vec![el("i.past-below").set("style", &played), el("i.here-below").set("style", &knob)]
}
