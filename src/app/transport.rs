//! Play, step, reset, speed and the clock: time in the viewer's hand.

use super::dom::{El, el, icon, live_icon, value_of};
use super::hall::Hall;
use super::live::memo;
use super::speed::Speed;
use super::words;
use crate::engine::time::Micros;

/// The lengths the time line can have, in seconds; it grows to the next one when time passes its end.
const LINE_S: [u64; 10] = [60, 120, 300, 600, 1_800, 3_600, 7_200, 21_600, 86_400, 604_800];
/// The time line is cut into this many parts.
const PARTS: u64 = 6;

/// The bar at the bottom.
pub(crate) fn transport(hall: Hall) -> El {
    let playing = move |yes, no| if hall.playing.get() { yes } else { no };
    let play = button("button.play", "Space", move || hall.set_playing(!hall.playing.get_untracked()))
        .bind("aria-label", move || playing(words::PAUSE, words::PLAY))
        .bind("title", move || playing(words::PAUSE_HINT, words::PLAY_HINT))
        .with(live_icon(move || playing("M7 5h4v14H7zM13 5h4v14h-4z", "M8 4.5v15l12-7.5z")));
    let back = button("button.round", "0", move || reset(hall))
        .set("aria-label", words::RESET)
        .set("title", words::RESET_HINT)
        .with(icon("M7 6h2.4v12H7zM18 6v12l-8-6z"));
    let step = button("button.round", ".", move || hall.step())
        .set("aria-label", words::STEP)
        .set("title", words::STEP_HINT)
        .with(icon("M6 6v12l8-6zM14.6 6H17v12h-2.4z"));
    let time = el("span.time")
        .set("role", "timer")
        .set("aria-live", "off")
        .set("aria-label", words::CLOCK)
        .live(move || hall.clock.get().to_string());
    let lagging = move || hall.lagging.get().then(|| el("em").text(words::LAGGING));
    el("section.transport")
        .set("aria-label", words::TRANSPORT)
        .with(el("div.buttons").with(play).with(back).with(step))
        .with(el("p.clock").with(time).with(el("span.small").text(words::CLOCK).show(lagging)))
        .with(speeds(hall))
        .with(line(hall))
}

fn button(tag: &'static str, key: &str, mut press: impl FnMut() + 'static) -> El {
    el(tag).set("type", "button").set("aria-keyshortcuts", key).on("click", move |_| press())
}

fn speeds(hall: Hall) -> El {
    let option = |speed: Speed| {
        el("option")
            .set("value", &speed.place())
            .flag("selected", move || hall.speed.get() == speed)
            .text(&speed.label())
    };
    let choose = move |event| {
        if let Some(speed) = Speed::at(&value_of(&event)) {
            hall.set_speed(speed);
        }
    };
    let select = el("select")
        .set("aria-label", words::SPEED)
        .set("aria-keyshortcuts", "[ ]")
        .set("title", words::SPEED_HINT)
        .on("change", choose)
        .with_all(Speed::all().map(option));
    let small = el("span.small").set("aria-hidden", "true").text(words::SPEED_SMALL);
    el("label.speed").with(select).with(small)
}

/// Back to the start, and says so.
pub(crate) fn reset(hall: Hall) {
    hall.reset();
    hall.notice.set(words::RESET_DONE.to_owned());
}

/// The time line: how far the scene has come, and when it does something by itself.
fn line(hall: Hall) -> El {
    let length_s = memo(move || {
        let now_s = hall.clock.get().as_millis() / 1_000;
        LINE_S.into_iter().find(|length| *length > now_s).unwrap_or(now_s + 1)
    });
    let so_far = move || format!("--so-far: {}", part(hall.clock.get(), length_s.get()));
    let marks = move || {
        hall.world.track();
        let moments = hall.read(super::model::Model::moments);
        let length_s = length_s.get();
        let within = moments.into_iter().filter(move |at| *at <= Micros::from_secs(length_s));
        within.map(move |at| el("i.moment").set("style", &format!("left: {}", part(at, length_s))))
    };
    let scale = move || {
        let length_s = length_s.get();
        (0..=PARTS).map(move |part| el("span").text(&span_label(length_s * part / PARTS)))
    };
    el("div.line")
        .set("aria-hidden", "true")
        .bind("style", so_far)
        .with(el("div.rail").with(el("i.past")).show(marks).with(el("i.here")))
        .with(el("div.scale").show(scale))
}

/// A moment's place on a line of some seconds, for the style sheet.
fn part(at: Micros, length_s: u64) -> String {
    let hundredths = at.as_millis() * 10 / length_s.max(1);
    format!("{}.{:02}%", (hundredths / 100).min(100), hundredths % 100)
}

fn span_label(seconds: u64) -> String {
    match seconds {
        0..180 => format!("{seconds} s"),
        180..10_800 => format!("{} min", seconds / 60),
        _ => format!("{} h", seconds / 3_600),
    }
}
