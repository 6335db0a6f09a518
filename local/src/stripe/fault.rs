//! The faults that can be ordered, in their stored form.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::operations::Operation;

/// What can go wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FaultKind {
    /// Every request is answered 503 and does nothing, for `seconds`.
    Down,
    /// The request is executed, and the connection breaks before the answer.
    AnswerLost,
    /// The answer is 500, and is repeated under its key. The request is executed if `worked` is
    /// true.
    Error,
    /// The answer is 429, and the request is not executed.
    Limited,
    /// The answer takes `milliseconds` of real time.
    Slow,
    /// Webhooks are sent `seconds` later.
    WebhooksLate,
    /// Webhooks are sent twice.
    WebhooksDoubled,
    /// Webhooks of the next `seconds` are sent at the end of this time, newest first.
    WebhooksShuffled,
    /// Webhooks are sent before the answer to the request that causes them.
    WebhooksEarly,
    /// A capture is refused, and the money is still held.
    CaptureRefused,
    /// A refund takes `seconds`.
    RefundSlow,
    /// A refund succeeds at first, and fails after `seconds` with `reason`.
    RefundFails,
    /// A refund waits for the account's balance, and fails for lack of balance after `seconds`.
    RefundUnfunded,
    /// A refund is refused for lack of balance.
    RefundRefused,
}

/// A fault that was ordered.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Fault {
    /// `fault_…`.
    pub id: String,
    /// The kind of fault.
    pub kind: FaultKind,
    /// The remaining number of times.
    pub left: u32,
    /// When it ends; `None` for a fault that only ends after a number of times.
    #[serde(skip_serializing_if = "Option::is_none", with = "moment")]
    #[serde(default)]
    pub until: Option<Timestamp>,
    /// The duration in seconds that [`FaultKind`] refers to.
    pub seconds: u32,
    /// The delay of an answer in milliseconds of real time.
    pub milliseconds: u64,
    /// The operation that it affects; `None` for all.
    pub operation: Option<Operation>,
    /// The reason for which a refund fails.
    pub reason: Option<String>,
    /// Whether the request is executed although its answer is an error.
    pub worked: bool,
}

/// Serializes instants in the format of the local program.
mod moment {
    use docket_domain::moment_text;
    use jiff::Timestamp;
    use serde::{Deserialize, Deserializer, Serializer};

    #[expect(clippy::ref_option, reason = "serde asks for it")]
    pub fn serialize<S: Serializer>(at: &Option<Timestamp>, to: S) -> Result<S::Ok, S::Error> {
        match at {
            Some(at) => to.serialize_some(&moment_text(*at)),
            None => to.serialize_none(),
        }
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Timestamp>, D::Error> {
        Option::deserialize(from)
    }
}
