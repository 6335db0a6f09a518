//! Notices that were not sent, and why.

use jiff::Timestamp;

use super::Channel;
use crate::Role;

/// Why a notice was not sent, for good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum WithheldReason {
    /// No code to the contact was given back within 180 days.
    NotConfirmed,
    /// The deployment sends no messages to the phone's country.
    Country,
    /// The number is of a kind that never gets messages.
    NumberKind,
    /// The contact's notices of the hour or the day are used up.
    ContactBudget,
    /// The notices that one person may cause are used up.
    SourceBudget,
    /// The seller's notices are used up.
    SellerBudget,
    /// The deployment's notices are used up.
    TotalBudget,
    /// The deployment has no address to send e-mail from.
    NoEmailSender,
    /// The channel will never take this message.
    Refused,
}

impl WithheldReason {
    /// Every reason.
    pub const ALL: [Self; 9] = [
        Self::NotConfirmed,
        Self::Country,
        Self::NumberKind,
        Self::ContactBudget,
        Self::SourceBudget,
        Self::SellerBudget,
        Self::TotalBudget,
        Self::NoEmailSender,
        Self::Refused,
    ];

    /// The name in items and answers.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::NotConfirmed => "contact_not_confirmed",
            Self::Country => "country_not_allowed",
            Self::NumberKind => "number_not_allowed",
            Self::ContactBudget => "contact_budget_used_up",
            Self::SourceBudget => "source_budget_used_up",
            Self::SellerBudget => "seller_budget_used_up",
            Self::TotalBudget => "total_budget_used_up",
            Self::NoEmailSender => "no_email_sender",
            Self::Refused => "refused_by_channel",
        }
    }

    /// The reason called `name`.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.name() == name)
    }

    /// The reason in a sentence for staff.
    #[must_use]
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::NotConfirmed => {
                "The contact was not confirmed by a code within 180 days. It gets codes only."
            }
            Self::Country => "This deployment sends no messages to the phone's country.",
            Self::NumberKind => {
                "The phone number is of a kind that gets no messages, for example premium-rate."
            }
            Self::ContactBudget => "The contact's messages of this hour or day are used up.",
            Self::SourceBudget => {
                "The messages that one person may cause in an hour or a day are used up."
            }
            Self::SellerBudget => "The seller's messages of this hour or day are used up.",
            Self::TotalBudget => "The deployment's messages of this hour or day are used up.",
            Self::NoEmailSender => "This deployment sends no e-mail.",
            Self::Refused => "The provider does not accept messages to this contact.",
        }
    }
}

/// A notice about an order that was not sent. It holds neither the contact nor
/// the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WithheldNotice {
    /// When it should have been sent.
    pub at: Timestamp,
    /// What the recipient is.
    pub to: Role,
    /// The channel that it should have taken.
    pub channel: Channel,
    /// Why it was not sent.
    pub reason: WithheldReason,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_are_found_by_their_names() {
        for reason in WithheldReason::ALL {
            assert_eq!(WithheldReason::from_name(reason.name()), Some(reason));
        }
        assert_eq!(WithheldReason::from_name("fax"), None);
    }
}
