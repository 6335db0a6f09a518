//! The port to the payment provider, which takes card payments and pays refunds: its
//! nine calls, their parameters and results, and the verification of webhook signatures.
//!
//! The port names no provider and makes no decisions: its callers decide when to call,
//! when to retry, and what a result means for an order. The adapter is in `docket-web`.
//! See `docs/decisions/0104`.

mod amounts;
mod dispute;
mod error;
mod error_code;
mod event;
mod idempotency_key;
mod ids;
mod intent;
mod keys;
mod mode;
mod provider;
mod reference;
mod refund;
mod signature;

pub use amounts::{AmountConversionError, Denomination, ProviderAmount, Purpose, ReportedAmount};
pub use dispute::{Dispute, DisputeStatus};
// Re-exported so that an adapter depends on this crate alone.
pub use docket_domain::{Amount, Currency};
pub use error::{ProviderError, Refusal, RefusalReason};
pub use error_code::ErrorCode;
pub use event::{EventSubject, ProviderEvent, UnreadableEvent};
pub use idempotency_key::{IdempotencyKey, Step};
pub use ids::{AccountId, ChargeId, DisputeId, EventId, IntentId, ProviderIdError, RefundId};
pub use intent::{
    Capture, CaptureMethod, ClientSecret, Decline, Intent, IntentChange, IntentStatus, NewIntent,
};
pub use keys::{PaymentKeys, PaymentKeysError};
pub use mode::Mode;
pub use provider::PaymentProvider;
pub use reference::{Owner, Reference, ReferenceError, RefundOwner};
pub use refund::{NewRefund, Refund, RefundStatus};
pub use signature::{SignatureError, WebhookSecret, WebhookSecretError, verify_signature};
