//! All copy of the consumers' tools and words.

use crate::app::figures::{count, records};
use crate::engine::kcl::ApplicationView;
use crate::engine::readers::ReaderView;
use crate::engine::reading::Work;
use crate::engine::time::Micros;

pub(crate) const CONSUMERS: &str = "Consumers";
pub(crate) const CONSUMERS_ABOUT: &str =
    "Everyone here reads the same records; reading takes none away. They differ in how the records come to them.";
pub(crate) const NONE: &str = "Nobody reads this stream yet.";
pub(crate) const AND_PAUSED: &str = ", paused";

pub(crate) const KIND_STANDARD: &str = "Standard";
pub(crate) const KIND_FAN_OUT: &str = "Enhanced fan-out";
pub(crate) const KIND_KCL: &str = "KCL application";
const KIND_MAPPING: &str = "Lambda event source mapping";

/// The kind of a consumer in a word or two.
pub(crate) fn kind(view: &ReaderView) -> &'static str {
    match view.config.work {
        Work::Application(_) => KIND_KCL,
        Work::Mapping(_) => KIND_MAPPING,
        Work::Handle(_) if view.is_pushed() => KIND_FAN_OUT,
        Work::Handle(_) => KIND_STANDARD,
    }
}

pub(crate) const ABOUT_STANDARD: &str = "It polls: it asks each shard with GetRecords, and shares the shard's 2 MB/s and 5 calls/s with all others that poll.";
pub(crate) const ABOUT_FAN_OUT: &str =
    "Each shard pushes records to it (SubscribeToShard), with 2 MB/s of every shard to itself.";
pub(crate) const ABOUT_KCL: &str =
    "Workers of the Kinesis Client Library share the shards through leases. It reads with enhanced fan-out.";
const ABOUT_KCL_POLLS: &str =
    "Workers of the Kinesis Client Library share the shards through leases. It polls each shard with GetRecords.";

/// How records come to a consumer.
pub(crate) fn kind_about(view: &ReaderView) -> &'static str {
    match view.config.work {
        Work::Application(_) if view.is_pushed() => ABOUT_KCL,
        Work::Application(_) => ABOUT_KCL_POLLS,
        _ if view.is_pushed() => ABOUT_FAN_OUT,
        _ => ABOUT_STANDARD,
    }
}

pub(crate) const MAPPING_ABOUT: &str = "It hands records in batches to a function.";
pub(crate) const MAPPING_OPEN: &str = "Its settings are in the X-ray";
pub(crate) const PAUSE: &str = "Pause";
pub(crate) const RESUME: &str = "Resume";
pub(crate) const CHANGE: &str = "Slow it, rewind it, remove it";
pub(crate) const UNIT_MS: &str = "ms";
pub(crate) const BUSY_BATCH: &str = "Busy per batch";
pub(crate) const BUSY_RECORD: &str = "Busy per record";
pub(crate) const BUSY_ABOUT: &str =
    "How long it works at what it is given on a shard before it takes more of that shard.";
pub(crate) const WANT_MS: &str = "Write 0 to 600,000 ms, with at most three decimals.";
pub(crate) const READ_AGAIN: &str = "Read again from";
pub(crate) const REWIND: &str = "Rewind";
pub(crate) const REMOVE: &str = "Remove";

pub(crate) const TRIM_HORIZON: &str = "TRIM_HORIZON, the oldest record";
pub(crate) const LATEST: &str = "LATEST, only new records";
pub(crate) const AT_TIMESTAMP: &str = "AT_TIMESTAMP, a moment";
pub(crate) const AFTER_SEQUENCE_NUMBER: &str = "AFTER_SEQUENCE_NUMBER, behind a record";
pub(crate) const SECONDS: &str = "Simulated seconds since the start";
pub(crate) const SEQUENCE_NUMBER: &str = "SequenceNumber";
pub(crate) const WANT_SECONDS: &str = "Write seconds, such as 12 or 12.5.";
pub(crate) const WANT_SEQUENCE_NUMBER: &str =
    "This is no sequence number: copy one, all its digits, from a bag in the inspector.";
pub(crate) const SEQUENCE_NUMBER_ELSEWHERE: &str =
    "This sequence number comes from no shard of this stream: copy one from a bag in the inspector.";

pub(crate) fn timestamp_to_come(now: Micros) -> String {
    let tenths = now.as_millis() / 100;
    format!("AWS takes no moment to come: write at most {}.{}.", tenths / 10, tenths % 10)
}

pub(crate) fn paused(name: &str) -> String {
    format!("{name} reads no more. What it holds it works through.")
}

pub(crate) fn resumed(name: &str) -> String {
    format!("{name} reads on.")
}

pub(crate) fn rewound(name: &str, to: &str) -> String {
    format!("{name} reads again, {to}, on every shard.")
}

pub(crate) fn removed(name: &str) -> String {
    format!("{name} is removed. The records it did not read are still there.")
}

