//! Money through a payment provider: what was paid for which order, and what is
//! given back of it. Pure: what a provider answered comes in as values.
//!
//! Two equations hold after every change. What a payment received is the sum of
//! what its shares were paid. What a share was paid is the sum of what is kept,
//! requested as a refund, refunded and charged back.
//!
//! [`Payment`] and [`Refund`] are the business's own records. What the provider
//! knows of them are the types of the same names in the port,
//! `docket_platform::payments`. A payment that staff record on an order is
//! [`crate::Payment`].

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
