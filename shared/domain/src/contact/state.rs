//! The state of a contact, by which codes and holds are limited.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};

use super::{BackOff, CodeCount, CodeLimits, Contact, Half, SendRefusal};
use crate::{CustomerKey, Suffix};

/// The state of one half of a contact's limits: the counts of its codes, the backoff after wrong
/// guesses and, in the general half, the open holds of the phone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContactState {
    /// The key of the contact.
    pub key: CustomerKey,
    /// The half of the limits.
    pub half: Half,
    /// The contact itself.
    pub contact: Contact,
    /// The revision: 0 for a new contact, and one more after each change.
    pub revision: u32,
    /// The counts of the codes that were requested lately, for orders and for signing in.
    pub codes: CodeCount,
    /// The backoff after challenges of this half that were used up by wrong guesses.
    pub back_off: BackOff,
    /// The ends of the phone's holds, by order. Holds that have ended no longer count. The orders
    /// of one checkout count as one hold, of its first order.
    pub holds: BTreeMap<Suffix, Timestamp>,
    /// When the contact was last confirmed with a code, if ever.
    pub confirmed: Option<Timestamp>,
}

impl ContactState {
    /// How long a contact counts as confirmed after a confirmation with a code: 180 days.
    pub const CONFIRMED_FOR: SignedDuration = SignedDuration::from_hours(180 * 24);

    /// Whether the contact was confirmed within [`Self::CONFIRMED_FOR`]. A contact that is not
    /// confirmed gets codes only, and no notices.
    #[must_use]
    pub fn is_confirmed(&self, now: Timestamp) -> bool {
        self.confirmed.is_some_and(|at| now < at + Self::CONFIRMED_FOR)
    }

    /// The state of a new contact.
    #[must_use]
    pub const fn new(key: CustomerKey, half: Half, contact: Contact) -> Self {
        Self {
            key,
            half,
            contact,
            revision: 0,
            codes: CodeCount::NONE,
            back_off: BackOff::NONE,
            holds: BTreeMap::new(),
            confirmed: None,
        }
    }

    /// Counts one more code, for an order or for signing in.
    ///
    /// # Errors
    ///
    /// [`SendRefusal::TooMany`] when this half's limit is used up.
    pub fn count_code(mut self, limits: &CodeLimits, now: Timestamp) -> Result<Self, SendRefusal> {
        self.codes = self.codes.one_more(self.half.of(limits.per_contact), now)?;
        self.revision += 1;
        Ok(self)
    }

    /// Counts the code of a new challenge.
    ///
    /// # Errors
    ///
    /// [`SendRefusal::TooMany`] when this half's limit is used up, or during its backoff after
    /// wrong guesses.
    pub fn open_challenge(self, limits: &CodeLimits, now: Timestamp) -> Result<Self, SendRefusal> {
        match self.back_off.wait(now) {
            Some(retry_after) => Err(SendRefusal::TooMany { retry_after }),
            None => self.count_code(limits, now),
        }
    }

    /// Adds the hold of an unverified order, and counts its code.
    ///
    /// # Errors
    ///
    /// [`SendRefusal`] when the phone has `max_holds` holds already, or this half's limit of codes
    /// is used up.
    pub fn hold(
        self,
        order: Suffix,
        ends_at: Timestamp,
        max_holds: u32,
        limits: &CodeLimits,
        now: Timestamp,
    ) -> Result<Self, SendRefusal> {
        self.holding(order, ends_at, max_holds, now)?.count_code(limits, now)
    }

    /// Adds the hold of an order that must be paid first.
    ///
    /// # Errors
    ///
    /// [`SendRefusal::TooManyHolds`] when the phone has `max_holds` holds already.
    pub fn hold_unpaid(
        self,
        order: Suffix,
        ends_at: Timestamp,
        max_holds: u32,
        now: Timestamp,
    ) -> Result<Self, SendRefusal> {
        let mut next = self.holding(order, ends_at, max_holds, now)?;
        next.revision += 1;
        Ok(next)
    }

