//! Tests the stand-in's idempotency keys.

use docket_tests::Reply;
use serde_json::json;

use super::{Hook, Parameters, Provider, is_error, text};

const INTENT: &Parameters<'_> =
    &[("amount", "1250"), ("currency", "eur"), ("metadata[order]", "1")];

impl Provider {
    async fn keyed(&self, path: &str, parameters: &Parameters<'_>, key: &str) -> Reply {
        self.request("POST", path, parameters).key(key).send().await
    }

    async fn count(&self, list: &str) -> usize {
        self.get(list, &[("limit", "100")]).await.at("/data").as_array().unwrap().len()
    }
}

fn assert_replayed(reply: &Reply, first: &Reply) {
    assert_eq!((reply.status, &reply.text), (first.status, &first.text));
    assert_eq!(
        (reply.header("idempotent-replayed"), first.header("idempotent-replayed")),
        ("true", "")
    );
    assert_eq!(reply.header("original-request"), first.header("request-id"));
    assert_ne!(reply.header("request-id"), first.header("request-id"));
}

#[tokio::test]
async fn request_with_a_key_is_executed_once_per_day() {
    let provider = Provider::open().await;
    let first = provider.keyed("payment_intents", INTENT, "a").await.expect(200);
    assert_eq!(first.header("idempotency-key"), "a");
    let mut turned = INTENT.to_vec();
    turned.reverse();
    for parameters in [INTENT, &turned] {
        assert_replayed(&provider.keyed("payment_intents", parameters, "a").await, &first);
    }
    provider.advance(24 * 3600 - 60).await;
    assert_replayed(&provider.keyed("payment_intents", INTENT, "a").await, &first);
    assert_eq!(provider.count("payment_intents").await, 1);
    provider.advance(120).await;
    let second = provider.keyed("payment_intents", INTENT, "a").await.expect(200);
    assert_ne!(second.text_at("/id"), first.text_at("/id"));
    assert_replayed(&provider.keyed("payment_intents", INTENT, "a").await, &second);
}

#[tokio::test]
async fn different_request_with_a_used_key_is_refused() {
    let provider = Provider::open().await;
    let intent = provider.keyed("payment_intents", INTENT, "a").await.expect(200).json();
    for (path, amount) in [("payment_intents", "1251"), ("refunds", "1250")] {
        let refused = provider.keyed(path, &[("amount", amount), ("currency", "eur")], "a").await;
        assert_eq!(
            (refused.status, refused.text_at("/error/type").as_str()),
            (400, "idempotency_error")
        );
    }
    let cancel = format!("payment_intents/{}/cancel", text(&intent, "id"));
    let refused = provider.keyed(&cancel, &[], "a").await;
    assert_eq!(
        (refused.status, refused.text_at("/error/type").as_str()),
        (400, "idempotency_error")
    );
    // Keys of another account are separate.
    let theirs = provider.request("POST", "payment_intents", INTENT).key("a");
    let theirs = theirs.header("stripe-account", "acct_baker").send().await.expect(200);
    assert_eq!(theirs.header("idempotent-replayed"), "");
}

#[tokio::test]
async fn failures_are_replayed_only_when_execution_had_begun() {
    let provider = Provider::open().await;
    let intent = provider.intent(&[]).await;
    let confirm = format!("payment_intents/{}/confirm", text(&intent, "id"));
    let declined = &[("payment_method", "pm_card_chargeDeclined")];
    let first = provider.keyed(&confirm, declined, "decline").await;
    is_error(&first, 402, "card_error", "card_declined");
    assert_replayed(&provider.keyed(&confirm, declined, "decline").await, &first);
    assert_eq!(provider.count("charges").await, 1);

    provider.fault(json!({"kind": "error"})).await;
    let first = provider.keyed("payment_intents", INTENT, "stored").await;
    is_error(&first, 500, "api_error", "");
    assert_replayed(&provider.keyed("payment_intents", INTENT, "stored").await, &first);
    assert_eq!(provider.count("payment_intents").await, 1);

    let wrong = &[("amount", "x"), ("currency", "eur")];
    provider.keyed("payment_intents", wrong, "wrong").await.expect(400);
    provider.keyed("payment_intents", INTENT, "wrong").await.expect(200);
    for (kind, status) in [("down", 503), ("limited", 429)] {
        provider.fault(json!({"kind": kind, "seconds": 60, "times": 1})).await;
        provider.keyed("payment_intents", INTENT, kind).await.expect(status);
        let done = provider.keyed("payment_intents", INTENT, kind).await.expect(200);
        assert_eq!(done.header("idempotent-replayed"), "");
    }
}

