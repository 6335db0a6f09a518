//! Conversion between Docket's amounts and a payment provider's units. A provider's
//! units are not always the minor units of ISO 4217, and a provider does not accept
//! every amount. Each provider's adapter has its own table of currencies.
//!
//! An amount is converted exactly or refused; it is never rounded.

use docket_domain::{Amount, Currency};

/// An amount in the provider's units that the provider accepts.
///
/// Only [`Denomination::express`] makes one, so that no unconverted amount is charged
/// or refunded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ProviderAmount {
    currency: Currency,
    units: u64,
}

impl ProviderAmount {
    /// Its currency.
    #[must_use]
    pub const fn currency(self) -> Currency {
        self.currency
    }

    /// The number of the provider's units, at least one.
    #[must_use]
    pub const fn units(self) -> u64 {
        self.units
    }
}

/// An amount that the provider reported, in its units. It may be zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReportedAmount {
    /// The currency, which may differ from the requested one.
    pub currency: Currency,
    /// The number of the provider's units.
    pub units: u64,
}

impl From<ProviderAmount> for ReportedAmount {
    fn from(amount: ProviderAmount) -> Self {
        Self { currency: amount.currency, units: amount.units }
    }
}

/// The purpose of an amount, which decides whether the provider's minimum applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// The total that a buyer is charged: the provider's minimum and maximum apply.
    Charge,
    /// A part of a charge, to capture, refund or keep as a fee: only the maximum applies.
    Part,
}

/// An amount cannot be converted into the provider's units, or a reported amount not
/// into Docket's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AmountConversionError {
    /// The provider does not accept the currency, or its documentation contradicts itself
    /// about the currency's unit.
    #[error("{} cannot be paid through the payment provider", .0.code())]
    Currency(Currency),
    /// The amount is zero.
    #[error("there is nothing left to pay")]
    Nothing,
    /// The provider accepts only multiples of a larger step.
    #[error("the amount must be a multiple of {}", .currency.format(*.step))]
    Step {
        /// The amount's currency.
        currency: Currency,
        /// The step that the amount must be a multiple of.
        step: Amount,
    },
    /// The amount is below the provider's minimum.
    #[error("the amount must be at least {}", .currency.format(*.minimum))]
    TooSmall {
        /// The amount's currency.
        currency: Currency,
        /// The minimum charge.
        minimum: Amount,
    },
    /// The amount is above the provider's maximum.
    #[error("the amount must be at most {}", .currency.format(*.maximum))]
    TooLarge {
        /// The amount's currency.
        currency: Currency,
        /// The maximum charge.
        maximum: Amount,
    },
    /// The provider reported an amount that is not a whole number of the currency's minor
    /// units, or exceeds Docket's maximum amount.
    #[error("{units} units of {} are no amount", .currency.code())]
    Reported {
        /// The reported currency.
        currency: Currency,
        /// The reported number of units.
        units: u64,
    },
}

/// A provider's unit and limits for one currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Denomination {
    currency: Currency,
    decimals: u32,
    step: u64,
    minimum: u64,
    maximum: u64,
}

impl Denomination {
    /// A currency that the provider counts in units of 10^-`decimals`, with at most `maximum`
    /// units per call.
    #[must_use]
    pub const fn new(currency: Currency, decimals: u32, maximum: u64) -> Self {
        Self { currency, decimals, step: 1, minimum: 1, maximum }
    }

    /// This denomination, restricted to multiples of `step` units.
    #[must_use]
    pub const fn in_steps_of(self, step: u64) -> Self {
        Self { step, ..self }
    }

    /// This denomination with a minimum charge of `minimum` units.
    #[must_use]
    pub const fn from_minimum(self, minimum: u64) -> Self {
        Self { minimum, ..self }
    }

