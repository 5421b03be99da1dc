//! The column beside the stage: what the scene is about, and the tools, one at a time.

mod desks;
mod file;
mod inspector;
mod loading;
mod put;

use super::dom::{El, el, focus, own, yes_no};
use super::hall::Hall;
use super::later::later;
use super::live::{Live, effect, memo};
use super::showing::Showing;
use super::{capacity, fanout, lineage, words, xray};
use crate::scenario::SCENES;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, KeyboardEvent};

/// The tools. On a wide page the inspector and the tables have a place of their own and are no tabs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tab {
    /// The consumers, while the stage shows them.
    Consumers,
    /// The event source mapping, while the stage shows it.
    Mapping,
    /// The shards and the capacity mode, while the stage shows them over time.
    Shards,
    /// Metrics, heat, cost and size, while the stage shows the charts.
    Capacity,
    /// Put a record by hand.
    Record,
    /// Load a file of records.
    File,
    /// The producers.
    Desks,
    /// The selected bag.
    Bag,
    /// The hall in words.
    Words,
}

/// The tabs of a stage, on a wide page and on a narrow one. A stage's own tool comes first.
const HALL: [&[Tab]; 2] =
    [&[Tab::Record, Tab::File, Tab::Desks], &[Tab::Record, Tab::File, Tab::Desks, Tab::Bag, Tab::Words]];
const FAN_OUT: [&[Tab]; 2] = [
    &[Tab::Consumers, Tab::Record, Tab::File, Tab::Desks],
    &[Tab::Consumers, Tab::Record, Tab::File, Tab::Desks, Tab::Bag, Tab::Words],
];
const XRAY: [&[Tab]; 2] = [
    &[Tab::Mapping, Tab::Record, Tab::File, Tab::Desks],
    &[Tab::Mapping, Tab::Record, Tab::File, Tab::Desks, Tab::Bag, Tab::Words],
];
const LINEAGE: [&[Tab]; 2] = [
    &[Tab::Shards, Tab::Record, Tab::File, Tab::Desks],
    &[Tab::Shards, Tab::Record, Tab::File, Tab::Desks, Tab::Bag, Tab::Words],
];

const CAPACITY: [&[Tab]; 2] = [
    &[Tab::Capacity, Tab::Record, Tab::File, Tab::Desks],
    &[Tab::Capacity, Tab::Record, Tab::File, Tab::Desks, Tab::Bag, Tab::Words],
];

impl Tab {
    /// The first of a stage's tabs.
    pub(crate) fn first_of(showing: Showing) -> Self {
        tabs_of(showing, false)[0]
    }

    fn label(self) -> &'static str {
        match self {
            Self::Consumers => words::TAB_CONSUMERS,
            Self::Mapping => words::TAB_MAPPING,
            Self::Shards => words::TAB_SHARDS,
            Self::Capacity => words::TAB_CAPACITY,
            Self::Record => words::TAB_RECORD,
            Self::File => words::TAB_FILE,
            Self::Desks => words::TAB_DESKS,
            Self::Bag => words::TAB_BAG,
            Self::Words => words::TAB_WORDS,
        }
    }

    fn panel(self) -> &'static str {
        match self {
            Self::Consumers => "panel-consumers",
            Self::Mapping => "panel-mapping",
            Self::Shards => "panel-shards",
            Self::Capacity => "panel-capacity",
            Self::Record => "panel-record",
            Self::File => "panel-file",
            Self::Desks => "panel-desks",
            Self::Bag => "panel-bag",
            Self::Words => "beltline-words",
        }
    }

    fn tab(self) -> &'static str {
        match self {
            Self::Consumers => "tab-panel-consumers",
            Self::Mapping => "tab-panel-mapping",
            Self::Shards => "tab-panel-shards",
            Self::Capacity => "tab-panel-capacity",
            Self::Record => "tab-panel-record",
            Self::File => "tab-panel-file",
            Self::Desks => "tab-panel-desks",
            Self::Bag => "tab-panel-bag",
            Self::Words => "tab-beltline-words",
        }
    }
}

fn tabs_of(showing: Showing, narrow: bool) -> &'static [Tab] {
    let tabs = match showing {
        Showing::Hall => HALL,
        Showing::FanOut => FAN_OUT,
        Showing::Xray => XRAY,
        Showing::Lineage => LINEAGE,
        Showing::Capacity => CAPACITY,
    };
    tabs[usize::from(narrow)]
}

