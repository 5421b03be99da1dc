//! Whole numbers in a row, kept in as few bits each as their distances from a straight line need. Random access is one
//! step whatever the width; arithmetic wraps, so that any numbers come back as they went in.

/// The slope of the line is kept in parts of this many bits.
const FRACTION: u32 = 10;
/// A line steeper than this over the whole row is not tried: its places would not fit into 64 bits.
const RISE_MAX: u64 = 1 << 50;

/// Numbers that no longer change.
#[derive(Clone, Debug)]
pub(super) struct Column {
    base: u64,
    slope: u64,
    bits: u32,
    words: Box<[u64]>,
}

impl Column {
    /// Keeps these numbers. At most 2^[`FRACTION`] that rise evenly take nothing but their line.
    #[must_use]
    pub(super) fn new(numbers: &[u64]) -> Self {
        let first = numbers.first().copied().unwrap_or(0);
        let rise = numbers.last().copied().unwrap_or(0).wrapping_sub(first);
        let steps = numbers.len().saturating_sub(1).max(1) as u64;
        let slope = if rise < RISE_MAX { (rise << FRACTION) / steps } else { 0 };
        let above = |at: usize| numbers[at].wrapping_sub(first.wrapping_add(line(slope, at as u64)));
        let (mut low, mut high) = (0_i64, 0_i64);
        for at in 0..numbers.len() {
            let distance = above(at).cast_signed();
            (low, high) = (low.min(distance), high.max(distance));
        }
        let (low, high) = (low.cast_unsigned(), high.cast_unsigned());
        let bits = u64::BITS - high.wrapping_sub(low).leading_zeros();
        let words = pack(numbers.len(), bits, |at| above(at).wrapping_sub(low));
        Self { base: first.wrapping_add(low), slope, bits, words }
    }

    /// The number at a place; places past the end mean nothing.
    #[must_use]
    pub(super) fn get(&self, at: usize) -> u64 {
        self.base.wrapping_add(line(self.slope, at as u64)).wrapping_add(self.above(at))
    }

    fn above(&self, at: usize) -> u64 {
        if self.bits == 0 {
            return 0;
        }
        let start = at * self.bits as usize;
        let (word, shift) = (start / 64, (start % 64) as u32);
        let mut value = self.words[word] >> shift;
        if shift + self.bits > u64::BITS {
            value |= self.words[word + 1] << (u64::BITS - shift);
        }
        value & (u64::MAX >> (u64::BITS - self.bits))
    }

    /// Bytes that it takes beside itself.
    #[must_use]
    pub(super) fn bytes(&self) -> usize {
        self.words.len() * size_of::<u64>()
    }
}

fn line(slope: u64, at: u64) -> u64 {
    slope.wrapping_mul(at) >> FRACTION
}

fn pack(len: usize, bits: u32, value: impl Fn(usize) -> u64) -> Box<[u64]> {
    let mut words = Vec::with_capacity((len * bits as usize).div_ceil(64));
    if bits == 0 {
        return words.into();
    }
    let (mut word, mut filled) = (0, 0);
    for value in (0..len).map(value) {
        word |= value << filled;
        filled += bits;
        if filled >= u64::BITS {
            words.push(word);
            filled -= u64::BITS;
            word = if filled == 0 { 0 } else { value >> (bits - filled) };
        }
    }
    if filled > 0 {
        words.push(word);
    }
    words.into()
}

#[cfg(test)]
mod tests {
    use super::Column;

    fn kept(numbers: &[u64]) -> Column {
        let column = Column::new(numbers);
        let back: Vec<u64> = (0..numbers.len()).map(|at| column.get(at)).collect();
        assert_eq!(back, numbers);
        column
    }

    #[test]
    fn a_straight_line_takes_nothing() {
        assert_eq!(kept(&[]).bytes(), 0);
        assert_eq!(kept(&[u64::MAX]).bytes(), 0);
        assert_eq!(kept(&[7; 1_024]).bytes(), 0);
        let even: Vec<u64> = (0..1_024).map(|at| (3 << 47) + at * 1_000).collect();
        assert_eq!(kept(&even).bytes(), 0);
    }

    #[test]
    fn any_numbers_come_back() {
        kept(&[0, u64::MAX, 1, u64::MAX - 1, 1 << 63, (1 << 63) - 1]);
        kept(&[u64::MAX, 0, 5]);
        kept(&[9, 4, 4, 1_000_000, 2]);
        let mut state = 1_u64;
        for width in 0..64 {
            let numbers: Vec<u64> = (0..1_024)
                .map(|_| {
                    state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                    state >> width
                })
                .collect();
            kept(&numbers);
        }
    }
}
