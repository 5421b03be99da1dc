//! Event source mappings in the loop: records into trays, trays to the function, and what comes back.
//!
//! A lane does one batch after the other. Whatever happens to it ends in [`World::tend`], which looks at the lane as it
//! stands and does what is due.

use super::ask::Asking;
use super::{Coming, World};
use crate::engine::command::{Refusal, Reply};
use crate::engine::consumer::Consumer;
use crate::engine::digest::Digest;
use crate::engine::fact::Event;
use crate::engine::id::ConsumerId;
use crate::engine::lambda::{
    Bisection, Fault, FunctionConfig, Handler, How, Lost, Mapping, MappingConfig, Part, PartState, Poller, Queued,
    Reason, Window,
};
use crate::engine::limits::{
    INVOKE_PAYLOAD_BYTES_MAX, INVOKE_RECORD_BYTES, INVOKE_RETRY_BASE, INVOKE_RETRY_MAX, WINDOW_WAIT,
};
use crate::engine::log::Row;
use crate::engine::time::Micros;

/// Looks of lost records that an account keeps.
const LOST_TAGS_MAX: usize = 16;

/// A lane of a mapping on a shard, as its events name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Lane {
    pub consumer: ConsumerId,
    pub generation: u32,
    pub shard: u32,
    pub lane: u8,
}

/// What follows a failed invocation.
enum Next {
    /// The same records, or those that remain, are tried again.
    Again { tries: u32 },
    /// They are split in two.
    Split,
    /// They are given up.
    Drop,
}

impl Lane {
    pub(super) fn fold(&self, digest: &mut Digest) {
        digest.u64(u64::from(self.consumer.0) << 48 | u64::from(self.lane) << 32 | u64::from(self.shard));
        digest.u64(u64::from(self.generation));
    }
}

impl World {
    pub(super) fn update_mapping(&mut self, id: ConsumerId, config: &MappingConfig) -> Result<Reply, Refusal> {
        let consumer = self.known_consumer(id)?;
        for shard in 0..consumer.cursors.len() {
            let Some(mapping) = consumer.mapping() else { return Err(Refusal::NotAMapping) };
            let done_to = mapping.checkpoint(shard as u32).unwrap_or(consumer.cursors[shard].delivered_to);
            consumer.cursors[shard].go_to(done_to);
        }
        consumer.mapping_mut().ok_or(Refusal::NotAMapping)?.set_config(config);
        self.read_anew(id);
        self.tell_fact(Event::ConsumerChanged { consumer: id });
        Ok(Reply::Done)
    }

    /// Puts what a mapping was given into its lanes. A record's lane depends on its key alone, so that records of one key
    /// stay in order.
    pub(super) fn mapping_receives(&mut self, id: ConsumerId, shard: u32, from: u64, to: u64) {
        let stream = self.consumers[usize::from(id.0)].config.stream;
        let generation = self.consumers[usize::from(id.0)].generation;
        let rows: Vec<(u64, Row)> =
            self.streams[usize::from(stream.0)].shards[shard as usize].log.range(from, to).collect();
        let mut filtered = 0;
        for (place, row) in rows {
            if !self.passes_filters(id, shard, place, &row) {
                filtered += 1;
                continue;
            }
            let (hash, key_bytes) = self.keys.place_and_bytes(row.key);
            let data_bytes = u64::from(row.bytes - key_bytes);
            let payload_bytes = data_bytes.div_ceil(3) * 4 + u64::from(key_bytes) + INVOKE_RECORD_BYTES;
            let lanes = &mut self.poller(id, shard).lanes;
            let lane = (hash.0 % lanes.len() as u128) as usize;
            lanes[lane].queue(Queued { place, arrival: row.arrival, payload_bytes });
        }
        if filtered > 0 {
            self.mapping_mut(id).totals.filtered_records += u64::from(filtered);
            self.tell_fact(Event::FilteredOut { consumer: id, shard, records: filtered });
        }
        for lane in 0..self.poller(id, shard).lanes.len() {
            self.tend(Lane { consumer: id, generation, shard, lane: lane as u8 });
        }
    }

