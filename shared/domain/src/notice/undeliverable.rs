//! Contacts to which no notices are sent, because messages do not arrive or the holder does not
//! want them.

use jiff::Timestamp;

/// Why no notices are sent to a contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UndeliverableReason {
    /// A message to this address bounced.
    Bounced,
    /// The holder reported a message as unwanted.
    Complained,
    /// The holder opted out of messages at the carrier.
    OptedOut,
}

/// A stop of notices to a contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Undeliverable {
    /// Why notices stopped.
    pub reason: UndeliverableReason,
    /// When notices stopped.
    pub at: Timestamp,
}

impl UndeliverableReason {
    /// Every reason.
    pub const ALL: [Self; 3] = [Self::Bounced, Self::Complained, Self::OptedOut];

    /// The name in stored items.
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
    /// Whether the stop still applies to a contact whose holder last confirmed it at the given
    /// moment. A later confirmation proves that messages arrive, so it ends the stop, except after
    /// a complaint.
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
    fn confirmation_ends_every_stop_except_after_a_complaint() {
        let (early, late) = ("2026-11-20T10:00:00Z", "2026-11-20T11:00:00Z");
        for reason in UndeliverableReason::ALL {
            assert_eq!(UndeliverableReason::from_name(reason.name()), Some(reason));
            let since = |at: &str| Undeliverable { reason, at: at.parse().unwrap() };
            assert!(since(early).holds(None));
            assert!(since(late).holds(Some(early.parse().unwrap())));
            let still_holds = reason == UndeliverableReason::Complained;
            assert_eq!(since(early).holds(Some(late.parse().unwrap())), still_holds);
        }
    }
}
