//! The payment provider Stripe: the adapter of the port
//! [`PaymentProvider`](docket_platform::payments::PaymentProvider).
//!
//! It sends nine requests, reads a dozen fields of their answers and ignores
//! the rest. Nothing is repeated here: what an answer, or none, means for a
//! repetition is in the error.

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
