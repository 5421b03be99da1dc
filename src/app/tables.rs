//! The hall in words: everything the picture says, as tables and a log.

mod events;
mod recent;
mod shards;

use super::dom::{El, el};
use super::hall::Hall;
use super::later::{Absent, in_chunk, later};
use super::showing::Showing;
use super::{capacity, fanout, lineage, words, xray};

/// The section; what is in it comes when it is `wanted`.
pub(crate) fn tables(hall: Hall, wanted: impl Fn() -> bool + 'static) -> El {
    let section = el("section.words")
        .set("id", "beltline-words")
        .set("tabindex", "-1")
        .set("aria-labelledby", "words-title")
        .with(el("h2").set("id", "words-title").text(words::IN_WORDS))
        .with(el("p.lead").text(words::IN_WORDS_ABOUT))
        .with(told(hall, Showing::FanOut, move || fanout::words(hall)))
        .with(told(hall, Showing::Xray, move || xray::words(hall)))
        .with(told(hall, Showing::Lineage, move || lineage::words(hall)))
        .with(told(hall, Showing::Capacity, move || capacity::words(hall)));
    let idle = hall.idle();
    later(section, move || idle.get() || wanted(), move || words(hall))
}

in_chunk! { tools:
    fn words(hall: Hall) -> El {
        hall.set_writer(events::write);
        let pair = el("div.pair").with(recent::recent(hall)).with(events::events(hall));
        el("div.part").with(shards::shards(hall)).with(pair)
    }
}

/// What a stage of its own shows, in words.
fn told<F: Future<Output = Result<El, Absent>> + 'static>(
    hall: Hall,
    showing: Showing,
    fetch: impl Fn() -> F + 'static,
) -> El {
    let is_shown = move || hall.showing.get() == showing;
    let idle = hall.idle();
    later(el("div").bind("hidden", move || !is_shown()), move || idle.get() || is_shown(), fetch)
}

/// A table's head: one cell a column.
pub(crate) fn heads(names: &[&str]) -> El {
    let head = |name: &&str| el("th").set("scope", "col").text(name);
    el("thead").with(el("tr").with_all(names.iter().map(head)))
}
