//! Connects the stand-in payment provider with the functions.

use std::{path::PathBuf, sync::Arc};

use anyhow::Result;
use docket_platform::SecretKey;
use docket_web::HttpsClient;
use serde_json::json;

use crate::{
    clock::MovableClock,
    stripe::{HttpWebhookSender, StandIn, hex},
};

/// The secrets that the functions and the stand-in share.
pub struct Payments {
    /// The secret with which the stand-in signs its webhooks. It is stored in the data folder.
    pub webhook_secret: String,
    /// The payment keys of the functions as JSON; empty when payments are off.
    pub keys: String,
}

impl Payments {
    /// The secrets for a data folder with this id key, with payments on or off.
    #[must_use]
    pub fn new(ids: &SecretKey, are_on: bool) -> Self {
        let mac = ids.mac(&[b"webhook of the stand-in"]);
        let webhook_secret = format!("whsec_{}", hex(&mac[..16]));
        let keys = json!({
            "secretKey": "sk_test_docket",
            "publishableKey": "pk_test_docket",
            "webhookSecrets": [webhook_secret],
        });
        let keys = if are_on { keys.to_string() } else { String::new() };
        Self { webhook_secret, keys }
    }

    /// Opens the stand-in, which sends webhooks to the program at this URL.
    ///
    /// # Errors
    ///
    /// Its records cannot be read or written.
    pub fn open(
        &self,
        file: Option<PathBuf>,
        clock: Arc<MovableClock>,
        url: &str,
    ) -> Result<Arc<StandIn>> {
        let webhook_sender = Arc::new(HttpWebhookSender(Arc::new(HttpsClient::default())));
        let stand_in = Arc::new(StandIn::open(file, clock, webhook_sender)?);
        if !self.keys.is_empty() {
            // The port may have changed since the last start.
            stand_in.connect(&format!("{url}/api/payments/webhook"), &self.webhook_secret)?;
        }
        Ok(stand_in)
    }
}
