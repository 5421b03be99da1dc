//! `GetShardIterator` and `GetRecords`.

use super::error::{Failure, quoted};
use super::input::{self, Check};
use super::iterator::Iterator;
use super::{ACCOUNT, epoch_ms, find_stream, stream_name};
use crate::engine::command::{Command, Got, Reply};
use crate::engine::date::spoken;
use crate::engine::id::StreamId;
use crate::engine::sequence::SequenceNumber;
use crate::engine::shard::{Shard, shard_id};
use crate::engine::time::Micros;
use crate::engine::{Timeline, World};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use std::fmt::Write;

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct GetShardIterator {
    stream_name: Option<String>,
    #[serde(rename = "StreamARN")]
    stream_arn: Option<String>,
    shard_id: Option<String>,
    shard_iterator_type: Option<String>,
    starting_sequence_number: Option<String>,
    timestamp: Option<f64>,
}

const ITERATOR_TYPES: [&str; 5] =
    ["AFTER_SEQUENCE_NUMBER", "LATEST", "AT_TIMESTAMP", "AT_SEQUENCE_NUMBER", "TRIM_HORIZON"];

pub(super) fn get_shard_iterator(timeline: &mut Timeline, body: &str) -> Result<String, Failure> {
    let input: GetShardIterator = input::read(body)?;
    let mut check = Check::default();
    if let Some(name) = &input.stream_name {
        check.name(name, "streamName");
    }
    match &input.shard_id {
        Some(id) => check.name(id, "shardId"),
        None => check.required(input.shard_id.as_ref(), "shardId"),
    }
    match &input.shard_iterator_type {
        Some(kind) if !ITERATOR_TYPES.contains(&kind.as_str()) => {
            let constraint = format!("Member must satisfy enum value set: [{}]", ITERATOR_TYPES.join(", "));
            check.broken(Some(kind), "shardIteratorType", &constraint);
        }
        kind => check.required(kind.as_ref(), "shardIteratorType"),
    }
    check.finish()?;
    let world = timeline.world();
    let stream = find_stream(world, input.stream_name.as_deref(), input.stream_arn.as_deref())?;
    let shard = find_shard(world, stream, input.shard_id.as_deref().unwrap_or_default())?;
    let kind = input.shard_iterator_type.as_deref().unwrap_or_default();
    let start = input.starting_sequence_number.as_deref();
    let place = match kind {
        "AT_TIMESTAMP" => at_timestamp(world, shard, input.timestamp)?,
        "TRIM_HORIZON" | "LATEST" if start.is_some() => return Err(must_specify(kind, "also a")),
        "TRIM_HORIZON" => shard.log.first(),
        "LATEST" => shard.log.end(),
        _ => {
            let number = at_sequence(world, stream, shard, start.ok_or_else(|| must_specify(kind, "no"))?)?;
            let place = shard.log.first_with_counter(number.counter);
            let exact = shard.log.get(place).is_some_and(|row| row.counter == number.counter);
            place + u64::from(exact && kind == "AFTER_SEQUENCE_NUMBER")
        }
    };
    let iterator = Iterator { stream, shard: shard.index, place, created: world.now() };
    Ok(format!(r#"{{"ShardIterator":"{}"}}"#, iterator.encode()))
}

/// `has` ends AWS's sentence: what the request says of the starting number.
fn must_specify(kind: &str, has: &str) -> Failure {
    Failure::invalid_argument(format!(
        "Must either specify (1) AT_SEQUENCE_NUMBER or AFTER_SEQUENCE_NUMBER and StartingSequenceNumber or (2) \
         TRIM_HORIZON or LATEST and no StartingSequenceNumber. Request specified {kind} and {has} StartingSequenceNumber."
    ))
}

/// The shard of an id such as `shardId-000000000001`, or of any text that ends in its number.
fn find_shard<'a>(world: &'a World, stream: StreamId, id: &str) -> Result<&'a Shard, Failure> {
    let name = stream_name(world, stream);
    let number = input::shard_number(id).ok_or_else(|| Failure::unparsable_shard(id, &name))?;
    let found = world.stream(stream).and_then(|stream| stream.shards.get(number as usize));
    found.filter(|shard| !shard.is_gone).ok_or_else(|| Failure::no_shard(shard_id(number), &name))
}

/// `Timestamp` comes as epoch seconds with a fraction; the engine keeps whole milliseconds.
fn at_timestamp(world: &World, shard: &Shard, timestamp: Option<f64>) -> Result<u64, Failure> {
    let seconds = timestamp.ok_or_else(|| {
        Failure::invalid_argument(
            "Must specify timestampInMillis parameter for iterator of type AT_TIMESTAMP. Current request has no \
             timestamp parameter.",
        )
    })?;
    let ms = input::epoch_ms(seconds);
    let now_ms = epoch_ms(world);
    if ms > now_ms {
        return Err(Failure::invalid_argument(format!(
            "The timestampInMillis parameter cannot be greater than the currentTimestampInMillis. timestampInMillis: \
             {ms}, currentTimestampInMillis: {now_ms}"
        )));
    }
    let moment = Micros::from_millis(ms.saturating_sub(world.setup().epoch_ms));
    Ok(shard.log.first_at_or_after(moment))
}

