//! Chance that is the same for the same seed.

/// The generator splitmix64.
#[derive(Debug, Clone)]
pub struct Dice(u64);

impl Dice {
    /// Of one seed among many: what differs in `seed` or `about` differs in all
    /// that follows.
    pub fn new(seed: u64, about: u64) -> Self {
        let mut dice = Self(seed);
        dice.0 = dice.next() ^ about;
        dice.next();
        dice
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }

    /// One of `0..sides`.
    pub fn roll(&mut self, sides: usize) -> usize {
        let sides = u64::try_from(sides).unwrap();
        usize::try_from(self.next() % sides).unwrap()
    }

    /// Happens in so many of a hundred cases.
    pub fn percent(&mut self, percent: usize) -> bool {
        self.roll(100) < percent
    }

    /// One of a few.
    pub fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.roll(from.len())]
    }
}

/// The finaliser of splitmix64: every bit of the input moves every bit of the
/// output, and no two inputs have the same output.
pub(crate) fn mix(value: u64) -> u64 {
    let mut bits = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}
