//! A fault that was ordered, as it is kept.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::operations::Operation;

/// What can go wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FaultKind {
    /// Every request is answered 503 and does nothing, for `seconds`.
    Down,
    /// The work is done, and the connection breaks before the answer.
    AnswerLost,
    /// The answer is 500, and is repeated under its key. The work is done where `worked` says so.
    Error,
    /// The answer is 429, and nothing is done.
    Limited,
    /// The answer takes `milliseconds` of real time.
    Slow,
    /// Webhooks come `seconds` later.
    WebhooksLate,
    /// Webhooks come twice.
    WebhooksDoubled,
    /// Webhooks of the next `seconds` come at their end, the newest first.
    WebhooksShuffled,
    /// Webhooks come before the answer to the request that causes them.
    WebhooksEarly,
    /// A capture is refused, and what is held stays held.
    CaptureRefused,
    /// A refund takes `seconds`.
    RefundSlow,
    /// A refund seems to be made, and fails after `seconds` with `reason`.
    RefundFails,
    /// A refund waits for the account's balance, and fails for want of it after `seconds`.
    RefundUnfunded,
    /// A refund is refused for want of balance.
    RefundRefused,
}

/// A fault that was ordered.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Fault {
    /// `fault_…`.
    pub id: String,
    /// What goes wrong.
    pub kind: FaultKind,
    /// How often it still does.
    pub left: u32,
    /// When it ends; `None` for a fault that only ends after a number of times.
    #[serde(skip_serializing_if = "Option::is_none", with = "moment")]
    #[serde(default)]
    pub until: Option<Timestamp>,
    /// The duration that [`FaultKind`] speaks of.
    pub seconds: u32,
    /// The delay of an answer, in real time.
    pub milliseconds: u64,
    /// The operation that it happens to; `None` for all.
    pub operation: Option<Operation>,
    /// Why a refund fails.
    pub reason: Option<String>,
    /// Whether the request is carried out although its answer is an error.
    pub worked: bool,
}

/// Moments are shown as everywhere in the local program.
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
