//! Prices, vouchers, charges and refunds of changed orders.

use docket_tests::{
    pickup,
    world::{
        BUYER,
        changes::{FARM, Farm, lines},
    },
};
use serde_json::{Value, json};

async fn price(world: &Farm, product: &str, price: u32) {
    let path = format!("/api/products/{product}");
    let patch = world.docket.patch(&path).bearer(&world.staff).json(&json!({"price": price}));
    patch.send().await.expect(200);
}

async fn pay(world: &Farm, order: &Value, amount: u64) {
    let path = format!("/api/orders/{}/payments", order["id"].as_str().unwrap());
    let body = json!({"amount": amount, "method": "cash"});
    world.docket.post(&path).bearer(&world.staff).json(&body).send().await.expect(201);
}

/// The grand total, the paid amount, the requested refunds and the amount due.
async fn money(world: &Farm, order: &Value) -> [u64; 4] {
    let path = format!("/api/orders/{}/admin", order["id"].as_str().unwrap());
    let reply = world.docket.get(&path).bearer(&world.staff).send().await.expect(200);
    ["grandTotal", "amountPaid", "amountRefundRequested", "amountDue"]
        .map(|name| reply.at(&format!("/payment/{name}")).as_u64().unwrap())
}

#[tokio::test]
async fn update_keeps_old_prices_and_adds_units_at_the_current_price() {
    let world = Farm::open().await;
    let product = world.product(100, &json!({})).await;
    let order = world.placed(&[(&product, 2)]).await;
    price(&world, &product, 600).await;
    let line = |quantity, price| (product.clone(), quantity, price);
    let after = async |count: u32| {
        let reply = world.hold(&world.buyer, &order, &[(&product, count)]).await.expect(200);
        lines(&reply.at("/order"))
    };
    assert_eq!(after(5).await, [line(2, 500), line(3, 600)]);
    price(&world, &product, 700).await;
    assert_eq!(after(6).await, [line(2, 500), line(3, 600), line(1, 700)]);
    // Removing units takes the last added first. Added units have the current price.
    assert_eq!(after(4).await, [line(2, 500), line(2, 600)]);
    assert_eq!(after(1).await, [line(1, 500)]);
    assert_eq!(after(2).await, [line(1, 500), line(1, 700)]);
    // Units of an equal price are one line, and sending the lines as they were read changes
    // nothing.
    price(&world, &product, 500).await;
    let read = world.read(&order).await;
    let as_read: Vec<Value> = lines(&read)
        .iter()
        .map(|(product, quantity, _)| json!({"productId": product, "quantity": quantity}))
        .collect();
    let reply = world.update(&world.buyer, &order, &json!({"items": as_read})).await.expect(200);
    assert_eq!(reply.at("/order/version"), read["version"]);
}

#[tokio::test]
async fn update_of_lines_applies_the_sellers_current_charges() {
    let world = Farm::open().await;
    let order = world.placed(&[("gv-honey", 2)]).await;
    let charges =
        json!({"charges": {"deliveryFee": 300, "packagingFee": 50, "taxBasisPoints": 1000}});
    let seller =
        world.docket.patch("/api/sellers/green-valley").bearer(&world.staff).json(&charges);
    seller.send().await.expect(200);
    // A change of notes keeps the charges. A change of lines calculates them anew.
    let reply = world.update(&world.buyer, &order, &json!({"notes": "hi"})).await.expect(200);
    assert_eq!(reply.at("/order/grandTotal"), 1900);
    let reply = world.hold(&world.buyer, &order, &[("gv-honey", 1)]).await.expect(200);
    assert_eq!(
        reply.at("/order/charges"),
        json!({"deliveryFee": 0, "packagingFee": 50, "taxAmount": 95})
    );
    let delivery = json!({"fulfilment": {"method": "delivery", "address": {
        "line1": "1 Mill Lane", "city": "Boston", "state": "MA",
        "postalCode": "02110", "country": "US",
    }}});
    let reply = world.update(&world.buyer, &order, &delivery).await.expect(200);
    assert_eq!(reply.at("/order/charges/deliveryFee"), 300);
    assert_eq!(reply.at("/order/grandTotal"), 950 + 50 + 95 + 300);
}

