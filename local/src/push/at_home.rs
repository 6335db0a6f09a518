//! The push services that functions of the local program reach: the stand-in, and no other.

use async_trait::async_trait;
use docket_domain::PushSubscription;
use docket_platform::push::{PushError, PushMessage, PushService};
use docket_web::push::WebPush;

/// Sends to the stand-in what is for it. Like an SMS and an e-mail, nothing leaves this machine: a
/// message for a real browser's subscription is as good as sent.
pub struct AtHome {
    inner: WebPush,
    /// What the endpoints of the stand-in begin with.
    endpoints: String,
}

impl AtHome {
    /// Around what sends, for the stand-in with these endpoints.
    pub const fn new(inner: WebPush, endpoints: String) -> Self {
        Self { inner, endpoints }
    }
}

#[async_trait]
impl PushService for AtHome {
    async fn send(&self, to: &PushSubscription, message: &PushMessage) -> Result<(), PushError> {
        if to.endpoint().as_str().starts_with(&self.endpoints) {
            return self.inner.send(to, message).await;
        }
        tracing::debug!(target: "docket", "a push message stays on this machine");
        Ok(())
    }
}
