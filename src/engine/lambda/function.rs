//! A function, described: how long it takes and when it fails. A handler typed by somebody is asked instead.

use super::json::Json;
use crate::engine::time::Micros;
use std::sync::Arc;

/// A Lambda function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FunctionConfig {
    /// `FunctionName`.
    pub name: String,
    /// How long every invocation takes at least.
    pub duration: Micros,
    /// How much longer for every record it works through.
    pub duration_per_record: Micros,
    /// How far an invocation may be shorter or longer by chance, in per cent of its duration, at most 100.
    pub jitter_percent: u8,
    /// `Timeout`: 1 to 900 s.
    pub timeout: Micros,
    /// `MemorySize` in MB.
    pub memory_mb: u32,
    /// `ReservedConcurrentExecutions`; none when the function takes from the account's pool.
    pub reserved_concurrency: Option<u32>,
    /// When it fails and how; the first rule that holds decides.
    pub failures: Vec<Failure>,
    /// Who answers an invocation.
    pub handler: Handler,
}

impl FunctionConfig {
    /// A function that takes 20 ms and 1 ms a record and never fails, with the defaults of `CreateFunction`.
    #[must_use]
    pub const fn new(name: String) -> Self {
        Self {
            name,
            duration: Micros::from_millis(20),
            duration_per_record: Micros::from_millis(1),
            jitter_percent: 0,
            timeout: Micros::from_secs(3),
            memory_mb: 128,
            reserved_concurrency: None,
            failures: Vec::new(),
            handler: Handler::Described,
        }
    }
}

/// Who answers an invocation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Handler {
    /// The description: durations and failure rules.
    Described,
    /// A JavaScript handler. The world stands still until its answer comes in as a command; durations are the
    /// description's.
    Typed(Arc<str>),
}

/// A rule: when the function fails, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// When.
    pub when: When,
    /// How.
    pub how: How,
}

/// When a rule holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum When {
    /// The batch holds this record: a poison record.
    Record {
        /// The shard's index.
        shard: u32,
        /// The record's place in the shard.
        index: u64,
    },
    /// The batch holds a record with this partition key.
    Key(String),
    /// The batch holds a record whose data is a JSON object with this value under this name.
    Field {
        /// The name; names of nested objects are joined by dots.
        name: String,
        /// The value as JSON text, such as `"checkout"` or `-1`.
        value: String,
    },
    /// The batch holds a record whose place in its shard, counted from 1, is a multiple of this.
    EveryNthRecord(u64),
    /// The number of the invocation, counted from 1, is a multiple of this: another try may pass.
    EveryNthInvocation(u64),
    /// Always, from one moment until another.
    During {
        /// From this moment on.
        from: Micros,
        /// Until just before this one.
        until: Micros,
    },
}

/// How an invocation fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// The handler throws.
    Throws,
    /// It does not come back before its timeout.
    TimesOut,
    /// It needs more memory than it has.
    RunsOutOfMemory,
    /// It names the record in `batchItemFailures`. Counts for nothing unless the mapping has `ReportBatchItemFailures`.
    ReportsItem,
    /// Lambda refuses the invocation before any code runs, which uses up no retry.
    Throttled,
}

/// What a typed handler gave back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It returned this: JSON text, `null` when it returned nothing.
    Returned(Arc<str>),
    /// It threw: the error's name and message.
    Threw(Arc<str>),
    /// It was still running when its time was up.
    TimedOut,
    /// What it returned has no form in JSON; the text says why.
    Unreadable(Arc<str>),
}

/// One record as a function sees it.
pub struct Handed<'a> {
    /// Its place in the shard.
    pub index: u64,
    /// `partitionKey`.
    pub partition_key: &'a str,
    /// Gives its data.
    pub data: &'a dyn Fn() -> Vec<u8>,
}

impl FunctionConfig {
    /// Whether an invocation fails as a whole, whatever it is given, and how.
    #[must_use]
    pub fn fails_whole(&self, now: Micros, invocation: u64) -> Option<How> {
        let holds = |when: &When| match when {
            When::During { from, until } => (*from..*until).contains(&now),
            When::EveryNthInvocation(n) => *n > 0 && invocation.is_multiple_of(*n),
            _ => false,
        };
        self.failures.iter().find(|rule| holds(&rule.when)).map(|rule| rule.how)
    }

    /// Whether an invocation fails at this record of a shard, and how.
    #[must_use]
    pub fn fails_at(&self, shard: u32, record: &Handed) -> Option<How> {
        let holds = |when: &When| match when {
            When::Record { shard: its, index } => *its == shard && *index == record.index,
            When::Key(key) => key == record.partition_key,
            When::Field { name, value } => has_field(&(record.data)(), name, value),
            When::EveryNthRecord(n) => *n > 0 && (record.index + 1).is_multiple_of(*n),
            When::EveryNthInvocation(_) | When::During { .. } => false,
        };
        self.failures.iter().find(|rule| holds(&rule.when)).map(|rule| rule.how)
    }

    /// Whether any of its rules looks at single records.
    #[must_use]
    pub fn looks_at_records(&self) -> bool {
        let whole = |rule: &Failure| matches!(rule.when, When::EveryNthInvocation(_) | When::During { .. });
        !self.failures.iter().all(whole)
    }
}

/// Whether some data is a JSON object with this value under this name.
fn has_field(data: &[u8], name: &str, value: &str) -> bool {
    let found = || {
        let mut found = Json::parse(std::str::from_utf8(data).ok()?)?;
        for part in name.split('.') {
            found = found.get(part)?;
        }
        Some(found.is_same(&Json::parse(value)?))
    };
    found().unwrap_or(false)
}
