//! Message preferences in requests and responses.

use docket_app::{Faults, messages::NoticePerson};
use docket_domain::{
    Channel, Channels, ClockTime, NoticeGroup, Preferences, QuietHours, Reachable,
};
use docket_store::StoredPreferences;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::notice_groups::NoticeGroups;
use crate::openapi::words;

/// All message preferences of a person. They replace the previous ones as a whole.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({
    "language": "de-AT", "timezone": "Europe/Vienna", "quietHours": {"from": "22:00", "to": "07:00"},
    "groups": {"order_received": ["email"], "order_done": []},
}))]
pub struct PreferencesToSet {
    /// The language of messages: a BCP 47 tag with at most a script and a region. If it is absent
    /// or null, messages use the language of the order or of the seller.
    #[schema(value_type = Option<words::LanguageTag>)]
    language: Option<String>,
    /// The IANA time zone of the quiet hours. If it is absent or null, the seller's time zone
    /// applies.
    #[schema(value_type = Option<words::TimeZone>)]
    timezone: Option<String>,
    /// The hours in which messages are held back. If it is absent or null, none are held back.
    quiet_hours: Option<QuietHoursView>,
    /// The channels of the groups for which the person wants other channels than the default.
    groups: NoticeGroups,
}

/// The hours of each day in which messages are held back; they are sent when the hours end.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = QuietHours, example = json!({"from": "22:00", "to": "07:00"}))]
pub struct QuietHoursView {
    /// The local time at which the quiet hours begin, to the minute, in the person's time zone.
    #[schema(value_type = words::ClockTime)]
    from: String,
    /// The local time at which the quiet hours end. It must differ from `from`; if it is earlier,
    /// the quiet hours end on the next day.
    #[schema(value_type = words::ClockTime)]
    to: String,
}

/// The message preferences of a person, and what follows from them.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Preferences)]
pub struct PreferencesView {
    /// The language of messages. Null if messages use the language of the order or of the seller.
    #[schema(value_type = Option<words::LanguageTag>, required)]
    language: Option<String>,
    /// The time zone of the quiet hours. Null if the seller's time zone applies.
    #[schema(value_type = Option<words::TimeZone>, required)]
    timezone: Option<String>,
    /// The hours in which messages are held back. Null if there are none. Messages that an order is
    /// ready or on its way are sent at once in any case.
    #[schema(required)]
    quiet_hours: Option<QuietHoursView>,
    /// The channels that the person chose, by group. Only these channels are used for the group;
    /// none if the list is empty.
    groups: NoticeGroups,
    /// The channels that are used for each group of this person for which none were chosen. They
    /// depend on how the person can be reached now.
    defaults: NoticeGroups,
    /// The channels by which this person can be reached. A chosen channel that does not reach the
    /// person is not used.
    reachable: ReachableView,
    /// The version of the preferences, for optimistic locking. It increases with each change; 0
    /// means that the person has never chosen anything.
    #[schema(minimum = 0, example = 1)]
    version: u32,
}

/// The channels by which a person can be reached.
#[derive(Serialize, ToSchema)]
#[schema(as = Reachable)]
pub struct ReachableView {
    /// Whether the person has a confirmed phone.
    sms: bool,
    /// Whether the person has a confirmed e-mail address.
    email: bool,
    /// Whether the person has subscribed a browser to push messages.
    push: bool,
}

/// A response with the message preferences of a person.
#[derive(Serialize, ToSchema)]
pub struct PreferencesBody {
    /// The message preferences of the signed-in person.
    pub preferences: PreferencesView,
}

impl PreferencesBody {
    /// The response for the preferences of a person.
    #[must_use]
    pub fn new(stored: &StoredPreferences, person: &NoticePerson) -> Self {
        let StoredPreferences { preferences, version } = stored;
        let reachable = person.reachable();
        let default = |group| (group, Preferences::default_channels(group, &reachable));
        let preferences = PreferencesView {
            language: preferences.language().map(ToString::to_string),
            timezone: preferences.timezone().map(ToString::to_string),
            quiet_hours: preferences.quiet_hours().map(QuietHoursView::from),
            groups: preferences.chosen().filter(|(group, _)| person.gets(*group)).collect(),
            defaults: person.groups().map(default).collect(),
            reachable: reachable.into(),
            version: *version,
        };
        Self { preferences }
    }
}

impl PreferencesToSet {
    /// Reads the preferences of a request; invalid values become faults.
    pub fn read(self, person: &NoticePerson, faults: &mut Faults) -> Preferences {
        let language = faults.maybe("/language", self.language.as_deref());
        let timezone = faults.maybe("/timezone", self.timezone.as_deref());
        let quiet_hours = self.quiet_hours.and_then(|quiet| quiet.read(faults));
        let mut preferences = Preferences::new(language, timezone, quiet_hours);
        for (group, channels) in self.groups.chosen() {
            let place = format!("/groups/{}", group.name());
            if !person.gets(group) {
                faults.add(place, not_theirs(person));
                continue;
            }
            preferences = preferences.choosing(group, read_channels(&channels, &place, faults));
        }
        preferences
    }
}

fn read_channels(named: &[Channel], place: &str, faults: &mut Faults) -> Channels {
    let mut channels = Channels::NONE;
    for (at, &channel) in named.iter().enumerate() {
        let place = format!("{place}/{at}");
        // An unknown channel was already reported, and a stand-in is in its place.
        if faults.has(&place) {
            continue;
        }
        if channels.has(channel) {
            faults.add(place, "must not repeat an earlier channel");
        }
        channels = channels.with(channel);
    }
    channels
}

fn not_theirs(person: &NoticePerson) -> String {
    let names: Vec<_> = person.groups().map(NoticeGroup::name).collect();
    format!("is not a group of messages that you get; your groups are {}", names.join(", "))
}

impl QuietHoursView {
    fn read(&self, faults: &mut Faults) -> Option<QuietHours> {
        let from: Option<ClockTime> = faults.parse("/quietHours/from", &self.from);
        let to: Option<ClockTime> = faults.parse("/quietHours/to", &self.to);
        match QuietHours::new(from?, to?) {
            Ok(quiet) => Some(quiet),
            Err(error) => {
                faults.add("/quietHours/to", error);
                None
            }
        }
    }
}

impl From<QuietHours> for QuietHoursView {
    fn from(quiet: QuietHours) -> Self {
        Self { from: quiet.from().to_string(), to: quiet.to().to_string() }
    }
}

impl From<Reachable> for ReachableView {
    fn from(reachable: Reachable) -> Self {
        let channels = reachable.channels();
        Self {
            sms: channels.has(Channel::Sms),
            email: channels.has(Channel::Email),
            push: channels.has(Channel::Push),
        }
    }
}
