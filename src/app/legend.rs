//! The legend: what everything in the hall stands for, and the keys.

use super::dom::{El, el, icon, yes_no};
use super::hall::Hall;
use super::later::{in_chunk, later};
use super::live::Live;
use super::words;

/// Opens and closes the legend.
pub(crate) fn button(open: Live<bool>) -> El {
    el("button.quiet")
        .set("type", "button")
        .bind("aria-expanded", move || yes_no(open.get()))
        .set("aria-controls", "beltline-legend")
        .set("aria-keyshortcuts", "L")
        .set("title", words::LEGEND_HINT)
        .on("click", move |_| open.set(!open.get_untracked()))
        .text(words::LEGEND)
}

/// The legend itself.
pub(crate) fn legend(hall: Hall, open: Live<bool>) -> El {
    let close = el("button.close")
        .set("type", "button")
        .set("aria-label", words::LEGEND_CLOSE)
        .on("click", move |_| open.set(false))
        .with(icon("M6 6l12 12M18 6L6 18"));
    let section = el("section.legend")
        .set("id", "beltline-legend")
        .set("aria-label", words::LEGEND)
        .set("tabindex", "0")
        .bind("hidden", move || !open.get())
        .with(el("h2").text(words::LEGEND_TITLE))
        .with(close);
    let idle = hall.idle();
    later(section, move || idle.get() || open.get(), things)
}

in_chunk! { tools:
    fn things() -> El {
        let thing = |(sign, name, about): &(&str, &str, &str)| {
            let sign = el("i").set("class", &format!("sign sign-{sign}")).set("aria-hidden", "true");
            el("div").with(el("dt").with(sign).text(name)).with(el("dd").text(about))
        };
        let key =
            |(key, what): &(&str, &str)| el("div").with(el("dt").with(el("kbd").text(key))).with(el("dd").text(what));
        el("div.part")
            .with(el("dl.things").with_all(words::LEGEND_THINGS.iter().map(thing)))
            .with(el("h3").text(words::KEYS_TITLE))
            .with(el("dl.keys").with_all(words::LEGEND_KEYS.iter().map(key)))
            .with(el("p.small").text(words::LEGEND_LIMITS))
    }
}