/// The column.
pub(crate) fn tools(hall: Hall, tab: Live<Tab>) -> El {
    let offered = move || tabs_of(hall.showing.get(), hall.narrow.get());
    // A page that grows wide while a narrow page's tab is open goes back to the first.
    effect(move || {
        if !offered().contains(&tab.get()) {
            tab.set(offered()[0]);
        }
    });
    // Another stage brings its own tool to the front.
    let mut shown = hall.showing.get_untracked();
    effect(move || {
        let showing = hall.showing.get();
        if showing != shown {
            tab.set(Tab::first_of(showing));
        }
        shown = showing;
    });
    // A bag chosen on a narrow page is shown at once.
    let mut before = true;
    effect(move || {
        let chosen = hall.selected.get().is_some();
        if chosen && !before && hall.narrow.get_untracked() && tab.get_untracked() == Tab::Words {
            tab.set(Tab::Bag);
        }
        before = chosen;
    });
    let scene = move |read: fn(&crate::scenario::Scene) -> &'static str| {
        hall.scene.get().and_then(|place| SCENES.get(place)).map(read)
    };
    let panel = move |which: Tab| {
        el("div.panel")
            .set("role", "tabpanel")
            .set("id", which.panel())
            .set("aria-labelledby", which.tab())
            .bind("hidden", move || tab.get() != which)
    };
    let opened = move |which: Tab| {
        let idle = hall.idle();
        move || idle.get() || tab.get() == which
    };
    let about = el("div.scene")
        .with(el("p.eyebrow").text(words::SCENE))
        .with(el("h1").live(move || scene(|scene| scene.title).unwrap_or(words::SCENE_OWN)))
        .with(el("p.lead").live(move || scene(|scene| scene.about)));
    let idle = hall.idle();
    let bag = el("div.panel bag")
        .set("id", Tab::Bag.panel())
        .bind("role", move || hall.narrow.get().then_some("tabpanel"))
        .bind("aria-labelledby", move || hall.narrow.get().then(|| own(Tab::Bag.tab())))
        .bind("hidden", move || hall.narrow.get() && tab.get() != Tab::Bag)
        .with(later(
            el("section.inspector")
                .set("aria-labelledby", "inspector-title")
                .with(el("h2").set("id", "inspector-title").text(words::INSPECTOR)),
            move || idle.get() || hall.selected.get().is_some(),
            move || inspector::inspector(hall),
        ));
    el("aside.tools")
        .set("aria-label", words::TOOLS)
        .with(about)
        .with(tabs(tab, memo(offered)))
        .with(later(panel(Tab::Consumers), opened(Tab::Consumers), move || fanout::tools(hall)))
        .with(later(panel(Tab::Mapping), opened(Tab::Mapping), move || xray::tools(hall)))
        .with(later(panel(Tab::Shards), opened(Tab::Shards), move || lineage::tools(hall)))
        .with(later(panel(Tab::Capacity), opened(Tab::Capacity), move || capacity::tools(hall)))
        .with(panel(Tab::Record).with(put::put(hall)))
        .with(later(panel(Tab::File), opened(Tab::File), move || file::file(hall)))
        .with(later(panel(Tab::Desks), opened(Tab::Desks), move || desks::desks(hall)))
        .with(bag)
}

/// Makes sure that the hall in words is there to be gone to: on a narrow page it is one of the tabs.
pub(crate) fn show_words(hall: Hall, tab: Live<Tab>) {
    if hall.narrow.get_untracked() {
        tab.set(Tab::Words);
    }
}

fn tabs(tab: Live<Tab>, offered: Live<&'static [Tab]>) -> El {
    let button = move |which: &Tab| {
        let which = *which;
        let taken = move || tab.get() == which;
        el("button")
            .set("type", "button")
            .set("role", "tab")
            .set("id", which.tab())
            .set("aria-controls", which.panel())
            .bind("aria-selected", move || yes_no(taken()))
            .bind("tabindex", move || if taken() { "0" } else { "-1" })
            .on("click", move |_| tab.set(which))
            .text(which.label())
    };
    let list = el("div.tabs").set("role", "tablist").set("aria-label", words::TOOLS);
    let node: Element = list.node();
    let walk = move |event: Event| {
        let event: KeyboardEvent = event.unchecked_into();
        let offered = offered.get_untracked();
        let at = offered.iter().position(|one| *one == tab.get_untracked()).unwrap_or(0);
        let to = match event.key().as_str() {
            "ArrowRight" => (at + 1) % offered.len(),
            "ArrowLeft" => (at + offered.len() - 1) % offered.len(),
            "Home" => 0,
            "End" => offered.len() - 1,
            _ => return,
        };
        event.prevent_default();
        tab.set(offered[to]);
        if let Some(button) = node.children().item(to as u32) {
            focus(&button);
        }
    };
    list.on("keydown", walk).show(move || offered.get().iter().map(button))
}