    fn passes_filters(&self, id: ConsumerId, shard: u32, place: u64, row: &Row) -> bool {
        let Some(mapping) = self.consumers[usize::from(id.0)].mapping() else { return true };
        if mapping.filters.is_empty() {
            return true;
        }
        let stream = self.consumers[usize::from(id.0)].config.stream;
        let shard = &self.streams[usize::from(stream.0)].shards[shard as usize];
        let (key, data) = (self.keys.text(row.key), self.data(shard, place, row, usize::MAX));
        mapping.filters.iter().any(|pattern| pattern.matches(key, &data))
    }

    /// A look at a lane that was planned.
    pub(super) fn tend_planned(&mut self, lane: Lane) {
        if !self.is_current(lane) {
            return;
        }
        let work = self.lane(lane);
        if work.tend_at.is_some_and(|at| at <= self.now) {
            self.lane(lane).tend_at = None;
        }
        self.tend(lane);
    }

    /// Does what is due on a lane.
    fn tend(&mut self, lane: Lane) {
        let now = self.now;
        match self.lane(lane).batch.as_ref().map(Bisection::current) {
            Some(Some((_, part))) => match part.state {
                PartState::BackingOff { until } if until > now => self.wait_on(lane, until),
                PartState::Running { .. } => {}
                _ => self.start_part(lane),
            },
            Some(None) => self.finish_batch(lane),
            None => self.form_batch(lane),
        }
    }

    /// Makes a batch of what waits, when it is full or its window has ended.
    fn form_batch(&mut self, lane: Lane) {
        let (now, epoch) = (self.now, Micros::from_millis(self.setup.epoch_ms));
        let mapping = self.mapping_mut(lane.consumer);
        let config = mapping.config.clone();
        let records_max = config.batch_size as usize;
        let poller = &mut mapping.pollers[lane.shard as usize];
        let work = &mut poller.lanes[usize::from(lane.lane)];
        if !config.enabled {
            return;
        }
        // How many of those that wait may go into one batch, and whether it may go though it is not full.
        let mut within = work.queue.len();
        let mut is_last = false;
        if let Some(span) = config.tumbling_window {
            if let Some(window) = &poller.window {
                within = work.queue.partition_point(|queued| queued.arrival < window.end);
                is_last = within < work.queue.len();
                let quiet_until = window.end + WINDOW_WAIT;
                if window.is_too_large || within == 0 && (is_last || now >= quiet_until) {
                    return self.start_batch(lane, Bisection::new(Vec::new(), true));
                }
                if within == 0 {
                    return self.plan_tend(lane, quiet_until);
                }
            } else if let Some(first) = work.queue.front() {
                let window = Window::of(first.arrival, span, epoch);
                within = work.queue.partition_point(|queued| queued.arrival < window.end);
                is_last = within < work.queue.len();
                poller.window = Some(window);
            }
        }
        if within == 0 {
            return;
        }
        let since = *work.since.get_or_insert(now);
        let due = since + config.batching_window;
        let is_full = within >= records_max || work.queue_bytes >= INVOKE_PAYLOAD_BYTES_MAX;
        if is_full || is_last || now >= due {
            let places = work.take(records_max.min(within), INVOKE_PAYLOAD_BYTES_MAX);
            self.start_batch(lane, Bisection::new(places, false));
        } else {
            self.plan_tend(lane, due);
        }
    }

    fn start_batch(&mut self, lane: Lane, batch: Bisection) {
        self.lane(lane).batch = Some(batch);
        self.start_part(lane);
    }

