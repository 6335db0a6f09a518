//! The provider is down for an hour, then slow, then answers twice.

use docket_tests::world::payments::Payments;
use jiff::SignedDuration;
use serde_json::json;

#[tokio::test]
async fn no_refund_and_no_payment_is_lost_or_doubled() {
    let world = Payments::open().await;
    let mut orders = Vec::new();
    for _ in 0..4 {
        let order = world.farm_order().await;
        world.pay_by_card(&order).await;
        orders.push(order);
    }
    let held = world.kitchen_order().await;
    world.pay_by_card(&held).await;
    let (received, _) = world.books().await;

    world.fault(json!({"kind": "down", "seconds": 3600})).await;
    for order in &orders[..2] {
        world.force(order, "cancelled").await.expect(200);
    }
    world.refund(&orders[2], 100).await.expect(201);
    let path = format!("/api/orders/{held}/accept");
    world.desk.patch(&path).bearer(&world.staff).json(&json!({})).send().await.expect(200);
    world.ask_to_pay(&world.farm_order().await).await.problem(503, "unavailable");
    for _ in 0..6 {
        world.desk.advance(SignedDuration::from_mins(10)).await;
        for order in &orders[..2] {
            let status = world.money(order).await["status"].clone();
            assert!(["refund_requested", "refunded"].contains(&status.as_str().unwrap()));
        }
    }
    world.fault(json!({"kind": "slow", "milliseconds": 300, "times": 6})).await;
    world.fault(json!({"kind": "webhooks_doubled", "times": 20})).await;
    for _ in 0..8 {
        world.desk.advance(SignedDuration::from_mins(60)).await;
    }
    for order in &orders[..2] {
        let money = world.money(order).await;
        assert_eq!(money["status"], "refunded", "{money}");
    }
    assert_eq!(world.money(&orders[2]).await["amountRefunded"], 100);
    assert_eq!(world.money(&orders[3]).await["status"], "paid");
    assert_eq!(world.money(&held).await["status"], "paid");
    let (taken, given) = world.books().await;
    let of = |order: &str| {
        let order = order.to_owned();
        let world = &world;
        async move { world.order(&order).await["grandTotal"].as_u64().unwrap() }
    };
    let stopped = of(&orders[0]).await + of(&orders[1]).await;
    assert_eq!(given, stopped + 100);
    assert_eq!(taken, received + of(&held).await);
    assert!(
        world.desk.running.dead_letters().is_empty(),
        "{:?}",
        world.desk.running.dead_letters()
    );
}
