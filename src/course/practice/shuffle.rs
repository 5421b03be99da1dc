//! Orders that look random and come back with their seed.

use crate::course::question::Question;
use crate::engine::digest::Digest;
use crate::engine::rng::Rng;

/// The component of the generator that shuffles.
const SHUFFLING: u64 = 0x5_4ff1e;

/// The places `0..count` in an order that the seed decides; every order is as likely.
#[must_use]
pub fn order(seed: u64, count: usize) -> Vec<usize> {
    let mut rng = Rng::for_component(seed, SHUFFLING);
    let mut places: Vec<usize> = (0..count).collect();
    for last in (1..count).rev() {
        let other = rng.below(last as u64 + 1) as usize;
        places.swap(last, other);
    }
    places
}

/// A seed of its own for a name, such as a question's hash, under a seed for all of them.
#[must_use]
pub fn seed_for(seed: u64, name: &str) -> u64 {
    let mut digest = Digest::default();
    digest.u64(seed);
    digest.bytes(name.as_bytes());
    digest.value()
}

/// The order in which a question's options stand under a seed: the places in the file, first shown first.
#[must_use]
pub fn option_order(seed: u64, question: &Question) -> Vec<usize> {
    order(seed_for(seed, &question.content_hash()), question.options.len())
}