    /// Invokes the function with the part whose turn it is, after dropping what is too old for it.
    fn start_part(&mut self, lane: Lane) {
        while self.drop_old(lane) {}
        let Some((_, part)) = self.lane(lane).batch.as_ref().and_then(Bisection::current) else {
            return self.finish_batch(lane);
        };
        let attempt = part.attempts + 1;
        let now = self.now;
        let mapping = self.mapping_mut(lane.consumer);
        let function = &mapping.config.function;
        let is_at_limit = function.reserved_concurrency.is_some_and(|most| mapping.running >= most);
        let invocation = self.invocations + 1;
        let mapping = self.mapping_mut(lane.consumer);
        let whole = mapping.config.function.fails_whole(now, invocation);
        if is_at_limit || whole == Some(How::Throttled) {
            return self.refuse_invocation(lane);
        }
        self.invocations = invocation;
        let mapping = self.mapping_mut(lane.consumer);
        mapping.running += 1;
        mapping.totals.invocations += 1;
        let is_typed = matches!(mapping.config.function.handler, Handler::Typed(_));
        let work = &mut mapping.pollers[lane.shard as usize].lanes[usize::from(lane.lane)];
        work.refused = 0;
        let mut ends = (None, None, 0);
        if let Some(part) = work.batch.as_mut().and_then(Bisection::current_mut) {
            part.attempts = attempt;
            part.first_invoked.get_or_insert(now);
            part.state = PartState::Running { invocation, since: now, until: Micros::NEVER };
        }
        if let Some(batch) = &work.batch
            && let Some((_, part)) = batch.current()
        {
            let records = batch.records_of(part);
            ends = (records.first().copied(), records.last().copied(), part.records());
        }
        let (first, last, records) = ends;
        if let Some(arrival) = last.and_then(|place| self.arrival(lane, place)) {
            self.poller(lane.consumer, lane.shard).iterator_age = now.since(arrival);
        }
        self.tell_fact(Event::Invoked {
            consumer: lane.consumer,
            shard: lane.shard,
            lane: lane.lane,
            invocation,
            attempt,
            records,
            first,
            last,
        });
        if is_typed {
            self.asking = Some(Asking { lane, invocation });
        } else {
            let (worked, outcome) = self.judge(lane, whole);
            self.plan_end(lane, invocation, worked, outcome);
        }
    }

    /// What a described function makes of the current part: how many records it works through, and how it fails.
    fn judge(&self, lane: Lane, whole: Option<How>) -> (u32, Option<(Fault, Option<u32>)>) {
        let Some((function, batch, part)) = self.at_work(lane) else { return (0, None) };
        if let Some(how) = whole {
            return (0, fault_of(how).map(|fault| (fault, None)));
        }
        if function.looks_at_records() {
            for (worked, place) in (1..).zip(part.from..part.to) {
                let how =
                    self.handed(lane, batch.records[place as usize], |record| function.fails_at(lane.shard, record));
                if let Some(fault) = how.flatten().and_then(fault_of) {
                    return (worked, Some((fault, Some(place))));
                }
            }
        }
        (part.records(), None)
    }

    /// Plans the end of an invocation.
    pub(super) fn plan_end(&mut self, lane: Lane, invocation: u64, worked: u32, outcome: Option<(Fault, Option<u32>)>) {
        let consumer = &mut self.consumers[usize::from(lane.consumer.0)];
        let Some(mapping) = consumer.mapping() else { return };
        let function = &mapping.config.function;
        let plain = function.duration.0 + function.duration_per_record.0 * u64::from(worked);
        let swing = plain * u64::from(function.jitter_percent) / 100;
        let timeout = function.timeout;
        let takes = Micros(plain - swing + consumer.rng.below(2 * swing + 1));
        let (takes, outcome) = match outcome {
            Some((Fault::TimedOut, at)) => (timeout, Some((Fault::TimedOut, at))),
            _ if takes >= timeout => (timeout, Some((Fault::TimedOut, None))),
            other => (takes, other),
        };
        let until = self.now + takes;
        let now = self.now;
        let work = self.lane(lane);
        work.outcome = outcome;
        if let Some(part) = work.batch.as_mut().and_then(Bisection::current_mut) {
            part.state = PartState::Running { invocation, since: now, until };
        }
        self.agenda.plan(until, Coming::InvocationEnd { lane, invocation });
    }

