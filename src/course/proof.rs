//! What a question's key rests on: a run of the engine, or a cited fact.

use super::figure::Requirement;
use super::prose::Inline;
use super::setting::Setting;
use serde::{Deserialize, Serialize};

/// What a question's key rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Proof {
    /// The engine plays every option, and what is required is measured.
    Engine(EngineProof),
    /// A fact that the question's sources state.
    Fact(Vec<Inline>),
}

/// A proof that the engine runs. Each option makes its change to the setting; what is right meets all requirements, and
/// every wrong option misses the one it names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EngineProof {
    /// What is played.
    #[serde(flatten)]
    pub setting: Setting,
    /// What is required.
    pub requirements: Vec<Requirement>,
    /// Whether the right options are played together, as one answer: then no other answer with as many options meets all
    /// requirements. Otherwise each is played alone.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub together: bool,
}

impl EngineProof {
    /// A requirement by its name.
    #[must_use]
    pub fn requirement(&self, id: &str) -> Option<&Requirement> {
        self.requirements.iter().find(|requirement| requirement.id == id)
    }
}
