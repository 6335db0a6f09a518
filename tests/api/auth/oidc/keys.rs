//! The issuer's keys: when they are fetched, replaced and unavailable.

use jiff::SignedDuration;
use serde_json::json;

use crate::auth::oidc::{
    issuer::Behaviour,
    signing::{ED, Key, RSA},
    world::{BUYER, World},
};

/// One second more than the time after which missing keys are fetched again.
const AGAIN: SignedDuration = SignedDuration::from_secs(11);

#[tokio::test]
async fn new_key_is_fetched_within_a_minute_and_unknown_keys_cause_no_requests() {
    let world = World::open().await;
    let next = Key::ed("ed-2");
    world.exchange(&ED.token(&world.claims(BUYER))).await.expect(200);
    assert_eq!(world.issuer.requests(), 2, "the configuration and the keys");
    world.issuer.rotate(&[&ED, &next]);
    for _ in 0..20 {
        world.refused(&next.token(&world.claims(BUYER)), 401, "unauthenticated").await;
    }
    assert_eq!(world.issuer.requests(), 2);
    world.docket.advance(SignedDuration::from_secs(61)).await;
    world.exchange(&next.token(&world.claims(BUYER))).await.expect(200);
    world.exchange(&ED.token(&world.claims(BUYER))).await.expect(200);
    assert_eq!(world.issuer.requests(), 4);
    for kid in ["a", "b", "c"] {
        world.refused(&Key::ed(kid).token(&world.claims(BUYER)), 401, "unauthenticated").await;
    }
    assert_eq!(world.issuer.requests(), 4);
}

#[tokio::test]
async fn withdrawn_key_is_refused_after_15_minutes() {
    let world = World::open().await;
    world.exchange(&ED.token(&world.claims(BUYER))).await.expect(200);
    world.issuer.rotate(&[&RSA]);
    world.docket.advance(SignedDuration::from_secs(14 * 60 + 50)).await;
    world.exchange(&ED.token(&world.claims(BUYER))).await.expect(200);
    world.docket.advance(SignedDuration::from_secs(15)).await;
    world.refused(&ED.token(&world.claims(BUYER)), 401, "unauthenticated").await;
    world.exchange(&RSA.token(&world.claims(BUYER))).await.expect(200);
}

#[tokio::test]
async fn token_of_another_issuer_causes_no_requests() {
    let world = World::open().await;
    let claims = world.claims_with("iss", json!("https://elsewhere.example"));
    world.refused(&ED.token(&claims), 401, "unauthenticated").await;
    assert_eq!(world.issuer.requests(), 0);
}

#[tokio::test]
async fn missing_keys_answer_503_and_are_fetched_again_soon() {
    let world = World::open().await;
    // The server answers under this address too, but plain HTTP is allowed for the local machine
    // only.
    let elsewhere = format!("{}/keys", world.issuer.url.replace("127.0.0.1", "127.1"));
    for behaviour in [
        Behaviour::Status(500),
        Behaviour::Status(404),
        Behaviour::Status(204),
        Behaviour::Moved,
        Behaviour::Body("<html>".to_owned()),
        Behaviour::Body(json!("x".repeat(300_000)).to_string()),
        Behaviour::Configured("issuer", json!("https://elsewhere.example")),
        Behaviour::Configured("issuer", json!(null)),
        Behaviour::Configured("jwks_uri", json!(null)),
        Behaviour::Configured("jwks_uri", json!("file:///etc/passwd")),
        Behaviour::Configured("jwks_uri", json!(elsewhere)),
        Behaviour::Keys(json!([])),
        Behaviour::Keys(json!([{"kty": "oct", "kid": "ed-1", "k": "c2VjcmV0"}])),
    ] {
        world.issuer.set(behaviour);
        let token = ED.token(&world.claims(BUYER));
        let reply = world.refused(&token, 503, "unavailable").await;
        assert_eq!(reply.header("retry-after"), "10");
        let asked = world.issuer.requests();
        world.refused(&token, 503, "unavailable").await;
        assert_eq!(world.issuer.requests(), asked, "it was asked again at once");
        world.docket.advance(AGAIN).await;
    }
    world.issuer.set(Behaviour::Well);
    world.exchange(&ED.token(&world.claims(BUYER))).await.expect(200);
}

#[tokio::test]
async fn unreachable_or_silent_issuer_answers_503() {
    let world = World::open().await;
    let token = ED.token(&world.claims(BUYER));
    world.issuer.set(Behaviour::Silent);
    world.refused(&token, 503, "unavailable").await;
    world.docket.advance(AGAIN).await;
    world.issuer.stop();
    world.refused(&token, 503, "unavailable").await;
}

#[tokio::test]
async fn cached_keys_are_used_while_the_issuer_is_down() {
    let world = World::open().await;
    world.exchange(&ED.token(&world.claims(BUYER))).await.expect(200);
    world.issuer.set(Behaviour::Status(500));
    world.docket.advance(SignedDuration::from_secs(61)).await;
    let unknown = Key::ed("ed-2").token(&world.claims(BUYER));
    let reply = world.refused(&unknown, 503, "unavailable").await;
    assert_eq!(reply.header("retry-after"), "60");
    world.exchange(&ED.token(&world.claims(BUYER))).await.expect(200);
    world.docket.advance(SignedDuration::from_mins(14)).await;
    world.refused(&ED.token(&world.claims(BUYER)), 503, "unavailable").await;
}
