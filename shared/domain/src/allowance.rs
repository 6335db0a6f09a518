//! Limits on how often something may happen.

/// How often something may happen in each hour and each day of the clock (UTC). An absent limit
/// means unlimited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allowance {
    /// The most in an hour.
    pub per_hour: Option<u32>,
    /// The most in a day.
    pub per_day: Option<u32>,
}

impl Allowance {
    /// No limit.
    pub const UNLIMITED: Self = Self { per_hour: None, per_day: None };

    /// Whether there is no limit, so that nothing has to be counted.
    #[must_use]
    pub const fn is_unlimited(&self) -> bool {
        self.per_hour.is_none() && self.per_day.is_none()
    }

    /// Part number `part`, from 0, of `parts` parts, which add up to the whole. A limit below
    /// `parts` leaves zero for some parts.
    #[must_use]
    pub fn part(&self, part: u32, parts: u32) -> Self {
        let of = |most: u32| most / parts + u32::from(part < most % parts);
        Self { per_hour: self.per_hour.map(of), per_day: self.per_day.map(of) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_add_up_to_the_whole() {
        for (hour, day) in [(1, 7), (7, 8), (8, 9), (300, 3_000), (1_000_003, 2)] {
            let whole = Allowance { per_hour: Some(hour), per_day: Some(day) };
            let parts: Vec<_> = (0..8).map(|part| whole.part(part, 8)).collect();
            let sum =
                |of: fn(&Allowance) -> Option<u32>| -> u32 { parts.iter().filter_map(of).sum() };
            assert_eq!((sum(|it| it.per_hour), sum(|it| it.per_day)), (hour, day));
        }
        assert_eq!(Allowance::UNLIMITED.part(3, 8), Allowance::UNLIMITED);
    }
}
