//! Text of the course as elements of the page.

use super::Course;
use crate::app::dom::{El, el, own};
use crate::app::study::Place;
use crate::course::{Inline, Prose};
use crate::scenario::SCENES;
use crate::web::site;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event};

/// Blocks of text.
pub(super) fn blocks(course: Course, blocks: &[Prose]) -> Vec<El> {
    blocks.iter().map(|one| block(course, one)).collect()
}

/// A block of text.
pub(super) fn block(course: Course, block: &Prose) -> El {
    let item = |item: &Vec<Prose>| el("li").with_all(item_blocks(course, item));
    match block {
        Prose::Heading(level, name, words) => {
            let heading = el(if *level == 2 { "h2" } else { "h3" });
            line(course, heading.set("id", name).set("tabindex", "-1"), words)
        }
        Prose::Paragraph(words) => line(course, el("p"), words),
        Prose::Points(items) => el("ul").with_all(items.iter().map(item)),
        Prose::Steps(items) => el("ol").with_all(items.iter().map(item)),
        Prose::Quote(inner) => el("blockquote").with_all(blocks(course, inner)),
        Prose::Code(_, lines) => el("pre").set("tabindex", "0").with(el("code").text(lines.trim_end_matches('\n'))),
        Prose::Table(head, rows) => table(course, head, rows),
        Prose::Break => el("hr"),
    }
}

/// A single paragraph in a list is no paragraph of its own.
fn item_blocks(course: Course, item: &[Prose]) -> Vec<El> {
    match item {
        [Prose::Paragraph(words)] => vec![line(course, el("span"), words)],
        several => blocks(course, several),
    }
}

fn table(course: Course, head: &[Vec<Inline>], rows: &[Vec<Vec<Inline>>]) -> El {
    let heads = head.iter().map(|words| line(course, el("th").set("scope", "col"), words));
    let row = |cells: &Vec<Vec<Inline>>| {
        let cell = |(place, words): (usize, &Vec<Inline>)| {
            let cell = if place == 0 { el("th").set("scope", "row") } else { el("td") };
            line(course, cell, words)
        };
        el("tr").with_all(cells.iter().enumerate().map(cell))
    };
    let table =
        el("table").with(el("thead").with(el("tr").with_all(heads))).with(el("tbody").with_all(rows.iter().map(row)));
    el("div.scroll").set("tabindex", "0").set("role", "group").set("aria-label", super::copy::TABLE).with(table)
}

/// A line of text in an element.
pub(super) fn line(course: Course, mut parent: El, words: &[Inline]) -> El {
    for one in words {
        parent = match one {
            Inline::Text(text) => parent.text(text),
            Inline::Code(text) => parent.with(el("code").text(text)),
            Inline::Emphasis(inner) => parent.with(line(course, el("em"), inner)),
            Inline::Strong(inner) => parent.with(line(course, el("strong"), inner)),
            Inline::Link(to, inner) => parent.with(line(course, link(course, to), inner)),
        };
    }
    parent
}

fn link(course: Course, to: &str) -> El {
    match to.split_once(':') {
        Some(("lesson", id)) => place_link(course, Place::Lesson(id.to_owned(), None)),
        Some(("question", id)) => place_link(course, Place::Question(id.to_owned())),
        Some(("scene", id)) => scene_link(course, id),
        _ if to.starts_with('#') => heading_link(&to[1..]),
        _ => outward(to),
    }
}

/// A link out of the page.
pub(super) fn outward(url: &str) -> El {
    let link = el("a").set("target", "_blank").set("rel", "noreferrer");
    let node: Element = link.node();
    // The name of no element of the page, so it stays as it is.
    let _ = node.set_attribute("href", url);
    link
}

/// A link to a place in the course.
pub(super) fn place_link(course: Course, place: Place) -> El {
    if course.is_embedded() {
        return outward(&site::address(&format!("#{}", place.address())));
    }
    let link = el("a");
    let node: Element = link.node();
    let _ = node.set_attribute("href", &format!("#{}", place.address()));
    link.on("click", move |event| {
        event.prevent_default();
        course.study().go(place.clone());
    })
}

fn scene_link(course: Course, id: &str) -> El {
    let place = SCENES.iter().position(|scene| scene.id == id);
    let link = el("a");
    let node: Element = link.node();
    let _ = node.set_attribute("href", &format!("#scene={id}"));
    link.on("click", move |event| {
        event.prevent_default();
        if let Some(place) = place {
            course.hall().open_scene(place);
        }
    })
}

fn heading_link(name: &str) -> El {
    let target = own(name);
    el("a").set("href", &format!("#{name}")).on("click", move |event: Event| {
        event.prevent_default();
        let link = event.current_target().and_then(|target| target.dyn_into::<Element>().ok());
        let column = link.and_then(|link| link.closest(".course").ok().flatten());
        if let Some(heading) = column.and_then(|column| column.query_selector(&format!("#{target}")).ok().flatten()) {
            heading.scroll_into_view();
            crate::app::dom::focus(&heading);
        }
    })
}
