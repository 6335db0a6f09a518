//! The port to whoever takes card payments and gives money back: its nine
//! calls, the types that they take and answer, and the check of the provider's
//! signature on a webhook.
//!
//! Nothing here names a provider, and nothing here decides: when to ask, when
//! to repeat a call and what an answer means for an order are the callers'. The
//! adapters are in `docket-web`. See `docs/decisions/0104`.

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

pub use amounts::{Denomination, Inexpressible, ProviderAmount, Purpose, ReportedAmount};
pub use dispute::{Dispute, DisputeStatus};
// So that an adapter needs no other crate than this one.
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
