//! Payments and refunds through the payment provider.
//!
//! [`create_intent`] lets a buyer pay. Only [`settle_payment`] synchronizes payments with the
//! provider: it reads the intent, records changes with the orders that are affected, and then
//! captures, cancels or changes the intent. [`process_refund`] refunds money. Both may run any
//! number of times: their writes are conditional on what they read, and their calls to the provider
//! have an idempotency key.

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

/// How often a step is retried after a conflict. Webhooks, events and people often change a payment
/// at the same time, so conflicts are more frequent than with orders.
const TRIES: usize = 10;
