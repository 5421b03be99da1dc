//! What Lambda hands to a function for a Kinesis batch, and what it writes about a batch that it gave up. Shapes: Lambda
//! Developer Guide, "Using Lambda to process records from Amazon Kinesis Data Streams", "Implementing stateful Kinesis
//! Data Streams processing" and "Retain discarded batch records".

use super::{ACCOUNT, REGION, stream_arn, stream_name};
use crate::engine::World;
use crate::engine::consumer::Consumer;
use crate::engine::date::utc;
use crate::engine::digest::Digest;
use crate::engine::id::{ConsumerId, RecordRef};
use crate::engine::lambda::{DestinationKind, Fault, Lost, Window};
use crate::engine::shard::shard_id;
use crate::engine::time::Micros;
use crate::engine::world::Question;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;
use serde_json::value::RawValue;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct EventRecord {
    kinesis: KinesisRecord,
    event_source: &'static str,
    event_version: &'static str,
    #[serde(rename = "eventID")]
    event_id: String,
    event_name: &'static str,
    invoke_identity_arn: String,
    aws_region: &'static str,
    #[serde(rename = "eventSourceARN")]
    event_source_arn: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct KinesisRecord {
    kinesis_schema_version: &'static str,
    partition_key: String,
    sequence_number: String,
    data: String,
    approximate_arrival_timestamp: Option<Box<RawValue>>,
}

#[derive(Serialize)]
struct Event {
    #[serde(rename = "Records")]
    records: Vec<EventRecord>,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    window: Option<EventWindow>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct EventWindow {
    window: Bounds,
    state: Option<Box<RawValue>>,
    shard_id: String,
    #[serde(rename = "eventSourceARN")]
    event_source_arn: String,
    is_final_invoke_for_window: bool,
    is_window_terminated_early: bool,
}

#[derive(Serialize)]
struct Bounds {
    start: String,
    end: String,
}

/// The event that a typed handler is asked with, as JSON.
#[must_use]
pub fn event(world: &World, question: &Question) -> String {
    let window = question.window.as_ref().map(|window| event_window(world, question, window));
    write(&Event { records: records(world, question.consumer, question.records.iter().copied()), window })
}

fn event_window(world: &World, question: &Question, window: &Window) -> EventWindow {
    let moment = |at: Micros| {
        let text = utc(world.setup().epoch_ms + at.as_millis());
        // The guide's example writes whole seconds.
        text.replace(".000Z", "Z")
    };
    EventWindow {
        window: Bounds { start: moment(window.start), end: moment(window.end) },
        state: RawValue::from_string(window.state.to_string()).ok(),
        shard_id: shard_id(question.shard),
        event_source_arn: source_arn(world, question.consumer),
        is_final_invoke_for_window: question.is_final,
        is_window_terminated_early: question.is_final && window.is_too_large,
    }
}

fn records(world: &World, id: ConsumerId, records: impl Iterator<Item = RecordRef>) -> Vec<EventRecord> {
    let source = source_arn(world, id);
    let epoch_ms = world.setup().epoch_ms;
    let record = |record: RecordRef| {
        let shard = world.stream(record.stream)?.shards.get(record.shard as usize)?;
        let row = shard.log.get(record.index)?;
        let sequence_number = shard.sequence_of(&row, epoch_ms).to_string();
        let ms = epoch_ms + row.arrival.as_millis();
        Some(EventRecord {
            event_id: format!("{}:{sequence_number}", shard.id()),
            kinesis: KinesisRecord {
                kinesis_schema_version: "1.0",
                partition_key: world.keys().text(row.key).to_owned(),
                sequence_number,
                data: STANDARD.encode(world.data(shard, record.index, &row, usize::MAX)),
                // Epoch seconds with the milliseconds as a fraction, without ever being a float.
                approximate_arrival_timestamp: RawValue::from_string(format!("{}.{:03}", ms / 1_000, ms % 1_000)).ok(),
            },
            event_source: "aws:kinesis",
            event_version: "1.0",
            event_name: "aws:kinesis:record",
            invoke_identity_arn: format!("arn:aws:iam::{ACCOUNT}:role/lambda-role"),
            aws_region: REGION,
            event_source_arn: source.clone(),
        })
    };
    records.filter_map(record).collect()
}

/// The stream's ARN, or the registered consumer's for enhanced fan-out.
fn source_arn(world: &World, id: ConsumerId) -> String {
    let Some(consumer) = world.consumer(id) else { return String::new() };
    let stream = stream_arn(&stream_name(world, consumer.config.stream));
    if consumer.is_pushed() {
        let created_s = (world.setup().epoch_ms + consumer.since.as_millis()) / 1_000;
        format!("{stream}/consumer/{}:{created_s}", consumer.config.name)
    } else {
        stream
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Message {
    request_context: RequestContext,
    response_context: ResponseContext,
    version: &'static str,
    timestamp: String,
    #[serde(rename = "KinesisBatchInfo")]
    kinesis_batch_info: BatchInfo,
    #[serde(skip_serializing_if = "Option::is_none")]
    payload: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct RequestContext {
    request_id: String,
    function_arn: String,
    condition: &'static str,
    approximate_invoke_count: u32,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ResponseContext {
    status_code: u16,
    executed_version: &'static str,
    function_error: Option<&'static str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct BatchInfo {
    shard_id: String,
    start_sequence_number: String,
    end_sequence_number: String,
    approximate_arrival_of_first_record: String,
    approximate_arrival_of_last_record: String,
    batch_size: usize,
    stream_arn: String,
}

/// The message about a batch that was given up, as JSON: what a queue, a topic or a bucket receives. It holds no
/// records, except in a bucket. None when none is sent: records expired, or there is no destination.
#[must_use]
pub fn failure_message(world: &World, id: ConsumerId, lost: &Lost) -> Option<String> {
    let consumer = world.consumer(id)?;
    let mapping = consumer.mapping()?;
    let destination = mapping.config.on_failure.as_ref()?;
    let condition = lost.reason.condition()?;
    let epoch_ms = world.setup().epoch_ms;
    let moment = |at: Micros| utc(epoch_ms + at.as_millis());
    let (start, end) = lost.sequence.map(|(start, end)| (start.to_string(), end.to_string())).unwrap_or_default();
    let stream = consumer.config.stream;
    let references = lost.records.iter().map(|index| RecordRef { stream, shard: lost.shard, index: *index });
    let is_bucket = destination.kind == DestinationKind::S3;
    Some(write(&Message {
        request_context: RequestContext {
            request_id: request_id(world, consumer, lost.number),
            function_arn: format!("arn:aws:lambda:{REGION}:{ACCOUNT}:function:{}", mapping.config.function.name),
            condition,
            approximate_invoke_count: lost.invocations,
        },
        response_context: ResponseContext {
            status_code: 200,
            executed_version: "$LATEST",
            function_error: lost.fault.filter(|fault| *fault != Fault::ReportedItem).map(|_| "Unhandled"),
        },
        version: "1.0",
        timestamp: moment(lost.at),
        kinesis_batch_info: BatchInfo {
            shard_id: shard_id(lost.shard),
            start_sequence_number: start,
            end_sequence_number: end,
            approximate_arrival_of_first_record: moment(lost.arrivals.0),
            approximate_arrival_of_last_record: moment(lost.arrivals.1),
            batch_size: lost.records.len(),
            stream_arn: stream_arn(&stream_name(world, stream)),
        },
        payload: is_bucket.then(|| write(&Event { records: records(world, id, references), window: None })),
    }))
}

/// A UUID that belongs to this batch of this run.
fn request_id(world: &World, consumer: &Consumer, number: u64) -> String {
    let mut digest = Digest::default();
    digest.u64(world.setup().seed);
    digest.bytes(consumer.config.name.as_bytes());
    digest.u64(number);
    let high = digest.value();
    digest.u64(high);
    let low = digest.value();
    let (a, b, c) = (high >> 32, high >> 16 & 0xffff, high & 0xfff);
    format!("{a:08x}-{b:04x}-4{c:03x}-{:04x}-{:012x}", low >> 48 & 0x3fff | 0x8000, low & 0xffff_ffff_ffff)
}

fn write(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("plain texts and numbers have a form in JSON")
}
