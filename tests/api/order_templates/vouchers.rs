//! Vouchers of a template when its schedule places an order.

use docket_tests::{
    pickup,
    world::{
        BUYER, OTHER,
        recurring::{RecurringOrders, dozen, hourly, hours},
    },
};
use jiff::ToSpan;
use serde_json::{Value, json};

const PRICE: i64 = 650;

/// Creates a voucher of the farm.
async fn voucher(world: &RecurringOrders, terms: Value) {
    let made = world.docket.post("/api/vouchers").bearer(&world.staff).json(&terms);
    made.send().await.expect(201);
}

/// Places an order of the farm's staff that redeems a voucher.
async fn redeemed(world: &RecurringOrders, phone: &str, code: &str) {
    let mut body = pickup("green-valley", phone, &[("gv-eggs", 1)]);
    body["vouchers"] = json!([code]);
    world.docket.post("/api/orders").bearer(&world.staff).json(&body).send().await.expect(201);
}

#[tokio::test]
async fn scheduled_order_is_placed_without_refused_vouchers_and_lists_them() {
    let mut world = RecurringOrders::open().await;
    let price = json!({"price": PRICE});
    let eggs = world.docket.patch("/api/products/gv-eggs").bearer(&world.staff).json(&price);
    eggs.send().await.expect(200);
    let soon = (world.docket.running.now() + 30.minutes()).to_string();
    voucher(&world, json!({"code": "SOON", "percent": 50, "validUntil": soon})).await;
    voucher(&world, json!({"code": "ONCE", "percent": 50, "usesLeft": 1})).await;
    voucher(&world, json!({"code": "MINE", "percent": 50, "perCustomer": 1})).await;
    voucher(&world, json!({"code": "LARGE", "percent": 50, "minSubtotal": PRICE + 1})).await;
    voucher(&world, json!({"code": "GOOD", "amount": 100})).await;
    redeemed(&world, OTHER, "ONCE").await;
    redeemed(&world, BUYER, "MINE").await;

    let mut body = dozen(BUYER);
    body["vouchers"] = json!(["SOON", "ONCE", "GOOD", "MINE", "LARGE"]);
    let mut schedule = hourly();
    schedule["onShortage"] = json!("stop");
    body["schedule"] = schedule;
    let made = world.make(&world.buyer, &body).await.expect(201);
    let id = made.text_at("/template/id");
    let due = hours(&world.docket, 2);
    world.until(due[1]).await;
    world.again().await;

    assert_eq!(world.occurrences(&id).await, due, "none is skipped and nothing stops");
    let last = world.placed(&id).await.remove(1);
    assert_eq!((&last["discount"], &last["grandTotal"]), (&json!(100), &json!(PRICE - 100)));
    let path = format!("/api/orders/{}", last["id"].as_str().unwrap());
    let order = world.docket.get(&path).bearer(&world.buyer).send().await.expect(200);
    assert_eq!(order.at("/order/vouchers").as_array().unwrap().len(), 1);
    let notes = order.text_at("/order/statusTimeline/0/notes");
    for code in ["SOON", "ONCE", "MINE", "LARGE"] {
        assert!(notes.contains(&format!("voucher {code} was not redeemed: ")), "{notes}");
    }
    assert!(!notes.contains("GOOD"), "{notes}");
    let outcome = &world.get(&world.buyer, &id).await.expect(200).at("/template/lastOutcome");
    assert_eq!((&outcome["result"], &outcome["orderId"]), (&json!("placed"), &last["id"]));
    assert_eq!((&outcome["notes"], &outcome["reason"]), (&json!(notes), &json!(null)));
    assert_eq!(world.not_placed_messages(BUYER), [""; 0]);

    // A person who orders can react to the refusal, so the order is refused.
    let before = world.docket.table().await;
    let refused = world.order_from(&world.buyer, &id).await.problem(400, "voucher_rejected");
    assert_eq!(refused.text_at("/errors/0/pointer"), "/vouchers/0");
    world.docket.unchanged(&before).await;

    // All vouchers of the template are valid again.
    let fewer = json!({"vouchers": ["GOOD"]});
    world.patch(&world.buyer, &id, &fewer).await.expect(200);
    let next = hours(&world.docket, 1);
    world.until(next[0]).await;
    world.again().await;
    let outcome = world.read(&id).await["lastOutcome"].clone();
    assert_eq!((&outcome["result"], &outcome["notes"]), (&json!("placed"), &json!(null)));
}

#[tokio::test]
async fn scheduled_order_is_placed_when_a_voucher_does_not_exist() {
    let mut world = RecurringOrders::open().await;
    let mut body = dozen(BUYER);
    body["vouchers"] = json!(["NEVERWAS", "neverwas"]);
    body["schedule"] = hourly();
    let id = world.make(&world.buyer, &body).await.expect(201).text_at("/template/id");
    let due = hours(&world.docket, 1);
    world.until(due[0]).await;
    world.again().await;
    assert_eq!(world.occurrences(&id).await, due);
    let notes = world.read(&id).await["lastOutcome"]["notes"].clone();
    assert_eq!(notes.as_str().unwrap().matches("NEVERWAS").count(), 2, "{notes}");
}
