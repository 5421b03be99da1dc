//! Applications of the Kinesis Client Library in the loop.

use super::World;
use crate::engine::command::{Refusal, Reply};
use crate::engine::id::ConsumerId;

impl World {
    pub(super) fn application_starts(&mut self, _id: ConsumerId) {}

    pub(super) fn application_receives(&mut self, _id: ConsumerId, _shard: u32, _from: u64, _to: u64) {}

    pub(super) fn add_worker(&mut self, id: ConsumerId, _worker: &str) -> Result<Reply, Refusal> {
        self.known_consumer(id)?.application_mut().ok_or(Refusal::NotAnApplication)?;
        Ok(Reply::Done)
    }

    pub(super) fn stop_worker(&mut self, id: ConsumerId, worker: &str, _crash: bool) -> Result<Reply, Refusal> {
        self.known_consumer(id)?.application_mut().ok_or(Refusal::NotAnApplication)?;
        Err(Refusal::UnknownWorker(worker.to_owned()))
    }
}
