//! The mapping as one would deploy it: three texts, each written from the settings and read back into them.

use super::chosen::Chosen;
use super::{copy, new_mapping};
use crate::api::{ACCOUNT, REGION};
use crate::app::dom::{El, el, focus, value_of, yes_no};
use crate::app::live::{Live, memo};
use crate::app::segmented::{Choice, segmented};
use crate::engine::command::Command;
use crate::engine::id::ConsumerId;
use crate::scenario::deploy::{Account, Deployed, Form, TextError, read, write};
use leptos::prelude::untrack;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlTextAreaElement};

const FORMS: [(&str, Form); 3] = [("sam", Form::Sam), ("cloudformation", Form::CloudFormation), ("cli", Form::Cli)];

/// The texts.
pub(crate) fn deploy(chosen: Chosen) -> El {
    let form = Live::new("sam");
    let written = memo(move || deployed(chosen).map(|(_, now)| write(form_of(form.get()), &now, &account(chosen))));
    // What somebody has changed stays until it is taken or given up.
    let edited = Live::new(None::<String>);
    let errors = Live::new(Vec::<TextError>::new());
    let shown = move || edited.get().or_else(|| written.get()).unwrap_or_default();

    let choices = [
        Choice { value: "sam", label: "SAM", about: copy::DEPLOY_SAM },
        Choice { value: "cloudformation", label: "CloudFormation", about: copy::DEPLOY_CLOUDFORMATION },
        Choice { value: "cli", label: "AWS CLI", about: copy::DEPLOY_CLI },
    ];
    let give_up = move || {
        edited.set(None);
        errors.set(Vec::new());
    };
    let take_form: Rc<dyn Fn(&'static str)> = Rc::new(move |value| {
        form.set(value);
        give_up();
    });
    let editor = el("textarea.code")
        .set("rows", "16")
        .set("spellcheck", "false")
        .set("autocapitalize", "off")
        .set("aria-label", copy::DEPLOY_TEXT)
        .set("aria-describedby", "deploy-errors")
        .bind("aria-invalid", move || yes_no(!errors.with(Vec::is_empty)))
        .value(shown)
        .on("input", move |event| edited.set(Some(value_of(&event))));
    let area: HtmlTextAreaElement = editor.node();
    let take = move |_| {
        let text = untrack(shown);
        match untrack(|| apply(chosen, form_of(form.get()), &text)) {
            Ok(()) => {
                give_up();
                chosen.hall.notice.set(copy::DEPLOY_TAKEN.to_owned());
            }
            Err(found) => errors.set(found),
        }
    };
    let is_clean = move || edited.with(Option::is_none);
    let list = move || {
        let area = area.clone();
        errors.get().into_iter().map(move |error| told(&error, &area)).collect::<Vec<_>>()
    };
    let button = |tag| el(tag).set("type", "button").bind("disabled", is_clean);
    el("div.settings deploy")
        .with(segmented(copy::DEPLOY_FORM, &choices, memo(move || form.get()), &take_form))
        .with(editor)
        .with(el("ol.errors").set("id", "deploy-errors").set("role", "alert").show(list))
        .with(
            el("div.act")
                .with(button("button.quiet").on("click", move |_| give_up()).text(copy::DEPLOY_GIVE_UP))
                .with(button("button.quiet").on("click", take).text(copy::DEPLOY_TAKE)),
        )
        .with(el("p.small about").text(copy::DEPLOY_ABOUT))
}

/// An error that leads to its place.
fn told(error: &TextError, area: &HtmlTextAreaElement) -> El {
    let (line, column) = (error.line, error.column);
    let area = area.clone();
    let go = move |_| {
        let place = place(&area.value(), line, column);
        focus(area.unchecked_ref::<Element>());
        // A text area that cannot select leaves the caret where it was.
        let _ = area.set_selection_range(place, place);
    };
    let at = format!("{} {line}, {} {column}", copy::LINE, copy::COLUMN);
    el("li").with(el("button.link").set("type", "button").on("click", go).text(&at)).text(": ").text(&error.reason)
}

/// A place in a text, in the UTF-16 units in which the browser counts.
fn place(text: &str, line: usize, column: usize) -> u32 {
    let units = |text: &str| text.encode_utf16().count();
    let before: usize = text.split('\n').take(line.saturating_sub(1)).map(|line| units(line) + 1).sum();
    u32::try_from(before + column.saturating_sub(1)).unwrap_or(u32::MAX)
}

fn form_of(value: &str) -> Form {
    FORMS.iter().find(|(name, _)| *name == value).map_or(Form::Sam, |(_, form)| *form)
}

fn account(chosen: Chosen) -> Account {
    let epoch_ms = chosen.hall.read(|model| model.world().setup().epoch_ms);
    Account { region: REGION.to_owned(), account_id: ACCOUNT.to_owned(), epoch_ms }
}

/// The mapping as it is, and its name among the consumers.
fn deployed(chosen: Chosen) -> Option<(ConsumerId, Deployed)> {
    let (consumer, config) = chosen.id().zip(chosen.config())?;
    chosen.hall.read(|model| {
        let setup = &model.world().consumer(consumer)?.config;
        let stream = model.world().stream(setup.stream)?.name.clone();
        Some((consumer, Deployed { config, start: setup.start, reading: setup.reading, stream }))
    })
}

/// Makes the mapping what the text says.
fn apply(chosen: Chosen, form: Form, text: &str) -> Result<(), Vec<TextError>> {
    let whole = |reason: String| vec![TextError { line: 1, column: 1, reason }];
    let (consumer, now) = deployed(chosen).ok_or_else(|| whole(copy::NO_MAPPING.to_owned()))?;
    let said = read(form, text, &now, &account(chosen))?;
    if said.stream != now.stream {
        return Err(whole(format!(
            "{} {}: {} {}.",
            copy::DEPLOY_STREAM,
            said.stream,
            copy::DEPLOY_STREAM_HERE,
            now.stream
        )));
    }
    if (said.start, said.reading) == (now.start, now.reading) {
        return chosen.change(|config| *config = said.config).map_err(whole);
    }
    // AWS makes another mapping for another source or start, and so does this.
    let name = chosen.read(|view| view.name.clone()).unwrap_or_default();
    chosen
        .apply(Command::RemoveConsumer { consumer })
        .and_then(|_| chosen.apply(new_mapping(chosen.hall, name, said.start, said.reading, said.config)))
        .map(drop)
        .map_err(whole)
}
