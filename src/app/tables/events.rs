//! The event log.

use crate::app::dom::{El, el};
use crate::app::hall::Hall;
use crate::app::live::{Live, effect};
use crate::app::model::Model;
use crate::app::news::Line;
use crate::app::words;
use crate::engine::snapshot::Snapshot;
use crate::web::frames::Frames;
use web_sys::Element;

/// Somebody this close to the end, in pixels, wants to see what comes next.
const NEAR_END: i32 = 40;

/// The log: new lines come at the end, and it follows them unless somebody has gone up to read.
pub(crate) fn events(hall: Hall) -> El {
    let follow = Live::new(true);
    let keys = move || {
        let world = hall.world.get_untracked();
        hall.log.with(|lines| lines.iter().map(|line| (world, line.number)).collect())
    };
    let line = move |(_, number)| {
        let line = hall.log.with(|lines| lines.iter().find(|line| line.number == number).cloned());
        let item = el("li");
        let Some(line) = line else { return item };
        let item = if line.harm { item.set("class", "harm") } else { item };
        item.with(el("time").text(&line.at.to_string())).with(el("span").text(&line.text))
    };
    let list = el("div.log").set("role", "log").set("aria-labelledby", "events-title").set("tabindex", "0");
    let list = list.with(el("ul").each(keys, line));
    let log: Element = list.node();
    let scrolled = move |_| follow.set(log.scroll_height() - log.client_height() - log.scroll_top() < NEAR_END);
    let log: Element = list.node();
    // The lines themselves are written by another effect of this moment.
    let to_end = Frames::new(move |_| {
        log.set_scroll_top(log.scroll_height());
        false
    });
    effect(move || {
        hall.log.track();
        if let (Some(to_end), true) = (&to_end, follow.get_untracked()) {
            to_end.wake();
        }
    });
    el("div.events").with(el("h3").set("id", "events-title").text(words::EVENTS)).with(list.on("scroll", scrolled))
}

/// Writes what is new into the log; none when nothing is.
pub(crate) fn write(model: &mut Model, snapshot: &Snapshot) -> Option<Vec<Line>> {
    model.log(|shard| {
        let belt = snapshot.shards.iter().find(|belt| belt.index == shard);
        belt.map(|belt| belt.id.clone()).unwrap_or_default()
    })
}
