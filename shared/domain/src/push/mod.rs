//! Web push (RFC 8030): where a browser is sent messages, and which addresses are accepted.
//!
//! A browser makes a subscription and a person hands it over, so every part of it is a
//! stranger's input. An endpoint is only accepted at the push service of a browser: Docket
//! sends requests there, and must not be led to an address of somebody's choice.

mod error;
mod origins;
mod subscription;
#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests;

pub use error::{PushPart, PushSubscriptionError};
pub use origins::PushOrigins;
pub use subscription::{PushEndpoint, PushSubscription};
