//! The event about verification codes.

use serde::{Deserialize, Serialize};

use crate::{CodeEventId, CodeSubject, Moment};

/// A verification code is to be sent.
/// This event is internal: it triggers send-verification-code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct CodeRequested {
    /// Identifier of the event: subject and send number.
    /// A repeated delivery has the identifier of the first one.
    pub event_id: CodeEventId,
    /// Time at which the code was requested, UTC (RFC 3339) with milliseconds.
    pub occurred_at: Moment,
    /// Version of this event's schema.
    pub schema_version: u32,
    /// What the code verifies: the suffix of an order, or the identifier of a sign-in challenge.
    /// It contains no phone number and no e-mail address.
    pub subject: CodeSubject,
    /// Number of the code for this subject, rising by one each time.
    /// A higher number replaces the code before.
    #[cfg_attr(feature = "schemas", schemars(range(min = 1)))]
    pub send_number: u32,
}
