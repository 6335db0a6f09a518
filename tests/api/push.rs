//! Web push: the key that browsers subscribe with, and the subscriptions of a person.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use docket_tests::{
    Browser, Call, Docket, Reply,
    world::{BUYER, OTHER},
};
use jiff::SignedDuration;
use serde_json::{Value, json};

const PATH: &str = "/api/preferences/push";

fn endpoint(name: &str) -> String {
    format!("https://fcm.googleapis.com/fcm/send/{name}")
}

fn put(docket: &Docket, token: &str, body: &Value) -> Call {
    docket.call("PUT", PATH).bearer(token).json(body)
}

async fn subscribe(docket: &Docket, token: &str, body: &Value) -> Reply {
    put(docket, token, body).send().await.expect(204)
}

async fn unsubscribe(docket: &Docket, token: &str, name: &str) -> Reply {
    let query = endpoint(name).replace(':', "%3A").replace('/', "%2F");
    docket
        .call("DELETE", &format!("{PATH}?endpoint={query}"))
        .bearer(token)
        .send()
        .await
        .expect(204)
}

/// The names of the stored subscriptions, sorted.
async fn kept(docket: &Docket) -> Vec<String> {
    let table = docket.table().await;
    let name = |item: &String| {
        let (_, rest) = item.split_once("PS#https://fcm.googleapis.com/fcm/send/")?;
        rest.split_once('"').map(|(name, _)| name.to_owned())
    };
    let mut names: Vec<_> = table.iter().filter_map(name).collect();
    names.sort();
    names
}

#[tokio::test]
async fn push_key_is_public_and_cacheable() {
    let docket = Docket::open().await;
    let reply = docket.get("/api/push-key").send().await.expect(200);
    let key = URL_SAFE_NO_PAD.decode(reply.text_at("/publicKey")).unwrap();
    assert!(docket_platform::push::is_p256_point(&key) && key.len() == 65);
    assert_eq!(reply.header("cache-control"), "public, max-age=86400");
    let again = docket.get("/api/push-key").send().await.expect(200);
    assert_eq!(again.text_at("/publicKey"), reply.text_at("/publicKey"));
}

#[tokio::test]
async fn subscription_is_stored_once_and_a_repeat_changes_nothing() {
    let docket = Docket::open().await;
    let buyer = docket.token(BUYER).await;
    let browser = Browser::new();
    let body = browser.subscription(&endpoint("a"));
    subscribe(&docket, &buyer, &body).await;
    assert_eq!(kept(&docket).await, ["a"]);
    let before = docket.table().await;
    docket.advance(SignedDuration::from_mins(1)).await;
    subscribe(&docket, &buyer, &body).await;
    docket.unchanged(&before).await;
    // The browser subscribed again, and the push service gave it an equal endpoint.
    subscribe(&docket, &buyer, &Browser::new().subscription(&endpoint("a"))).await;
    assert_eq!(kept(&docket).await, ["a"]);
    assert_ne!(*docket.table().await, *before);
}

#[tokio::test]
async fn subscription_is_deleted_and_a_repeat_changes_nothing() {
    let docket = Docket::open().await;
    let (buyer, other) = (docket.token(BUYER).await, docket.token(OTHER).await);
    subscribe(&docket, &buyer, &Browser::new().subscription(&endpoint("a"))).await;
    subscribe(&docket, &buyer, &Browser::new().subscription(&endpoint("b"))).await;
    // Nobody can delete a subscription of another person.
    let before = docket.table().await;
    unsubscribe(&docket, &other, "a").await;
    docket.unchanged(&before).await;
    unsubscribe(&docket, &buyer, "a").await;
    assert_eq!(kept(&docket).await, ["b"]);
    let before = docket.table().await;
    unsubscribe(&docket, &buyer, "a").await;
    docket.unchanged(&before).await;
}

