//! The account of a run so far, in plain numbers: per stream and shard, per producer, per consumer.

use super::World;
use super::report_alarm::AlarmReport;
use super::report_application::ApplicationReport;
use crate::engine::consumer::Consumer;
use crate::engine::lambda::{Mapping, Totals};
use crate::engine::reshard::{StreamMode, StreamStatus};
use crate::engine::shard::shard_id;
use crate::engine::time::Micros;
use serde::Serialize;

/// The whole account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Report {
    /// The moment, in microseconds.
    pub now_us: Micros,
    /// The streams, in the order of creation.
    pub streams: Vec<StreamReport>,
    /// The producers, in the order of creation.
    pub producers: Vec<ProducerReport>,
    /// The consumers, in the order of creation; event source mappings and applications are among them.
    pub consumers: Vec<ConsumerReport>,
    /// What the event source mappings did, in the order of creation.
    pub mappings: Vec<MappingReport>,
    /// What the consumers that are applications of the Kinesis Client Library did, in the order of creation.
    pub applications: Vec<ApplicationReport>,
    /// The alarms, in the order they were set.
    pub alarms: Vec<AlarmReport>,
}

/// A stream's account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StreamReport {
    /// `StreamName`.
    pub name: String,
    /// `StreamStatus`.
    pub status: StreamStatus,
    /// `StreamMode`.
    pub mode: StreamMode,
    /// `OpenShardCount`.
    pub open_shards: u32,
    /// `RetentionPeriodHours`.
    pub retention_hours: u64,
    /// All shards it ever had, by index.
    pub shards: Vec<ShardReport>,
}

/// A shard's account, since the start.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ShardReport {
    /// `ShardId`.
    pub shard_id: String,
    /// Whether it takes new records.
    pub open: bool,
    /// When it opened.
    pub opened_us: Micros,
    /// When it closed; none while it is open.
    pub closed_us: Option<Micros>,
    /// `ParentShardId`.
    pub parent_shard_id: Option<String>,
    /// `AdjacentParentShardId`.
    pub adjacent_parent_shard_id: Option<String>,
    /// `StartingHashKey`, in decimal.
    pub starting_hash_key: String,
    /// `EndingHashKey`, in decimal.
    pub ending_hash_key: String,
    /// Records taken.
    pub accepted_records: u64,
    /// The same, those in packed records counted one by one.
    pub accepted_user_records: u64,
    /// Bytes taken, keys included.
    pub accepted_bytes: u64,
    /// Puts refused.
    pub throttled_records: u64,
    /// Records that retention dropped.
    pub expired_records: u64,
    /// Records it holds.
    pub retained_records: u64,
    /// Records taken in the last second.
    pub records_per_s: u64,
    /// Bytes taken in the last second.
    pub bytes_per_s: u64,
}

/// A producer's account, since the start.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ProducerReport {
    /// Its name.
    pub name: String,
    /// Records made.
    pub made_records: u64,
    /// Records accepted.
    pub accepted_records: u64,
    /// Records of the stream they came in: fewer when they were packed.
    pub accepted_stream_records: u64,
    /// Records waiting to be packed.
    pub buffered_records: u64,
    /// Tries refused.
    pub throttled_tries: u64,
    /// Records waiting for another try.
    pub retrying_records: u64,
    /// Records given up: lost.
    pub given_up_records: u64,
}

/// A consumer's account, since the start.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ConsumerReport {
    /// Its name.
    pub name: String,
    /// Records given to it.
    pub delivered_records: u64,
    /// Of these, records it had been given before.
    pub duplicate_records: u64,
    /// The same, those in packed records counted one by one if it unpacks them: the Kinesis Client Library does, and
    /// Lambda with enhanced fan-out.
    pub delivered_user_records: u64,
    /// Bytes given to it.
    pub delivered_bytes: u64,
    /// Records that wait for it.
    pub waiting_records: u64,
    /// Records that expired before it came to them.
    pub missed_records: u64,
    /// `GetRecords` calls answered.
    pub calls: u64,
    /// `GetRecords` calls refused.
    pub throttled_calls: u64,
    /// Age of the oldest record that waits for it, over all shards.
    pub behind_us: Micros,
    /// From arrival to delivery: the mean.
    pub latency_mean_us: Micros,
    /// The median, up to one eighth too long.
    pub latency_p50_us: Micros,
    /// The 99th percentile, up to one eighth too long.
    pub latency_p99_us: Micros,
    /// The longest.
    pub latency_max_us: Micros,
}

