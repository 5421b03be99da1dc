//! The consumers of the stream: a tool to add, slow, pause, rewind and remove them, and the same in words.

mod picture;

use super::dom::{El, el};
use super::hall::Hall;

pub(crate) use picture::drawer;

/// The tool.
pub(crate) fn tools(_hall: Hall) -> El {
    el("div.consumers")
}

/// The consumers in words.
pub(crate) fn words(_hall: Hall) -> El {
    el("div.consumers-words")
}
