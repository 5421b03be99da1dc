//! A world with its history: the commands that made it, so that any moment can be told again.

use super::command::{Command, Refusal, Reply};
use super::time::Micros;
use super::world::{Setup, World};

/// A world and every command given to it.
#[derive(Clone, Debug)]
pub struct Timeline {}

impl Timeline {
    /// A new history: `script` holds commands with their moments, in order of time. Commands at time zero are applied
    /// at once, the rest when their moment comes.
    pub fn new(_setup: Setup, _script: Vec<(Micros, Command)>) -> Result<Self, Refusal> {
        todo!()
    }
    pub fn world(&self) -> &World {
        todo!()
    }
    pub fn now(&self) -> Micros {
        todo!()
    }
    /// Lets time pass up to `until`.
    pub fn advance_to(&mut self, _until: Micros) {
        todo!()
    }
    /// To the next fact; returns false when nothing happens before `until`, and the world then stands at `until`.
    pub fn step(&mut self, _until: Micros) -> bool {
        todo!()
    }
    /// Applies a command now and keeps it.
    pub fn apply(&mut self, _command: Command) -> Result<Reply, Refusal> {
        todo!()
    }
    /// Goes to any moment. The digest there is the same however the moment was reached.
    pub fn seek(&mut self, _to: Micros) {
        todo!()
    }
    /// Back to the start: the script stays, commands given since are forgotten.
    pub fn reset(&mut self) {
        todo!()
    }
}
