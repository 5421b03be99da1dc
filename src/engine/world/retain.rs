//! Retention: how long records are kept, and what goes when it ends.

use super::{Coming, World};
use crate::engine::command::{Refusal, Reply};
use crate::engine::fact::Event;
use crate::engine::id::StreamId;
use crate::engine::limits::TRIM_INTERVAL;
use crate::engine::time::Micros;

impl World {
    /// Changes how long a stream keeps its records. Raising it does not bring back what is gone; lowering it hides what is
    /// too old almost at once (Kinesis Developer Guide, "Change the data retention period").
    pub(super) fn set_retention(&mut self, id: StreamId, hours: u32) -> Result<Reply, Refusal> {
        self.known_stream(id)?;
        let stream = &mut self.streams[usize::from(id.0)];
        stream.retention = Micros::from_hours(u64::from(hours));
        self.tell_fact(Event::RetentionChanged { stream: id, hours });
        for shard in 0..self.streams[usize::from(id.0)].shards.len() {
            self.plan_trim(id, shard as u32, self.now);
        }
        Ok(Reply::Done)
    }

    /// Plans a look through a shard, unless an earlier one is planned.
    pub(super) fn plan_trim(&mut self, id: StreamId, shard: u32, at: Micros) {
        let source = &mut self.streams[usize::from(id.0)].shards[shard as usize];
        if source.trim_at.is_none_or(|planned| at < planned) {
            source.trim_at = Some(at);
            self.agenda.plan(at, Coming::Trim { stream: id, shard });
        }
    }

    pub(super) fn trim(&mut self, id: StreamId, shard: u32) {
        let now = self.now;
        let stream = &mut self.streams[usize::from(id.0)];
        let retention = stream.retention;
        let source = &mut stream.shards[shard as usize];
        if source.trim_at.take_if(|at| *at <= now).is_none() {
            return;
        }
        let from = source.log.first();
        // A record is kept for exactly the retention; it goes at the first look after that.
        let horizon = now.0.checked_sub(retention.0).map_or(Micros::ZERO, |gone| Micros(gone + 1));
        source.log.trim(source.log.first_at_or_after(horizon));
        let to = source.log.first();
        let is_over = source.is_expired(now, retention) && !std::mem::replace(&mut source.is_gone, true);
        let oldest = source.log.get(to).map(|oldest| oldest.arrival + retention);
        let end = source.closed.filter(|_| !source.is_gone).map(|closed| closed + retention);
        if let Some(next) = oldest.or(end) {
            self.plan_trim(id, shard, next.max(now + TRIM_INTERVAL));
        }
        if to > from {
            for consumer in self.consumers.iter_mut().filter(|consumer| consumer.config.stream == id) {
                consumer.cursors[shard as usize].skip_expired(to);
            }
            self.tell_fact(Event::Expired { stream: id, shard, from, to });
        }
        if is_over {
            self.tell_fact(Event::ShardExpired { stream: id, shard });
        }
    }
}
