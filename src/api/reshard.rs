//! The operations that change a stream: its shards, its mode, its room, its retention.

use super::error::Failure;
use super::input::{self, Check};
use super::{ACCOUNT, REGION, find_stream, stream_arn, stream_name};
use crate::engine::command::{Command, Refusal};
use crate::engine::hash::HashKey;
use crate::engine::id::StreamId;
use crate::engine::reshard::{ReshardRefusal, StreamMode};
use crate::engine::shard::shard_id;
use crate::engine::{Timeline, World};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct SplitShard {
    stream_name: Option<String>,
    #[serde(rename = "StreamARN")]
    stream_arn: Option<String>,
    shard_to_split: Option<String>,
    new_starting_hash_key: Option<String>,
}

pub(super) fn split_shard(timeline: &mut Timeline, body: &str) -> Result<String, Failure> {
    let input: SplitShard = input::read(body)?;
    let mut check = Check::default();
    name(&mut check, input.stream_name.as_ref());
    shard(&mut check, input.shard_to_split.as_ref(), "shardToSplit");
    match &input.new_starting_hash_key {
        Some(key) => check.hash_key(key, "newStartingHashKey"),
        None => check.required(input.new_starting_hash_key.as_ref(), "newStartingHashKey"),
    }
    check.finish()?;
    let stream = find_stream(timeline.world(), input.stream_name.as_deref(), input.stream_arn.as_deref())?;
    let shard = find_shard(timeline.world(), stream, input.shard_to_split.as_deref())?;
    // 39 digits may lie beyond the line; like its last place, such a key lies inside no shard.
    let key = input.new_starting_hash_key.as_deref().and_then(HashKey::parse).unwrap_or(HashKey::MAX);
    apply(timeline, stream, Command::SplitShard { stream, shard, new_starting_hash_key: Some(key) })
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct MergeShards {
    stream_name: Option<String>,
    #[serde(rename = "StreamARN")]
    stream_arn: Option<String>,
    shard_to_merge: Option<String>,
    adjacent_shard_to_merge: Option<String>,
}

pub(super) fn merge_shards(timeline: &mut Timeline, body: &str) -> Result<String, Failure> {
    let input: MergeShards = input::read(body)?;
    let mut check = Check::default();
    name(&mut check, input.stream_name.as_ref());
    shard(&mut check, input.shard_to_merge.as_ref(), "shardToMerge");
    shard(&mut check, input.adjacent_shard_to_merge.as_ref(), "adjacentShardToMerge");
    check.finish()?;
    let stream = find_stream(timeline.world(), input.stream_name.as_deref(), input.stream_arn.as_deref())?;
    let shard = find_shard(timeline.world(), stream, input.shard_to_merge.as_deref())?;
    let adjacent_shard = find_shard(timeline.world(), stream, input.adjacent_shard_to_merge.as_deref())?;
    apply(timeline, stream, Command::MergeShards { stream, shard, adjacent_shard })
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct UpdateShardCount {
    stream_name: Option<String>,
    #[serde(rename = "StreamARN")]
    stream_arn: Option<String>,
    target_shard_count: Option<i64>,
    scaling_type: Option<String>,
}

pub(super) fn update_shard_count(timeline: &mut Timeline, body: &str) -> Result<String, Failure> {
    let input: UpdateShardCount = input::read(body)?;
    let mut check = Check::default();
    name(&mut check, input.stream_name.as_ref());
    match input.target_shard_count {
        Some(count) => check.number(count, "targetShardCount", 1, i64::from(i32::MAX)),
        None => check.required(input.target_shard_count.as_ref(), "targetShardCount"),
    }
    one_of(&mut check, input.scaling_type.as_ref(), "scalingType", &["UNIFORM_SCALING"]);
    check.finish()?;
    let stream = find_stream(timeline.world(), input.stream_name.as_deref(), input.stream_arn.as_deref())?;
    let open = timeline.world().stream(stream).map_or(0, crate::engine::stream::Stream::open_count);
    let target = u32::try_from(input.target_shard_count.unwrap_or_default()).unwrap_or(u32::MAX);
    apply(timeline, stream, Command::UpdateShardCount { stream, target_shard_count: target })?;
    let name = stream_name(timeline.world(), stream);
    Ok(format!(
        r#"{{"StreamName":"{name}","CurrentShardCount":{open},"TargetShardCount":{target},"StreamARN":"{}"}}"#,
        stream_arn(&name)
    ))
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct UpdateStreamMode {
    #[serde(rename = "StreamARN")]
    stream_arn: Option<String>,
    stream_mode_details: Option<StreamModeDetails>,
    warm_throughput_mi_bps: Option<i64>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct StreamModeDetails {
    stream_mode: Option<String>,
}

pub(super) fn update_stream_mode(timeline: &mut Timeline, body: &str) -> Result<String, Failure> {
    let input: UpdateStreamMode = input::read(body)?;
    let mut check = Check::default();
    check.required(input.stream_arn.as_ref(), "streamARN");
    check.required(input.stream_mode_details.as_ref(), "streamModeDetails");
    let word = input.stream_mode_details.as_ref().and_then(|details| details.stream_mode.as_ref());
    if input.stream_mode_details.is_some() {
        one_of(&mut check, word, "streamModeDetails.streamMode", &["PROVISIONED", "ON_DEMAND"]);
    }
    check.finish()?;
    let stream = find_stream(timeline.world(), None, input.stream_arn.as_deref())?;
    let mode = word.and_then(|word| StreamMode::of_word(word)).unwrap_or_default();
    apply(timeline, stream, Command::UpdateStreamMode { stream, mode })
}

pub(super) fn update_stream_warm_throughput(timeline: &mut Timeline, body: &str) -> Result<String, Failure> {
    let input: UpdateStreamMode = input::read(body)?;
    let mut check = Check::default();
    check.required(input.stream_arn.as_ref(), "streamARN");
    match input.warm_throughput_mi_bps {
        Some(mib) => check.number(mib, "warmThroughputMiBps", 0, i64::from(i32::MAX)),
        None => check.required(input.warm_throughput_mi_bps.as_ref(), "warmThroughputMiBps"),
    }
    check.finish()?;
    let stream = find_stream(timeline.world(), None, input.stream_arn.as_deref())?;
    let mib_per_s = u32::try_from(input.warm_throughput_mi_bps.unwrap_or_default()).unwrap_or(u32::MAX);
    let before = timeline.world().stream(stream).map_or(0, |stream| stream.growth.warm_mib_per_s);
    apply(timeline, stream, Command::UpdateWarmThroughput { stream, mib_per_s })?;
    let name = stream_name(timeline.world(), stream);
    Ok(format!(
        r#"{{"StreamARN":"{}","StreamName":"{name}","WarmThroughput":{{"TargetMiBps":{mib_per_s},"CurrentMiBps":{before}}}}}"#,
        stream_arn(&name)
    ))
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct UpdateAccountSettings {
    minimum_throughput_billing_commitment: Option<BillingCommitment>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct BillingCommitment {
    status: Option<String>,
}

pub(super) fn update_account_settings(timeline: &mut Timeline, body: &str) -> Result<String, Failure> {
    let input: UpdateAccountSettings = input::read(body)?;
    let mut check = Check::default();
    let path = "minimumThroughputBillingCommitment";
    check.required(input.minimum_throughput_billing_commitment.as_ref(), path);
    let status = input.minimum_throughput_billing_commitment.as_ref().and_then(|one| one.status.as_ref());
    if input.minimum_throughput_billing_commitment.is_some() {
        one_of(&mut check, status, &format!("{path}.status"), &["ENABLED", "DISABLED"]);
    }
    check.finish()?;
    let enabled = status.is_some_and(|status| status == "ENABLED");
    // The account has one setting for all streams, so there is no stream to name in an error.
    apply(timeline, StreamId(0), Command::SetBillingCommitment { enabled })?;
    let word = if enabled { "ENABLED" } else { "DISABLED" };
    Ok(format!(r#"{{"MinimumThroughputBillingCommitment":{{"Status":"{word}"}}}}"#))
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Retention {
    stream_name: Option<String>,
    #[serde(rename = "StreamARN")]
    stream_arn: Option<String>,
    #[serde(rename = "RetentionPeriodHours")]
    hours: Option<i64>,
}

/// `IncreaseStreamRetentionPeriod` and `DecreaseStreamRetentionPeriod`.
pub(super) fn change_retention(timeline: &mut Timeline, body: &str, is_increase: bool) -> Result<String, Failure> {
    let input: Retention = input::read(body)?;
    let mut check = Check::default();
    name(&mut check, input.stream_name.as_ref());
    let hours_max = timeline.world().limits().retention_hours_max;
    match input.hours {
        Some(hours) => check.number(hours, "retentionPeriodHours", 1, i64::from(hours_max)),
        None => check.required(input.hours.as_ref(), "retentionPeriodHours"),
    }
    check.finish()?;
    let stream = find_stream(timeline.world(), input.stream_name.as_deref(), input.stream_arn.as_deref())?;
    let hours = u32::try_from(input.hours.unwrap_or_default()).unwrap_or(hours_max);
    let source = timeline.world().stream(stream).ok_or_else(Failure::unparsable)?;
    let (current, name) = (source.retention.as_hours(), source.name.clone());
    if hours < timeline.world().limits().retention_hours_min {
        return Err(Failure::invalid_argument(format!(
            "Minimum allowed retention period is 24 hours. Requested retention period ({hours} hours) is too short."
        )));
    }
    let wrong = |how: &str, other: &str| {
        Err(Failure::invalid_argument(format!(
            "Requested retention period ({hours} hours) for stream {name} can not be {how} than existing retention period \
             ({current} hours). Use {other}RetentionPeriod API."
        )))
    };
    match is_increase {
        true if u64::from(hours) < current => wrong("shorter", "Decrease"),
        false if u64::from(hours) > current => wrong("longer", "Increase"),
        _ => apply(timeline, stream, Command::SetRetention { stream, hours }),
    }
}

fn name(check: &mut Check, name: Option<&String>) {
    if let Some(name) = name {
        check.name(name, "streamName");
    }
}

fn shard(check: &mut Check, id: Option<&String>, path: &str) {
    match id {
        Some(id) => check.name(id, path),
        None => check.required(id, path),
    }
}

fn one_of(check: &mut Check, value: Option<&String>, path: &str, words: &[&str]) {
    match value {
        Some(word) if !words.contains(&word.as_str()) => {
            check.broken(Some(word), path, &format!("Member must satisfy enum value set: [{}]", words.join(", ")));
        }
        value => check.required(value, path),
    }
}

/// The index of a shard that a request names; the shard itself is looked up by the engine.
fn find_shard(world: &World, stream: StreamId, id: Option<&str>) -> Result<u32, Failure> {
    let id = id.unwrap_or_default();
    input::shard_number(id).ok_or_else(|| Failure::unparsable_shard(id, &stream_name(world, stream)))
}

fn apply(timeline: &mut Timeline, stream: StreamId, command: Command) -> Result<String, Failure> {
    match timeline.apply(command) {
        Ok(_) => Ok(String::new()),
        Err(Refusal::Reshard(rule)) => Err(failure(timeline.world(), stream, &rule)),
        Err(_) => Err(Failure::no_stream(&stream_name(timeline.world(), stream))),
    }
}

/// What AWS answers where a rule is hit: the exception's name and its text.
#[must_use]
pub fn refusal(world: &World, stream: StreamId, rule: &ReshardRefusal) -> (&'static str, String) {
    let failure = failure(world, stream, rule);
    let (kind, text) = failure.parts();
    (kind, text.to_owned())
}

fn failure(world: &World, stream: StreamId, rule: &ReshardRefusal) -> Failure {
    let name = stream_name(world, stream);
    let limited = |message: String| Failure::new("LimitExceededException", message);
    match rule {
        ReshardRefusal::NotActive(status) => Failure::new(
            "ResourceInUseException",
            format!("Stream {name} under account {ACCOUNT} not ACTIVE, instead in state {}", status.word()),
        ),
        ReshardRefusal::NoShard(shard) => Failure::unparsable_shard(&shard_id(*shard), &name),
        ReshardRefusal::Closed(shard) => Failure::invalid_argument(format!(
            "Shard {} in stream {name} under account {ACCOUNT} has already been merged or split, and thus is not eligible \
             for merging or splitting.",
            shard_id(*shard)
        )),
        ReshardRefusal::SplitKey { shard, range, key } => Failure::invalid_argument(format!(
            "NewStartingHashKey {key} used in SplitShard() on shard {} in stream {name} under account {ACCOUNT} is not both \
             greater than one plus the shard's StartingHashKey {} and less than the shard's EndingHashKey {}.",
            shard_id(*shard),
            range.start,
            range.end
        )),
        ReshardRefusal::NotAdjacent(first, second) => Failure::invalid_argument(format!(
            "Shards {} and {} in stream {name} under account {ACCOUNT} are not an adjacent pair of shards eligible for \
             merging",
            shard_id(*first),
            shard_id(*second)
        )),
        ReshardRefusal::ShardQuota { open, more, limit } => limited(format!(
            "This request would exceed the shard limit for the account {ACCOUNT} in {REGION}. Current shard count for the \
             account: {open}. Limit: {limit}. Number of additional shards that would have resulted from this request: \
             {more}. Refer to the AWS Service Limits page \
             (http://docs.aws.amazon.com/general/latest/gr/aws_service_limits.html) for current limits and how to request \
             higher limits."
        )),
        // The three texts of UpdateShardCount were seen in reports of others and are kept by the kinesalite project.
        ReshardRefusal::AboveDouble { open, target } => limited(format!(
            "UpdateShardCount cannot scale up over double your current open shard count. Current open shard count: {open}, \
             Target shard count: {target}"
        )),
        ReshardRefusal::BelowHalf { open, target } => limited(format!(
            "UpdateShardCount cannot scale down below half your current open shard count. Current open shard count: \
             {open}, Target shard count: {target}"
        )),
        ReshardRefusal::TooManyShards { open, target, limit } => limited(format!(
            "Target shard count or number of open shards cannot be greater than {limit}. Current open shard count: {open}, \
             Target shard count: {target}"
        )),
        // AWS's texts for the rules below are unverified; the exceptions are those of the API reference.
        ReshardRefusal::ScaledTooOften(_) | ReshardRefusal::SwitchedTooOften(_) => limited(rule.to_string()),
        ReshardRefusal::OnDemand
        | ReshardRefusal::SameMode(_)
        | ReshardRefusal::NotOnDemand
        | ReshardRefusal::NotYet
        | ReshardRefusal::NeedsAdvantage
        | ReshardRefusal::TooWarm { .. }
        | ReshardRefusal::StillWarm(_) => Failure::new("ValidationException", rule.to_string()),
    }
}
