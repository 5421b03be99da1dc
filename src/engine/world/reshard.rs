//! Changes of a stream's shards and mode: asked for, on their way, landed.
//!
//! While a change is on its way the stream is `UPDATING` and writes go to the shards as they were; it lands at one moment.
//! On AWS records may still reach a parent for about a second after that; here they do not.

use super::{Coming, World};
use crate::engine::command::{Refusal, Reply};
use crate::engine::consumer::Consumer;
use crate::engine::fact::{Asked, Event};
use crate::engine::hash::{HashKey, HashRange};
use crate::engine::id::{ProducerId, StreamId};
use crate::engine::limits::{DAY, MODE_SWITCH_TIME};
use crate::engine::producer::Producer;
use crate::engine::reshard::{
    Boundaries, Change, GROWTH_DELAY, Kind, LOOK_INTERVAL, ReshardRefusal, Step, StreamMode, StreamStatus,
};
use crate::engine::stream::Stream;
use crate::engine::time::Micros;
use std::collections::VecDeque;

impl World {
    pub(super) fn split_shard(&mut self, id: StreamId, shard: u32, at: Option<HashKey>) -> Result<Reply, Refusal> {
        let range = self.known_stream(id)?.shards.get(shard as usize).map(|shard| shard.range);
        let at = at.or(range.map(HashRange::middle)).unwrap_or_default();
        self.begin_step(id, Kind::Split, Step::Split { shard, at }, Asked::Split { shard })
    }

    pub(super) fn merge_shards(&mut self, id: StreamId, lower: u32, upper: u32) -> Result<Reply, Refusal> {
        let asked = Asked::Merge { shard: lower, adjacent_shard: upper };
        self.begin_step(id, Kind::Merge, Step::Merge { lower, upper }, asked)
    }

    fn begin_step(&mut self, id: StreamId, kind: Kind, step: Step, asked: Asked) -> Result<Reply, Refusal> {
        let stream = self.known_stream(id)?;
        let find = |shard: u32| stream.shards.get(shard as usize).map(drop).ok_or(ReshardRefusal::NoShard(shard));
        let exist = match step {
            Step::Split { shard, .. } => find(shard),
            Step::Merge { lower, upper } => find(lower).and_then(|()| find(upper)),
        };
        exist.map_err(Refusal::Reshard)?;
        self.steerable(id)?;
        self.known_stream(id)?.check(step).map_err(Refusal::Reshard)?;
        let more = u64::try_from(step.gain()).unwrap_or(0);
        self.within_quota(more)?;
        let time = self.known_stream(id)?.reshard_time;
        self.begin(id, kind, vec![step], time, asked);
        Ok(Reply::Done)
    }

    pub(super) fn update_shard_count(&mut self, id: StreamId, target: u32) -> Result<Reply, Refusal> {
        self.steerable(id)?;
        let now = self.now;
        let (per_day, limit) = (self.limits.shard_count_updates_per_day, self.limits.shard_count_target_max);
        let stream = &mut self.streams[usize::from(id.0)];
        let open = stream.open_count();
        let refused = |rule| Err(Refusal::Reshard(rule));
        if target > limit || open > limit {
            return refused(ReshardRefusal::TooManyShards { open, target, limit });
        }
        if target > 2 * open {
            return refused(ReshardRefusal::AboveDouble { open, target });
        }
        if 2 * target < open {
            return refused(ReshardRefusal::BelowHalf { open, target });
        }
        if calls_of_the_day(&mut stream.scaled, now) >= per_day as usize {
            return refused(ReshardRefusal::ScaledTooOften(per_day));
        }
        let boundaries = Boundaries::even(target, &stream.open());
        let steps = boundaries.next_round(&stream.open());
        let time = stream.reshard_time;
        // Shards that are open for a short time between the rounds count against the quota as well.
        let splits = steps.iter().filter(|step| step.gain() > 0).count() as u64;
        self.within_quota(splits)?;
        self.streams[usize::from(id.0)].scaled.push_back(now);
        self.begin(id, Kind::ShardCount(boundaries), steps, time, Asked::ShardCount { target });
        Ok(Reply::Done)
    }

