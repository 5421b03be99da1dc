//! What a user can set up, as files: the scenario format and the import of record files.
//!
//! A scenario is JSON, version 1, described by `scenario.schema.json` beside this file. It is read in one pass:
//! [`parse`] turns text into a [`Scenario`] or says where and why not, and a [`Scenario`] is always one the engine
//! takes. The file's own types ([`file`]) stay apart from the engine's commands, so that either can change alone.

pub mod alarm;
mod commands;
pub mod consumer;
mod date;
pub mod deploy;
mod error;
pub mod file;
pub mod function;
pub mod import;
mod keys;
pub mod mapping;
mod opening;
mod read;
mod reshard;
mod scenes;
mod script;
mod tree;

pub use commands::{Scenario, ViewChoice};
pub use date::Date;
pub use error::ScenarioError;
pub use opening::Opening;
pub use scenes::{SCENES, Scene};

/// The JSON Schema (2020-12) of the scenario format.
pub const SCHEMA: &str = include_str!("scenario.schema.json");

/// Reads a scenario.
///
/// # Errors
/// The first thing that is wrong, with its place in the file and what to write instead.
pub fn parse(json: &str) -> Result<Scenario, ScenarioError> {
    let tree = tree::Tree::parse(json)?;
    read::scenario(&tree).map(Scenario::new)
}
