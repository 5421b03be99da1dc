//! ARNs, and the names of functions.

use super::Account;
use crate::engine::lambda::{Destination, DestinationKind};

/// What a mapping reads.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Source {
    /// The stream's name.
    pub(super) stream: String,
    /// Whether it is an enhanced fan-out consumer of the stream.
    pub(super) pushed: bool,
}

/// The six parts of an ARN.
fn parts(arn: &str) -> Option<[&str; 6]> {
    let mut parts = arn.splitn(6, ':');
    let mut found = [""; 6];
    for part in &mut found {
        *part = parts.next()?;
    }
    (found[0] == "arn" && !found[1].is_empty()).then_some(found)
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_.-".contains(&byte))
}

/// A stream's ARN.
pub(super) fn stream(account: &Account, name: &str) -> String {
    format!("arn:aws:kinesis:{}:{}:stream/{name}", account.region, account.account_id)
}

/// A consumer's ARN, which ends in the second of its registration; here that is the simulation's start.
pub(super) fn consumer(account: &Account, stream_arn: &str, name: &str) -> String {
    format!("{stream_arn}/consumer/{name}:{}", account.epoch_ms / 1_000)
}

/// Reads the ARN of a stream or of one of its consumers.
pub(super) fn read_source(arn: &str, account: &Account) -> Result<Source, String> {
    let example = stream(account, "orders");
    let refuse = |what: String| Err(format!("{what}; write a stream's ARN, such as {example}"));
    let Some([_, _, service, _, _, resource]) = parts(arn) else {
        return refuse(format!("`{arn}` is no ARN"));
    };
    if service != "kinesis" {
        return refuse(format!("is an ARN of `{service}`, and this mapping reads a Kinesis stream"));
    }
    let Some(path) = resource.strip_prefix("stream/") else {
        return refuse("names no stream".to_owned());
    };
    let (name, consumer) = path.split_once('/').map_or((path, None), |(name, rest)| (name, Some(rest)));
    if !is_name(name) || name.len() > 128 {
        return refuse(format!("`{name}` is no stream's name: 1 to 128 letters, digits, `_`, `.` and `-`"));
    }
    let consumer_name = |rest: &str| {
        let (name, second) = rest.strip_prefix("consumer/")?.split_once(':')?;
        (is_name(name) && !second.is_empty() && second.bytes().all(|byte| byte.is_ascii_digit())).then_some(())
    };
    match consumer.map(consumer_name) {
        Some(None) => refuse(format!("is no consumer's ARN, which ends as in {name}/consumer/analytics:1767225600")),
        found => Ok(Source { stream: name.to_owned(), pushed: found.is_some() }),
    }
}

/// Reads the ARN of an on-failure destination. Lambda sends a stream's failures to standard queues of SQS, standard
/// topics of SNS, buckets of S3 and topics of Kafka (Lambda Developer Guide, "Retaining discarded batch records for a
/// Kinesis Data Streams event source"); Kafka is not simulated.
pub(super) fn read_destination(arn: &str, account: &Account) -> Result<Destination, String> {
    let example = format!("arn:aws:sqs:{}:{}:orders-lost", account.region, account.account_id);
    let refuse =
        |what: String| Err(format!("{what}; write the ARN of a queue, a topic or a bucket, such as {example}"));
    if arn.starts_with("kafka://") {
        return refuse("is a Kafka topic, which the simulation does not have".to_owned());
    }
    let Some([_, _, service, region, id, name]) = parts(arn) else {
        return refuse(format!("`{arn}` is no ARN"));
    };
    let kind = match service {
        "sqs" => DestinationKind::Sqs,
        "sns" => DestinationKind::Sns,
        "s3" => DestinationKind::S3,
        "lambda" | "events" => {
            return refuse(format!("is an ARN of `{service}`, which takes no failures of a stream"));
        }
        _ => return refuse(format!("is an ARN of `{service}`, which is no destination of a stream's failures")),
    };
    if service != "s3" && name.ends_with(".fifo") {
        let (what, instead) = if service == "sqs" { ("queue", "queue") } else { ("topic", "topic") };
        return Err(format!("is a FIFO {what}, which takes no failures of a stream; use a standard {instead}"));
    }
    if !is_name(name) || ((region.is_empty() || id.is_empty()) != (service == "s3")) {
        return refuse(format!("`{arn}` is not complete"));
    }
    Ok(Destination { kind, name: name.to_owned() })
}

/// A function's name as AWS takes it: at most 64 letters, digits, `-` and `_`.
pub(super) fn function_name(name: &str) -> String {
    let fit = |c: char| if c.is_ascii_alphanumeric() || c == '-' || c == '_' { c } else { '-' };
    let fitted: String = name.chars().map(fit).take(64).collect();
    if fitted.is_empty() { "function".to_owned() } else { fitted }
}

/// Reads a function's name out of a name, a partial ARN or an ARN, each with or without a version or an alias.
pub(super) fn read_function(written: &str) -> Result<String, String> {
    let rest = written.rsplit_once("function:").map_or(written, |(_, rest)| rest);
    let name = rest.split(':').next().unwrap_or_default();
    let whole = parts(written).is_none_or(|parts| parts[2] == "lambda" && parts[5].starts_with("function:"));
    if whole && !name.is_empty() && function_name(name) == name && !(name == "arn" && rest == written) {
        return Ok(name.to_owned());
    }
    Err(format!("`{written}` is no function's name; write 1 to 64 letters, digits, `-` and `_`, or the function's ARN"))
}
