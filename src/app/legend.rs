//! The legend: what everything in the hall stands for, and the keys.

use super::words;
use leptos::prelude::*;

/// Opens and closes the legend.
pub(crate) fn button(open: RwSignal<bool>) -> AnyView {
    view! {
        <button
            type="button"
            class="quiet"
            aria-expanded=move || open.get().to_string()
            aria-controls="beltline-legend"
            aria-keyshortcuts="L"
            title=words::LEGEND_HINT
            on:click=move |_| open.update(|open| *open = !*open)
        >
            {words::LEGEND}
        </button>
    }
    .into_any()
}

/// The legend itself.
pub(crate) fn legend(open: RwSignal<bool>) -> AnyView {
    let things: Vec<_> = words::LEGEND_THINGS
        .iter()
        .map(|(sign, name, about)| {
            view! {
                <div>
                    <dt><i class=format!("sign sign-{sign}") aria-hidden="true"></i>{*name}</dt>
                    <dd>{*about}</dd>
                </div>
            }
        })
        .collect();
    let keys: Vec<_> = words::LEGEND_KEYS
        .iter()
        .map(|(key, what)| view! { <div><dt><kbd>{*key}</kbd></dt><dd>{*what}</dd></div> })
        .collect();
    view! {
        <section
            class="legend"
            id="beltline-legend"
            aria-label=words::LEGEND
            tabindex="0"
            hidden=move || !open.get()
        >
            <h2>{words::LEGEND_TITLE}</h2>
            <button type="button" class="close" aria-label=words::LEGEND_CLOSE on:click=move |_| open.set(false)>
                <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M6 6l12 12M18 6L6 18" /></svg>
            </button>
            <dl class="things">{things}</dl>
            <h3>{words::KEYS_TITLE}</h3>
            <dl class="keys">{keys}</dl>
            <p class="small">{words::LEGEND_LIMITS}</p>
        </section>
    }
    .into_any()
}
