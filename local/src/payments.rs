//! The stand-in payment provider and the functions, given to each other.

use std::{path::PathBuf, sync::Arc};

use anyhow::Result;
use docket_platform::SecretKey;
use docket_web::HttpsClient;
use serde_json::json;

use crate::{
    clock::MovableClock,
    stripe::{HttpCourier, StandIn, hex},
};

/// What the functions and the stand-in know of each other.
pub struct Payments {
    /// The secret with which the stand-in signs its webhooks. A data folder keeps it.
    pub webhook_secret: String,
    /// The keys of the functions, JSON; empty where payments are off.
    pub keys: String,
}

impl Payments {
    /// Those of a data folder with this key, where payments are on or off.
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

    /// Opens the stand-in, which reports to the program at this address.
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
        let courier = Arc::new(HttpCourier(Arc::new(HttpsClient::default())));
        let stand_in = Arc::new(StandIn::open(file, clock, courier)?);
        if !self.keys.is_empty() {
            // The port may be another one than before.
            stand_in.connect(&format!("{url}/api/payments/webhook"), &self.webhook_secret)?;
        }
        Ok(stand_in)
    }
}
