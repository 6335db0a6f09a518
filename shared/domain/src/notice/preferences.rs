//! What a person wants of notices, and so on which channels one reaches them.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};

use super::{Channel, Channels, NoticeGroup, QuietHours};
use crate::{LanguageTag, TimeZoneName};

/// What a person chose about notices. The default is to have chosen nothing;
/// what was not chosen follows the rules of [`Preferences::default_channels`],
/// also when those change.
///
/// Codes are no notices: nothing here keeps one from being sent.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Preferences {
    language: Option<LanguageTag>,
    timezone: Option<TimeZoneName>,
    quiet_hours: Option<QuietHours>,
    groups: BTreeMap<NoticeGroup, Channels>,
}

/// By which channels a person can be reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Reachable {
    /// There is a phone that its holder confirmed.
    pub phone: bool,
    /// There is an e-mail address that its holder confirmed.
    pub email: bool,
    /// There is a browser that subscribed.
    pub push: bool,
}

impl Reachable {
    /// The channels.
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

    /// With these channels and no others for a group; none at all keeps its
    /// notices from being sent.
    #[must_use]
    pub fn choosing(mut self, group: NoticeGroup, channels: Channels) -> Self {
        self.groups.insert(group, channels);
        self
    }

    /// The language of messages; none is that of the order or of the seller.
    #[must_use]
    pub const fn language(&self) -> Option<&LanguageTag> {
        self.language.as_ref()
    }

    /// The time zone of the quiet hours; none is that of the seller.
    #[must_use]
    pub const fn timezone(&self) -> Option<&TimeZoneName> {
        self.timezone.as_ref()
    }

    /// When no messages are wanted.
    #[must_use]
    pub const fn quiet_hours(&self) -> Option<QuietHours> {
        self.quiet_hours
    }

    /// The groups for which channels were chosen, and those channels.
    pub fn chosen(&self) -> impl Iterator<Item = (NoticeGroup, Channels)> {
        self.groups.iter().map(|(group, channels)| (*group, *channels))
    }

    /// The channels that were chosen for a group; none where nothing was.
    #[must_use]
    pub fn chosen_for(&self, group: NoticeGroup) -> Option<Channels> {
        self.groups.get(&group).copied()
    }

    /// The channels on which the person gets a notice of a group: those that were
    /// chosen or are the default, as far as they reach the person. When none of
    /// the chosen ones does, there is none: nobody gets an SMS after having
    /// chosen e-mail.
    #[must_use]
    pub fn channels(&self, group: NoticeGroup, reachable: &Reachable) -> Channels {
        match self.groups.get(&group) {
            Some(chosen) => chosen.and(reachable.channels()),
            None => Self::default_channels(group, reachable),
        }
    }

    /// The channels of who chose nothing for a group: push where it reaches
    /// them, and e-mail. An SMS costs money, so it is sent for few groups, and
    /// never beside push.
    ///
    /// Of what staff must act on soon, one message is enough: by push, or else
    /// by SMS, or else by e-mail.
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

    /// How long after an act of somebody what answers it is not held: they are still there.
    pub const ANSWERED_WITHIN: SignedDuration = SignedDuration::from_mins(5);

    /// Until when a notice of a group is held for quiet hours, if it is: in the
    /// person's time zone, or else in `elsewhere`, which is the seller's.
    #[must_use]
    pub fn held_until(
        &self,
        group: NoticeGroup,
        now: Timestamp,
        elsewhere: &TimeZoneName,
    ) -> Option<Timestamp> {
        let quiet = self.quiet_hours.filter(|_| !group.is_never_held())?;
        quiet.ends_after(now, self.timezone.as_ref().unwrap_or(elsewhere))
    }
}

/// What is sent of a group to who chose nothing.
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