    fn holding(
        self,
        order: Suffix,
        ends_at: Timestamp,
        max_holds: u32,
        now: Timestamp,
    ) -> Result<Self, SendRefusal> {
        let mut next = self;
        next.holds.retain(|_, end| *end > now);
        if next.holds.len() >= max_holds as usize {
            let lapses = next.holds.values().min().copied().unwrap_or(ends_at);
            return Err(SendRefusal::TooManyHolds { retry_after: lapses.duration_since(now) });
        }
        next.holds.insert(order, ends_at);
        Ok(next)
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use super::*;
    use crate::Allowance;

    fn state() -> ContactState {
        let phone = "+12025550100".parse().unwrap();
        ContactState::new("k".parse().unwrap(), Half::General, Contact::Phone(phone))
    }

    fn order(number: u8) -> Suffix {
        Suffix::from_bytes([number; 8])
    }

    /// Limits that leave the general half `per_hour` codes an hour.
    fn limits(per_hour: u32) -> CodeLimits {
        CodeLimits {
            per_contact: Allowance { per_hour: Some(2 * per_hour), per_day: None },
            per_source: Allowance::UNLIMITED,
            in_all: Allowance::UNLIMITED,
        }
    }

    #[test]
    fn limits_of_zero_refuse_every_code_and_hold() {
        let now = Timestamp::from_second(1_000_000).unwrap();
        let none = SendRefusal::TooMany { retry_after: CodeCount::HOUR };
        assert_eq!(state().count_code(&limits(0), now), Err(none));
        let none = SendRefusal::TooManyHolds { retry_after: crate::HOLD };
        assert_eq!(state().hold(order(1), now + crate::HOLD, 0, &limits(9), now), Err(none));
    }

    #[test]
    fn orders_and_sign_ins_share_the_codes_of_an_hour() {
        let now = Timestamp::from_second(1_000_000).unwrap();
        let one = state().hold(order(1), now + crate::HOLD, 9, &limits(2), now).unwrap();
        let two = one.open_challenge(&limits(2), now).unwrap();
        assert_eq!((two.codes.hour.count, two.revision, two.holds.len()), (2, 2, 1));
        let refused = SendRefusal::TooMany { retry_after: CodeCount::HOUR };
        assert_eq!(two.hold(order(1), now + crate::HOLD, 9, &limits(2), now), Err(refused));
    }

    #[test]
    fn backoff_refuses_challenges_but_not_orders() {
        let now = Timestamp::from_second(1_000_000).unwrap();
        let state = ContactState { back_off: BackOff::NONE.after_failure(now), ..state() };
        let refused = SendRefusal::TooMany { retry_after: SignedDuration::from_mins(1) };
        assert_eq!(state.clone().open_challenge(&limits(9), now), Err(refused));
        assert!(state.hold(order(1), now + crate::HOLD, 9, &limits(9), now).is_ok());
    }

    #[test]
    fn canonical_address_ignores_case() {
        let key = |text: &str| Contact::Email(text.parse().unwrap()).canonical();
        assert_eq!(key("Ada@Example.COM"), key("ada@example.com"));
    }

    #[test]
    fn confirmation_is_valid_for_180_days() {
        let at = Timestamp::from_second(1_000_000).unwrap();
        let confirmed = ContactState { confirmed: Some(at), ..state() };
        let end = at + ContactState::CONFIRMED_FOR;
        assert!(confirmed.is_confirmed(at) && !confirmed.is_confirmed(end));
        assert!(!state().is_confirmed(at));
    }

    #[test]
    fn sub_addresses_count_as_their_mailbox() {
        let counted = |text: &str| Contact::Email(text.parse().unwrap()).counted_as().canonical();
        for (text, mailbox) in [
            ("Ada+shop@Example.com", "ada@example.com"),
            ("ada+a+b@example.com", "ada@example.com"),
            ("ada@example.com", "ada@example.com"),
            ("+ada@example.com", "+ada@example.com"),
        ] {
            assert_eq!(counted(text), mailbox);
        }
    }

    #[test]
    fn ended_holds_do_not_count() {
        let start = Timestamp::from_second(1_000_000).unwrap();
        let end = start + crate::HOLD;
        let full = state().hold(order(1), end, 1, &limits(9), start).unwrap();
        assert!(matches!(
            full.clone().hold(order(2), end, 1, &limits(9), start),
            Err(SendRefusal::TooManyHolds { .. })
        ));
        assert_eq!(
            full.hold(order(2), end + crate::HOLD, 1, &limits(9), end).unwrap().holds.len(),
            1
        );
    }
}
