//! Consumers across splits and merges: a shard's records are read to the last before any of its children's, so that the
//! records of one key stay in order (Kinesis Developer Guide, "After resharding").

use super::{Coming, World};
use crate::engine::consumer::Job;
use crate::engine::fact::Event;
use crate::engine::id::ConsumerId;
use crate::engine::time::Micros;

impl World {
    /// The first parent of a shard that a consumer can still read and is not done with; none when it may begin.
    pub(super) fn waits_for(&self, id: ConsumerId, shard: u32) -> Option<u32> {
        let consumer = &self.consumers[usize::from(id.0)];
        let stream = &self.streams[usize::from(consumer.config.stream.0)];
        stream.shards[shard as usize].parents().find(|parent| {
            !consumer.cursors[*parent as usize].finished
                && !stream.shards[*parent as usize].is_expired(self.now, stream.retention)
        })
    }

    /// A consumer's read found the end of a closed shard. What it was given before is `flight` away at the most.
    pub(super) fn reached_end(&mut self, id: ConsumerId, shard: u32, flight: Micros) {
        let consumer = &mut self.consumers[usize::from(id.0)];
        let generation = consumer.reading_number(shard);
        consumer.cursors[shard as usize].ended = true;
        self.agenda.plan(self.now + flight, Coming::End { consumer: id, shard, generation });
    }

    pub(super) fn end_planned(&mut self, id: ConsumerId, shard: u32, generation: u32) {
        if self.consumers[usize::from(id.0)].reading_number(shard) == generation {
            self.finish_shard(id, shard);
        }
    }

    /// Ends a consumer's work on a closed shard if nothing of it is left in its hands, and lets it begin with the children.
    pub(super) fn finish_shard(&mut self, id: ConsumerId, shard: u32) {
        let now = self.now;
        let consumer = &self.consumers[usize::from(id.0)];
        let generation = consumer.reading_number(shard);
        let cursor = &consumer.cursors[shard as usize];
        if !cursor.ended || cursor.finished || consumer.removed {
            return;
        }
        let stream = &self.streams[usize::from(consumer.config.stream.0)];
        let source = &stream.shards[shard as usize];
        if cursor.delivered_to.max(source.log.first()) < source.log.end() {
            return;
        }
        let children = source.children.clone();
        match &consumer.job {
            Job::Handle(_) if cursor.busy_until > now => {
                let at = cursor.busy_until;
                return self.agenda.plan(at, Coming::End { consumer: id, shard, generation });
            }
            Job::Handle(_) => {}
            Job::Application(application) => {
                let craft = application.config.craft.0;
                if !(craft.finish_shard)(self, id, shard) {
                    return;
                }
            }
            Job::Mapping(mapping) if mapping.is_done(shard) => {}
            Job::Mapping(_) => return,
        }
        self.consumers[usize::from(id.0)].cursors[shard as usize].finished = true;
        self.tell_fact(Event::ShardFinished { consumer: id, shard });
        for child in children {
            if self.waits_for(id, child).is_none() {
                self.wake(id, child, now);
            }
        }
    }
}