/// An event source mapping's account, since the start.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MappingReport {
    /// Its name.
    pub name: String,
    /// `FunctionName`.
    pub function_name: String,
    /// What it did.
    #[serde(flatten)]
    pub totals: Totals,
    /// Invocations going on.
    pub concurrent_invocations: u32,
    /// Records it holds and is not done with.
    pub held_records: u64,
    /// Age of the last record of the last batch when it was sent to the function, over all shards: `IteratorAge`.
    pub iterator_age_us: Micros,
}

impl World {
    /// The account of the run so far.
    #[must_use]
    pub fn report(&self) -> Report {
        Report {
            now_us: self.now,
            streams: self.streams.iter().map(|stream| self.report_stream(stream)).collect(),
            producers: self.producers.iter().map(report_producer).collect(),
            consumers: self.consumers.iter().map(|consumer| self.report_consumer(consumer)).collect(),
            mappings: self
                .consumers
                .iter()
                .filter_map(|consumer| Some(report_mapping(consumer, consumer.mapping()?)))
                .collect(),
            applications: self.report_applications(),
            alarms: self.report_alarms(),
        }
    }

    fn report_stream(&self, stream: &crate::engine::stream::Stream) -> StreamReport {
        let shards = stream.shards.iter().map(|shard| {
            let (records_per_s, bytes_per_s) = shard.last_second(self.now);
            ShardReport {
                shard_id: shard.id(),
                open: shard.is_open(),
                opened_us: shard.opened,
                closed_us: shard.closed,
                parent_shard_id: shard.parent.map(shard_id),
                adjacent_parent_shard_id: shard.adjacent_parent.map(shard_id),
                starting_hash_key: shard.range.start.to_string(),
                ending_hash_key: shard.range.end.to_string(),
                accepted_records: shard.log.end(),
                accepted_user_records: shard.log.user_records_end(),
                accepted_bytes: shard.log.bytes_end(),
                throttled_records: shard.throttled_total,
                expired_records: shard.log.first(),
                retained_records: shard.log.end() - shard.log.first(),
                records_per_s,
                bytes_per_s,
            }
        });
        StreamReport {
            name: stream.name.clone(),
            status: stream.status(),
            mode: stream.mode,
            open_shards: stream.open_count(),
            retention_hours: stream.retention.as_hours(),
            shards: shards.collect(),
        }
    }

    fn report_consumer(&self, consumer: &Consumer) -> ConsumerReport {
        let shards = &self.streams[usize::from(consumer.config.stream.0)].shards;
        let sum = |of: fn(&crate::engine::consumer::Cursor) -> u64| consumer.cursors.iter().map(of).sum();
        let waiting = consumer.cursors.iter().zip(shards).map(|(cursor, shard)| {
            let unread = cursor.delivered_to.max(shard.log.first());
            let age = shard.log.get(unread).map_or(Micros::ZERO, |row| self.now.since(row.arrival));
            (shard.log.end() - unread, age)
        });
        let (waiting_records, behind_us) =
            waiting.fold((0, Micros::ZERO), |(records, oldest), (more, age)| (records + more, oldest.max(age)));
        ConsumerReport {
            name: consumer.config.name.clone(),
            delivered_records: sum(|cursor| cursor.records),
            duplicate_records: sum(|cursor| cursor.duplicates),
            delivered_user_records: sum(|cursor| cursor.user_records),
            delivered_bytes: sum(|cursor| cursor.bytes),
            waiting_records,
            missed_records: sum(|cursor| cursor.missed),
            calls: sum(|cursor| cursor.calls),
            throttled_calls: sum(|cursor| cursor.throttled),
            behind_us,
            latency_mean_us: consumer.latency.mean(),
            latency_p50_us: consumer.latency.percentile(50),
            latency_p99_us: consumer.latency.percentile(99),
            latency_max_us: consumer.latency.max(),
        }
    }
}

fn report_producer(producer: &crate::engine::producer::Producer) -> ProducerReport {
    ProducerReport {
        name: producer.config.name.clone(),
        made_records: producer.made,
        accepted_records: producer.accepted,
        accepted_stream_records: producer.accepted - producer.saved,
        buffered_records: producer.buffered(),
        throttled_tries: producer.throttled,
        retrying_records: producer.retrying,
        given_up_records: producer.given_up,
    }
}

fn report_mapping(consumer: &Consumer, mapping: &Mapping) -> MappingReport {
    MappingReport {
        name: consumer.config.name.clone(),
        function_name: mapping.config.function.name.clone(),
        totals: mapping.totals,
        concurrent_invocations: mapping.running,
        held_records: mapping.pollers.iter().map(crate::engine::lambda::Poller::held).sum(),
        iterator_age_us: mapping.pollers.iter().map(|poller| poller.iterator_age).max().unwrap_or_default(),
    }
}
