//! Where facts stand, and values that have changed since the exam's material was written.

use super::{copy, prose};
use crate::app::dom::{El, el};
use crate::app::tables::heads;
use crate::course::{DatedValue, Source};

/// The pages that say so.
pub(super) fn sources(sources: &[Source]) -> El {
    let item = |source: &Source| {
        let link = prose::outward(&source.url).text(&source.title);
        el("li").with(link).with(el("span.small").text(&copy::seen(&source.seen)))
    };
    el("details.sources").with(el("summary").text(copy::SOURCES)).with(el("ul").with_all(sources.iter().map(item)))
}

/// As the exam teaches it, and as it is today; none when nothing has changed.
pub(super) fn values(values: &[DatedValue]) -> Option<El> {
    let row = |value: &DatedValue| {
        let today = match &value.since {
            Some(since) => copy::today_since(&value.today, since),
            None => value.today.clone(),
        };
        el("tr")
            .with(el("th").set("scope", "row").text(&value.what))
            .with(el("td").text(&value.exam))
            .with(el("td").text(&today))
    };
    (!values.is_empty()).then(|| {
        let table = el("table.values")
            .with(el("caption").text(copy::VALUES))
            .with(heads(copy::VALUE_HEADS))
            .with(el("tbody").with_all(values.iter().map(row)));
        el("div.scroll").set("tabindex", "0").set("role", "group").set("aria-label", copy::VALUES).with(table)
    })
}
