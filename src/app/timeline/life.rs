//! A record's life: its put, its reads, its end, each a moment to go to.

use super::copy;
use crate::app::dom::{El, el};
use crate::app::hall::Hall;
use crate::app::live::{Live, effect, spawn};
use crate::engine::life::{Life, Moment};
use crate::engine::time::Micros;
use crate::web::marks::now_ms;
use crate::web::turn::breathe;

/// Looking may take this much of a turn of the browser.
const TURN_MS: f64 = 8.0;

/// How far the search is.
#[derive(Clone, PartialEq)]
enum State {
    NotAsked,
    Gone,
    Looking(Micros),
    Over(Micros),
}

/// The section below the bag in the inspector.
pub(super) fn life(hall: Hall) -> El {
    let state = Live::new(State::NotAsked);
    let moments = Live::new(Vec::<Moment>::new());
    let number = Live::new(0_u32);
    let forget = move || {
        number.set(number.get_untracked() + 1);
        moments.set(Vec::new());
        state.set(State::NotAsked);
    };
    let mut before = None;
    effect(move || {
        let chosen = (hall.selected.get(), hall.world.get());
        if before.replace(chosen) != Some(chosen) {
            forget();
        }
    });
    let follow = move |_| {
        forget();
        let mine = number.get_untracked();
        let begun = hall
            .selected
            .get_untracked()
            .and_then(|record| hall.read(|model| Life::new(model.timeline(), record, model.timeline().reached())));
        let Some(mut life) = begun else { return state.set(State::Gone) };
        spawn(state, async move {
            while number.get_untracked() == mine {
                let begun = now_ms();
                while !life.is_over() && now_ms() - begun < TURN_MS {
                    life.go_on();
                }
                if moments.with_untracked(Vec::len) != life.moments().len() {
                    moments.set(life.moments().to_vec());
                }
                if life.is_over() {
                    return state.set(State::Over(life.now()));
                }
                state.set(State::Looking(life.now()));
                breathe().await;
            }
        });
    };
    let told = move || match state.get() {
        State::NotAsked => None,
        State::Gone => Some(copy::LIFE_GONE.to_owned()),
        State::Looking(at) => Some(format!("{} {at}.", copy::LIFE_LOOKING)),
        State::Over(at) => Some(format!("{} {at}.", copy::LIFE_END)),
    };
    let keys =
        move || moments.with(|moments| (0..moments.len() as u64).map(|at| (number.get_untracked(), at)).collect());
    let button = el("button.quiet").set("type", "button").on("click", follow).text(copy::LIFE_FOLLOW);
    el("section.part")
        .set("aria-label", copy::LIFE)
        .with(el("h3").text(copy::LIFE))
        .with(el("div.act").with(button))
        .with(el("ol.mark-list").set("aria-label", copy::LIFE).each(keys, move |(_, at)| {
            let moment = moments.with_untracked(|moments| moments.get(at as usize).cloned());
            moment.map_or_else(|| el("li"), |moment| one(hall, &moment))
        }))
        .with(el("p.small").set("role", "status").live(told))
}

fn one(hall: Hall, moment: &Moment) -> El {
    let at = moment.fact.at;
    let go = el("button.go")
        .set("type", "button")
        .bind("aria-current", move || (hall.clock.get() == at).then_some("true"))
        .on("click", move |_| hall.go_to(at))
        .with(el("span.at").text(&at.to_string()))
        .text(" ")
        .text(&moment.text);
    el("li").with(go)
}
