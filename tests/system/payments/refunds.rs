//! Regression tests for problems with refunds and disputes that users of other systems reported.

use docket_tests::world::payments::{Payments, intent_id};
use serde_json::json;

use super::{minutes, settle};

/// Places a producer's order and pays it by card. Returns its id and its total.
async fn paid(world: &Payments) -> (String, u64) {
    let order = world.farm_order().await;
    let intent = world.pay_by_card(&order).await;
    (order, intent["amount"].as_u64().unwrap())
}

#[tokio::test]
async fn refund_is_not_repeated_when_its_response_is_lost() {
    let world = Payments::open().await;
    let (order, total) = paid(&world).await;
    world.fault(json!({"kind": "answer_lost", "operation": "create_refund"})).await;
    world.force(&order, "cancelled").await.expect(200);
    settle(&world).await;
    for _ in 0..3 {
        world.docket.advance(minutes(20)).await;
    }
    assert_eq!(world.refunds(&order).await[0]["status"], "settled");
    assert_eq!(world.books().await, (total, total));
}

#[tokio::test]
async fn refund_is_looked_up_before_a_retry_a_day_later() {
    let world = Payments::open().await;
    let (order, total) = paid(&world).await;
    // The refund was made, and its response and webhook are lost for longer than the provider keeps
    // an idempotency key.
    world.fault(json!({"kind": "answer_lost", "operation": "create_refund"})).await;
    world.fault(json!({"kind": "webhooks_late", "seconds": 400_000, "times": 10})).await;
    world.force(&order, "cancelled").await.expect(200);
    settle(&world).await;
    world.fault(json!({"kind": "down", "seconds": 25 * 3600})).await;
    for _ in 0..26 {
        world.docket.advance(minutes(60)).await;
    }
    world.mend().await;
    for _ in 0..9 {
        world.docket.advance(minutes(60)).await;
    }
    assert_eq!(world.refunds(&order).await[0]["status"], "settled");
    assert_eq!(world.books().await, (total, total));
}

#[tokio::test]
async fn refund_is_retried_under_a_new_key_when_a_failure_was_stored() {
    let world = Payments::open().await;
    let (order, total) = paid(&world).await;
    world.fault(json!({"kind": "error", "operation": "create_refund"})).await;
    world.force(&order, "cancelled").await.expect(200);
    settle(&world).await;
    for _ in 0..8 {
        world.docket.advance(minutes(30)).await;
    }
    let refunds = world.refunds(&order).await;
    assert_eq!(refunds[0]["status"], "settled", "{refunds:?}");
    assert_eq!(world.books().await, (total, total));
}

#[tokio::test]
async fn refund_is_found_and_not_repeated_when_its_error_hid_a_success() {
    let world = Payments::open().await;
    let (order, total) = paid(&world).await;
    world.fault(json!({"kind": "error", "operation": "create_refund", "worked": true})).await;
    world.fault(json!({"kind": "webhooks_late", "seconds": 400_000, "times": 10})).await;
    world.force(&order, "cancelled").await.expect(200);
    settle(&world).await;
    for _ in 0..8 {
        world.docket.advance(minutes(30)).await;
    }
    assert_eq!(world.refunds(&order).await[0]["status"], "settled");
    assert_eq!(world.books().await, (total, total));
}

#[tokio::test]
async fn refund_is_not_counted_again_by_its_own_event() {
    let world = Payments::open().await;
    let (order, total) = paid(&world).await;
    world.fault(json!({"kind": "webhooks_doubled", "times": 10})).await;
    world.refund(&order, 300).await.expect(201);
    settle(&world).await;
    world.docket.advance(minutes(10)).await;
    let money = world.money(&order).await;
    assert_eq!(
        (&money["status"], &money["amountRefunded"]),
        (&json!("partly_refunded"), &json!(300))
    );
    assert_eq!((world.refunds(&order).await.len(), world.books().await), (1, (total, 300)));
}

