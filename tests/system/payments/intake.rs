//! Tests the webhook endpoint: which requests it accepts, and what they change.

use std::fmt::Write;

use aws_lc_rs::hmac;
use docket_tests::{
    Reply,
    world::payments::{Payments, intent_id},
};
use jiff::SignedDuration;
use serde_json::{Value, json};

async fn send(world: &Payments, body: &str, signatures: &[String]) -> Reply {
    let call = world.docket.post("/api/payments/webhook").raw(body.to_owned());
    let header = |call: docket_tests::Call, it: &String| call.header("stripe-signature", it);
    signatures.iter().fold(call, header).send().await
}

fn event(id: &str, intent: &str) -> Value {
    json!({
        "id": id, "object": "event", "type": "payment_intent.succeeded", "livemode": false,
        "data": {"object": {"id": intent, "object": "payment_intent", "metadata": {}}},
    })
}

/// Signs a webhook as the provider does.
fn sign(secret: &str, at: i64, body: &str) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes());
    let mac = hmac::sign(&key, format!("{at}.{body}").as_bytes());
    let hex = mac.as_ref().iter().fold(String::new(), |mut hex, byte| {
        write!(hex, "{byte:02x}").unwrap();
        hex
    });
    format!("t={at},v1={hex}")
}

#[tokio::test]
async fn webhook_is_refused_without_a_valid_signature() {
    let world = Payments::open().await;
    let body = event("evt_forged", "pi_forged").to_string();
    let secret = world.docket.running.webhook_secret().to_owned();
    let now = world.docket.running.now().as_second();
    let good = sign(&secret, now, &body);
    let table = world.docket.table().await;
    for signatures in [
        vec![],
        vec![String::new()],
        vec![format!("t={now},v1=")],
        vec![sign("", now, &body)],
        vec![sign("whsec_of_another", now, &body)],
        vec![sign(&secret, now - 400, &body)],
        vec![sign(&secret, now + 400, &body)],
        vec![sign(&secret, now, &format!("{body} "))],
        vec![good.replace("v1=", "v0=")],
        vec![good.clone(), good.clone()],
    ] {
        send(&world, &body, &signatures).await.problem(400, "invalid_signature");
    }
    // Correctly signed bodies that are not events.
    for nothing in ["", "{}", "[]", "null", "{\"id\":\"evt_1\"}"] {
        let signature = sign(&secret, now, nothing);
        send(&world, nothing, &[signature]).await.problem(400, "invalid_signature");
    }
    world.docket.unchanged(&table).await;
}

#[tokio::test]
async fn webhook_event_is_stored_once_and_foreign_events_are_ignored() {
    let world = Payments::open().await;
    let (secret, now) =
        (world.docket.running.webhook_secret().to_owned(), world.docket.running.now().as_second());
    let table = world.docket.table().await;
    let of_live = {
        let mut event = event("evt_live", "pi_live");
        event["livemode"] = json!(true);
        event
    };
    let of_another_deployment = {
        let mut event = event("evt_other", "pi_other");
        event["data"]["object"]["metadata"] =
            json!({"docket_deployment": "another", "docket_payment": "PAY-0000000000"});
        event
    };
    let about_something_else = json!({
        "id": "evt_balance", "object": "event", "type": "balance.available", "livemode": false,
        "data": {"object": {"object": "balance"}},
    });
    for event in [of_live, of_another_deployment, about_something_else] {
        let body = event.to_string();
        send(&world, &body, &[sign(&secret, now, &body)]).await.expect(204);
    }
    world.docket.unchanged(&table).await;

    let order = world.farm_order().await;
    let intent = world.intent(&order).await;
    world.docket.running.settle().await.unwrap();
    let body = event("evt_twice", intent_id(&intent)).to_string();
    let kept = || async { world.docket.running.items("G").unwrap().len() };
    let before = kept().await;
    for _ in 0..10 {
        send(&world, &body, &[sign(&secret, now, &body)]).await.expect(204);
    }
    world.docket.running.settle().await.unwrap();
    assert_eq!(kept().await, before + 1);
    // The event claims a success that did not happen. Docket asks the provider and records its
    // answer.
    assert_eq!(world.money(&order).await["status"], "pending");
}

#[tokio::test]
async fn intent_without_a_docket_owner_is_ignored() {
    let world = Payments::open().await;
    let parameters = "amount=500&currency=usd&payment_method=pm_card_visa&confirm=true";
    world.post_to_provider("payment_intents", parameters).await.expect(200);
    world.docket.advance(SignedDuration::from_mins(1)).await;
    assert!(world.docket.running.items("Y").unwrap().is_empty());
    assert!(world.docket.running.dead_letters().is_empty());
}
