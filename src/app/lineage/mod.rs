//! The shards of the stream over time: a tool that splits, merges and scales them, and the same in words.

mod ask;
mod chosen;
mod copy;
mod mode;
mod one;
mod picture;
mod scale;
mod split;
mod tables;

use super::dom::{El, el};
use super::hall::Hall;
use super::later::in_chunk;
use super::showing::Drawer;
use ask::Asked;
use chosen::Chosen;

in_chunk! { lineage:
    /// The tool.
    pub(crate) fn tools(hall: Hall) -> El {
        tool(hall)
    }
}

in_chunk! { lineage:
    /// The shards over time in words.
    pub(crate) fn words(hall: Hall) -> El {
        el("div.lineage-words").with(tables::shards(hall)).with(tables::readers(hall))
    }
}

in_chunk! { lineage:
    /// What draws the stage.
    pub(crate) fn drawer() -> Drawer {
        picture::drawer()
    }
}

fn tool(hall: Hall) -> El {
    let (chosen, asked) = (Chosen::new(hall), Asked::new());
    el("div.lineage")
        .with(el("h2").text(copy::SHARDS))
        .with(el("p.lead").text(copy::ABOUT))
        .with(el("p.status").live(move || chosen.status()))
        .with(one::one(chosen))
        .with(split::split(chosen, asked))
        .with(split::merge(chosen, asked))
        .with(part(copy::COUNT, scale::count(chosen, asked)))
        .with(part(copy::MODE, mode::mode(chosen, asked)))
        .with(part(copy::RETENTION, scale::retention(chosen, asked)))
}

/// A part that folds away.
fn part(title: &'static str, content: El) -> El {
    el("details.part").with(el("summary").text(title)).with(content)
}