#[tokio::test]
async fn refund_can_be_retried_when_it_fails_after_success() {
    let world = Payments::open().await;
    let (order, total) = paid(&world).await;
    world
        .fault(
            json!({"kind": "refund_fails", "seconds": 3600, "reason": "expired_or_canceled_card"}),
        )
        .await;
    world.force(&order, "cancelled").await.expect(200);
    settle(&world).await;
    assert_eq!(world.money(&order).await["status"], "refunded");
    world.docket.advance(minutes(61)).await;
    world.docket.advance(minutes(1)).await;
    let money = world.money(&order).await;
    assert_eq!((&money["status"], &money["amountRefunded"]), (&json!("refund_failed"), &json!(0)));
    let refund = world.refunds(&order).await.remove(0);
    assert_eq!(refund["failure"], "expired_or_canceled_card");
    // The retry has another idempotency key, and works.
    let path = format!("/api/orders/{order}/refunds/{}/retry", refund["id"].as_str().unwrap());
    let admin = world.docket.signed_in(docket_tests::Person::Admin).await;
    world.docket.post(&path).bearer(&admin).send().await.expect(200);
    world.docket.advance(minutes(1)).await;
    assert_eq!(world.money(&order).await["status"], "refunded");
    assert_eq!(world.books().await, (total, total));
}

#[tokio::test]
async fn refund_is_retried_hourly_when_the_balance_is_insufficient() {
    let world = Payments::open().await;
    let (order, total) = paid(&world).await;
    world.fault(json!({"kind": "refund_refused", "times": 2})).await;
    world.force(&order, "cancelled").await.expect(200);
    settle(&world).await;
    assert_eq!(world.money(&order).await["status"], "refund_requested");
    for _ in 0..3 {
        world.docket.advance(minutes(61)).await;
    }
    assert_eq!(world.money(&order).await["status"], "refunded");
    assert_eq!(world.books().await, (total, total));
}

#[tokio::test]
async fn refund_made_at_the_provider_is_recorded_once() {
    let world = Payments::open().await;
    let order = world.farm_order().await;
    let intent = world.pay_by_card(&order).await;
    let total = intent["amount"].as_u64().unwrap();
    world.fault(json!({"kind": "webhooks_doubled", "times": 10})).await;
    let parameters = format!("payment_intent={}&amount=250", intent_id(&intent));
    world.post_to_provider("refunds", &parameters).await.expect(200);
    let money = world.money(&order).await;
    assert_eq!((&money["amountRefunded"], &money["amountDue"]), (&json!(250), &json!(0)));
    let refunds = world.refunds(&order).await;
    assert_eq!((refunds.len(), &refunds[0]["status"]), (1, &json!("settled")));
    assert_eq!(world.books().await, (total, 250));
}

#[tokio::test]
async fn refund_made_at_the_provider_is_withdrawn_when_it_fails() {
    let world = Payments::open().await;
    let order = world.farm_order().await;
    let intent = world.pay_by_card(&order).await;
    let total = intent["amount"].as_u64().unwrap();
    let fault = json!({"kind": "refund_fails", "seconds": 3600, "reason": "lost_or_stolen_card"});
    world.fault(fault).await;
    let parameters = format!("payment_intent={}&amount=250", intent_id(&intent));
    world.post_to_provider("refunds", &parameters).await.expect(200);
    assert_eq!(world.money(&order).await["amountRefunded"], 250);
    world.fault(json!({"kind": "webhooks_doubled", "times": 10})).await;
    world.docket.advance(minutes(61)).await;
    world.docket.advance(minutes(1)).await;
    let money = world.money(&order).await;
    assert_eq!((&money["amountRefunded"], &money["status"]), (&json!(0), &json!("paid")));
    assert_eq!(world.refunds(&order).await[0]["status"], "withdrawn");
    assert_eq!(world.books().await, (total, 0));
}

