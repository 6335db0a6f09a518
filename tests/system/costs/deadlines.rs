//! Checks the cost of deadlines, from `ConsumedCapacity` with the indexes included. A seller
//! without deadlines pays nothing for them.

use serde_json::{Value, json};

use docket_tests::world::deadlines::Deadlines;

/// Round trips, read units and write units of all requests to a function.
async fn used(world: &Deadlines, function: &str) -> [f64; 3] {
    let all = world.docket.get("/_local/capacity").send().await.expect(200);
    let field = |name: &str| all.at(&format!("/functions/{function}/{name}")).as_f64().unwrap();
    [field("roundTrips"), field("readUnits"), field("writeUnits")]
}

async fn cost(world: &Deadlines, function: &str, work: impl Future<Output = ()>) -> [f64; 3] {
    let before = used(world, function).await;
    work.await;
    let after = used(world, function).await;
    [after[0] - before[0], after[1] - before[1], after[2] - before[2]]
}

/// The costs of accepting an order, making it ready, and cancelling it.
async fn moves(settings: Value) -> [[f64; 3]; 3] {
    let world = Deadlines::open(settings).await;
    let id = world.placed().await;
    let staff = world.staff().await;
    let step = async |status: &str| {
        let work = async {
            world.docket.set_status(&staff, &id, status).await.expect(200);
        };
        cost(&world, "update-order-status", work).await
    };
    [step("ACCEPTED").await, step("READY").await, step("CANCELLED").await]
}

#[tokio::test]
async fn transition_costs_two_more_units_when_it_moves_a_deadline() {
    let [plain, closing] = [[2.0, 1.0, 2.0], [2.0, 1.0, 3.0]];
    assert_eq!(moves(json!({})).await, [plain, plain, closing]);
    // Writes: the order's item, the seller's index, and the deadline's old and new index entries.
    let moving = [2.0, 1.0, 4.0];
    let ending = [2.0, 1.0, 4.0];
    assert_eq!(moves(json!({"slaTargets": []})).await, [moving, moving, ending], "budget 5 WCU");
    // An accepted order has no deadline, so its index entry is deleted.
    let ended = [2.0, 1.0, 3.0];
    assert_eq!(moves(json!({"acceptWithinMinutes": 10})).await, [ended, plain, closing]);
}

#[tokio::test]
async fn new_order_costs_one_more_unit_when_it_has_a_deadline() {
    let mut costs = Vec::new();
    for settings in [json!({}), json!({"acceptWithinMinutes": 10}), json!({"slaTargets": []})] {
        let world = Deadlines::open(settings).await;
        let work = async {
            world.placed().await;
        };
        costs.push(cost(&world, "create-order", work).await[2]);
    }
    let [none, accept, targets] = costs.as_slice() else { panic!("three orders") };
    assert_eq!((accept - none, targets - none), (1.0, 1.0), "its row in the index");
}

#[tokio::test]
async fn check_deadlines_reads_only_due_orders() {
    let world = Deadlines::open(json!({"acceptWithinMinutes": 10, "rejectAfterMinutes": 5})).await;
    for _ in 0..3 {
        world.placed().await;
    }
    let nothing = cost(&world, "check-deadlines", world.minutes(9)).await;
    assert_eq!((nothing[0], nothing[2]), (16.0, 0.0), "16 queries");
    let alerting = cost(&world, "check-deadlines", world.minutes(1)).await;
    assert_eq!(
        (alerting[0], alerting[2]),
        (16.0 + 3.0 * 2.0, 3.0 * 4.0),
        "a read and a write each"
    );
    let rejecting = cost(&world, "check-deadlines", world.minutes(5)).await;
    assert_eq!((rejecting[0], rejecting[2]), (16.0 + 3.0 * 2.0, 3.0 * 7.0), "and the stock");
}
