use std::collections::BTreeSet;

use docket_domain::{BackOff, CodeCount, Contact, ContactState, Half, Suffix, Window};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::{Malformed, parse, phone, time};
use crate::table::keys;

/// Housekeeping: an address that was not heard of for this long is forgotten.
/// As long as a confirmation is good for, so that none is forgotten early.
pub(crate) const KEPT: SignedDuration = ContactState::CONFIRMED_FOR;

/// What is remembered of one half of a phone's or an e-mail address's codes;
/// the general half's item has what else is known of the address.
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
    /// How many challenges in a row were used up by wrong guesses, and when the
    /// last one was.
    #[serde(default, skip_serializing_if = "is_zero")]
    bf: u32,
    #[serde(default, skip_serializing_if = "is_zero")]
    bt: i64,
    /// The orders that are held, each as [`held`] writes it. Those of before, as
    /// a list of ends, have lapsed by now.
    #[serde(
        default,
        skip_serializing_if = "BTreeSet::is_empty",
        serialize_with = "serde_dynamo::string_set::serialize"
    )]
    hs: BTreeSet<String>,
    /// When a code was last sent there and given back.
    #[serde(skip_serializing_if = "Option::is_none")]
    cf: Option<i64>,
    /// Seconds since 1970, as the table's TTL wants them.
    ttl: i64,
}

/// An order that is held, and until when.
pub(crate) fn held(order: Suffix, ends_at: Timestamp) -> String {
    format!("{}@{}", order.as_str(), ends_at.as_millisecond())
}

fn read_held(text: &str) -> Result<(Suffix, Timestamp), Malformed> {
    let malformed = || Malformed::new("hs", "not a held order");
    let (order, end) = text.split_once('@').ok_or_else(malformed)?;
    Ok((parse("hs", order)?, time("hs", end.parse().map_err(|_| malformed())?)?))
}

/// Whether a number need not be stored.
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
