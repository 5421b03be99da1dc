//! What is run: a shipped scene or a scenario of its own, with changes.

use super::patch::{PatchError, patched};
use crate::scenario::{self, SCENES, Scenario, ScenarioError};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::fmt;

/// What is run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Setting {
    /// The name of a shipped scene.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scene: Option<String>,
    /// A scenario, when it is no shipped scene.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scenario: Option<Value>,
    /// What is changed about it, one after the other, see [`patched`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<Value>,
}

/// Why a setting makes no scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SettingError {
    /// There is no such scene.
    UnknownScene(String),
    /// It names neither a scene nor a scenario.
    Nothing,
    /// The change does not fit the scenario.
    Patch(PatchError),
    /// With its changes it is no scenario.
    Scenario(ScenarioError),
}

impl fmt::Display for SettingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownScene(id) => write!(f, "there is no scene \"{id}\""),
            Self::Nothing => f.write_str("there is neither a scene nor a scenario"),
            Self::Patch(error) => error.fmt(f),
            Self::Scenario(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for SettingError {}

impl Setting {
    /// The scenario's text, with the setting's own changes and others on top, one after the other.
    ///
    /// # Errors
    /// Why there is none.
    pub fn json(&self, more: &[&Value]) -> Result<String, SettingError> {
        let shipped = || {
            let id = self.scene.as_deref().ok_or(SettingError::Nothing)?;
            let scene = SCENES.iter().find(|scene| scene.id == id);
            scene.ok_or_else(|| SettingError::UnknownScene(id.to_owned()))
        };
        let changes: Vec<&Value> = self.changes.iter().chain(more.iter().copied()).collect();
        let mut value = match &self.scenario {
            Some(scenario) => scenario.clone(),
            // Without a change the scene stays letter by letter what it is.
            None if changes.is_empty() => return Ok(shipped()?.json().to_owned()),
            None => serde_json::from_str(shipped()?.json()).expect("a shipped scene is JSON"),
        };
        for change in changes {
            value = patched(&value, change).map_err(SettingError::Patch)?;
        }
        Ok(value.to_string())
    }

    /// The scenario, likewise.
    ///
    /// # Errors
    /// Why there is none.
    pub fn scenario(&self, more: &[&Value]) -> Result<Scenario, SettingError> {
        scenario::parse(&self.json(more)?).map_err(SettingError::Scenario)
    }
}
