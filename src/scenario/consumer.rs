//! Consumers in a scenario: standard ones, enhanced fan-out, and applications of the Kinesis Client Library.

use super::error::ScenarioError;
use super::read::{DELAY_MS_MAX, Known, MOMENT_MS_MAX, sign};
use super::tree::{Node, Object};
use crate::engine::craft::Applications;
use crate::engine::kcl::ApplicationConfig;
use crate::engine::reading::{self, Work};
use crate::engine::sequence::SequenceNumber;
use crate::engine::time::Micros;
use serde::Serialize;

/// `idleTimeBetweenReadsInMillis` of the Kinesis Client Library.
const IDLE_MS: u64 = 1_500;
const WORKERS_MAX: usize = 50;

/// A consumer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Consumer {
    /// Its name.
    pub name: String,
    /// Name of the stream it reads.
    pub stream: String,
    /// Where it starts.
    #[serde(flatten)]
    pub start: Position,
    /// How records come to it.
    #[serde(flatten)]
    pub reading: Reading,
    /// How long it is busy with what it is given.
    pub processing: Processing,
    /// The application it is; none for a plain consumer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub application: Option<Application>,
}

/// Where a consumer starts, as in `ShardIteratorType`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "start", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Position {
    /// At the oldest record.
    TrimHorizon,
    /// After the newest record.
    Latest,
    /// At a moment.
    AtTimestamp {
        /// The moment, in simulated milliseconds.
        timestamp_ms: u64,
    },
    /// At a record; on the other shards at the same second.
    AtSequenceNumber {
        /// The record's sequence number.
        sequence_number: String,
    },
    /// After a record; on the other shards at the same second.
    AfterSequenceNumber {
        /// The record's sequence number.
        sequence_number: String,
    },
}

/// How records come to a consumer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "reading", rename_all = "snake_case")]
pub enum Reading {
    /// It polls, and shares the shards' read limits.
    Standard {
        /// From one poll of a shard to the next.
        poll_interval_ms: u64,
        /// `Limit` of its calls.
        limit: u32,
    },
    /// It is pushed to.
    EnhancedFanOut,
}

/// How long a consumer is busy with what it is given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Processing {
    /// For every batch.
    pub batch_ms: u64,
    /// For every record on top.
    pub record_ms: u64,
}

/// An application of the Kinesis Client Library.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Application {
    /// The workers it starts with.
    pub workers: Vec<String>,
    /// How often a checkpoint is written at most; zero after every batch.
    pub checkpoint_interval_ms: u64,
    /// `failoverTimeMillis`.
    pub failover_time_ms: u64,
}

pub(super) fn consumer(node: Node, known: &Known) -> Result<Consumer, ScenarioError> {
    let consumer = node.object(&[
        "name",
        "stream",
        "start",
        "timestamp_ms",
        "sequence_number",
        "reading",
        "poll_interval_ms",
        "limit",
        "processing",
        "application",
    ])?;
    let application = consumer.or("application", None, |node| application(node).map(Some))?;
    let interval_ms = if application.is_some() { IDLE_MS } else { 200 };
    Ok(Consumer {
        name: sign(&consumer, "\"analytics\"")?,
        stream: known.stream(&consumer.need("stream", "\"clicks\"")?)?,
        start: position(&consumer, Some(Position::TrimHorizon), MOMENT_MS_MAX)?,
        reading: reading(&consumer, known, interval_ms)?,
        processing: consumer.or("processing", Processing::default(), processing)?,
        application,
    })
}

/// Where somebody starts. Without a default it must be said.
pub(super) fn position(
    object: &Object,
    default: Option<Position>,
    moment_ms_max: u64,
) -> Result<Position, ScenarioError> {
    #[derive(Clone, Copy)]
    enum Start {
        TrimHorizon,
        Latest,
        AtTimestamp,
        AtSequenceNumber,
        AfterSequenceNumber,
    }
    const STARTS: &[(&str, Start)] = &[
        ("TRIM_HORIZON", Start::TrimHorizon),
        ("LATEST", Start::Latest),
        ("AT_TIMESTAMP", Start::AtTimestamp),
        ("AT_SEQUENCE_NUMBER", Start::AtSequenceNumber),
        ("AFTER_SEQUENCE_NUMBER", Start::AfterSequenceNumber),
    ];
    let start = match (object.get("start"), default) {
        (Some(node), _) => node.choice(STARTS)?,
        (None, Some(_)) => Start::TrimHorizon,
        (None, None) => object.need("start", "\"TRIM_HORIZON\"")?.choice(STARTS)?,
    };
    let only = |field: &str, words: &str| match object.get(field) {
        Some(node) => Err(node.wrong(format!("only goes with \"start\": {words}; remove it, or change `start`"))),
        None => Ok(()),
    };
    if !matches!(start, Start::AtTimestamp) {
        only("timestamp_ms", "\"AT_TIMESTAMP\"")?;
    }
    if !matches!(start, Start::AtSequenceNumber | Start::AfterSequenceNumber) {
        only("sequence_number", "\"AT_SEQUENCE_NUMBER\" or \"AFTER_SEQUENCE_NUMBER\"")?;
    }
    let sequence_number = || {
        let node = object.need("sequence_number", "\"49590338271490256608559692538361571095921575989136588898\"")?;
        let text = node.text()?;
        let reason = "is not a sequence number; copy one from a record, in double quotes";
        SequenceNumber::parse(text).map(|_| text.to_owned()).ok_or_else(|| node.wrong(reason))
    };
    Ok(match start {
        Start::TrimHorizon => Position::TrimHorizon,
        Start::Latest => Position::Latest,
        Start::AtTimestamp => {
            Position::AtTimestamp { timestamp_ms: object.need("timestamp_ms", "0")?.whole(0..=moment_ms_max)? }
        }
        Start::AtSequenceNumber => Position::AtSequenceNumber { sequence_number: sequence_number()? },
        Start::AfterSequenceNumber => Position::AfterSequenceNumber { sequence_number: sequence_number()? },
    })
}