    pub(super) fn update_stream_mode(&mut self, id: StreamId, mode: StreamMode) -> Result<Reply, Refusal> {
        self.active(id)?;
        let (now, per_day) = (self.now, self.limits.mode_switches_per_day);
        let stream = &mut self.streams[usize::from(id.0)];
        if stream.mode == mode {
            return Err(Refusal::Reshard(ReshardRefusal::SameMode(mode)));
        }
        if calls_of_the_day(&mut stream.switched, now) >= per_day as usize {
            return Err(Refusal::Reshard(ReshardRefusal::SwitchedTooOften(per_day)));
        }
        stream.switched.push_back(now);
        self.begin(id, Kind::Mode(mode), Vec::new(), MODE_SWITCH_TIME, Asked::Mode { mode });
        Ok(Reply::Done)
    }

    pub(super) fn update_warm_throughput(&mut self, id: StreamId, mib_per_s: u32) -> Result<Reply, Refusal> {
        self.active(id)?;
        let limit = self.limits.warm_mib_per_s_max;
        let refused = |rule| Err(Refusal::Reshard(rule));
        if limit == 0 {
            return refused(ReshardRefusal::NotYet);
        }
        if self.streams[usize::from(id.0)].mode != StreamMode::OnDemand {
            return refused(ReshardRefusal::NotOnDemand);
        }
        if !self.billing_commitment {
            return refused(ReshardRefusal::NeedsAdvantage);
        }
        if mib_per_s > limit {
            return refused(ReshardRefusal::TooWarm { asked: mib_per_s, limit });
        }
        self.streams[usize::from(id.0)].growth.warm_mib_per_s = mib_per_s;
        self.tell_fact(Event::WarmThroughputChanged { stream: id, mib_per_s });
        // Ordered room is made at once; what traffic asks for takes its time.
        self.grow(id);
        Ok(Reply::Done)
    }

    pub(super) fn set_billing_commitment(&mut self, enabled: bool) -> Result<Reply, Refusal> {
        if self.limits.warm_mib_per_s_max == 0 {
            return Err(Refusal::Reshard(ReshardRefusal::NotYet));
        }
        let warm = self.streams.iter().find(|stream| stream.growth.warm_mib_per_s > 0);
        if let Some(stream) = warm.filter(|_| !enabled) {
            return Err(Refusal::Reshard(ReshardRefusal::StillWarm(stream.name.clone())));
        }
        self.billing_commitment = enabled;
        self.tell_fact(Event::BillingCommitmentChanged { enabled });
        Ok(Reply::Done)
    }

    /// Whether On-demand Advantage is on: the account's `MinimumThroughputBillingCommitment`.
    #[must_use]
    pub const fn billing_commitment(&self) -> bool {
        self.billing_commitment
    }

    fn active(&self, id: StreamId) -> Result<&Stream, Refusal> {
        let stream = self.known_stream(id)?;
        match stream.status() {
            StreamStatus::Active => Ok(stream),
            status @ StreamStatus::Updating => Err(Refusal::Reshard(ReshardRefusal::NotActive(status))),
        }
    }

    /// Whether the owner of a stream may change its shards now.
    fn steerable(&self, id: StreamId) -> Result<(), Refusal> {
        let stream = self.active(id)?;
        match stream.mode {
            StreamMode::Provisioned => Ok(()),
            StreamMode::OnDemand => Err(Refusal::Reshard(ReshardRefusal::OnDemand)),
        }
    }

    fn within_quota(&self, more: u64) -> Result<(), Refusal> {
        let limit = self.limits.account_shards_max;
        let provisioned = self.streams.iter().filter(|stream| stream.mode == StreamMode::Provisioned);
        let open = provisioned.map(|stream| u64::from(stream.open_count())).sum();
        if more > 0 && open + more > limit {
            return Err(Refusal::Reshard(ReshardRefusal::ShardQuota { open, more, limit }));
        }
        Ok(())
    }

    fn begin(&mut self, id: StreamId, kind: Kind, steps: Vec<Step>, time: Micros, asked: Asked) {
        let until = self.now + time;
        self.streams[usize::from(id.0)].change = Some(Change { kind, since: self.now, until, steps });
        self.tell_fact(Event::StreamUpdating { stream: id, change: asked });
        self.agenda.plan(until, Coming::Land { stream: id });
    }

