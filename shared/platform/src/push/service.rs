use async_trait::async_trait;
use docket_domain::PushSubscription;

use super::{PushError, PushMessage};

/// Sends messages to browsers through their push services.
#[async_trait]
pub trait PushService: Send + Sync {
    /// Sends one message to the push service of a subscription, in one attempt. Success means that
    /// the push service accepted the message, not that the browser received it.
    ///
    /// # Errors
    ///
    /// [`PushError`]; after [`PushError::Gone`] the caller deletes the subscription.
    async fn send(&self, to: &PushSubscription, message: &PushMessage) -> Result<(), PushError>;
}
