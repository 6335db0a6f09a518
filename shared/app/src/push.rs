//! The parts of web push that a function has.

use std::sync::Arc;

use async_trait::async_trait;
use docket_domain::{PushOrigins, PushSubscription};
use docket_platform::{
    KeyError,
    push::{PushError, PushMessage, PushService},
};

/// Web push: the sender, the allowed origins and the public key.
pub struct Push {
    /// Sends messages. Without keys it fails with [`PushError::NotNow`].
    pub service: Arc<dyn PushService>,
    /// The origins at which a subscription may be.
    pub origins: PushOrigins,
    /// The public key that browsers subscribe with, if this function was given it.
    pub public_key: Option<String>,
}

impl Push {
    /// The public key that browsers subscribe with.
    ///
    /// # Errors
    ///
    /// [`KeyError::NotGranted`] when this function was not given the key, which is a mistake in the
    /// template.
    pub fn public_key(&self) -> Result<&str, KeyError> {
        self.public_key.as_deref().ok_or(KeyError::NotGranted("push"))
    }
}

/// Web push of a function that sends nothing.
impl Default for Push {
    fn default() -> Self {
        let (service, origins) = (Arc::new(NoKeys), PushOrigins::of_browsers());
        Self { service, origins, public_key: None }
    }
}

/// Placeholder for a function whose environment names no keys. Each call fails.
struct NoKeys;

#[async_trait]
impl PushService for NoKeys {
    async fn send(&self, _: &PushSubscription, _: &PushMessage) -> Result<(), PushError> {
        let reason = "PUSH_KEY_ARN is not in this function's environment".to_owned();
        Err(PushError::NotNow { retry_after: None, reason })
    }
}
