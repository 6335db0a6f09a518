use std::{collections::BTreeMap, fmt, str::FromStr};

use jiff::{SignedDuration, Timestamp};

use crate::{BackOff, CodeCount, CodeLimits, CustomerKey, Half, Phone, Suffix};

/// An e-mail address.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Email(String);

/// Where a person is reached.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Contact {
    /// By SMS.
    Phone(Phone),
    /// By e-mail.
    Email(Email),
}

/// A phone number or e-mail address was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ContactError {
    /// No number that could be dialled.
    #[error("must be a valid phone number in E.164, like +12025550100")]
    Phone,
    /// A number to which messages cost extra.
    #[error(
        "is a premium-rate, shared-cost or similar number, to which no codes are sent; \
         give a mobile or landline number"
    )]
    CostsExtra,
    /// No address that could be written to.
    #[error("must be a valid e-mail address")]
    Email,
}

impl Email {
    /// The address as it was given.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Email {
    type Err = ContactError;

    /// A plausible address (RFC 5321 lengths, one `@`, a dotted domain); that
    /// it exists shows only by writing to it.
    fn from_str(text: &str) -> Result<Self, ContactError> {
        let (local, domain) = text.rsplit_once('@').ok_or(ContactError::Email)?;
        let plain = |c: char| c.is_ascii_graphic() && !"()<>[]:;@\\,\"".contains(c);
        let label = |part: &str| {
            !part.is_empty()
                && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
                && !part.starts_with('-')
                && !part.ends_with('-')
        };
        let good = (1..=64).contains(&local.len())
            && text.len() <= 254
            && local.chars().all(plain)
            && domain.contains('.')
            && domain.split('.').all(label);
        if good { Ok(Self(text.to_owned())) } else { Err(ContactError::Email) }
    }
}

impl fmt::Debug for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Email(redacted)")
    }
}

impl Contact {
    /// The number or address, in the form that its key is made from: e-mail
    /// addresses differ in nothing but case as little as people think.
    #[must_use]
    pub fn canonical(&self) -> String {
        match self {
            Self::Phone(phone) => phone.as_str().to_owned(),
            Self::Email(email) => email.0.to_ascii_lowercase(),
        }
    }

    /// The mailbox or phone that messages are counted by: an e-mail address
    /// without its sub-address (`ada+shop@example.com` counts as
    /// `ada@example.com`, RFC 5233), in lower case. For counting only; who
    /// signs in is still told apart by [`Self::canonical`].
    #[must_use]
    pub fn counted_as(&self) -> Self {
        match self {
            Self::Phone(phone) => Self::Phone(phone.clone()),
            Self::Email(email) => {
                let text = email.0.to_ascii_lowercase();
                let folded = text.rsplit_once('@').and_then(|(local, domain)| {
                    let mailbox = local.split('+').next().filter(|it| !it.is_empty())?;
                    Some(format!("{mailbox}@{domain}"))
                });
                Self::Email(Email(folded.unwrap_or(text)))
            }
        }
    }
}

/// What is remembered of one half of a phone's or a mailbox's codes: how many
/// were asked for, how guessing at them went and, in the general half, which
/// orders the phone holds without having confirmed them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContactState {
    /// The key of the address.
    pub key: CustomerKey,
    /// Which half of its codes this is about.
    pub half: Half,
    /// The address itself.
    pub contact: Contact,
    /// Rises with each change; 0 before the first.
    pub revision: u32,
    /// The codes asked for lately, of orders and sign-ins alike.
    pub codes: CodeCount,
    /// The challenges of this half that were used up by wrong guesses.
    pub back_off: BackOff,
    /// When the holds of this phone's unverified orders end; those in the past
    /// no longer count. The orders of one checkout are held as its first one.
    pub holds: BTreeMap<Suffix, Timestamp>,
    /// When a code was last sent there and given back, if ever.
    pub confirmed: Option<Timestamp>,
}

/// A code, or an order that needs one, was refused to an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SendRefusal {
    /// Too soon after the last one, or too many lately.
    #[error("too many codes; try again later")]
    TooMany {
        /// When to try again.
        retry_after: SignedDuration,
    },
    /// Too many unverified orders at once.
    #[error("too many orders wait for their code; confirm one of them or let it lapse")]
    TooManyHolds {
        /// When the next one lapses.
        retry_after: SignedDuration,
    },
}