    /// The steps in hand land; the next round begins, or the stream is active again.
    pub(super) fn land(&mut self, id: StreamId) {
        let Some(mut change) = self.streams[usize::from(id.0)].change.take() else { return };
        for step in std::mem::take(&mut change.steps) {
            self.take_step(id, step);
        }
        self.count_time();
        let stream = &mut self.streams[usize::from(id.0)];
        match &change.kind {
            Kind::Split | Kind::Merge => {}
            Kind::ShardCount(boundaries) => {
                change.steps = boundaries.next_round(&stream.open());
                if !change.steps.is_empty() {
                    change.until = self.now + stream.reshard_time;
                    self.agenda.plan(change.until, Coming::Land { stream: id });
                    stream.change = Some(change);
                    return;
                }
            }
            Kind::Mode(mode) => {
                stream.mode = *mode;
                self.watch(id);
            }
        }
        let open_shards = self.streams[usize::from(id.0)].open_count();
        self.tell_fact(Event::StreamActive { stream: id, open_shards });
    }

    /// Parents close, children open, and everybody who deals with the stream learns of it.
    fn take_step(&mut self, id: StreamId, step: Step) {
        let epoch_ms = self.setup.epoch_ms;
        let stream = &mut self.streams[usize::from(id.0)];
        let (parents, children) = stream.take(step, self.now, epoch_ms);
        let gone = self.now + stream.retention;
        for _ in &children {
            self.consumers.iter_mut().filter(|one| one.config.stream == id).for_each(Consumer::meet_shard);
            self.producers.iter_mut().filter(|one| one.config.stream == id).for_each(Producer::meet_shard);
        }
        for shard in &parents {
            self.tell_fact(Event::ShardClosed { stream: id, shard: *shard });
            self.plan_trim(id, *shard, gone);
        }
        for shard in children {
            let (parent, adjacent_parent) = (parents.first().copied(), parents.get(1).copied());
            self.tell_fact(Event::ShardOpened { stream: id, shard, parent, adjacent_parent });
        }
        for shard in parents {
            for at in 0..self.producers.len() {
                let producer = ProducerId(at as u16);
                if self.producers[at].config.stream != id {
                    continue;
                }
                self.packs(producer, |craft, world| (craft.repack)(world, producer, shard));
            }
            self.wake_pushed(id, shard);
        }
    }

    /// Begins to watch an on-demand stream, or ceases.
    pub(super) fn watch(&mut self, id: StreamId) {
        let stream = &mut self.streams[usize::from(id.0)];
        stream.growth.begin(&stream.shards);
        if stream.mode == StreamMode::OnDemand {
            let generation = stream.growth.generation;
            self.agenda.plan(self.now + LOOK_INTERVAL, Coming::Traffic { stream: id, generation });
        }
    }

    /// A minute of an on-demand stream is over.
    pub(super) fn look_at_traffic(&mut self, id: StreamId, generation: u32) {
        let (now, limit) = (self.now, self.limits.on_demand_shards_max);
        let stream = &mut self.streams[usize::from(id.0)];
        if stream.growth.generation != generation {
            return;
        }
        let steps = stream.growth.look(now, &stream.shards, limit);
        match stream.growth.due {
            None if !steps.is_empty() => {
                let due = now + GROWTH_DELAY;
                stream.growth.due = Some(due);
                let wanted_shards = stream.growth.shards_wanted().max(stream.open_count() + steps.len() as u32);
                self.tell_fact(Event::GrowthPlanned { stream: id, wanted_shards, due_us: due });
            }
            Some(due) if due <= now => {
                stream.growth.due = None;
                self.grow_by(id, steps);
            }
            _ => {}
        }
        self.agenda.plan(now + LOOK_INTERVAL, Coming::Traffic { stream: id, generation });
    }

    /// Splits until there is room for the peak and for what was ordered in advance.
    fn grow(&mut self, id: StreamId) {
        let limit = self.limits.on_demand_shards_max;
        loop {
            let stream = &self.streams[usize::from(id.0)];
            let steps = stream.growth.steps_for_room(&stream.shards, limit);
            if steps.is_empty() {
                return;
            }
            self.grow_by(id, steps);
        }
    }

    fn grow_by(&mut self, id: StreamId, steps: Vec<Step>) {
        if steps.is_empty() || self.streams[usize::from(id.0)].status() != StreamStatus::Active {
            return;
        }
        for step in steps {
            self.take_step(id, step);
        }
        self.count_time();
        let open_shards = self.streams[usize::from(id.0)].open_count();
        self.tell_fact(Event::StreamActive { stream: id, open_shards });
    }
}

/// How many of some calls lie in the last 24 hours; older ones are forgotten.
fn calls_of_the_day(calls: &mut VecDeque<Micros>, now: Micros) -> usize {
    while calls.front().is_some_and(|at| *at + DAY <= now) {
        calls.pop_front();
    }
    calls.len()
}
