//! Requests in AWS's shapes.

mod invocation;
mod lambda;
mod requests;
mod resharding;
