//! Where a fact stands, and facts that have changed.

use serde::{Deserialize, Serialize};

/// A page that says so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// The page's title.
    pub title: String,
    /// Its address.
    pub url: String,
    /// The day it was read, such as `2026-11-23`.
    pub seen: String,
}

/// A value that the exam's material teaches in one way and AWS documents in another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DatedValue {
    /// What it is the value of.
    pub what: String,
    /// As the exam's material teaches it.
    pub exam: String,
    /// As it is today.
    pub today: String,
    /// Since when: a day, a month or a year; none when AWS does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<String>,
}
