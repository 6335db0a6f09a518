//! Notices that were not sent, and why.

use jiff::Timestamp;

use super::{Channel, UndeliverableReason};
use crate::Role;

/// Why a notice was not sent and never will be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum WithheldReason {
    /// Nobody confirmed the contact with a code within the last 180 days.
    NotConfirmed,
    /// The deployment sends no messages to the phone's country.
    Country,
    /// The phone number is of a kind that never gets messages, for example premium-rate.
    NumberKind,
    /// The contact's budget of notices of the hour or the day is used up.
    ContactBudget,
    /// The budget of notices that one person may cause is used up.
    SourceBudget,
    /// The seller's budget of notices is used up.
    SellerBudget,
    /// The deployment's budget of notices is used up.
    TotalBudget,
    /// The deployment has no address to send e-mail from.
    NoEmailSender,
    /// The channel refused the message permanently.
    Refused,
    /// An earlier message to this address bounced.
    Bounced,
    /// The holder of the contact reported an earlier message as unwanted.
    Complained,
    /// The holder of the phone opted out of messages at the carrier.
    OptedOut,
    /// No browser of the recipient is subscribed any more.
    NoBrowser,
    /// While quiet hours held the notice, it became needless, or the recipient turned its group
    /// off.
    Unwanted,
    /// The notice could not be sent within an hour after it was due.
    Late,
}

impl WithheldReason {
    /// Every reason.
    pub const ALL: [Self; 15] = [
        Self::NotConfirmed,
        Self::Country,
        Self::NumberKind,
        Self::ContactBudget,
        Self::SourceBudget,
        Self::SellerBudget,
        Self::TotalBudget,
        Self::NoEmailSender,
        Self::Refused,
        Self::Bounced,
        Self::Complained,
        Self::OptedOut,
        Self::NoBrowser,
        Self::Unwanted,
        Self::Late,
    ];

    /// The name in stored items and responses.
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
            Self::Bounced => "bounced_before",
            Self::Complained => "complained_before",
            Self::OptedOut => "opted_out",
            Self::NoBrowser => "no_browser",
            Self::Unwanted => "not_wanted",
            Self::Late => "too_late",
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
            Self::Bounced => {
                "An earlier message to this address came back. A code that arrives there ends this."
            }
            Self::Complained => "The holder of this address called an earlier message unwanted.",
            Self::OptedOut => {
                "The holder of this phone wants no messages, and said so to the carrier."
            }
            Self::NoBrowser => "No browser of the recipient gets messages any more.",
            Self::Unwanted => {
                "While quiet hours held it, it became needless, or its recipient turned it off."
            }
            Self::Late => "It could not be sent for an hour, and would come too late now.",
        }
    }
}

impl From<UndeliverableReason> for WithheldReason {
    fn from(reason: UndeliverableReason) -> Self {
        match reason {
            UndeliverableReason::Bounced => Self::Bounced,
            UndeliverableReason::Complained => Self::Complained,
            UndeliverableReason::OptedOut => Self::OptedOut,
        }
    }
}

/// A notice about an order that was not sent. It contains neither the contact nor the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WithheldNotice {
    /// When the notice should have been sent.
    pub at: Timestamp,
    /// The role of the recipient.
    pub to: Role,
    /// The channel on which the notice should have been sent.
    pub channel: Channel,
    /// Why the notice was not sent.
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
