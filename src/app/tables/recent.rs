//! The table of recent records. Rows hold still while somebody points at them or is among them with the keyboard, so
//! that none moves away under a finger.

use crate::app::hall::Hall;
use crate::app::{figures, words};
use crate::engine::id::RecordRef;
use crate::engine::snapshot::Inspection;
use leptos::prelude::*;

const ROWS: usize = 12;

/// The table.
pub(crate) fn recent(hall: Hall) -> AnyView {
    let held = RwSignal::new(false);
    let rows = Memo::new(move |before: Option<&Vec<RecordRef>>| {
        hall.world.track();
        match before {
            Some(before) if held.get() && !before.is_empty() => before.clone(),
            _ => newest(hall),
        }
    });
    let heads: Vec<_> = words::RECENT_HEADS.iter().map(|head| view! { <th scope="col">{*head}</th> }).collect();
    view! {
        <div
            class="wide-table recent"
            on:pointerenter=move |_| held.set(true)
            on:pointerleave=move |_| held.set(false)
            on:focusin=move |_| held.set(true)
            on:focusout=move |_| held.set(false)
        >
            <table>
                <caption>{words::RECENT}</caption>
                <thead><tr>{heads}</tr></thead>
                <tbody>
                    <For each=move || rows.get() key=|record| *record let:record>
                        {hall.inspect(record).map(|inspection| row(hall, &inspection))}
                    </For>
                </tbody>
            </table>
            <p class="small" hidden=move || !rows.with(Vec::is_empty)>{words::RECENT_NONE}</p>
        </div>
    }
    .into_any()
}

fn newest(hall: Hall) -> Vec<RecordRef> {
    hall.snapshot.with(|snapshot| {
        let mut bags: Vec<_> = snapshot.bags.iter().map(|bag| (bag.arrival, bag.record)).collect();
        bags.sort_unstable_by(|one, other| other.cmp(one));
        bags.into_iter().take(ROWS).map(|(_, record)| record).collect()
    })
}

fn row(hall: Hall, inspection: &Inspection) -> AnyView {
    let record = inspection.record;
    let name = format!("{} {}", words::RECENT_INSPECT, inspection.partition_key);
    view! {
        <tr class:chosen=move || hall.selected.get() == Some(record)>
            <td class="number">{inspection.arrival.to_string()}</td>
            <td>
                <button type="button" class="key" aria-label=name on:click=move |_| hall.selected.set(Some(record))>
                    {inspection.partition_key.clone()}
                </button>
            </td>
            <td>{inspection.shard_id.clone()}</td>
            <td class="number">{figures::tail(&inspection.sequence_number)}</td>
            <td class="number">{figures::size(inspection.size_bytes.into())}</td>
        </tr>
    }
    .into_any()
}
