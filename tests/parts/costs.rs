//! What splitting, merging and checking out cost, counted: sequential calls of
//! the table, read units, write units.

use docket_tests::Reply;
use serde_json::json;

use crate::world::{GUEST, World, three};

async fn used(world: &World, function: &str) -> [f64; 3] {
    let all = world.desk.get("/_local/capacity").send().await.expect(200);
    ["roundTrips", "readUnits", "writeUnits"]
        .map(|name| all.at(&format!("/functions/{function}/{name}")).as_f64().unwrap_or(0.0))
}

async fn cost(world: &World, function: &str, request: impl Future<Output = Reply>) -> [f64; 3] {
    let before = used(world, function).await;
    let status = request.await.status;
    assert!(matches!(status, 200 | 201), "{status}");
    let after = used(world, function).await;
    [after[0] - before[0], after[1] - before[1], after[2] - before[2]]
}

#[tokio::test]
async fn regrouping_orders_costs_what_it_should() {
    let world = World::open().await;
    let whole = world.placed(&[("cs-coffee", 3)]).await;
    let items = json!([{"productId": "cs-coffee", "quantity": 1}]);
    let split = cost(&world, "split-order", world.split(&world.staff, &whole, items)).await;
    assert_eq!(split, [0.0, 0.0, 0.0], "split");
}

#[tokio::test]
async fn merging_costs_what_it_should() {
    let world = World::open().await;
    let one = world.placed(&[("cs-coffee", 3)]).await;
    let two = world.placed(&[("cs-soap", 1)]).await;
    let merged = cost(&world, "merge-orders", world.merge(&world.staff, &[&one, &two])).await;
    assert_eq!(merged, [0.0, 0.0, 0.0], "merge");
}

#[tokio::test]
async fn checking_out_costs_what_its_orders_do() {
    let world = World::open().await;
    let guest = cost(&world, "create-checkout", world.check_out(&three(GUEST))).await;
    assert_eq!(guest, [0.0, 0.0, 0.0], "three sellers");
}
