use docket_domain::{Challenge, Contact, Half, Send};
use serde::{Deserialize, Serialize};

use super::{Bytes, Malformed, parse, phone, time};
use crate::table::keys;

/// The stored name of the devices' half. It is absent for the general half.
const DEVICES: &str = "d";

/// A challenge: one sign-in with its code.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct ChallengeRecord {
    pk: String,
    sk: String,
    /// Phone or e-mail address.
    #[serde(skip_serializing_if = "Option::is_none")]
    cp: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ce: Option<String>,
    /// The contact's key.
    ck: String,
    /// The keyed hash of the network that requested it.
    so: String,
    /// The half of the contact's code budget that it was counted in.
    #[serde(skip_serializing_if = "Option::is_none")]
    hf: Option<String>,
    /// The code: how often it was sent, nonce, time of the last send, attempts.
    sn: u32,
    nc: Bytes<16>,
    sa: i64,
    ca: u32,
    /// The send number at which it was used, if it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    us: Option<u32>,
    /// The table's TTL, in seconds since 1970.
    ttl: i64,
}

impl From<&Challenge> for ChallengeRecord {
    fn from(challenge: &Challenge) -> Self {
        let (phone, email) = match &challenge.contact {
            Contact::Phone(phone) => (Some(phone.as_str().to_owned()), None),
            Contact::Email(email) => (None, Some(email.as_str().to_owned())),
        };
        let send = &challenge.send;
        Self {
            pk: keys::challenge(challenge.id),
            sk: keys::CHALLENGE.to_owned(),
            cp: phone,
            ce: email,
            ck: challenge.key.to_string(),
            so: challenge.source.clone(),
            hf: match challenge.half {
                Half::General => None,
                Half::Devices => Some(DEVICES.to_owned()),
            },
            sn: send.number,
            nc: Bytes(send.nonce),
            sa: send.at.as_millisecond(),
            ca: send.attempts,
            us: challenge.used.then_some(send.number),
            ttl: (send.at + docket_domain::CODE_LIFETIME + Challenge::KEPT).as_second(),
        }
    }
}

impl TryFrom<ChallengeRecord> for Challenge {
    type Error = Malformed;

    fn try_from(record: ChallengeRecord) -> Result<Self, Malformed> {
        let contact = match (&record.cp, &record.ce) {
            (Some(number), None) => Contact::Phone(phone("cp", number)?),
            (None, Some(email)) => Contact::Email(parse("ce", email)?),
            (_, _) => return Err(Malformed::new("cp", "neither a phone nor an e-mail address")),
        };
        let half = match record.hf.as_deref() {
            None => Half::General,
            Some(DEVICES) => Half::Devices,
            Some(_) => return Err(Malformed::new("hf", "not a half")),
        };
        Ok(Self {
            id: parse("pk", record.pk.strip_prefix("Q#").unwrap_or_default())?,
            contact,
            key: parse("ck", &record.ck)?,
            source: record.so,
            half,
            send: Send {
                number: record.sn,
                nonce: record.nc.0,
                at: time("sa", record.sa)?,
                attempts: record.ca,
            },
            used: record.us.is_some(),
        })
    }
}
