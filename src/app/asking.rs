//! The world stands still when a typed handler is to answer: here its answer is fetched from a worker.

use super::hall::Hall;
use super::live::Live;
use crate::api::invocation::event;
use crate::engine::command::Command;
use crate::engine::lambda::Answer;
use crate::web::handler::{End, Run, Runner};

/// A handler may take this much real time, whatever its simulated timeout.
const LIMIT_MS: u32 = 1_000;

/// What runs handlers, and what came of the last run.
#[derive(Clone, Copy)]
pub(crate) struct Asking {
    runner: Live<Runner>,
    /// The invocation that a worker is at.
    under_way: Live<Option<u64>>,
    /// What came of the last run.
    pub(crate) last: Live<Option<Run>>,
}

impl Asking {
    /// Nothing was asked yet.
    pub(crate) fn new() -> Self {
        Self { runner: Live::new(Runner::default()), under_way: Live::new(None), last: Live::new(None) }
    }

    /// Fetches the answer that the world waits for, unless that is under way.
    pub(crate) fn ask(self, hall: Hall) {
        let asked = hall.read(|model| {
            let question = model.world().question()?;
            let event = event(model.world(), &question);
            Some((question, event))
        });
        let Some((question, event)) = asked else { return };
        let invocation = question.invocation;
        if self.under_way.get_untracked() == Some(invocation) {
            return;
        }
        self.under_way.set(Some(invocation));
        let runner = self.runner.get_untracked();
        runner.run(&question.source, &event, LIMIT_MS, move |run| {
            self.under_way.set(None);
            let answer = answer(&run.end);
            self.last.set(Some(run));
            // The world may have gone on without the answer: it was set back, or the mapping changed.
            let _ = hall.apply(Command::Answer { invocation, answer });
        });
    }
}

fn answer(end: &End) -> Answer {
    match end {
        End::Returned(json) => Answer::Returned(json.as_str().into()),
        End::Unreadable(reason) => Answer::Unreadable(reason.as_str().into()),
        End::Threw(reason) => Answer::Threw(reason.as_str().into()),
        End::NoWorker => Answer::Threw(super::words::NO_WORKER.into()),
        End::TimedOut => Answer::TimedOut,
    }
}
