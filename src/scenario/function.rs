//! Lambda functions in a scenario: how long they take, when they fail, or a handler of somebody's own.

use super::error::ScenarioError;
use super::read::MOMENT_MS_MAX;
use super::tree::{Node, Object};
use crate::engine::lambda::{self, FunctionConfig, Handler};
use crate::engine::time::Micros;
use serde::Serialize;

const RULES_MAX: usize = 50;
const HANDLER_CHARS_MAX: usize = 20_000;
/// The largest place or number that JavaScript keeps exactly.
const NUMBER_MAX: u64 = 9_007_199_254_740_991;
/// The longest invocation: 15 minutes.
const DURATION_MS_MAX: u64 = 900_000;

/// A function.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Function {
    /// `FunctionName`.
    pub name: String,
    /// How long every invocation takes at least.
    pub duration_ms: u64,
    /// How much longer for every record.
    pub duration_per_record_ms: u64,
    /// How far it may be shorter or longer by chance.
    pub jitter_percent: u8,
    /// `Timeout`.
    pub timeout_s: u64,
    /// `MemorySize`.
    pub memory_mb: u32,
    /// `ReservedConcurrentExecutions`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reserved_concurrency: Option<u32>,
    /// When it fails and how.
    pub failures: Vec<Failure>,
    /// A handler in JavaScript that answers instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub handler: Option<String>,
}

/// A rule: when a function fails, and how.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Failure {
    /// When.
    #[serde(flatten)]
    pub when: When,
    /// How.
    pub how: How,
}

/// When a rule holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "when", rename_all = "snake_case")]
pub enum When {
    /// The batch holds this record.
    Record {
        /// The shard's index.
        shard: u32,
        /// The record's place in the shard, from 0.
        index: u64,
    },
    /// The batch holds a record with this key.
    Key {
        /// The key.
        key: String,
    },
    /// The batch holds a record whose JSON data has this value.
    Field {
        /// Its name, with dots between the names of nested objects.
        field: String,
        /// The value as JSON text.
        value: String,
    },
    /// Every n-th record of a shard.
    EveryNthRecord {
        /// The n.
        n: u64,
    },
    /// Every n-th invocation.
    EveryNthInvocation {
        /// The n.
        n: u64,
    },
    /// Always, for a time.
    During {
        /// From this moment on, in simulated milliseconds.
        from_ms: u64,
        /// Until just before this one.
        until_ms: u64,
    },
}

/// How a function fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// It throws.
    Throws,
    /// It runs into its timeout.
    TimesOut,
    /// It runs out of memory.
    OutOfMemory,
    /// It names the record in `batchItemFailures`.
    ReportsItem,
    /// Lambda refuses the invocation.
    Throttled,
}

/// Reads a function; what is left out is as in `base`.
pub(super) fn function(node: Node, base: &Function) -> Result<Function, ScenarioError> {
    let function = node.object(&[
        "name",
        "duration_ms",
        "duration_per_record_ms",
        "jitter_percent",
        "timeout_s",
        "memory_mb",
        "reserved_concurrency",
        "failures",
        "handler",
    ])?;
    let number = |name, default, range| function.or(name, default, |node: Node| node.whole(range));
    Ok(Function {
        name: function.or("name", base.name.clone(), |node| function_name(&node))?,
        duration_ms: number("duration_ms", base.duration_ms, 1..=DURATION_MS_MAX)?,
        duration_per_record_ms: number("duration_per_record_ms", base.duration_per_record_ms, 0..=DURATION_MS_MAX)?,
        jitter_percent: number("jitter_percent", base.jitter_percent.into(), 0..=100)? as u8,
        timeout_s: number("timeout_s", base.timeout_s, 1..=900)?,
        memory_mb: number("memory_mb", base.memory_mb.into(), 128..=10_240)? as u32,
        reserved_concurrency: function
            .or_none("reserved_concurrency", base.reserved_concurrency, |node| node.whole_u32(0..=1_000))?,
        failures: function.or("failures", base.failures.clone(), |node| {
            node.list(0..=RULES_MAX)?.into_iter().map(failure).collect()
        })?,
        handler: function.or_none("handler", base.handler.clone(), |node| handler(&node))?,
    })
}

fn function_name(node: &Node) -> Result<String, ScenarioError> {
    let name = node.text()?;
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_".contains(c);
    if !(1..=64).contains(&name.len()) || !name.chars().all(is_plain) {
        return Err(node.wrong("is not a function name; write 1 to 64 letters, digits, hyphens or underscores"));
    }
    Ok(name.to_owned())
}

fn handler(node: &Node) -> Result<String, ScenarioError> {
    let source = node.text()?;
    let characters = source.chars().count();
    if source.trim().is_empty() {
        return Err(node.wrong("is empty; write a module that exports handler, or null for the description"));
    }
    if characters > HANDLER_CHARS_MAX {
        return Err(node.wrong(format!("has {characters} characters; write at most {HANDLER_CHARS_MAX}")));
    }
    Ok(source.to_owned())
}

