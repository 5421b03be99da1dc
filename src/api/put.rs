//! `PutRecord` and `PutRecords`.

use super::error::{Failure, THROTTLED, write_throttled};
use super::input::{self, Check};
use super::{ACCOUNT, epoch_ms, find_stream, stream_name};
use crate::engine::batch::Batch;
use crate::engine::command::{Command, Placed, Refusal, Reply};
use crate::engine::id::StreamId;
use crate::engine::limits::{Limits, Profile};
use crate::engine::sequence::SequenceNumber;
use crate::engine::shard::shard_id;
use crate::engine::{Timeline, World};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use std::borrow::Cow;
use std::sync::Arc;

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct PutRecord<'a> {
    stream_name: Option<String>,
    #[serde(rename = "StreamARN")]
    stream_arn: Option<String>,
    sequence_number_for_ordering: Option<String>,
    #[serde(borrow, default, deserialize_with = "text")]
    data: Option<Cow<'a, str>>,
    #[serde(borrow, default, deserialize_with = "text")]
    partition_key: Option<Cow<'a, str>>,
    explicit_hash_key: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct PutRecords<'a> {
    stream_name: Option<String>,
    #[serde(rename = "StreamARN")]
    stream_arn: Option<String>,
    #[serde(borrow)]
    records: Option<Vec<Entry<'a>>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Entry<'a> {
    #[serde(borrow, default, deserialize_with = "text")]
    data: Option<Cow<'a, str>>,
    #[serde(borrow, default, deserialize_with = "text")]
    partition_key: Option<Cow<'a, str>>,
    explicit_hash_key: Option<String>,
}

/// Borrows a text where the JSON holds it without escapes.
fn text<'de: 'a, 'a, D: serde::Deserializer<'de>>(from: D) -> Result<Option<Cow<'a, str>>, D::Error> {
    #[derive(Deserialize)]
    struct Borrowed<'a>(#[serde(borrow)] Cow<'a, str>);
    Ok(Option::<Borrowed<'a>>::deserialize(from)?.map(|Borrowed(text)| text))
}

