//! Who looks at the counters, and when: an event at the end of every second in which something can have happened, before
//! everything else of that moment. So a second's points hold exactly what happened from its start to its end, and the way
//! in does no counting of its own.

use super::{Coming, World};
use crate::engine::command::{Refusal, Reply};
use crate::engine::fact::Event;
use crate::engine::id::{AlarmId, StreamId};
use crate::engine::metrics::{Alarm, AlarmConfig, Dimension, PERIOD_S};
use crate::engine::time::Micros;

impl World {
    /// An alarm by its id.
    #[must_use]
    pub fn alarm(&self, id: AlarmId) -> Option<&Alarm> {
        self.metrics.alarms.get(usize::from(id.0))
    }

    /// An alarm's id by its name.
    #[must_use]
    pub fn alarm_named(&self, name: &str) -> Option<AlarmId> {
        let at = self.metrics.alarms.iter().position(|alarm| !alarm.deleted && alarm.config.name == name);
        at.map(|at| AlarmId(at as u16))
    }

    /// Microseconds since 1970.
    pub(super) fn clock_us(&self) -> u64 {
        self.setup.epoch_ms * 1_000 + self.now.0
    }

    pub(super) fn put_alarm(&mut self, config: &AlarmConfig) -> Result<Reply, Refusal> {
        self.known_stream(config.stream)?;
        if !config.metric.fits(config.dimension) {
            return Err(Refusal::NoSuchMetric(config.metric));
        }
        match config.dimension {
            Dimension::Stream => {}
            Dimension::Shard(index) => {
                let shards = &self.streams[usize::from(config.stream.0)].shards;
                shards.get(index as usize).ok_or(Refusal::UnknownShard)?;
            }
            Dimension::Consumer(id) => {
                let consumer = self.known_consumer(id)?;
                if !consumer.is_pushed() || consumer.config.stream != config.stream {
                    return Err(Refusal::NoSuchMetric(config.metric));
                }
            }
        }
        let periods = config.evaluation_periods;
        // CloudWatch looks back one day at most.
        if !(1..=1_440).contains(&periods) || !(1..=periods).contains(&config.datapoints_to_alarm) {
            return Err(Refusal::AlarmPeriods);
        }
        let alarm = AlarmId(super::next_id(self.metrics.put_alarm(config, self.now)));
        self.tell_fact(Event::AlarmPut { alarm });
        Ok(Reply::Alarm(alarm))
    }

    pub(super) fn delete_alarm(&mut self, name: &str) -> Result<Reply, Refusal> {
        let id = self.alarm_named(name).ok_or_else(|| Refusal::UnknownAlarm(name.to_owned()))?;
        self.metrics.alarms[usize::from(id.0)].deleted = true;
        self.tell_fact(Event::AlarmDeleted { alarm: id });
        Ok(Reply::Done)
    }

    /// Counts the time up to now with what there was, and notes what there is from now on.
    pub(super) fn count_time(&mut self) {
        for (id, stream) in (0..).map(StreamId).zip(&self.streams) {
            let (open, pushed) = (u64::from(stream.open_count()), self.pushed_consumers(id));
            self.metrics.stream_mut(id).pass_time(self.now, open, pushed);
        }
    }

    /// Enhanced fan-out consumers registered on a stream.
    fn pushed_consumers(&self, stream: StreamId) -> u64 {
        let here = self.consumers.iter().filter(|one| one.config.stream == stream && !one.removed && one.is_pushed());
        here.count() as u64
    }

    /// Something may happen from now on: the end of this second is looked at.
    pub(super) fn rouse_metrics(&mut self) {
        self.plan_look(self.end_of(self.now, Micros::SECOND));
    }

    /// The end of a second.
    pub(super) fn look_at_counters(&mut self) {
        if self.metrics.due != self.now {
            return;
        }
        self.count_time();
        for (id, stream) in (0..).map(StreamId).zip(&self.streams) {
            let gauge = self.metrics.stream_mut(id);
            gauge.look(&stream.shards);
            gauge.keep_usage(self.now);
        }
        let now_s = self.clock_us() / Micros::SECOND.0;
        let second_s = now_s.saturating_sub(1);
        // Nobody looked while nothing happened: the second may belong to a later minute than the one that stands open.
        self.metrics.close_minute(second_s);
        let happened = self.metrics.close_second(second_s);
        if let Some(minute_s) = self.metrics.close_minute(now_s) {
            for (at, from) in self.metrics.judge(minute_s, self.now) {
                let to = self.metrics.alarms[at].state;
                self.tell_fact(Event::AlarmChanged { alarm: AlarmId(at as u16), from, to });
            }
        }
        self.metrics.due = Micros::NEVER;
        let active = if happened { Some(self.now) } else { self.agenda.next_at() };
        let next = active.map(|moment| self.end_of(moment, Micros::SECOND));
        let minute = Micros::from_secs(PERIOD_S);
        let minute = self.metrics.awaits_minute().then(|| self.end_of(self.now, minute));
        if let Some(due) = next.into_iter().chain(minute).min() {
            self.plan_look(due);
        }
    }

    /// The end of the second or minute of the clock in which a moment lies.
    fn end_of(&self, moment: Micros, period: Micros) -> Micros {
        let clock_us = self.setup.epoch_ms * 1_000 + moment.0;
        moment + Micros(period.0 - clock_us % period.0)
    }

    fn plan_look(&mut self, due: Micros) {
        if due < self.metrics.due {
            self.metrics.due = due;
            self.agenda.plan_before(due, Coming::Look);
        }
    }
}
