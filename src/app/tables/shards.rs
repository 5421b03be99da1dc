//! The table of shards.

use crate::app::hall::Hall;
use crate::app::{figures, words};
use crate::engine::snapshot::Belt;
use leptos::prelude::*;

/// The table.
pub(crate) fn shards(hall: Hall) -> AnyView {
    let indexes = Memo::new(move |_| {
        hall.snapshot.with(|snapshot| {
            let shards = snapshot.shards.iter();
            shards.map(|shard| shard.index).collect::<Vec<_>>()
        })
    });
    let heads: Vec<_> = words::SHARD_HEADS.iter().map(|head| view! { <th scope="col">{*head}</th> }).collect();
    view! {
        <div class="wide-table" tabindex="0" role="region" aria-label=words::SHARDS_SCROLL>
            <table class="shards">
                <caption>{words::SHARDS}</caption>
                <thead><tr>{heads}</tr></thead>
                <tbody>
                    <For each=move || indexes.get() key=|index| *index let:index>
                        {row(hall, index)}
                    </For>
                </tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(hall: Hall, index: u32) -> AnyView {
    let cell = move |read: fn(&Belt) -> String| {
        let text = Memo::new(move |_| {
            hall.snapshot.with(|snapshot| {
                let belt = snapshot.shards.iter().find(|belt| belt.index == index);
                belt.map(read).unwrap_or_default()
            })
        });
        move || text.get()
    };
    let refused = cell(|belt| figures::count(belt.throttled_per_s));
    let refusing = cell(|belt| String::from(if belt.throttled_per_s > 0 { "refusing" } else { "" }));
    view! {
        <tr class=refusing>
            <th scope="row">{cell(|belt| belt.id.clone())}</th>
            <td>{cell(|belt| figures::range(&belt.range))}</td>
            <td>{cell(|belt| if belt.open { words::OPEN.to_owned() } else { words::CLOSED.to_owned() })}</td>
            <td class="number">{cell(|belt| of(belt.records_per_s, belt.records_per_s_max, figures::count))}</td>
            <td class="number">{cell(|belt| of(belt.bytes_per_s, belt.bytes_per_s_max, figures::megabytes))}</td>
            <td class="number harm">{refused}</td>
            <td class="number">{cell(|belt| figures::count(belt.accepted_total))}</td>
            <td class="number">{cell(|belt| figures::size(belt.bytes_total))}</td>
            <td class="number">{cell(|belt| figures::count(belt.throttled_total))}</td>
            <td class="hash">{cell(|belt| format!("{:#034x}", belt.range.start.0))}<br />{cell(|belt| belt.range.start.to_string())}</td>
            <td class="hash">{cell(|belt| format!("{:#034x}", belt.range.end.0))}<br />{cell(|belt| belt.range.end.to_string())}</td>
        </tr>
    }
    .into_any()
}

fn of(value: u64, limit: u64, show: fn(u64) -> String) -> String {
    format!("{} {} {}", show(value), words::OF, show(limit))
}
