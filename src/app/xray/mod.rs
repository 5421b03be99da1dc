//! The event source mapping of the stream: its settings, its function, its texts, and its work in words.

use super::dom::{El, el};
use super::hall::Hall;

/// The tool.
pub(crate) fn tools(_hall: Hall) -> El {
    el("div.mapping")
}

/// The mapping's work in words.
pub(crate) fn words(_hall: Hall) -> El {
    el("div.mapping-words")
}
