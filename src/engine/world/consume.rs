//! Consumers come, change and go.

use super::{World, next_id};
use crate::engine::command::{Refusal, Reply};
use crate::engine::consumer::{Consumer, Job};
use crate::engine::fact::Event;
use crate::engine::id::ConsumerId;
use crate::engine::reading::{ConsumerConfig, Processing, Reading, StartingPosition};
use crate::engine::rng::Rng;
use crate::engine::time::Micros;

/// Random streams of consumers are numbered from here, those of producers from zero.
const RNG_BASE: u64 = 0x1_0000;

impl World {
    /// A consumer by its id.
    #[must_use]
    pub fn consumer(&self, id: ConsumerId) -> Option<&Consumer> {
        self.consumers.get(usize::from(id.0))
    }

    /// A consumer's id by its name.
    #[must_use]
    pub fn consumer_named(&self, name: &str) -> Option<ConsumerId> {
        let at = self.consumers.iter().position(|consumer| !consumer.removed && consumer.config.name == name);
        at.map(|at| ConsumerId(at as u16))
    }

    pub(super) fn add_consumer(&mut self, config: &ConsumerConfig) -> Result<Reply, Refusal> {
        self.known_stream(config.stream)?;
        if self.consumer_named(&config.name).is_some() {
            return Err(Refusal::NameTaken(config.name.clone()));
        }
        let id = ConsumerId(next_id(self.consumers.len()));
        let stream = &self.streams[usize::from(config.stream.0)];
        let rng = Rng::for_component(self.setup.seed, RNG_BASE + u64::from(id.0));
        self.consumers.push(Consumer::new(config.clone(), self.now, rng, stream, self.setup.epoch_ms));
        self.tell_fact(Event::ConsumerAdded { consumer: id });
        self.leases(id, |craft, world| (craft.start)(world, id));
        self.wake_all(id);
        Ok(Reply::Consumer(id))
    }

    pub(super) fn remove_consumer(&mut self, id: ConsumerId) -> Result<Reply, Refusal> {
        let consumer = self.known_consumer(id)?;
        consumer.removed = true;
        consumer.generation += 1;
        self.forget_asking(id);
        self.tell_fact(Event::ConsumerRemoved { consumer: id });
        Ok(Reply::Done)
    }

    pub(super) fn set_reading(&mut self, id: ConsumerId, reading: bool) -> Result<Reply, Refusal> {
        self.known_consumer(id)?.reading = reading;
        self.tell_fact(Event::ConsumerChanged { consumer: id });
        self.wake_all(id);
        Ok(Reply::Done)
    }

    pub(super) fn set_processing(&mut self, id: ConsumerId, processing: Processing) -> Result<Reply, Refusal> {
        match &mut self.known_consumer(id)?.job {
            Job::Handle(times) => *times = processing,
            Job::Application(application) => application.set_processing(processing),
            Job::Mapping(_) => return Err(Refusal::IsAMapping),
        }
        self.tell_fact(Event::ConsumerChanged { consumer: id });
        Ok(Reply::Done)
    }

    pub(super) fn rewind(&mut self, id: ConsumerId, to: StartingPosition) -> Result<Reply, Refusal> {
        let epoch_ms = self.setup.epoch_ms;
        self.known_consumer(id)?;
        let consumer = &mut self.consumers[usize::from(id.0)];
        let stream = &self.streams[usize::from(consumer.config.stream.0)];
        consumer.rewind(to, stream, self.now, epoch_ms);
        self.read_anew(id);
        self.tell_fact(Event::ConsumerChanged { consumer: id });
        Ok(Reply::Done)
    }

    /// Lets go of everything on its way to a consumer; it reads on from where its cursors stand.
    pub(super) fn read_anew(&mut self, id: ConsumerId) {
        let consumer = &mut self.consumers[usize::from(id.0)];
        consumer.generation += 1;
        for cursor in &mut consumer.cursors {
            cursor.awake = false;
            cursor.ended = cursor.finished;
        }
        match &mut consumer.job {
            Job::Handle(_) => {}
            Job::Application(application) => application.let_go(),
            Job::Mapping(mapping) => mapping.let_go(),
        }
        self.forget_asking(id);
        self.leases(id, |craft, world| (craft.settle)(world, id));
        self.wake_all(id);
    }

    /// Wakes a consumer on every shard. The polls of the shards are spread over the interval.
    pub(super) fn wake_all(&mut self, id: ConsumerId) {
        let consumer = &self.consumers[usize::from(id.0)];
        let shards = consumer.cursors.len() as u64;
        let interval = match consumer.config.reading {
            Reading::Polled { interval, .. } => interval,
            Reading::Pushed => Micros::ZERO,
        };
        for shard in 0..shards {
            self.wake(id, shard as u32, self.now + Micros(interval.0 * shard / shards.max(1)));
        }
    }

    pub(super) fn known_consumer(&mut self, id: ConsumerId) -> Result<&mut Consumer, Refusal> {
        self.consumers.get_mut(usize::from(id.0)).filter(|one| !one.removed).ok_or(Refusal::UnknownConsumer)
    }
}
