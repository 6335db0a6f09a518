//! Tests web push from a browser's subscription to the decrypted message, with a local stand-in for
//! the push service; and which messages the stand-in refuses, as real push services do.

use std::{fs, sync::Arc, time::Duration};

use docket_domain::{Contact, PushSubscription};
use docket_local::Options;
use docket_platform::{
    Clock, KeyMaterial,
    push::{PushError, PushKeys, PushMessage, PushService, Urgency},
};
use docket_tests::{Browser, Docket, world::BUYER};
use docket_web::{HttpsClient, push::WebPush};
use jiff::Timestamp;
use serde_json::Value;
use tempfile::TempDir;

/// A clock that always shows one time.
struct FixedClock(Timestamp);

impl Clock for FixedClock {
    fn now(&self) -> Timestamp {
        self.0
    }
}

/// A running Docket with the keys that it generated, and a browser.
struct Pushing {
    docket: Docket,
    keys: KeyMaterial,
    browser: Browser,
    _data: TempDir,
}

impl Pushing {
    async fn open() -> Self {
        let data = tempfile::tempdir().unwrap();
        let options = Options { data: Some(data.path().to_owned()), ..Options::default() };
        let docket = Docket::with(Options { demo: false, ..options }).await;
        let keys = fs::read_to_string(data.path().join("keys.json")).unwrap();
        let keys = serde_json::from_str(&keys).unwrap();
        Self { docket, keys, browser: Browser::new(), _data: data }
    }

    /// Registers the browser's subscription. Returns it as it was stored.
    async fn subscribe(&self, id: &str) -> PushSubscription {
        let buyer = self.docket.token(BUYER).await;
        let endpoint = format!("{}/_local/push/{id}", self.docket.running.url);
        let body = self.browser.subscription(&endpoint);
        let call = self.docket.call("PUT", "/api/preferences/push").bearer(&buyer).json(&body);
        call.send().await.expect(204);
        let contact = Contact::Phone(BUYER.parse().unwrap());
        let person = docket_app::customer_key(&self.keys.ids().unwrap(), &contact);
        let kept = self.docket.running.store().push_subscriptions(&person).await.unwrap();
        let [kept] = &kept[..] else { panic!("one subscription, not {kept:?}") };
        assert_eq!(kept.subscription.endpoint().as_str(), endpoint);
        kept.subscription.clone()
    }

    async fn messages(&self, id: &str) -> Vec<Value> {
        let reply = self.docket.get(&format!("/_local/push/{id}")).send().await.expect(200);
        reply.at("/messages").as_array().unwrap().clone()
    }
}

/// A sender with these keys and this time.
fn sender(keys: PushKeys, now: Timestamp) -> WebPush {
    let contact = Some("mailto:desk@example.com".parse().unwrap());
    WebPush::new(keys, contact, Arc::new(HttpsClient::default()), Arc::new(FixedClock(now)))
}

fn message(text: &str) -> PushMessage {
    let ttl = Duration::from_hours(1);
    PushMessage::new(text.as_bytes().to_vec(), ttl, Urgency::High).unwrap()
}

#[tokio::test]
async fn message_can_be_read_only_by_the_subscribed_browser() {
    let pushing = Pushing::open().await;
    let to = pushing.subscribe("phone").await;
    let sender = sender(pushing.keys.push().unwrap(), pushing.docket.running.now());
    let topic = "ORD-20261120-7ZK3M9QW2X";
    let first = message("accepted").with_topic(topic.parse().unwrap());
    let longest = message(&"x".repeat(PushMessage::MAX_PAYLOAD));
    let second = message("ready").with_topic(topic.parse().unwrap());
    for message in [first, longest, second] {
        sender.send(&to, &message).await.unwrap();
    }
    let messages = pushing.messages("phone").await;
    // The second message of the topic replaced the first.
    let [ready, long] = &messages[..] else { panic!("two messages, not {messages:?}") };
    let read = |browser: &Browser, message: &Value| browser.read(message["body"].as_str().unwrap());
    assert_eq!(read(&pushing.browser, ready).unwrap(), b"ready");
    assert_eq!(read(&pushing.browser, long).unwrap().len(), PushMessage::MAX_PAYLOAD);
    assert_eq!(read(&Browser::new(), ready), None);
    assert_eq!((&ready["ttl"], &ready["urgency"]), (&3_600.into(), &"high".into()));
    assert_eq!(
        (&ready["topic"], &ready["contact"]),
        (&topic.into(), &"mailto:desk@example.com".into())
    );
}

#[tokio::test]
async fn sending_fails_as_gone_when_the_browser_has_unsubscribed() {
    let pushing = Pushing::open().await;
    let to = pushing.subscribe("phone").await;
    let sender = sender(pushing.keys.push().unwrap(), pushing.docket.running.now());
    sender.send(&to, &message("accepted")).await.unwrap();
    let end = pushing.docket.call("DELETE", "/_local/push/phone");
    end.send().await.expect(204);
    assert_eq!(sender.send(&to, &message("ready")).await, Err(PushError::Gone));
    assert!(pushing.messages("phone").await.is_empty());
}

#[tokio::test]
async fn stand_in_refuses_foreign_keys_and_expired_tokens() {
    let pushing = Pushing::open().await;
    let to = pushing.subscribe("phone").await;
    let now = pushing.docket.running.now();
    let (own, other) = (pushing.keys.push().unwrap(), PushKeys::generate().unwrap());
    let day = jiff::SignedDuration::from_hours(24);
    for (keys, now) in [(other, now), (own.clone(), now - day), (own, now + day)] {
        let error = sender(keys, now).send(&to, &message("accepted")).await.unwrap_err();
        assert_eq!(error, PushError::Refused("the push service answered 403".to_owned()));
    }
    let bare = pushing.docket.post("/_local/push/phone").send().await;
    bare.expect(401);
    assert!(pushing.messages("phone").await.is_empty());
}

#[tokio::test]
async fn push_keys_are_added_when_stored_keys_lack_them() {
    let data = tempfile::tempdir().unwrap();
    let file = data.path().join("keys.json");
    let open = || async {
        let options = Options { data: Some(data.path().to_owned()), ..Options::default() };
        let docket = Docket::with(Options { demo: false, ..options }).await;
        let key = docket.get("/api/push-key").send().await.expect(200).text_at("/publicKey");
        docket.running.stop().await;
        let kept: Value = serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
        (key, kept)
    };
    let (key, kept) = open().await;
    assert_eq!(open().await, (key, kept.clone()));
    let mut before = kept.clone();
    before.as_object_mut().unwrap().remove("push");
    fs::write(&file, before.to_string()).unwrap();
    let (made, now) = open().await;
    assert_eq!(PushKeys::parse(now["push"].as_str().unwrap()).unwrap().public_key(), made);
    assert_ne!(now["push"], kept["push"]);
    for name in ["token", "code", "id"] {
        assert_eq!(now[name], kept[name], "{name}");
    }
    assert_eq!(open().await, (made, now));
}
