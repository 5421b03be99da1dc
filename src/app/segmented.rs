//! A few choices side by side, one of them taken: radio buttons in one frame.

use leptos::prelude::*;

/// One of the choices.
#[derive(Clone, Copy)]
pub(crate) struct Choice {
    /// What it is called in code.
    pub(crate) value: &'static str,
    /// What it is called on the page.
    pub(crate) label: &'static str,
    /// What it means.
    pub(crate) about: &'static str,
}

/// The control; `name` is also the name of the group for a screen reader.
pub(crate) fn segmented(
    name: &'static str,
    choices: &[Choice],
    taken: Signal<&'static str>,
    take: impl Fn(&'static str) + Clone + Send + Sync + 'static,
) -> AnyView {
    let choices: Vec<_> = choices
        .iter()
        .map(|choice| {
            let Choice { value, label, about } = *choice;
            let take = take.clone();
            view! {
                <label title=about>
                    <input
                        type="radio"
                        name=name
                        value=value
                        prop:checked=move || taken.get() == value
                        on:change=move |_| take(value)
                    />
                    <span>{label}</span>
                </label>
            }
        })
        .collect();
    view! {
        <fieldset class="segmented">
            <legend class="unseen">{name}</legend>
            {choices}
        </fieldset>
    }
    .into_any()
}
