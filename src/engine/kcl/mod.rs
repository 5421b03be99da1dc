//! The Kinesis Client Library: workers that share the shards of a stream by leases, and remember in checkpoints how far
//! they came. Leases are taken, renewed and stolen as the library does it in version 2; version 3 lets one worker deal
//! them out by CPU load instead.

mod application;
mod config;
mod lease;
mod taker;
mod view;
mod worker;

pub use application::{Application, Finished, InHand};
pub use config::ApplicationConfig;
pub use lease::{Lease, LeasePhase, Taking};
pub use taker::{RENEW_SLACK, STOLEN_AT_ONCE_MAX};
pub use view::{ApplicationView, LeaseView, WorkerView};
pub use worker::{Worker, WorkerState};
