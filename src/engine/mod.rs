//! The world. Pure: no web, no wall clock, no floats, no hash-order iteration, no I/O.
//!
//! A [`World`] is a function of its seed, the commands applied to it and the time it was advanced to. Commands go in,
//! facts come out; a [`Timeline`] keeps the commands, so that any moment can be told again.

pub mod agenda;
mod asked;
pub mod batch;
pub mod branches;
pub mod command;
pub mod consumer;
pub mod cost;
pub mod craft;
pub mod date;
pub mod digest;
pub mod door;
pub mod fact;
pub mod facts;
pub mod hash;
pub mod heat;
pub mod histogram;
pub mod id;
pub mod kcl;
pub mod keys;
pub mod kpl;
pub mod lambda;
pub mod life;
pub mod limits;
pub mod lineage;
pub mod log;
pub mod marks;
pub mod meter;
pub mod metrics;
pub mod payload;
pub mod producer;
pub mod readers;
pub mod reading;
mod refusal;
pub mod reshard;
pub mod rng;
pub mod sequence;
pub mod shard;
pub mod sizing;
pub mod snapshot;
pub mod spread;
pub mod stream;
pub mod time;
mod timeline;
pub mod words;
pub mod world;

pub use timeline::{Timeline, Walk};
pub use world::{Setup, World};