    pub(super) fn invocation_ends(&mut self, lane: Lane, invocation: u64) {
        if !self.is_current(lane) {
            return;
        }
        let now = self.now;
        let mapping = self.mapping_mut(lane.consumer);
        mapping.running -= 1;
        let config = mapping.config.clone();
        let work = &mut mapping.pollers[lane.shard as usize].lanes[usize::from(lane.lane)];
        let outcome = work.outcome.take();
        // Without ReportBatchItemFailures nobody reads the list of failed items: the batch counts as done.
        let outcome = outcome.filter(|(fault, _)| *fault != Fault::ReportedItem || config.report_batch_item_failures);
        let Some(batch) = &mut work.batch else { return };
        let Some(part) = batch.current_mut() else { return };
        part.last_ended = Some(now);
        let Some((fault, at)) = outcome else {
            return self.part_passed(lane, invocation);
        };
        part.failed = Some(fault);
        let (from, attempts, part_records) = (part.from, part.attempts, part.records());
        let at_record = at.map(|place| batch.records[place as usize]);
        if let Some(place) = at {
            batch.blame(place);
        }
        mapping.totals.failed_invocations += 1;
        let next = match at {
            Some(place) if fault == Fault::ReportedItem && place > from => {
                batch.keep_from(place);
                mapping.totals.processed_records += u64::from(place - from);
                Next::Again { tries: 1 }
            }
            _ if config.bisect && part_records > 1 => Next::Split,
            _ if config.maximum_retry_attempts.is_some_and(|retries| attempts > retries) => Next::Drop,
            _ => Next::Again { tries: attempts },
        };
        let retry_at = match next {
            Next::Again { tries } => Some(self.back_off(lane, tries)),
            Next::Split | Next::Drop => None,
        };
        self.tell_fact(Event::InvocationEnded {
            consumer: lane.consumer,
            shard: lane.shard,
            lane: lane.lane,
            invocation,
            fault: Some(fault),
            at_record,
            retry_at_us: retry_at,
        });
        match next {
            Next::Again { .. } => {}
            Next::Split => self.split(lane),
            Next::Drop => self.drop_records(lane, part_records, Reason::RetryAttemptsExhausted),
        }
        self.tend(lane);
    }

    fn split(&mut self, lane: Lane) {
        let Some((first_half, second_half)) = self.lane(lane).batch.as_mut().and_then(Bisection::split) else { return };
        self.tell_fact(Event::BatchSplit {
            consumer: lane.consumer,
            shard: lane.shard,
            lane: lane.lane,
            first_half,
            second_half,
        });
    }

    fn part_passed(&mut self, lane: Lane, invocation: u64) {
        let bytes = self.bytes_in_hand(lane);
        let mapping = self.mapping_mut(lane.consumer);
        let poller = &mut mapping.pollers[lane.shard as usize];
        let work = &mut poller.lanes[usize::from(lane.lane)];
        let state = work.state.take();
        let Some(batch) = &mut work.batch else { return };
        let Some((_, part)) = batch.current() else { return };
        let records = u64::from(part.records());
        let is_saved = part.parent.is_some_and(|parent| batch.parts[parent as usize].state == PartState::Split);
        batch.close(PartState::Passed);
        mapping.totals.processed_records += records;
        mapping.totals.saved_records += if is_saved { records } else { 0 };
        if let Some(window) = &mut poller.window {
            window.pass(records, bytes, state);
        }
        self.tell_fact(Event::InvocationEnded {
            consumer: lane.consumer,
            shard: lane.shard,
            lane: lane.lane,
            invocation,
            fault: None,
            at_record: None,
            retry_at_us: None,
        });
        self.tend(lane);
    }

    /// Puts the batch that is done aside and goes on with what waits.
    fn finish_batch(&mut self, lane: Lane) {
        let id = lane.consumer;
        let poller = self.poller(id, lane.shard);
        let work = &mut poller.lanes[usize::from(lane.lane)];
        let Some(batch) = work.batch.take() else { return };
        let is_final = batch.is_final;
        if batch.has_failed() {
            work.last_failed = Some(batch.into());
        }
        if is_final && let Some(window) = poller.window.take() {
            self.tell_fact(Event::WindowClosed {
                consumer: id,
                shard: lane.shard,
                start_us: window.start,
                end_us: window.end,
                records: window.records,
            });
        }
        self.form_batch(lane);
        if self.mapping_mut(id).has_room(lane.shard) {
            self.wake(id, lane.shard, self.now);
        }
    }

