//! HTTP handlers and event handlers for payments through the payment provider, and for refunds.

pub mod create_checkout_payment_intent;
pub mod create_payment_intent;
pub mod list_refunds;
pub mod payment_webhook;
pub mod process_refund;
pub mod refund_order;
pub mod retry_refund;
pub mod settle_payment;
pub mod settle_refund;
mod view;
mod wake;

pub(crate) use wake::Wake;