impl ContactState {
    /// How long an address counts as confirmed after a code was given back.
    pub const CONFIRMED_FOR: SignedDuration = SignedDuration::from_hours(180 * 24);

    /// Whether somebody has shown within [`Self::CONFIRMED_FOR`] that messages
    /// reach them there. An address that is not confirmed gets codes only.
    #[must_use]
    pub fn is_confirmed(&self, now: Timestamp) -> bool {
        self.confirmed.is_some_and(|at| now < at + Self::CONFIRMED_FOR)
    }

    /// The state of an address that was never seen.
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

    /// Counts one more code, of an order or a sign-in.
    ///
    /// # Errors
    ///
    /// [`SendRefusal::TooMany`] when this half's codes are used up.
    pub fn count_code(mut self, limits: &CodeLimits, now: Timestamp) -> Result<Self, SendRefusal> {
        self.codes = self.codes.one_more(self.half.of(limits.per_contact), now)?;
        self.revision += 1;
        Ok(self)
    }

    /// Counts the code of a new challenge.
    ///
    /// # Errors
    ///
    /// [`SendRefusal::TooMany`] when this half's codes are used up, or while it
    /// backs off from wrong guesses.
    pub fn open_challenge(self, limits: &CodeLimits, now: Timestamp) -> Result<Self, SendRefusal> {
        match self.back_off.wait(now) {
            Some(retry_after) => Err(SendRefusal::TooMany { retry_after }),
            None => self.count_code(limits, now),
        }
    }

    /// Takes on one more unverified order, whose code is counted too.
    ///
    /// # Errors
    ///
    /// [`SendRefusal`] when the phone has `max_holds` already or its codes
    /// are used up.
    pub fn hold(
        self,
        order: Suffix,
        ends_at: Timestamp,
        max_holds: u32,
        limits: &CodeLimits,
        now: Timestamp,
    ) -> Result<Self, SendRefusal> {
        let mut next = self;
        next.holds.retain(|_, end| *end > now);
        if next.holds.len() >= max_holds as usize {
            let lapses = next.holds.values().min().copied().unwrap_or(ends_at);
            return Err(SendRefusal::TooManyHolds { retry_after: lapses.duration_since(now) });
        }
        next.holds.insert(order, ends_at);
        next.count_code(limits, now)
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use super::*;
    use crate::Allowance;
    use proptest::prelude::*;

    #[test]
    fn emails_are_plausible() {
        for good in ["ada@example.com", "a.b+c@mail.example.co"] {
            assert!(good.parse::<Email>().is_ok(), "{good}");
        }
        for bad in
            ["ada", "@example.com", "ada@com", "ada@-x.com", "a b@example.com", "ada@exa..com"]
        {
            assert_eq!(bad.parse::<Email>(), Err(ContactError::Email), "{bad}");
        }
    }

    #[test]
    fn debug_shows_no_address() {
        let phone = "+12025550100".parse::<Phone>().unwrap();
        assert_eq!(format!("{phone:?}"), "Phone(…00)");
        assert!(!format!("{:?}", "ada@example.com".parse::<Email>().unwrap()).contains("ada"));
    }

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
    fn a_limit_of_nothing_allows_nothing() {
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
    fn backing_off_refuses_challenges_and_no_orders() {
        let now = Timestamp::from_second(1_000_000).unwrap();
        let state = ContactState { back_off: BackOff::NONE.after_failure(now), ..state() };
        let refused = SendRefusal::TooMany { retry_after: SignedDuration::from_mins(1) };
        assert_eq!(state.clone().open_challenge(&limits(9), now), Err(refused));
        assert!(state.hold(order(1), now + crate::HOLD, 9, &limits(9), now).is_ok());
    }

    #[test]
    fn an_address_is_the_same_in_capitals() {
        let key = |text: &str| Contact::Email(text.parse().unwrap()).canonical();
        assert_eq!(key("Ada@Example.COM"), key("ada@example.com"));
    }

    #[test]
    fn a_confirmation_is_good_for_180_days() {
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

    proptest! {
        #[test]
        fn no_text_makes_an_address_panic(text in "[+@.]?\\PC{0,30}") {
            let _ = text.parse::<Email>();
            if let Ok(phone) = text.parse::<Phone>() {
                prop_assert_eq!(phone.as_str(), text);
            }
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
