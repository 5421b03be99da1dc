//! The settings of a function that a template has: `Timeout`, `MemorySize` and `ReservedConcurrentExecutions`, with the
//! ranges and defaults of `CreateFunction` and `PutFunctionConcurrency`.

use super::desk::{Desk, shown};
use super::error::nearest;
use super::node::{Entry, Node};
use super::{Deployed, arn, settings};
use crate::engine::lambda::FunctionConfig;
use crate::engine::time::Micros;

/// What is read here. No other property of a function has a name as near to one of these as a misspelling.
const READ: [&str; 5] = ["FunctionName", "Timeout", "MemorySize", "ReservedConcurrentExecutions", "Events"];

/// Reads a function's properties; `globals` holds those that SAM gives to every function.
pub(super) fn read(desk: &mut Desk, properties: Option<&Node>, globals: Option<&Node>, deployed: &mut Deployed) {
    let own = properties.and_then(Node::entries).unwrap_or_default();
    desk.once(own);
    for Entry { key, place, .. } in own.iter().filter(|entry| !READ.contains(&entry.key.as_str())) {
        if let Some(name) = nearest(key, READ) {
            desk.wrong(*place, format!("{} is no property of a function; did you mean `{name}`?", shown(key)));
        }
    }
    let get = |name: &str| {
        let found = |node: Option<&'_ Node>| node.and_then(|node| node.get(name)).map(|entry| entry.value.clone());
        found(properties).or_else(|| found(globals))
    };
    let mut number = |name: &str, range| get(name).and_then(|value| desk.whole(&value, name, range));
    let timeout = number("Timeout", 1..=900);
    let memory = number("MemorySize", 128..=10_240);
    let reserved = number("ReservedConcurrentExecutions", 0..=i64::from(u32::MAX));
    let defaults = FunctionConfig::new(String::new());
    let function = &mut deployed.config.function;
    function.timeout = timeout.map_or(defaults.timeout, |seconds| Micros::from_secs(seconds.unsigned_abs()));
    function.memory_mb = memory.map_or(defaults.memory_mb, |memory| memory as u32);
    function.reserved_concurrency = reserved.map(|reserved| reserved as u32);
    if let Some(value) = get("FunctionName")
        && let Some(resolved) = desk.resolve(&value)
        && let Some(text) = desk.text(&resolved, "FunctionName", "a name")
    {
        match arn::read_function(&text) {
            Ok(name) => settings::name_function(&name, deployed),
            Err(reason) => desk.wrong(value.place, format!("`FunctionName`: {reason}")),
        }
    }
}
