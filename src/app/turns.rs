//! Turns of parts that are made when the browser has nothing else to do, so that none of them holds the picture up.

use super::live::{Live, spawn};
use crate::web::turn::idle;
use std::collections::VecDeque;

/// Who waits for a turn.
#[derive(Clone, Copy)]
pub(crate) struct Turns(Live<Waiting>);

struct Waiting {
    queue: VecDeque<Live<bool>>,
    /// Whether all of them have had their turn.
    is_over: bool,
}

impl Turns {
    /// Nobody waits yet.
    pub(crate) fn new() -> Self {
        Self(Live::new(Waiting { queue: VecDeque::new(), is_over: false }))
    }

    /// Holds from its own turn on. Whoever asks when all are over has it at once.
    pub(crate) fn wait(self) -> Live<bool> {
        self.0.update_untracked(|waiting| {
            let turn = Live::new(waiting.is_over);
            if !waiting.is_over {
                waiting.queue.push_back(turn);
            }
            turn
        })
    }

    /// Gives the turns, in the order in which they were asked for, one whenever the browser is idle.
    pub(crate) fn begin(self) {
        spawn(self.0, async move {
            loop {
                idle().await;
                let next = self.0.update_untracked(|waiting| {
                    let next = waiting.queue.pop_front();
                    waiting.is_over = next.is_none();
                    next
                });
                let Some(next) = next else { break };
                next.set(true);
            }
        });
    }
}
