//! Tests of the request that is sent and of the outcomes of its responses.

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use docket_domain::PushSubscription;
use docket_platform::{
    HttpClient, HttpError,
    push::{PushError, PushKeys, PushMessage, PushService, Urgency},
};
use http::{Request, Response};
use jiff::SignedDuration;

use super::{FixedClock, RecordingClient, browser::Browser};
use crate::push::WebPush;

const ENDPOINT: &str = "https://fcm.googleapis.com/fcm/send/dxB3z:APA91b?x=1";

fn message() -> PushMessage {
    let ttl = Duration::from_millis(3_600_900);
    PushMessage::new(b"{\"order\": 7}".to_vec(), ttl, Urgency::High).unwrap()
}

fn push(http: Arc<dyn HttpClient>) -> WebPush {
    let keys = PushKeys::generate().unwrap();
    let contact = Some("https://orders.example.com".parse().unwrap());
    WebPush::new(keys, contact, http, FixedClock::new())
}

/// The outcome of a message with this response.
async fn sent(answer: Result<Response<Vec<u8>>, HttpError>) -> Result<(), PushError> {
    let http = RecordingClient::answering(answer);
    let to = Browser::new().subscription(ENDPOINT);
    let outcome = push(http.clone()).send(&to, &message()).await;
    assert_eq!(http.requests.lock().unwrap().len(), 1, "nothing is repeated");
    if let Err(error) = &outcome {
        let shown = format!("{error} {error:?}");
        assert!(!shown.contains("APA91b") && !shown.contains("order"), "{shown}");
    }
    outcome
}

fn answered(status: u16, wait: Option<&str>) -> Response<Vec<u8>> {
    let mut response = Response::builder().status(status);
    if let Some(wait) = wait {
        response = response.header("retry-after", wait);
    }
    response.body(b"fcm/send/dxB3z:APA91b is not good".to_vec()).unwrap()
}

#[tokio::test]
async fn message_is_posted_to_the_endpoint_with_the_headers_of_the_rfcs() {
    let (http, browser) = (RecordingClient::with_status(201), Browser::new());
    let message = message().with_topic("ORD-20261120-0A1B2C3D4E".parse().unwrap());
    let to = browser.subscription(ENDPOINT);
    push(http.clone()).send(&to, &message).await.unwrap();
    let requests = http.requests.lock().unwrap();
    let request = &requests[0];
    assert_eq!((request.method().as_str(), request.uri().to_string().as_str()), ("POST", ENDPOINT));
    let header = |name: &str| request.headers()[name].to_str().unwrap();
    for (name, value) in [
        ("content-encoding", "aes128gcm"),
        ("content-type", "application/octet-stream"),
        ("ttl", "3600"),
        ("urgency", "high"),
        ("topic", "ORD-20261120-0A1B2C3D4E"),
    ] {
        assert_eq!(header(name), value, "{name}");
    }
    assert!(header("authorization").starts_with("vapid t=eyJ"));
    assert_eq!(browser.read(request.body()).unwrap(), message.payload());
}

#[tokio::test]
async fn request_has_no_topic_header_when_the_message_has_no_topic() {
    let http = RecordingClient::with_status(201);
    push(http.clone()).send(&Browser::new().subscription(ENDPOINT), &message()).await.unwrap();
    assert!(!http.requests.lock().unwrap()[0].headers().contains_key("topic"));
}

#[tokio::test]
async fn outcome_follows_from_the_status_of_the_response() {
    let refused =
        |status: u16| Err(PushError::Refused(format!("the push service answered {status}")));
    for status in [200, 201, 202, 204] {
        assert_eq!(sent(Ok(answered(status, None))).await, Ok(()), "{status}");
    }
    for status in [404, 410] {
        assert_eq!(sent(Ok(answered(status, None))).await, Err(PushError::Gone), "{status}");
    }
    for status in [301, 307, 400, 401, 403, 405, 413] {
        let outcome = sent(Ok(answered(status, None))).await;
        assert!(outcome.as_ref().unwrap_err().is_definite());
        assert_eq!(outcome, refused(status), "{status}");
    }
    for status in [500, 502, 504] {
        let error = sent(Ok(answered(status, None))).await.unwrap_err();
        assert!(matches!(&error, PushError::Unknown(_)), "{status}: {error}");
        assert!(!error.is_definite());
    }
}

#[tokio::test]
async fn not_now_carries_the_wait_of_the_retry_after_header() {
    for (text, seconds) in [
        (None, None),
        (Some("0"), Some(0)),
        (Some("120"), Some(120)),
        (Some("999999"), Some(86_400)),
        // The clock shows 12:00.
        (Some("Fri, 20 Nov 2026 12:02:03 GMT"), Some(123)),
        (Some("Fri, 20 Nov 2026 11:00:00 GMT"), Some(0)),
        (Some("Fri, 20 Nov 2037 11:00:00 GMT"), Some(86_400)),
        (Some("-1"), None),
        (Some("soon"), None),
    ] {
        for status in [429, 503] {
            let error = sent(Ok(answered(status, text))).await.unwrap_err();
            let expected = PushError::NotNow {
                retry_after: seconds.map(SignedDuration::from_secs),
                reason: format!("the push service answered {status}"),
            };
            assert_eq!(error, expected, "{status} {text:?}");
            assert!(error.is_definite());
        }
    }
}

#[tokio::test]
async fn outcome_is_unknown_when_there_is_no_response() {
    let text = || "connect https://fcm.googleapis.com/fcm/send/dxB3z:APA91b".to_owned();
    for error in
        [HttpError::NotReached(text()), HttpError::Interrupted(text()), HttpError::TooLarge(7)]
    {
        let outcome = sent(Err(error)).await.unwrap_err();
        assert!(matches!(&outcome, PushError::Unknown(_)), "{outcome}");
    }
    let refused = sent(Err(HttpError::Address)).await.unwrap_err();
    assert!(matches!(&refused, PushError::Refused(_)), "{refused}");
}

/// An HTTP client that never responds.
struct Silent;

#[async_trait]
impl HttpClient for Silent {
    async fn send(
        &self,
        _: Request<Vec<u8>>,
        _: Option<usize>,
    ) -> Result<Response<Vec<u8>>, HttpError> {
        std::future::pending().await
    }
}

#[tokio::test]
async fn send_gives_up_after_its_timeout() {
    let push = push(Arc::new(Silent)).with_timeout(Duration::from_millis(10));
    let outcome = push.send(&Browser::new().subscription(ENDPOINT), &message()).await;
    assert_eq!(outcome, Err(PushError::Unknown("it did not answer in time".to_owned())));
}

#[tokio::test]
async fn message_is_refused_before_sending_when_the_public_key_is_not_on_the_curve() {
    let http = RecordingClient::with_status(201);
    let good = Browser::new().subscription(ENDPOINT);
    let mut key = *good.p256dh();
    key[64] ^= 1;
    let bad = PushSubscription::from_stored(good.endpoint().clone(), key, *good.auth());
    let error = push(http.clone()).send(&bad, &message()).await.unwrap_err();
    assert!(matches!(&error, PushError::Refused(_)), "{error}");
    assert!(http.requests.lock().unwrap().is_empty());
}
