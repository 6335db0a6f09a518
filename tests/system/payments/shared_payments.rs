//! Tests checkouts that are paid in one payment, and orders that are split and merged after they
//! were paid.

use docket_tests::{
    pickup,
    world::{BUYER, payments::Payments},
};
use jiff::SignedDuration;
use serde_json::{Value, json};

/// Places a checkout at two sellers. Returns its group and its orders.
pub(super) async fn checkout(world: &Payments) -> (String, Vec<String>) {
    let part = |seller: &str, product: &str| {
        let mut order = pickup(seller, BUYER, &[(product, 2)]);
        let order = order.as_object_mut().unwrap();
        order.remove("customer");
        Value::Object(order.clone())
    };
    let customer = pickup("green-valley", BUYER, &[("gv-honey", 1)])["customer"].clone();
    let body = json!({
        "customer": customer,
        "sellers": [part("green-valley", "gv-honey"), part("corner-shop", "cs-coffee")],
    });
    let call = world.docket.post("/api/checkouts").bearer(&world.buyer);
    let reply = call.json(&body).send().await.expect(201);
    let orders = reply.at("/checkout/orders");
    let ids = orders.as_array().unwrap().iter().map(|it| it["id"].as_str().unwrap().to_owned());
    (reply.text_at("/checkout/groupId"), ids.collect())
}

#[tokio::test]
async fn checkout_is_paid_in_one_payment_and_one_stopped_order_is_refunded() {
    let world = Payments::open().await;
    let (group, orders) = checkout(&world).await;
    let path = format!("/api/checkouts/{group}/payment-intents");
    let intent = world.docket.post(&path).bearer(&world.buyer).send().await.expect(201).json();
    let again = world.docket.post(&path).bearer(&world.buyer).send().await.expect(201).json();
    assert_eq!(intent, again);
    world.confirm_with(&intent, "pm_card_visa").await.expect(200);
    let mut total = 0;
    for order in &orders {
        let order = world.order(order).await;
        assert_eq!(order["payment"]["status"], "paid");
        assert_eq!(order["payment"]["amountPaid"], order["grandTotal"]);
        total += order["grandTotal"].as_u64().unwrap();
    }
    assert_eq!(world.books().await, (total, 0));
    world.force(&orders[0], "cancelled").await.expect(200);
    world.docket.running.settle().await.unwrap();
    let first = world.order(&orders[0]).await;
    assert_eq!(first["payment"]["status"], "refunded");
    assert_eq!(world.money(&orders[1]).await["status"], "paid");
    assert_eq!(world.books().await, (total, first["grandTotal"].as_u64().unwrap()));
}

#[tokio::test]
async fn checkout_payment_replaces_the_payment_of_one_order() {
    let world = Payments::open().await;
    let (group, orders) = checkout(&world).await;
    let alone = world.intent(&orders[0]).await;
    let path = format!("/api/checkouts/{group}/payment-intents");
    let both = world.docket.post(&path).bearer(&world.buyer).send().await.expect(201).json();
    assert_ne!(alone["payment"], both["payment"]);
    let refused = world.confirm_with(&alone, "pm_card_visa").await;
    assert!(refused.status >= 400, "{}", refused.text);
    world.confirm_with(&both, "pm_card_visa").await.expect(200);
    for order in &orders {
        assert_eq!(world.money(order).await["status"], "paid");
    }
    assert_eq!(world.books().await.0, both["amount"].as_u64().unwrap());
}

#[tokio::test]
async fn payment_is_divided_by_a_split_and_refunded_from_each_part() {
    let world = Payments::open().await;
    let order = world.placed_order(&pickup("green-valley", BUYER, &[("gv-honey", 3)])).await;
    let intent = world.pay_by_card(&order).await;
    let total = intent["amount"].as_u64().unwrap();
    let path = format!("/api/orders/{order}/split");
    let items = json!({"items": [{"productId": "gv-honey", "quantity": 1}]});
    let call = world.docket.post(&path).bearer(&world.admin).json(&items);
    let part = call.send().await.expect(201).text_at("/splitOrder/id");
    for id in [&order, &part] {
        assert_eq!(world.money(id).await["status"], "paid");
    }
    // Stopping the part refunds only its share of the payment.
    world.force(&part, "cancelled").await.expect(200);
    world.docket.running.settle().await.unwrap();
    let given = world.order(&part).await["grandTotal"].as_u64().unwrap();
    assert_eq!(world.money(&part).await["status"], "refunded");
    assert_eq!(world.books().await, (total, given));
    // A refund made at the provider is divided between the remaining orders.
    let id = docket_tests::world::payments::intent_id(&intent).to_owned();
    world.post_to_provider("refunds", &format!("payment_intent={id}&amount=90")).await.expect(200);
    assert_eq!(world.money(&order).await["amountRefunded"], 90);
    assert_eq!(world.money(&part).await["amountRefunded"], given);
}

