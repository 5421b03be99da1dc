//! `ListShards`.

use super::error::Failure;
use super::find_stream;
use super::input::{self, Check};
use super::iterator::Iterator;
use crate::engine::Timeline;
use crate::engine::shard::Shard;
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
            let number = after.and_then(|id| id.rsplit('-').next()?.parse().ok());
            (find_stream(world, name.as_deref(), arn.as_deref())?, number)
        }
    };
    // Every shard is open and none has expired, so all types of filter select the same shards.
    let shards = &world.stream(stream).ok_or_else(Failure::unparsable)?.shards;
    let wanted = input.max_results.and_then(|max| usize::try_from(max).ok()).unwrap_or(PAGE_MAX).min(PAGE_MAX);
    let start = after.map_or(0, |index: u32| index as usize + 1).min(shards.len());
    let page = &shards[start..shards.len().min(start + wanted)];
    let more = start + page.len() < shards.len();
    let next_token = page
        .last()
        .filter(|_| more)
        .map(|last| Iterator { stream, shard: last.index, place: 0, created: world.now() }.encode());
    let listed: Vec<String> = page.iter().map(listed).collect();
    let next_token = next_token.map_or_else(String::new, |token| format!(r#","NextToken":"{token}""#));
    Ok(format!(r#"{{"Shards":[{}]{next_token}}}"#, listed.join(",")))
}

fn listed(shard: &Shard) -> String {
    format!(
        r#"{{"ShardId":"{}","HashKeyRange":{{"StartingHashKey":"{}","EndingHashKey":"{}"}},"SequenceNumberRange":{{"StartingSequenceNumber":"{}"}}}}"#,
        shard.id(),
        shard.range.start,
        shard.range.end,
        shard.starting_sequence()
    )
}
