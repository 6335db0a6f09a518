//! Tests the largest order: eight payments and the maximum number of stock draws.

use docket_tests::{
    Person, pickup,
    world::{BUYER, payments::Payments},
};
use jiff::SignedDuration;
use serde_json::{Value, json};

/// The maximum number of different products in an order.
const PRODUCTS: usize = 50;

#[tokio::test]
async fn largest_order_is_refunded_completely_after_revival_and_split() {
    let world = Payments::open().await;
    let mut products = Vec::new();
    for number in 0..PRODUCTS {
        let body = json!({
            "sellerId": "green-valley", "name": format!("Seed {number}"), "price": 300, "stock": 500,
        });
        products.push(world.docket.add_product(&world.admin, &body).await);
    }
    let cart = |quantity: u32| -> Vec<(&str, u32)> {
        products.iter().map(|it| (it.as_str(), quantity)).collect()
    };
    let items = |quantity: u32| -> Value {
        pickup("green-valley", BUYER, &cart(quantity))["items"].clone()
    };
    let order = world.placed_order(&pickup("green-valley", BUYER, &cart(1))).await;
    let mut paid = 0;
    for quantity in 1..=8 {
        if quantity > 1 {
            let path = format!("/api/orders/{order}");
            let call = world.docket.call("PUT", &path).bearer(&world.admin);
            call.json(&json!({"items": items(quantity)})).send().await.expect(200);
        }
        paid += world.pay_by_card(&order).await["amount"].as_u64().unwrap();
    }
    assert_eq!(world.money(&order).await["amountPaid"], paid);
    // A ninth payment is refused.
    let path = format!("/api/orders/{order}");
    let more =
        world.docket.call("PUT", &path).bearer(&world.admin).json(&json!({"items": items(9)}));
    more.send().await.expect(200);
    world.ask_to_pay(&order).await.problem(409, "conflict: too_many_payments");

    // The order is stopped while the provider is unavailable, and revived before it answers.
    world.fault(json!({"kind": "down", "seconds": 600})).await;
    world.force(&order, "cancelled").await.expect(200);
    assert_eq!(world.refunds(&order).await.len(), 8);
    world.force(&order, "confirmed").await.expect(200);
    world.mend().await;
    for _ in 0..4 {
        world.docket.advance(SignedDuration::from_mins(61)).await;
    }
    // Each refund was either withdrawn or paid out, and the order owes what was paid out.
    let money = world.money(&order).await;
    let given = money["amountRefunded"].as_u64().unwrap();
    assert_eq!(world.books().await, (paid, given));
    let total = world.order(&order).await["grandTotal"].as_u64().unwrap();
    assert_eq!(money["amountDue"], total - (paid - given));

    // The first token has expired.
    let admin = world.docket.signed_in(Person::Admin).await;
    let force = async |order: &str| {
        let path = format!("/api/orders/admin/{order}/status");
        let body = json!({"status": "cancelled", "reason": "by phone"});
        world.docket.patch(&path).bearer(&admin).json(&body).send().await.expect(200);
    };
    let part: Vec<Value> =
        (0..PRODUCTS / 2).map(|line| json!({"line": line, "quantity": 1})).collect();
    let path = format!("/api/orders/{order}/split");
    let call = world.docket.post(&path).bearer(&admin).json(&json!({"items": part}));
    let part = call.send().await.expect(201).text_at("/splitOrder/id");
    let both = [&order, &part];
    let kept = || async {
        let mut kept = 0;
        for order in both {
            let money = world.money(order).await;
            kept +=
                money["amountPaid"].as_u64().unwrap() - money["amountRefunded"].as_u64().unwrap();
        }
        kept
    };
    assert_eq!(kept().await, paid - given);
    force(&part).await;
    world.docket.running.settle().await.unwrap();
    force(&order).await;
    world.docket.running.settle().await.unwrap();
    world.docket.advance(SignedDuration::from_mins(2)).await;
    assert_eq!((kept().await, world.books().await), (0, (paid, paid)));
}
