//! Checks the cost of a delivery batch: the number of calls is constant, and the units grow with
//! its orders.

use docket_tests::{Reply, world::delivery::Dispatch};
use serde_json::json;

/// Round trips and write units of a function so far.
async fn used(world: &Dispatch, function: &str) -> [f64; 2] {
    let all = world.docket.get("/_local/capacity").send().await.expect(200);
    ["roundTrips", "writeUnits"]
        .map(|name| all.at(&format!("/functions/{function}/{name}")).as_f64().unwrap_or(0.0))
}

/// The cost of a request to a function.
async fn cost(world: &Dispatch, function: &str, request: impl Future<Output = Reply>) -> [f64; 2] {
    let before = used(world, function).await;
    request.await.expect(200);
    let after = used(world, function).await;
    [after[0] - before[0], after[1] - before[1]]
}

#[tokio::test]
async fn batch_costs_a_constant_number_of_calls() {
    let world = Dispatch::open().await;
    let mut costs = Vec::new();
    for count in [1, 10] {
        let orders = world.ready_orders(count).await;
        let batch = world.batch(&orders).await;
        let pick_up = cost(&world, "pick-up-batch", world.pick_up(&world.driver, &batch)).await;
        let step = world.step(&world.driver, &orders[0], "DELIVERED");
        let step = cost(&world, "update-delivery-status", step).await;
        let nothing = json!({});
        let complete = world.change(&world.driver, &batch, "complete", &nothing);
        let complete = cost(&world, "complete-batch", complete).await;
        costs.push([pick_up, step, complete]);
    }
    // Calls, then write units. Picking up costs three units for each order. Delivering costs four,
    // because the order moves to the closed orders of its seller in the index.
    let pick_up = [[3.0, 6.0], [3.0, 33.0]];
    let first = [[3.0, 7.0], [3.0, 7.0]];
    let complete = [[3.0, 3.0], [3.0, 39.0]];
    for (at, expected) in [pick_up, first, complete].into_iter().enumerate() {
        assert_eq!([costs[0][at], costs[1][at]], expected, "{at}: {costs:?}");
    }
}
