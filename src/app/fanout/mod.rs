//! The consumers of the stream: a tool to add, slow, pause, rewind and remove them, and the same in words.

mod picture;

use super::dom::{El, el};
use super::hall::Hall;
use super::later::in_chunk;
use super::showing::Drawer;

in_chunk! { fanout:
    /// The tool.
    pub(crate) fn tools(_hall: Hall) -> El {
        el("div.consumers")
    }
}

in_chunk! { fanout:
    /// The consumers in words.
    pub(crate) fn words(_hall: Hall) -> El {
        el("div.consumers-words")
    }
}

in_chunk! { fanout:
    /// What draws the stage.
    pub(crate) fn drawer() -> Drawer {
        picture::drawer()
    }
}
