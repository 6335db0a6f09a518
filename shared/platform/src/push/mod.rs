//! The port to the push services of browsers (RFC 8030): its messages and errors, and the key pair
//! that identifies the deployment to push services (RFC 8292). The adapter is in `docket-web`.

mod contact;
mod error;
mod keys;
mod message;
mod point;
mod service;
#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests;

pub use contact::{PushContact, PushContactError};
pub use error::PushError;
pub use keys::PushKeys;
pub use message::{PushMessage, PushMessageError, PushTopic, Urgency};
pub use point::is_p256_point;
pub use service::PushService;
