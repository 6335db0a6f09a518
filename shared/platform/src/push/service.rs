use async_trait::async_trait;
use docket_domain::PushSubscription;

use super::{PushError, PushMessage};

/// Sends messages to browsers, by their push services.
#[async_trait]
pub trait PushService: Send + Sync {
    /// Hands one message to the push service of a subscription, once. That it was taken does not
    /// say that the browser has it.
    ///
    /// # Errors
    ///
    /// [`PushError`]; after [`PushError::Gone`] the subscription is to be deleted.
    async fn send(&self, to: &PushSubscription, message: &PushMessage) -> Result<(), PushError>;
}
