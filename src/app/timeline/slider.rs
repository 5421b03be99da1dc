//! The slider: every moment known, and the one the world stands at.

use crate::app::dom::{El, el};
use crate::app::hall::Hall;
use crate::app::later::later;
use crate::app::live::{Live, memo};
use crate::app::words;
use crate::engine::time::Micros;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, KeyboardEvent, PointerEvent};

/// The lengths the line can have, in seconds; it grows to the next one when what is known passes its end.
const LINE_S: [u64; 10] = [60, 120, 300, 600, 1_800, 3_600, 7_200, 21_600, 86_400, 604_800];
/// The line is cut into this many parts.
const PARTS: u64 = 6;
/// One press of an arrow key, and the same with Shift.
const STEP: Micros = Micros::SECOND;
const LEAP: Micros = Micros::from_secs(10);
/// What lies on the line and can be gone to carries its moment under this name.
const AT: &str = "data-at-us";

/// The line with its scale.
pub(crate) fn slider(hall: Hall) -> El {
    let known = hall.times().known;
    let length_s = memo(move || {
        let end = known.with(|known| known.end).max(hall.clock.get());
        let end_s = end.as_millis() / 1_000;
        LINE_S.into_iter().find(|length| *length > end_s).unwrap_or(end_s + 1)
    });
    let so_far = move || {
        let (reached, until) = known.with(|known| (known.first_reached, known.first_until));
        let (now, length_s) = (hall.clock.get(), length_s.get());
        // On another branch the first line shows how far it was the same.
        let reached = if until == Micros::NEVER { reached.max(now) } else { reached };
        format!("--so-far: {}; --known: {}", part(now.min(until), length_s), part(reached, length_s))
    };
    let scale = move || {
        let length_s = length_s.get();
        (0..=PARTS).map(move |part| el("span").text(&span_label(length_s * part / PARTS)))
    };
    let now_text = move || {
        let now = hall.clock.get();
        // While time passes the fraction says nothing.
        let text = if hall.playing.get() { Micros::from_secs(now.as_millis() / 1_000) } else { now }.to_string();
        let branch = known.with(|known| known.branch_name().map(|name| format!(", {} {name}", words::ON_BRANCH)));
        text + &branch.unwrap_or_default()
    };
    let rail = el("div.rail")
        .set("role", "slider")
        .set("tabindex", "0")
        .set("aria-label", words::TIMELINE)
        .set("title", words::TIMELINE_HINT)
        .set("aria-valuemin", "0")
        .bind("aria-valuemax", move || length_s.get().to_string())
        .bind("aria-valuenow", move || (hall.clock.get().as_millis() / 1_000).to_string())
        .bind("aria-valuetext", now_text)
        .on("keydown", move |event| press(hall, event.unchecked_ref()));
    let node: Element = rail.node();
    let take = node.clone();
    let start = move |event: Event| {
        let event: &PointerEvent = event.unchecked_ref();
        if event.button() == 0 {
            // Without the capture a drag ends at the edge of the line.
            let _ = take.set_pointer_capture(event.pointer_id());
            point(hall, &take, event, length_s);
        }
    };
    let drag = move |event: Event| {
        let event: &PointerEvent = event.unchecked_ref();
        if node.has_pointer_capture(event.pointer_id()) {
            point(hall, &node, event, length_s);
        }
    };
    let idle = hall.idle();
    let over =
        later(el("div.over").set("aria-hidden", "true"), move || idle.get(), move || super::over(hall, length_s));
    let rail = rail
        .on("pointerdown", start)
        .on("pointermove", drag)
        .with(el("i.known"))
        .with(el("i.past"))
        .with(over)
        .with(el("i.here").bind("hidden", move || known.with(|known| known.first_until != Micros::NEVER)));
    el("div.line").bind("style", so_far).with(rail).with(el("div.scale").set("aria-hidden", "true").show(scale))
}

/// A moment's place on a line of some seconds, for the style sheet.
pub(super) fn part(at: Micros, length_s: u64) -> String {
    let hundredths = at.as_millis() * 10 / length_s.max(1);
    format!("{}.{:02}%", (hundredths / 100).min(100), hundredths % 100)
}

/// Goes where the pointer is: to a mark it meets, else to the place on the line.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place within the line")]
fn point(hall: Hall, rail: &Element, event: &PointerEvent, length_s: Live<u64>) {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let marked = target.filter(|_| event.type_() == "pointerdown").and_then(|target| target.get_attribute(AT));
    if let Some(at) = marked.and_then(|at| at.parse().ok()) {
        return hall.go_to(Micros(at));
    }
    let bounds = rail.get_bounding_client_rect();
    let part = (f64::from(event.client_x()) - bounds.left()) / bounds.width().max(1.0);
    let millionths = (crate::stage::within(part, 0.0, 1.0) * 1e6) as u64;
    // Hundredths of a second are round to read, and finer than a pixel of any line.
    let hundredths = millionths * length_s.get_untracked() / 10_000;
    hall.go_to(Micros::from_millis(hundredths * 10));
}

fn press(hall: Hall, event: &KeyboardEvent) {
    let span = if event.shift_key() { LEAP } else { STEP };
    match event.key().as_str() {
        "ArrowRight" | "ArrowUp" => hall.go_by(true, span),
        "ArrowLeft" | "ArrowDown" => hall.go_by(false, span),
        "PageUp" => {
            hall.go_to_mark(true);
        }
        "PageDown" => {
            hall.go_to_mark(false);
        }
        "Home" => hall.go_to(Micros::ZERO),
        "End" => hall.go_to(hall.read(|model| model.timeline().reached())),
        _ => return,
    }
    event.prevent_default();
}

fn span_label(seconds: u64) -> String {
    match seconds {
        0..180 => format!("{seconds} s"),
        180..10_800 => format!("{} min", seconds / 60),
        _ => format!("{} h", seconds / 3_600),
    }
}
