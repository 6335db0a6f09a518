use std::{fmt, str::FromStr};

use jiff::Timestamp;

use crate::{Amount, IdError, SellerId};

/// What buyers type in: letters, digits, `-` and `_`, up to 32, kept in
/// capitals.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct VoucherCode(String);

impl VoucherCode {
    /// The code.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for VoucherCode {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        let allowed = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        if (1..=32).contains(&text.len()) && text.chars().all(allowed) {
            Ok(Self(text.to_ascii_uppercase()))
        } else {
            Err(IdError::new("a voucher code"))
        }
    }
}

impl fmt::Display for VoucherCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A voucher is known by its seller and its code: `<seller>~<CODE>`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct VoucherId {
    /// Whose it is.
    pub seller: SellerId,
    /// What is typed in.
    pub code: VoucherCode,
}

impl FromStr for VoucherId {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        let (seller, code) = text.split_once('~').ok_or(IdError::new("a voucher id"))?;
        Ok(Self { seller: seller.parse()?, code: code.parse()? })
    }
}

impl fmt::Display for VoucherId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}~{}", self.seller, self.code)
    }
}

/// What a voucher takes off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Worth {
    /// A share of the subtotal, 1 to 100 percent, rounded half up.
    Percent(u32),
    /// An amount, in the seller's currency.
    Amount(Amount),
}

/// A voucher of a seller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Voucher {
    /// By what it is known.
    pub id: VoucherId,
    /// What it takes off.
    pub worth: Worth,
    /// The least subtotal that it is good for.
    pub min_subtotal: Amount,
    /// How often it may be redeemed in all; without one, always.
    pub max_uses: Option<u32>,
    /// How often it was redeemed and not restored.
    pub used: u32,
    /// How often one customer may redeem it; without one, always.
    pub per_customer: Option<u32>,
    /// From when it is good.
    pub valid_from: Option<Timestamp>,
    /// Until when it is good.
    pub valid_until: Option<Timestamp>,
    /// Rises with each change of its terms; redeeming is none.
    pub version: u32,
}

/// A voucher was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum VoucherRefusal {
    /// There is none with this code.
    #[error("there is no such voucher")]
    Unknown,
    /// It is named twice.
    #[error("a voucher is good for an order once")]
    Twice,
    /// It is not good yet.
    #[error("the voucher is not good yet")]
    TooEarly,
    /// It is no longer good.
    #[error("the voucher is no longer good")]
    TooLate,
    /// All its uses are gone.
    #[error("the voucher is used up")]
    UsedUp,
    /// This customer's uses are gone.
    #[error("the voucher cannot be used again by the same customer")]
    UsedByCustomer,
    /// The order is too small.
    #[error("the voucher is good from {0} minor units on")]
    TooSmall(Amount),
}

impl Voucher {
    /// What it takes off `subtotal`, never more than all of it, for a customer
    /// who has redeemed it `by_customer` times.
    ///
    /// # Errors
    ///
    /// [`VoucherRefusal`] with the reason.
    pub fn discount(
        &self,
        subtotal: Amount,
        by_customer: u32,
        now: Timestamp,
    ) -> Result<Amount, VoucherRefusal> {
        if self.valid_from.is_some_and(|from| now < from) {
            return Err(VoucherRefusal::TooEarly);
        }
        if self.valid_until.is_some_and(|until| now >= until) {
            return Err(VoucherRefusal::TooLate);
        }
        if self.max_uses.is_some_and(|max| self.used >= max) {
            return Err(VoucherRefusal::UsedUp);
        }
        if self.per_customer.is_some_and(|max| by_customer >= max) {
            return Err(VoucherRefusal::UsedByCustomer);
        }
        if subtotal < self.min_subtotal {
            return Err(VoucherRefusal::TooSmall(self.min_subtotal));
        }
        Ok(self.off(subtotal))
    }

    /// What it takes off a subtotal that it is good for, never more than all
    /// of it.
    #[must_use]
    pub fn off(&self, subtotal: Amount) -> Amount {
        match self.worth {
            Worth::Percent(percent) => subtotal.share(percent * 100).unwrap_or(subtotal),
            Worth::Amount(amount) => amount.min(subtotal),
        }
    }

    /// How often it can still be redeemed, where that is limited.
    #[must_use]
    pub fn uses_left(&self) -> Option<u32> {
        self.max_uses.map(|max| max.saturating_sub(self.used))
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use super::*;

    fn voucher() -> Voucher {
        Voucher {
            id: "green-valley~SPRING".parse().unwrap(),
            worth: Worth::Percent(10),
            min_subtotal: amount(1_000),
            max_uses: Some(2),
            used: 1,
            per_customer: Some(1),
            valid_from: Timestamp::from_second(100).ok(),
            valid_until: Timestamp::from_second(200).ok(),
            version: 1,
        }
    }

    fn amount(minor: i64) -> Amount {
        Amount::new(minor).unwrap()
    }

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[test]
    fn a_voucher_is_good_within_its_terms_only() {
        let good = voucher();
        assert_eq!(good.discount(amount(1_005), 0, at(100)), Ok(amount(101)));
        assert_eq!(good.discount(amount(1_005), 0, at(99)), Err(VoucherRefusal::TooEarly));
        assert_eq!(good.discount(amount(1_005), 0, at(200)), Err(VoucherRefusal::TooLate));
        assert_eq!(good.discount(amount(1_005), 1, at(100)), Err(VoucherRefusal::UsedByCustomer));
        let small = Err(VoucherRefusal::TooSmall(amount(1_000)));
        assert_eq!(good.discount(amount(999), 0, at(100)), small);
        let used = Voucher { used: 2, ..voucher() };
        assert_eq!(used.discount(amount(1_005), 0, at(100)), Err(VoucherRefusal::UsedUp));
        assert_eq!(used.uses_left(), Some(0));
    }

    #[test]
    fn a_voucher_takes_off_the_whole_subtotal_at_most() {
        let rich = Voucher { worth: Worth::Amount(amount(5_000)), ..voucher() };
        assert_eq!(rich.discount(amount(1_200), 0, at(100)), Ok(amount(1_200)));
    }

    #[test]
    fn codes_are_the_same_in_small_letters() {
        let id = |text: &str| text.parse::<VoucherId>().unwrap();
        assert_eq!(id("shop~spring-1"), id("shop~SPRING-1"));
        assert_eq!(id("shop~spring-1").to_string(), "shop~SPRING-1");
        for bad in ["shop", "shop~", "~A", "shop~A B", "shop~ä", "shop~A~B"] {
            assert!(bad.parse::<VoucherId>().is_err(), "{bad}");
        }
    }
}
