//! The stored form of the payment provider's reports.

use serde::{Deserialize, Serialize};

use super::{Malformed, time};
use crate::{
    payments::{Reported, ReportedKind},
    table::keys,
};

/// An event of the payment provider, from its webhook.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct ReportedRecord {
    pub(crate) pk: String,
    pub(crate) sk: String,
    /// What it is about: an intent, a refund or a dispute; and its id.
    kd: String,
    id: String,
    /// The intent that a refund or a dispute is of.
    #[serde(skip_serializing_if = "Option::is_none")]
    it: Option<String>,
    /// The seller's own account.
    #[serde(skip_serializing_if = "Option::is_none")]
    ac: Option<String>,
    /// The payment, if the event names it.
    #[serde(skip_serializing_if = "Option::is_none")]
    py: Option<String>,
    /// When it was received.
    at: i64,
    ttl: i64,
}

const KINDS: [ReportedKind; 3] =
    [ReportedKind::Intent, ReportedKind::Refund, ReportedKind::Dispute];

impl ReportedRecord {
    pub(crate) fn new(reported: &Reported) -> Self {
        Self {
            pk: keys::reported(&reported.event),
            sk: keys::REPORTED.to_owned(),
            kd: reported.kind.name().to_owned(),
            id: reported.id.clone(),
            it: reported.intent.clone(),
            ac: reported.account.clone(),
            py: reported.payment.as_ref().map(ToString::to_string),
            at: reported.at.as_millisecond(),
            ttl: (reported.at + Reported::KEPT).as_second(),
        }
    }
}

impl TryFrom<ReportedRecord> for Reported {
    type Error = Malformed;

    fn try_from(record: ReportedRecord) -> Result<Self, Malformed> {
        let kind = KINDS.into_iter().find(|kind| kind.name() == record.kd);
        let event = record.pk.strip_prefix("G#").map(str::to_owned);
        Ok(Self {
            event: event.ok_or_else(|| Malformed::new("pk", "not an event's"))?,
            kind: kind.ok_or_else(|| Malformed::new("kd", "unknown kind"))?,
            id: record.id,
            intent: record.it,
            account: record.ac,
            payment: super::maybe("py", record.py.as_deref())?,
            at: time("at", record.at)?,
        })
    }
}
