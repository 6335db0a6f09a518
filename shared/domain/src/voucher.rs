//! Vouchers of sellers, and their terms.

use std::{fmt, num::NonZeroU32, str::FromStr};

use jiff::Timestamp;

use crate::{Amount, Edit, IdError, SellerId};

/// The code that buyers type in: 1 to 32 letters, digits, `-` and `_`, stored in capitals.
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

/// The id of a voucher, from its seller and its code: `<seller>~<CODE>`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct VoucherId {
    /// The seller.
    pub seller: SellerId,
    /// The code.
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

/// The discount that a voucher gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Worth {
    /// A share of the subtotal, 1 to 100 percent, rounded half up.
    Percent(u32),
    /// An amount, in the seller's currency.
    Amount(Amount),
}

/// How often a voucher may be redeemed by all customers together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Uses {
    /// Without a limit.
    Unlimited,
    /// At most this many times. Uses that were redeemed and not restored count.
    AtMost(NonZeroU32),
    /// No longer, even if uses are restored: the seller ended the voucher.
    Ended,
}

impl Uses {
    /// The limit with which a voucher that was redeemed `used` times can be redeemed `left` more
    /// times. 0 ends the voucher.
    #[must_use]
    pub fn left(left: u32, used: u32) -> Self {
        NonZeroU32::new(left).map_or(Self::Ended, |left| Self::AtMost(left.saturating_add(used)))
    }

    /// The most uses; `None` without a limit.
    #[must_use]
    pub fn most(self) -> Option<u32> {
        match self {
            Self::Unlimited => None,
            Self::AtMost(most) => Some(most.get()),
            Self::Ended => Some(0),
        }
    }
}

/// A voucher of a seller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Voucher {
    /// The voucher's id.
    pub id: VoucherId,
    /// The discount.
    pub worth: Worth,
    /// The smallest subtotal for which it is valid.
    pub min_subtotal: Amount,
    /// How often it may be redeemed by all customers together.
    pub uses: Uses,
    /// How often it was redeemed and not restored.
    pub used: u32,
    /// How often one customer may redeem it; `None` means without a limit.
    pub per_customer: Option<NonZeroU32>,
    /// From when it is valid.
    pub valid_from: Option<Timestamp>,
    /// Until when it is valid; this moment is excluded.
    pub valid_until: Option<Timestamp>,
    /// The version: rises with each change of the terms. Redeeming is not a change.
    pub version: u32,
}

/// A partial change of a voucher's terms.
#[derive(Debug, Clone, Copy, Default)]
pub struct VoucherChange {
    /// The new smallest subtotal.
    pub min_subtotal: Edit<Amount>,
    /// How often it may be redeemed from now on. 0 ends the voucher; clearing removes the limit.
    pub uses_left: Edit<u32>,
    /// How often one customer may redeem it; clearing removes the limit.
    pub per_customer: Edit<NonZeroU32>,
    /// The new beginning of its validity.
    pub valid_from: Edit<Timestamp>,
    /// The new end of its validity.
    pub valid_until: Edit<Timestamp>,
}

/// The voucher would end before it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be after `validFrom`")]
pub struct EndsTooEarly;

/// Why a voucher cannot be redeemed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum VoucherRefusal {
    /// The seller has no voucher with this code.
    #[error("there is no voucher with this code")]
    Unknown,
    /// The order names the voucher twice.
    #[error("the voucher is named twice; an order can use it once")]
    Twice,
    /// The voucher is not valid yet.
    #[error("the voucher is not valid yet")]
    TooEarly,
    /// The voucher has expired.
    #[error("the voucher has expired")]
    TooLate,
    /// The seller ended the voucher.
    #[error("the voucher was ended by its seller")]
    Ended,
    /// The voucher has no uses left.
    #[error("the voucher has no uses left")]
    UsedUp,
    /// This customer has no uses left.
    #[error("the customer has used the voucher as often as possible")]
    UsedByCustomer,
    /// The subtotal is below the voucher's minimum.
    #[error("the voucher needs a subtotal of at least {0} minor units")]
    TooSmall(Amount),
}

