//! Play, step, reset, speed and the clock: time in the viewer's hand.

use super::hall::Hall;
use super::speed::Speed;
use super::words;
use crate::engine::time::Micros;
use leptos::prelude::*;

/// The lengths the time line can have, in seconds; it grows to the next one when time passes its end.
const LINE_S: [u64; 10] = [60, 120, 300, 600, 1_800, 3_600, 7_200, 21_600, 86_400, 604_800];
/// The time line is cut into this many parts.
const PARTS: u64 = 6;

/// The bar at the bottom.
pub(crate) fn transport(hall: Hall) -> AnyView {
    let playing = hall.playing;
    let speeds: Vec<_> = Speed::all()
        .map(|speed| {
            let selected = move || hall.speed.get() == speed;
            view! { <option value=speed.place() selected=selected>{speed.label()}</option> }
        })
        .collect();
    let choose = move |event| {
        if let Some(speed) = Speed::at(&event_target_value(&event)) {
            hall.set_speed(speed);
        }
    };
    view! {
        <footer class="transport" aria-label=words::TRANSPORT role="region">
            <div class="buttons">
                <button
                    class="play"
                    type="button"
                    aria-label=move || if playing.get() { words::PAUSE } else { words::PLAY }
                    aria-keyshortcuts="Space"
                    title=move || if playing.get() { words::PAUSE_HINT } else { words::PLAY_HINT }
                    on:click=move |_| hall.set_playing(!playing.get_untracked())
                >
                    <svg viewBox="0 0 24 24" aria-hidden="true">
                        <path d=move || if playing.get() { "M7 5h4v14H7zM13 5h4v14h-4z" } else { "M8 4.5v15l12-7.5z" } />
                    </svg>
                </button>
                <button
                    class="round"
                    type="button"
                    aria-label=words::RESET
                    aria-keyshortcuts="0"
                    title=words::RESET_HINT
                    on:click=move |_| reset(hall)
                >
                    <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M7 6h2.4v12H7zM18 6v12l-8-6z" /></svg>
                </button>
                <button
                    class="round"
                    type="button"
                    aria-label=words::STEP
                    aria-keyshortcuts="."
                    title=words::STEP_HINT
                    on:click=move |_| hall.step()
                >
                    <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M6 6v12l8-6zM14.6 6H17v12h-2.4z" /></svg>
                </button>
            </div>
            <p class="clock">
                <span class="time" role="timer" aria-live="off" aria-label=words::CLOCK>
                    {move || hall.clock.get().to_string()}
                </span>
                <span class="small">
                    {words::CLOCK}
                    {move || hall.lagging.get().then(|| view! { <em>{words::LAGGING}</em> })}
                </span>
            </p>
            <label class="speed">
                <select aria-label=words::SPEED aria-keyshortcuts="[ ]" title=words::SPEED_HINT on:change=choose>
                    {speeds}
                </select>
                <span class="small" aria-hidden="true">{words::SPEED_SMALL}</span>
            </label>
            {line(hall)}
        </footer>
    }
    .into_any()
}

/// Back to the start, and says so.
pub(crate) fn reset(hall: Hall) {
    hall.reset();
    hall.notice.set(words::RESET_DONE.to_owned());
}

/// The time line: how far the scene has come, and when it does something by itself.
fn line(hall: Hall) -> AnyView {
    let length_s = Memo::new(move |_| {
        let now_s = hall.clock.get().as_millis() / 1_000;
        LINE_S.into_iter().find(|length| *length > now_s).unwrap_or(now_s + 1)
    });
    let so_far = move || format!("--so-far: {}", part(hall.clock.get(), length_s.get()));
    let marks = move || {
        hall.world.track();
        let moments = hall.read(super::model::Model::moments);
        let length_s = length_s.get();
        let within = moments.into_iter().filter(|at| *at <= Micros::from_secs(length_s));
        within
            .map(|at| view! { <i class="moment" style=format!("left: {}", part(at, length_s))></i> })
            .collect::<Vec<_>>()
    };
    let scale = move || {
        let length_s = length_s.get();
        let at = (0..=PARTS).map(|part| length_s * part / PARTS);
        at.map(|at| view! { <span>{span_label(at)}</span> }).collect::<Vec<_>>()
    };
    view! {
        <div class="line" aria-hidden="true" style=so_far>
            <div class="rail"><i class="past"></i>{marks}<i class="here"></i></div>
            <div class="scale">{scale}</div>
        </div>
    }
    .into_any()
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
