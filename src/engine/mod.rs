//! The world. Pure: no web, no wall clock, no floats, no hash-order iteration, no I/O.
//!
//! A [`World`] is a function of its seed, the commands applied to it and the time it was advanced to. Commands go in,
//! facts come out; a [`Timeline`] keeps the commands, so that any moment can be told again.

pub mod agenda;
pub mod batch;
pub mod command;
pub mod fact;
pub mod hash;
pub mod id;
pub mod limits;
pub mod sequence;
pub mod snapshot;
pub mod time;
mod timeline;
mod world;

pub use timeline::Timeline;
pub use world::{Setup, World};