    /// Drops the records at the front of the current part that the stream no longer holds, or that are too old for the
    /// mapping. Tells whether that was the end of the part.
    fn drop_old(&mut self, lane: Lane) -> bool {
        let now = self.now;
        let Some((_, _, part)) = self.at_work(lane) else { return false };
        let records = part.records();
        let retention = self.retention(lane);
        let expired = self.front(lane, |arrival| arrival + retention <= now);
        if expired > 0 {
            self.drop_records(lane, expired, Reason::Expired);
        }
        if expired == records {
            return records > 0;
        }
        let Some(age_max) = self.mapping_mut(lane.consumer).config.maximum_record_age else { return false };
        let too_old = self.front(lane, |arrival| now.since(arrival) > age_max);
        if too_old > 0 {
            self.drop_records(lane, too_old, Reason::RecordAgeExceeded);
        }
        too_old == records - expired
    }

    /// Waits for the next try of the current part, and lets go meanwhile of records that grow too old.
    fn wait_on(&mut self, lane: Lane, until: Micros) {
        if self.drop_old(lane) {
            return self.tend(lane);
        }
        let retention = self.retention(lane);
        let first = self.at_work(lane).and_then(|(_, batch, part)| batch.records_of(part).first().copied());
        let mut look = until;
        if let Some(arrival) = first.and_then(|place| self.arrival(lane, place)) {
            look = look.min(arrival + retention);
            if let Some(age_max) = self.mapping_mut(lane.consumer).config.maximum_record_age {
                look = look.min(arrival + age_max + Micros(1));
            }
        }
        self.plan_tend(lane, look);
    }

    /// How many records at the front of the current part arrived at a moment of which `holds` is true. A record that is
    /// gone counts as having arrived at the start.
    fn front(&self, lane: Lane, holds: impl Fn(Micros) -> bool) -> u32 {
        let Some((_, batch, part)) = self.at_work(lane) else { return 0 };
        let arrival = |place: &u64| self.arrival(lane, *place).unwrap_or(Micros::ZERO);
        batch.records_of(part).partition_point(|place| holds(arrival(place))) as u32
    }

    /// Gives up the first records of the current part; the whole part when that is all of it.
    fn drop_records(&mut self, lane: Lane, records: u32, reason: Reason) {
        let Some((_, batch, part)) = self.at_work(lane) else { return };
        let places = &batch.records[part.from as usize..(part.from + records) as usize];
        let (first, last) = (places.first().copied(), places.last().copied());
        let (fault, invocations, is_all) = (part.failed, part.attempts, part.records() == records);
        let lost = self.account(lane, places, reason, fault, invocations);
        let now = self.now;
        let mapping = self.mapping_mut(lane.consumer);
        if reason == Reason::Expired {
            mapping.totals.expired_records += u64::from(records);
        } else {
            mapping.totals.discarded_records += u64::from(records);
            mapping.totals.discarded_batches += 1;
            mapping.lose(Lost { number: mapping.totals.discarded_batches - 1, at: now, ..lost });
        }
        let work = self.lane(lane);
        if let Some(batch) = &mut work.batch {
            if is_all {
                batch.close(PartState::Dropped(reason));
            } else if let Some(part) = batch.current_mut() {
                part.from += records;
            }
        }
        self.tell_fact(Event::BatchDropped {
            consumer: lane.consumer,
            shard: lane.shard,
            lane: lane.lane,
            records,
            first,
            last,
            reason,
            invocations,
        });
    }

    fn account(&self, lane: Lane, places: &[u64], reason: Reason, fault: Option<Fault>, invocations: u32) -> Lost {
        let stream = self.consumers[usize::from(lane.consumer.0)].config.stream;
        let shard = &self.streams[usize::from(stream.0)].shards[lane.shard as usize];
        let row = |place: Option<&u64>| place.and_then(|place| shard.log.get(*place));
        let (first, last) = (row(places.first()), row(places.last()));
        let sequence = |row: &Row| shard.sequence_of(row, self.setup.epoch_ms);
        let arrival = |row: Option<Row>| row.map_or(Micros::ZERO, |row| row.arrival);
        let looks = places.iter().take(LOST_TAGS_MAX).filter_map(|place| shard.log.get(*place));
        Lost {
            number: 0,
            at: self.now,
            shard: lane.shard,
            reason,
            fault,
            invocations,
            records: places.into(),
            sequence: first.zip(last).map(|(first, last)| (sequence(&first), sequence(&last))),
            arrivals: (arrival(first), arrival(last)),
            tags: looks.map(|row| self.keys.tag(row.key)).collect(),
        }
    }

