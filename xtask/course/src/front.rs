//! Front matter: TOML between two lines of `+++`.

use crate::desk::Desk;
use std::ops::Range;

/// The bytes of the front matter, and the byte at which the text begins.
pub(crate) fn split(desk: &Desk) -> Option<(Range<usize>, usize)> {
    let Some(rest) = desk.text.strip_prefix("+++\n") else {
        desk.wrong(0, "a lesson begins with its front matter; write +++ on the first line, then `title = \"…\"`");
        return None;
    };
    let end = if rest.starts_with("+++\n") { Some(0) } else { rest.find("\n+++\n").map(|at| at + 1) };
    let Some(end) = end else {
        desk.wrong(0, "the front matter does not end; write +++ on a line of its own after it");
        return None;
    };
    Some((4..4 + end, 4 + end + 4))
}
