//! The event log.

use crate::app::hall::Hall;
use crate::app::words;
use leptos::html::Ul;
use leptos::prelude::*;

/// Somebody this close to the end, in pixels, wants to see what comes next.
const NEAR_END: i32 = 40;

/// The log: new lines come at the end, and it follows them unless somebody has gone up to read.
pub(crate) fn events(hall: Hall) -> AnyView {
    let node: NodeRef<Ul> = NodeRef::new();
    let follow = StoredValue::new(true);
    Effect::new(move |_| {
        hall.log.track();
        if let (Some(list), true) = (node.get(), follow.get_value()) {
            // The lines themselves are written by another effect of this moment.
            request_animation_frame(move || list.set_scroll_top(list.scroll_height()));
        }
    });
    let scrolled = move |_| {
        if let Some(list) = node.get_untracked() {
            follow.set_value(list.scroll_height() - list.client_height() - list.scroll_top() < NEAR_END);
        }
    };
    view! {
        <div class="events">
            <h3 id="events-title">{words::EVENTS}</h3>
            <ul node_ref=node role="log" aria-labelledby="events-title" tabindex="0" on:scroll=scrolled>
                <For each=move || hall.log.get() key=move |line| (hall.world.get_untracked(), line.number) let:line>
                    <li class:harm=line.harm><time>{line.at.to_string()}</time> <span>{line.text.clone()}</span></li>
                </For>
            </ul>
        </div>
    }
    .into_any()
}
