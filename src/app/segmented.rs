//! A few choices side by side, one of them taken: radio buttons in one frame.

use super::dom::{El, el};
use super::live::Live;
use std::rc::Rc;

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
    taken: Live<&'static str>,
    take: &Rc<dyn Fn(&'static str)>,
) -> El {
    let choice = |choice: &Choice| {
        let Choice { value, label, about } = *choice;
        let take = Rc::clone(take);
        let input = el("input")
            .set("type", "radio")
            .set("name", name)
            .set("value", value)
            .flag("checked", move || taken.get() == value)
            .on("change", move |_| take(value));
        el("label").set("title", about).with(input).with(el("span").text(label))
    };
    el("fieldset.segmented").with(el("legend.unseen").text(name)).with_all(choices.iter().map(choice))
}
