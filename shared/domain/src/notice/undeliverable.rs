//! Contacts that messages do not reach, or whose holders do not want any.

use jiff::Timestamp;

/// Why no notices are sent to a contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UndeliverableReason {
    /// Its mailbox sent a message back.
    Bounced,
    /// Its holder called a message unwanted.
    Complained,
    /// Its holder told the carrier that no messages are wanted.
    OptedOut,
}

/// Since when no notices are sent to a contact, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Undeliverable {
    /// Why.
    pub reason: UndeliverableReason,
    /// Since when.
    pub at: Timestamp,
}

impl UndeliverableReason {
    /// Every reason.
    pub const ALL: [Self; 3] = [Self::Bounced, Self::Complained, Self::OptedOut];

    /// The name in items.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Bounced => "bounced",
            Self::Complained => "complained",
            Self::OptedOut => "opted_out",
        }
    }

    /// The reason called `name`.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.name() == name)
    }
}

impl Undeliverable {
    /// Whether it still holds for a contact whose holder last gave back a code then. A
    /// code that came proves that messages arrive; a complaint stays one.
    #[must_use]
    pub fn holds(&self, confirmed: Option<Timestamp>) -> bool {
        match self.reason {
            UndeliverableReason::Complained => true,
            UndeliverableReason::Bounced | UndeliverableReason::OptedOut => {
                confirmed.is_none_or(|confirmed| confirmed <= self.at)
            }
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use super::*;

    #[test]
    fn a_code_that_came_ends_everything_but_a_complaint() {
        let (early, late) = ("2026-11-20T10:00:00Z", "2026-11-20T11:00:00Z");
        for reason in UndeliverableReason::ALL {
            assert_eq!(UndeliverableReason::from_name(reason.name()), Some(reason));
            let since = |at: &str| Undeliverable { reason, at: at.parse().unwrap() };
            assert!(since(early).holds(None));
            assert!(since(late).holds(Some(early.parse().unwrap())));
            let stays = reason == UndeliverableReason::Complained;
            assert_eq!(since(early).holds(Some(late.parse().unwrap())), stays);
        }
    }
}
