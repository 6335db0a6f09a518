//! Regression tests for problems with payments that users of other systems reported.

use docket_tests::{
    pickup,
    world::{
        BUYER,
        payments::{Payments, intent_id},
    },
};
use jiff::SignedDuration;
use serde_json::json;

use super::{minutes, settle};

async fn accept(world: &Payments, order: &str) {
    let path = format!("/api/orders/{order}/accept");
    world.docket.patch(&path).bearer(&world.staff).json(&json!({})).send().await.expect(200);
}

#[tokio::test]
async fn payment_is_recorded_once_when_the_event_precedes_the_response() {
    let world = Payments::open().await;
    let order = world.farm_order().await;
    world.fault(json!({"kind": "answer_lost", "operation": "create_intent"})).await;
    world.ask_to_pay(&order).await.problem(503, "unavailable");
    // A repeated idempotency key returns the first intent.
    let intent = world.intent(&order).await;
    world.fault(json!({"kind": "webhooks_early", "times": 5})).await;
    world.fault(json!({"kind": "webhooks_doubled", "times": 5})).await;
    world.confirm_with(&intent, "pm_card_visa").await.expect(200);
    let money = world.money(&order).await;
    assert_eq!((&money["status"], &money["amountPaid"]), (&json!("paid"), &intent["amount"]));
    let paid: Vec<_> = world.history(&order).await;
    let paid = paid.iter().filter(|line| line["action"] == "payment_recorded").count();
    assert_eq!(paid, 1);
}

#[tokio::test]
async fn payment_is_captured_once_when_acceptance_and_webhook_race() {
    let world = Payments::open().await;
    let order = world.kitchen_order().await;
    let intent = world.intent(&order).await;
    world.fault(json!({"kind": "webhooks_doubled", "times": 10})).await;
    world.confirm_without_settling(&intent, "pm_card_visa").await.expect(200);
    accept(&world, &order).await;
    settle(&world).await;
    world.docket.advance(minutes(11)).await;
    let total = intent["amount"].as_u64().unwrap();
    assert_eq!(world.money(&order).await["status"], "paid");
    assert_eq!(world.books().await, (total, 0));
}

#[tokio::test]
async fn payment_is_refunded_when_the_order_was_cancelled_meanwhile() {
    let world = Payments::open().await;
    let order = world.farm_order().await;
    let intent = world.intent(&order).await;
    world.fault(json!({"kind": "webhooks_late", "seconds": 120, "times": 10})).await;
    world.fault(json!({"kind": "down", "seconds": 60})).await;
    world.force(&order, "cancelled").await.expect(200);
    settle(&world).await;
    // The provider was unavailable when the payment should have been cancelled.
    world.mend().await;
    world.confirm_without_settling(&intent, "pm_card_visa").await.expect(200);
    for _ in 0..4 {
        world.docket.advance(minutes(5)).await;
    }
    let total = intent["amount"].as_u64().unwrap();
    let money = world.money(&order).await;
    assert_eq!((&money["status"], &money["amountRefunded"]), (&json!("refunded"), &json!(total)));
    assert_eq!(world.books().await, (total, total));
}

#[tokio::test]
async fn payment_charges_the_new_amount_after_a_change() {
    let world = Payments::open().await;
    let order = world.farm_order().await;
    let first = world.intent(&order).await;
    let path = format!("/api/orders/{order}");
    let body = json!({"items": [{"productId": "gv-honey", "quantity": 1}]});
    world.docket.call("PUT", &path).bearer(&world.buyer).json(&body).send().await.expect(200);
    settle(&world).await;
    // The buyer's page still has the first secret, and pays the new amount with it.
    world.confirm_with(&first, "pm_card_visa").await.expect(200);
    let total = world.order(&order).await["grandTotal"].as_u64().unwrap();
    assert!(total < first["amount"].as_u64().unwrap());
    assert_eq!(world.money(&order).await["status"], "paid");
    assert_eq!(world.books().await, (total, 0));
}

#[tokio::test]
async fn order_is_unpaid_again_when_the_authorization_expires() {
    let world = Payments::open().await;
    let order = world.kitchen_order().await;
    let intent = world.pay_by_card(&order).await;
    for _ in 0..8 {
        world.docket.advance(SignedDuration::from_hours(24)).await;
    }
    let money = world.money(&order).await;
    assert_eq!(money["amountAuthorized"], 0, "{money}");
    assert_ne!(money["status"], "authorized");
    assert_eq!(world.books().await, (0, 0), "{}", intent["payment"]);
}

