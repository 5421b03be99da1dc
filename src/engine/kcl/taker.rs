//! Which leases a worker takes, and from whom: the rules of the library's `DynamoDBLeaseTaker`, version 2. Where the
//! library leaves the order to a hash map, the worker that joined first comes first.

use super::{Lease, Taking, Worker};
use crate::engine::rng::Rng;
use crate::engine::time::Micros;
use std::collections::BTreeMap;

/// `epsilonMillis` of the library's lease management: 25 ms.
pub const RENEW_SLACK: Micros = Micros::from_millis(25);
/// `maxLeasesToStealAtOneTime`.
pub const STOLEN_AT_ONCE_MAX: usize = 1;
/// `veryOldLeaseDurationNanosMultiplier`: after so many failover times a lease is taken whatever the fair share.
const VERY_OLD: u64 = 3;

/// What worker `me` takes after a look through the table: the shards and how they come to it.
pub(super) fn choose(
    leases: &[Lease],
    worker: &Worker,
    me: u16,
    now: Micros,
    failover_time: Micros,
    rng: &mut Rng,
) -> Vec<(u32, Taking)> {
    let still_for = |at: usize| worker.seen.get(at).map_or(Micros::ZERO, |seen| seen.still_for(now));
    let taken = |shards: Vec<usize>| {
        let how = |at: usize| if leases[at].owner.is_some() { Taking::Expired } else { Taking::Free };
        shards.into_iter().map(|at| (at as u32, how(at))).collect()
    };
    let active: Vec<usize> = (0..leases.len()).filter(|at| leases[*at].is_active()).collect();
    let very_old = Micros(failover_time.0.saturating_mul(VERY_OLD));
    let long_left: Vec<usize> = active.iter().copied().filter(|at| still_for(*at) > very_old).collect();
    if !long_left.is_empty() {
        return taken(long_left);
    }
    let is_available = |at: usize| leases[at].owner.is_none() || still_for(at) > failover_time;
    let (mut available, held): (Vec<usize>, Vec<usize>) = active.iter().partition(|at| is_available(**at));
    let mut counts = BTreeMap::from([(me, 0)]);
    for owner in held.iter().filter_map(|at| leases[*at].owner) {
        *counts.entry(owner).or_insert(0) += 1;
    }
    let target = active.len().div_ceil(counts.len()).max(1);
    let needed = target.saturating_sub(counts[&me]);
    if needed == 0 || active.is_empty() {
        return Vec::new();
    }
    if !available.is_empty() {
        shuffle(&mut available, rng);
        available.truncate(needed);
        return taken(available);
    }
    let (mut richest, mut most) = (me, 0);
    for (owner, count) in counts {
        if count > most {
            (richest, most) = (owner, count);
        }
    }
    let stolen = match most.checked_sub(target) {
        None => 0,
        Some(0) => usize::from(needed > 1),
        Some(over) => over.min(needed).min(STOLEN_AT_ONCE_MAX),
    };
    let mut candidates: Vec<usize> = held.into_iter().filter(|at| leases[*at].owner == Some(richest)).collect();
    shuffle(&mut candidates, rng);
    candidates.into_iter().take(stolen).map(|at| (at as u32, Taking::Stolen)).collect()
}

fn shuffle(places: &mut [usize], rng: &mut Rng) {
    for at in (1..places.len()).rev() {
        places.swap(at, rng.below(at as u64 + 1) as usize);
    }
}
