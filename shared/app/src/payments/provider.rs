//! The deployment's account at the payment provider.

use std::{fmt, sync::Arc};

use docket_platform::payments::{PaymentProvider, Reference, WebhookSecret};

/// The payment provider, with the deployment's keys and name.
#[derive(Clone)]
pub struct Provider {
    /// The client of the provider's API.
    pub client: Arc<dyn PaymentProvider>,
    /// The key with which a buyer's page calls the provider. It is not secret.
    pub publishable_key: String,
    /// The secrets that webhooks are signed with: two while one is rotated.
    pub webhook_secrets: Vec<WebhookSecret>,
    /// The deployment's name at the provider, because several deployments may share an account.
    pub deployment: Reference,
}

impl fmt::Debug for Provider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Provider").field("deployment", &self.deployment).finish_non_exhaustive()
    }
}
