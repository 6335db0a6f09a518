//! What a person wants of notices, in requests and answers.

use docket_app::{Faults, messages::NoticePerson};
use docket_domain::{
    Channel, Channels, ClockTime, NoticeGroup, Preferences, QuietHours, Reachable,
};
use docket_store::StoredPreferences;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::notice_groups::NoticeGroups;
use crate::openapi::words;

/// What a person chooses about notices, as a whole.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({
    "language": "de-AT", "timezone": "Europe/Vienna", "quietHours": {"from": "22:00", "to": "07:00"},
    "groups": {"order_received": ["email"], "order_done": []},
}))]
pub struct PreferencesToSet {
    /// The language of messages, a tag of BCP 47 with at most a script and a
    /// region; absent or null for that of the order or of the seller.
    #[schema(value_type = Option<words::LanguageTag>)]
    language: Option<String>,
    /// The IANA time zone of the quiet hours; absent or null for that of the
    /// seller.
    #[schema(value_type = Option<words::TimeZone>)]
    timezone: Option<String>,
    /// When messages are held; absent or null for never.
    quiet_hours: Option<QuietHoursView>,
    /// The groups for which other channels are wanted than the default.
    groups: NoticeGroups,
}

/// The hours of each day in which messages are held.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = QuietHours, example = json!({"from": "22:00", "to": "07:00"}))]
pub struct QuietHoursView {
    /// When they begin, by the clock in the person's time zone.
    #[schema(value_type = words::ClockTime)]
    from: String,
    /// When they end, another time than `from`; on the next day where it is
    /// earlier.
    #[schema(value_type = words::ClockTime)]
    to: String,
}

/// What a person chose about notices, and what follows from it.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Preferences)]
pub struct PreferencesView {
    /// The language of messages; null for that of the order or of the seller.
    #[schema(value_type = Option<words::LanguageTag>, required)]
    language: Option<String>,
    /// The time zone of the quiet hours; null for that of the seller.
    #[schema(value_type = Option<words::TimeZone>, required)]
    timezone: Option<String>,
    /// When messages are held; null for never. Messages that an order is ready or
    /// on its way are never held.
    #[schema(required)]
    quiet_hours: Option<QuietHoursView>,
    /// The channels that were chosen, for the groups for which they were: no
    /// others are used for them, and none where the list is empty.
    groups: NoticeGroups,
    /// The channels that are used for each group of this person where none were
    /// chosen. They follow from how the person can be reached now.
    defaults: NoticeGroups,
    /// Which channels reach this person. A channel that was chosen and does not
    /// is passed over.
    reachable: ReachableView,
    /// How often they were changed; 0 for who never chose anything.
    #[schema(minimum = 0, example = 1)]
    version: u32,
}

/// Which channels reach a person.
#[derive(Serialize, ToSchema)]
#[schema(as = Reachable)]
pub struct ReachableView {
    /// There is a confirmed phone.
    sms: bool,
    /// There is a confirmed e-mail address.
    email: bool,
    /// There is a browser that subscribed.
    push: bool,
}

/// Preferences under their own name.
#[derive(Serialize, ToSchema)]
pub struct PreferencesBody {
    /// The preferences.
    pub preferences: PreferencesView,
}

impl PreferencesBody {
    /// What a person chose.
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
    /// Reads what a person chooses.
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
        // Of an unknown channel there is a stand-in.
        if faults.has(&place) {
            continue;
        }
        if channels.has(channel) {
            faults.add(place, "must name each channel once");
        }
        channels = channels.with(channel);
    }
    channels
}

fn not_theirs(person: &NoticePerson) -> String {
    let names: Vec<_> = person.groups().map(NoticeGroup::name).collect();
    format!("is no group of messages that you get; yours are {}", names.join(", "))
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
