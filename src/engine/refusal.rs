//! Why a command was refused.

use super::metrics::Metric;
use super::reshard::ReshardRefusal;
use std::fmt;

/// Why a command was refused. The text says what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// No such stream.
    UnknownStream,
    /// No such shard.
    UnknownShard,
    /// No such producer.
    UnknownProducer,
    /// No such consumer.
    UnknownConsumer,
    /// The consumer is of another kind.
    NotAMapping,
    /// A mapping has no processing times of its own.
    IsAMapping,
    /// The consumer is no application of the Kinesis Client Library.
    NotAnApplication,
    /// The application has no such worker at work.
    UnknownWorker(String),
    /// The world does not wait for an answer to this invocation.
    NotAsked,
    /// The name is taken.
    NameTaken(String),
    /// A record breaks a limit of the stream; everything in the batch was refused.
    RecordTooLarge {
        /// Place of the record in the batch.
        at: usize,
        /// Its size.
        bytes: u64,
        /// The limit.
        bytes_max: u64,
    },
    /// A producer that sends a file has no key mix to change.
    NoKeyMix,
    /// A rule of resharding or of capacity modes.
    Reshard(ReshardRefusal),
    /// The run has as many branches as are kept.
    TooManyBranches,
    /// There is no alarm of this name.
    UnknownAlarm(String),
    /// What the alarm is to watch has no such metric.
    NoSuchMetric(Metric),
    /// An alarm's numbers of minutes do not fit.
    AlarmPeriods,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownStream => f.write_str("There is no such stream: open it first."),
            Self::UnknownShard => f.write_str("The stream has no such shard."),
            Self::UnknownProducer => f.write_str("There is no such producer: add it first."),
            Self::UnknownConsumer => f.write_str("There is no such consumer: add it first."),
            Self::NotAMapping => f.write_str("This consumer is no event source mapping: it has no such settings."),
            Self::IsAMapping => f.write_str("A mapping works as fast as its function: change the function's duration."),
            Self::NotAnApplication => {
                f.write_str("This consumer is no application of the Kinesis Client Library: it has no workers.")
            }
            Self::UnknownWorker(name) => write!(f, "No worker named {name} is at work: add it first."),
            Self::NotAsked => f.write_str("Nobody waits for an answer to this invocation: ask which one is waiting."),
            Self::NameTaken(name) => write!(f, "The name {name} is taken: choose another."),
            Self::RecordTooLarge { at, bytes, bytes_max } => write!(
                f,
                "Record {} has {bytes} bytes of data and key; the stream takes at most {bytes_max}. Send it in parts.",
                at + 1
            ),
            Self::Reshard(rule) => rule.fmt(f),
            Self::TooManyBranches => {
                f.write_str("A change here would begin one more branch than are kept: remove a branch first.")
            }
            Self::UnknownAlarm(name) => write!(f, "There is no alarm named {name}: set it first."),
            Self::NoSuchMetric(metric) => {
                write!(f, "{} is not told about this: choose another metric, or what it is told about.", metric.name())
            }
            Self::AlarmPeriods => f.write_str(
                "An alarm looks at 1 to 1,440 minutes, and waits for at least one of them and at most all: change the numbers.",
            ),
            Self::NoKeyMix => f.write_str("A file brings its own keys: its key mix cannot be changed."),
        }
    }
}
