//! Records of notices. The record of a notice is stored beside its subject and says what happened
//! to the notice.

use jiff::Timestamp;

use super::{Channel, NoticeGroup, WithheldNotice, WithheldReason};
use crate::{BatchId, CustomerKey, ProductId, Role, Suffix, TemplateId};

/// The subject of a notice. The record of the notice is stored beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoticeSubject {
    /// An order.
    Order(Suffix),
    /// A product.
    Product(ProductId),
    /// A batch.
    Batch(BatchId),
    /// A template.
    Template(TemplateId),
}

/// The identity of a notice: a person is informed of an event once on each channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeKey {
    /// The subject.
    pub subject: NoticeSubject,
    /// The event that the notice reports.
    pub event: String,
    /// The keyed hash of the contact that identifies the person.
    pub person: CustomerKey,
    /// The channel.
    pub channel: Channel,
}

/// The part of a record that never changes. It contains neither the contact nor the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoticeFacts {
    /// The role of the recipient.
    pub to: Role,
    /// The group for which people choose channels; `None` for a notice that nobody can turn off.
    pub group: Option<NoticeGroup>,
    /// The version of the order that the notice reports; 0 when the subject is not an order.
    pub version: u32,
}

/// What happened to a notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoticeState {
    /// The notice is being sent, or will be retried.
    Sending,
    /// Quiet hours hold the notice until this moment.
    Held(Timestamp),
    /// The channel accepted the notice.
    Sent,
    /// The notice was not sent, and never will be.
    Withheld(WithheldReason),
    /// A newer notice about the order replaced this one.
    Superseded,
    /// The mailbox bounced the message.
    Bounced,
    /// The recipient reported the message as unwanted.
    Complained,
}

impl NoticeState {
    /// The name in responses.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sending => "sending",
            Self::Held(_) => "held",
            Self::Sent => "sent",
            Self::Withheld(_) => "not_sent",
            Self::Superseded => "superseded",
            Self::Bounced => "bounced",
            Self::Complained => "complained",
        }
    }

    /// Whether the state is final.
    #[must_use]
    pub const fn has_ended(self) -> bool {
        match self {
            Self::Sending | Self::Held(_) => false,
            Self::Sent
            | Self::Withheld(_)
            | Self::Superseded
            | Self::Bounced
            | Self::Complained => true,
        }
    }

    /// Whether the notice reached the person, or still can.
    #[must_use]
    pub const fn reaches(self) -> bool {
        match self {
            Self::Sending | Self::Held(_) | Self::Sent => true,
            Self::Withheld(_) | Self::Superseded | Self::Bounced | Self::Complained => false,
        }
    }
}

/// A notice as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeRecord {
    /// The identity of the notice.
    pub key: NoticeKey,
    /// The part that never changes.
    pub facts: NoticeFacts,
    /// When the notice was last tried, held or withheld.
    pub at: Timestamp,
    /// When the quiet hours end for which the notice was held; `None` when it was not held.
    pub due: Option<Timestamp>,
    /// What happened to the notice.
    pub state: NoticeState,
}

impl NoticeRecord {
    /// The notice as a [`WithheldNotice`]; `None` when it was not withheld.
    #[must_use]
    pub const fn withheld(&self) -> Option<WithheldNotice> {
        match self.state {
            NoticeState::Withheld(reason) => {
                let (to, channel) = (self.facts.to, self.key.channel);
                Some(WithheldNotice { at: self.at, to, channel, reason })
            }
            NoticeState::Sending
            | NoticeState::Held(_)
            | NoticeState::Sent
            | NoticeState::Superseded
            | NoticeState::Bounced
            | NoticeState::Complained => None,
        }
    }

    /// Whether this notice replaces the notice with `key` and `version`: it is for that person on
    /// that channel, newer, and reaches the person. Both notices must be about one order.
    #[must_use]
    pub fn supersedes(&self, key: &NoticeKey, version: u32) -> bool {
        self.key.person == key.person
            && self.key.channel == key.channel
            && self.facts.version > version
            && self.state.reaches()
    }
}
