//! The payment provider Stripe: the adapter of the port
//! [`PaymentProvider`](docket_platform::payments::PaymentProvider).
//!
//! It sends nine kinds of requests and reads only the few fields of the responses that Docket
//! needs. It does not retry: its errors say how a call may be retried.

mod answers;
mod api_key;
mod connection;
mod currencies;
mod events;
mod form;
mod provider;
mod refusals;
#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests;

pub use api_key::{ApiKey, ApiKeyError};
pub use connection::{API_VERSION, BASE_URL, Stripe, StripeError};
