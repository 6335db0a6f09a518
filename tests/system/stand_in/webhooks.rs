//! Tests webhooks: they are signed and repeated until the endpoint answers 2xx. A fault makes them
//! late, repeated, out of order or early.

use docket_local::Options;
use docket_platform::payments::{WebhookSecret, verify_signature};
use jiff::Timestamp;
use serde_json::json;

use super::{HOLD, Hook, Provider, SECRET, parsed, text, types};

/// Verifies a signature as Docket does, and returns its time in seconds.
fn verified(signature: &str, body: &str) -> i64 {
    let (time, _) = signature.strip_prefix("t=").unwrap().split_once(',').unwrap();
    let time = time.parse().unwrap();
    let secrets = [WebhookSecret::new(SECRET).unwrap()];
    let at = Timestamp::from_second(time).unwrap();
    let headers = [signature.as_bytes()];
    assert_eq!(verify_signature(&secrets, headers, body.as_bytes(), at), Ok(()));
    time
}

#[tokio::test]
async fn webhook_is_signed_with_the_time_of_the_attempt() {
    let provider = Provider::open().await;
    let hook = Hook::of(&provider).await;
    let intent = provider.paid("pm_card_visa").await;
    let got = hook.got(&provider).await;
    assert_eq!(
        types(&got),
        ["payment_intent.created", "charge.succeeded", "payment_intent.succeeded"]
    );
    for (signature, body) in &got {
        let event = parsed(body);
        let now = provider.docket.running.now().as_second();
        assert!((now - 60..=now).contains(&verified(signature, body)));
        assert_eq!(text(&event, "object"), "event");
        let read = provider.read(&format!("events/{}", text(&event, "id"))).await;
        assert_eq!(read["data"], event["data"]);
    }
    let last = parsed(&got[2].1);
    assert_eq!(last["data"]["object"]["id"], intent["id"]);
    assert!(text(&last["request"], "id").starts_with("req_"));
}

#[tokio::test]
async fn webhook_is_retried_with_growing_backoff_until_it_is_accepted() {
    let provider = Provider::open().await;
    let hook = Hook::of(&provider).await;
    hook.answers(&[500, 404, 302]);
    provider.intent(&[]).await;
    let mut times = Vec::new();
    for seconds in [0, 61, 5 * 60 + 1, 30 * 60 + 1, 24 * 3600] {
        provider.advance(seconds).await;
        let got = hook.got(&provider).await;
        times.extend(got.iter().map(|(signature, body)| verified(signature, body)));
    }
    assert_eq!(times.len(), 4, "{times:?}");
    let waits: Vec<_> = times.windows(2).map(|pair| pair[1] - pair[0]).collect();
    assert!(waits.is_sorted() && waits[0] >= 60 && waits[2] >= 30 * 60, "{waits:?}");
    let listed = provider
        .docket
        .get("/_local/stripe/events")
        .send()
        .await
        .expect(200)
        .at("/events/0/deliveries/0");
    let statuses: Vec<_> =
        listed["attempts"].as_array().unwrap().iter().map(|it| it["status"].clone()).collect();
    assert_eq!(
        (statuses, &listed["next"]),
        (vec![json!(500), json!(404), json!(302), json!(200)], &json!(null))
    );
}

#[tokio::test]
async fn webhook_is_given_up_after_three_days() {
    let provider = Provider::open().await;
    let hook = Hook::of(&provider).await;
    hook.answers(&[500; 100]);
    provider.intent(&[]).await;
    for _ in 0..100 {
        provider.advance(3600).await;
    }
    let tried = hook.got(&provider).await.len();
    assert!((6..20).contains(&tried), "{tried}");
    let event =
        provider.docket.get("/_local/stripe/events").send().await.expect(200).at("/events/0");
    assert_eq!(event["deliveries"][0]["next"], json!(null));
}

#[tokio::test]
async fn webhooks_are_late_repeated_reordered_or_early_by_fault() {
    let provider = Provider::open().await;
    let hook = Hook::of(&provider).await;

    provider.fault(json!({"kind": "webhooks_late", "seconds": 600})).await;
    provider.intent(&[]).await;
    assert_eq!(hook.types(&provider).await.len(), 0);
    provider.advance(601).await;
    assert_eq!(hook.types(&provider).await, ["payment_intent.created"]);

    provider.fault(json!({"kind": "webhooks_doubled"})).await;
    provider.intent(&[]).await;
    let got = hook.got(&provider).await;
    assert_eq!(got.len(), 2);
    assert_eq!(parsed(&got[0].1)["id"], parsed(&got[1].1)["id"]);

    provider.fault(json!({"kind": "webhooks_shuffled", "seconds": 600})).await;
    provider.paid("pm_card_visa").await;
    assert_eq!(hook.types(&provider).await.len(), 0);
    provider.advance(601).await;
    let expected = ["payment_intent.succeeded", "charge.succeeded", "payment_intent.created"];
    assert_eq!(hook.types(&provider).await, expected);

    provider.fault(json!({"kind": "webhooks_early"})).await;
    provider.intent(&[]).await;
    // The webhook came before the response, so nothing has to settle.
    assert_eq!(hook.inner.got.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn webhook_endpoint_must_be_on_this_machine() {
    let provider = Provider::open().await;
    for (url, secret) in [
        ("https://example.com/hook", "a"),
        ("http://10.0.0.1/hook", "a"),
        ("", "a"),
        ("http://127.0.0.1:9/hook", ""),
    ] {
        let endpoint = json!({"url": url, "secret": secret});
        provider
            .docket
            .post("/_local/stripe/webhook_endpoint")
            .json(&endpoint)
            .send()
            .await
            .expect(400);
    }
    let shown = provider.docket.get("/_local/stripe/webhook_endpoint").send().await.expect(200);
    assert_eq!(shown.json(), json!({"url": null}));
}

#[tokio::test]
async fn webhook_of_an_expired_authorization_has_the_time_of_expiry() {
    let provider = Provider::open().await;
    let hook = Hook::of(&provider).await;
    let intent = provider.intent(HOLD).await;
    hook.got(&provider).await;
    provider.advance(8 * 24 * 3600).await;
    let got = hook.got(&provider).await;
    assert_eq!(types(&got), ["charge.expired", "charge.refunded", "payment_intent.canceled"]);
    let event = parsed(&got[2].1);
    let after = event["created"].as_i64().unwrap() - intent["created"].as_i64().unwrap();
    assert_eq!((after, &event["request"]["id"]), (7 * 24 * 3600, &json!(null)));
}

#[tokio::test]
async fn program_delivers_due_webhooks_without_moving_the_clock() {
    let options = Options { demo: false, ..Options::default() };
    let provider = Provider { docket: docket_tests::Docket::with(options).await };
    let hook = Hook::of(&provider).await;
    provider.intent(&[]).await;
    // `got` would deliver the webhook; here the program delivers it by itself.
    let came = async {
        while hook.inner.got.lock().unwrap().is_empty() {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(30), came).await.unwrap();
}
