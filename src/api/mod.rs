//! The Kinesis front door: requests and replies in AWS's own shapes, spoken to a [`Timeline`].
//!
//! Every request that spends a limit or adds a record is a command, so a run with requests can be told again.

mod describe;
mod error;
mod input;
pub mod invocation;
mod iterator;
pub mod lambda;
mod list;
mod put;
mod read;
pub mod reshard;

use crate::engine::id::StreamId;
use crate::engine::{Timeline, World};
use error::Failure;

/// The account that owns every stream here.
pub const ACCOUNT: &str = "111122223333";
/// The Region that every stream lies in.
pub const REGION: &str = "us-east-1";

/// What a request came to: an HTTP status and a body, as the AWS endpoint would answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Response {
    /// 200, or 400 for an error of the caller.
    pub status: u16,
    /// JSON.
    pub body: String,
}

/// Answers one request at the timeline's moment. `target` is the `X-Amz-Target` header, such as
/// `Kinesis_20131202.PutRecord`; `body` is JSON.
pub fn request(timeline: &mut Timeline, target: &str, body: &str) -> Response {
    let operation = target.strip_prefix("Kinesis_20131202.").unwrap_or_default();
    let answer = match operation {
        "PutRecord" => put::put_record(timeline, body),
        "PutRecords" => put::put_records(timeline, body),
        "ListShards" => list::list_shards(timeline, body),
        "DescribeStream" => describe::describe_stream(timeline, body),
        "DescribeStreamSummary" => describe::describe_stream_summary(timeline, body),
        "SplitShard" => reshard::split_shard(timeline, body),
        "MergeShards" => reshard::merge_shards(timeline, body),
        "UpdateShardCount" => reshard::update_shard_count(timeline, body),
        "UpdateStreamMode" => reshard::update_stream_mode(timeline, body),
        "UpdateStreamWarmThroughput" => reshard::update_stream_warm_throughput(timeline, body),
        "UpdateAccountSettings" => reshard::update_account_settings(timeline, body),
        "IncreaseStreamRetentionPeriod" => reshard::change_retention(timeline, body, true),
        "DecreaseStreamRetentionPeriod" => reshard::change_retention(timeline, body, false),
        "GetShardIterator" => read::get_shard_iterator(timeline, body),
        "GetRecords" => read::get_records(timeline, body),
        _ => Err(Failure::unknown_operation()),
    };
    match answer {
        Ok(body) => Response { status: 200, body },
        Err(failure) => Response { status: 400, body: failure.body() },
    }
}

/// A stream's ARN.
#[must_use]
pub fn stream_arn(name: &str) -> String {
    format!("arn:aws:kinesis:{REGION}:{ACCOUNT}:stream/{name}")
}

/// The stream that a request names, by name or by ARN.
fn find_stream(world: &World, name: Option<&str>, arn: Option<&str>) -> Result<StreamId, Failure> {
    let from_arn = arn.map(|arn| arn.rsplit_once(":stream/").map_or(arn, |(_, name)| name));
    let name = name.or(from_arn).ok_or_else(|| {
        // The model marks neither member as required; AWS's text for this case is unverified.
        Failure::invalid_argument("Either StreamName or StreamARN should be provided.".to_owned())
    })?;
    world.stream_named(name).ok_or_else(|| Failure::no_stream(name))
}

/// The name of a stream that is known to exist.
fn stream_name(world: &World, id: StreamId) -> String {
    world.stream(id).map_or_else(String::new, |stream| stream.name.clone())
}

/// The moment a world stands at, in milliseconds since 1970.
fn epoch_ms(world: &World) -> u64 {
    world.setup().epoch_ms + world.now().as_millis()
}
