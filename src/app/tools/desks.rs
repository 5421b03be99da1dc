//! The producers: rate, key mix, start and stop.

use crate::app::hall::Hall;
use crate::app::{figures, words};
use crate::engine::command::{Command, KeyMix};
use crate::engine::id::ProducerId;
use crate::engine::snapshot::Desk;
use leptos::prelude::*;
use std::fmt::Write;

/// The slider's end; the box beside it takes more.
const RATE_SLIDER_MAX: u32 = 3_000;
const RATE_MAX: u32 = 100_000;

/// The desks.
pub(crate) fn desks(hall: Hall) -> AnyView {
    let ids = Memo::new(move |_| {
        hall.snapshot.with(|snapshot| {
            let desks = snapshot.desks.iter();
            desks.map(|desk| (hall.world.get(), desk.id)).collect::<Vec<_>>()
        })
    });
    view! {
        <h2>{words::TAB_DESKS}</h2>
        <p class="small" hidden=move || !ids.with(Vec::is_empty)>{words::DESKS_NONE}</p>
        <For each=move || ids.get() key=|id| *id let:id>
            {desk(hall, id.1)}
        </For>
    }
    .into_any()
}

fn desk(hall: Hall, id: ProducerId) -> AnyView {
    let read = move |read: fn(&Desk) -> String| {
        Memo::new(move |_| {
            hall.snapshot.with(|snapshot| {
                let desk = snapshot.desks.iter().find(|desk| desk.id == id);
                desk.map(read).unwrap_or_default()
            })
        })
    };
    let name = read(|desk| desk.name.clone());
    let keys = read(|desk| desk.keys.clone());
    let rate = read(|desk| desk.records_per_s.to_string());
    let running = read(|desk| if desk.running { "yes".to_owned() } else { String::new() });
    let is_running = move || running.with(|running| !running.is_empty());
    let made = read(made);
    let is_file = hall.snapshot.with_untracked(|snapshot| {
        let desk = snapshot.desks.iter().find(|desk| desk.id == id);
        desk.is_some_and(|desk| desk.of_total.is_some())
    });
    let tell = move |command: Command| {
        if let Err(refusal) = hall.apply(command) {
            hall.notice.set(refusal.to_string());
        }
    };
    let set_rate = move |event| {
        if let Ok(records_per_s) = event_target_value(&event).parse::<u32>() {
            tell(Command::SetRate { producer: id, records_per_s: records_per_s.min(RATE_MAX) });
        }
    };
    let set_keys = move |event| {
        if let Some(keys) = mix(&event_target_value(&event)) {
            tell(Command::SetKeys { producer: id, keys });
        }
    };
    let mixes: Vec<_> =
        words::MIXES.iter().map(|(value, label)| view! { <option value=*value>{*label}</option> }).collect();
    view! {
        <section class="desk" aria-label=name>
            <h3>{name}</h3>
            <p class="small">{keys} " · " {made}</p>
            <div class="rate">
                <label>
                    <span class="label">{words::RATE}</span>
                    <input
                        type="range"
                        min="0"
                        max=RATE_SLIDER_MAX
                        step="10"
                        prop:value=rate
                        aria-valuetext=move || format!("{} {}", rate.get(), words::PER_SECOND_SAID)
                        on:input=set_rate
                    />
                </label>
                <label class="with-unit">
                    <span class="unseen">{words::RATE_EXACT}</span>
                    <input type="number" min="0" max=RATE_MAX inputmode="numeric" prop:value=rate on:change=set_rate />
                    <span class="unit">{words::PER_SECOND}</span>
                </label>
            </div>
            <div class="mix">
                {(!is_file).then(|| view! {
                    <label>
                        <span class="label">{words::MIX}</span>
                        <select on:change=set_keys>
                            <option value="">{words::MIX_AS_IS}</option>
                            {mixes}
                        </select>
                    </label>
                })}
                <button
                    type="button"
                    class="quiet"
                    on:click=move |_| tell(Command::SetRunning { producer: id, running: !untrack(is_running) })
                >
                    {move || if is_running() { words::STOP } else { words::START }}
                    <span class="unseen">" " {name}</span>
                </button>
            </div>
        </section>
    }
    .into_any()
}

fn made(desk: &Desk) -> String {
    let mut text = match desk.of_total {
        Some(total) => format!("{} {} {}", figures::count(desk.made_total), words::OF, figures::records(total)),
        None => figures::records(desk.made_total),
    };
    // Writing into a string cannot fail.
    if desk.retrying > 0 {
        let _ = write!(text, ", {} {}", figures::count(desk.retrying), words::RETRYING);
    }
    if desk.given_up_total > 0 {
        let _ = write!(text, ", {} {}", figures::count(desk.given_up_total), words::GIVEN_UP);
    }
    text
}

/// The mixes on offer, by the value of their option.
fn mix(value: &str) -> Option<KeyMix> {
    Some(match value {
        "uniform" => KeyMix::Uniform { prefix: "user-".to_owned(), keys: 1_000 },
        "zipf" => KeyMix::Zipf { prefix: "user-".to_owned(), keys: 500 },
        "hot" => {
            KeyMix::Hot { key: words::HOT_KEY.to_owned(), share_percent: 100, prefix: "user-".to_owned(), others: 1 }
        }
        "mostly-hot" => {
            KeyMix::Hot { key: words::HOT_KEY.to_owned(), share_percent: 80, prefix: "user-".to_owned(), others: 500 }
        }
        "countries" => KeyMix::Weighted {
            keys: words::COUNTRIES.iter().map(|(key, weight)| ((*key).to_owned(), *weight)).collect(),
        },
        _ => return None,
    })
}
