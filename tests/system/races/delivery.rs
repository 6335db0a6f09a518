//! Races for orders and batches: one request wins, and the other is refused with the reason.

use std::sync::Arc;

use docket_tests::{
    Reply,
    world::{
        DRIVER,
        delivery::{Dispatch, statuses},
    },
};
use serde_json::json;

/// How often each race is repeated.
const RACES: usize = 8;

/// The index of the request that succeeded. Asserts that the other was refused with its own
/// conflict.
fn winner(replies: [&Reply; 2], refusals: [&str; 2]) -> usize {
    let won: Vec<_> = (0..2).filter(|at| replies[*at].status < 300).collect();
    assert_eq!(won.len(), 1, "{} / {}", replies[0].text, replies[1].text);
    let lost = 1 - won[0];
    replies[lost].clone().problem(409, refusals[lost]);
    won[0]
}

#[tokio::test(flavor = "multi_thread")]
async fn order_joins_only_one_of_two_concurrent_batches() {
    let world = Arc::new(Dispatch::open().await);
    for _ in 0..RACES {
        let shared = world.ready(None).await;
        let make = |other: String| {
            let (world, shared) = (world.clone(), shared.clone());
            tokio::spawn(async move {
                let body = json!({"orderIds": [shared, other], "driverId": DRIVER});
                world.create(&world.staff, &body).await
            })
        };
        let others = world.ready_orders(2).await;
        let (one, two) = (make(others[0].clone()), make(others[1].clone()));
        let replies = [one.await.unwrap(), two.await.unwrap()];
        let won = winner([&replies[0], &replies[1]], ["conflict: orders_in_another_batch"; 2]);
        assert_eq!(replies[1 - won].at("/orderIds"), json!([shared]));
        let batch = replies[won].at("/batch/id");
        assert_eq!(world.order(&shared).await["batchId"], batch);
        assert_eq!(world.order(&others[won]).await["batchId"], batch);
        assert!(world.order(&others[1 - won]).await["batchId"].is_null());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn batch_is_picked_up_once_when_two_requests_race() {
    let world = Arc::new(Dispatch::open().await);
    for _ in 0..RACES {
        let orders = world.ready_orders(2).await;
        let batch = world.batch(&orders).await;
        let pick = |token: &str| {
            let (world, token, batch) = (world.clone(), token.to_owned(), batch.clone());
            tokio::spawn(async move { world.pick_up(&token, &batch).await })
        };
        let (one, two) = (pick(&world.driver), pick(&world.admin));
        // The second request succeeds and changes nothing.
        let mut updated: Vec<_> = [one.await.unwrap(), two.await.unwrap()]
            .map(|reply| reply.expect(200).at("/ordersUpdated").as_u64().unwrap())
            .to_vec();
        updated.sort_unstable();
        assert_eq!(updated, [0, 2]);
        for id in &orders {
            assert_eq!(statuses(&world.order(id).await).len(), 6);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn batch_is_either_picked_up_or_cancelled() {
    let world = Arc::new(Dispatch::open().await);
    for _ in 0..RACES {
        let orders = world.ready_orders(2).await;
        let batch = world.batch(&orders).await;
        let run = |token: &str, what: &'static str| {
            let (world, token, batch) = (world.clone(), token.to_owned(), batch.clone());
            tokio::spawn(async move { world.change(&token, &batch, what, &json!({})).await })
        };
        let (cancel, pick) = (run(&world.staff, "cancel"), run(&world.driver, "pickup"));
        let (cancel, pick) = (cancel.await.unwrap(), pick.await.unwrap());
        // A pickup after the cancellation does not move the batch's orders.
        let (status, driver) =
            match winner([&cancel, &pick], ["conflict: picked_up", "conflict: batch_over"]) {
                0 => ("READY", json!(null)),
                _ => ("OUT_FOR_DELIVERY", json!(DRIVER)),
            };
        for id in &orders {
            let order = world.order(id).await;
            assert_eq!((&order["status"], &order["driverId"]), (&json!(status), &driver));
        }
    }
}
