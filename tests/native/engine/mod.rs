//! Streams, producers, consumers, resharding, metrics and the time machine.

mod alarms;
mod cost;
mod fan_out;
mod heat;
mod kcl_properties;
mod kcl_story;
mod kpl;
mod lambda_bisection;
mod lambda_properties;
mod lambda_windows;
mod metrics;
mod on_demand;
mod properties;
mod reshard_properties;
mod reshard_story;
mod sizing;
mod story;
mod timeline;
mod vectors;
