//! The settings of an event source mapping.

use super::FunctionConfig;
use crate::engine::craft::Mappings;
use crate::engine::time::Micros;

/// An event source mapping for a Kinesis stream. Its starting position and whether it reads the stream or an enhanced
/// fan-out consumer are the consumer's own settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MappingConfig {
    /// `FunctionName`, and how the function behaves.
    pub function: FunctionConfig,
    /// `BatchSize`: 1 to 10,000.
    pub batch_size: u32,
    /// `MaximumBatchingWindowInSeconds`: 0 to 300.
    pub batching_window: Micros,
    /// `ParallelizationFactor`: 1 to 10 batches of a shard at a time.
    pub parallelization_factor: u8,
    /// `BisectBatchOnFunctionError`.
    pub bisect: bool,
    /// `MaximumRetryAttempts`: 0 to 10,000; none stands for -1, until the records expire.
    pub maximum_retry_attempts: Option<u32>,
    /// `MaximumRecordAgeInSeconds`: 60 to 604,800; none stands for -1, no limit of its own.
    pub maximum_record_age: Option<Micros>,
    /// `TumblingWindowInSeconds`: 1 to 900; none stands for 0, no windows. Goes with a parallelization factor of 1.
    pub tumbling_window: Option<Micros>,
    /// `FunctionResponseTypes` holds `ReportBatchItemFailures`.
    pub report_batch_item_failures: bool,
    /// `FilterCriteria.Filters[].Pattern`, each the JSON text of a pattern; a record passes when one of them lets it.
    pub filters: Vec<String>,
    /// `DestinationConfig.OnFailure.Destination`.
    pub on_failure: Option<Destination>,
    /// `Enabled`.
    pub enabled: bool,
    /// What works it.
    pub craft: Mappings,
}

impl MappingConfig {
    /// The defaults that `CreateEventSourceMapping` fills in.
    #[must_use]
    pub const fn new(function: FunctionConfig) -> Self {
        Self {
            function,
            batch_size: 100,
            batching_window: Micros::ZERO,
            parallelization_factor: 1,
            bisect: false,
            maximum_retry_attempts: None,
            maximum_record_age: None,
            tumbling_window: None,
            report_batch_item_failures: false,
            filters: Vec::new(),
            on_failure: None,
            enabled: true,
            craft: Mappings::CODE,
        }
    }
}

/// Where the account of a discarded batch goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Destination {
    /// What it is.
    pub kind: DestinationKind,
    /// Name of the queue, the topic or the bucket.
    pub name: String,
}

/// The kinds of destinations that take a stream's failures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DestinationKind {
    /// A standard queue of SQS.
    Sqs,
    /// A standard topic of SNS.
    Sns,
    /// A bucket of S3; its message holds the records too.
    S3,
}

impl Destination {
    /// What it is and its name, such as `SQS orders-lost`.
    #[must_use]
    pub fn words(&self) -> String {
        let kind = match self.kind {
            DestinationKind::Sqs => "SQS",
            DestinationKind::Sns => "SNS",
            DestinationKind::S3 => "S3",
        };
        format!("{kind} {}", self.name)
    }

    /// Its ARN in the account and Region of the simulation; a bucket's has neither.
    #[must_use]
    pub fn arn(&self, region: &str, account: &str) -> String {
        let name = &self.name;
        match self.kind {
            DestinationKind::Sqs => format!("arn:aws:sqs:{region}:{account}:{name}"),
            DestinationKind::Sns => format!("arn:aws:sns:{region}:{account}:{name}"),
            DestinationKind::S3 => format!("arn:aws:s3:::{name}"),
        }
    }
}