pub(crate) const WORKERS: &str = "Workers";
pub(crate) const WORKER_NAME: &str = "Name of a new worker";
pub(crate) const ADD_WORKER: &str = "Add a worker";
pub(crate) const STOP: &str = "Stop";
pub(crate) const START_AGAIN: &str = "Start";
pub(crate) const CRASH: &str = "Crash";
pub(crate) const WORKING: &str = "at work";
pub(crate) const STOPPING: &str = "finishes what it holds";
pub(crate) const STOPPED: &str = "stopped";
pub(crate) const CRASHED: &str = "crashed";

pub(crate) fn leases(n: u32) -> String {
    match n {
        1 => "1 lease".to_owned(),
        _ => format!("{} leases", count(n.into())),
    }
}

pub(crate) fn joined(worker: &str) -> String {
    format!("{worker} joined.")
}

pub(crate) fn stopped(worker: &str) -> String {
    format!("{worker} finishes what it holds, writes its checkpoints and gives its leases back.")
}

pub(crate) fn crashed(worker: &str) -> String {
    format!("{worker} crashed. Its leases still carry its name.")
}

pub(crate) const ADD_TITLE: &str = "Add a consumer";
pub(crate) const ADD: &str = "Add";
pub(crate) const KIND: &str = "Kind";
pub(crate) const NAME: &str = "Name";
pub(crate) const STARTS_AT: &str = "Starts at";
pub(crate) const WANT_NAME: &str = "Write 1 to 128 letters, digits, hyphens, dots or underscores.";
pub(crate) const WANT_WORKERS: &str = "Write a whole number from 1 to 20.";
pub(crate) const TOO_MANY: &str =
    "A stream takes at most 20 enhanced fan-out consumers: remove one, or add a standard consumer.";

/// Whether a consumer or a worker may be called so. `RegisterStreamConsumer` has this pattern for `ConsumerName`.
pub(crate) fn is_name(text: &str) -> bool {
    (1..=128).contains(&text.len()) && text.bytes().all(|c| c.is_ascii_alphanumeric() || b"-_.".contains(&c))
}

pub(crate) fn name_taken(name: &str) -> String {
    format!("A consumer named {name} is there already: choose another name.")
}

/// The name that the form suggests for the n-th of a kind.
pub(crate) fn suggested(is_fan_out: bool, is_kcl: bool, number: u32) -> String {
    let kind = match (is_fan_out, is_kcl) {
        (true, _) => "fan-out",
        (_, true) => "kcl-app",
        _ => "standard",
    };
    format!("{kind}-{number}")
}

pub(crate) fn worker(number: usize) -> String {
    format!("worker-{number}")
}

pub(crate) fn added(name: &str, start: &str) -> String {
    format!("{name} reads the stream, {start}.")
}

pub(crate) const CONSUMERS_SCROLL: &str = "Table of consumers, scrolls sideways";
pub(crate) const CONSUMER_HEADS: &[&str] = &[
    "Name",
    "Kind",
    "State",
    "Records/s",
    "MB/s",
    "MillisBehindLatest",
    "Waiting",
    "Latency median",
    "Latency 99 %",
    "Refused calls",
    "Duplicates",
];
pub(crate) const STATE_PAUSED: &str = "paused";
pub(crate) const STATE_REFUSED: &str = "refused, asks again";
pub(crate) const STATE_READING: &str = "reading";
pub(crate) const NO_LATENCY: &str = "–";
pub(crate) const BY_SHARD: &str = "Consumers by shard";
pub(crate) const BY_SHARD_SCROLL: &str = "Table of consumers by shard, scrolls sideways";
pub(crate) const BY_SHARD_HEADS: &[&str] = &["Consumer", "Shard", "State", "MB/s of 2", "Behind", "Waiting", "Refused"];

pub(crate) const READS: &str = "reads it";

/// A shard that is not begun before its parent is done.
pub(crate) fn waits_for(parent: u32) -> String {
    format!("waits for its parent, shard {parent}")
}

pub(crate) const LEASES: &str = "Leases";
pub(crate) const LEASES_SCROLL: &str = "Table of leases, scrolls sideways";
pub(crate) const LEASE_HEADS: &[&str] = &[
    "Application",
    "leaseKey",
    "leaseOwner",
    "leaseCounter",
    "checkpoint",
    "ownerSwitchesSinceCheckpoint",
    "Records since the checkpoint",
];
pub(crate) const NO_OWNER: &str = "nobody";

pub(crate) fn owner_gone(name: &str) -> String {
    format!("{name} (gone)")
}

/// What happens to the leases of a worker that dies.
pub(crate) fn owner_dies(view: &ApplicationView) -> String {
    let failover_s = view.failover_time.as_millis() / 1_000;
    let most = view.leases.iter().map(|lease| lease.since_checkpoint).max().unwrap_or_default();
    format!(
        "If a worker of {} dies, its leaseCounter stands still; two to four times failoverTimeMillis ({} s) later \
         another worker takes the lease, begins behind the checkpoint, and is given the records since then again: now up \
         to {} of a shard. A worker that is stopped in order checkpoints first, and nothing comes twice.",
        view.name,
        count(failover_s),
        records(most),
    )
}
