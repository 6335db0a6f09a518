//! What the deployment has agreed with the payment provider.

use std::{fmt, sync::Arc};

use docket_platform::payments::{PaymentProvider, Reference, WebhookSecret};

/// The payment provider, and by what the deployment is known there.
#[derive(Clone)]
pub struct Provider {
    /// Its nine calls.
    pub client: Arc<dyn PaymentProvider>,
    /// With which a buyer's page asks it. It is no secret.
    pub publishable_key: String,
    /// By which its webhooks are signed: two while one is rotated.
    pub webhook_secrets: Vec<WebhookSecret>,
    /// The deployment's own name there: several may share an account.
    pub deployment: Reference,
}

impl fmt::Debug for Provider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Provider").field("deployment", &self.deployment).finish_non_exhaustive()
    }
}
