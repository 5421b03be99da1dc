//! The capacity of the stream: CloudWatch's charts with alarms, the heat of a shard by key with the cures tried in place,
//! what it costs, and how many shards a load needs.

mod alarm_form;
mod alarms;
mod copy;
mod cost;
mod cures;
mod heat;
mod looking;
mod picture;
mod size;
mod tables;

use super::dom::{El, el};
use super::hall::Hall;
use super::later::in_chunk;
use super::showing::Drawer;
use looking::Looking;

in_chunk! { capacity:
    /// The tool.
    pub(crate) fn tools(hall: Hall) -> El {
        tool(hall)
    }
}

in_chunk! { capacity:
    /// The metrics and alarms in words.
    pub(crate) fn words(hall: Hall) -> El {
        tables::tables(Looking::new(hall))
    }
}

in_chunk! { capacity:
    /// What draws the stage.
    pub(crate) fn drawer() -> Drawer {
        picture::drawer()
    }
}

fn tool(hall: Hall) -> El {
    let looking = Looking::new(hall);
    el("div.capacity")
        .with(el("h2").text(copy::CAPACITY))
        .with(el("p.lead").text(copy::ABOUT))
        .with(looking.controls())
        .with(part(copy::HEAT, true, heat::heat(looking)))
        .with(part(copy::ALARMS, false, alarms::alarms(looking)))
        .with(part(copy::COST, false, cost::cost(looking)))
        .with(part(copy::SIZE, false, size::size(hall)))
}

/// A part that folds away.
fn part(title: &'static str, open: bool, content: El) -> El {
    let details = el("details.part").with(el("summary").text(title)).with(content);
    if open { details.set("open", "") } else { details }
}
