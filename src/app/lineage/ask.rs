//! What was asked of the stream last, and what came of it, told beside the control that asked.

use crate::api::reshard::refusal;
use crate::app::dom::{El, el};
use crate::app::hall::Hall;
use crate::app::live::Live;
use crate::engine::command::{Command, Refusal};

/// A control that asks for something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Control {
    Split,
    Merge,
    Count,
    Mode,
    Room,
    Retention,
}

/// Why it was not done.
#[derive(Clone, PartialEq)]
struct Refused {
    control: Control,
    /// The rule in plain words, with what to do.
    rule: String,
    /// The name of AWS's exception and its text; none when the request would never leave the form.
    aws: Option<(&'static str, String)>,
}

/// The last refusal of all controls: the next thing that is asked for takes it away.
#[derive(Clone, Copy)]
pub(super) struct Asked {
    refused: Live<Option<Refused>>,
}

impl Asked {
    pub(super) fn new() -> Self {
        Self { refused: Live::new(None) }
    }

    /// Asks for something; says whether it was done or has begun.
    pub(super) fn ask(self, hall: Hall, control: Control, command: Command, done: impl FnOnce() -> String) -> bool {
        let outcome = hall.apply(command);
        hall.tell_consumers();
        match outcome {
            Ok(_) => {
                self.refused.set(None);
                hall.notice.set(done());
                true
            }
            Err(refused) => {
                let aws = match &refused {
                    Refusal::Reshard(rule) => Some(hall.read(|model| refusal(model.world(), model.stream(), rule))),
                    _ => None,
                };
                self.refused.set(Some(Refused { control, rule: refused.to_string(), aws }));
                false
            }
        }
    }

    /// What was written in a form cannot be asked for.
    pub(super) fn refuse(self, control: Control, rule: impl Into<String>) {
        self.refused.set(Some(Refused { control, rule: rule.into(), aws: None }));
    }

    /// The place beside a control for what was refused.
    pub(super) fn answer(self, control: Control) -> El {
        let refused = self.refused;
        let told = move || {
            let refused = refused.get().filter(|refused| refused.control == control)?;
            let aws = refused.aws.map(|(kind, text)| {
                el("p.small aws")
                    .text(super::copy::AWS_ANSWERS)
                    .text(" ")
                    .with(el("code").text(kind))
                    .text(": ")
                    .with(el("q").text(&text))
            });
            Some(el("div.refusal").with(el("p.error").text(&refused.rule)).with_all(aws))
        };
        el("div.answer").set("role", "alert").show(told)
    }
}
