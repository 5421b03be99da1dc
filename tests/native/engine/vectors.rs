//! Known answers: places on the hash line, shard ranges and sequence numbers.

// Vectors are kept as their sources print them, so that they can be searched for.
#![allow(clippy::unreadable_literal)]

use beltline::engine::hash::{HashKey, HashRange};
use beltline::engine::sequence::SequenceNumber;

const KEYS: [(&str, u128, [usize; 3]); 10] = [
    ("a", 16955237001963240173058271559858726497, [0, 0, 0]),
    ("1", 261578874264819908609102035485573088411, [1, 2, 3]),
    ("hello", 123957004363873451094272536567338222994, [0, 1, 1]),
    ("user-1", 285573413173782752570879317399258818820, [1, 2, 3]),
    ("user-2", 81544010656874607678696621737415172275, [0, 0, 0]),
    ("user-3", 25643827420764883787405505484921093982, [0, 0, 0]),
    ("user-123", 250018372642977770877286195909578633128, [1, 2, 2]),
    ("device-7", 82854626076645082116509365037338430615, [0, 0, 0]),
    ("partitionKey1", 259883753084267508317526128829441085549, [1, 2, 3]),
    ("é", 136732923097551493579404309126273812335, [0, 1, 1]),
];

#[test]
fn a_partition_key_has_its_place_and_its_shard() {
    for (key, place, shards) in KEYS {
        assert_eq!(HashKey::of(key).0, place, "MD5 of {key}");
        for (count, shard) in [2, 3, 4].into_iter().zip(shards) {
            let ranges = HashRange::divide(count);
            let owners: Vec<usize> = (0..ranges.len()).filter(|at| ranges[*at].contains(HashKey(place))).collect();
            assert_eq!(owners, [shard], "{key} of {count} shards");
        }
    }
}

#[test]
fn ranges_are_the_documented_ones() {
    let starts = |count| HashRange::divide(count).iter().map(|range| range.start.0).collect::<Vec<_>>();
    assert_eq!(starts(1), [0]);
    assert_eq!(starts(2), [0, 170141183460469231731687303715884105728]);
    assert_eq!(starts(3), [0, 113427455640312821154458202477256070485, 226854911280625642308916404954512140970]);
    assert_eq!(starts(4)[1], 85070591730234615865843651857942052864);
    assert_eq!(starts(5)[1], 68056473384187692692674921486353642291);
    for count in [1, 2, 3, 4, 5, 7, 64, 1_000] {
        let ranges = HashRange::divide(count);
        assert_eq!(ranges[0].start, HashKey(0));
        assert_eq!(ranges[ranges.len() - 1].end, HashKey::MAX);
        assert!(ranges.windows(2).all(|pair| pair[0].end.0 + 1 == pair[1].start.0), "{count} shards tile the line");
    }
}

#[test]
fn hash_keys_are_read_as_aws_writes_them() {
    assert_eq!(HashKey::parse("0"), Some(HashKey(0)));
    assert_eq!(HashKey::parse("340282366920938463463374607431768211455"), Some(HashKey::MAX));
    for wrong in ["", "00", "01", "-1", "+1", " 1", "1e3", "0x1", "340282366920938463463374607431768211456"] {
        assert_eq!(HashKey::parse(wrong), None, "{wrong:?}");
    }
    assert_eq!(HashKey::of("hello").hex(), "5d41402abc4b2a76b9719d911017c592");
    assert_eq!(HashKey(1 << 127).parts_per_million(), 500_000);
    assert_eq!(HashKey::MAX.parts_per_million(), 999_999);
}

const FIRST: SequenceNumber =
    SequenceNumber { shard_created_s: 1_500_000_000, shard_index: 0, counter: 0, recorded_s: 1_500_000_000 };

#[test]
fn sequence_numbers_are_printed_in_the_aws_layout() {
    assert_eq!(FIRST.to_string(), "49575075192473178422863962107353454655022396997875269634");
    let second = SequenceNumber { shard_index: 1, ..FIRST };
    assert_eq!(second.to_string(), "49575075192495479168062492730494990373295045359381250066");
}

#[test]
fn a_real_sequence_number_comes_apart() {
    let printed = "49590338271490256608559692538361571095921575989136588898";
    let number = SequenceNumber::parse(printed).expect("a number of the layout");
    assert_eq!(
        number,
        SequenceNumber {
            shard_created_s: 1_542_776_258,
            shard_index: 6,
            counter: 1_734_642_199,
            recorded_s: 1_545_084_650,
        }
    );
    assert_eq!(number.to_string(), printed);
}

#[test]
fn sequence_numbers_of_other_layouts_are_refused() {
    for wrong in ["", "0", "1", "12a", "-5", "49590338271490256608559692538361571095921575989136588899"] {
        assert_eq!(SequenceNumber::parse(wrong), None, "{wrong:?}");
    }
    assert_eq!(SequenceNumber::parse(&"9".repeat(57)), None);
    assert_eq!(SequenceNumber::parse(&"9".repeat(5_000)), None);
}

#[test]
fn later_records_of_a_shard_have_higher_numbers() {
    let later = SequenceNumber { counter: 1, ..FIRST };
    let end = SequenceNumber { counter: SequenceNumber::COUNTER_END, ..FIRST };
    assert!(FIRST < later && later < end);
    assert_eq!(SequenceNumber::parse(&end.to_string()), Some(end));
}