fn failure(node: Node) -> Result<Failure, ScenarioError> {
    #[derive(Clone, Copy)]
    enum Kind {
        Record,
        Key,
        Field,
        EveryNthRecord,
        EveryNthInvocation,
        During,
    }
    const KINDS: &[(&str, Kind)] = &[
        ("record", Kind::Record),
        ("key", Kind::Key),
        ("field", Kind::Field),
        ("every_nth_record", Kind::EveryNthRecord),
        ("every_nth_invocation", Kind::EveryNthInvocation),
        ("during", Kind::During),
    ];
    const HOWS: &[(&str, How)] = &[
        ("throws", How::Throws),
        ("times_out", How::TimesOut),
        ("out_of_memory", How::OutOfMemory),
        ("reports_item", How::ReportsItem),
        ("throttled", How::Throttled),
    ];
    let rule = node.entries()?;
    let kind = rule.need("when", "\"key\"")?;
    let word = kind.text()?;
    let only = |fields: &[&str]| rule.only(&format!("\"{word}\""), fields);
    let nth = || rule.need("n", "10")?.whole(1..=NUMBER_MAX);
    let (when, is_whole) = match kind.choice(KINDS)? {
        Kind::Record => {
            only(&["when", "how", "shard", "index"])?;
            let shard = rule.need("shard", "0")?.whole_u32(0..=9_999)?;
            (When::Record { shard, index: rule.need("index", "0")?.whole(0..=NUMBER_MAX)? }, false)
        }
        Kind::Key => {
            only(&["when", "how", "key"])?;
            (When::Key { key: rule.need("key", "\"DE\"")?.text()?.to_owned() }, false)
        }
        Kind::Field => {
            only(&["when", "how", "field", "value"])?;
            (field(&rule)?, false)
        }
        Kind::EveryNthRecord => {
            only(&["when", "how", "n"])?;
            (When::EveryNthRecord { n: nth()? }, false)
        }
        Kind::EveryNthInvocation => {
            only(&["when", "how", "n"])?;
            (When::EveryNthInvocation { n: nth()? }, true)
        }
        Kind::During => {
            only(&["when", "how", "from_ms", "until_ms"])?;
            let from_ms = rule.need("from_ms", "5000")?.whole(0..=MOMENT_MS_MAX)?;
            let until = rule.need("until_ms", "15000")?;
            let until_ms = until.whole(0..=MOMENT_MS_MAX)?;
            if until_ms <= from_ms {
                return Err(until.wrong(format!("must be after `from_ms`; write a number above {from_ms}")));
            }
            (When::During { from_ms, until_ms }, true)
        }
    };
    let how = rule.or("how", How::Throws, |node| {
        let how = node.choice(HOWS)?;
        if how == How::ReportsItem && is_whole {
            return Err(node.wrong("needs a record to name; write another failure, or a rule about records"));
        }
        if how == How::Throttled && !is_whole {
            let reason =
                "only goes with \"every_nth_invocation\" or \"during\": Lambda refuses invocations, not records";
            return Err(node.wrong(reason));
        }
        Ok(how)
    })?;
    Ok(Failure { when, how })
}

fn field(rule: &Object) -> Result<When, ScenarioError> {
    let field = rule.need("field", "\"action\"")?.text()?.to_owned();
    let node = rule.need("value", "\"\\\"checkout\\\"\"")?;
    let value = node.text()?;
    if serde_json::from_str::<serde::de::IgnoredAny>(value).is_err() {
        return Err(
            node.wrong("is not JSON; write the value as it stands in the data, such as \"\\\"checkout\\\"\" or \"17\"")
        );
    }
    Ok(When::Field { field, value: value.to_owned() })
}

impl Function {
    pub(super) fn new() -> Self {
        Self {
            name: "function".to_owned(),
            duration_ms: 20,
            duration_per_record_ms: 1,
            jitter_percent: 0,
            timeout_s: 3,
            memory_mb: 128,
            reserved_concurrency: None,
            failures: Vec::new(),
            handler: None,
        }
    }

    /// As the engine takes it.
    pub(super) fn to_engine(&self) -> FunctionConfig {
        FunctionConfig {
            name: self.name.clone(),
            duration: Micros::from_millis(self.duration_ms),
            duration_per_record: Micros::from_millis(self.duration_per_record_ms),
            jitter_percent: self.jitter_percent,
            timeout: Micros::from_secs(self.timeout_s),
            memory_mb: self.memory_mb,
            reserved_concurrency: self.reserved_concurrency,
            failures: self.failures.iter().map(Failure::to_engine).collect(),
            handler: self.handler.as_deref().map_or(Handler::Described, |source| Handler::Typed(source.into())),
        }
    }
}

impl Failure {
    fn to_engine(&self) -> lambda::Failure {
        let when = match self.when.clone() {
            When::Record { shard, index } => lambda::When::Record { shard, index },
            When::Key { key } => lambda::When::Key(key),
            When::Field { field, value } => lambda::When::Field { name: field, value },
            When::EveryNthRecord { n } => lambda::When::EveryNthRecord(n),
            When::EveryNthInvocation { n } => lambda::When::EveryNthInvocation(n),
            When::During { from_ms, until_ms } => {
                lambda::When::During { from: Micros::from_millis(from_ms), until: Micros::from_millis(until_ms) }
            }
        };
        let how = match self.how {
            How::Throws => lambda::How::Throws,
            How::TimesOut => lambda::How::TimesOut,
            How::OutOfMemory => lambda::How::RunsOutOfMemory,
            How::ReportsItem => lambda::How::ReportsItem,
            How::Throttled => lambda::How::Throttled,
        };
        lambda::Failure { when, how }
    }
}