#[tokio::test]
async fn refund_is_reduced_by_a_refund_made_at_the_provider() {
    let world = Payments::open().await;
    let order = world.farm_order().await;
    let intent = world.pay_by_card(&order).await;
    let total = intent["amount"].as_u64().unwrap();
    // A part is refunded at the provider without a timely webhook, so the full amount can no longer
    // be refunded.
    world.fault(json!({"kind": "webhooks_late", "seconds": 400_000, "times": 10})).await;
    let by_hand = |amount: u64| format!("payment_intent={}&amount={amount}", intent_id(&intent));
    world.post_to_provider("refunds", &by_hand(100)).await.expect(200);
    world.force(&order, "cancelled").await.expect(200);
    settle(&world).await;
    // The full refund was refused and replaced by a refund of the rest.
    world.docket.advance(minutes(1)).await;
    let money = world.money(&order).await;
    assert_eq!(
        (&money["status"], &money["amountRefunded"]),
        (&json!("refunded"), &json!(total)),
        "{:?}",
        world.refunds(&order).await
    );
    assert_eq!(world.books().await, (total, total));
}

#[tokio::test]
async fn refund_is_refused_during_a_dispute_and_a_chargeback_is_not_due_again() {
    let world = Payments::open().await;
    let order = world.farm_order().await;
    let intent = world.pay_by_card(&order).await;
    let total = intent["amount"].as_u64().unwrap();
    let path = format!("/api/orders/{order}/refunds");
    let dispute = json!({
        "payment_intent": intent_id(&intent), "reason": "fraudulent", "outcome": "lost",
        "seconds": 3600,
    });
    world.docket.post("/_local/stripe/disputes").json(&dispute).send().await.expect(200);
    settle(&world).await;
    let body = json!({"amount": 100, "reason": "Bruised"});
    let admin = world.docket.signed_in(docket_tests::Person::Admin).await;
    let request = world.docket.post(&path).bearer(&admin).json(&body).send();
    world.docket.refused(request, 409, "conflict: payment_disputed").await;
    assert_eq!(world.refunds(&order).await.len(), 0);
    world.docket.advance(minutes(61)).await;
    world.docket.advance(minutes(1)).await;
    let money = world.money(&order).await;
    assert_eq!(
        (&money["status"], &money["amountChargedBack"], &money["amountDue"]),
        (&json!("refunded"), &json!(total), &json!(0))
    );
}

#[tokio::test]
async fn refund_of_a_disputed_charge_fails_without_retries() {
    let world = Payments::open().await;
    let order = world.farm_order().await;
    let intent = world.pay_by_card(&order).await;
    let id = intent_id(&intent);
    let dispute = json!({"payment_intent": id, "reason": "product_not_received"});
    let made = world.docket.post("/_local/stripe/disputes").json(&dispute).send().await.expect(200);
    settle(&world).await;
    assert_eq!(world.money(&order).await["status"], "disputed", "{}", made.text);
    let admin = world.docket.signed_in(docket_tests::Person::Admin).await;
    let details = format!("/api/orders/{order}/admin");
    let details = world.docket.get(&details).bearer(&admin).send().await.expect(200);
    assert!(details.at("/payment/disputeAnswerBy").is_string(), "{}", details.text);
    world.force(&order, "cancelled").await.expect(200);
    settle(&world).await;
    let refund = world.refunds(&order).await.remove(0);
    assert_eq!(
        (&refund["status"], &refund["failure"]),
        (&json!("failed"), &json!("charge_disputed"))
    );
}

#[tokio::test]
async fn revived_order_is_due_again_when_its_refund_was_already_claimed() {
    let world = Payments::open().await;
    let (order, total) = paid(&world).await;
    // The refund is claimed and cannot be executed while the provider is unavailable.
    world.fault(json!({"kind": "down", "seconds": 600})).await;
    world.force(&order, "cancelled").await.expect(200);
    settle(&world).await;
    world.force(&order, "confirmed").await.expect(200);
    let money = world.money(&order).await;
    assert_eq!(
        (&money["status"], &money["amountDue"]),
        (&json!("refund_requested"), &json!(total))
    );
    world.mend().await;
    for _ in 0..3 {
        world.docket.advance(minutes(20)).await;
    }
    let money = world.money(&order).await;
    assert_eq!((&money["amountRefunded"], &money["amountDue"]), (&json!(total), &json!(total)));
    assert_eq!(world.books().await, (total, total));
}
