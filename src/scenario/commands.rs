//! From a checked file to what the engine understands.

use super::alarm::Alarm;
use super::consumer::Consumer;
use super::file::{Action, Arrivals, File, Keys, Producer, Record, Retry, Stage};
use super::mapping::Mapping;
use super::reshard::checked;
use crate::engine::Setup;
use crate::engine::batch::Batch;
use crate::engine::command::{self, Command, KeyMix, ProducerConfig, StreamConfig};
use crate::engine::craft::Packing;
use crate::engine::hash::HashKey;
use crate::engine::id::{ConsumerId, ProducerId, StreamId};
use crate::engine::limits::{Limits, MAPPING_POLL_INTERVAL};
use crate::engine::metrics::{AlarmConfig, Dimension};
use crate::engine::reading::{ConsumerConfig, Reading, Work};
use crate::engine::time::Micros;
use std::sync::Arc;

/// A scenario that the engine takes: every name in it is known, every number in its range.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scenario {
    file: File,
}

/// What the picture shows at first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ViewChoice {
    /// The stream.
    pub stream: StreamId,
    /// How much past the belt shows.
    pub span: Micros,
    /// The stage.
    pub stage: Stage,
}

impl Scenario {
    pub(super) fn new(file: File) -> Self {
        Self { file }
    }

    /// The file, with every default filled in.
    #[must_use]
    pub fn file(&self) -> &File {
        &self.file
    }

    /// Where its world begins.
    #[must_use]
    pub fn setup(&self) -> Setup {
        Setup { seed: self.file.seed, profile: self.file.limits, epoch_ms: self.file.start.epoch_ms }
    }

    /// What the picture shows at first.
    #[must_use]
    pub fn view(&self) -> ViewChoice {
        let view = &self.file.view;
        ViewChoice { stream: self.stream(&view.stream), span: Micros::from_secs(view.span_s), stage: view.stage }
    }

    /// Everything to do, in order of time: streams, producers, consumers and alarms at zero in the order of the file, so that
    /// the engine's ids are places in the file; then the script, entries of one moment in the order of the file.
    #[must_use]
    pub fn script(&self) -> Vec<(Micros, Command)> {
        let streams = self.file.streams.iter().map(|stream| {
            Command::OpenStream(StreamConfig {
                name: stream.name.clone(),
                shards: stream.shards,
                retention_hours: stream.retention_hours,
                mode: stream.mode,
                reshard_time: Micros::from_secs(stream.reshard_s),
            })
        });
        let producers = self.file.producers.iter().map(|producer| Command::AddProducer(self.producer_config(producer)));
        let consumers = self.file.consumers.iter().map(|consumer| Command::AddConsumer(self.consumer_config(consumer)));
        let mappings = self.file.mappings.iter().map(|mapping| Command::AddConsumer(self.mapping_config(mapping)));
        let alarms = self.file.alarms.iter().map(|alarm| Command::PutAlarm(self.alarm_config(alarm)));
        let mut entries: Vec<_> = self.file.script.iter().collect();
        entries.sort_by_key(|entry| entry.at_ms);
        let entries = entries.into_iter().map(|entry| (Micros::from_millis(entry.at_ms), self.command(&entry.action)));
        let first = streams.chain(producers).chain(consumers).chain(mappings).chain(alarms);
        let first = first.map(|command| (Micros::ZERO, command));
        first.chain(entries).collect()
    }

