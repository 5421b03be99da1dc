//! The engine's own random numbers: xoshiro256**, seeded by splitmix64. Own code on purpose: a replay must never change
//! because a dependency did.

/// A stream of random numbers. Every component has its own, so one more draw in one place shifts nothing elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rng {
    state: [u64; 4],
}

impl Rng {
    /// The stream of one component of one run.
    #[must_use]
    pub fn for_component(seed: u64, component: u64) -> Self {
        let mut mixer = seed ^ splitmix(&mut component.wrapping_mul(0xd1b5_4a32_d192_ed03));
        Self { state: std::array::from_fn(|_| splitmix(&mut mixer)) }
    }

    /// The next 64 random bits.
    pub fn next_u64(&mut self) -> u64 {
        let [a, b, c, d] = &mut self.state;
        let result = b.wrapping_mul(5).rotate_left(7).wrapping_mul(9);
        let shifted = *b << 17;
        *c ^= *a;
        *d ^= *b;
        *b ^= *c;
        *a ^= *d;
        *c ^= shifted;
        *d = d.rotate_left(45);
        result
    }

    /// A number below `end`; zero when `end` is zero. The bias is below `end` / 2^64, or / 2^32 for a small `end`.
    pub fn below(&mut self, end: u64) -> u64 {
        let bits = self.next_u64();
        if u32::try_from(end).is_ok() {
            // WebAssembly multiplies 64 bits at most in one go.
            ((bits >> 32) * end) >> 32
        } else {
            ((u128::from(bits) * u128::from(end)) >> 64) as u64
        }
    }

    /// The state, for digests.
    #[must_use]
    pub fn state(&self) -> [u64; 4] {
        self.state
    }
}

fn splitmix(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::Rng;

    #[test]
    fn draws_are_frozen() {
        let mut rng = Rng::for_component(7, 3);
        let draws: Vec<u64> = (0..3).map(|_| rng.next_u64()).collect();
        assert_eq!(draws, [5_795_033_411_992_284_182, 4_283_221_379_653_448_360, 463_350_373_797_825_378]);
    }

    #[test]
    fn below_stays_below() {
        let mut rng = Rng::for_component(1, 1);
        assert!((0..10_000).all(|_| rng.below(7) < 7));
        assert_eq!(rng.below(0), 0);
    }
}
