//! What mappings did, in plain English, one line each.

use super::World;
use super::tell::count;
use crate::engine::fact::{Event, Fact};
use crate::engine::lambda::{Fault, FunctionConfig, Reason};
use crate::engine::shard::shard_id;
use crate::engine::time::Micros;
use crate::engine::words::grouped;

impl World {
    /// A fact about a mapping as one line; empty for any other fact.
    pub(super) fn tell_mapping(&self, fact: &Fact) -> String {
        match fact.event {
            Event::FilteredOut { consumer, shard, records } => {
                let (who, what) = (self.consumer_name(consumer), count(u64::from(records), "record"));
                format!("{who} passed over {what} of {}: no filter let them through.", shard_id(shard))
            }
            Event::Invoked { consumer, shard, attempt, records, first, .. } => {
                let function = self.function(consumer).map_or("the function", |function| &function.name);
                let again = if attempt > 1 { format!(", try {attempt}") } else { String::new() };
                match first {
                    Some(_) => {
                        let what = count(u64::from(records), "record");
                        format!("{function} was given {what} of {}{again}.", shard_id(shard))
                    }
                    None => format!("{function} was told that the window of {} ends{again}.", shard_id(shard)),
                }
            }
            Event::InvocationEnded { consumer, shard, fault, at_record, retry_at_us, .. } => {
                let function = self.function(consumer).map_or("the function", |function| &function.name);
                let Some(fault) = fault else { return format!("{function} passed a batch of {}.", shard_id(shard)) };
                let how = fault_in_words(fault, self.function(consumer));
                let at = at_record.and_then(|index| self.key_at(consumer, shard, index));
                let at = at.map(|key| format!(" at the record with key {key}")).unwrap_or_default();
                let then = match retry_at_us {
                    Some(again) => format!("; tried again in {} ms", grouped(again.since(fact.at).as_millis())),
                    None => String::new(),
                };
                format!("{function} {how}{at} in a batch of {}{then}.", shard_id(shard))
            }
            Event::InvocationThrottled { consumer, shard, retry_at_us, .. } => {
                let function = self.function(consumer).map_or("the function", |function| &function.name);
                let wait = grouped(retry_at_us.since(fact.at).as_millis());
                format!(
                    "Lambda refused to run {function} for {}: too many at a time. Tried again in {wait} ms; no retry is used \
                     up.",
                    shard_id(shard)
                )
            }
            Event::BatchSplit { consumer, shard, first_half, second_half, .. } => format!(
                "{} split the failed batch of {} in two: {} and {}.",
                self.consumer_name(consumer),
                shard_id(shard),
                grouped(u64::from(first_half)),
                count(u64::from(second_half), "record")
            ),
            Event::BatchDropped { consumer, shard, records, reason, invocations, .. } => {
                self.tell_drop(consumer, shard, u64::from(records), reason, invocations)
            }
            Event::WindowClosed { consumer, shard, start_us, end_us, records } => format!(
                "{} closed the window {} to {} of {}: {}.",
                self.consumer_name(consumer),
                seconds(start_us),
                seconds(end_us),
                shard_id(shard),
                count(records, "record")
            ),
            _ => String::new(),
        }
    }

    fn tell_drop(
        &self,
        consumer: crate::engine::id::ConsumerId,
        shard: u32,
        records: u64,
        reason: Reason,
        invocations: u32,
    ) -> String {
        let (who, what, shard) = (self.consumer_name(consumer), count(records, "record"), shard_id(shard));
        let mapping = self.consumer(consumer).and_then(|consumer| consumer.mapping());
        let destination = mapping.and_then(|mapping| mapping.config.on_failure.as_ref());
        let sent = match destination {
            Some(destination) if reason != Reason::Expired => format!("their account went to {}", destination.name),
            _ => "nobody was told".to_owned(),
        };
        match reason {
            Reason::RetryAttemptsExhausted => {
                let tries = count(u64::from(invocations), "invocation");
                format!("{who} gave up {what} of {shard} after {tries}; {sent}.")
            }
            Reason::RecordAgeExceeded => format!("{who} gave up {what} of {shard}, older than it takes; {sent}."),
            Reason::Expired => format!("{who} lost {what} of {shard}: past retention before they were done; {sent}."),
        }
    }

    fn function(&self, id: crate::engine::id::ConsumerId) -> Option<&FunctionConfig> {
        Some(&self.consumer(id)?.mapping()?.config.function)
    }

    fn key_at(&self, id: crate::engine::id::ConsumerId, shard: u32, index: u64) -> Option<&str> {
        let stream = self.stream(self.consumer(id)?.config.stream)?;
        let row = stream.shards.get(shard as usize)?.log.get(index)?;
        Some(self.keys.text(row.key))
    }
}

fn fault_in_words(fault: Fault, function: Option<&FunctionConfig>) -> String {
    match fault {
        Fault::Threw => "threw an error".to_owned(),
        Fault::TimedOut => match function {
            Some(function) => format!("ran into its timeout of {}", seconds(function.timeout)),
            None => "ran into its timeout".to_owned(),
        },
        Fault::OutOfMemory => "ran out of memory".to_owned(),
        Fault::ReportedItem => "named a failed item".to_owned(),
        Fault::BadResponse => "returned something that counts as a failure of the whole batch".to_owned(),
    }
}

fn seconds(moment: Micros) -> String {
    let (whole, tenths) = (moment.0 / 1_000_000, moment.0 / 100_000 % 10);
    if tenths == 0 { format!("{} s", grouped(whole)) } else { format!("{}.{tenths} s", grouped(whole)) }
}
