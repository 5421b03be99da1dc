//! Errors as the AWS endpoint words them.

use super::ACCOUNT;
use crate::engine::shard::shard_id;
use std::fmt::Display;

/// A refused request: the exception's wire name and its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Failure {
    kind: &'static str,
    message: Option<String>,
}

impl Failure {
    pub(super) fn new(kind: &'static str, message: impl Into<String>) -> Self {
        Self { kind, message: Some(message.into()) }
    }

    pub(super) fn unknown_operation() -> Self {
        Self { kind: "UnknownOperationException", message: None }
    }

    /// The body is not JSON: AWS gives no text.
    pub(super) fn unparsable() -> Self {
        Self { kind: "SerializationException", message: None }
    }

    pub(super) fn serialization(message: impl Into<String>) -> Self {
        Self::new("SerializationException", message)
    }

    pub(super) fn invalid_argument(message: impl Into<String>) -> Self {
        Self::new("InvalidArgumentException", message)
    }

    /// `errors` are constraint sentences, at least one.
    pub(super) fn validation(errors: &[String]) -> Self {
        Self::new("ValidationException", validation_text(errors))
    }

    pub(super) fn no_stream(name: &str) -> Self {
        Self::new("ResourceNotFoundException", format!("Stream {name} under account {ACCOUNT} not found."))
    }

    pub(super) fn no_shard(shard: impl Display, stream: &str) -> Self {
        let message = format!("Shard {shard} in stream {stream} under account {ACCOUNT} does not exist");
        Self::new("ResourceNotFoundException", message)
    }

    pub(super) fn unparsable_shard(text: &str, stream: &str) -> Self {
        let message = format!("Could not find shard {text} in stream {stream} under account {ACCOUNT}.");
        Self::new("ResourceNotFoundException", message)
    }

    pub(super) fn write_throttled(shard: u32, stream: &str) -> Self {
        Self::new(THROTTLED, write_throttled(shard, stream))
    }

    pub(super) fn read_throttled(shard: u32, stream: &str) -> Self {
        Self::new(THROTTLED, format!("Rate exceeded for Shard - {ACCOUNT}/{stream}/{}", shard_id(shard)))
    }

    pub(super) fn expired_iterator(created: &str, now: &str) -> Self {
        let message = format!(
            "Iterator expired. The iterator was created at time {created} while right now it is {now} which is further \
             in the future than the tolerated delay of 300000 milliseconds."
        );
        Self::new("ExpiredIteratorException", message)
    }

    pub(super) fn expired_token() -> Self {
        // AWS's text is unverified.
        Self::new("ExpiredNextTokenException", "The NextToken expired: it is valid for 300 seconds.")
    }

    /// The exception's name and its text.
    pub(super) fn parts(&self) -> (&'static str, &str) {
        (self.kind, self.message.as_deref().unwrap_or_default())
    }

    /// The body of the reply. `SerializationException` spells its text's name with a capital, as AWS does.
    pub(super) fn body(&self) -> String {
        let member = if self.kind == "SerializationException" { "Message" } else { "message" };
        let text =
            self.message.as_ref().map_or_else(String::new, |message| format!(r#","{member}":{}"#, quoted(message)));
        format!(r#"{{"__type":"{}"{text}}}"#, self.kind)
    }
}

/// The text for broken constraints, of which there is at least one.
pub(super) fn validation_text(errors: &[String]) -> String {
    let word = if errors.len() == 1 { "error" } else { "errors" };
    format!("{} validation {word} detected: {}", errors.len(), errors.join("; "))
}

/// A text as JSON.
pub(super) fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default()
}

/// The wire name of a throttled request or entry.
pub(super) const THROTTLED: &str = "ProvisionedThroughputExceededException";

/// The text for a put that a shard's write limits refused.
pub(super) fn write_throttled(shard: u32, stream: &str) -> String {
    format!("Rate exceeded for shard {} in stream {stream} under account {ACCOUNT}.", shard_id(shard))
}
