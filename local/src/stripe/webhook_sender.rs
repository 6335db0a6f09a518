//! Sends webhooks to their endpoint.

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use axum::http::{Request, header};
use docket_platform::HttpClient;

/// The timeout of the endpoint's answer, in real time.
const TIMEOUT: Duration = Duration::from_secs(10);

/// Sends webhooks to their endpoint.
#[async_trait]
pub trait WebhookSender: Send + Sync {
    /// Sends a webhook, and returns the HTTP status of the endpoint's answer.
    ///
    /// # Errors
    ///
    /// The endpoint gave no answer; the text says why.
    async fn send(&self, url: &str, signature: &str, body: &str) -> Result<u16, String>;
}

/// Sends webhooks over HTTP.
pub struct HttpWebhookSender(pub Arc<dyn HttpClient>);

#[async_trait]
impl WebhookSender for HttpWebhookSender {
    async fn send(&self, url: &str, signature: &str, body: &str) -> Result<u16, String> {
        let request = Request::post(url)
            .header(header::CONTENT_TYPE, "application/json; charset=utf-8")
            .header(header::USER_AGENT, "Stripe/1.0 (stand-in)")
            .header("stripe-signature", signature)
            .body(body.as_bytes().to_vec())
            .map_err(|error| error.to_string())?;
        let sending = tokio::time::timeout(TIMEOUT, self.0.send(request, None)).await;
        let answer = sending.map_err(|_| "no answer in time".to_owned())?;
        answer.map(|it| it.status().as_u16()).map_err(|error| error.to_string())
    }
}
