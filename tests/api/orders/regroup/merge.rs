//! Merging orders: lines, charges, payments, vouchers and histories are combined.

use docket_tests::{
    pickup,
    world::{
        BUYER,
        parts::{Shop, count},
    },
};
use serde_json::{Value, json};

/// Two orders with charges and one voucher for both. The second order is half paid.
async fn two(world: &Shop) -> [String; 2] {
    world.with_charges().await;
    world.voucher("LESS", 100, 5).await;
    let mut one = pickup("corner-shop", BUYER, &[("cs-coffee", 1), ("cs-soap", 2)]);
    one["vouchers"] = json!(["LESS"]);
    one["notes"] = json!("Ring twice");
    let mut other = pickup("corner-shop", BUYER, &[("cs-coffee", 2), ("cs-bread", 1)]);
    other["vouchers"] = json!(["LESS"]);
    other["notes"] = json!("Thank you");
    other["priority"] = json!("high");
    let ids = [world.placed_order(&one).await, world.placed_order(&other).await];
    world.pay(&ids[0], 400).await;
    world.pay(&ids[1], 1000).await;
    ids
}

#[tokio::test]
async fn merge_moves_lines_charges_and_payments_into_the_first_order() {
    let world = Shop::open().await;
    let [first, second] = two(&world).await;
    let (one, other) = (world.order(&first).await, world.order(&second).await);
    let before = world.stock("cs-coffee").await;
    let reply = world.merge(&world.staff, &[&first, &second]).await.expect(200);
    assert_eq!(reply.header("etag"), "\"3\"");
    let whole = reply.at("/order");
    let sum = |pointer: &str| count(&one, pointer) + count(&other, pointer);
    for pointer in [
        "/subtotal",
        "/discount",
        "/charges/deliveryFee",
        "/charges/packagingFee",
        "/charges/taxAmount",
        "/grandTotal",
        "/payment/amountPaid",
    ] {
        assert_eq!(count(&whole, pointer), sum(pointer), "{pointer}");
    }
    assert_eq!(count(&whole, "/payment/amountPaid"), 1400);
    let lines: Vec<_> = whole["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| (it["productId"].as_str().unwrap(), count(it, "/quantity")))
        .collect();
    assert_eq!(lines, [("cs-coffee", 3), ("cs-soap", 2), ("cs-bread", 1)]);
    assert_eq!(whole["vouchers"], json!([{"code": "LESS", "discount": 200}]));
    assert_eq!((&whole["id"], &whole["status"]), (&json!(first), &json!("pending")));
    assert_eq!(
        (&whole["notes"], &whole["priority"]),
        (&json!("Ring twice\nThank you"), &json!("high"))
    );
    assert_eq!(whole["mergedFrom"], json!([second]));
    // The merged order names the order that it was merged into.
    let gone = reply.at("/mergedOrders/0");
    assert_eq!((&gone["id"], &gone["mergedInto"]), (&json!(second), &json!(first)));
    assert_eq!((&gone["status"], &gone["phase"]), (&json!("cancelled"), &json!("cancelled")));
    assert_eq!((&gone["items"], &gone["notes"]), (&other["items"], &other["notes"]));
    assert_eq!(count(&gone, "/payment/amountPaid"), 0);
    assert!(gone["cancellation"].is_null(), "{gone}");
    assert_eq!(gone["allowedActions"], json!([]));
    assert_eq!(reply.at("/mergedOrders").as_array().unwrap().len(), 1);
    assert_eq!(world.stock("cs-coffee").await, before);
}

#[tokio::test]
async fn merge_is_recorded_in_both_histories() {
    let world = Shop::open().await;
    let [first, second] = two(&world).await;
    world.merge(&world.staff, &[&first, &second]).await.expect(200);
    let line = async |id: &str| {
        let history = world.history(id).await;
        let last = history.last().unwrap();
        json!([
            last["action"],
            last["otherOrderId"],
            last["amount"],
            last["from"],
            last["to"],
            last["by"]["role"],
        ])
    };
    let taken = json!(["merged_from", second, 1000, "pending", "pending", "seller"]);
    assert_eq!(line(&first).await, taken);
    let left = json!(["merged_into", first, 1000, "pending", "cancelled", "seller"]);
    assert_eq!(line(&second).await, left);
    assert_eq!(world.history(&second).await.len(), 3);
    let order = world.order(&second).await;
    let timeline = order["statusTimeline"].as_array().unwrap();
    assert_eq!(timeline.last().unwrap()["notes"], format!("Went into {first}"));
    // The buyer gets no message about a cancellation.
    let placed_and_paid =
        |last: &str| vec!["OrderPlaced".to_owned(), "PaymentRecorded".to_owned(), last.to_owned()];
    for id in [&first, &second] {
        assert_eq!(world.events(id).await, placed_and_paid("OrdersMerged"));
    }
    world.docket.running.settle().await.unwrap();
    let messages = world.docket.running.messages(Some(BUYER)).into_iter();
    assert_eq!(messages.filter(|it| it.text.contains("cancelled")).count(), 0);
}

#[tokio::test]
async fn merged_orders_are_cancelled_and_revived_as_one() {
    let world = Shop::open().await;
    let before = (world.stock("cs-coffee").await, world.stock("cs-bread").await);
    let [first, second] = two(&world).await;
    let left = world.uses_left("LESS").await;
    world.merge(&world.staff, &[&first, &second]).await.expect(200);
    let gone = world.cancel(&first).await.expect(200);
    assert_eq!(gone.at("/refundInitiated"), true);
    assert_eq!(world.stock("cs-coffee").await, before.0);
    assert_eq!(world.stock("cs-bread").await, before.1);
    // Both uses of the voucher are returned.
    assert_eq!(world.uses_left("LESS").await, left + 2);
    let back = json!({"status": "confirmed", "reason": "after all"});
    let path = |id: &str| format!("/api/orders/admin/{id}/status");
    let revive = world.docket.patch(&path(&first)).bearer(&world.admin).json(&back).send().await;
    assert_eq!(revive.expect(200).at("/order/payment/amountPaid"), 1400);
    assert_eq!(world.uses_left("LESS").await, left);
    assert_eq!(world.stock("cs-coffee").await.1, before.0.1 + 3);
    // The other order cannot be revived.
    let revive = world.docket.patch(&path(&second)).bearer(&world.admin).json(&back).send();
    let refused = world.docket.refused(revive, 409, "conflict: merged").await;
    let detail = format!("The order was merged into {first}; use that order instead.");
    assert_eq!(refused.text_at("/detail"), detail);
    world.docket.refused(world.cancel(&second), 409, "conflict: merged").await;
}

/// Reviving the merged order needs two uses of the voucher, and one is left.
#[tokio::test]
async fn merged_order_is_not_revived_when_its_voucher_is_used_up() {
    let world = Shop::open().await;
    world.voucher("TWO", 100, 2).await;
    let mut body = pickup("corner-shop", BUYER, &[("cs-soap", 1)]);
    body["vouchers"] = json!(["TWO"]);
    let (first, second) = (world.placed_order(&body).await, world.placed_order(&body).await);
    world.merge(&world.staff, &[&first, &second]).await.expect(200);
    world.cancel(&first).await.expect(200);
    let another = world.placed_order(&body).await;
    assert_eq!(world.uses_left("TWO").await, 1);
    let path = format!("/api/orders/admin/{first}/status");
    let back = json!({"status": "confirmed"});
    let revive = || world.docket.patch(&path).bearer(&world.admin).json(&back).send();
    world.docket.refused(revive(), 409, "conflict: voucher_used_up").await;
    world.cancel(&another).await.expect(200);
    revive().await.expect(200);
    assert_eq!(world.uses_left("TWO").await, 0);
}

/// One order redeemed the voucher before its limit per customer was set, so only the other order's
/// use counts for the customer.
#[tokio::test]
async fn merge_returns_voucher_uses_from_before_and_after_a_limit() {
    let world = Shop::open().await;
    let make = world.docket.post("/api/vouchers").bearer(&world.staff);
    make.json(&json!({"code": "MIX", "amount": 100})).send().await.expect(201);
    let mut body = pickup("corner-shop", BUYER, &[("cs-soap", 1)]);
    body["vouchers"] = json!(["MIX"]);
    let before = world.placed_order(&body).await;
    let limit = world.docket.patch("/api/vouchers/corner-shop~MIX").bearer(&world.staff);
    limit.json(&json!({"perCustomer": 1, "usesLeft": 5})).send().await.expect(200);
    let after = world.placed_order(&body).await;
    assert_eq!(world.uses_left("MIX").await, 4);
    world.merge(&world.staff, &[&before, &after]).await.expect(200);
    let stopped = world.cancel(&before).await.expect(200);
    assert_eq!(stopped.at("/order/status"), "cancelled");
    assert_eq!(world.uses_left("MIX").await, 6);
    // The customer's one use is redeemed again, and there is no second one.
    let path = format!("/api/orders/admin/{before}/status");
    let revive = json!({"status": "pending"});
    world.docket.patch(&path).bearer(&world.admin).json(&revive).send().await.expect(200);
    let call = world.docket.post("/api/orders").bearer(&world.buyer).json(&body);
    call.send().await.problem(400, "voucher_rejected");
    world.cancel(&before).await.expect(200);
    world.placed_order(&body).await;
}

#[tokio::test]
async fn split_orders_can_be_merged_again() {
    let world = Shop::open().await;
    let [first, _] = two(&world).await;
    let whole = world.order(&first).await;
    let part = json!([{"productId": "cs-soap", "quantity": 1}]);
    let new = world.split(&world.staff, &first, part).await.expect(201).text_at("/splitOrder/id");
    let merged = world.merge(&world.staff, &[&first, &new]).await.expect(200).at("/order");
    for name in ["items", "subtotal", "discount", "charges", "grandTotal", "payment", "vouchers"] {
        assert_eq!(merged[name], whole[name], "{name}");
    }
    assert_eq!((&merged["splitInto"], &merged["mergedFrom"]), (&json!([new]), &json!([new])));
}

#[tokio::test]
async fn ten_orders_can_be_merged() {
    let world = Shop::open().await;
    let mut ids = Vec::new();
    for _ in 0..10 {
        ids.push(world.placed(&[("cs-soap", 1)]).await);
    }
    let wanted: Vec<&str> = ids.iter().map(String::as_str).collect();
    let reply = world.merge(&world.admin, &wanted).await.expect(200);
    assert_eq!(reply.at("/order/items/0/quantity"), 10);
    assert_eq!(reply.at("/mergedOrders").as_array().map(Vec::len), Some(9));
    assert_eq!(reply.at("/order/mergedFrom"), Value::from(ids[1..].to_vec()));
}
