//! Sequence numbers in the layout that AWS uses, version 2. AWS documents the number as opaque; the layout was
//! recovered from real numbers by the kinesalite project (`db/index.js`) and is checked against its vectors.
//!
//! As 47 hexadecimal digits: `2`, shard creation seconds (9), low nibble of the shard index (1), counter (16), `00`,
//! record seconds (9), shard index (8), `2`; printed in decimal.

use std::fmt;

/// A sequence number, taken apart. The order is the order of the printed numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SequenceNumber {
    /// When the shard was created, in epoch seconds.
    pub shard_created_s: u64,
    /// The shard's index in its stream.
    pub shard_index: u32,
    /// The counter that orders the records; shared by each group of five shards.
    pub counter: u64,
    /// When the record arrived, in epoch seconds.
    pub recorded_s: u64,
}

const LIMBS: usize = 6;
const SECONDS_MAX: u64 = 0xf_ffff_ffff;

impl SequenceNumber {
    /// The counter of a closed shard's `EndingSequenceNumber`.
    pub const COUNTER_END: u64 = 0x7fff_ffff_ffff_ffff;

    /// Reads a decimal sequence number; none when it is not of this layout.
    #[must_use]
    pub fn parse(decimal: &str) -> Option<Self> {
        if decimal.is_empty() || decimal.len() > 57 || decimal.starts_with('0') {
            return None;
        }
        let mut limbs = [0u32; LIMBS];
        for digit in decimal.bytes() {
            let mut carry = u64::from(digit.checked_sub(b'0').filter(|d| *d < 10)?);
            for limb in limbs.iter_mut().rev() {
                let value = u64::from(*limb) * 10 + carry;
                *limb = (value & 0xffff_ffff) as u32;
                carry = value >> 32;
            }
            if carry > 0 {
                return None;
            }
        }
        Self::from_limbs(limbs)
    }

    /// 188 bits, most significant limb first; the top four bits of the first limb are unused.
    fn to_limbs(self) -> [u32; LIMBS] {
        let low = (u128::from(self.recorded_s & SECONDS_MAX) << 36) | (u128::from(self.shard_index) << 4) | 2;
        // Bits from the right: version 4, shard index 32, record seconds 36, zero 8, counter 64, nibble 4, created 36.
        let high = (u128::from(self.shard_created_s & SECONDS_MAX) << 4) | u128::from(self.shard_index & 0xf);
        let mut limbs = [0u32; LIMBS];
        let mut put = |value: u128, shift: u32| {
            let (word, bit) = ((shift / 32) as usize, shift % 32);
            let wide = value << bit;
            for i in 0..4 {
                let part = ((wide >> (32 * i)) & 0xffff_ffff) as u32;
                if let Some(limb) = (LIMBS - 1).checked_sub(word + i).and_then(|at| limbs.get_mut(at)) {
                    *limb |= part;
                }
            }
        };
        put(low, 0);
        put(u128::from(self.counter), 80);
        put(high, 144);
        put(2, 184);
        limbs
    }

    fn from_limbs(limbs: [u32; LIMBS]) -> Option<Self> {
        let take = |shift: u32, bits: u32| -> u64 {
            (0..bits).rev().fold(0, |value, i| {
                let bit = shift + i;
                let limb = limbs[LIMBS - 1 - (bit / 32) as usize];
                (value << 1) | u64::from((limb >> (bit % 32)) & 1)
            })
        };
        let number = Self {
            shard_created_s: take(148, 36),
            shard_index: u32::try_from(take(4, 32)).ok()?,
            counter: take(80, 64),
            recorded_s: take(36, 36),
        };
        (number.to_limbs() == limbs).then_some(number)
    }
}

impl Ord for SequenceNumber {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.to_limbs().cmp(&other.to_limbs())
    }
}

impl PartialOrd for SequenceNumber {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// The decimal digits of a sequence number, most significant first: 56 or 57 of them.
#[derive(Clone, Copy, Debug)]
pub struct Decimal {
    digits: [u8; DIGITS],
    start: usize,
}

const DIGITS: usize = 63;
const GROUPS: usize = DIGITS / 9;
const GROUP: u64 = 1_000_000_000;

/// What each limb is worth, lowest limb first, in groups of nine decimal digits, lowest group first. A sum of limbs in
/// these groups needs one division a group; six limbs of 32 bits never pass 64 bits in a group.
const LIMBS_IN_GROUPS: [[u64; GROUPS]; LIMBS] = {
    let mut table = [[0; GROUPS]; LIMBS];
    table[0][0] = 1;
    let mut limb = 1;
    while limb < LIMBS {
        let (mut place, mut carry) = (0, 0);
        while place < GROUPS {
            let value = (table[limb - 1][place] << 32) + carry;
            table[limb][place] = value % GROUP;
            carry = value / GROUP;
            place += 1;
        }
        limb += 1;
    }
    table
};

impl Decimal {
    /// The digits as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.digits[self.start..]).unwrap_or_default()
    }
}

impl SequenceNumber {
    /// The number in decimal, without the cost of the formatting machinery: a reply may hold hundreds.
    #[must_use]
    pub fn decimal(self) -> Decimal {
        let limbs = self.to_limbs();
        let mut digits = [b'0'; DIGITS];
        let mut carry = 0u64;
        for (place, group) in digits.rchunks_exact_mut(9).enumerate() {
            let terms = limbs.iter().rev().zip(&LIMBS_IN_GROUPS);
            let sum = terms.map(|(limb, groups)| u64::from(*limb) * groups[place]).sum::<u64>() + carry;
            carry = sum / GROUP;
            let mut rest = (sum % GROUP) as u32;
            for digit in group.iter_mut().rev() {
                *digit = b'0' + (rest % 10) as u8;
                rest /= 10;
            }
        }
        let start = digits.iter().position(|digit| *digit != b'0').unwrap_or(DIGITS - 1);
        Decimal { digits, start }
    }
}

impl fmt::Display for SequenceNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.decimal().as_str())
    }
}