    /// Converts `amount` into the provider's units, without rounding.
    ///
    /// # Errors
    ///
    /// [`AmountConversionError`].
    pub fn express(
        &self,
        purpose: Purpose,
        amount: Amount,
    ) -> Result<ProviderAmount, AmountConversionError> {
        let currency = self.currency;
        if amount == Amount::ZERO {
            return Err(AmountConversionError::Nothing);
        }
        let units = scaled(amount.minor(), currency.decimals(), self.decimals)
            .filter(|units| units % u128::from(self.step) == 0)
            .ok_or_else(|| AmountConversionError::Step { currency, step: self.smallest() })?;
        let Some(units) = u64::try_from(units).ok().filter(|units| *units <= self.maximum) else {
            let maximum = self.limit(self.maximum, u128::div_euclid);
            return Err(AmountConversionError::TooLarge { currency, maximum });
        };
        if purpose == Purpose::Charge && units < self.minimum {
            let minimum = self.limit(self.minimum, u128::div_ceil);
            return Err(AmountConversionError::TooSmall { currency, minimum });
        }
        Ok(ProviderAmount { currency, units })
    }

    /// Converts a reported amount into Docket's minor units.
    ///
    /// # Errors
    ///
    /// [`AmountConversionError::Reported`]; [`AmountConversionError::Currency`] when the reported currency is
    /// not this one.
    pub fn amount_of(&self, reported: ReportedAmount) -> Result<Amount, AmountConversionError> {
        let ReportedAmount { currency, units } = reported;
        if currency != self.currency {
            return Err(AmountConversionError::Currency(currency));
        }
        scaled(units, self.decimals, self.currency.decimals())
            .and_then(amount)
            .ok_or(AmountConversionError::Reported { currency, units })
    }

    /// The smallest power of ten, in minor units, that can be converted.
    fn smallest(&self) -> Amount {
        let step = u128::from(self.step);
        let fits = |minor: &u128| {
            let minor = u64::try_from(*minor).unwrap_or(u64::MAX);
            scaled(minor, self.currency.decimals(), self.decimals)
                .is_some_and(|units| units % step == 0)
        };
        (0..15).map(|power| 10_u128.pow(power)).find(fits).and_then(amount).unwrap_or(Amount::MAX)
    }

    /// A limit in minor units. Where the provider's unit is smaller than the minor unit,
    /// `divide` rounds the limit up or down.
    fn limit(&self, units: u64, divide: fn(u128, u128) -> u128) -> Amount {
        let (units, ours) = (u128::from(units), self.currency.decimals());
        let minor = if ours >= self.decimals {
            units * 10_u128.pow(ours - self.decimals)
        } else {
            divide(units, 10_u128.pow(self.decimals - ours))
        };
        amount(minor).unwrap_or(Amount::MAX)
    }
}

/// Converts a number of units of 10^-`from` into units of 10^-`to`; `None` when the result
/// is not a whole number.
fn scaled(number: u64, from: u32, to: u32) -> Option<u128> {
    let number = u128::from(number);
    if to >= from {
        return Some(number * 10_u128.pow(to - from));
    }
    let unit = 10_u128.pow(from - to);
    (number % unit == 0).then_some(number / unit)
}

