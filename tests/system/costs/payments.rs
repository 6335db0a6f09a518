//! Checks the cost of payments and refunds, from `ConsumedCapacity` with the indexes included.

use docket_tests::world::payments::Payments;
use serde_json::json;

/// Round trips, read units and write units of all requests to a function.
async fn used(world: &Payments, function: &str) -> [f64; 3] {
    let all = world.docket.get("/_local/capacity").send().await.expect(200);
    ["roundTrips", "readUnits", "writeUnits"]
        .map(|name| all.at(&format!("/functions/{function}/{name}")).as_f64().unwrap_or(0.0))
}

fn difference(after: [f64; 3], before: [f64; 3]) -> [f64; 3] {
    [0, 1, 2].map(|at| after[at] - before[at])
}

#[tokio::test]
async fn payment_intents_and_recording_a_payment_cost_their_budget() {
    let world = Payments::open().await;
    let order = world.farm_order().await;
    let before = used(&world, "create-payment-intent").await;
    let intent = world.intent(&order).await;
    let first = used(&world, "create-payment-intent").await;
    let [trips, _, writes] = difference(first, before);
    println!("first intent: {:?}", difference(first, before));
    assert!(trips <= 4.0 && writes <= 7.0, "{trips} calls, {writes} WCU");
    world.intent(&order).await;
    let [trips, _, writes] = difference(used(&world, "create-payment-intent").await, first);
    println!("repeated: {:?}", difference(used(&world, "create-payment-intent").await, first));
    assert!(trips <= 3.0 && writes == 0.0, "{trips} calls, {writes} WCU");

    let (webhook, settle) =
        (used(&world, "payment-webhook").await, used(&world, "settle-payment").await);
    world.confirm_with(&intent, "pm_card_visa").await.expect(200);
    let taken = difference(used(&world, "payment-webhook").await, webhook);
    let settled = difference(used(&world, "settle-payment").await, settle);
    println!("webhooks: {taken:?}, settled: {settled:?}");
    // The stand-in sends two or three events for one payment. Each is stored and processed.
    assert!(taken[2] <= taken[0], "{taken:?}");
    assert!(settled[2] <= 6.0, "{settled:?}");
}

#[tokio::test]
async fn stopping_a_paid_order_and_refunding_it_cost_their_budget() {
    let world = Payments::open().await;
    let unpaid = world.farm_order().await;
    let before = used(&world, "override-order-status").await;
    world.force(&unpaid, "cancelled").await.expect(200);
    let plain = difference(used(&world, "override-order-status").await, before);

    let order = world.farm_order().await;
    world.pay_by_card(&order).await;
    world.fault(json!({"kind": "down", "seconds": 5})).await;
    let before = used(&world, "override-order-status").await;
    world.force(&order, "cancelled").await.expect(200);
    let paid = difference(used(&world, "override-order-status").await, before);
    println!("stop: {plain:?} unpaid, {paid:?} paid");
    assert!(paid[0] == plain[0] && paid[2] <= plain[2] + 3.0, "{plain:?} and {paid:?}");

    world.mend().await;
    world.docket.running.settle().await.unwrap();
    let before = used(&world, "process-refund").await;
    let other = world.farm_order().await;
    world.pay_by_card(&other).await;
    world.force(&other, "cancelled").await.expect(200);
    world.docket.running.settle().await.unwrap();
    let given = difference(used(&world, "process-refund").await, before);
    println!("refund: {given:?}");
    assert!(given[0] <= 6.0 && given[2] <= 9.0, "{given:?}");
}
