use std::{fmt, num::NonZeroU32, str::FromStr};

use jiff::Timestamp;

use crate::{Amount, Edit, IdError, SellerId};

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

/// How often a voucher may be redeemed in all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Uses {
    /// Always.
    Unlimited,
    /// So many times: redeemed and not restored uses count.
    AtMost(NonZeroU32),
    /// No more, whatever is restored: its seller ended it.
    Ended,
}

impl Uses {
    /// What lets a voucher that was redeemed `used` times be redeemed `left`
    /// times more. None ends it.
    #[must_use]
    pub fn left(left: u32, used: u32) -> Self {
        NonZeroU32::new(left).map_or(Self::Ended, |left| Self::AtMost(left.saturating_add(used)))
    }

    /// The most uses, where they are limited.
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
    /// By what it is known.
    pub id: VoucherId,
    /// What it takes off.
    pub worth: Worth,
    /// The least subtotal that it is good for.
    pub min_subtotal: Amount,
    /// How often it may be redeemed in all.
    pub uses: Uses,
    /// How often it was redeemed and not restored.
    pub used: u32,
    /// How often one customer may redeem it; without one, always.
    pub per_customer: Option<NonZeroU32>,
    /// From when it is good.
    pub valid_from: Option<Timestamp>,
    /// Until when it is good.
    pub valid_until: Option<Timestamp>,
    /// Rises with each change of its terms; redeeming is none.
    pub version: u32,
}

/// What is to be changed of a voucher's terms.
#[derive(Debug, Clone, Copy, Default)]
pub struct VoucherChange {
    /// Another least subtotal, or none.
    pub min_subtotal: Edit<Amount>,
    /// How often it may be redeemed from now on, where that is limited; 0 ends it.
    pub uses_left: Edit<u32>,
    /// How often one customer may redeem it, where that is limited.
    pub per_customer: Edit<NonZeroU32>,
    /// Another begin, or none.
    pub valid_from: Edit<Timestamp>,
    /// Another end, or none.
    pub valid_until: Edit<Timestamp>,
}

/// A voucher must end after it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be after `validFrom`")]
pub struct EndsTooEarly;

/// A voucher was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum VoucherRefusal {
    /// There is none with this code.
    #[error("there is no voucher with this code")]
    Unknown,
    /// It is named twice.
    #[error("the voucher is named twice; an order can use it once")]
    Twice,
    /// It is not good yet.
    #[error("the voucher is not valid yet")]
    TooEarly,
    /// It is no longer good.
    #[error("the voucher has expired")]
    TooLate,
    /// Its seller ended it.
    #[error("the voucher was ended by its seller")]
    Ended,
    /// All its uses are gone.
    #[error("the voucher has no uses left")]
    UsedUp,
    /// This customer's uses are gone.
    #[error("the customer has used the voucher as often as possible")]
    UsedByCustomer,
    /// The order is too small.
    #[error("the voucher needs a subtotal of at least {0} minor units")]
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

    /// What it takes off a subtotal that it is good for, never more than all
    /// of it.
    #[must_use]
    pub fn off(&self, subtotal: Amount) -> Amount {
        match self.worth {
            Worth::Percent(percent) => subtotal.share(percent * 100).unwrap_or(subtotal),
            Worth::Amount(amount) => amount.min(subtotal),
        }
    }

    /// What it takes off an order that redeemed it, whose subtotal changes to
    /// one that it is good for: as much as it is worth, but once it is over no
    /// more than it `took`.
    #[must_use]
    pub fn off_again(&self, subtotal: Amount, took: Amount, now: Timestamp) -> Amount {
        let worth = self.off(subtotal);
        if self.is_over(now) { worth.min(took) } else { worth }
    }

    /// Whether it ended, by its terms or by its seller's word.
    fn is_over(&self, now: Timestamp) -> bool {
        self.uses == Uses::Ended || self.valid_until.is_some_and(|until| now >= until)
    }

    /// How often it can still be redeemed, where that is limited.
    #[must_use]
    pub fn uses_left(&self) -> Option<u32> {
        self.uses.most().map(|most| most.saturating_sub(self.used))
    }

    /// The voucher with changed terms, of the next version; nothing when they
    /// are those that it has.
    ///
    /// # Errors
    ///
    /// [`EndsTooEarly`] when it would end before it begins.
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
    fn an_ended_voucher_stays_ended_whatever_is_restored() {
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
    fn a_change_clears_null_terms_and_is_nothing_when_all_stays() {
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
    fn codes_are_the_same_in_small_letters() {
        let id = |text: &str| text.parse::<VoucherId>().unwrap();
        assert_eq!(id("shop~spring-1"), id("shop~SPRING-1"));
        assert_eq!(id("shop~spring-1").to_string(), "shop~SPRING-1");
        for bad in ["shop", "shop~", "~A", "shop~A B", "shop~ä", "shop~A~B"] {
            assert!(bad.parse::<VoucherId>().is_err(), "{bad}");
        }
    }
}