fn amount(minor: u128) -> Option<Amount> {
    i64::try_from(minor).ok().and_then(|minor| Amount::new(minor).ok())
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn currency(code: &str) -> Currency {
        code.parse().unwrap()
    }

    fn amount(minor: i64) -> Amount {
        Amount::new(minor).unwrap()
    }

    #[test]
    fn express_converts_into_smaller_and_larger_units_and_steps() {
        let part = |denomination: Denomination, minor| {
            denomination.express(Purpose::Part, amount(minor)).map(ProviderAmount::units)
        };
        let euros = Denomination::new(currency("EUR"), 2, 1_000_000);
        assert_eq!(part(euros, 1099), Ok(1099));
        let finer = Denomination::new(currency("ISK"), 2, 1_000_000);
        assert_eq!(part(finer, 5), Ok(500));
        let coarser = Denomination::new(currency("MGA"), 0, 1_000_000);
        let step = |code: &str, step| AmountConversionError::Step {
            currency: currency(code),
            step: amount(step),
        };
        assert_eq!(part(coarser, 500), Ok(5));
        assert_eq!(part(coarser, 550), Err(step("MGA", 100)));
        let tens = Denomination::new(currency("KWD"), 3, 1_000_000).in_steps_of(10);
        assert_eq!(part(tens, 5120), Ok(5120));
        assert_eq!(part(tens, 5124), Err(step("KWD", 10)));
        assert_eq!(step("KWD", 10).to_string(), "the amount must be a multiple of KWD 0.010");
    }

    #[test]
    fn express_refuses_charges_outside_the_limits_and_names_the_limit() {
        let dollars = Denomination::new(currency("USD"), 2, 999).from_minimum(50);
        let charge = |minor| dollars.express(Purpose::Charge, amount(minor));
        assert_eq!(charge(50).map(ProviderAmount::units), Ok(50));
        assert_eq!(charge(0), Err(AmountConversionError::Nothing));
        assert_eq!(charge(49).unwrap_err().to_string(), "the amount must be at least USD 0.50");
        assert_eq!(charge(1000).unwrap_err().to_string(), "the amount must be at most USD 9.99");
        let finer = Denomination::new(currency("ISK"), 2, 999).from_minimum(150);
        let limit = |minor| finer.express(Purpose::Charge, amount(minor)).unwrap_err().to_string();
        assert_eq!(limit(1), "the amount must be at least ISK 2");
        assert_eq!(limit(10), "the amount must be at most ISK 9");
        let part = dollars.express(Purpose::Part, amount(1)).unwrap();
        assert_eq!((part.currency(), part.units()), (currency("USD"), 1));
    }

    #[test]
    fn amount_of_refuses_reported_amounts_that_cannot_be_converted() {
        let crowns = Denomination::new(currency("ISK"), 2, 1_000_000);
        let reported = |code, units| ReportedAmount { currency: currency(code), units };
        assert_eq!(crowns.amount_of(reported("ISK", 500)), Ok(amount(5)));
        assert_eq!(crowns.amount_of(reported("ISK", 0)), Ok(Amount::ZERO));
        let fraction = AmountConversionError::Reported { currency: currency("ISK"), units: 550 };
        assert_eq!(crowns.amount_of(reported("ISK", 550)), Err(fraction));
        let other = AmountConversionError::Currency(currency("EUR"));
        assert_eq!(crowns.amount_of(reported("EUR", 500)), Err(other));
        let huge = Denomination::new(currency("EUR"), 2, 1_000_000);
        assert!(huge.amount_of(reported("EUR", u64::MAX)).is_err());
    }

    proptest! {
        #[test]
        fn amount_is_unchanged_after_express_and_amount_of(
            minor in 0..=(1_i64 << 53) - 1,
            code in prop::sample::select(vec!["EUR", "ISK", "MGA", "KWD", "JPY"]),
            decimals in 0..5_u32,
            step in prop::sample::select(vec![1, 10, 100]),
        ) {
            let counted = Denomination::new(currency(code), decimals, u64::MAX).in_steps_of(step);
            match counted.express(Purpose::Charge, amount(minor)) {
                Ok(asked) => prop_assert_eq!(counted.amount_of(asked.into()), Ok(amount(minor))),
                Err(AmountConversionError::Step { step, .. }) => {
                    prop_assert_ne!(minor.unsigned_abs() % step.minor(), 0);
                    prop_assert!(counted.express(Purpose::Charge, step).is_ok());
                }
                Err(AmountConversionError::TooLarge { maximum, .. }) => prop_assert!(amount(minor) > maximum),
                Err(error) => prop_assert_eq!((error, minor), (AmountConversionError::Nothing, 0)),
            }
        }
    }
}
