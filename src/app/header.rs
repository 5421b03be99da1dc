//! The head of the page: the mark, the scene, the limits, the theme.

use super::hall::Hall;
use super::segmented::{Choice, segmented};
use super::theme::Theming;
use super::words;
use crate::engine::limits::Profile;
use crate::scenario::SCENES;
use leptos::prelude::*;

const EXAM: &str = "exam";
const TODAY: &str = "today";

/// The head of the page.
pub(crate) fn header(hall: Hall, theme: Theming) -> AnyView {
    let limits = [
        Choice { value: EXAM, label: words::LIMITS_EXAM, about: words::LIMITS_EXAM_ABOUT },
        Choice { value: TODAY, label: words::LIMITS_TODAY, about: words::LIMITS_TODAY_ABOUT },
    ];
    let taken = Signal::derive(move || match hall.profile.get() {
        Profile::Exam => EXAM,
        Profile::Today => TODAY,
    });
    let take = move |value| {
        hall.set_profile(if value == TODAY { Profile::Today } else { Profile::Exam });
    };
    view! {
        <header class="head">
            <p class="brand">{mark()} <span>{words::NAME}</span></p>
            {scenes(hall)}
            <div class="head-side">
                <span class="label" aria-hidden="true">{words::LIMITS}</span>
                {segmented(words::LIMITS, &limits, taken, take)}
                {theme.control()}
            </div>
        </header>
    }
    .into_any()
}

fn scenes(hall: Hall) -> AnyView {
    let options: Vec<_> = SCENES
        .iter()
        .enumerate()
        .map(|(place, scene)| {
            let selected = move || hall.scene.get() == Some(place);
            view! { <option value=place.to_string() selected=selected>{scene.title}</option> }
        })
        .collect();
    let choose = move |event| {
        if let Ok(place) = event_target_value(&event).parse() {
            hall.open_scene(place);
        }
    };
    let own = hall.scene.get_untracked().is_none();
    view! {
        <label class="scenes">
            <span class="label">{words::SCENE}</span>
            <select on:change=choose>
                {own.then(|| view! { <option value="" selected=true>{words::SCENE_OWN}</option> })}
                {options}
            </select>
        </label>
    }
    .into_any()
}

/// The mark: two belts that part.
fn mark() -> AnyView {
    view! {
        <svg class="mark" viewBox="0 0 28 28" aria-hidden="true">
            <rect width="28" height="28" rx="6" fill="var(--signal)" />
            <path
                d="M14 23V7M14 7l-4 4M14 7l4 4M14 14l-7 7M14 14l7 7"
                fill="none"
                stroke="var(--ink)"
                stroke-width="2.6"
                stroke-linecap="round"
                stroke-linejoin="round"
            />
        </svg>
    }
    .into_any()
}
