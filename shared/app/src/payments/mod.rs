//! Money through the payment provider.
//!
//! [`create_intent`] lets a buyer pay. [`settle_payment`] alone brings payments
//! and the provider together: it asks, records what is new with the orders that
//! it concerns, and then captures, cancels or changes. [`process_refund`] gives
//! money back. Both may run as often as anything wakes them: what they record is
//! conditional on what they read, and what they ask for has a key.

mod books;
mod create_intent;
mod disputes;
mod due;
mod intake;
mod orders_of;
mod process_refund;
mod provider;
mod provider_refunds;
mod rechecks;
mod refund_answers;
mod refunds;
mod reported;
mod settle;
mod steps;

pub use create_intent::{PaymentToConfirm, create_checkout_intent, create_intent};
pub use due::{process_due_refunds, process_refunds_of, settle_due_payments, settle_payments_of};
pub use intake::{Notification, take_notification};
pub use process_refund::process_refund;
pub use provider::Provider;
pub use refunds::{RefundDraft, list_refunds, request_refund, retry_refund, settle_refund};
pub use reported::settle_reported;
pub use settle::settle_payment;

/// How often a lost race is run again. Webhooks, events and people meet at one payment
/// at a time, so that races are more frequent than with orders.
const TRIES: usize = 10;