pub(super) fn put_record(timeline: &mut Timeline, body: &str) -> Result<String, Failure> {
    let input: PutRecord = input::read(body)?;
    let limits = timeline.world().limits().clone();
    let mut batch = Batch::default();
    let mut check = Check::default();
    if let Some(name) = &input.stream_name {
        check.name(name, "streamName");
    }
    let entry =
        Entry { data: input.data, partition_key: input.partition_key, explicit_hash_key: input.explicit_hash_key };
    let explicit = add_entry(&mut batch, &entry, "", &limits, &mut check)?;
    check.finish()?;
    explicit.transpose()?;
    let stream = find_stream(timeline.world(), input.stream_name.as_deref(), input.stream_arn.as_deref())?;
    if let Some(sequence) = &input.sequence_number_for_ordering {
        check_ordering(timeline.world(), stream, sequence)?;
    }
    let placed = put(timeline, stream, batch, |_| "data".to_owned())?;
    let world = timeline.world();
    match placed.first() {
        Some(Placed::Accepted { shard, index }) => {
            let (shard_id, sequence) = (shard_id(*shard), sequence(world, stream, *shard, *index));
            Ok(format!(r#"{{"ShardId":"{shard_id}","SequenceNumber":"{sequence}"}}"#))
        }
        Some(Placed::Throttled { shard }) => Err(Failure::write_throttled(*shard, &stream_name(world, stream))),
        None => Err(Failure::unparsable()),
    }
}

pub(super) fn put_records(timeline: &mut Timeline, body: &str) -> Result<String, Failure> {
    let input: PutRecords = input::read(body)?;
    let limits = timeline.world().limits().clone();
    let mut batch = Batch::default();
    let mut check = Check::default();
    if let Some(name) = &input.stream_name {
        check.name(name, "streamName");
    }
    check.required(input.records.as_ref(), "records");
    let entries = input.records.unwrap_or_default();
    if input.stream_name.is_some() || input.stream_arn.is_some() {
        check_count(entries.len(), &limits, &mut check);
    }
    let mut explicit = Ok(());
    for (at, entry) in entries.iter().enumerate().take(limits.put_records_entries_max) {
        // The path is worth building only for an entry that breaks a constraint.
        let mut own = Check::default();
        let hash = add_entry(&mut batch, entry, "", &limits, &mut own)?;
        if own.finish().is_err() {
            add_entry(&mut Batch::default(), entry, &format!("records.{}.member.", at + 1), &limits, &mut check)?;
        }
        if let (Some(Err(failure)), Ok(())) = (hash, &explicit) {
            explicit = Err(failure);
        }
    }
    check.finish()?;
    explicit?;
    let stream = find_stream(timeline.world(), input.stream_name.as_deref(), input.stream_arn.as_deref())?;
    let bytes: usize = batch.iter().map(|given| given.partition_key.len() + given.data.len()).sum();
    if bytes as u64 > limits.put_records_bytes_max {
        // The text for the limit of today is unverified; it follows the recorded one for 5 MB.
        let megabytes = limits.put_records_bytes_max >> 20;
        return Err(Failure::invalid_argument(format!("Records size exceeds {megabytes} MB limit")));
    }
    let placed = put(timeline, stream, batch, |at| format!("records.{}.member.data", at + 1))?;
    Ok(reply(timeline.world(), stream, &placed))
}

fn check_count(count: usize, limits: &Limits, check: &mut Check) {
    if count == 0 {
        check.broken(Some("[]"), "records", "Member must have length greater than or equal to 1");
    } else if count > limits.put_records_entries_max {
        let max = limits.put_records_entries_max;
        check.broken_blob("records", &format!("Member must have length less than or equal to {max}"));
    }
}

/// Checks an entry and adds it to the batch; the explicit hash key's own check comes after all constraints.
fn add_entry(
    batch: &mut Batch,
    entry: &Entry,
    path: &str,
    limits: &Limits,
    check: &mut Check,
) -> Result<Option<Result<(), Failure>>, Failure> {
    let at = |member: &str| format!("{path}{member}");
    match &entry.partition_key {
        Some(key) => {
            // Bytes bound characters: only a key that is empty or long needs counting.
            if key.is_empty() || key.len() > limits.partition_key_chars_max {
                check.length(key, &at("partitionKey"), 1, limits.partition_key_chars_max);
            }
        }
        None => check.required(entry.partition_key.as_ref(), &at("partitionKey")),
    }
    let explicit = entry.explicit_hash_key.as_deref().map(|value| {
        check.hash_key(value, &at("explicitHashKey"));
        input::explicit_hash_key(value)
    });
    let hash = explicit.as_ref().and_then(|explicit| explicit.as_ref().ok().copied());
    let key = entry.partition_key.as_deref().unwrap_or_default();
    match &entry.data {
        Some(data) => {
            let mut bytes = 0;
            batch.push_with(key, hash, |into| {
                let before = into.len();
                let decoded = STANDARD.decode_vec(data.as_bytes(), into);
                bytes = into.len() - before;
                decoded.map_err(|error| not_base64(data, &error))
            })?;
            if bytes as u64 > limits.data_bytes_max {
                let constraint = format!("Member must have length less than or equal to {}", limits.data_bytes_max);
                let value = format!("java.nio.HeapByteBuffer[pos=0 lim={bytes} cap={bytes}]");
                match limits.profile {
                    Profile::Exam => check.broken(Some(&value), &at("data"), &constraint),
                    Profile::Today => check.broken_blob(&at("data"), &format!("{constraint}.")),
                }
            }
        }
        None => check.required(entry.data.as_ref(), &at("data")),
    }
    Ok(explicit.map(|explicit| explicit.map(drop)))
}

fn not_base64(data: &str, error: &base64::DecodeError) -> Failure {
    let wrong = match error {
        base64::DecodeError::InvalidByte(at, _) if data.as_bytes().get(*at) != Some(&b'=') => {
            data.chars().find(|sign| !(sign.is_ascii_alphanumeric() || "+/=".contains(*sign)))
        }
        _ => None,
    };
    Failure::serialization(match wrong {
        Some(sign) => format!("'{data}' can not be converted to a Blob: Invalid Base64 character: '{sign}'"),
        None => format!(
            "'{data}' can not be converted to a Blob: Base64 encoded length is expected a multiple of 4 bytes but \
             found: {}",
            data.len()
        ),
    })
}

/// Checks a `SequenceNumberForOrdering`: a number of this stream that is not of the future.
fn check_ordering(world: &World, stream: StreamId, text: &str) -> Result<(), Failure> {
    let shards = world.stream(stream).map_or(0, |stream| stream.shards.len());
    let sound = SequenceNumber::parse(text)
        .is_some_and(|number| (number.shard_index as usize) < shards && number.recorded_s <= epoch_ms(world) / 1_000);
    if sound {
        return Ok(());
    }
    let name = stream_name(world, stream);
    Err(Failure::invalid_argument(format!(
        "ExclusiveMinimumSequenceNumber {text} used in PutRecord on stream {name} under account {ACCOUNT} is invalid."
    )))
}

/// Puts a batch. `path` gives the place of a record's data in the request, for the error about one that is too large.
fn put(
    timeline: &mut Timeline,
    stream: StreamId,
    mut batch: Batch,
    path: impl Fn(usize) -> String,
) -> Result<Vec<Placed>, Failure> {
    batch.shrink_to_fit();
    match timeline.apply(Command::Put { stream, batch: Arc::new(batch) }) {
        Ok(Reply::Put(placed)) => Ok(placed),
        Err(Refusal::RecordTooLarge { at, bytes_max, .. }) => {
            let mut check = Check::default();
            check.broken_blob(&path(at), &format!("Member must have length less than or equal to {bytes_max}."));
            check.finish().map(|()| Vec::new())
        }
        _ => Err(Failure::no_stream(&stream_name(timeline.world(), stream))),
    }
}

fn reply(world: &World, stream: StreamId, placed: &[Placed]) -> String {
    let name = stream_name(world, stream);
    let failed = placed.iter().filter(|one| matches!(one, Placed::Throttled { .. })).count();
    let mut body = format!(r#"{{"FailedRecordCount":{failed},"Records":["#);
    body.reserve(placed.len() * 130);
    // Shard ids and sequence numbers are digits, stream names a safe alphabet: nothing needs escaping.
    for (at, one) in placed.iter().enumerate() {
        if at > 0 {
            body.push(',');
        }
        match one {
            Placed::Accepted { shard, index } => {
                body.push_str(r#"{"ShardId":""#);
                body.push_str(&shard_id(*shard));
                body.push_str(r#"","SequenceNumber":""#);
                body.push_str(sequence(world, stream, *shard, *index).decimal().as_str());
            }
            Placed::Throttled { shard } => {
                body.push_str(r#"{"ErrorCode":""#);
                body.push_str(THROTTLED);
                body.push_str(r#"","ErrorMessage":""#);
                body.push_str(&write_throttled(*shard, &name));
            }
        }
        body.push_str(r#""}"#);
    }
    body.push_str("]}");
    body
}

fn sequence(world: &World, stream: StreamId, shard: u32, index: u64) -> SequenceNumber {
    let shard = &world.stream(stream).expect("the record was just put there").shards[shard as usize];
    let row = shard.log.get(index).expect("the record was just put there");
    shard.sequence_of(&row, world.setup().epoch_ms)
}
