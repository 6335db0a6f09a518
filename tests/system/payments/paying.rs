//! Tests paying, authorizing, capturing and releasing.

use docket_tests::world::payments::{Payments, intent_id};
use serde_json::json;

#[tokio::test]
async fn payment_is_captured_at_once_for_a_producer() {
    let world = Payments::open().await;
    let order = world.farm_order().await;
    let intent = world.intent(&order).await;
    let total = world.order(&order).await["grandTotal"].as_u64().unwrap();
    assert_eq!(intent["amount"], json!(total));
    assert_eq!(world.money(&order).await["status"], "pending");
    // A repeated request returns this payment with its secret.
    assert_eq!(world.intent(&order).await, intent);
    world.confirm_with(&intent, "pm_card_visa").await.expect(200);
    let money = world.money(&order).await;
    assert_eq!(money["status"], "paid", "{money}");
    assert_eq!((money["amountPaid"].as_u64(), world.books().await), (Some(total), (total, 0)));
    world.ask_to_pay(&order).await.problem(409, "conflict: nothing_due");
}

#[tokio::test]
async fn payment_is_authorized_until_a_kitchen_accepts() {
    let world = Payments::open().await;
    let order = world.kitchen_order().await;
    let intent = world.pay_by_card(&order).await;
    let money = world.money(&order).await;
    assert_eq!(money["status"], "authorized", "{money}");
    assert_eq!((&money["amountPaid"], &money["amountDue"]), (&json!(0), &json!(0)));
    let path = format!("/api/orders/{order}/accept");
    world.docket.patch(&path).bearer(&world.staff).json(&json!({})).send().await.expect(200);
    world.docket.running.settle().await.unwrap();
    assert_eq!(world.money(&order).await["status"], "paid");
    let total = intent["amount"].as_u64().unwrap();
    assert_eq!(world.books().await, (total, 0));
}

#[tokio::test]
async fn authorized_payment_is_released_without_a_refund_when_the_order_is_rejected() {
    let world = Payments::open().await;
    let order = world.kitchen_order().await;
    let intent = world.pay_by_card(&order).await;
    let path = format!("/api/orders/{order}/reject");
    let body = json!({"reason": "No thalis left"});
    world.docket.patch(&path).bearer(&world.staff).json(&body).send().await.expect(200);
    world.docket.running.settle().await.unwrap();
    let at_provider = world.at_provider(&format!("payment_intents/{}", intent_id(&intent))).await;
    assert_eq!(at_provider["status"], "canceled");
    let money = world.money(&order).await;
    assert_eq!((&money["status"], &money["amountAuthorized"]), (&json!("unpaid"), &json!(0)));
    assert_eq!((world.refunds(&order).await.len(), world.books().await), (0, (0, 0)));
}

#[tokio::test]
async fn paid_order_is_refunded_once_when_it_is_stopped() {
    let world = Payments::open().await;
    let order = world.farm_order().await;
    let intent = world.pay_by_card(&order).await;
    let total = intent["amount"].as_u64().unwrap();
    world.force(&order, "cancelled").await.expect(200);
    world.docket.running.settle().await.unwrap();
    let money = world.money(&order).await;
    assert_eq!((&money["status"], &money["amountRefunded"]), (&json!("refunded"), &json!(total)));
    let refunds = world.refunds(&order).await;
    assert_eq!((refunds.len(), &refunds[0]["status"]), (1, &json!("settled")));
    assert_eq!(world.books().await, (total, total));
}
