//! The Kinesis Client Library: workers that share the shards of a stream by leases, and remember in checkpoints how far
//! they came.

mod application;
mod config;

pub use application::Application;
pub use config::ApplicationConfig;
