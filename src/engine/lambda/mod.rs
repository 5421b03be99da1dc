//! Lambda event source mappings: batches taken off a stream and handed to a function, and what becomes of those that
//! fail. Names and defaults are those of `CreateEventSourceMapping`; where AWS documents no figure, `limits` says whose
//! choice stands in its place.

mod bisection;
mod config;
mod filter;
mod function;
mod json;
mod mapping;
mod response;
mod view;

pub use bisection::{Bisection, Fault, Part, PartState, Reason};
pub use config::{Destination, DestinationKind, MappingConfig};
pub use filter::{PATTERN_CHARS_MAX, PATTERNS_MAX, Pattern};
pub use function::{Answer, Failure, FunctionConfig, Handed, Handler, How, When};
pub use mapping::{Lane, Lost, Mapping, Poller, Queued, Window};
pub use response::{Response, read as read_response};
pub use view::{BatchView, LaneView, LostView, MappingView, PollerView, TrayView, WindowView};

/// What a mapping did since the start.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Totals {
    /// Invocations that reached the code.
    pub invocations: u64,
    /// Those that failed, wholly or in part.
    pub failed_invocations: u64,
    /// Invocations that Lambda refused before any code ran.
    pub throttled_invocations: u64,
    /// Records done: in a batch that passed, or before the item that a partial answer named.
    pub processed_records: u64,
    /// Of these, records of a batch that failed as a whole and was split.
    pub saved_records: u64,
    /// Records that no filter let pass.
    pub filtered_records: u64,
    /// Records given up because of retries or age.
    pub discarded_records: u64,
    /// Records that expired before they were done.
    pub expired_records: u64,
    /// Batches given up because of retries or age.
    pub discarded_batches: u64,
}