fn at_sequence(world: &World, stream: StreamId, shard: &Shard, text: &str) -> Result<SequenceNumber, Failure> {
    let name = stream_name(world, stream);
    let used = format!(
        "StartingSequenceNumber {text} used in GetShardIterator on shard {} in stream {name} under account {ACCOUNT} \
         is invalid",
        shard.id()
    );
    let number = SequenceNumber::parse(text).ok_or_else(|| Failure::invalid_argument(format!("{used}.")))?;
    if number.shard_index != shard.index {
        return Err(Failure::invalid_argument(format!(
            "Invalid StartingSequenceNumber. It encodes {}, while it was used in a call to a shard with {}",
            shard_id(number.shard_index),
            shard.id()
        )));
    }
    if number.shard_created_s != shard.created_s {
        return Err(Failure::invalid_argument(format!("{used} because it did not come from this stream.")));
    }
    Ok(number)
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct GetRecords {
    shard_iterator: Option<String>,
    limit: Option<i64>,
}

pub(super) fn get_records(timeline: &mut Timeline, body: &str) -> Result<String, Failure> {
    let input: GetRecords = input::read(body)?;
    let limits = timeline.world().limits().clone();
    let mut check = Check::default();
    match &input.shard_iterator {
        Some(iterator) => check.length(iterator, "shardIterator", 1, 512),
        None => check.required(input.shard_iterator.as_ref(), "shardIterator"),
    }
    let limit = input.limit.unwrap_or_else(|| i64::from(limits.get_records_limit_max));
    check.number(limit, "limit", 1, i64::from(limits.get_records_limit_max));
    check.finish()?;
    let world = timeline.world();
    let iterator = Iterator::decode(input.shard_iterator.as_deref().unwrap_or_default());
    // An iterator of a moment ahead was given out in a future that has been left.
    let iterator = iterator.filter(|iterator| iterator.created <= world.now());
    let iterator = iterator.ok_or_else(|| Failure::invalid_argument("Invalid ShardIterator."))?;
    if world.now().since(iterator.created) > limits.iterator_life {
        let created = spoken(world.setup().epoch_ms + iterator.created.as_millis());
        return Err(Failure::expired_iterator(&created, &spoken(epoch_ms(world))));
    }
    let Iterator { stream, shard, place, .. } = iterator;
    // The limit was checked to lie within 1 … 10,000.
    let limit = u32::try_from(limit).unwrap_or(limits.get_records_limit_max);
    match timeline.apply(Command::Get { stream, shard, from: place, limit }) {
        Ok(Reply::Got(Got::Records { from, to, millis_behind_latest, is_end })) => {
            let next = Iterator { place: to, ..iterator };
            records(timeline.world(), next, from, millis_behind_latest, is_end)
        }
        Ok(Reply::Got(Got::Throttled)) => Err(Failure::read_throttled(shard, &stream_name(timeline.world(), stream))),
        _ => Err(Failure::no_shard(shard_id(shard), &stream_name(timeline.world(), stream))),
    }
}

fn records(
    world: &World,
    next: Iterator,
    from: u64,
    millis_behind_latest: u64,
    is_end: bool,
) -> Result<String, Failure> {
    let stream = world.stream(next.stream).ok_or_else(Failure::unparsable)?;
    let shard = &stream.shards[next.shard as usize];
    let epoch_ms = world.setup().epoch_ms;
    let mut body = r#"{"Records":["#.to_owned();
    for (index, row) in shard.log.range(from, next.place) {
        if index > from {
            body.push(',');
        }
        body.push_str(r#"{"SequenceNumber":""#);
        body.push_str(shard.sequence_of(&row, epoch_ms).decimal().as_str());
        // Epoch seconds with the milliseconds as a fraction.
        let ms = epoch_ms + row.arrival.as_millis();
        let _ = write!(body, r#"","ApproximateArrivalTimestamp":{}.{:03},"Data":""#, ms / 1_000, ms % 1_000);
        STANDARD.encode_string(world.data(shard, index, &row, usize::MAX), &mut body);
        body.push_str(r#"","PartitionKey":"#);
        body.push_str(&quoted(world.keys().text(row.key)));
        body.push('}');
    }
    if is_end {
        // Only here: the shard is closed and has been read to its end.
        let children = shard.children.iter().map(|child| child_shard(&stream.shards[*child as usize]));
        let children = children.collect::<Vec<_>>().join(",");
        let _ = write!(
            body,
            r#"],"NextShardIterator":null,"MillisBehindLatest":{millis_behind_latest},"ChildShards":[{children}]}}"#
        );
        return Ok(body);
    }
    let next = Iterator { created: world.now(), ..next }.encode();
    let _ = write!(body, r#"],"NextShardIterator":"{next}","MillisBehindLatest":{millis_behind_latest}}}"#);
    Ok(body)
}

fn child_shard(child: &Shard) -> String {
    let parents = child.parents().map(|parent| format!("\"{}\"", shard_id(parent))).collect::<Vec<_>>().join(",");
    format!(
        r#"{{"ShardId":"{}","ParentShards":[{parents}],"HashKeyRange":{{"StartingHashKey":"{}","EndingHashKey":"{}"}}}}"#,
        child.id(),
        child.range.start,
        child.range.end
    )
}
