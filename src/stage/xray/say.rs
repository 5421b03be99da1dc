//! The X-ray in words: the function, its rules, and what became of a part.

use crate::engine::lambda::{Failure, Fault, FunctionConfig, How, MappingConfig, Part, PartState, Reason, When};
use crate::engine::time::Micros;
use crate::stage::palette::Ink;
use crate::stage::words::{distance, grouped, span};

/// What became of a part: a sign, a few words, and more of them where there is room.
pub(super) struct Said {
    pub sign: &'static str,
    pub words: String,
    pub detail: String,
    pub ink: Ink,
}

/// `40 ms + 12 ms a record`.
pub(super) fn duration(function: &FunctionConfig) -> String {
    match (function.duration.0, function.duration_per_record.0) {
        (_, 0) => format!("{} a batch", span(function.duration)),
        (0, _) => format!("{} a record", span(function.duration_per_record)),
        _ => format!("{} + {} a record", span(function.duration), span(function.duration_per_record)),
    }
}

/// The first rule by which a function fails; none when it never does.
pub(super) fn rule(function: &FunctionConfig) -> Option<String> {
    let first = function.failures.first()?;
    let more = function.failures.len() - 1;
    let when = when(&first.when);
    let words = match first.how {
        How::ReportsItem => format!("{} {}", how(first), when.trim_start_matches("on ")),
        _ => format!("{} {when}", how(first)),
    };
    Some(if more > 0 { format!("{words}, {more} more") } else { words })
}

const fn how(rule: &Failure) -> &'static str {
    match rule.how {
        How::Throws => "fails",
        How::TimesOut => "times out",
        How::RunsOutOfMemory => "out of memory",
        How::ReportsItem => "reports",
        How::Throttled => "throttled",
    }
}

fn when(when: &When) -> String {
    match when {
        When::Record { index, .. } => format!("on record {}", grouped(index + 1)),
        When::Key(key) => format!("on key {key}"),
        When::Field { name, value } => format!("on \"{name}\": {value}"),
        When::EveryNthRecord(n) => format!("on every {} record", nth(*n)),
        When::EveryNthInvocation(n) => format!("every {} time", nth(*n)),
        When::During { from, until } => format!("{} to {}", moment(*from), moment(*until)),
    }
}

fn nth(n: u64) -> String {
    let ending = match (n % 10, n % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{}{ending}", grouped(n))
}

/// `12 s`: a moment since the start.
pub(super) fn moment(at: Micros) -> String {
    if at.0 == 0 { "0 s".into() } else { span(at) }
}

/// `batch of 16, bisect, 2 retries`.
pub(super) fn settings(config: &MappingConfig) -> String {
    let batch = grouped(u64::from(config.batch_size));
    let bisect = if config.bisect { ", bisect" } else { "" };
    let retries = match config.maximum_retry_attempts {
        Some(1) => "1 retry".into(),
        Some(retries) => format!("{} retries", grouped(u64::from(retries))),
        None => "no retry limit".into(),
    };
    format!("batch of {batch}{bisect}, {retries}")
}

/// How an invocation failed.
pub(super) const fn fault(fault: Fault) -> &'static str {
    match fault {
        Fault::Threw => "threw",
        Fault::TimedOut => "timed out",
        Fault::OutOfMemory => "out of memory",
        Fault::ReportedItem => "named a record",
        Fault::BadResponse => "bad response",
    }
}

/// A span as short as it is exact enough: `36 ms`, `1.5 s`.
pub(super) fn short(time: Micros) -> String {
    if time.0 < 1_000_000 { format!("{} ms", time.as_millis()) } else { distance(time) }
}

/// What became of a part.
pub(super) fn part(part: &Part, config: &MappingConfig, now: Micros) -> Said {
    let said = |sign, words: String, detail: String, ink| Said { sign, words, detail, ink };
    let failed = part.failed.map_or("", fault);
    let took = match (part.first_invoked, part.last_ended) {
        (Some(from), Some(to)) => format!("in {}", short(to.since(from))),
        _ => String::new(),
    };
    // A part that will be split is not tried again.
    let is_split = config.bisect && part.records() > 1;
    let tries = match config.maximum_retry_attempts.filter(|_| !is_split) {
        Some(retries) => format!("try {} of {}", part.attempts, u64::from(retries) + 1),
        None => format!("try {}", grouped(u64::from(part.attempts))),
    };
    match part.state {
        PartState::Waiting => said("→", "waiting".into(), String::new(), Ink::Muted),
        PartState::Running { since, until, .. } => {
            let detail = if until == Micros::NEVER {
                "handler at work".into()
            } else {
                format!("{} of {}", short(now.since(since)), short(until.since(since)))
            };
            said("→", format!("in the X-ray, {tries}"), detail, Ink::Text)
        }
        PartState::BackingOff { until } => {
            let detail =
                if part.failed.is_some() { format!("{tries}, {failed}") } else { "no concurrency left".into() };
            said("↻", format!("again in {}", short(until.since(now))), detail, Ink::Harm)
        }
        PartState::Passed => {
            let detail = if part.attempts > 1 { format!("on try {}", part.attempts) } else { took };
            said("✓", "passed".into(), detail, Ink::Good)
        }
        PartState::Split => said("×", format!("failed, {tries}"), failed.into(), Ink::Harm),
        PartState::Remainder => said("×", "named a record".into(), "the rest goes again".into(), Ink::Harm),
        PartState::Dropped(Reason::RetryAttemptsExhausted) => {
            let words =
                if part.attempts == 1 { "dropped, 1 try".into() } else { format!("dropped, {} tries", part.attempts) };
            said("×", words, format!("{failed} {took}").trim().into(), Ink::Harm)
        }
        PartState::Dropped(Reason::RecordAgeExceeded) => said("×", "dropped, too old".into(), failed.into(), Ink::Harm),
        PartState::Dropped(Reason::Expired) => said("×", "expired".into(), "left the stream".into(), Ink::Harm),
    }
}
