//! A person's preferences for notices, and the channels that follow from them.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};

use super::{Channel, Channels, NoticeGroup, QuietHours};
use crate::{LanguageTag, TimeZoneName};

/// A person's choices about notices. By default nothing is chosen. A group without a choice follows
/// the rules of [`Preferences::default_channels`], also after those rules change.
///
/// Preferences do not apply to verification codes, which are always sent.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Preferences {
    language: Option<LanguageTag>,
    timezone: Option<TimeZoneName>,
    quiet_hours: Option<QuietHours>,
    groups: BTreeMap<NoticeGroup, Channels>,
}

/// The channels on which a person can be reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Reachable {
    /// The person has a confirmed phone.
    pub phone: bool,
    /// The person has a confirmed e-mail address.
    pub email: bool,
    /// The person has a browser with a push subscription.
    pub push: bool,
}

impl Reachable {
    /// The channels as a set.
    #[must_use]
    pub fn channels(&self) -> Channels {
        let Self { phone, email, push } = *self;
        let all = [(Channel::Sms, phone), (Channel::Email, email), (Channel::Push, push)];
        all.into_iter().filter_map(|(channel, reaches)| reaches.then_some(channel)).collect()
    }
}

impl Preferences {
    /// Preferences without a choice for any group.
    #[must_use]
    pub const fn new(
        language: Option<LanguageTag>,
        timezone: Option<TimeZoneName>,
        quiet_hours: Option<QuietHours>,
    ) -> Self {
        Self { language, timezone, quiet_hours, groups: BTreeMap::new() }
    }

    /// The preferences with exactly these channels for a group. An empty set turns the group off.
    #[must_use]
    pub fn choosing(mut self, group: NoticeGroup, channels: Channels) -> Self {
        self.groups.insert(group, channels);
        self
    }

    /// The language of messages. `None` means the language of the order or of the seller.
    #[must_use]
    pub const fn language(&self) -> Option<&LanguageTag> {
        self.language.as_ref()
    }

    /// The time zone of the quiet hours. `None` means the time zone of the seller.
    #[must_use]
    pub const fn timezone(&self) -> Option<&TimeZoneName> {
        self.timezone.as_ref()
    }

    /// The hours in which the person wants no messages.
    #[must_use]
    pub const fn quiet_hours(&self) -> Option<QuietHours> {
        self.quiet_hours
    }

    /// Each group for which channels were chosen, with those channels.
    pub fn chosen(&self) -> impl Iterator<Item = (NoticeGroup, Channels)> {
        self.groups.iter().map(|(group, channels)| (*group, *channels))
    }

    /// The channels that were chosen for a group; `None` without a choice.
    #[must_use]
    pub fn chosen_for(&self, group: NoticeGroup) -> Option<Channels> {
        self.groups.get(&group).copied()
    }

    /// The channels on which the person gets a notice of a group: the chosen or the default
    /// channels, as far as they reach the person. When no chosen channel reaches the person, the
    /// set is empty: a person who chose e-mail never gets an SMS instead.
    #[must_use]
    pub fn channels(&self, group: NoticeGroup, reachable: &Reachable) -> Channels {
        match self.groups.get(&group) {
            Some(chosen) => chosen.and(reachable.channels()),
            None => Self::default_channels(group, reachable),
        }
    }

    /// The channels for a person who chose nothing for a group: push, if it reaches the person, and
    /// e-mail. An SMS costs money, so it is sent for few groups, and never together with push.
    ///
    /// An alert that staff must act on soon goes out once: by push, or else by SMS, or else by
    /// e-mail.
    #[must_use]
    pub fn default_channels(group: NoticeGroup, reachable: &Reachable) -> Channels {
        let reached = reachable.channels();
        match by_default(group) {
            Usual::First => {
                let order = [Channel::Push, Channel::Sms, Channel::Email];
                order.into_iter().find(|channel| reached.has(*channel)).into_iter().collect()
            }
            Usual::WithSms if !reachable.push => reached,
            Usual::WithSms | Usual::WithoutSms => {
                reached.iter().filter(|channel| *channel != Channel::Sms).collect()
            }
        }
    }

    /// For how long after a person's action quiet hours do not hold the notice that answers it: the
    /// person is still there.
    pub const ANSWERED_WITHIN: SignedDuration = SignedDuration::from_mins(5);

    /// Until when quiet hours hold a notice of a group; `None` when they do not. The hours apply in
    /// the person's time zone, or else in `seller_zone`, the seller's.
    #[must_use]
    pub fn held_until(
        &self,
        group: NoticeGroup,
        now: Timestamp,
        seller_zone: &TimeZoneName,
    ) -> Option<Timestamp> {
        let quiet = self.quiet_hours.filter(|_| !group.is_never_held())?;
        quiet.ends_after(now, self.timezone.as_ref().unwrap_or(seller_zone))
    }
}

/// The default channels of a group.
enum Usual {
    /// Push or SMS, and e-mail.
    WithSms,
    /// Push and e-mail.
    WithoutSms,
    /// The first of push, SMS and e-mail.
    First,
}

const fn by_default(group: NoticeGroup) -> Usual {
    match group {
        NoticeGroup::OrderReceived
        | NoticeGroup::OrderReady
        | NoticeGroup::OrderOnTheWay
        | NoticeGroup::OrderStopped
        | NoticeGroup::ProblemWithMoney
        | NoticeGroup::Batch => Usual::WithSms,
        NoticeGroup::AcceptLate | NoticeGroup::StockLow => Usual::First,
        NoticeGroup::OrderAccepted
        | NoticeGroup::OrderDone
        | NoticeGroup::OrderChanged
        | NoticeGroup::Payment
        | NoticeGroup::Refund
        | NoticeGroup::NewOrder
        | NoticeGroup::OrderCancelled
        | NoticeGroup::TargetMissed
        | NoticeGroup::MoneyProblem => Usual::WithoutSms,
    }
}
