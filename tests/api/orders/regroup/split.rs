//! Splitting an order: lines, charges, payments, vouchers and stock are divided without a rest.

use docket_tests::{
    pickup,
    world::{
        BUYER,
        parts::{Shop, count},
    },
};
use serde_json::{Value, json};

/// A paid order of three coffees and two soaps, with charges and a voucher.
async fn paid(world: &Shop) -> String {
    world.with_charges().await;
    world.voucher("LESS", 333, 5).await;
    let mut body = pickup("corner-shop", BUYER, &[("cs-coffee", 3), ("cs-soap", 2)]);
    body["vouchers"] = json!(["LESS"]);
    body["notes"] = json!("Ring twice");
    let id = world.placed_order(&body).await;
    world.pay(&id, 3366).await;
    id
}

fn part() -> Value {
    json!([{"productId": "cs-soap", "quantity": 2}, {"productId": "cs-coffee", "quantity": 1}])
}

#[tokio::test]
async fn split_divides_all_amounts_without_a_rest() {
    let world = Shop::open().await;
    let id = paid(&world).await;
    let whole = world.order(&id).await;
    assert_eq!(count(&whole, "/grandTotal"), 3366);
    let before = (world.stock("cs-coffee").await, world.stock("cs-soap").await);
    let reply = world.split(&world.staff, &id, part()).await.expect(201);
    let (kept, made) = (reply.at("/order"), reply.at("/splitOrder"));
    let new = made["id"].as_str().unwrap().to_owned();
    assert_eq!(reply.header("location"), format!("/api/orders/{new}"));
    assert_eq!((reply.header("etag"), reply.header("idempotent-replayed")), ("\"1\"", ""));
    let money = |order: &Value| {
        json!([
            order["subtotal"],
            order["discount"],
            order["charges"]["deliveryFee"],
            order["charges"]["packagingFee"],
            order["charges"]["taxAmount"],
            order["grandTotal"],
            order["payment"]["amountPaid"],
            order["payment"]["status"],
            order["vouchers"],
        ])
    };
    let less = |discount: u64| json!([{"code": "LESS", "discount": discount}]);
    assert_eq!(money(&kept), json!([1780, 176, 0, 53, 120, 1777, 1777, "paid", less(176)]));
    assert_eq!(money(&made), json!([1590, 157, 0, 48, 108, 1589, 1589, "paid", less(157)]));
    let lines = |order: &Value| -> Vec<(String, u64, u64)> {
        let line = |it: &Value| {
            let product = it["productId"].as_str().unwrap().to_owned();
            (product, count(it, "/quantity"), count(it, "/totalPrice"))
        };
        order["items"].as_array().unwrap().iter().map(line).collect()
    };
    assert_eq!(lines(&kept), [("cs-coffee".to_owned(), 2, 1780)]);
    let expected = [("cs-coffee".to_owned(), 1, 890), ("cs-soap".to_owned(), 2, 700)];
    assert_eq!(lines(&made), expected);
    // The two orders name each other.
    assert_eq!((&kept["splitInto"], &made["splitFrom"]), (&json!([new]), &json!(id)));
    assert!(kept["splitFrom"].is_null() && made["splitInto"].is_null());
    assert_eq!((count(&kept, "/version"), count(&made, "/version")), (3, 1));
    for name in ["sellerId", "status", "phase", "customer", "fulfilment", "notes", "placedAt"] {
        assert_eq!((&kept[name], &made[name]), (&whole[name], &whole[name]), "{name}");
    }
    // Other callers read the link too.
    assert_eq!(world.order(&id).await["splitInto"], kept["splitInto"]);
    let own = world.docket.read_order(&world.buyer, &new).await.expect(200);
    assert_eq!(own.at("/order/grandTotal"), 1589);
    // The stock is unchanged.
    assert_eq!((world.stock("cs-coffee").await, world.stock("cs-soap").await), before);
}

#[tokio::test]
async fn split_is_recorded_in_both_histories() {
    let world = Shop::open().await;
    let id = paid(&world).await;
    world.docket.set_status(&world.staff, &id, "confirmed").await.expect(200);
    let new = world.split(&world.admin, &id, part()).await.expect(201).text_at("/splitOrder/id");
    let said = |line: &Value| {
        let text = |name: &str| line[name].as_str().unwrap_or_default().to_owned();
        let by = line["updatedBy"]["role"].as_str().unwrap().to_owned();
        (text("status"), by, text("otherOrderId"))
    };
    let timeline = async |id: &str| -> Vec<_> {
        let order = world.order(id).await;
        order["statusTimeline"].as_array().unwrap().iter().map(said).collect()
    };
    let line =
        |status: &str, by: &str, other: &str| (status.to_owned(), by.to_owned(), other.to_owned());
    let way = [line("pending", "buyer", ""), line("confirmed", "seller", "")];
    let own = timeline(&id).await;
    assert_eq!((&own[..2], &own[2]), (&way[..], &line("confirmed", "admin", &new)));
    let own = timeline(&new).await;
    assert_eq!((&own[..2], &own[2]), (&way[..], &line("confirmed", "admin", &id)));
    let history = world.history(&id).await;
    let last = history.last().unwrap();
    assert_eq!((&last["action"], &last["otherOrderId"]), (&json!("split_into"), &json!(new)));
    assert_eq!((&last["amount"], &last["version"]), (&json!(1589), &json!(4)));
    let history = world.history(&new).await;
    let versions: Vec<_> = history.iter().map(|it| count(it, "/version")).collect();
    assert_eq!(versions, [0, 0, 1]);
    let last = history.last().unwrap();
    assert_eq!((&last["action"], &last["otherOrderId"]), (&json!("split_from"), &json!(id)));
    assert_eq!((&last["amount"], &last["by"]["role"]), (&json!(1589), &json!("admin")));
    // The event is of a split, so nobody is notified of a new order.
    assert_eq!(world.events(&new).await, ["OrderSplit"]);
    assert_eq!(world.events(&id).await.last().unwrap(), "OrderSplit");
}

