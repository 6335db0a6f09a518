use std::{fmt, str::FromStr};

/// An amount of money in minor units of its currency, never negative.
///
/// At most 2^53 - 1, which every JSON reader represents exactly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Amount(u64);

/// An amount is out of range.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be between 0 and {} minor units", Amount::MAX.0)]
pub struct AmountError;

impl Amount {
    /// Nothing.
    pub const ZERO: Self = Self(0);
    /// The largest amount.
    pub const MAX: Self = Self((1 << 53) - 1);

    /// An amount of `minor` units.
    ///
    /// # Errors
    ///
    /// [`AmountError`] when negative or above [`Amount::MAX`].
    pub fn new(minor: i64) -> Result<Self, AmountError> {
        u64::try_from(minor).ok().and_then(Self::checked).ok_or(AmountError)
    }

    /// The number of minor units.
    #[must_use]
    pub const fn minor(self) -> u64 {
        self.0
    }

    /// The sum, unless it is out of range.
    #[must_use]
    pub fn plus(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).and_then(Self::checked)
    }

    /// The difference, unless it is negative.
    #[must_use]
    pub fn minus(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).map(Self)
    }

    /// The product, unless it is out of range.
    #[must_use]
    pub fn times(self, factor: u32) -> Option<Self> {
        self.0.checked_mul(u64::from(factor)).and_then(Self::checked)
    }

    /// A share in basis points (1/10,000), rounded half up.
    #[must_use]
    pub fn share(self, basis_points: u32) -> Option<Self> {
        let share = (u128::from(self.0) * u128::from(basis_points) + 5_000) / 10_000;
        u64::try_from(share).ok().and_then(Self::checked)
    }

    fn checked(minor: u64) -> Option<Self> {
        (minor <= Self::MAX.0).then_some(Self(minor))
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// An ISO 4217 currency that is money in use: no fund, metal, unit of account
/// or test, and no money that others have replaced. Stored ones may be any.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Currency(iso_currency::Currency);

/// A text is no currency that anything could cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be the ISO 4217 code of money in use, like USD")]
pub struct CurrencyError;

impl Currency {
    /// The three-letter code.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.0.code()
    }

    /// Any currency of ISO 4217, as it was stored.
    ///
    /// # Errors
    ///
    /// [`CurrencyError`] for what is no code at all.
    pub fn from_stored(code: &str) -> Result<Self, CurrencyError> {
        iso_currency::Currency::from_code(code).map(Self).ok_or(CurrencyError)
    }

    /// Whether people pay with it. The library takes the bolívar (VES) for
    /// replaced by its digital twin (VED); ISO 4217 lists both.
    fn is_money_in_use(self) -> bool {
        let replaced = self.0.is_superseded().is_some() && self.code() != "VES";
        !self.0.is_fund() && !self.0.is_special() && !replaced
    }

    /// How many decimal places the minor unit stands for: 2 for USD, 0 for
    /// JPY; 0 also for currencies without a minor unit.
    #[must_use]
    pub fn decimals(self) -> u32 {
        u32::from(self.0.exponent().unwrap_or(0))
    }

    /// `amount` as people write it, with the code: `USD 12.50`.
    #[must_use]
    pub fn format(self, amount: Amount) -> String {
        let (code, minor) = (self.code(), amount.minor());
        match self.decimals() {
            0 => format!("{code} {minor}"),
            decimals => {
                let unit = 10_u64.pow(decimals);
                let width = decimals as usize;
                format!("{code} {}.{:0width$}", minor / unit, minor % unit)
            }
        }
    }
}

impl FromStr for Currency {
    type Err = CurrencyError;

    fn from_str(code: &str) -> Result<Self, CurrencyError> {
        Self::from_stored(code).ok().filter(|it| it.is_money_in_use()).ok_or(CurrencyError)
    }
}

/// How many of something are ordered: 1 to 10,000.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quantity(u32);

/// A quantity is out of range.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be between 1 and {}", Quantity::MAX)]
pub struct QuantityError;

impl Quantity {
    /// The most of one thing in one order.
    pub const MAX: u32 = 10_000;

    /// A quantity of `count`.
    ///
    /// # Errors
    ///
    /// [`QuantityError`] for 0 and for more than [`Quantity::MAX`].
    pub fn new(count: u32) -> Result<Self, QuantityError> {
        if (1..=Self::MAX).contains(&count) { Ok(Self(count)) } else { Err(QuantityError) }
    }

    /// The count.
    #[must_use]
    pub const fn get(self) -> u32 {
        self.0
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use super::*;

    #[test]
    fn amounts_never_leave_their_range() {
        assert_eq!(Amount::new(-1), Err(AmountError));
        assert_eq!(Amount::new(i64::MAX), Err(AmountError));
        assert_eq!(Amount::MAX.plus(Amount::new(1).unwrap()), None);
        assert_eq!(Amount::MAX.times(2), None);
        assert_eq!(Amount::ZERO.minus(Amount::new(1).unwrap()), None);
    }

    #[test]
    fn shares_are_rounded_half_up() {
        let share = |minor, points| Amount::new(minor).unwrap().share(points).unwrap().minor();
        assert_eq!(share(100, 750), 8);
        assert_eq!(share(100, 749), 7);
        assert_eq!(share(0, 10_000), 0);
    }

    #[test]
    fn a_quantity_is_one_to_ten_thousand() {
        for (count, good) in [(0, false), (1, true), (10_000, true), (10_001, false)] {
            assert_eq!(Quantity::new(count).is_ok(), good, "{count}");
        }
    }

    #[test]
    fn a_currency_writes_its_own_decimals() {
        let write = |code: &str, minor| {
            code.parse::<Currency>().unwrap().format(Amount::new(minor).unwrap())
        };
        assert_eq!(write("USD", 1205), "USD 12.05");
        assert_eq!(write("JPY", 1205), "JPY 1205");
        assert_eq!(write("KWD", 1205), "KWD 1.205");
        assert!("usd".parse::<Currency>().is_err());
    }

    #[test]
    fn only_money_in_use_is_a_currency() {
        // Of none, for tests, metals, units of account, funds and bonds, and money of before.
        for code in [
            "XXX",
            "XTS",
            "XAU",
            "XAG",
            "XPT",
            "XPD",
            "XDR",
            "XSU",
            "XUA",
            "XBA",
            "XBB",
            "XBC",
            "XBD",
            "BOV",
            "CHE",
            "CHW",
            "CLF",
            "COU",
            "MXV",
            "USN",
            "UYI",
            "UYW",
            "HRK",
            "ZWL",
            "SLL",
            "CUC",
            "DEM",
            "ZZZ",
            "",
            "US",
            "USDX",
            "ＵＳＤ",
        ] {
            assert_eq!(code.parse::<Currency>(), Err(CurrencyError), "{code}");
        }
        for code in ["CLF", "XXX", "HRK"] {
            assert_eq!(Currency::from_stored(code).map(Currency::code), Ok(code));
        }
        let decimals = |code: &str| code.parse::<Currency>().map(Currency::decimals);
        for (places, codes) in [
            (0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF"),
            (
                2,
                "AED AUD BRL CAD CHF CNY COP EUR GBP HUF IDR INR MGA MRU MXN NGN SLE TWD USD VES XCD XCG ZAR",
            ),
            (3, "BHD IQD JOD KWD LYD OMR TND"),
        ] {
            for code in codes.split(' ') {
                assert_eq!(decimals(code), Ok(places), "{code}");
            }
        }
    }
}
