//! `DescribeStream` and `DescribeStreamSummary`.

use super::error::Failure;
use super::input::{self, Check};
use super::list::described;
use super::{find_stream, stream_arn};
use crate::engine::shard::Shard;
use crate::engine::stream::Stream;
use crate::engine::{Timeline, World};
use serde::Deserialize;

/// `Limit` of `DescribeStream` when none is given. API reference.
const SHARDS_DEFAULT: i64 = 100;

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct DescribeStream {
    stream_name: Option<String>,
    #[serde(rename = "StreamARN")]
    stream_arn: Option<String>,
    limit: Option<i64>,
    exclusive_start_shard_id: Option<String>,
}

fn input(body: &str) -> Result<DescribeStream, Failure> {
    let input: DescribeStream = input::read(body)?;
    let mut check = Check::default();
    if let Some(name) = &input.stream_name {
        check.name(name, "streamName");
    }
    if let Some(limit) = input.limit {
        check.number(limit, "limit", 1, 10_000);
    }
    if let Some(id) = &input.exclusive_start_shard_id {
        check.name(id, "exclusiveStartShardId");
    }
    check.finish()?;
    Ok(input)
}

pub(super) fn describe_stream(timeline: &mut Timeline, body: &str) -> Result<String, Failure> {
    let input = input(body)?;
    let world = timeline.world();
    let id = find_stream(world, input.stream_name.as_deref(), input.stream_arn.as_deref())?;
    let stream = world.stream(id).ok_or_else(Failure::unparsable)?;
    let after = input.exclusive_start_shard_id.as_deref().and_then(input::shard_number);
    let first = after.map_or(0, |index| index.saturating_add(1));
    let listed: Vec<&Shard> = stream.shards.iter().filter(|shard| !shard.is_gone && shard.index >= first).collect();
    let most = usize::try_from(input.limit.unwrap_or(SHARDS_DEFAULT)).unwrap_or(usize::MAX);
    let epoch_ms = world.setup().epoch_ms;
    let shards: Vec<String> = listed.iter().take(most).map(|shard| described(shard, epoch_ms)).collect();
    let more = listed.len() > most;
    Ok(format!(
        r#"{{"StreamDescription":{{{},"HasMoreShards":{more},"Shards":[{}]}}}}"#,
        common(world, stream),
        shards.join(",")
    ))
}

pub(super) fn describe_stream_summary(timeline: &mut Timeline, body: &str) -> Result<String, Failure> {
    let input = input(body)?;
    let world = timeline.world();
    let id = find_stream(world, input.stream_name.as_deref(), input.stream_arn.as_deref())?;
    let stream = world.stream(id).ok_or_else(Failure::unparsable)?;
    let consumers = world.readers(id).iter().filter(|reader| reader.is_pushed()).count();
    Ok(format!(
        r#"{{"StreamDescriptionSummary":{{{},"OpenShardCount":{},"ConsumerCount":{consumers}}}}}"#,
        common(world, stream),
        stream.open_count()
    ))
}

/// The members that both have.
fn common(world: &World, stream: &Stream) -> String {
    let created_ms = world.setup().epoch_ms + stream.shards.first().map_or(0, |shard| shard.opened.as_millis());
    format!(
        r#""StreamName":"{}","StreamARN":"{}","StreamStatus":"{}","StreamModeDetails":{{"StreamMode":"{}"}},"RetentionPeriodHours":{},"StreamCreationTimestamp":{}.{:03},"EnhancedMonitoring":[{{"ShardLevelMetrics":[]}}],"EncryptionType":"NONE""#,
        stream.name,
        stream_arn(&stream.name),
        stream.status().word(),
        stream.mode.word(),
        stream.retention.as_hours(),
        created_ms / 1_000,
        created_ms % 1_000
    )
}
