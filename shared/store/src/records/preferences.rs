use std::collections::BTreeMap;

use docket_domain::{
    Channel, Channels, CustomerKey, LanguageTag, NoticeGroup, Preferences, QuietHours, TimeZoneName,
};
use serde::{Deserialize, Serialize};

use super::{Malformed, maybe, parse, texts};
use crate::table::keys;

/// A person's preferences with the version that they have in the table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StoredPreferences {
    /// The preferences.
    pub preferences: Preferences,
    /// How often they were changed: 0 for a person who never chose anything.
    pub version: u32,
}

/// A person's notice preferences, without defaults.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct PreferencesRecord {
    pk: String,
    sk: String,
    v: u32,
    /// Language and time zone.
    #[serde(skip_serializing_if = "Option::is_none")]
    lg: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tz: Option<String>,
    /// Begin and end of the quiet hours.
    #[serde(skip_serializing_if = "Option::is_none")]
    qf: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    qt: Option<String>,
    /// The channels that were chosen, by group.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    ng: BTreeMap<String, Vec<String>>,
}

impl PreferencesRecord {
    pub(crate) fn new(person: &CustomerKey, stored: &StoredPreferences) -> Self {
        let StoredPreferences { preferences, version } = stored;
        let quiet = preferences.quiet_hours();
        let names = |channels: Channels| channels.iter().map(|it| it.name().to_owned()).collect();
        Self {
            pk: keys::contact(person),
            sk: keys::PREFERENCES.to_owned(),
            v: *version,
            lg: texts(preferences.language()),
            tz: texts(preferences.timezone()),
            qf: quiet.map(|quiet| quiet.from().to_string()),
            qt: quiet.map(|quiet| quiet.to().to_string()),
            ng: preferences
                .chosen()
                .map(|(group, channels)| (group.name().to_owned(), names(channels)))
                .collect(),
        }
    }
}

impl TryFrom<PreferencesRecord> for StoredPreferences {
    type Error = Malformed;

    fn try_from(record: PreferencesRecord) -> Result<Self, Malformed> {
        let language: Option<LanguageTag> = maybe("lg", record.lg.as_deref())?;
        let zone = record.tz.as_deref().map(TimeZoneName::from_stored).transpose();
        let zone = zone.map_err(|error| Malformed::new("tz", error))?;
        let quiet = match (&record.qf, &record.qt) {
            (None, None) => None,
            (Some(from), Some(to)) => Some(
                QuietHours::new(parse("qf", from)?, parse("qt", to)?)
                    .map_err(|error| Malformed::new("qt", error))?,
            ),
            (Some(_), None) | (None, Some(_)) => {
                return Err(Malformed::new("qf", "half of the quiet hours"));
            }
        };
        // A newer release may have more groups and channels, which this release ignores.
        let chosen = record.ng.iter().filter_map(|(group, channels)| {
            let channels = channels.iter().filter_map(|name| Channel::from_name(name));
            Some((NoticeGroup::from_name(group)?, channels.collect()))
        });
        let preferences = chosen
            .fold(Preferences::new(language, zone, quiet), |all, (group, channels)| {
                all.choosing(group, channels)
            });
        Ok(Self { preferences, version: record.v })
    }
}