impl Voucher {
    /// The discount on `subtotal`, never more than all of it, for a customer who has redeemed the
    /// voucher `by_customer` times.
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
        match self.uses {
            Uses::Ended => return Err(VoucherRefusal::Ended),
            Uses::AtMost(most) if self.used >= most.get() => return Err(VoucherRefusal::UsedUp),
            Uses::AtMost(_) | Uses::Unlimited => {}
        }
        if self.per_customer.is_some_and(|most| by_customer >= most.get()) {
            return Err(VoucherRefusal::UsedByCustomer);
        }
        if subtotal < self.min_subtotal {
            return Err(VoucherRefusal::TooSmall(self.min_subtotal));
        }
        Ok(self.off(subtotal))
    }

    /// The discount on a subtotal for which the voucher is valid, never more than all of it.
    #[must_use]
    pub fn off(&self, subtotal: Amount) -> Amount {
        match self.worth {
            Worth::Percent(percent) => subtotal.share(percent * 100).unwrap_or(subtotal),
            Worth::Amount(amount) => amount.min(subtotal),
        }
    }

    /// The discount on a changed subtotal of an order that has redeemed the voucher. Once the
    /// voucher is over, the discount is at most the one that it gave before (`took`).
    #[must_use]
    pub fn off_again(&self, subtotal: Amount, took: Amount, now: Timestamp) -> Amount {
        let worth = self.off(subtotal);
        if self.is_over(now) { worth.min(took) } else { worth }
    }

    /// Whether the voucher has expired or the seller ended it.
    fn is_over(&self, now: Timestamp) -> bool {
        self.uses == Uses::Ended || self.valid_until.is_some_and(|until| now >= until)
    }

    /// How often the voucher can still be redeemed; `None` without a limit.
    #[must_use]
    pub fn uses_left(&self) -> Option<u32> {
        self.uses.most().map(|most| most.saturating_sub(self.used))
    }

    /// The voucher with changed terms and the next version; `None` when the terms do not change.
    ///
    /// # Errors
    ///
    /// [`EndsTooEarly`] when the voucher would not end after its beginning.
    pub fn change(&self, change: &VoucherChange) -> Result<Option<Self>, EndsTooEarly> {
        let uses = match change.uses_left {
            Edit::Keep => self.uses,
            Edit::Clear => Uses::Unlimited,
            Edit::Set(left) => Uses::left(left, self.used),
        };
        let new = Self {
            min_subtotal: change.min_subtotal.of(Some(&self.min_subtotal)).unwrap_or(Amount::ZERO),
            uses,
            per_customer: change.per_customer.of(self.per_customer.as_ref()),
            valid_from: change.valid_from.of(self.valid_from.as_ref()),
            valid_until: change.valid_until.of(self.valid_until.as_ref()),
            ..self.clone()
        };
        if let (Some(from), Some(until)) = (new.valid_from, new.valid_until)
            && from >= until
        {
            return Err(EndsTooEarly);
        }
        Ok((new != *self).then(|| Self { version: self.version + 1, ..new }))
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
            uses: Uses::left(1, 1),
            used: 1,
            per_customer: NonZeroU32::new(1),
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
    fn voucher_is_valid_only_within_its_terms() {
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
    fn ended_voucher_is_refused_even_when_uses_are_restored() {
        let ended = VoucherChange { uses_left: Edit::Set(0), ..VoucherChange::default() };
        let ended = voucher().change(&ended).unwrap().unwrap();
        let restored = Voucher { used: 0, ..ended.clone() };
        for voucher in [&ended, &restored] {
            let refused = voucher.discount(amount(1_005), 0, at(100));
            assert_eq!((refused, voucher.uses_left()), (Err(VoucherRefusal::Ended), Some(0)));
        }
        let again = VoucherChange { uses_left: Edit::Set(3), ..VoucherChange::default() };
        let again = restored.change(&again).unwrap().unwrap();
        assert_eq!((again.uses_left(), again.version), (Some(3), 3));
    }

    #[test]
    fn a_discount_follows_the_subtotal_until_the_voucher_is_over() {
        let (small, large) = (amount(2_000), amount(90_000));
        let took = voucher().off(small);
        assert_eq!(voucher().off_again(large, took, at(199)), voucher().off(large));
        assert_eq!(voucher().off_again(large, took, at(200)), took);
        assert_eq!(voucher().off_again(amount(1_000), took, at(200)), amount(100));
        let ended = Voucher { uses: Uses::Ended, valid_until: None, ..voucher() };
        assert_eq!(ended.off_again(large, took, at(150)), took);
        // Used up is not over: the order holds one of the uses.
        let used_up = Voucher { used: 2, ..voucher() };
        assert_eq!(used_up.off_again(large, took, at(199)), voucher().off(large));
    }

    #[test]
    fn change_clears_null_terms_and_is_none_when_nothing_changes() {
        let none = VoucherChange {
            min_subtotal: Edit::Clear,
            uses_left: Edit::Clear,
            per_customer: Edit::Clear,
            valid_from: Edit::Clear,
            valid_until: Edit::Clear,
        };
        let free = voucher().change(&none).unwrap().unwrap();
        let expected = Voucher {
            min_subtotal: Amount::ZERO,
            uses: Uses::Unlimited,
            per_customer: None,
            valid_from: None,
            valid_until: None,
            version: 2,
            ..voucher()
        };
        assert_eq!(free, expected);
        assert_eq!(free.change(&none), Ok(None));
        assert_eq!(voucher().change(&VoucherChange::default()), Ok(None));
        let same = VoucherChange { uses_left: Edit::Set(1), ..VoucherChange::default() };
        assert_eq!(voucher().change(&same), Ok(None));
        let early = VoucherChange { valid_until: Edit::Set(at(100)), ..VoucherChange::default() };
        assert_eq!(voucher().change(&early), Err(EndsTooEarly));
    }

    #[test]
    fn voucher_codes_ignore_case() {
        let id = |text: &str| text.parse::<VoucherId>().unwrap();
        assert_eq!(id("shop~spring-1"), id("shop~SPRING-1"));
        assert_eq!(id("shop~spring-1").to_string(), "shop~SPRING-1");
        for bad in ["shop", "shop~", "~A", "shop~A B", "shop~ä", "shop~A~B"] {
            assert!(bad.parse::<VoucherId>().is_err(), "{bad}");
        }
    }
}
