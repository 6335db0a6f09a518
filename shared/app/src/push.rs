//! What a function has of web push.

use std::sync::Arc;

use async_trait::async_trait;
use docket_domain::{PushOrigins, PushSubscription};
use docket_platform::{
    KeyError,
    push::{PushError, PushMessage, PushService},
};

/// Messages to browsers.
pub struct Push {
    /// Sends them; without the keys it answers [`PushError::NotNow`].
    pub service: Arc<dyn PushService>,
    /// Where a subscription may be.
    pub origins: PushOrigins,
    /// The public key that browsers subscribe with, where this function was given it.
    pub public_key: Option<String>,
}

impl Push {
    /// The public key that browsers subscribe with.
    ///
    /// # Errors
    ///
    /// [`KeyError::NotGranted`], a mistake in the template.
    pub fn public_key(&self) -> Result<&str, KeyError> {
        self.public_key.as_deref().ok_or(KeyError::NotGranted("push"))
    }
}

/// As a function has it that sends nothing.
impl Default for Push {
    fn default() -> Self {
        let (service, origins) = (Arc::new(NoKeys), PushOrigins::of_browsers());
        Self { service, origins, public_key: None }
    }
}

/// Stands where a function's environment names no keys.
struct NoKeys;

#[async_trait]
impl PushService for NoKeys {
    async fn send(&self, _: &PushSubscription, _: &PushMessage) -> Result<(), PushError> {
        let reason = "PUSH_KEY_ARN is not in this function's environment".to_owned();
        Err(PushError::NotNow { retry_after: None, reason })
    }
}
