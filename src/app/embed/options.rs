//! What whoever mounts the page may choose. The names are those of `<beltline-player>` and `embed.html`.

use crate::app::speed::Speed;
use crate::app::{theme, words};
use crate::engine::time::Micros;
use crate::scenario::SCENES;

/// The parts of the transport that can be chosen with `controls`.
const CONTROLS: [&str; 7] = ["play", "reset", "step", "clock", "speed", "timeline", "machine"];
const ALL: &str = "all";
const NONE: &str = "none";

/// What whoever mounts the page may choose.
#[derive(Clone, Debug, Default)]
pub(crate) struct Options {
    /// The id of a shipped scene.
    pub(crate) scene: Option<String>,
    /// The JSON text of a scenario, instead of a scene.
    pub(crate) scenario: Option<String>,
    /// The id of a lesson.
    pub(crate) lesson: Option<String>,
    /// The id of a question.
    pub(crate) question: Option<String>,
    /// The moment to begin at.
    pub(crate) start: Micros,
    /// How fast time passes, instead of the viewer's last choice.
    pub(crate) speed: Option<Speed>,
    /// The parts of the transport to show, with spaces between; none means all.
    pub(crate) controls: Option<String>,
    /// The theme, instead of the viewer's choice.
    pub(crate) theme: Option<&'static str>,
    /// Whether time passes from the start. Not said, it does on a page of its own and does not in a part of another.
    pub(crate) autoplay: Option<bool>,
    /// Whether the page is a part of another one.
    pub(crate) embed: bool,
    /// Whether the document's address names what is shown, and follows it.
    pub(crate) routes: bool,
    /// A sentence for each value that cannot be understood.
    pub(crate) unknown: Vec<String>,
}

/// What is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Layout {
    /// The whole page.
    Page,
    /// The stage with its board and its time.
    Scene,
    /// A lesson beside the stage, or above it where there is little width.
    Lesson,
    /// A question alone; the stage comes below it when it is wanted.
    Question,
}

impl Layout {
    /// Its name in the style sheet.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Scene => "scene",
            Self::Lesson => "lesson",
            Self::Question => "question",
        }
    }
}

impl Options {
    /// Reads the options as texts; a flag that is there without a value is the empty text.
    pub(crate) fn read(text: impl Fn(&str) -> Option<String>) -> Self {
        let mut unknown = Vec::new();
        let mut options = Self {
            scene: text("scene"),
            scenario: text("scenario"),
            lesson: text("lesson"),
            question: text("question"),
            embed: text("embed").is_some_and(|value| is_on(&value)),
            routes: text("routes").is_some_and(|value| is_on(&value)),
            autoplay: text("autoplay").map(|value| is_on(&value)),
            ..Self::default()
        };
        if let Some(value) = text("start") {
            match value.trim().parse::<u64>() {
                Ok(ms) => options.start = Micros(ms.saturating_mul(1_000)),
                Err(_) => unknown.push(words::start_unknown(&value)),
            }
        }
        if let Some(value) = text("speed") {
            options.speed =
                Speed::all().find(|speed| speed.label() == value || speed.label().trim_end_matches('x') == value);
            if options.speed.is_none() {
                unknown.push(words::one_of("speed", &value, &listed(Speed::all().map(Speed::label))));
            }
        }
        if let Some(value) = text("theme") {
            options.theme = theme::named(&value);
            if options.theme.is_none() {
                unknown.push(words::one_of("theme", &value, "dark, light, system"));
            }
        }
        if let Some(value) = text("controls").filter(|value| value != ALL && !value.is_empty()) {
            let (known, others): (Vec<_>, Vec<_>) =
                value.split_whitespace().partition(|part| CONTROLS.contains(part) || *part == NONE);
            unknown.extend(
                others
                    .iter()
                    .map(|part| words::one_of("controls", part, &format!("{ALL}, {NONE}, {}", CONTROLS.join(", ")))),
            );
            options.controls = (!known.is_empty()).then(|| known.join(" "));
        }
        options.unknown = unknown;
        options
    }

    /// What is shown.
    pub(crate) fn layout(&self) -> Layout {
        match (self.embed, &self.question, &self.lesson) {
            (false, ..) => Layout::Page,
            (true, Some(_), _) => Layout::Question,
            (true, None, Some(_)) => Layout::Lesson,
            (true, None, None) => Layout::Scene,
        }
    }

    /// The place of the scene that is asked for, if one is; the error says which there are.
    pub(crate) fn scene_place(&self) -> Result<Option<usize>, String> {
        let Some(asked) = &self.scene else { return Ok(None) };
        let place = SCENES.iter().position(|scene| scene.id == asked);
        place
            .map(Some)
            .ok_or_else(|| words::one_of("scene", asked, &listed(SCENES.iter().map(|scene| scene.id.to_owned()))))
    }
}

fn is_on(value: &str) -> bool {
    value != "false"
}

fn listed(names: impl Iterator<Item = String>) -> String {
    names.collect::<Vec<_>>().join(", ")
}