#[tokio::test]
async fn merged_order_keeps_the_payments_of_both_orders() {
    let world = Payments::open().await;
    let one = world.placed_order(&pickup("green-valley", BUYER, &[("gv-honey", 1)])).await;
    let two = world.placed_order(&pickup("green-valley", BUYER, &[("gv-honey", 2)])).await;
    let first = world.pay_by_card(&one).await["amount"].as_u64().unwrap();
    let second = world.intent(&two).await;
    let merge = json!({"orderIds": [one, two]});
    let call = || world.docket.post("/api/orders/merge").bearer(&world.admin).json(&merge);
    call().send().await.problem(409, "conflict: status_not_mergeable");
    world.confirm_with(&second, "pm_card_visa").await.expect(200);
    call().send().await.expect(200);
    let total = first + second["amount"].as_u64().unwrap();
    let money = world.money(&one).await;
    assert_eq!((&money["status"], &money["amountPaid"]), (&json!("paid"), &json!(total)));
    world.force(&one, "cancelled").await.expect(200);
    world.docket.running.settle().await.unwrap();
    world.docket.advance(SignedDuration::from_mins(1)).await;
    assert_eq!(world.money(&one).await["status"], "refunded");
    assert_eq!((world.refunds(&one).await.len(), world.books().await), (2, (total, total)));
}

/// Makes the provider fail the next refund ten minutes after it succeeded.
async fn fail_later(world: &Payments) {
    let fault = json!({"kind": "refund_fails", "seconds": 600, "reason": "lost_or_stolen_card"});
    world.fault(fault).await;
}

/// Retries the failed refund of an order as an administrator, and asserts that it succeeds.
async fn retry(world: &Payments, order: &str) {
    let refunds = world.refunds(order).await;
    assert_eq!((refunds.len(), &refunds[0]["status"]), (1, &json!("failed")));
    let path = format!("/api/orders/{order}/refunds/{}/retry", refunds[0]["id"].as_str().unwrap());
    let admin = world.docket.signed_in(docket_tests::Person::Admin).await;
    world.docket.post(&path).bearer(&admin).send().await.expect(200);
    world.docket.advance(SignedDuration::from_mins(1)).await;
    assert_eq!(world.refunds(order).await[0]["status"], "settled");
}

#[tokio::test]
async fn failed_refund_returns_to_its_order_after_a_split() {
    let world = Payments::open().await;
    let order = world.farm_order().await;
    let total = world.pay_by_card(&order).await["amount"].as_u64().unwrap();
    fail_later(&world).await;
    world.refund(&order, 1900).await.expect(201);
    world.docket.running.settle().await.unwrap();
    let path = format!("/api/orders/{order}/split");
    let items = json!({"items": [{"productId": "gv-honey", "quantity": 2}]});
    let call = world.docket.post(&path).bearer(&world.admin).json(&items);
    let part = call.send().await.expect(201).text_at("/splitOrder/id");
    assert_eq!(world.money(&order).await["amountRefunded"], 1900);
    world.docket.advance(SignedDuration::from_mins(11)).await;
    let (whole, split) = (world.money(&order).await, world.money(&part).await);
    assert_eq!((&whole["status"], &whole["amountRefunded"]), (&json!("refund_failed"), &json!(0)));
    assert_eq!(split["amountRefunded"], 0);
    let paid = |money: &Value| money["amountPaid"].as_u64().unwrap();
    assert_eq!(paid(&whole) + paid(&split), total);
    retry(&world, &order).await;
    assert_eq!(world.money(&order).await["amountRefunded"], 1900);
    assert_eq!(world.books().await, (total, 1900));
}

#[tokio::test]
async fn failed_refund_is_retried_at_its_order_after_a_merge() {
    let world = Payments::open().await;
    let (one, two) = (world.farm_order().await, world.farm_order().await);
    let first = world.pay_by_card(&one).await["amount"].as_u64().unwrap();
    let second = world.pay_by_card(&two).await["amount"].as_u64().unwrap();
    fail_later(&world).await;
    world.refund(&two, 300).await.expect(201);
    world.docket.running.settle().await.unwrap();
    let merge = json!({"orderIds": [one, two]});
    let call = world.docket.post("/api/orders/merge").bearer(&world.admin).json(&merge);
    call.send().await.expect(200);
    // The refunded amount remains with the order of the refund. The rest moved to the merged order.
    let (whole, gone) = (world.money(&one).await, world.money(&two).await);
    assert_eq!(whole["amountPaid"], first + second - 300, "{whole}");
    assert_eq!((&gone["amountPaid"], &gone["amountRefunded"]), (&json!(300), &json!(300)));
    world.docket.advance(SignedDuration::from_mins(11)).await;
    assert_eq!(world.money(&two).await["status"], "refund_failed");
    assert_eq!(world.money(&one).await["amountPaid"], whole["amountPaid"]);
    retry(&world, &two).await;
    assert_eq!(world.money(&two).await["status"], "refunded");
    assert_eq!(world.books().await, (first + second, 300));
    assert!(world.docket.running.dead_letters().is_empty());
}
