//! The actions that an order allows lead to its end: handing over a pickup order, continuing after
//! an override, repeating a transition, and cancelling on the way.

use docket_domain::{Lifecycle, Phase};
use docket_tests::{
    Reply, Table, pickup,
    world::{BUYER, DRIVER, delivery::Dispatch},
};
use serde_json::{Value, json};

/// A pickup order of the kitchen that can be handed over.
async fn pickup_order(world: &Dispatch) -> String {
    let body = pickup("spice-kitchen", BUYER, &[("sk-thali", 1)]);
    let placed = world.docket.post("/api/orders").bearer(&world.buyer).json(&body).send().await;
    let id = placed.expect(201).text_at("/order/id");
    for status in ["ACCEPTED", "READY"] {
        world.docket.set_status(&world.staff, &id, status).await.expect(200);
    }
    id
}

async fn force(world: &Dispatch, id: &str, status: &str) {
    let path = format!("/api/orders/admin/{id}/status");
    let body = json!({"status": status, "reason": "by phone"});
    world.docket.patch(&path).bearer(&world.admin).json(&body).send().await.expect(200);
}

async fn cancel(world: &Dispatch, id: &str) -> Reply {
    let path = format!("/api/orders/{id}/admin-cancel");
    let body = json!({"reason": "The van broke down."});
    world.docket.patch(&path).bearer(&world.admin).json(&body).send().await
}

#[tokio::test]
async fn kitchen_hands_over_a_pickup_order_that_no_batch_accepts() {
    let world = Dispatch::open().await;
    let id = pickup_order(&world).await;
    let body = json!({"orderIds": [id], "driverId": DRIVER});
    let refused = world.create(&world.staff, &body).await.problem(400, "invalid_request");
    assert_eq!(refused.at("/errors/0/pointer"), "/orderIds/0");
    let refused = world.docket.set_status(&world.admin, &id, "PICKED_UP").await;
    let refused = refused.problem(400, "invalid_transition");
    assert!(refused.at("/allowed").as_array().unwrap().contains(&json!("DELIVERED")));
    let done = world.docket.set_status(&world.staff, &id, "DELIVERED").await.expect(200);
    assert_eq!(done.at("/order/phase"), "done");
    // The kitchen does not hand over an order that a driver delivers.
    let brought = world.ready(None).await;
    world
        .docket
        .set_status(&world.staff, &brought, "DELIVERED")
        .await
        .problem(400, "invalid_transition");
}

/// Follows the actions that staff, driver and buyer are allowed, except those that stop the order,
/// until none is left.
async fn follow_allowed_actions(world: &Dispatch, id: &str) -> Value {
    'steps: loop {
        for token in [&world.staff, &world.driver, &world.buyer] {
            let read = world.docket.read_order(token, id).await;
            if read.status == 404 {
                continue;
            }
            let order = read.expect(200).at("/order");
            for action in order["allowedActions"].as_array().unwrap() {
                let name = action["action"].as_str().unwrap();
                let to = action["status"].as_str().unwrap_or_default();
                let lifecycle = Lifecycle::newest("kitchen").unwrap();
                let stops = lifecycle.status(to).is_some_and(|it| it.phase.is_stopped());
                let body = match name {
                    "accept-order" => json!({}),
                    "update-order-status" if !stops => json!({"status": to}),
                    "verify-order" => json!({"code": world.docket.code(BUYER).await}),
                    _ => continue,
                };
                let (method, path) = (action["method"].as_str().unwrap(), action["path"].as_str());
                let call = world.docket.call(method, path.unwrap()).bearer(token).json(&body);
                call.send().await.expect(200);
                continue 'steps;
            }
        }
        return world.order(id).await;
    }
}