    /// Lambda refuses an invocation: the part waits, and loses no retry by it.
    fn refuse_invocation(&mut self, lane: Lane) {
        self.mapping_mut(lane.consumer).totals.throttled_invocations += 1;
        let work = self.lane(lane);
        work.refused += 1;
        let refused = work.refused;
        let again = self.back_off(lane, refused);
        self.tell_fact(Event::InvocationThrottled {
            consumer: lane.consumer,
            shard: lane.shard,
            lane: lane.lane,
            retry_at_us: again,
        });
        self.tend(lane);
    }

    /// Makes the current part wait before its next try: a delay that doubles. Tells until when.
    fn back_off(&mut self, lane: Lane, tries: u32) -> Micros {
        let doubled = INVOKE_RETRY_BASE.0.saturating_mul(1 << (tries - 1).min(20));
        let until = self.now + Micros(doubled.min(INVOKE_RETRY_MAX.0));
        if let Some(part) = self.lane(lane).batch.as_mut().and_then(Bisection::current_mut) {
            part.state = PartState::BackingOff { until };
        }
        until
    }

    fn plan_tend(&mut self, lane: Lane, at: Micros) {
        let work = self.lane(lane);
        if work.tend_at.is_none_or(|planned| at < planned) {
            work.tend_at = Some(at);
            self.agenda.plan(at, Coming::Tend(lane));
        }
    }

    /// Whether an event of a lane still counts.
    fn is_current(&self, lane: Lane) -> bool {
        let consumer = &self.consumers[usize::from(lane.consumer.0)];
        !consumer.removed && consumer.generation == lane.generation
    }

    pub(super) fn at_work(&self, lane: Lane) -> Option<(&FunctionConfig, &Bisection, &Part)> {
        let mapping = self.consumers[usize::from(lane.consumer.0)].mapping()?;
        let work = &mapping.pollers[lane.shard as usize].lanes[usize::from(lane.lane)];
        let batch = work.batch.as_ref()?;
        let (_, part) = batch.current()?;
        Some((&mapping.config.function, batch, part))
    }

    fn arrival(&self, lane: Lane, place: u64) -> Option<Micros> {
        let stream = self.consumers[usize::from(lane.consumer.0)].config.stream;
        let log = &self.streams[usize::from(stream.0)].shards[lane.shard as usize].log;
        log.get(place).map(|row| row.arrival)
    }

    fn retention(&self, lane: Lane) -> Micros {
        let stream = self.consumers[usize::from(lane.consumer.0)].config.stream;
        self.streams[usize::from(stream.0)].retention
    }

    fn bytes_in_hand(&self, lane: Lane) -> u64 {
        let Some((_, batch, part)) = self.at_work(lane) else { return 0 };
        let stream = self.consumers[usize::from(lane.consumer.0)].config.stream;
        let log = &self.streams[usize::from(stream.0)].shards[lane.shard as usize].log;
        batch.records_of(part).iter().filter_map(|place| log.get(*place)).map(|row| u64::from(row.bytes)).sum()
    }

    pub(super) fn mapping_mut(&mut self, id: ConsumerId) -> &mut Mapping {
        let mapping = self.consumers.get_mut(usize::from(id.0)).and_then(Consumer::mapping_mut);
        mapping.expect("only mappings have lanes")
    }

    fn poller(&mut self, id: ConsumerId, shard: u32) -> &mut Poller {
        &mut self.mapping_mut(id).pollers[shard as usize]
    }

    pub(super) fn lane(&mut self, lane: Lane) -> &mut crate::engine::lambda::Lane {
        &mut self.poller(lane.consumer, lane.shard).lanes[usize::from(lane.lane)]
    }
}

const fn fault_of(how: How) -> Option<Fault> {
    match how {
        How::Throws => Some(Fault::Threw),
        How::TimesOut => Some(Fault::TimedOut),
        How::RunsOutOfMemory => Some(Fault::OutOfMemory),
        How::ReportsItem => Some(Fault::ReportedItem),
        How::Throttled => None,
    }
}
