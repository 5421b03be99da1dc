//! Invocations: the function is handed a part of a batch, and what it answers decides what becomes of the part.

use super::{Lane, World};
use crate::engine::fact::Event;
use crate::engine::lambda::{Bisection, Fault, Handler, How, PartState, Reason};
use crate::engine::limits::{INVOKE_RETRY_BASE, INVOKE_RETRY_MAX};
use crate::engine::time::Micros;
use crate::engine::world::Coming;
use crate::engine::world::ask::Asking;

/// What follows a failed invocation.
enum Next {
    /// The same records, or those that remain, are tried again.
    Again { tries: u32 },
    /// They are split in two.
    Split,
    /// They are given up.
    Drop,
}

impl World {
    /// Invokes the function with the part whose turn it is, after dropping what is too old for it.
    pub(super) fn start_part(&mut self, lane: Lane) {
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
        let work = &mut mapping.pollers[lane.shard as usize].lanes[usize::from(lane.number)];
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
            lane: lane.number,
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
    pub(in crate::engine::world) fn plan_end(
        &mut self,
        lane: Lane,
        invocation: u64,
        worked: u32,
        outcome: Option<(Fault, Option<u32>)>,
    ) {
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

    pub(in crate::engine::world) fn invocation_ends(&mut self, lane: Lane, invocation: u64) {
        if !self.is_current(lane) {
            return;
        }
        let now = self.now;
        let mapping = self.mapping_mut(lane.consumer);
        mapping.running -= 1;
        let config = mapping.config.clone();
        let work = &mut mapping.pollers[lane.shard as usize].lanes[usize::from(lane.number)];
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
            lane: lane.number,
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
            lane: lane.number,
            first_half,
            second_half,
        });
    }

    fn part_passed(&mut self, lane: Lane, invocation: u64) {
        let bytes = self.bytes_in_hand(lane);
        let mapping = self.mapping_mut(lane.consumer);
        let poller = &mut mapping.pollers[lane.shard as usize];
        let work = &mut poller.lanes[usize::from(lane.number)];
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
            lane: lane.number,
            invocation,
            fault: None,
            at_record: None,
            retry_at_us: None,
        });
        self.tend(lane);
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
            lane: lane.number,
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

    fn bytes_in_hand(&self, lane: Lane) -> u64 {
        let Some((_, batch, part)) = self.at_work(lane) else { return 0 };
        let stream = self.consumers[usize::from(lane.consumer.0)].config.stream;
        let log = &self.streams[usize::from(stream.0)].shards[lane.shard as usize].log;
        batch.records_of(part).iter().filter_map(|place| log.get(*place)).map(|row| u64::from(row.bytes)).sum()
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
