//! Typed handlers: the world stands still at their invocation, and goes on when the answer comes in as a command. So the
//! run stays a function of its commands, whatever the handler did.

use super::World;
use super::lambda::Lane;
use crate::engine::command::{Refusal, Reply};
use crate::engine::id::{ConsumerId, RecordRef};
use crate::engine::lambda::{Answer, Fault, Handed, Handler, Window, read_response};
use crate::engine::sequence::SequenceNumber;
use crate::engine::time::Micros;
use std::sync::Arc;

/// The invocation that the world waits for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asking {
    pub lane: Lane,
    pub invocation: u64,
}

/// What a typed handler is asked.
#[derive(Clone, Debug)]
pub struct Question {
    /// The number of the invocation.
    pub invocation: u64,
    /// The mapping.
    pub consumer: ConsumerId,
    /// The handler's source text.
    pub source: Arc<str>,
    /// `Timeout` of the function.
    pub timeout: Micros,
    /// The records, in order.
    pub records: Vec<RecordRef>,
    /// The shard's index.
    pub shard: u32,
    /// The tumbling window; none for a mapping without.
    pub window: Option<Window>,
    /// Whether it is the last invocation of the window.
    pub is_final: bool,
}

impl World {
    /// The invocation that waits for its handler's answer; time stands still meanwhile.
    #[must_use]
    pub fn asking(&self) -> Option<u64> {
        self.asking.map(|asking| asking.invocation)
    }

    /// The same, with everything the handler is given.
    #[must_use]
    pub fn question(&self) -> Option<Question> {
        let Asking { lane, invocation } = self.asking?;
        let (function, batch, part) = self.at_work(lane)?;
        let Handler::Typed(source) = &function.handler else { return None };
        let consumer = &self.consumers[usize::from(lane.consumer.0)];
        let (stream, shard) = (consumer.config.stream, lane.shard);
        let records = batch.records_of(part).iter().map(|index| RecordRef { stream, shard, index: *index });
        Some(Question {
            invocation,
            consumer: lane.consumer,
            source: Arc::clone(source),
            timeout: function.timeout,
            records: records.collect(),
            shard,
            window: consumer.mapping().and_then(|mapping| mapping.pollers[shard as usize].window.clone()),
            is_final: batch.is_final,
        })
    }

    pub(super) fn answer(&mut self, invocation: u64, answer: &Answer) -> Result<Reply, Refusal> {
        let asking = self.asking.filter(|asking| asking.invocation == invocation).ok_or(Refusal::NotAsked)?;
        self.asking = None;
        let lane = asking.lane;
        let records = self.at_work(lane).map_or(0, |(_, _, part)| part.records());
        let outcome = match answer {
            Answer::Returned(json) => self.read_answer(lane, json),
            Answer::Threw(_) => Some((Fault::Threw, None)),
            Answer::TimedOut => Some((Fault::TimedOut, None)),
            Answer::Unreadable(_) => Some((Fault::BadResponse, None)),
        };
        self.plan_end(lane, invocation, records, outcome);
        Ok(Reply::Done)
    }

    /// The fault that a returned value means, and the place in the batch of the first item it names.
    fn read_answer(&mut self, lane: Lane, json: &str) -> Option<(Fault, Option<u32>)> {
        let reports_items = self.mapping_mut(lane.consumer).config.report_batch_item_failures;
        let Some(response) = read_response(json, reports_items) else {
            return Some((Fault::BadResponse, None));
        };
        let places: Vec<Option<u32>> =
            response.failed_items.iter().map(|number| self.place_in_batch(lane, *number)).collect();
        self.lane(lane).state = Some(response.state.unwrap_or_else(|| "{}".into()));
        if places.contains(&None) {
            return Some((Fault::BadResponse, None));
        }
        let first = places.into_iter().flatten().min()?;
        Some((Fault::ReportedItem, Some(first)))
    }

    fn place_in_batch(&self, lane: Lane, number: SequenceNumber) -> Option<u32> {
        let (_, batch, part) = self.at_work(lane)?;
        let stream = self.consumers[usize::from(lane.consumer.0)].config.stream;
        let shard = &self.streams[usize::from(stream.0)].shards[lane.shard as usize];
        let index = shard.log.first_with_counter(number.counter);
        let row = shard.log.get(index)?;
        let at = batch.records_of(part).binary_search(&index).ok()?;
        (shard.sequence_of(&row, self.setup.epoch_ms) == number).then_some(part.from + at as u32)
    }

    /// Gives a record to somebody as a function sees it; none when retention has dropped it.
    pub(super) fn handed<T>(&self, lane: Lane, index: u64, see: impl FnOnce(&Handed) -> T) -> Option<T> {
        let stream = self.consumers[usize::from(lane.consumer.0)].config.stream;
        let shard = &self.streams[usize::from(stream.0)].shards[lane.shard as usize];
        let row = shard.log.get(index)?;
        let data = || self.data(shard, index, &row, usize::MAX);
        Some(see(&Handed { index, partition_key: self.keys.text(row.key), data: &data }))
    }

    /// Waits no longer for an answer to this consumer.
    pub(super) fn forget_asking(&mut self, id: ConsumerId) {
        if self.asking.is_some_and(|asking| asking.lane.consumer == id) {
            self.asking = None;
        }
    }
}