    /// The scenario as JSON; [`parse`](super::parse) reads the same scenario back.
    ///
    /// # Panics
    /// Never: every part of a file has a form in JSON.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(&self.file).expect("every part of a file has a form in JSON")
    }

    fn stream(&self, name: &str) -> StreamId {
        StreamId(place(self.file.streams.iter().map(|stream| stream.name.as_str()), name))
    }

    fn producer(&self, name: &str) -> ProducerId {
        ProducerId(place(self.file.producers.iter().map(|producer| producer.name.as_str()), name))
    }

    fn producer_config(&self, producer: &Producer) -> ProducerConfig {
        let Retry { attempts, base_delay_ms, max_delay_ms } = producer.retry;
        ProducerConfig {
            name: producer.name.clone(),
            stream: self.stream(&producer.stream),
            records_per_s: producer.records_per_second,
            arrivals: match producer.arrivals {
                Arrivals::Steady => command::Arrivals::Steady,
                Arrivals::Random => command::Arrivals::Random,
            },
            burst: producer
                .burst
                .map(|burst| command::Burst { every: Micros::from_millis(burst.every_ms), records: burst.records }),
            source: command::Source::Made { keys: key_mix(&producer.keys), record_bytes: producer.record_bytes },
            aggregation: producer.aggregation.map(|packing| command::Aggregation {
                count_max: packing.max_count,
                bytes_max: packing.max_bytes,
                buffered_time_max: Micros::from_millis(packing.max_buffered_ms),
                craft: Packing::CODE,
            }),
            retry: command::Retry {
                attempts,
                base: Micros::from_millis(base_delay_ms),
                max: Micros::from_millis(max_delay_ms),
            },
            start: Micros::from_millis(producer.start_ms),
            stop: producer.stop_ms.map(Micros::from_millis),
        }
    }

    /// The engine numbers consumers first, then mappings, in the order of the file.
    fn consumer(&self, name: &str) -> ConsumerId {
        let consumers = self.file.consumers.iter().map(|consumer| consumer.name.as_str());
        ConsumerId(place(consumers.chain(self.file.mappings.iter().map(|mapping| mapping.name.as_str())), name))
    }

    fn consumer_config(&self, consumer: &Consumer) -> ConsumerConfig {
        ConsumerConfig {
            name: consumer.name.clone(),
            stream: self.stream(&consumer.stream),
            start: consumer.start.to_engine(),
            reading: consumer.reading.to_engine(),
            work: consumer.work(),
        }
    }

    fn mapping_config(&self, mapping: &Mapping) -> ConsumerConfig {
        let limit = Limits::of(self.file.limits).get_records_limit_max;
        ConsumerConfig {
            name: mapping.name.clone(),
            stream: self.stream(&mapping.stream),
            start: mapping.start.to_engine(),
            reading: if mapping.pushed {
                Reading::Pushed
            } else {
                Reading::Polled { interval: MAPPING_POLL_INTERVAL, limit }
            },
            work: Work::Mapping(Box::new(mapping.settings.to_engine())),
        }
    }

    fn alarm_config(&self, alarm: &Alarm) -> AlarmConfig {
        AlarmConfig {
            name: alarm.name.clone(),
            stream: self.stream(&alarm.stream),
            dimension: match (alarm.shard, &alarm.consumer) {
                (Some(index), _) => Dimension::Shard(index),
                (None, Some(name)) => Dimension::Consumer(self.consumer(name)),
                (None, None) => Dimension::Stream,
            },
            metric: alarm.metric,
            statistic: alarm.statistic,
            comparison: alarm.comparison,
            threshold: alarm.threshold,
            evaluation_periods: alarm.evaluation_periods,
            datapoints_to_alarm: alarm.datapoints_to_alarm,
            treat_missing_data: alarm.treat_missing_data,
        }
    }

    fn command(&self, action: &Action) -> Command {
        match action {
            Action::PutRecord { stream, record } => {
                Command::Put { stream: self.stream(stream), batch: batch(std::slice::from_ref(record)) }
            }
            Action::PutRecords { stream, records } => {
                Command::Put { stream: self.stream(stream), batch: batch(records) }
            }
            Action::SplitShard { stream, shard, new_starting_hash_key } => Command::SplitShard {
                stream: self.stream(stream),
                shard: *shard,
                new_starting_hash_key: checked(new_starting_hash_key.as_ref()),
            },
            Action::MergeShards { stream, shard, adjacent_shard } => {
                Command::MergeShards { stream: self.stream(stream), shard: *shard, adjacent_shard: *adjacent_shard }
            }
            Action::UpdateShardCount { stream, target_shard_count } => {
                Command::UpdateShardCount { stream: self.stream(stream), target_shard_count: *target_shard_count }
            }
            Action::UpdateStreamMode { stream, mode } => {
                Command::UpdateStreamMode { stream: self.stream(stream), mode: *mode }
            }
            Action::UpdateStreamWarmThroughput { stream, mib_per_s } => {
                Command::UpdateWarmThroughput { stream: self.stream(stream), mib_per_s: *mib_per_s }
            }
            Action::SetBillingCommitment { enabled } => Command::SetBillingCommitment { enabled: *enabled },
            Action::SetRetention { stream, retention_hours } => {
                Command::SetRetention { stream: self.stream(stream), hours: *retention_hours }
            }
            Action::SetRate { producer, records_per_second } => {
                Command::SetRate { producer: self.producer(producer), records_per_s: *records_per_second }
            }
            Action::SetKeys { producer, keys } => {
                Command::SetKeys { producer: self.producer(producer), keys: key_mix(keys) }
            }
            Action::StartProducer { producer } => {
                Command::SetRunning { producer: self.producer(producer), running: true }
            }
            Action::StopProducer { producer } => {
                Command::SetRunning { producer: self.producer(producer), running: false }
            }
            Action::PauseConsumer { consumer } => {
                Command::SetReading { consumer: self.consumer(consumer), reading: false }
            }
            Action::ResumeConsumer { consumer } => {
                Command::SetReading { consumer: self.consumer(consumer), reading: true }
            }
            Action::RemoveConsumer { consumer } => Command::RemoveConsumer { consumer: self.consumer(consumer) },
            Action::SetProcessing { consumer, processing } => {
                Command::SetProcessing { consumer: self.consumer(consumer), processing: processing.to_engine() }
            }
            Action::RewindConsumer { consumer, to } => {
                Command::Rewind { consumer: self.consumer(consumer), to: to.to_engine() }
            }
            Action::AddWorker { consumer, worker } => {
                Command::AddWorker { consumer: self.consumer(consumer), worker: worker.clone() }
            }
            Action::StopWorker { consumer, worker, crash } => {
                Command::StopWorker { consumer: self.consumer(consumer), worker: worker.clone(), crash: *crash }
            }
            Action::UpdateMapping { mapping, settings } => {
                Command::UpdateMapping { consumer: self.consumer(mapping), config: Box::new(settings.to_engine()) }
            }
        }
    }
}

fn place<'a>(mut names: impl Iterator<Item = &'a str>, name: &str) -> u16 {
    let place = names.position(|other| other == name).and_then(|place| u16::try_from(place).ok());
    place.expect("names were checked when the file was read")
}

fn key_mix(keys: &Keys) -> KeyMix {
    match keys.clone() {
        Keys::Uniform { prefix, keys } => KeyMix::Uniform { prefix, keys },
        Keys::Zipf { prefix, keys } => KeyMix::Zipf { prefix, keys },
        Keys::Hot { key, share_percent, prefix, others } => KeyMix::Hot { key, share_percent, prefix, others },
        Keys::Weighted { keys } => KeyMix::Weighted { keys: keys.0 },
        Keys::InTurn { keys } => KeyMix::InTurn { keys },
    }
}

fn batch(records: &[Record]) -> Arc<Batch> {
    let mut batch = Batch::default();
    for record in records {
        let explicit_hash_key = record.explicit_hash_key.as_deref().and_then(HashKey::parse);
        batch.push(&record.partition_key, explicit_hash_key, record.data.as_bytes());
    }
    Arc::new(batch)
}
