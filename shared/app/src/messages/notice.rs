//! A notice: one message to one person on one channel.

use docket_domain::{Channel, CustomerKey, NoticeFacts, NoticeKey, Preferences, PushSubscription};
use docket_store::NoticeContact;

use super::{News, Recipient};

/// One message to one person on one channel.
#[derive(Debug)]
pub(super) struct Notice<'a> {
    pub key: NoticeKey,
    pub facts: NoticeFacts,
    pub news: &'a News<'a>,
    pub way: Way<'a>,
    pub preferences: &'a Preferences,
    /// Whether the quiet hours that held it have ended.
    pub is_released: bool,
}

/// How a notice reaches its person.
#[derive(Debug, Clone, Copy)]
pub(super) enum Way<'a> {
    /// By SMS or e-mail.
    Contact(&'a Recipient, &'a NoticeContact),
    /// By push to the browsers of the person with this first contact. Each subscription comes with
    /// the key of the contact that it is stored under.
    Browsers(&'a Recipient, &'a [(&'a CustomerKey, &'a PushSubscription)]),
}

impl Way<'_> {
    pub(super) const fn channel(self) -> Channel {
        match self {
            Self::Contact(to, _) => Channel::of(&to.contact),
            Self::Browsers(..) => Channel::Push,
        }
    }

    pub(super) const fn recipient(&self) -> &Recipient {
        match self {
            Self::Contact(to, _) | Self::Browsers(to, _) => to,
        }
    }
}