#[tokio::test]
async fn split_orders_are_cancelled_and_revived_separately() {
    let world = Shop::open().await;
    let before = (world.stock("cs-coffee").await, world.stock("cs-soap").await);
    let id = paid(&world).await;
    let left = world.uses_left("LESS").await;
    let new = world.split(&world.staff, &id, part()).await.expect(201).text_at("/splitOrder/id");
    let gone = world.cancel(&new).await.expect(200);
    assert_eq!(gone.at("/refundInitiated"), true);
    assert_eq!(gone.at("/order/payment/status"), "refund_requested");
    // The split order's stock is returned. Its voucher is not.
    assert_eq!(world.stock("cs-soap").await, before.1);
    assert_eq!(world.stock("cs-coffee").await.1, before.0.1 + 2);
    assert_eq!(world.uses_left("LESS").await, left);
    world.docket.set_status(&world.staff, &id, "confirmed").await.expect(200);
    world.cancel(&id).await.expect(200);
    assert_eq!(world.stock("cs-coffee").await, before.0);
    assert_eq!(world.uses_left("LESS").await, left + 1);
    // Reviving takes exactly this stock again.
    for (order, uses) in [(&new, 1), (&id, 0)] {
        let path = format!("/api/orders/admin/{order}/status");
        let back = json!({"status": "confirmed", "reason": "after all"});
        world.docket.patch(&path).bearer(&world.admin).json(&back).send().await.expect(200);
        assert_eq!(world.uses_left("LESS").await, left + uses);
    }
    assert_eq!(world.stock("cs-coffee").await.1, before.0.1 + 3);
}

#[tokio::test]
async fn split_names_a_line_by_its_index_when_its_product_is_ambiguous() {
    let world = Shop::open().await;
    let body = json!({
        "sellerId": "spice-kitchen",
        "items": [
            {"productId": "sk-thali", "quantity": 2},
            {"productId": "sk-thali", "quantity": 3, "addons": [{"addonId": "naan", "quantity": 2}]},
        ],
        "customer": {"name": "Ada", "phone": BUYER},
        "fulfilment": {"method": "pickup"},
    });
    let id = world.placed_order(&body).await;
    let product = json!([{"productId": "sk-thali", "quantity": 1}]);
    let refused = world.split(&world.admin, &id, product);
    let reply = world.docket.refused(refused, 400, "invalid_request").await;
    assert_eq!(reply.text_at("/errors/0/pointer"), "/items/0");
    let line = json!([{"line": 1, "quantity": 2}]);
    let reply = world.split(&world.admin, &id, line).await.expect(201);
    assert_eq!(reply.at("/splitOrder/items/0/totalPrice"), 2 * (1350 + 2 * 250));
    assert_eq!(reply.at("/splitOrder/items/0/addons/0/quantity"), 2);
    assert_eq!(reply.at("/order/subtotal"), 2 * 1350 + 1350 + 2 * 250);
}

/// A split moves the origin of the stock with the quantity.
#[tokio::test]
async fn split_orders_return_stock_to_its_items() {
    let world = Shop::open().await;
    let jam = json!({
        "sellerId": "corner-shop", "name": "Jam", "price": 500, "stock": 9, "stockBuckets": 3,
    });
    let jam = world.docket.add_product(&world.staff, &jam).await;
    let buckets = async || -> Vec<String> {
        let table = world.docket.table().await;
        table.iter().filter(|item| item.contains(&format!("S(\"P#{jam}#"))).cloned().collect()
    };
    let before = world.stock(&jam).await;
    let id = world.placed(&[(&jam, 8)]).await;
    let taken = buckets().await;
    let part = json!([{"productId": jam, "quantity": 5}]);
    let new = world.split(&world.staff, &id, part).await.expect(201).text_at("/splitOrder/id");
    assert_eq!(buckets().await, taken);
    world.cancel(&new).await.expect(200);
    assert_eq!(world.stock(&jam).await.0, 6);
    world.cancel(&id).await.expect(200);
    assert_eq!(world.stock(&jam).await, before);
    // Every stock item has its first quantity again.
    for bucket in buckets().await {
        let number = |name: &str| {
            let rest = bucket.split(&format!("(\"{name}\", N(\"")).nth(1).unwrap();
            rest.split('"').next().unwrap().parse::<i64>().unwrap()
        };
        assert_eq!((number("ou"), number("av")), (number("rt"), number("rc")), "{bucket}");
    }
}
