//! `ListShards`.

use super::error::Failure;
use super::find_stream;
use super::input::{self, Check};
use super::iterator::Iterator;
use crate::engine::shard::{Shard, shard_id};
use crate::engine::stream::Stream;
use crate::engine::time::Micros;
use crate::engine::{Timeline, World};
use serde::Deserialize;

/// The most shards on one page, whatever `MaxResults` says.
const PAGE_MAX: usize = 1_000;

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct ListShards {
    stream_name: Option<String>,
    #[serde(rename = "StreamARN")]
    stream_arn: Option<String>,
    next_token: Option<String>,
    exclusive_start_shard_id: Option<String>,
    max_results: Option<i64>,
    shard_filter: Option<ShardFilter>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct ShardFilter {
    r#type: Option<String>,
    shard_id: Option<String>,
    timestamp: Option<f64>,
}

const FILTER_TYPES: [&str; 6] =
    ["AFTER_SHARD_ID", "AT_TRIM_HORIZON", "FROM_TRIM_HORIZON", "AT_LATEST", "AT_TIMESTAMP", "FROM_TIMESTAMP"];

pub(super) fn list_shards(timeline: &mut Timeline, body: &str) -> Result<String, Failure> {
    let input: ListShards = input::read(body)?;
    let mut check = Check::default();
    if let Some(name) = &input.stream_name {
        check.name(name, "streamName");
    }
    if let Some(max) = input.max_results {
        check.number(max, "maxResults", 1, 10_000);
    }
    if let Some(filter) = &input.shard_filter {
        match &filter.r#type {
            Some(kind) if !FILTER_TYPES.contains(&kind.as_str()) => {
                let constraint = format!("Member must satisfy enum value set: [{}]", FILTER_TYPES.join(", "));
                check.broken(Some(kind), "shardFilter.type", &constraint);
            }
            kind => check.required(kind.as_ref(), "shardFilter.type"),
        }
    }
    check.finish()?;
    let world = timeline.world();
    let (stream, after) = match (&input.next_token, &input.stream_name, &input.stream_arn) {
        (Some(_), Some(_), _) => {
            return Err(Failure::invalid_argument("NextToken and StreamName cannot be provided together."));
        }
        (None, None, None) => {
            return Err(Failure::invalid_argument("Either NextToken or StreamName should be provided."));
        }
        (Some(token), None, _) => {
            // AWS's text for a token that is none is unverified.
            let token = Iterator::decode(token).ok_or_else(|| Failure::invalid_argument("Invalid NextToken."))?;
            if world.now().since(token.created) > world.limits().iterator_life {
                return Err(Failure::expired_token());
            }
            (token.stream, Some(token.shard))
        }
        (None, name, arn) => {
            let filter_id = input.shard_filter.as_ref().and_then(|filter| filter.shard_id.as_deref());
            let after = input.exclusive_start_shard_id.as_deref().or(filter_id);
            let number = after.and_then(input::shard_number);
            (find_stream(world, name.as_deref(), arn.as_deref())?, number)
        }
    };
    let source = world.stream(stream).ok_or_else(Failure::unparsable)?;
    let moment = input.shard_filter.as_ref().and_then(|filter| filter.timestamp).map(|seconds| moment(world, seconds));
    let kind = input.shard_filter.as_ref().and_then(|filter| filter.r#type.as_deref()).unwrap_or("FROM_TRIM_HORIZON");
    if moment.is_none() && kind.ends_with("_TIMESTAMP") {
        // AWS's text is unverified.
        return Err(Failure::invalid_argument(format!("A Timestamp is required with the filter type {kind}.")));
    }
    let first = after.map_or(0, |index: u32| index.saturating_add(1));
    let wanted = |shard: &&Shard| shard.index >= first && passes(shard, source, kind, moment, world.now());
    let shards: Vec<&Shard> = source.shards.iter().filter(wanted).collect();
    let page_max = input.max_results.and_then(|max| usize::try_from(max).ok()).unwrap_or(PAGE_MAX).min(PAGE_MAX);
    let page = &shards[..shards.len().min(page_max)];
    let more = page.len() < shards.len();
    let next_token = page
        .last()
        .filter(|_| more)
        .map(|last| Iterator { stream, shard: last.index, place: 0, created: world.now() }.encode());
    let epoch_ms = world.setup().epoch_ms;
    let listed: Vec<String> = page.iter().map(|shard| described(shard, epoch_ms)).collect();
    let next_token = next_token.map_or_else(String::new, |token| format!(r#","NextToken":"{token}""#));
    Ok(format!(r#"{{"Shards":[{}]{next_token}}}"#, listed.join(",")))
}

/// A moment that a request gives as epoch seconds with a fraction; one before the start counts as the start.
fn moment(world: &World, seconds: f64) -> Micros {
    let ms = input::epoch_ms(seconds);
    Micros::from_millis(ms.saturating_sub(world.setup().epoch_ms))
}

/// Whether a filter lets a shard through (API reference, `ShardFilter`). Expired shards are never listed.
fn passes(shard: &Shard, stream: &Stream, kind: &str, moment: Option<Micros>, now: Micros) -> bool {
    let horizon = Micros(now.0.saturating_sub(stream.retention.0));
    let moment = moment.unwrap_or_default().max(horizon);
    let was_open_at = |moment| shard.opened <= moment && shard.closed.is_none_or(|closed| closed >= moment);
    !shard.is_gone
        && match kind {
            "AT_LATEST" => shard.is_open(),
            "AT_TRIM_HORIZON" => was_open_at(horizon),
            "AT_TIMESTAMP" => was_open_at(moment),
            "FROM_TIMESTAMP" => shard.closed.is_none_or(|closed| closed >= moment),
            _ => true,
        }
}

/// A shard as `ListShards` and `DescribeStream` tell it.
pub(super) fn described(shard: &Shard, epoch_ms: u64) -> String {
    let parent = |name: &str, index: Option<u32>| {
        index.map_or_else(String::new, |index| format!(r#","{name}":"{}""#, shard_id(index)))
    };
    let ending = shard.ending_sequence(epoch_ms);
    let ending = ending.map_or_else(String::new, |number| format!(r#","EndingSequenceNumber":"{number}""#));
    format!(
        r#"{{"ShardId":"{}"{}{},"HashKeyRange":{{"StartingHashKey":"{}","EndingHashKey":"{}"}},"SequenceNumberRange":{{"StartingSequenceNumber":"{}"{ending}}}}}"#,
        shard.id(),
        parent("ParentShardId", shard.parent),
        parent("AdjacentParentShardId", shard.adjacent_parent),
        shard.range.start,
        shard.range.end,
        shard.starting_sequence()
    )
}
