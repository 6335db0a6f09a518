//! The port to the push services of browsers (RFC 8030), what is sent through it, and the key
//! pair by which they know the deployment (RFC 8292).

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
