//! Web push (RFC 8030): the subscriptions of browsers, and the endpoints that are accepted.
//!
//! A subscription arrives from a client, so every part of it is untrusted input. An endpoint is
//! accepted only at the push service of a browser, because Docket sends requests to it: an
//! attacker must not be able to choose the address (server-side request forgery).

mod error;
mod origins;
mod subscription;
#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests;

pub use error::{PushPart, PushSubscriptionError};
pub use origins::PushOrigins;
pub use subscription::{PushEndpoint, PushSubscription};
