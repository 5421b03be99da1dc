//! Beltline: a Kinesis you can watch.
//!
//! The map, floor by floor; each floor imports only from floors below it.
//!
//! - [`engine`]: the world. Pure and deterministic: commands in, facts out, time in whole microseconds.
//! - [`api`]: the Kinesis front door: AWS request and response shapes, validation, error texts.
//! - [`scenario`]: what a user can set up, as files: the scenario format and the import of record files.
//! - [`course`]: lessons, predictions and questions as plain data, their grading, and the runs that prove them.
//! - [`stage`]: world to picture: a pure layout makes a display list, one painter draws it.
//! - `app`: Leptos components, the only place with reactive state (WASM only).
//! - `web`: the browser's edges and the JavaScript module (WASM only).

pub mod api;
pub mod course;
pub mod engine;
pub mod scenario;
pub mod stage;

#[cfg(target_arch = "wasm32")]
mod app;
#[cfg(target_arch = "wasm32")]
mod web;
