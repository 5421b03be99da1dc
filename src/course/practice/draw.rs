//! Which questions an exam asks: as many of each domain as its weight says, as far as the bank goes.

use super::exam::{Exam, Slip};
use super::shuffle::{order, seed_for};
use crate::course::domain::Task;
use crate::course::index::{Index, QuestionEntry};
use std::collections::{BTreeMap, BTreeSet};

impl Exam {
    /// Draws an exam of so many different questions; of all there are, when the bank has fewer. Seats go to the domains by
    /// their weights in the exam guide. What a domain cannot fill goes to the others, again by their weights; parts of a seat
    /// go to the largest remainders, and of equal ones to the domain that comes first. The same seed draws the same exam from
    /// the same bank.
    #[must_use]
    pub fn draw(index: &Index, seed: u64, count: usize, started_ms: u64) -> Self {
        let mut known = BTreeSet::new();
        let mut bank: BTreeMap<u8, Vec<&QuestionEntry>> = BTreeMap::new();
        for entry in &index.questions {
            if entry.task.domain_weight_percent() > 0 && known.insert(&entry.hash) {
                bank.entry(entry.task.domain).or_default().push(entry);
            }
        }
        let held: Vec<usize> = domains().map(|domain| bank.get(&domain).map_or(0, Vec::len)).collect();
        let mut drawn: Vec<&QuestionEntry> = Vec::new();
        for (domain, seats) in domains().zip(seats(count, &held)) {
            let entries = bank.remove(&domain).unwrap_or_default();
            let shuffled = order(seed_for(seed, &format!("domain {domain}")), entries.len());
            drawn.extend(shuffled.into_iter().take(seats).map(|place| entries[place]));
        }
        let slip = |entry: &QuestionEntry| Slip { hash: entry.hash.clone(), given: None, flagged: false };
        let slips: Vec<Slip> = order(seed, drawn.len()).into_iter().map(|place| slip(drawn[place])).collect();
        Self { started_ms, seed, limit_ms: Self::QUESTION_MS * slips.len() as u64, at: 0, slips }
    }
}

/// The domains, in their order.
pub(super) fn domains() -> impl Iterator<Item = u8> {
    1..=Task::DOMAINS
}

/// How many seats each domain has, by its weight and by how many questions it holds.
pub(super) fn seats(count: usize, held: &[usize]) -> Vec<usize> {
    let weights: Vec<u64> =
        domains().map(|domain| Task { domain, task: 1 }.domain_weight_percent()).map(u64::from).collect();
    let mut seats = vec![0; held.len()];
    let mut left = count.min(held.iter().fold(0, |sum: usize, held| sum.saturating_add(*held)));
    let mut open: Vec<usize> = (0..held.len()).collect();
    loop {
        let all: u64 = open.iter().map(|&place| weights[place]).sum();
        let (full, others): (Vec<usize>, Vec<usize>) = open
            .iter()
            .partition(|&&place| u128::from(weights[place]) * left as u128 > held[place] as u128 * u128::from(all));
        if full.is_empty() {
            break;
        }
        for place in full {
            seats[place] = held[place];
            left -= held[place];
        }
        open = others;
    }
    let all: u64 = open.iter().map(|&place| weights[place]).sum::<u64>().max(1);
    let mut remainders: Vec<(u64, usize)> = Vec::new();
    let mut given = 0;
    for &place in &open {
        let share = weights[place] * left as u64;
        seats[place] = (share / all) as usize;
        given += seats[place];
        remainders.push((share % all, place));
    }
    remainders.sort_by_key(|&(remainder, place)| (std::cmp::Reverse(remainder), place));
    for (_, place) in remainders.into_iter().take(left - given) {
        seats[place] += 1;
    }
    seats
}
