//! Fields of a form that take effect when they are left: a number, a text, a choice, a switch; each with a place beside
//! it for what is wrong.

use super::dom::{El, el, value_of, yes_no};
use super::live::Live;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement};

/// Takes what was written, or says what to write instead.
pub(crate) type Take = Rc<dyn Fn(&str) -> Result<(), String>>;

/// What a field shows, and what it does with what was written; the error says what to write instead.
pub(crate) struct Field {
    /// Its name among the fields of the form, for the attributes that tie it to its error.
    pub(crate) id: &'static str,
    /// What it is called.
    pub(crate) label: &'static str,
    /// What its number counts; empty for a text.
    pub(crate) unit: &'static str,
    /// What it means, in a few words; may be empty.
    pub(crate) about: &'static str,
    /// What it shows.
    pub(crate) get: Rc<dyn Fn() -> String>,
    /// Takes what was written.
    pub(crate) set: Take,
}

/// A field with a number.
pub(crate) fn number(field: Field) -> El {
    let input = el("input").set("type", "number").set("inputmode", "numeric");
    line(input, field, "")
}

/// The same, in one of several forms that have the same fields: `form` tells them apart.
pub(crate) fn number_in(form: &str, field: Field) -> El {
    let input = el("input").set("type", "number").set("inputmode", "decimal").set("step", "any");
    line(input, field, form)
}

/// A field with a line of text.
pub(crate) fn text(field: Field) -> El {
    text_in("", field)
}

/// The same, in one of several forms that have the same fields.
pub(crate) fn text_in(form: &str, field: Field) -> El {
    let input = el("input").set("type", "text").set("autocomplete", "off").set("spellcheck", "false");
    line(input, field, form)
}

fn line(input: El, field: Field, form: &str) -> El {
    let Field { id, label, unit, about, get, set } = field;
    let error = Live::new(None::<String>);
    let (error_id, about_id) = (format!("{id}{form}-error"), format!("{id}{form}-about"));
    // What is wrong stays in the field until it is mended: writing the old value back would take it away.
    let written = Live::new(None::<String>);
    let shown = move || written.get().unwrap_or_else(|| get());
    let take = move |event: Event| {
        let text = value_of(&event);
        match set(text.trim()) {
            Ok(()) => {
                written.set(None);
                error.set(None);
            }
            Err(reason) => {
                written.set(Some(text));
                error.set(Some(reason));
            }
        }
    };
    let input = input
        .value(shown)
        .set("aria-describedby", &format!("{error_id} {about_id}"))
        .bind("aria-invalid", move || yes_no(error.with(Option::is_some)))
        .on("change", take);
    let unit = (!unit.is_empty()).then(|| el("span.unit").text(unit));
    el("div.field")
        .with(el("label").with(el("span.label").text(label)).with(el("span.with-unit").with(input).with_all(unit)))
        .with(el("p.small about").set("id", &about_id).text(about))
        .with(
            el("p.error")
                .set("id", &error_id)
                .set("role", "alert")
                .bind("hidden", move || error.with(Option::is_none))
                .live(move || error.get()),
        )
}

/// A choice among a few words, by their values.
pub(crate) fn choice(
    label: &'static str,
    options: &[(&'static str, &'static str)],
    taken: impl Fn() -> &'static str + 'static,
    take: impl Fn(&str) + 'static,
) -> El {
    let taken = Rc::new(taken);
    let option = |(value, words): &(&'static str, &'static str)| {
        let (value, taken) = (*value, Rc::clone(&taken));
        el("option").set("value", value).flag("selected", move || taken() == value).text(words)
    };
    let select = el("select").on("change", move |event| take(&value_of(&event))).with_all(options.iter().map(option));
    el("label.field").with(el("span.label").text(label)).with(select)
}

/// Something that is on or off.
pub(crate) fn switch(
    label: &'static str,
    about: &'static str,
    is_on: impl Fn() -> bool + 'static,
    turn: impl Fn(bool) + 'static,
) -> El {
    let is_on = Rc::new(is_on);
    let shown = Rc::clone(&is_on);
    let press = move |event: Event| {
        turn(!leptos::prelude::untrack(|| is_on()));
        // What was refused is shown as it was, though the browser has turned it already.
        if let Some(input) = event.target() {
            input.unchecked_into::<HtmlInputElement>().set_checked(leptos::prelude::untrack(|| is_on()));
        }
    };
    let input =
        el("input").set("type", "checkbox").set("role", "switch").flag("checked", move || shown()).on("change", press);
    let said = el("span").text(label).with(el("span.small about").text(about));
    el("label.switch").with(input).with(said)
}
