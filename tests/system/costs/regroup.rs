//! Checks the cost of splitting, merging and checking out: sequential calls of the table, read
//! units, write units.

use docket_tests::{
    Reply,
    world::{
        OTHER,
        parts::{Shop, three},
    },
};
use serde_json::json;

async fn used(world: &Shop, function: &str) -> [f64; 3] {
    let all = world.docket.get("/_local/capacity").send().await.expect(200);
    ["roundTrips", "readUnits", "writeUnits"]
        .map(|name| all.at(&format!("/functions/{function}/{name}")).as_f64().unwrap_or(0.0))
}

async fn cost(world: &Shop, function: &str, request: impl Future<Output = Reply>) -> String {
    let before = used(world, function).await;
    let status = request.await.status;
    assert!(matches!(status, 200 | 201), "{status}");
    let after = used(world, function).await;
    let [calls, reads, writes] = [0, 1, 2].map(|at| after[at] - before[at]);
    format!("{calls} calls, {reads} RCU, {writes} WCU")
}

#[tokio::test]
async fn splitting_costs_its_budget() {
    let world = Shop::open().await;
    let whole = world.placed(&[("cs-coffee", 3)]).await;
    let items = json!([{"productId": "cs-coffee", "quantity": 1}]);
    let split = cost(&world, "split-order", world.split(&world.staff, &whole, items)).await;
    assert_eq!(split, "3 calls, 2 RCU, 8 WCU");
}

#[tokio::test]
async fn merging_costs_its_budget() {
    let world = Shop::open().await;
    let one = world.placed(&[("cs-coffee", 3)]).await;
    let two = world.placed(&[("cs-soap", 1)]).await;
    let merged = cost(&world, "merge-orders", world.merge(&world.staff, &[&one, &two])).await;
    assert_eq!(merged, "2 calls, 2 RCU, 7 WCU");
}

#[tokio::test]
async fn checkout_costs_its_budget() {
    let world = Shop::open().await;
    let guest = cost(&world, "create-checkout", world.check_out(&three(OTHER))).await;
    assert_eq!(guest, "2 calls, 7 RCU, 26 WCU");
}
