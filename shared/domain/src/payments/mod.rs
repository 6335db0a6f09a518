//! Payments and refunds through a payment provider.
//!
//! The types here have no side effects: they take the provider's answers as values.
//!
//! A [`Payment`] names the orders for which it was opened. Each order keeps its own part
//! of the payment, with how much of the part is kept, refunded and charged back, in
//! [`crate::OrderPayment`]. The types of the port, `docket_platform::payments`, are the
//! provider's view of payments and refunds.

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
