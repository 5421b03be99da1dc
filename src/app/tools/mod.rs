//! The column beside the stage: what the scene is about, and the tools, one at a time.

mod desks;
mod file;
mod inspector;
mod loading;
mod put;

use super::hall::Hall;
use super::words;
use crate::scenario::SCENES;
use leptos::html::Div;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};

/// The tools. On a wide page the inspector and the tables have a place of their own and are no tabs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tab {
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

const WIDE: &[Tab] = &[Tab::Record, Tab::File, Tab::Desks];
const NARROW: &[Tab] = &[Tab::Record, Tab::File, Tab::Desks, Tab::Bag, Tab::Words];

impl Tab {
    fn label(self) -> &'static str {
        match self {
            Self::Record => words::TAB_RECORD,
            Self::File => words::TAB_FILE,
            Self::Desks => words::TAB_DESKS,
            Self::Bag => words::TAB_BAG,
            Self::Words => words::TAB_WORDS,
        }
    }

    fn panel(self) -> &'static str {
        match self {
            Self::Record => "panel-record",
            Self::File => "panel-file",
            Self::Desks => "panel-desks",
            Self::Bag => "panel-bag",
            Self::Words => "beltline-words",
        }
    }
}

/// The column.
pub(crate) fn tools(hall: Hall, tab: RwSignal<Tab>) -> AnyView {
    let offered = move || if hall.narrow.get() { NARROW } else { WIDE };
    // A page that grows wide while a narrow page's tab is open goes back to the first.
    Effect::new(move |_| {
        if !offered().contains(&tab.get()) {
            tab.set(Tab::Record);
        }
    });
    // A bag chosen on a narrow page is shown at once.
    Effect::new(move |before: Option<bool>| {
        let chosen = hall.selected.get().is_some();
        if chosen && before == Some(false) && hall.narrow.get_untracked() && tab.get_untracked() == Tab::Words {
            tab.set(Tab::Bag);
        }
        chosen
    });
    let scene = move |read: fn(&crate::scenario::Scene) -> &'static str| {
        hall.scene.get().and_then(|place| SCENES.get(place)).map(read)
    };
    let panel = move |which: Tab, content: AnyView| {
        let hidden = move || tab.get() != which && offered().contains(&which);
        let named_by = format!("tab-{}", which.panel());
        view! {
            <div class="panel" role="tabpanel" id=which.panel() aria-labelledby=named_by hidden=hidden>{content}</div>
        }
    };
    view! {
        <aside class="tools" aria-label=words::TOOLS>
            <div class="scene">
                <p class="eyebrow">{words::SCENE}</p>
                <h1>{move || scene(|scene| scene.title).unwrap_or(words::SCENE_OWN)}</h1>
                <p class="lead">{move || scene(|scene| scene.about)}</p>
            </div>
            {tabs(tab, Signal::derive(offered))}
            {panel(Tab::Record, put::put(hall))}
            {panel(Tab::File, file::file(hall))}
            {panel(Tab::Desks, desks::desks(hall))}
            <div class="panel bag" id=Tab::Bag.panel() hidden=move || hall.narrow.get() && tab.get() != Tab::Bag>
                {inspector::inspector(hall)}
            </div>
        </aside>
    }
    .into_any()
}

/// Makes sure that the hall in words is there to be gone to: on a narrow page it is one of the tabs.
pub(crate) fn show_words(hall: Hall, tab: RwSignal<Tab>) {
    if hall.narrow.get_untracked() {
        tab.set(Tab::Words);
    }
}

fn tabs(tab: RwSignal<Tab>, offered: Signal<&'static [Tab]>) -> AnyView {
    let list: NodeRef<Div> = NodeRef::new();
    let walk = move |event: KeyboardEvent| {
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
        let children = list.get_untracked().map(|list| list.children());
        let button = children.and_then(|children| children.item(u32::try_from(to).ok()?));
        if let Some(button) = button.and_then(|button| button.dyn_into::<HtmlElement>().ok()) {
            // A tab that cannot take the focus was still chosen.
            let _ = button.focus();
        }
    };
    let button = move |which: Tab| {
        let taken = move || tab.get() == which;
        view! {
            <button
                type="button"
                role="tab"
                id=format!("tab-{}", which.panel())
                aria-controls=which.panel()
                aria-selected=move || taken().to_string()
                tabindex=move || if taken() { "0" } else { "-1" }
                on:click=move |_| tab.set(which)
            >
                {which.label()}
            </button>
        }
    };
    view! {
        <div class="tabs" role="tablist" aria-label=words::TOOLS node_ref=list on:keydown=walk>
            {move || offered.get().iter().map(|which| button(*which)).collect::<Vec<_>>()}
        </div>
    }
    .into_any()
}