fn reading(object: &Object, known: &Known, interval_ms: u64) -> Result<Reading, ScenarioError> {
    let is_pushed = object.or("reading", false, |node| pushed(&node))?;
    if is_pushed {
        for field in ["poll_interval_ms", "limit"] {
            if let Some(node) = object.get(field) {
                return Err(
                    node.wrong("only goes with \"reading\": \"standard\"; an enhanced fan-out consumer is pushed to")
                );
            }
        }
        return Ok(Reading::EnhancedFanOut);
    }
    let limit_max = known.limits.get_records_limit_max;
    Ok(Reading::Standard {
        poll_interval_ms: object.or("poll_interval_ms", interval_ms, |node| node.whole(1..=DELAY_MS_MAX))?,
        limit: object.or("limit", limit_max, |node| node.whole_u32(1..=limit_max))?,
    })
}

/// Whether somebody is pushed to.
pub(super) fn pushed(node: &Node) -> Result<bool, ScenarioError> {
    node.choice(&[("standard", false), ("enhanced_fan_out", true)])
}

pub(super) fn processing(node: Node) -> Result<Processing, ScenarioError> {
    let times = node.object(&["batch_ms", "record_ms"])?;
    let time = |name| times.or(name, 0, |node| node.whole(0..=DELAY_MS_MAX));
    Ok(Processing { batch_ms: time("batch_ms")?, record_ms: time("record_ms")? })
}

fn application(node: Node) -> Result<Application, ScenarioError> {
    let application = node.object(&["workers", "checkpoint_interval_ms", "failover_time_ms"])?;
    let mut workers: Vec<String> = Vec::new();
    for node in application.need("workers", "[\"worker-1\", \"worker-2\"]")?.list(1..=WORKERS_MAX)? {
        let name = worker(&node)?;
        if workers.contains(&name) {
            return Err(node.wrong(format!("the worker \"{name}\" stands twice; give each its own name")));
        }
        workers.push(name);
    }
    Ok(Application {
        workers,
        checkpoint_interval_ms: application.or("checkpoint_interval_ms", 0, |node| node.whole(0..=DELAY_MS_MAX))?,
        failover_time_ms: application.or("failover_time_ms", 10_000, |node| node.whole(1_000..=DELAY_MS_MAX))?,
    })
}

/// The name of a worker.
pub(super) fn worker(node: &Node) -> Result<String, ScenarioError> {
    let name = node.text()?;
    if name.trim().is_empty() || name.chars().count() > 128 || name.chars().any(char::is_control) {
        return Err(node.wrong("is not a name; write 1 to 128 characters on one line"));
    }
    Ok(name.to_owned())
}

impl Position {
    /// As the engine takes it.
    pub(super) fn to_engine(&self) -> reading::StartingPosition {
        let number =
            |text: &str| SequenceNumber::parse(text).expect("sequence numbers were checked when the file was read");
        match self {
            Self::TrimHorizon => reading::StartingPosition::TrimHorizon,
            Self::Latest => reading::StartingPosition::Latest,
            Self::AtTimestamp { timestamp_ms } => {
                reading::StartingPosition::AtTimestamp(Micros::from_millis(*timestamp_ms))
            }
            Self::AtSequenceNumber { sequence_number } => {
                reading::StartingPosition::AtSequenceNumber(number(sequence_number))
            }
            Self::AfterSequenceNumber { sequence_number } => {
                reading::StartingPosition::AfterSequenceNumber(number(sequence_number))
            }
        }
    }
}

impl Reading {
    /// As the engine takes it.
    pub(super) fn to_engine(self) -> reading::Reading {
        match self {
            Self::Standard { poll_interval_ms, limit } => {
                reading::Reading::Polled { interval: Micros::from_millis(poll_interval_ms), limit }
            }
            Self::EnhancedFanOut => reading::Reading::Pushed,
        }
    }
}

impl Processing {
    /// As the engine takes it.
    pub(super) fn to_engine(self) -> reading::Processing {
        reading::Processing { batch: Micros::from_millis(self.batch_ms), record: Micros::from_millis(self.record_ms) }
    }
}

impl Consumer {
    /// What it does, as the engine takes it.
    pub(super) fn work(&self) -> Work {
        let processing = self.processing.to_engine();
        match &self.application {
            None => Work::Handle(processing),
            Some(application) => Work::Application(Box::new(ApplicationConfig {
                workers: application.workers.clone(),
                processing,
                checkpoint_interval: Micros::from_millis(application.checkpoint_interval_ms),
                failover_time: Micros::from_millis(application.failover_time_ms),
                craft: Applications::CODE,
            })),
        }
    }
}