#[tokio::test]
async fn order_reaches_its_end_by_allowed_actions_after_any_override() {
    let world = Dispatch::open().await;
    let lifecycle = Lifecycle::newest("kitchen").unwrap();
    for status in lifecycle.statuses.iter().filter(|it| it.phase != Phase::Unverified) {
        for in_batch in [false, true] {
            let id = if in_batch { world.ready(None).await } else { pickup_order(&world).await };
            if in_batch {
                let batch = world.batch(std::slice::from_ref(&id)).await;
                world.pick_up(&world.driver, &batch).await.expect(200);
            }
            let now = world.order(&id).await["status"].clone();
            if now != status.name {
                force(&world, &id, status.name).await;
            }
            let end = follow_allowed_actions(&world, &id).await;
            let closed = status.phase.is_closed();
            let wanted = if closed { status.name } else { "DELIVERED" };
            assert_eq!(end["status"], wanted, "{}, in a batch: {in_batch}", status.name);
        }
    }
}

#[tokio::test]
async fn overridden_order_continues_in_its_batch_or_in_another() {
    let world = Dispatch::open().await;
    let orders = world.ready_orders(2).await;
    let batch = world.batch(&orders).await;
    world.pick_up(&world.driver, &batch).await.expect(200);
    force(&world, &orders[0], "PREPARING").await;
    let refused = world.change(&world.driver, &batch, "complete", &json!({})).await;
    refused.problem(409, "conflict: orders_not_out");
    assert_eq!(follow_allowed_actions(&world, &orders[0]).await["status"], "DELIVERED");
    world.change(&world.driver, &batch, "complete", &json!({})).await.expect(200);
    // After the batch is complete, the order can go into another batch.
    force(&world, &orders[1], "READY").await;
    let again = world.batch(&orders[1..]).await;
    world.pick_up(&world.driver, &again).await.expect(200);
    force(&world, &orders[1], "PICKED_UP").await;
    let out = world.step(&world.driver, &orders[1], "OUT_FOR_DELIVERY").await.expect(200);
    assert_eq!(out.at("/order/status"), "OUT_FOR_DELIVERY");
    world.change(&world.driver, &again, "complete", &json!({})).await.expect(200);
    // Only an administrator can move an order in a batch without a driver.
    let lonely = world.ready(None).await;
    world.create(&world.staff, &json!({"orderIds": [lonely]})).await.expect(201);
    let denied = world.order(&lonely).await["deniedActions"].clone();
    let denied = denied.as_array().unwrap().iter().find(|it| it["status"] == "PICKED_UP");
    assert_eq!(denied.unwrap()["code"], "conflict");
    world.step(&world.admin, &lonely, "PICKED_UP").await.problem(409, "conflict: no_driver");
    force(&world, &lonely, "OUT_FOR_DELIVERY").await;
    world.step(&world.admin, &lonely, "DELIVERED").await.expect(200);
}

#[tokio::test]
async fn repeated_transition_is_answered_without_a_change() {
    let world = Dispatch::open().await;
    let id = world.preparing(None).await;
    let same = async |reply: Reply, before: &Table| {
        let _ = reply.expect(200);
        world.docket.unchanged(before).await;
    };
    let before = world.docket.table().await;
    same(world.docket.set_status(&world.staff, &id, "ACCEPTED").await, &before).await;
    let accept = world.docket.patch(&format!("/api/orders/{id}/accept")).bearer(&world.staff);
    same(accept.json(&json!({})).send().await, &before).await;
    world.docket.set_status(&world.staff, &id, "READY").await.expect(200);
    let batch = world.batch(std::slice::from_ref(&id)).await;
    world.pick_up(&world.driver, &batch).await.expect(200);
    let before = world.docket.table().await;
    same(world.pick_up(&world.driver, &batch).await, &before).await;
    same(world.step(&world.driver, &id, "PICKED_UP").await, &before).await;
    same(world.step(&world.driver, &id, "OUT_FOR_DELIVERY").await, &before).await;
    same(world.docket.set_status(&world.driver, &id, "PICKED_UP").await, &before).await;
    // Only a caller who may make the transition gets the answer again.
    world.docket.set_status(&world.staff, &id, "PICKED_UP").await;
    world.step(&world.staff, &id, "PICKED_UP").await.problem(403, "forbidden");
    let other = world.driver().await.1;
    world.step(&other, &id, "PICKED_UP").await.problem(404, "not_found");
    world.step(&world.driver, &id, "DELIVERED").await.expect(200);
    world.change(&world.driver, &batch, "complete", &json!({})).await.expect(200);
    let before = world.docket.table().await;
    same(world.step(&world.driver, &id, "DELIVERED").await, &before).await;
    let again = world.change(&world.driver, &batch, "complete", &json!({})).await;
    assert_eq!(again.at("/ordersDelivered"), 0);
    same(again, &before).await;
}

