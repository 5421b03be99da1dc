//! The world stands still when a typed handler is to answer: here its answer is fetched from a worker.

use super::hall::Hall;
use super::later::in_chunk;
use super::live::{Live, spawn};
use crate::api::invocation::event;
use crate::engine::branches::BranchId;
use crate::engine::command::Command;
use crate::engine::lambda::Answer;
use crate::web::handler::{End, Run, Runner};

/// A handler may take this much real time, whatever its simulated timeout.
const LIMIT_MS: u32 = 1_000;

/// What runs handlers, and what came of the last run.
#[derive(Clone, Copy)]
pub(crate) struct Asking {
    runner: Live<Runner>,
    /// The invocation that a worker is at, and its branch: every branch numbers its own.
    under_way: Live<Option<(BranchId, u64)>>,
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
            Some((model.branches().current().id(), question.invocation))
        });
        let Some(this) = asked.filter(|_| self.under_way.get_untracked() != asked) else { return };
        self.under_way.set(asked);
        spawn(self.under_way, async move {
            if send(hall, this).await.is_err() {
                self.take(hall, this, Answer::Threw(super::words::NO_WORKER.into()));
            }
        });
    }

    /// Asks a worker, and gives the world its answer.
    fn send(self, hall: Hall, this: (BranchId, u64)) {
        let asked = hall.read(|model| {
            let question = model.world().question()?;
            let event = event(model.world(), &question);
            Some((question.source.clone(), event))
        });
        let Some((source, event)) = asked.filter(|_| self.under_way.get_untracked() == Some(this)) else { return };
        let runner = self.runner.get_untracked();
        runner.run(&source, &event, LIMIT_MS, move |run| {
            let answer = answer(&run.end);
            self.last.set(Some(run));
            self.take(hall, this, answer);
        });
    }

    fn take(self, hall: Hall, this: (BranchId, u64), answer: Answer) {
        // Another branch, or a later invocation, asks for itself.
        if self.under_way.get_untracked() != Some(this) {
            return;
        }
        self.under_way.set(None);
        let (branch, invocation) = this;
        if hall.read(|model| model.branches().current().id()) != branch {
            return;
        }
        // The world may have gone on without the answer: it was set back, or the mapping changed.
        let _ = hall.apply(Command::Answer { invocation, answer });
    }
}

// A typed handler comes with a scenario that was read, or is written in the X-ray, which opens after that reader has come.
in_chunk! { scenario:
    fn send(hall: Hall, this: (BranchId, u64)) -> () {
        hall.asking().send(hall, this);
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
