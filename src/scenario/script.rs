//! The script of a scenario: what happens at which moment.

use super::consumer::{position, processing, worker};
use super::error::ScenarioError;
use super::file::{Action, Entry, Record};
use super::keys::{fit, keys, partition_key};
use super::mapping::{SETTINGS, Settings, settings as mapping_settings};
use super::read::{Known, MOMENT_MS_MAX, RATE_MAX};
use super::reshard;
use super::tree::{Node, Object};
use crate::engine::hash::HashKey;
use crate::engine::limits::Limits;

const ENTRIES_MAX: usize = 10_000;

#[derive(Clone, Copy)]
enum Do {
    PutRecord,
    PutRecords,
    Reshard(reshard::Do),
    SetRate,
    SetKeys,
    StartProducer,
    StopProducer,
    PauseConsumer,
    ResumeConsumer,
    RemoveConsumer,
    SetProcessing,
    RewindConsumer,
    AddWorker,
    StopWorker,
    UpdateMapping,
}

const DOINGS: &[(&str, Do)] = &[
    ("put_record", Do::PutRecord),
    ("put_records", Do::PutRecords),
    ("split_shard", Do::Reshard(reshard::Do::Split)),
    ("merge_shards", Do::Reshard(reshard::Do::Merge)),
    ("update_shard_count", Do::Reshard(reshard::Do::ShardCount)),
    ("update_stream_mode", Do::Reshard(reshard::Do::Mode)),
    ("update_stream_warm_throughput", Do::Reshard(reshard::Do::WarmThroughput)),
    ("set_billing_commitment", Do::Reshard(reshard::Do::BillingCommitment)),
    ("set_retention", Do::Reshard(reshard::Do::Retention)),
    ("set_rate", Do::SetRate),
    ("set_keys", Do::SetKeys),
    ("start_producer", Do::StartProducer),
    ("stop_producer", Do::StopProducer),
    ("pause_consumer", Do::PauseConsumer),
    ("resume_consumer", Do::ResumeConsumer),
    ("remove_consumer", Do::RemoveConsumer),
    ("set_processing", Do::SetProcessing),
    ("rewind_consumer", Do::RewindConsumer),
    ("add_worker", Do::AddWorker),
    ("stop_worker", Do::StopWorker),
    ("update_mapping", Do::UpdateMapping),
];

pub(super) fn script(node: &Node, known: &Known) -> Result<Vec<Entry>, ScenarioError> {
    // What an entry leaves out of a mapping's settings stays as the entry before it had it.
    let mut settings: Vec<(u64, Settings)> =
        known.mappings.iter().map(|mapping| (0, mapping.settings.clone())).collect();
    node.list(0..=ENTRIES_MAX)?.into_iter().map(|node| entry(node, known, &mut settings)).collect()
}

