//! Dark hall or daylight: the system's choice unless the viewer makes one.

use super::dom::El;
use super::embed::{Host, Options};
use super::live::Live;
use super::segmented::{Choice, segmented};
use super::{ambient, words};
use crate::stage::Theme;
use crate::web::storage;
use leptos::prelude::untrack;
use std::rc::Rc;

const KEPT: &str = "beltline.theme";

/// A theme by its name.
pub(crate) fn named(name: &str) -> Option<&'static str> {
    [SYSTEM, LIGHT, DARK].into_iter().find(|theme| *theme == name)
}

/// The theme to begin with: the one asked for, or on a page of its own the choice of an earlier visit.
pub(crate) fn first(options: &Options) -> &'static str {
    let kept = || storage::load(KEPT).filter(|_| !options.embed).and_then(|kept| named(&kept));
    options.theme.or_else(kept).unwrap_or(SYSTEM)
}

/// The viewer's choice and the system's.
#[derive(Clone, Copy)]
pub(crate) struct Theming {
    choice: Live<&'static str>,
    system_light: Live<bool>,
}

/// As the system has it.
pub(crate) const SYSTEM: &str = "system";
const LIGHT: &str = "light";
const DARK: &str = "dark";

impl Theming {
    /// As whoever embeds the page has it.
    pub(crate) fn new(host: Host) -> Self {
        Self { choice: host.theme, system_light: ambient::media_query("(prefers-color-scheme: light)") }
    }

    /// The attribute the style sheet goes by; none leaves it to the system.
    pub(crate) fn attribute(self) -> Option<&'static str> {
        Some(self.choice.get()).filter(|choice| *choice != SYSTEM)
    }

    /// The theme of the picture.
    pub(crate) fn theme(self) -> Theme {
        match (self.choice.get(), self.system_light.get()) {
            (LIGHT, _) | (SYSTEM, true) => Theme::Light,
            _ => Theme::Dark,
        }
    }

    /// The same, for the frame loop, which nothing re-runs.
    pub(crate) fn theme_now(self) -> Theme {
        untrack(|| self.theme())
    }

    /// The control.
    pub(crate) fn control(self) -> El {
        let choices = [
            (SYSTEM, words::THEME_SYSTEM, words::THEME_SYSTEM_ABOUT),
            (LIGHT, words::THEME_LIGHT, words::THEME_LIGHT_ABOUT),
            (DARK, words::THEME_DARK, words::THEME_DARK_ABOUT),
        ];
        let choices = choices.map(|(value, label, about)| Choice { value, label, about });
        let take: Rc<dyn Fn(&'static str)> = Rc::new(move |choice| {
            storage::save(KEPT, choice);
            self.choice.set(choice);
        });
        segmented(words::THEME, &choices, self.choice, &take)
    }
}
