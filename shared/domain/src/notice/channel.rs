//! The channels on which notices are sent, and sets of channels.

use crate::Contact;

/// The channel of a notice. Notices are counted for each channel separately.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Channel {
    /// A text message to a phone.
    Sms,
    /// An e-mail.
    Email,
    /// A push message to a browser that subscribed.
    Push,
}

impl Channel {
    /// Every channel.
    pub const ALL: [Self; 3] = [Self::Sms, Self::Email, Self::Push];

    /// The channel that reaches a contact.
    #[must_use]
    pub const fn of(contact: &Contact) -> Self {
        match contact {
            Contact::Phone(_) => Self::Sms,
            Contact::Email(_) => Self::Email,
        }
    }

    /// The name in keys and responses.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sms => "sms",
            Self::Email => "email",
            Self::Push => "push",
        }
    }

    /// The channel called `name`.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|channel| channel.name() == name)
    }
}

/// A set of channels; it may be empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Channels([bool; Channel::ALL.len()]);

impl Channels {
    /// No channel.
    pub const NONE: Self = Self([false; Channel::ALL.len()]);

    /// Whether the set contains `channel`.
    #[must_use]
    pub const fn has(self, channel: Channel) -> bool {
        self.0[channel as usize]
    }

    /// The set with `channel` added.
    #[must_use]
    pub const fn with(mut self, channel: Channel) -> Self {
        self.0[channel as usize] = true;
        self
    }

    /// The channels that are in both sets.
    #[must_use]
    pub fn and(self, others: Self) -> Self {
        self.iter().filter(|channel| others.has(*channel)).collect()
    }

    /// The number of channels in the set.
    #[must_use]
    pub fn count(self) -> usize {
        self.iter().count()
    }

    /// The channels, in the order of [`Channel::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Channel> {
        Channel::ALL.into_iter().filter(move |channel| self.has(*channel))
    }
}

impl FromIterator<Channel> for Channels {
    fn from_iter<I: IntoIterator<Item = Channel>>(channels: I) -> Self {
        channels.into_iter().fold(Self::NONE, Self::with)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn channels_are_found_by_their_names() {
        for channel in Channel::ALL {
            assert_eq!(Channel::from_name(channel.name()), Some(channel));
        }
        assert_eq!(Channel::from_name("fax"), None);
    }

    #[test]
    fn a_set_has_what_was_put_into_it_in_one_order() {
        let both: Channels = [Channel::Push, Channel::Sms, Channel::Push].into_iter().collect();
        assert_eq!(both.iter().collect::<Vec<_>>(), [Channel::Sms, Channel::Push]);
        assert_eq!((both.count(), both.has(Channel::Email)), (2, false));
        let email = Channels::NONE.with(Channel::Email);
        assert_eq!(both.and(email), Channels::NONE);
        assert_eq!(both.and(both), both);
    }
}
