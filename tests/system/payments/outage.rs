//! The provider is unavailable for an hour, then slow, then sends webhooks twice.

use docket_tests::world::payments::{Payments, intent_id};
use jiff::SignedDuration;
use serde_json::json;

use super::minutes;

#[tokio::test]
async fn no_refund_or_payment_is_lost_or_doubled_when_the_provider_fails() {
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
    world.docket.patch(&path).bearer(&world.staff).json(&json!({})).send().await.expect(200);
    world.ask_to_pay(&world.farm_order().await).await.problem(503, "unavailable");
    for _ in 0..6 {
        world.docket.advance(SignedDuration::from_mins(10)).await;
        for order in &orders[..2] {
            let status = world.money(order).await["status"].clone();
            assert!(["refund_requested", "refunded"].contains(&status.as_str().unwrap()));
        }
    }
    world.fault(json!({"kind": "slow", "milliseconds": 300, "times": 6})).await;
    world.fault(json!({"kind": "webhooks_doubled", "times": 20})).await;
    for _ in 0..8 {
        world.docket.advance(SignedDuration::from_mins(60)).await;
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
        world.docket.running.dead_letters().is_empty(),
        "{:?}",
        world.docket.running.dead_letters()
    );
}

/// Docket learns of this refund only by the provider's event, which comes while the provider cannot
/// be asked.
#[tokio::test]
async fn refund_made_at_the_provider_is_found_after_an_outage() {
    let world = Payments::open().await;
    let order = world.farm_order().await;
    let intent = world.pay_by_card(&order).await;
    world.fault(json!({"kind": "webhooks_late", "seconds": 60, "times": 9})).await;
    let refund = format!("payment_intent={}&amount=500", intent_id(&intent));
    world.try_post_to_provider("refunds", &refund).await.unwrap().expect(200);
    world.fault(json!({"kind": "down", "seconds": 3600})).await;
    world.docket.advance(minutes(2)).await;
    assert_eq!(world.money(&order).await["amountRefunded"], 0);
    // The provider is asked again with exponential backoff.
    for _ in 0..4 {
        world.docket.advance(minutes(30)).await;
    }
    let money = world.money(&order).await;
    assert_eq!((&money["amountRefunded"], world.books().await.1), (&json!(500), 500), "{money}");
    let kept = world.docket.table().await;
    world.docket.advance(minutes(60)).await;
    world.docket.unchanged(&kept).await;
}
