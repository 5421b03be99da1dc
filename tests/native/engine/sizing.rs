//! How many shards a stream needs.

use beltline::engine::limits::{Limits, MIB, Profile};
use beltline::engine::sizing::{HottestKey, Load, Reason, Sizing, size};
use proptest::prelude::*;

fn sized(load: &Load) -> Sizing {
    size(load, &Limits::of(Profile::Exam))
}

#[test]
fn the_term_that_asks_for_most_decides() {
    let load = |records_per_s, bytes_per_s, standard_consumers, fan_out_consumers| Load {
        records_per_s,
        bytes_per_s,
        standard_consumers,
        calls_per_s: 1,
        fan_out_consumers,
        hottest_key_percent: 0,
    };
    let table = [
        ("5 MB a second", load(1_000, 5 * MIB, 1, 0), 5, Reason::BytesIn),
        ("one byte more", load(1_000, 5 * MIB + 1, 1, 0), 6, Reason::BytesIn),
        ("small records", load(12_345, MIB, 1, 0), 13, Reason::RecordsIn),
        ("two standard consumers are free", load(100, 4 * MIB, 2, 0), 4, Reason::BytesIn),
        ("the third is not", load(100, 4 * MIB, 3, 0), 6, Reason::SharedOut),
        ("with fan-out it is", load(100, 4 * MIB, 2, 1), 4, Reason::BytesIn),
        ("twenty of them", load(100, 4 * MIB, 0, 20), 4, Reason::BytesIn),
        ("nothing at all", load(0, 0, 0, 0), 1, Reason::BytesIn),
    ];
    for (what, load, shards, decides) in table {
        let sizing = sized(&load);
        assert_eq!((sizing.shards, sizing.decides), (shards, decides), "{what}");
    }
}

#[test]
fn a_hot_key_is_told_of_and_asks_for_no_shard() {
    let load = |hottest_key_percent| Load {
        records_per_s: 10_000,
        bytes_per_s: 4 * MIB,
        standard_consumers: 1,
        calls_per_s: 1,
        fan_out_consumers: 0,
        hottest_key_percent,
    };
    assert_eq!(sized(&load(0)).hottest_key, None);
    let fits = HottestKey { records_per_s: 1_000, bytes_per_s: 4 * MIB / 10, parts: 1 };
    assert_eq!(sized(&load(10)).hottest_key, Some(fits));
    let hot = sized(&load(40));
    assert_eq!(hot.hottest_key.map(|key| key.parts), Some(4));
    assert_eq!(hot.shards, sized(&load(0)).shards);
}

#[test]
fn calls_and_registrations_have_limits_that_no_shard_lifts() {
    let load = Load { standard_consumers: 6, calls_per_s: 1, fan_out_consumers: 21, ..Load::default() };
    let sizing = sized(&load);
    assert_eq!((sizing.too_many_calls_per_s, sizing.too_many_fan_out), (Some(6), true));
    let load = Load { standard_consumers: 1, calls_per_s: 5, fan_out_consumers: 20, ..Load::default() };
    let sizing = sized(&load);
    assert_eq!((sizing.too_many_calls_per_s, sizing.too_many_fan_out), (None, false));
}

proptest! {
    /// The answer carries the load, and one shard less does not.
    #[test]
    fn the_answer_is_the_least_that_carries(
        records_per_s in 0..1_000_000u64,
        bytes_per_s in 0..2_000 * MIB,
        standard_consumers in 0..10u64,
        fan_out_consumers in 0..20u64,
    ) {
        let load = Load { records_per_s, bytes_per_s, standard_consumers, fan_out_consumers, ..Load::default() };
        let carries = |shards: u64| {
            records_per_s <= shards * 1_000
                && bytes_per_s <= shards * MIB
                && bytes_per_s * standard_consumers <= shards * 2 * MIB
        };
        let sizing = sized(&load);
        prop_assert!(carries(sizing.shards));
        prop_assert!(sizing.shards == 1 || !carries(sizing.shards - 1));
        prop_assert_eq!(sizing.terms.iter().map(|term| term.shards).max().unwrap_or(0).max(1), sizing.shards);
    }
}
