use docket_domain::{Contact, ContactState, Send};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::{Bytes, Malformed, parse, phone, time};
use crate::keys;

/// Housekeeping: an address that was not heard of for this long is forgotten.
/// As long as a confirmation is good for, so that none is forgotten early.
pub(crate) const KEPT: SignedDuration = ContactState::CONFIRMED_FOR;

/// What is remembered of a phone or an e-mail address.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct ContactRecord {
    pk: String,
    sk: String,
    /// Revision. What only confirms an address leaves it absent.
    #[serde(default)]
    rv: u32,
    /// Phone or e-mail address.
    #[serde(skip_serializing_if = "Option::is_none")]
    cp: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ce: Option<String>,
    /// The newest code: number, nonce, time, attempts; the last one used.
    #[serde(skip_serializing_if = "Option::is_none")]
    sn: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    nc: Option<Bytes<16>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sa: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ca: Option<u32>,
    #[serde(default)]
    us: u32,
    /// Begin of the hour that codes are counted in, and their count.
    #[serde(default)]
    wi: i64,
    #[serde(default)]
    wc: u32,
    /// Ends of holds.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    ho: Vec<i64>,
    /// When a code was last sent there and given back.
    #[serde(skip_serializing_if = "Option::is_none")]
    cf: Option<i64>,
    /// Seconds since 1970, as the table's TTL wants them.
    ttl: i64,
}

impl ContactRecord {
    pub(crate) fn new(state: &ContactState, now: Timestamp) -> Self {
        let (phone, email) = match &state.contact {
            Contact::Phone(phone) => (Some(phone.as_str().to_owned()), None),
            Contact::Email(email) => (None, Some(email.as_str().to_owned())),
        };
        let send = state.send.as_ref();
        Self {
            pk: keys::contact(&state.key),
            sk: keys::CONTACT.to_owned(),
            rv: state.revision,
            cp: phone,
            ce: email,
            sn: send.map(|send| send.number),
            nc: send.map(|send| Bytes(send.nonce)),
            sa: send.map(|send| send.at.as_millisecond()),
            ca: send.map(|send| send.attempts),
            us: state.used,
            wi: state.window.as_millisecond(),
            wc: state.codes,
            ho: state.holds.iter().map(|end| end.as_millisecond()).collect(),
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
        let send = match (record.sn, record.nc, record.sa) {
            (None, None, None) => None,
            (Some(number), Some(Bytes(nonce)), Some(at)) => {
                Some(Send { number, nonce, at: time("sa", at)?, attempts: record.ca.unwrap_or(0) })
            }
            (_, _, _) => return Err(Malformed::new("sn", "a code with a part missing")),
        };
        Ok(Self {
            key: parse("pk", key)?,
            contact,
            revision: record.rv,
            send,
            used: record.us,
            window: time("wi", record.wi)?,
            codes: record.wc,
            holds: record.ho.into_iter().map(|end| time("ho", end)).collect::<Result<_, _>>()?,
            confirmed: record.cf.map(|at| time("cf", at)).transpose()?,
        })
    }
}
