//! A short hash over plain numbers: quick, the same on every machine, and no protection against anyone who wants two
//! states to look alike.

/// 2^64 divided by the golden ratio, odd.
const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;
/// Odd, and with its bits well spread.
const MULTIPLIER: u64 = 0xd6e8_feb8_6659_fd93;

/// A running hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Digest(u64);

impl Default for Digest {
    fn default() -> Self {
        Self(0x243f_6a88_85a3_08d3)
    }
}

impl Digest {
    /// Folds in a number.
    pub fn u64(&mut self, value: u64) {
        // One 64-bit multiplication: WebAssembly has no wider one.
        let mixed = (self.0 ^ value).wrapping_add(GOLDEN).wrapping_mul(MULTIPLIER);
        self.0 = mixed ^ (mixed >> 29);
    }

    /// Folds in a wide number.
    pub fn u128(&mut self, value: u128) {
        self.u64(value as u64);
        self.u64((value >> 64) as u64);
    }

    /// Folds in bytes and their number.
    pub fn bytes(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        for word in words {
            self.u64(u64::from_le_bytes(*word));
        }
        let mut last = [0; 8];
        last[..rest.len()].copy_from_slice(rest);
        self.u64(u64::from_le_bytes(last));
        self.u64(bytes.len() as u64);
    }

    /// The hash so far.
    #[must_use]
    pub const fn value(&self) -> u64 {
        self.0
    }
}
