//! The consumers of the stream: a tool to add, slow, pause, rewind and remove them, and the same in words.

mod add;
mod consumer;
mod copy;
mod leases;
mod one;
mod picture;
mod position;
mod tables;
mod workers;

use super::dom::{El, el, focus};
use super::hall::Hall;
use super::later::in_chunk;
use super::showing::Drawer;
use one::One;

in_chunk! { fanout:
    /// The tool.
    pub(crate) fn tools(hall: Hall) -> El {
        tool(hall)
    }
}

in_chunk! { fanout:
    /// The consumers in words.
    pub(crate) fn words(hall: Hall) -> El {
        let tables = el("div.consumers-words").with(tables::consumers(hall)).with(tables::by_shard(hall));
        tables.with(leases::leases(hall))
    }
}

in_chunk! { fanout:
    /// What draws the stage.
    pub(crate) fn drawer() -> Drawer {
        picture::drawer()
    }
}

fn tool(hall: Hall) -> El {
    let none = move || hall.readers.with(|readers| readers.is_empty());
    let title = el("h2").set("tabindex", "-1").text(copy::CONSUMERS);
    let heading = title.node();
    let leave = move || focus(&heading);
    el("div.consumers")
        .with(title)
        .with(el("p.lead").text(copy::CONSUMERS_ABOUT))
        .with(el("p.small").bind("hidden", move || !none()).text(copy::NONE))
        .with(
            el("div.each").each(one::keys(hall), move |(_, id)| consumer::consumer(One::new(hall, id), leave.clone())),
        )
        .with(add::add(hall))
}