#[tokio::test]
async fn error_may_hide_a_success() {
    let provider = Provider::open().await;
    let paid = provider.paid("pm_card_visa").await;
    let refund =
        &[("payment_intent", text(&paid, "id")), ("amount", "500"), ("metadata[refund]", "r1")];
    provider.fault(json!({"kind": "error", "worked": true, "operation": "create_refund"})).await;
    provider.keyed("refunds", refund, "r1").await.expect(500);
    provider.keyed("refunds", refund, "r1").await.expect(500);
    let list = provider.get("refunds", &[("payment_intent", text(&paid, "id"))]).await.at("/data");
    assert_eq!(list.as_array().unwrap().len(), 1);
    assert_eq!(list[0]["metadata"], json!({"refund": "r1"}));
}

#[tokio::test]
async fn lost_response_is_replayed_for_its_key() {
    let provider = Provider::open().await;
    provider.fault(json!({"kind": "answer_lost", "operation": "create_intent"})).await;
    let lost = provider.request("POST", "payment_intents", INTENT).key("a").try_send().await;
    assert!(lost.is_err(), "{lost:?}");
    let repeated = provider.keyed("payment_intents", INTENT, "a").await.expect(200);
    assert_eq!(repeated.header("idempotent-replayed"), "true");
    assert_eq!(provider.count("payment_intents").await, 1);
}

#[tokio::test]
async fn concurrent_request_with_a_key_is_a_conflict() {
    let provider = Provider::open().await;
    let hook = Hook::of(&provider).await;
    provider.fault(json!({"kind": "webhooks_early"})).await;
    // The second request is sent while the webhook that precedes the response is handled.
    let meanwhile = provider.request("POST", "payment_intents", INTENT).key("a");
    *hook.inner.meanwhile.lock().unwrap() = Some(meanwhile);
    let first = provider.keyed("payment_intents", INTENT, "a").await.expect(200);
    let conflict = hook.inner.answered.lock().unwrap().take().unwrap();
    is_error(&conflict, 409, "idempotency_error", "idempotency_key_in_use");
    assert_replayed(&provider.keyed("payment_intents", INTENT, "a").await, &first);
}

#[tokio::test]
async fn faults_are_listed_and_end_and_can_be_removed() {
    let provider = Provider::open().await;
    let faults = "/_local/stripe/faults";
    for wrong in
        [json!({}), json!({"kind": "gremlins"}), json!({"kind": "down"}), json!({"kind": "slow"})]
    {
        provider.docket.post(faults).json(&wrong).send().await.expect(400);
    }
    provider.fault(json!({"kind": "down", "seconds": 60})).await;
    provider.fault(json!({"kind": "slow", "milliseconds": 1, "times": 2})).await;
    let shown = provider.docket.get(faults).send().await.expect(200).at("/faults");
    assert_eq!(shown.as_array().unwrap().len(), 2, "{shown}");
    for _ in 0..3 {
        is_error(&provider.get("refunds", &[]).await, 503, "api_error", "");
    }
    provider.advance(61).await;
    provider.get("refunds", &[]).await.expect(200);
    provider.fault(json!({"kind": "limited", "times": 5})).await;
    let cleared = provider.docket.call("DELETE", faults).send().await.expect(200);
    assert_eq!(cleared.at("/faults"), json!([]));
    provider.get("refunds", &[]).await.expect(200);
}
