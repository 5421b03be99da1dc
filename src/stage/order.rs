//! Which shards have a belt, and in which order they lie: from top to bottom as along the hash line, and the children of a
//! closed one right below it.

use crate::engine::hash::HashKey;
use crate::engine::reshard::Step;
use crate::engine::snapshot::{Belt, Cart, Snapshot};
use crate::engine::time::Micros;

/// The shards with a belt, by index. A closed one keeps it as long as bags or readers are on it.
pub(super) fn order(snapshot: &Snapshot) -> Vec<u32> {
    let mut has_belt: Vec<bool> = snapshot.shards.iter().map(|belt| belt.open).collect();
    let mut keep = |shard: u32| {
        if let Some(belt) = snapshot.shards.get(shard as usize).filter(|belt| !belt.expired) {
            has_belt[belt.index as usize] = true;
        }
    };
    snapshot.bags.iter().for_each(|bag| keep(bag.record.shard));
    snapshot.carts.iter().filter(|cart| cart.waiting > 0).for_each(|cart| keep(cart.shard));
    let stays = |shard: &u32| has_belt.get(*shard as usize).copied().unwrap_or_default();
    let mut roots: Vec<&Belt> = Vec::new();
    let mut rest: Vec<&Belt> = Vec::new();
    for belt in snapshot.shards.iter().filter(|belt| stays(&belt.index)) {
        if belt.parents.iter().any(stays) { rest.push(belt) } else { roots.push(belt) }
    }
    // As the engine sorts the shards of a stream, with the same code.
    let mut roots: Vec<(HashKey, u32)> = roots.iter().map(|belt| (belt.range.start, belt.index)).collect();
    roots.sort_unstable();
    let mut order: Vec<u32> = roots.into_iter().map(|(_, index)| index).collect();
    for belt in rest {
        let family = |other: &u32| {
            let other = &snapshot.shards[*other as usize];
            belt.parents.contains(&other.index) || other.parents == belt.parents
        };
        let below = order.iter().rposition(family).map_or(order.len(), |at| at + 1);
        order.insert(below, belt.index);
    }
    order
}

/// Whether a cart is drawn: at a closed belt only as long as something there waits for it.
pub(super) fn has_cart(snapshot: &Snapshot, cart: &Cart) -> bool {
    cart.waiting > 0 || snapshot.shards.get(cart.shard as usize).is_some_and(|belt| belt.open)
}

/// What becomes of a shard in the change that is going on, and when.
pub(super) fn becomes(snapshot: &Snapshot, shard: u32) -> Option<(&'static str, Micros)> {
    let change = snapshot.change.as_ref()?;
    let left = change.until.since(snapshot.now);
    change.steps.iter().find_map(|step| match step {
        Step::Split { shard: one, .. } if *one == shard => Some(("splits in", left)),
        Step::Merge { lower, upper } if *lower == shard || *upper == shard => Some(("merges in", left)),
        _ => None,
    })
}
