//! Resharding: how the shards of a stream split and merge, by command or, in on-demand mode, by themselves.

mod change;
mod growth;
mod mode;
mod plan;
mod refusal;

pub use change::{Change, Kind};
pub use growth::{FIRST_SHARDS, GROWTH_DELAY, Growth, LOOK_INTERVAL};
pub use mode::{StreamMode, StreamStatus};
pub use plan::{Boundaries, Step, is_split_point};
pub use refusal::ReshardRefusal;
