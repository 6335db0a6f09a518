use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use docket_domain::PushSubscription;
use docket_platform::{
    Clock, HttpClient,
    push::{PushContact, PushError, PushKeys, PushMessage, PushService, PushTopic},
};
use http::{Request, header};

use super::{
    answers::{not_answered, outcome},
    encryption::{Draw, encrypt},
    vapid::Vapid,
};

/// The default timeout of a request. Push services usually answer within a second.
const TIMEOUT: Duration = Duration::from_secs(10);

/// Sends messages to the browsers' push services.
pub struct WebPush {
    vapid: Vapid,
    http: Arc<dyn HttpClient>,
    clock: Arc<dyn Clock>,
    timeout: Duration,
}

impl WebPush {
    /// Makes an adapter for the deployment with these keys. `contact` is the contact that a push
    /// service may use for problems with its messages; Apple's service refuses messages without
    /// one.
    #[must_use]
    pub fn new(
        keys: PushKeys,
        contact: Option<PushContact>,
        http: Arc<dyn HttpClient>,
        clock: Arc<dyn Clock>,
    ) -> Self {
        let vapid = Vapid::new(keys, contact, clock.clone());
        Self { vapid, http, clock, timeout: TIMEOUT }
    }

    /// This adapter with another timeout than ten seconds.
    #[must_use]
    pub fn with_timeout(self, timeout: Duration) -> Self {
        Self { timeout, ..self }
    }

    fn request(
        &self,
        to: &PushSubscription,
        message: &PushMessage,
    ) -> Result<Request<Vec<u8>>, PushError> {
        let no_random = |_| PushError::NotNow {
            retry_after: None,
            reason: "no random bytes to be had".to_owned(),
        };
        let draw = Draw::new().map_err(no_random)?;
        // A message always has a valid length, so an error means that the browser's key is invalid.
        let body = encrypt(to, &draw, message.payload())
            .map_err(|_| PushError::Refused("the browser's public key is none".to_owned()))?;
        let authorization = self
            .vapid
            .authorization(to.endpoint().origin())
            .map_err(|error| PushError::NotNow { retry_after: None, reason: error.to_string() })?;
        let mut request = Request::post(to.endpoint().as_str())
            .header(header::AUTHORIZATION, authorization)
            .header(header::CONTENT_TYPE, "application/octet-stream")
            .header(header::CONTENT_ENCODING, "aes128gcm")
            .header("ttl", message.ttl().as_secs())
            .header("urgency", message.urgency().name());
        if let Some(topic) = message.topic().map(PushTopic::as_str) {
            request = request.header("topic", topic);
        }
        request.body(body).map_err(|_| PushError::Refused("the endpoint is no URL".to_owned()))
    }
}

#[async_trait]
impl PushService for WebPush {
    async fn send(&self, to: &PushSubscription, message: &PushMessage) -> Result<(), PushError> {
        let request = self.request(to, message)?;
        let answer = tokio::time::timeout(self.timeout, self.http.send(request, None))
            .await
            .map_err(|_| PushError::Unknown("it did not answer in time".to_owned()))?
            .map_err(|error| not_answered(&error))?;
        outcome(answer.status(), answer.headers(), self.clock.now())
    }
}
