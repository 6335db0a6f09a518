//! Sessions: refreshing, reuse of refresh tokens, and signing out.

use docket_tests::{Docket, Person, Reply};
use jiff::SignedDuration;
use serde_json::json;

async fn tokens(docket: &Docket, phone: &str) -> (String, String) {
    pair(&docket.sign_in_reply(phone).await)
}

fn pair(reply: &Reply) -> (String, String) {
    (reply.text_at("/accessToken"), reply.text_at("/refreshToken"))
}

async fn refresh(docket: &Docket, token: &str, key: Option<&str>) -> Reply {
    let call = docket.post("/api/auth/tokens/refresh").json(&json!({"refreshToken": token}));
    match key {
        Some(key) => call.key(key).send().await,
        None => call.send().await,
    }
}

/// Whether a token is accepted for the list of the caller's own orders.
async fn is_accepted(docket: &Docket, token: &str) -> bool {
    let path = "/api/orders/customer/%2B12025550142";
    docket.get(path).bearer(token).send().await.status == 200
}

#[tokio::test]
async fn session_continues_as_long_as_it_is_refreshed() {
    let docket = Docket::open().await;
    let (mut access, mut refresh_token) = tokens(&docket, "+12025550142").await;
    for _ in 0..5 {
        assert!(is_accepted(&docket, &access).await);
        docket.advance(SignedDuration::from_mins(16)).await;
        assert!(!is_accepted(&docket, &access).await, "an access token is good for 15 minutes");
        (access, refresh_token) = pair(&refresh(&docket, &refresh_token, None).await.expect(200));
    }
    assert!(is_accepted(&docket, &access).await);
    docket.advance(SignedDuration::from_hours(31 * 24)).await;
    let late = refresh(&docket, &refresh_token, None).await;
    late.problem(401, "token_expired");
}

#[tokio::test]
async fn refresh_token_revokes_its_family_when_reused() {
    let docket = Docket::open().await;
    let (_, first) = tokens(&docket, "+12025550142").await;
    let (access, second) = pair(&refresh(&docket, &first, None).await.expect(200));
    refresh(&docket, &first, None).await.problem(401, "unauthenticated");
    refresh(&docket, &second, None).await.problem(401, "unauthenticated");
    docket.advance(SignedDuration::from_secs(30)).await;
    assert!(!is_accepted(&docket, &access).await, "what the family issued is void too");
    let (other, _) = tokens(&docket, "+12025550142").await;
    assert!(is_accepted(&docket, &other).await, "another sign-in is another family");
}

#[tokio::test]
async fn refresh_with_its_idempotency_key_answers_its_successor_again() {
    let docket = Docket::open().await;
    let (_, first) = tokens(&docket, "+12025550142").await;
    let one = pair(&refresh(&docket, &first, Some("k1")).await.expect(200));
    docket.advance(SignedDuration::from_secs(5)).await;
    let again = pair(&refresh(&docket, &first, Some("k1")).await.expect(200));
    assert_eq!(one, again);
    let (_, third) = pair(&refresh(&docket, &one.1, None).await.expect(200));
    refresh(&docket, &first, Some("k1")).await.problem(401, "unauthenticated");
    refresh(&docket, &third, None).await.problem(401, "unauthenticated");
}

#[tokio::test]
async fn concurrent_refreshes_succeed_once_and_then_revoke_the_family() {
    let docket = std::sync::Arc::new(Docket::open().await);
    let (_, first) = tokens(&docket, "+12025550142").await;
    let mut all = tokio::task::JoinSet::new();
    for _ in 0..20 {
        let (docket, first) = (docket.clone(), first.clone());
        all.spawn(async move { refresh(&docket, &first, None).await });
    }
    let replies = all.join_all().await;
    let good: Vec<_> = replies.iter().filter(|reply| reply.status == 200).collect();
    assert_eq!(good.len(), 1);
    refresh(&docket, &pair(good[0]).1, None).await.problem(401, "unauthenticated");
}

#[tokio::test]
async fn signing_out_takes_effect_in_every_function_within_30_seconds() {
    let docket = Docket::open().await;
    let (access, refresh_token) = tokens(&docket, Person::Producer.phone()).await;
    assert!(is_accepted(&docket, &access).await);
    docket.post("/api/auth/logout").bearer(&access).send().await.expect(204);
    docket.advance(SignedDuration::from_secs(30)).await;
    for path in ["/api/orders/customer/%2B12025550142", "/api/products/gv-honey"] {
        let reply = docket.get(path).bearer(&access).send().await;
        reply.problem(401, "unauthenticated");
    }
    refresh(&docket, &refresh_token, None).await.problem(401, "unauthenticated");
}

#[tokio::test]
async fn access_and_refresh_tokens_are_not_interchangeable() {
    let docket = Docket::open().await;
    let (access, refresh_token) = tokens(&docket, "+12025550142").await;
    assert!(!is_accepted(&docket, &refresh_token).await);
    refresh(&docket, &access, None).await.problem(401, "unauthenticated");
    refresh(&docket, "nonsense", None).await.problem(401, "unauthenticated");
}
