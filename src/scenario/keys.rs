//! Partition keys in a scenario: the mixes, and how long a key may be.

use super::error::ScenarioError;
use super::file::{Keys, Weights};
use super::tree::{Node, Object};
use crate::engine::limits::Limits;

const MADE_KEYS_MAX: u32 = 1_000_000;
const LISTED_KEYS_MAX: usize = 10_000;
const WEIGHT_MAX: u32 = 1_000_000;

#[derive(Clone, Copy)]
enum Mix {
    Uniform,
    Zipf,
    Hot,
    Weighted,
    InTurn,
}

const MIXES: &[(&str, Mix)] = &[
    ("uniform", Mix::Uniform),
    ("zipf", Mix::Zipf),
    ("hot", Mix::Hot),
    ("weighted", Mix::Weighted),
    ("in_turn", Mix::InTurn),
];

pub(super) fn keys(node: Node, limits: &Limits) -> Result<Keys, ScenarioError> {
    let keys = node.entries()?;
    let mix = keys.need("mix", "\"uniform\"")?;
    let word = mix.text()?;
    let only = |fields: &[&str]| keys.only(&format!("the mix \"{word}\""), fields);
    match mix.choice(MIXES)? {
        Mix::Uniform => {
            only(&["mix", "prefix", "keys"])?;
            made(&keys, limits).map(|(prefix, keys)| Keys::Uniform { prefix, keys })
        }
        Mix::Zipf => {
            only(&["mix", "prefix", "keys"])?;
            made(&keys, limits).map(|(prefix, keys)| Keys::Zipf { prefix, keys })
        }
        Mix::Hot => {
            only(&["mix", "key", "share_percent", "prefix", "others"])?;
            hot(&keys, limits)
        }
        Mix::Weighted => {
            only(&["mix", "keys"])?;
            weighted(&keys, limits)
        }
        Mix::InTurn => {
            only(&["mix", "keys"])?;
            let list = keys.need("keys", "[\"a\", \"b\"]")?.list(1..=LISTED_KEYS_MAX)?;
            let keys = list.iter().map(|node| partition_key(node, limits)).collect::<Result<_, _>>()?;
            Ok(Keys::InTurn { keys })
        }
    }
}

fn made(keys: &Object, limits: &Limits) -> Result<(String, u32), ScenarioError> {
    let count = keys.need("keys", "500")?.whole_u32(1..=MADE_KEYS_MAX)?;
    Ok((prefix(keys, count, limits)?, count))
}

fn hot(keys: &Object, limits: &Limits) -> Result<Keys, ScenarioError> {
    let share_percent = keys.need("share_percent", "80")?.whole_u32(0..=100)?;
    let others = keys.or("others", 100, |node| node.whole_u32(0..=MADE_KEYS_MAX))?;
    if others == 0 && share_percent < 100 {
        let reason = "is 0, but `share_percent` leaves records for other keys; write 1 or more, or a share of 100";
        return Err(keys.child("others").wrong(reason));
    }
    Ok(Keys::Hot {
        key: partition_key(&keys.need("key", "\"DE\"")?, limits)?,
        share_percent,
        prefix: prefix(keys, others, limits)?,
        others,
    })
}

fn weighted(keys: &Object, limits: &Limits) -> Result<Keys, ScenarioError> {
    let node = keys.need("keys", "{\"DE\": 60, \"FR\": 40}")?;
    let weights = node.clone().entries()?;
    if weights.fields.is_empty() {
        return Err(node.wrong("names no key; write keys with weights, such as {\"DE\": 60, \"FR\": 40}"));
    }
    if weights.fields.len() > LISTED_KEYS_MAX {
        let (found, most) = (weights.fields.len(), LISTED_KEYS_MAX);
        return Err(node.wrong(format!("has {found} entries; write at most {most}")));
    }
    let weigh = |(key, weight): (&str, Node)| {
        check(&weight, key, limits)?;
        Ok((key.to_owned(), weight.whole_u32(1..=WEIGHT_MAX)?))
    };
    Ok(Keys::Weighted { keys: Weights(weights.nodes().map(weigh).collect::<Result<_, _>>()?) })
}

/// The start of every made key; with the longest number behind it, it must still be a partition key.
fn prefix(keys: &Object, count: u32, limits: &Limits) -> Result<String, ScenarioError> {
    let digits = count.to_string().len();
    keys.or("prefix", "key-".to_owned(), |node| {
        let (prefix, most) = (node.text()?, limits.partition_key_chars_max - digits);
        let found = prefix.chars().count();
        if found > most {
            return Err(node.wrong(format!(
                "has {found} characters; write at most {most}, so that the key's number fits behind it"
            )));
        }
        Ok(prefix.to_owned())
    })
}

/// A partition key written out.
pub(super) fn partition_key(node: &Node, limits: &Limits) -> Result<String, ScenarioError> {
    let key = node.text()?;
    check(node, key, limits)?;
    Ok(key.to_owned())
}

fn check(node: &Node, key: &str, limits: &Limits) -> Result<(), ScenarioError> {
    let (found, most) = (key.chars().count(), limits.partition_key_chars_max);
    if key.is_empty() {
        return Err(node.wrong(format!("the partition key is empty; write 1 to {most} characters")));
    }
    if found > most {
        return Err(node.wrong(format!("the partition key has {found} characters; write 1 to {most}")));
    }
    Ok(())
}

/// Whether records of this size fit under the record limit together with the longest key of the mix.
pub(super) fn fit(at: &Node, keys: &Keys, record_bytes: u32, limits: &Limits) -> Result<(), ScenarioError> {
    let made = |prefix: &str, count: u32| prefix.len() + count.to_string().len();
    let longest = match keys {
        Keys::Uniform { prefix, keys } | Keys::Zipf { prefix, keys } => made(prefix, *keys),
        Keys::Hot { key, prefix, others, .. } => key.len().max(made(prefix, *others)),
        Keys::Weighted { keys } => keys.0.iter().map(|(key, _)| key.len()).max().unwrap_or(0),
        Keys::InTurn { keys } => keys.iter().map(String::len).max().unwrap_or(0),
    };
    let most = limits.record_bytes_max - longest as u64;
    if u64::from(record_bytes) <= most {
        return Ok(());
    }
    let (limit, most) = (limits.record_bytes_max, most);
    Err(at.wrong(format!("with the longest key, {longest} bytes, a record passes {limit} bytes; write at most {most}")))
}