#[tokio::test]
async fn oldest_subscription_is_deleted_beyond_ten() {
    let docket = Docket::open().await;
    let (buyer, other) = (docket.token(BUYER).await, docket.token(OTHER).await);
    subscribe(&docket, &other, &Browser::new().subscription(&endpoint("other"))).await;
    let names = ["k", "j", "i", "h", "g", "f", "e", "d", "c", "b"];
    for name in names {
        subscribe(&docket, &buyer, &Browser::new().subscription(&endpoint(name))).await;
        docket.advance(SignedDuration::from_secs(1)).await;
    }
    assert_eq!(kept(&docket).await.len(), 11);
    // Replacing the oldest subscription's keys makes it the newest.
    subscribe(&docket, &buyer, &Browser::new().subscription(&endpoint("k"))).await;
    docket.advance(SignedDuration::from_secs(1)).await;
    subscribe(&docket, &buyer, &Browser::new().subscription(&endpoint("a"))).await;
    let left = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "k", "other"];
    assert_eq!(kept(&docket).await, left);
}

#[tokio::test]
async fn concurrent_subscriptions_leave_ten() {
    let docket = Docket::open().await;
    let buyer = docket.token(BUYER).await;
    let names: Vec<_> = (0..20).map(|nth| format!("n{nth}")).collect();
    let all = names.iter().map(|name| {
        let body = Browser::new().subscription(&endpoint(name));
        put(&docket, &buyer, &body).send()
    });
    for reply in futures_util::future::join_all(all).await {
        reply.expect(204);
    }
    assert_eq!(kept(&docket).await.len(), 10);
}

#[tokio::test]
async fn subscription_is_refused_with_a_pointer_when_invalid() {
    let docket = Docket::open().await;
    let buyer = docket.token(BUYER).await;
    let good = Browser::new().subscription(&endpoint("a"));
    let mut off_curve = URL_SAFE_NO_PAD.decode(good["keys"]["p256dh"].as_str().unwrap()).unwrap();
    off_curve[64] ^= 1;
    for (pointer, value) in [
        ("/endpoint", json!("https://example.com/push/a")),
        ("/endpoint", json!("https://fcm.googleapis.com.example.com/push/a")),
        ("/endpoint", json!("http://fcm.googleapis.com/fcm/send/a")),
        ("/endpoint", json!("https://fcm.googleapis.com:8443/fcm/send/a")),
        ("/endpoint", json!("https://169.254.169.254/latest/meta-data")),
        ("/endpoint", json!(format!("{}/_local/clock", docket.running.url))),
        ("/endpoint", json!(endpoint(&"a".repeat(1_000)))),
        ("/keys/p256dh", json!(URL_SAFE_NO_PAD.encode(&off_curve))),
        ("/keys/p256dh", json!(URL_SAFE_NO_PAD.encode([4; 64]))),
        ("/keys/auth", json!(URL_SAFE_NO_PAD.encode([4; 15]))),
        ("/keys", json!(null)),
        ("/expirationTime", json!(null)),
    ] {
        let mut body = good.clone();
        match body.pointer_mut(pointer) {
            Some(place) => *place = value.clone(),
            None => body["expirationTime"] = value.clone(),
        }
        let refused =
            docket.refused(put(&docket, &buyer, &body).send(), 400, "invalid_request").await;
        assert_eq!(refused.text_at("/errors/0/pointer"), pointer, "{value}");
    }
    // The refusal names all faults.
    let body = json!({"endpoint": "https://example.com/a", "keys": {"p256dh": "a", "auth": "b"}});
    let refused = docket.refused(put(&docket, &buyer, &body).send(), 400, "invalid_request").await;
    assert_eq!(refused.at("/errors").as_array().unwrap().len(), 3);
    for query in ["", "?endpoint=", &format!("?endpoint={}", "a".repeat(1_001)), "?id=a"] {
        let call = docket.call("DELETE", &format!("{PATH}{query}")).bearer(&buyer);
        docket.refused(call.send(), 400, "invalid_request").await;
    }
}

#[tokio::test]
async fn subscription_is_refused_without_a_token() {
    let docket = Docket::open().await;
    let body = Browser::new().subscription(&endpoint("a"));
    docket.refused(docket.call("PUT", PATH).json(&body).send(), 401, "unauthenticated").await;
    let call = docket.call("DELETE", &format!("{PATH}?endpoint=a"));
    docket.refused(call.send(), 401, "unauthenticated").await;
}
