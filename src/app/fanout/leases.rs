//! The lease tables of the applications in words.

use super::one::{Applications, applications};
use super::{copy, tables};
use crate::app::dom::{El, el};
use crate::app::figures;
use crate::app::hall::Hall;
use crate::engine::kcl::{ApplicationView, LeaseView};

/// The leases of all applications, and what happens when an owner dies.
pub(super) fn leases(hall: Hall) -> El {
    let all = applications(hall);
    let keys = move || {
        let world = u64::from(hall.world.get());
        all.with(|all| {
            let rows = |view: &ApplicationView| {
                let id = world << 16 | u64::from(view.consumer.0);
                view.leases.iter().map(|lease| (lease.shard, id)).collect::<Vec<_>>()
            };
            all.iter().flat_map(rows).collect()
        })
    };
    let body = el("tbody").each(keys, move |(shard, id)| row(all, (id & 0xffff) as u16, shard));
    let applications = move || {
        let world = hall.world.get();
        all.with(|all| all.iter().map(|view| (world, u64::from(view.consumer.0))).collect())
    };
    let sentence = move |(_, id): (u32, u64)| {
        let told =
            move || all.with(|all| all.iter().find(|view| u64::from(view.consumer.0) == id).map(copy::owner_dies));
        el("p.small").live(told)
    };
    el("div.leases")
        .bind("hidden", move || all.with(|all| all.is_empty()))
        .with(tables::wide(copy::LEASES, copy::LEASES_SCROLL, copy::LEASE_HEADS, body))
        .each(applications, sentence)
}

fn row(all: Applications, consumer: u16, shard: u32) -> El {
    let read = move |read: fn(&ApplicationView, &LeaseView) -> String| {
        move || {
            all.with(|all| {
                let view = all.iter().find(|view| view.consumer.0 == consumer);
                let lease = view.and_then(|view| Some((view, view.leases.get(shard as usize)?)));
                lease.map(|(view, lease)| read(view, lease)).unwrap_or_default()
            })
        }
    };
    let cell = |text| el("td.number").live(read(text));
    el("tr")
        .with(el("td").live(read(|view, _| view.name.clone())))
        .with(el("th").set("scope", "row").live(read(|_, lease| lease.lease_key.clone())))
        .with(el("td").live(read(owner)))
        .with(cell(|_, lease| figures::count(lease.lease_counter)))
        .with(cell(|_, lease| checkpoint(&lease.checkpoint)))
        .with(cell(|_, lease| figures::count(lease.owner_switches_since_checkpoint)))
        .with(cell(|_, lease| figures::count(lease.since_checkpoint)))
}

fn owner(view: &ApplicationView, lease: &LeaseView) -> String {
    let worker = lease.lease_owner.and_then(|owner| view.workers.get(usize::from(owner)));
    worker.map_or_else(
        || copy::NO_OWNER.to_owned(),
        |worker| {
            if worker.is_alive() { worker.name.clone() } else { copy::owner_gone(&worker.name) }
        },
    )
}

/// A sequence number by its end, as in the other tables; a word as it is.
fn checkpoint(text: &str) -> String {
    if text.starts_with(|c: char| c.is_ascii_digit()) { figures::tail(text) } else { text.to_owned() }
}
