//! Money through a payment provider: what was paid for which order, and what is
//! given back of it. Pure: what a provider answered comes in as values.
//!
//! Two equations hold after every change. Of a payment: what was received is
//! what its shares were paid. Of a share: what was paid is what is kept, asked
//! back, given back and charged back.

mod payment;
mod refund;
mod retry;
mod share;
#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests;

pub use payment::{
    MAX_SHARES, NewPayment, News, Payment, PaymentRefusal, PaymentState, Seen, SeenState,
};
pub use refund::{Answer, Refund, RefundRefusal, RefundState};
pub use retry::{LOOKS, next_try};
pub use share::{Share, ShareRefusal};
