//! The stored form of a browser's push subscription.

use docket_domain::{CustomerKey, PushEndpoint, PushSubscription};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Bytes, Malformed, time};
use crate::table::keys;

/// A stored subscription.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredPushSubscription {
    /// The subscription.
    pub subscription: PushSubscription,
    /// When it was stored with these keys.
    pub at: Timestamp,
}

/// A subscription's item, in the partition of the person's contact.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct PushSubscriptionRecord {
    pk: String,
    /// Its endpoint is in the key, so that a person has it once.
    sk: String,
    /// The browser's public key and its authentication secret.
    wk: Bytes<{ PushSubscription::P256DH_BYTES }>,
    ws: Bytes<{ PushSubscription::AUTH_BYTES }>,
    /// When it was stored.
    at: i64,
}

impl PushSubscriptionRecord {
    pub(crate) fn new(
        person: &CustomerKey,
        subscription: &PushSubscription,
        at: Timestamp,
    ) -> Self {
        Self {
            pk: keys::contact(person),
            sk: keys::push_subscription(subscription.endpoint()),
            wk: Bytes(*subscription.p256dh()),
            ws: Bytes(*subscription.auth()),
            at: at.as_millisecond(),
        }
    }
}

impl TryFrom<PushSubscriptionRecord> for StoredPushSubscription {
    type Error = Malformed;

    fn try_from(record: PushSubscriptionRecord) -> Result<Self, Malformed> {
        let endpoint = record.sk.strip_prefix(keys::PUSH_SUBSCRIPTION);
        let endpoint = endpoint.ok_or_else(|| Malformed::new("sk", "no subscription"))?;
        let endpoint = PushEndpoint::from_stored(endpoint);
        Ok(Self {
            subscription: PushSubscription::from_stored(endpoint, record.wk.0, record.ws.0),
            at: time("at", record.at)?,
        })
    }
}