#[tokio::test]
async fn administrator_cancels_an_order_on_its_way_and_the_batch_completes() {
    let world = Dispatch::open().await;
    for count in [2, 1] {
        let orders = world.ready_orders(count).await;
        let batch = world.batch(&orders).await;
        world.pick_up(&world.driver, &batch).await.expect(200);
        let cancelled = cancel(&world, &orders[0]).await.expect(200);
        assert_eq!(cancelled.at("/order/status"), "CANCELLED");
        assert_eq!(cancelled.at("/vouchersRestored"), 0);
        let done = world.change(&world.driver, &batch, "complete", &json!({})).await.expect(200);
        assert_eq!(done.at("/ordersDelivered"), count - 1);
        assert_eq!(done.at("/batch/status"), "COMPLETED");
        cancel(&world, &orders[0])
            .await
            .problem(409, "order_not_cancellable: status_not_cancellable");
    }
}

#[tokio::test]
async fn administrator_lists_batches_of_all_sellers_with_names_and_phones() {
    let world = Dispatch::open().await;
    let id = world.ready(Some("north")).await;
    let batch = world.batch(std::slice::from_ref(&id)).await;
    let path = "/api/delivery/batches?limit=1";
    let row = world.docket.get(path).bearer(&world.admin).send().await.expect(200).at("/batches/0");
    assert_eq!(row["id"], batch);
    assert_eq!(row["seller"], json!({"id": "spice-kitchen", "name": "Spice Kitchen"}));
    assert_eq!(row["zone"]["id"], "north");
    assert!(row["zone"]["name"].is_string(), "{row}");
    assert_eq!(row["driver"]["id"], DRIVER);
    assert!(row["driver"]["phone"].is_string(), "{row}");
    for (status, rows) in [("ASSIGNED", 1), ("PENDING", 0)] {
        let path = format!("/api/delivery/batches?status={status}");
        let page = world.docket.get(&path).bearer(&world.admin).send().await.expect(200);
        assert_eq!(page.at("/batches").as_array().unwrap().len(), rows);
    }
    // The driver's view has no phone of the driver and no name of a colleague.
    let own = world.read(&world.driver, &batch).await.expect(200);
    assert!(own.at("/batch/driver/phone").is_null());
    let tracked = |token: &str| {
        let path = format!("/api/orders/{id}/track");
        let call = world.docket.get(&path).bearer(token);
        async move { call.send().await.expect(200) }
    };
    let by_staff = tracked(&world.staff).await;
    assert!(by_staff.at("/driver/phone").is_string());
    assert_eq!(by_staff.at("/order/fulfilment/zone/id"), "north");
    assert_eq!(by_staff.at("/order/statusTimeline/0/updatedBy/name"), "Ada");
    assert!(by_staff.at("/order/statusTimeline/1/updatedBy/name").is_string());
    let by_buyer = tracked(&world.buyer).await;
    assert!(by_buyer.at("/driver/phone").is_null());
    assert!(by_buyer.at("/order/statusTimeline/1/updatedBy/name").is_null());
    assert_eq!(by_buyer.at("/order/statusTimeline/1/updatedBy/role"), "seller");
}
