//! The push adapter of the local program: it sends only to the stand-in.

use async_trait::async_trait;
use docket_domain::PushSubscription;
use docket_platform::push::{PushError, PushMessage, PushService};
use docket_web::push::WebPush;

/// Sends messages for subscriptions at the stand-in. Messages for real browsers' subscriptions are
/// dropped and reported as sent, because nothing may leave this machine, as with SMS and e-mail.
pub struct LocalPush {
    inner: WebPush,
    /// The prefix of the stand-in's endpoints.
    endpoints: String,
}

impl LocalPush {
    /// Wraps the adapter that sends to the stand-in with these endpoints.
    pub const fn new(inner: WebPush, endpoints: String) -> Self {
        Self { inner, endpoints }
    }
}

#[async_trait]
impl PushService for LocalPush {
    async fn send(&self, to: &PushSubscription, message: &PushMessage) -> Result<(), PushError> {
        if to.endpoint().as_str().starts_with(&self.endpoints) {
            return self.inner.send(to, message).await;
        }
        tracing::debug!(target: "docket", "a push message stays on this machine");
        Ok(())
    }
}
