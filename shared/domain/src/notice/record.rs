//! What became of a notice, as it is kept beside what it is about.

use jiff::Timestamp;

use super::{Channel, NoticeGroup, WithheldNotice, WithheldReason};
use crate::{BatchId, CustomerKey, ProductId, Role, Suffix, TemplateId};

/// What a notice is about. It is kept beside that.
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

/// What names a notice: a person is informed of an event once on each channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeKey {
    /// What it is about.
    pub subject: NoticeSubject,
    /// The event that it tells of.
    pub event: String,
    /// The keyed hash of the contact that the person is known by.
    pub person: CustomerKey,
    /// The channel.
    pub channel: Channel,
}

/// What is kept of a notice from the beginning. It holds neither the contact nor
/// the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoticeFacts {
    /// What the recipient is.
    pub to: Role,
    /// What people choose channels for; none for what nobody can turn off.
    pub group: Option<NoticeGroup>,
    /// The version of the order that it tells of; 0 for what is about no order.
    pub version: u32,
}

/// What became of a notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoticeState {
    /// It is being sent, or will be tried again.
    Sending,
    /// Quiet hours hold it until then.
    Held(Timestamp),
    /// The channel took it.
    Sent,
    /// It was not sent, and never will be.
    Withheld(WithheldReason),
    /// A newer one about the same order took its place.
    Superseded,
    /// The mailbox sent it back.
    Bounced,
    /// Its reader called it unwanted.
    Complained,
}

impl NoticeState {
    /// The name in answers.
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

    /// Whether nothing more is done for it.
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

    /// Whether the person has it, or will have it.
    #[must_use]
    pub const fn reaches(self) -> bool {
        match self {
            Self::Sending | Self::Held(_) | Self::Sent => true,
            Self::Withheld(_) | Self::Superseded | Self::Bounced | Self::Complained => false,
        }
    }
}

/// A notice as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeRecord {
    /// What names it.
    pub key: NoticeKey,
    /// What is kept of it from the beginning.
    pub facts: NoticeFacts,
    /// When it was tried last, held or withheld.
    pub at: Timestamp,
    /// When the quiet hours end that it was held for, if it was.
    pub due: Option<Timestamp>,
    /// What became of it.
    pub state: NoticeState,
}

impl NoticeRecord {
    /// As a notice that was withheld, if it was.
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

    /// Whether this one, which tells of the same order, is for the same person on the
    /// same channel and newer.
    #[must_use]
    pub fn supersedes(&self, key: &NoticeKey, version: u32) -> bool {
        self.key.person == key.person
            && self.key.channel == key.channel
            && self.facts.version > version
            && self.state.reaches()
    }
}
