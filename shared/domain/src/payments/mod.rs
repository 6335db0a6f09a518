//! Money through a payment provider: payments, and refunds. Pure: what a provider
//! answered comes in as values.
//!
//! A [`Payment`] knows for which orders it was opened. What became of an order's
//! part of it, kept, given back or charged back, is the order's own to know: see
//! [`crate::OrderPayment`]. What the provider knows are the types of the same
//! names in the port, `docket_platform::payments`.

mod dispute;
mod payment;
mod refund;
mod schedule;
#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests;

pub use dispute::{Dispute, DisputeState};
pub use payment::{
    MAX_SHARES, NewPayment, Payment, PaymentChange, PaymentData, PaymentRefusal, PaymentShare,
    PaymentState, ReportedPayment, ReportedStatus,
};
pub use refund::{Refund, RefundAnswer, RefundData, RefundRefusal, RefundState};
pub use schedule::{CHECKS, next_try};
