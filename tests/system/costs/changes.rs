//! Checks the exact cost of updating an order.

use docket_tests::{Reply, world::changes::Farm};
use serde_json::json;

/// Round trips, read and write units of a function so far.
async fn used(world: &Farm, function: &str) -> [f64; 3] {
    let all = world.docket.get("/_local/capacity").send().await.expect(200);
    ["roundTrips", "readUnits", "writeUnits"]
        .map(|name| all.at(&format!("/functions/{function}/{name}")).as_f64().unwrap_or(0.0))
}

async fn cost(world: &Farm, function: &str, request: impl Future<Output = Reply>) -> [f64; 3] {
    let before = used(world, function).await;
    request.await.expect(200);
    let after = used(world, function).await;
    [after[0] - before[0], after[1] - before[1], after[2] - before[2]]
}

#[tokio::test]
async fn update_costs_its_budget() {
    let world = Farm::open().await;
    let order = world.placed(&[("gv-honey", 2)]).await;
    let update = |body| cost(&world, "update-order", world.change(&order, body));
    let words = update(json!({"notes": "Ring twice"})).await;
    assert_eq!(words, [2.0, 1.0, 2.0], "as a plain move: read, and write with the seller's list");
    let urgent = update(json!({"priority": "high"})).await;
    assert_eq!(urgent, words);
    let line = |count: u32| json!({"items": [{"productId": "gv-honey", "quantity": count}]});
    let more = update(line(3)).await;
    assert_eq!(more, [3.0, 3.0, 5.0], "and what it depends on; order and stock in a transaction");
    let less = update(line(1)).await;
    assert_eq!(less, [3.0, 3.0, 5.0]);
    assert_eq!(update(line(1)).await, [2.0, 3.0, 0.0], "nothing is written for nothing");
}