#[tokio::test]
async fn cheap_payment_never_pays_an_expensive_order() {
    let world = Payments::open().await;
    let cheap = world.placed_order(&pickup("green-valley", BUYER, &[("gv-honey", 1)])).await;
    let expensive = world.placed_order(&pickup("green-valley", BUYER, &[("gv-honey", 5)])).await;
    let (of_cheap, of_expensive) = (world.intent(&cheap).await, world.intent(&expensive).await);
    // Writes the expensive order's payment into the metadata of the cheap intent.
    let metadata =
        format!("metadata[docket_payment]={}", of_expensive["payment"].as_str().unwrap());
    world
        .post_to_provider(&format!("payment_intents/{}", intent_id(&of_cheap)), &metadata)
        .await
        .expect(200);
    world.confirm_with(&of_cheap, "pm_card_visa").await.expect(200);
    world.docket.advance(minutes(11)).await;
    assert_ne!(world.money(&expensive).await["status"], "paid");
    assert_eq!(world.money(&cheap).await["status"], "paid");
}

#[tokio::test]
async fn payment_is_recorded_when_it_succeeds_after_a_decline() {
    let world = Payments::open().await;
    let order = world.farm_order().await;
    let intent = world.intent(&order).await;
    let declined = world.confirm_with(&intent, "pm_card_visa_chargeDeclined").await;
    assert_eq!(declined.status, 402, "{}", declined.text);
    assert_eq!(world.money(&order).await["status"], "pending");
    world.confirm_with(&intent, "pm_card_visa").await.expect(200);
    assert_eq!(world.money(&order).await["status"], "paid");
}

#[tokio::test]
async fn payment_is_captured_once_when_the_buyer_pays_in_two_tabs() {
    let world = Payments::open().await;
    let order = world.farm_order().await;
    let (one, two) = tokio::join!(world.ask_to_pay(&order), world.ask_to_pay(&order));
    let (one, two) = (one.expect(201).json(), two.expect(201).json());
    assert_eq!(one, two);
    world.confirm_with(&one, "pm_card_visa").await.expect(200);
    let again = world.confirm_with(&two, "pm_card_visa").await;
    assert!(again.status >= 400, "{}", again.text);
    let total = one["amount"].as_u64().unwrap();
    assert_eq!(world.books().await, (total, 0));
}

#[tokio::test]
async fn card_payment_is_refunded_when_the_order_was_also_paid_in_cash() {
    let world = Payments::open().await;
    let order = world.farm_order().await;
    let intent = world.intent(&order).await;
    let total = intent["amount"].as_u64().unwrap();
    let path = format!("/api/orders/{order}/payments");
    let cash = json!({"amount": total, "method": "cash"});
    world.docket.post(&path).bearer(&world.admin).json(&cash).send().await.expect(201);
    world.fault(json!({"kind": "webhooks_late", "seconds": 60, "times": 9})).await;
    world.confirm_without_settling(&intent, "pm_card_visa").await;
    for _ in 0..3 {
        world.docket.advance(minutes(5)).await;
    }
    let order = world.order(&order).await;
    assert_eq!(
        order["payment"]["amountPaid"].as_u64().unwrap()
            - order["payment"]["amountRefunded"].as_u64().unwrap(),
        total
    );
    assert_ne!(order["phase"], "cancelled");
    let (received, refunded) = world.books().await;
    assert_eq!(received, refunded);
}

#[tokio::test]
async fn authorized_payment_is_released_and_not_refunded() {
    let world = Payments::open().await;
    let order = world.kitchen_order().await;
    world.pay_by_card(&order).await;
    world.force(&order, "CANCELLED").await.expect(200);
    settle(&world).await;
    world.docket.advance(minutes(11)).await;
    assert!(world.refunds(&order).await.is_empty());
    assert_eq!(world.books().await, (0, 0));
}

#[tokio::test]
async fn payment_can_be_repeated_when_the_authentication_was_left_open() {
    let world = Payments::open().await;
    let order = world.farm_order().await;
    let first = world.intent(&order).await;
    world.confirm_with(&first, "pm_card_authenticationRequired").await.expect(200);
    let again = world.intent(&order).await;
    assert_eq!(first["clientSecret"], again["clientSecret"]);
    world.confirm_with(&again, "pm_card_visa").await.expect(200);
    assert_eq!(world.money(&order).await["status"], "paid");
}
