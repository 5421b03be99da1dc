//! Capacity mode and status of a stream.

use serde::{Deserialize, Serialize};

/// `StreamMode`: who looks after the number of shards.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StreamMode {
    /// The owner: the number of shards changes by `SplitShard`, `MergeShards` and `UpdateShardCount`.
    #[default]
    Provisioned,
    /// The service: shards split by themselves as traffic grows.
    OnDemand,
}

impl StreamMode {
    /// The API's word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Provisioned => "PROVISIONED",
            Self::OnDemand => "ON_DEMAND",
        }
    }

    /// The mode of an API's word.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        [Self::Provisioned, Self::OnDemand].into_iter().find(|mode| mode.word() == word)
    }
}

/// `StreamStatus`, as far as the engine's streams have one: they are active from their first moment and stay.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum StreamStatus {
    /// Takes any command.
    Active,
    /// A change of shards or mode is going on; reads and writes go on, and writes go to the shards as they were.
    Updating,
}

impl StreamStatus {
    /// The API's word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Active => "ACTIVE",
            Self::Updating => "UPDATING",
        }
    }
}
