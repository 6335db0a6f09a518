//! Web push: the adapter of the port [`PushService`](docket_platform::push::PushService).
//!
//! A message is encrypted for the browser (RFC 8291, in the content coding `aes128gcm` of RFC 8188)
//! and sent to the subscription's endpoint (RFC 8030) with a token that the deployment's key signs
//! (VAPID, RFC 8292). The push service forwards the message without being able to read it. The
//! adapter does not retry: its errors say whether a retry makes sense.

mod adapter;
mod answers;
mod content_coding;
mod encryption;
#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests;
mod vapid;

pub use adapter::WebPush;