fn entry(node: Node, known: &Known, settings: &mut [(u64, Settings)]) -> Result<Entry, ScenarioError> {
    let entry = node.entries()?;
    let at_ms = entry.need("at_ms", "5000")?.whole(0..=MOMENT_MS_MAX)?;
    let doing = entry.need("do", "\"put_record\"")?;
    let word = doing.text()?;
    let only = |fields: &[&str]| entry.only(&format!("\"{word}\""), fields);
    let action = match doing.choice(DOINGS)? {
        Do::PutRecord => {
            only(&["at_ms", "do", "stream", "partition_key", "data", "explicit_hash_key"])?;
            Action::PutRecord { stream: stream(&entry, known)?, record: record(&entry, &known.limits)? }
        }
        Do::PutRecords => {
            only(&["at_ms", "do", "stream", "records"])?;
            Action::PutRecords { stream: stream(&entry, known)?, records: records(&entry, &known.limits)? }
        }
        Do::Reshard(doing) => {
            let fields: Vec<&str> = ["at_ms", "do"].into_iter().chain(doing.fields().iter().copied()).collect();
            only(&fields)?;
            reshard::action(doing, &entry, known)?
        }
        Do::SetRate => {
            only(&["at_ms", "do", "producer", "records_per_second"])?;
            Action::SetRate {
                producer: producer(&entry, known)?,
                records_per_second: entry.need("records_per_second", "2000")?.whole_u32(0..=RATE_MAX)?,
            }
        }
        Do::SetKeys => {
            only(&["at_ms", "do", "producer", "keys"])?;
            let changed = known.producer(&entry.need("producer", "\"web clicks\"")?)?;
            let node = entry.need("keys", "{\"mix\": \"uniform\", \"keys\": 100}")?;
            let keys = keys(node.clone(), &known.limits)?;
            fit(&node, &keys, changed.record_bytes, &known.limits)?;
            Action::SetKeys { producer: changed.name.clone(), keys }
        }
        Do::StartProducer => {
            only(&["at_ms", "do", "producer"])?;
            Action::StartProducer { producer: producer(&entry, known)? }
        }
        Do::StopProducer => {
            only(&["at_ms", "do", "producer"])?;
            Action::StopProducer { producer: producer(&entry, known)? }
        }
        Do::PauseConsumer => {
            only(&["at_ms", "do", "consumer"])?;
            Action::PauseConsumer { consumer: known.consumer(&consumer(&entry)?)? }
        }
        Do::ResumeConsumer => {
            only(&["at_ms", "do", "consumer"])?;
            Action::ResumeConsumer { consumer: known.consumer(&consumer(&entry)?)? }
        }
        Do::RemoveConsumer => {
            only(&["at_ms", "do", "consumer"])?;
            Action::RemoveConsumer { consumer: known.consumer(&consumer(&entry)?)? }
        }
        Do::SetProcessing => {
            only(&["at_ms", "do", "consumer", "processing"])?;
            let times = entry.need("processing", "{\"record_ms\": 5}")?;
            Action::SetProcessing { consumer: known.handler(&consumer(&entry)?)?, processing: processing(times)? }
        }
        Do::RewindConsumer => {
            only(&["at_ms", "do", "consumer", "start", "timestamp_ms", "sequence_number"])?;
            let to = position(&entry, None, MOMENT_MS_MAX)?;
            Action::RewindConsumer { consumer: known.consumer(&consumer(&entry)?)?, to }
        }
        Do::AddWorker => {
            only(&["at_ms", "do", "consumer", "worker"])?;
            let worker = worker(&entry.need("worker", "\"worker-3\"")?)?;
            Action::AddWorker { consumer: known.application(&consumer(&entry)?)?, worker }
        }
        Do::StopWorker => {
            only(&["at_ms", "do", "consumer", "worker", "crash"])?;
            let worker = worker(&entry.need("worker", "\"worker-1\"")?)?;
            let crash = entry.or("crash", false, |node| node.truth())?;
            Action::StopWorker { consumer: known.application(&consumer(&entry)?)?, worker, crash }
        }
        Do::UpdateMapping => {
            let fields: Vec<&str> = ["at_ms", "do", "mapping"].into_iter().chain(SETTINGS).collect();
            only(&fields)?;
            let place = known.mapping(&entry.need("mapping", "\"orders\"")?)?;
            let (before_ms, before) = &settings[place];
            if at_ms < *before_ms {
                let reason =
                    format!("stands after a change at {before_ms}; put the changes of a mapping in order of time");
                return Err(entry.child("at_ms").wrong(reason));
            }
            settings[place] = (at_ms, mapping_settings(&entry, before)?);
            let changed = Box::new(settings[place].1.clone());
            Action::UpdateMapping { mapping: known.mappings[place].name.clone(), settings: changed }
        }
    };
    Ok(Entry { at_ms, action })
}

pub(super) fn stream(entry: &Object, known: &Known) -> Result<String, ScenarioError> {
    known.stream(&entry.need("stream", "\"clicks\"")?)
}

fn consumer<'a>(entry: &Object<'a>) -> Result<Node<'a>, ScenarioError> {
    entry.need("consumer", "\"analytics\"")
}

fn producer(entry: &Object, known: &Known) -> Result<String, ScenarioError> {
    known.producer(&entry.need("producer", "\"web clicks\"")?).map(|producer| producer.name.clone())
}

fn records(entry: &Object, limits: &Limits) -> Result<Vec<Record>, ScenarioError> {
    let node = entry.need("records", "[{\"partition_key\": \"hello\"}]")?;
    let read = |node: Node| record(&node.object(&["partition_key", "data", "explicit_hash_key"])?, limits);
    let list = node.list(1..=limits.put_records_entries_max)?;
    let records: Vec<Record> = list.into_iter().map(read).collect::<Result<_, _>>()?;
    let bytes: usize = records.iter().map(|record| record.partition_key.len() + record.data.len()).sum();
    if bytes as u64 > limits.put_records_bytes_max {
        let (bytes, most) = (bytes, limits.put_records_bytes_max);
        return Err(node.wrong(format!("has {bytes} bytes of keys and data; write at most {most}, or several entries")));
    }
    Ok(records)
}

fn record(object: &Object, limits: &Limits) -> Result<Record, ScenarioError> {
    let partition_key = partition_key(&object.need("partition_key", "\"hello\"")?, limits)?;
    let most = limits.data_bytes_max.min(limits.record_bytes_max - partition_key.len() as u64);
    let data = object.or("data", String::new(), |node| {
        let data = node.text()?;
        if data.len() as u64 > most {
            let (found, most) = (data.len(), most);
            return Err(node.wrong(format!("has {found} bytes; with this partition key write at most {most}")));
        }
        Ok(data.to_owned())
    })?;
    let explicit_hash_key = object.or("explicit_hash_key", None, |node| hash_key(&node).map(Some))?;
    Ok(Record { partition_key, data, explicit_hash_key })
}

/// A place on the hash line, as the decimal text it stands in.
pub(super) fn hash_key(node: &Node) -> Result<String, ScenarioError> {
    let decimal = node.text()?;
    let reason = || {
        let most = HashKey::MAX;
        format!("is not a hash key; write a whole number from 0 to {most} in double quotes, without a leading zero")
    };
    HashKey::parse(decimal).ok_or_else(|| node.wrong(reason()))?;
    Ok(decimal.to_owned())
}