#[tokio::test]
async fn voucher_follows_the_subtotal_and_is_returned_below_its_minimum() {
    let world = Farm::open().await;
    let voucher = json!({
        "code": "TEN", "percent": 10, "minSubtotal": 1500, "usesLeft": 1, "perCustomer": 1,
    });
    let made = world.docket.post("/api/vouchers").bearer(&world.staff).json(&voucher).send().await;
    made.expect(201);
    let uses = async || {
        let path = "/api/vouchers/green-valley~TEN";
        let reply = world.docket.get(path).bearer(&world.staff).send().await.expect(200);
        reply.at("/voucher/used").as_u64().unwrap()
    };
    let mut body = pickup(FARM, BUYER, &[("gv-honey", 2)]);
    body["vouchers"] = json!(["TEN"]);
    let order = world.placed_with_body(&body).await;
    assert_eq!((&order["discount"], uses().await), (&json!(190), 1));
    let more = world.hold(&world.buyer, &order, &[("gv-honey", 4)]).await.expect(200);
    assert_eq!((more.at("/order/discount"), uses().await), (json!(380), 1));
    let less = world.hold(&world.buyer, &order, &[("gv-honey", 1)]).await.expect(200).at("/order");
    assert_eq!((&less["discount"], &less["vouchers"]), (&json!(0), &json!([])));
    assert_eq!(uses().await, 0);
    let changes = world.history_lines(&order).await.last().unwrap()["changes"].to_string();
    assert!(changes.contains("vouchers: TEN → none"), "{changes}");
    // The voucher can be redeemed by another order of the customer.
    let again = world.placed_with_body(&body).await;
    assert_eq!((&again["discount"], uses().await), (&json!(190), 1));
}

#[tokio::test]
async fn overpayment_is_refunded_once_when_the_total_falls() {
    let world = Farm::open().await;
    let order = world.placed(&[("gv-honey", 4)]).await;
    pay(&world, &order, 3800).await;
    let less = world.hold(&world.buyer, &order, &[("gv-honey", 3)]).await.expect(200);
    assert_eq!(less.at("/order/payment/status"), "refund_requested");
    assert_eq!(money(&world, &order).await, [2850, 3800, 950, 0]);
    let note = json!({"notes": "and again"});
    world.update(&world.buyer, &order, &note).await.expect(200);
    world.hold(&world.buyer, &order, &[("gv-honey", 3)]).await.expect(200);
    assert_eq!(money(&world, &order).await, [2850, 3800, 950, 0]);
    world.hold(&world.buyer, &order, &[("gv-honey", 1)]).await.expect(200);
    assert_eq!(money(&world, &order).await, [950, 3800, 2850, 0]);
    // A higher total is due again. A requested refund is not used for it.
    world.hold(&world.buyer, &order, &[("gv-honey", 2)]).await.expect(200);
    assert_eq!(money(&world, &order).await, [1900, 3800, 2850, 950]);
    // Cancelling requests the rest as a refund. Reviving withdraws that, but not the refunds that
    // the changes requested.
    let id = order["id"].as_str().unwrap();
    world.docket.set_status(&world.staff, id, "cancelled").await.expect(200);
    assert_eq!(money(&world, &order).await[2], 3800);
    let path = format!("/api/orders/admin/{id}/status");
    let revive = world.docket.patch(&path).bearer(&world.admin).json(&json!({"status": "pending"}));
    revive.send().await.expect(200);
    assert_eq!(money(&world, &order).await, [1900, 3800, 2850, 950]);
    world.docket.running.settle().await.unwrap();
    let refunds: Vec<u64> = world
        .docket
        .running
        .events()
        .iter()
        .filter(|event| event.detail_type == "RefundRequested")
        .map(|event| event.detail["amount"].as_u64().unwrap())
        .collect();
    assert_eq!(refunds, [950, 1900, 950]);
}

#[tokio::test]
async fn addons_can_be_updated_per_line() {
    let world = Farm::open().await;
    let addons = json!([{"id": "tag", "name": "Gift tag", "price": 100}]);
    let product = world.product(50, &json!({"addons": addons})).await;
    let line = |count: u32, tags: u32| json!({"productId": product, "quantity": count, "addons": [{"addonId": "tag", "quantity": tags}]});
    let mut body = pickup(FARM, BUYER, &[]);
    body["items"] = json!([line(2, 1)]);
    let order = world.placed_with_body(&body).await;
    assert_eq!(order["subtotal"], 1200);
    let change = json!({"items": [line(1, 1), line(1, 2)]});
    let changed = world.update(&world.buyer, &order, &change).await.expect(200).at("/order");
    assert_eq!(changed["subtotal"], 600 + 700);
    assert_eq!(world.docket.available(&product).await, 48, "no stock moved");
    let changes = world.history_lines(&order).await.last().unwrap()["changes"].clone();
    let expected = format!(
        "{product} with 1 tag: 2 → 1; {product} with 2 tag: 0 → 1; total: USD 12.00 → USD 13.00"
    );
    assert_eq!(changes, expected);
    let unknown = json!({"items": [{"productId": product, "quantity": 1, "addons": [{"addonId": "bow", "quantity": 1}]}]});
    let refused = world.update(&world.buyer, &order, &unknown);
    world.docket.refused(refused, 400, "invalid_request").await;
}
