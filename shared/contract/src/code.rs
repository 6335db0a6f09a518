//! The event about a verification code.

use serde::{Deserialize, Serialize};

use crate::{CodeEventId, CodeSubject, Moment};

/// A code is to be sent to somebody. Internal: the only trigger of `send-verification-code`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct CodeRequested {
    /// The code's subject and the code's number. Every repeat of the event has the same id.
    pub event_id: CodeEventId,
    /// When the code was asked for: RFC 3339, UTC, in milliseconds.
    pub occurred_at: Moment,
    /// The version of this schema.
    pub schema_version: u32,
    /// An order's suffix, or the id of a challenge to sign in. It names no contact.
    pub subject: CodeSubject,
    /// It rises with every code of the subject; a code with a lower number is superseded.
    #[cfg_attr(feature = "schemas", schemars(range(min = 1)))]
    pub send_number: u32,
}
