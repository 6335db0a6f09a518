//! Checks the cost of the kitchen's requests, from `ConsumedCapacity` with the indexes included.

use serde_json::{Value, json};

use docket_tests::world::kitchen::Kitchen;

/// Round trips, read units and write units.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Cost([f64; 3]);

/// Round trips, read units and write units of all requests to a function.
async fn used(world: &Kitchen, function: &str) -> [f64; 3] {
    let all = world.docket.get("/_local/capacity").send().await.expect(200);
    ["roundTrips", "readUnits", "writeUnits"]
        .map(|name| all.at(&format!("/functions/{function}/{name}")).as_f64().unwrap_or(0.0))
}

/// The cost of one action on an order. `action` has its path and its function.
async fn cost(world: &Kitchen, token: &str, id: &str, action: (&str, &str), body: Value) -> Cost {
    let before = used(world, action.1).await;
    world.request_action(token, id, action.0, body).await.expect(200);
    let after = used(world, action.1).await;
    Cost([0, 1, 2].map(|at| after[at] - before[at]))
}

#[tokio::test]
async fn accepting_costs_a_transition_and_reading_the_seller() {
    let world = Kitchen::open().await;
    let id = world.placed().await;
    let accept = ("accept", "accept-order");
    let body = json!({"estimatedPrepTime": 20});
    let spent = cost(&world, &world.staff, &id, accept, body).await;
    assert_eq!(spent, Cost([3.0, 2.0, 2.0]), "budget 3 calls, 3 WCU");
}

#[tokio::test]
async fn rejecting_and_cancelling_cost_the_same_as_any_stop() {
    let world = Kitchen::open().await;
    let reason = || json!({"reason": "sold out"});
    for (token, action) in [
        (&world.staff, ("reject", "reject-order")),
        (&world.staff, ("cancel", "cancel-order-as-seller")),
        (&world.buyer, ("customer-cancel", "cancel-order-for-customer")),
        (&world.admin, ("admin-cancel", "cancel-order-as-admin")),
    ] {
        let id = world.placed().await;
        let spent = cost(&world, token, &id, action, reason()).await;
        assert_eq!(spent, Cost([2.0, 1.0, 6.0]), "{action:?}: budget 2 calls, 9 WCU");
    }
}
