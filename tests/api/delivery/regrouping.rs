//! Adding orders to an existing batch, and removing them.

use serde_json::{Value, json};

use docket_tests::{
    Reply,
    world::{DRIVER, delivery::Dispatch},
};

async fn regroup(world: &Dispatch, batch: &str, body: &Value) -> Reply {
    world.change(&world.staff, batch, "orders", body).await
}

#[tokio::test]
async fn order_moves_from_one_batch_to_another() {
    let world = Dispatch::open().await;
    let orders = world.ready_orders(4).await;
    let (from, to) = (world.batch(&orders[..3]).await, world.batch(&orders[3..]).await);
    let left = regroup(&world, &from, &json!({"remove": [orders[1]]})).await.expect(200);
    // The order after it moves up in the sequence, so it changes too.
    assert_eq!(left.at("/ordersAffected"), 2);
    assert_eq!(left.at("/batch/orderIds"), json!([orders[0], orders[2]]));
    assert_eq!(left.at("/batch/orders/1/deliverySequence"), 2);
    let waiting = world.order(&orders[1]).await;
    assert_eq!((&waiting["status"], &waiting["batchId"]), (&json!("READY"), &Value::Null));
    let joined = regroup(&world, &to, &json!({"add": [orders[1]]})).await.expect(200);
    assert_eq!(joined.at("/ordersAffected"), 1);
    assert_eq!(joined.at("/batch/orderIds"), json!([orders[3], orders[1]]));
    assert_eq!(joined.at("/batch/version"), 2);
    let moved = world.order(&orders[1]).await;
    assert_eq!(
        (&moved["batchId"], &moved["driverId"], &moved["deliverySequence"]),
        (&json!(to), &json!(DRIVER), &json!(2))
    );
    // One request adds one order and removes another.
    let other = world.ready(None).await;
    let body = json!({"add": [other], "remove": [orders[3]]});
    let swapped = regroup(&world, &to, &body).await.expect(200);
    assert_eq!(swapped.at("/batch/orderIds"), json!([orders[1], other]));
    assert_eq!(world.pick_up(&world.driver, &to).await.expect(200).at("/ordersUpdated"), 2);
}

#[tokio::test]
async fn regrouping_changes_nothing_when_already_done() {
    let world = Dispatch::open().await;
    let orders = world.ready_orders(3).await;
    let batch = world.batch(&orders[..2]).await;
    let body = json!({"add": [orders[2]], "remove": [orders[0]]});
    let first = regroup(&world, &batch, &body).await.expect(200);
    let before = world.docket.table().await;
    let again = regroup(&world, &batch, &body).await.expect(200);
    assert_eq!(again.at("/ordersAffected"), 0);
    assert_eq!(again.at("/batch"), first.at("/batch"));
    world.docket.unchanged(&before).await;
}

#[tokio::test]
async fn regrouping_is_refused_naming_the_orders_that_cannot_move() {
    let world = Dispatch::open().await;
    let (north, south) = (world.ready(Some("north")).await, world.ready(Some("south")).await);
    let (fresh, ready) = (world.preparing(None).await, world.ready(None).await);
    let (kept, taken) = (world.ready(None).await, world.ready(None).await);
    let other = world.batch(std::slice::from_ref(&taken)).await;
    let batch = world.batch(&[fresh.clone(), kept.clone()]).await;
    let nobodys = "ORD-20261120-0000000000";
    for (body, status, code, place) in [
        (json!({}), 400, "invalid_request", "/add"),
        (json!({"add": [], "remove": []}), 400, "invalid_request", "/add"),
        (json!({"add": [ready, ready]}), 400, "invalid_request", "/add"),
        (json!({"add": [ready], "remove": [ready]}), 400, "invalid_request", "/add"),
        (json!({"add": vec![ready.clone(); 76]}), 400, "invalid_request", "/add"),
        (json!({"add": [ready, "ORD-1"]}), 400, "invalid_request", "/add/1"),
        (json!({"add": [ready, nobodys]}), 400, "invalid_request", "/add/1"),
        (json!({"add": [ready, north]}), 400, "invalid_request", "/add/1"),
        (json!({"remove": [nobodys]}), 400, "invalid_request", "/remove/0"),
        (json!({"remove": [fresh, kept]}), 400, "invalid_request", "/remove"),
        (json!({"add": [ready, taken]}), 409, "conflict: orders_in_another_batch", ""),
    ] {
        let refused = world.docket.refused(regroup(&world, &batch, &body), status, code).await;
        assert_eq!(refused.text_at("/errors/0/pointer"), place, "{body}");
        if status == 409 {
            assert_eq!(refused.at("/orderIds"), json!([taken]));
            assert_eq!(refused.at("/batchIds"), json!([other]));
        }
    }
    let add = json!({"add": [ready]});
    let driver = world.change(&world.driver, &batch, "orders", &add);
    world.docket.refused(driver, 403, "forbidden").await;
    let stale = world.docket.patch(&format!("/api/delivery/batches/{batch}/orders"));
    let stale = stale.bearer(&world.staff).header("if-match", "\"9\"");
    let stale = stale.json(&json!({"add": [ready]})).send();
    world.docket.refused(stale, 412, "precondition_failed").await;
    // A batch of another zone accepts only orders of that zone.
    let north_batch = world.batch(std::slice::from_ref(&north)).await;
    let add = json!({"add": [south]});
    world.docket.refused(regroup(&world, &north_batch, &add), 400, "invalid_request").await;
}

#[tokio::test]
async fn picked_up_order_cannot_leave_its_batch() {
    let world = Dispatch::open().await;
    let (orders, late) = (world.ready_orders(2).await, world.ready(None).await);
    let batch = world.batch(&orders).await;
    world.pick_up(&world.driver, &batch).await.expect(200);
    let add = json!({"add": [late]});
    world.docket.refused(regroup(&world, &batch, &add), 409, "conflict: picked_up").await;
    let remove = json!({"remove": [orders[0]]});
    let refused = regroup(&world, &batch, &remove);
    let refused = world.docket.refused(refused, 409, "conflict: orders_picked_up").await;
    assert_eq!(refused.at("/orderIds"), json!([orders[0]]));
    world.change(&world.driver, &batch, "complete", &json!({})).await.expect(200);
    world.docket.refused(regroup(&world, &batch, &add), 409, "conflict: batch_over").await;
}
