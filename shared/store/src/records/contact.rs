use std::collections::BTreeSet;

use docket_domain::{BackOff, CodeCount, Contact, ContactState, Half, Suffix, Window};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::{Malformed, parse, phone, time};
use crate::table::keys;

/// How long the state of an unused contact is kept. It is as long as a confirmation is valid, so
/// that no valid confirmation expires.
pub(crate) const KEPT: SignedDuration = ContactState::CONFIRMED_FOR;

/// The stored state of one half of a contact's codes. The general half's item also has the
/// contact's other state.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct ContactRecord {
    pk: String,
    sk: String,
    /// Revision.
    #[serde(default)]
    rv: u32,
    /// Phone or e-mail address.
    #[serde(skip_serializing_if = "Option::is_none")]
    cp: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ce: Option<String>,
    /// Begin of the hour and of the day that codes are counted in, and the
    /// counts.
    #[serde(default)]
    wi: i64,
    #[serde(default)]
    wc: u32,
    #[serde(default)]
    di: i64,
    #[serde(default)]
    dc: u32,
    /// How many consecutive challenges were used up by wrong guesses, and the time of the last one.
    #[serde(default, skip_serializing_if = "is_zero")]
    bf: u32,
    #[serde(default, skip_serializing_if = "is_zero")]
    bt: i64,
    /// The orders that are held, each as [`held`] writes it.
    #[serde(
        default,
        skip_serializing_if = "BTreeSet::is_empty",
        serialize_with = "serde_dynamo::string_set::serialize"
    )]
    hs: BTreeSet<String>,
    /// When the contact was last confirmed with a code.
    #[serde(skip_serializing_if = "Option::is_none")]
    cf: Option<i64>,
    /// The table's TTL, in seconds since 1970.
    ttl: i64,
}

/// An order that is held, with the end of its hold.
pub(crate) fn held(order: Suffix, ends_at: Timestamp) -> String {
    format!("{}@{}", order.as_str(), ends_at.as_millisecond())
}

fn read_held(text: &str) -> Result<(Suffix, Timestamp), Malformed> {
    let malformed = || Malformed::new("hs", "not a held order");
    let (order, end) = text.split_once('@').ok_or_else(malformed)?;
    Ok((parse("hs", order)?, time("hs", end.parse().map_err(|_| malformed())?)?))
}

/// Whether a value is the default, which is not stored.
fn is_zero<T: PartialEq + Default>(value: &T) -> bool {
    *value == T::default()
}

impl ContactRecord {
    pub(crate) fn new(state: &ContactState, now: Timestamp) -> Self {
        let (phone, email) = match &state.contact {
            Contact::Phone(phone) => (Some(phone.as_str().to_owned()), None),
            Contact::Email(email) => (None, Some(email.as_str().to_owned())),
        };
        let CodeCount { hour, day } = state.codes;
        Self {
            pk: keys::contact(&state.key),
            sk: keys::half(state.half).to_owned(),
            rv: state.revision,
            cp: phone,
            ce: email,
            wi: hour.began.as_millisecond(),
            wc: hour.count,
            di: day.began.as_millisecond(),
            dc: day.count,
            bf: state.back_off.failures,
            bt: state.back_off.last.as_millisecond(),
            hs: state.holds.iter().map(|(order, end)| held(*order, *end)).collect(),
            cf: state.confirmed.map(Timestamp::as_millisecond),
            ttl: (now + KEPT).as_second(),
        }
    }
}

impl TryFrom<ContactRecord> for ContactState {
    type Error = Malformed;

    fn try_from(record: ContactRecord) -> Result<Self, Malformed> {
        let key = record.pk.strip_prefix("C#").unwrap_or_default();
        let contact = match (&record.cp, &record.ce) {
            (Some(number), None) => Contact::Phone(phone("cp", number)?),
            (None, Some(email)) => Contact::Email(parse("ce", email)?),
            (_, _) => return Err(Malformed::new("cp", "neither a phone nor an e-mail address")),
        };
        let half = match record.sk.as_str() {
            keys::CONTACT => Half::General,
            keys::CONTACT_DEVICES => Half::Devices,
            _ => return Err(Malformed::new("sk", "not a half")),
        };
        Ok(Self {
            key: parse("pk", key)?,
            half,
            contact,
            revision: record.rv,
            codes: CodeCount {
                hour: Window { began: time("wi", record.wi)?, count: record.wc },
                day: Window { began: time("di", record.di)?, count: record.dc },
            },
            back_off: BackOff { failures: record.bf, last: time("bt", record.bt)? },
            holds: record.hs.iter().map(|it| read_held(it)).collect::<Result<_, _>>()?,
            confirmed: record.cf.map(|at| time("cf", at)).transpose()?,
        })
    }
}
