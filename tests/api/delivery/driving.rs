//! Picking up and delivering the orders of a batch.

use serde_json::{Value, json};

use docket_tests::world::delivery::{Dispatch, statuses};

const PICKED_UP: [&str; 6] =
    ["PLACED", "ACCEPTED", "PREPARING", "READY", "PICKED_UP", "OUT_FOR_DELIVERY"];

#[tokio::test]
async fn batch_of_sixty_orders_is_picked_up_and_delivered_at_once() {
    let world = Dispatch::open().await;
    let orders = world.ready_orders(60).await;
    let batch = world.batch(&orders).await;
    let picked = world.pick_up(&world.driver, &batch).await.expect(200);
    assert_eq!(picked.at("/ordersUpdated"), 60);
    assert_eq!(picked.at("/batch/status"), "PICKED_UP");
    assert!(picked.at("/batch/pickupTime").is_string());
    for id in &orders {
        assert_eq!(statuses(&world.order(id).await), PICKED_UP);
    }
    let done = world.change(&world.driver, &batch, "complete", &json!({})).await.expect(200);
    assert_eq!(done.at("/ordersDelivered"), 60);
    assert_eq!(done.at("/batch/status"), "COMPLETED");
    assert!(done.at("/batch/completedAt").is_string());
    for id in &orders {
        let order = world.order(id).await;
        assert_eq!(statuses(&order), [&PICKED_UP[..], &["DELIVERED"]].concat());
        assert!(order["deliveredAt"].is_string() && order["batchId"] == json!(batch));
    }
    world.docket.running.settle().await.unwrap();
    let events = world.docket.running.events();
    let delivered = events.iter().filter(|it| it.detail["order"]["status"] == "DELIVERED");
    assert_eq!(delivered.count(), 60);
    let of_batch = events.iter().filter(|event| event.detail_type == "BatchChanged");
    // The newest event is first.
    let statuses: Vec<_> = of_batch.map(|event| event.detail["batch"]["status"].clone()).collect();
    assert_eq!(statuses, ["COMPLETED", "PICKED_UP", "ASSIGNED"]);
}

#[tokio::test]
async fn pickup_names_or_leaves_orders_that_are_not_ready() {
    let world = Dispatch::open().await;
    let (late, ready) = (world.preparing(None).await, world.ready(None).await);
    let batch = world.batch(&[late.clone(), ready.clone()]).await;
    let refused = world
        .docket
        .refused(world.pick_up(&world.driver, &batch), 409, "conflict: orders_not_ready")
        .await;
    assert_eq!(refused.at("/orderIds"), json!([late]));
    let partial = json!({"partial": true});
    let slow = world.batch(&[world.preparing(None).await]).await;
    let none = world.change(&world.driver, &slow, "pickup", &partial);
    world.docket.refused(none, 409, "conflict: nothing_to_pick_up").await;
    let done = world.change(&world.driver, &batch, "pickup", &partial).await.expect(200);
    assert_eq!(done.at("/batch/orderIds"), json!([ready]));
    assert_eq!(done.at("/ordersUpdated"), 1);
    let order = world.order(&ready).await;
    assert_eq!((&order["deliverySequence"], statuses(&order).len()), (&json!(1), 6));
    let left = world.order(&late).await;
    assert_eq!((&left["status"], &left["batchId"]), (&json!("PREPARING"), &Value::Null));
    world.batch(&[late]).await;
    // A second request finds nothing to pick up, and changes nothing.
    let before = world.docket.table().await;
    let again = world.pick_up(&world.driver, &batch).await.expect(200);
    assert_eq!(again.at("/ordersUpdated"), 0);
    world.docket.unchanged(&before).await;
}

#[tokio::test]
async fn batch_is_in_progress_when_an_order_is_delivered_singly() {
    let world = Dispatch::open().await;
    let orders = world.ready_orders(3).await;
    let batch = world.batch(&orders).await;
    let status = async || world.read(&world.driver, &batch).await.expect(200).at("/batch/status");
    for (token, code, status) in
        [(&world.staff, "forbidden", 403), (&world.buyer, "forbidden", 403)]
    {
        world.docket.refused(world.step(token, &orders[0], "PICKED_UP"), status, code).await;
    }
    world
        .docket
        .refused(world.step(&world.driver, &orders[0], "READY"), 400, "invalid_status")
        .await;
    let early = world.step(&world.driver, &orders[0], "DELIVERED");
    world.docket.refused(early, 400, "invalid_transition").await;
    let first = world.step(&world.driver, &orders[0], "PICKED_UP").await.expect(200);
    assert_eq!(first.at("/order/status"), "OUT_FOR_DELIVERY");
    assert_eq!(status().await, "PICKED_UP");
    let nothing = json!({});
    let late = world.change(&world.staff, &batch, "cancel", &nothing);
    world.docket.refused(late, 409, "conflict: picked_up").await;
    // One request picks up the rest. A status change of the order itself delivers it too.
    assert_eq!(world.pick_up(&world.driver, &batch).await.expect(200).at("/ordersUpdated"), 2);
    world.docket.set_status(&world.driver, &orders[0], "DELIVERED").await.expect(200);
    assert_eq!(status().await, "IN_PROGRESS");
    world.step(&world.driver, &orders[1], "DELIVERED").await.expect(200);
    assert_eq!(status().await, "IN_PROGRESS");
    let done = world.change(&world.admin, &batch, "complete", &json!({})).await.expect(200);
    assert_eq!(done.at("/ordersDelivered"), 1);
}

#[tokio::test]
async fn completion_is_refused_naming_orders_that_cannot_be_delivered() {
    let world = Dispatch::open().await;
    let orders = world.ready_orders(3).await;
    let batch = world.batch(&orders).await;
    let nothing = json!({});
    let complete = || world.change(&world.driver, &batch, "complete", &nothing);
    world.docket.refused(complete(), 409, "conflict: not_picked_up").await;
    world.pick_up(&world.driver, &batch).await.expect(200);
    for (id, status) in [(&orders[0], "READY"), (&orders[1], "CANCELLED")] {
        let path = format!("/api/orders/admin/{id}/status");
        let body = json!({"status": status});
        world.docket.patch(&path).bearer(&world.admin).json(&body).send().await.expect(200);
    }
    let refused = world.docket.refused(complete(), 409, "conflict: orders_not_out").await;
    assert_eq!(refused.at("/orderIds"), json!([orders[0]]));
    // The next pickup takes this order, and leaves the cancelled order cancelled.
    assert_eq!(world.pick_up(&world.driver, &batch).await.expect(200).at("/ordersUpdated"), 1);
    assert_eq!(complete().await.expect(200).at("/ordersDelivered"), 2);
    assert_eq!(world.order(&orders[1]).await["status"], "CANCELLED");
    // After an override the order can go into another batch.
    let path = format!("/api/orders/admin/{}/status", orders[1]);
    let body = json!({"status": "READY"});
    world.docket.patch(&path).bearer(&world.admin).json(&body).send().await.expect(200);
    world.batch(&orders[1..2]).await;
}
