//! Play, step, reset, speed and the clock: time in the viewer's hand.

use super::dom::{El, el, icon, live_icon, value_of, yes_no};
use super::hall::Hall;
use super::later::later;
use super::speed::Speed;
use super::{timeline, words};

/// The bar at the bottom.
pub(crate) fn transport(hall: Hall) -> El {
    let playing = move |yes, no| if hall.playing.get() { yes } else { no };
    let play = button("button.play", "Space", move || hall.set_playing(!hall.playing.get_untracked()))
        .bind("aria-label", move || playing(words::PAUSE, words::PLAY))
        .bind("title", move || playing(words::PAUSE_HINT, words::PLAY_HINT))
        .with(live_icon(move || playing("M7 5h4v14H7zM13 5h4v14h-4z", "M8 4.5v15l12-7.5z")));
    let round = |class, key, name: &str, hint: &str, path, press: fn(Hall)| {
        button(class, key, move || press(hall)).set("aria-label", name).set("title", hint).with(icon(path))
    };
    let reset = round(
        "button.round reset",
        "0",
        words::RESET,
        words::RESET_HINT,
        "M5 6h2v12H5zM13.5 6v12l-6.5-6zM20 6v12l-6.5-6z",
        reset,
    );
    let back = round(
        "button.round step",
        ",",
        words::STEP_BACK,
        words::STEP_BACK_HINT,
        "M18 6v12l-8-6zM7 6h2.4v12H7z",
        Hall::step_back,
    );
    let step =
        round("button.round step", ".", words::STEP, words::STEP_HINT, "M6 6v12l8-6zM14.6 6H17v12h-2.4z", Hall::step);
    let time = el("span.time")
        .set("role", "timer")
        .set("aria-live", "off")
        .set("aria-label", words::CLOCK)
        .live(move || hall.clock.get().to_string());
    let lagging = move || hall.lagging.get().then(|| el("em").text(words::LAGGING));
    el("section.transport")
        .set("aria-label", words::TRANSPORT)
        .with(el("div.buttons").with(play).with(reset).with(back).with(step))
        .with(el("p.clock").with(time).with(el("span.small").text(words::CLOCK).show(lagging)))
        .with(speeds(hall))
        .with(el("div.lines").with(branch(hall)).with(timeline::slider(hall)))
        .with(machine(hall))
        .with(machine_button(hall))
}

/// The name of the branch looked at, once there is more than one.
fn branch(hall: Hall) -> El {
    let known = hall.times().known;
    let name = move || known.with(|known| known.branch_name().map(|name| format!("{} {name}", words::ON_BRANCH)));
    el("p.branch").set("role", "status").live(name)
}

fn machine_button(hall: Hall) -> El {
    let open = hall.times().open;
    button("button.quiet machine-button", "M", move || open.set(!open.get_untracked()))
        .bind("aria-expanded", move || yes_no(open.get()))
        .set("aria-controls", "beltline-machine")
        .set("title", words::TIME_MACHINE_HINT)
        .text(words::TIME_MACHINE)
}

fn machine(hall: Hall) -> El {
    let open = hall.times().open;
    let section = el("section.machine")
        .set("id", "beltline-machine")
        .set("aria-label", words::TIME_MACHINE)
        .set("tabindex", "-1")
        .bind("hidden", move || !open.get());
    let idle = hall.idle();
    later(section, move || idle.get() || open.get(), move || timeline::machine(hall))
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
