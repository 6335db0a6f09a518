//! Creating, reordering, reassigning and cancelling batches.

use serde_json::{Value, json};

use docket_tests::world::{
    BUYER, DRIVER,
    delivery::{Dispatch, statuses},
};

#[tokio::test]
async fn batch_is_answered_with_its_orders_and_each_order_names_it() {
    let world = Dispatch::open().await;
    let (one, two) = (world.ready(Some("north")).await, world.preparing(Some("north")).await);
    let body = json!({"orderIds": [one, two], "driverId": DRIVER, "zoneId": "north"});
    let made = world.create(&world.staff, &body).await.expect(201);
    let id = made.text_at("/batch/id");
    assert_eq!(made.header("location"), format!("/api/delivery/batches/{id}"));
    let now = made.at("/batch/createdAt");
    let day = now.as_str().unwrap()[..10].replace('-', "");
    let address = json!({
        "line1": "12 Harbour Street", "city": "Boston", "state": "MA",
        "postalCode": "02110", "country": "US",
    });
    let customer = world.order(&one).await["customer"].clone();
    assert_eq!((&customer["name"], &customer["phone"]), (&json!("Ada"), &json!(BUYER)));
    let expected = json!({
        "id": id,
        "batchNumber": format!("BTH-{day}-001"),
        "sellerId": "spice-kitchen",
        "seller": {"id": "spice-kitchen", "name": "Spice Kitchen"},
        "zoneId": "north",
        "zone": {"id": "north", "name": made.at("/batch/zone/name")},
        "driverId": DRIVER,
        "driver": {"id": DRIVER, "name": "Dan Wheeler"},
        "status": "ASSIGNED",
        "orderIds": [one, two],
        "orderCount": 2,
        "orders": [
            {"id": one, "orderNumber": one, "deliveryAddress": address, "customer": customer,
             "status": "READY", "deliveryProblem": null, "deliverySequence": 1},
            {"id": two, "orderNumber": two, "deliveryAddress": address, "customer": customer,
             "status": "PREPARING", "deliveryProblem": null, "deliverySequence": 2},
        ],
        "createdAt": now,
        "version": 1,
    });
    assert_eq!(made.at("/batch"), expected);
    assert_eq!(world.read(&world.driver, &id).await.expect(200).at("/batch"), expected);
    let order = world.order(&two).await;
    assert_eq!(
        (&order["batchId"], &order["driverId"], &order["deliverySequence"]),
        (&json!(id), &json!(DRIVER), &json!(2))
    );
    assert_eq!(statuses(&order), ["PLACED", "ACCEPTED", "PREPARING"]);
    // The second batch of the day, without a driver.
    let body = json!({"kitchenId": "spice-kitchen", "orderIds": [world.ready(None).await]});
    let pending = world.create(&world.admin, &body).await.expect(201);
    assert_eq!(pending.at("/batch/status"), "PENDING");
    assert_eq!(pending.at("/batch/batchNumber"), format!("BTH-{day}-002"));
    assert_eq!(pending.at("/batch/driver"), Value::Null);
    assert_eq!(pending.at("/batch/zoneId"), Value::Null);
}

#[tokio::test]
async fn batch_is_refused_naming_the_orders_that_cannot_join() {
    let world = Dispatch::open().await;
    let (north, south) = (world.ready(Some("north")).await, world.ready(Some("south")).await);
    let fresh = world.preparing(None).await;
    let taken = world.ready(None).await;
    world.batch(std::slice::from_ref(&taken)).await;
    let gone = world.ready(None).await;
    world.docket.set_status(&world.staff, &gone, "CANCELLED").await.expect(200);
    let many = vec![json!(fresh); 76];
    for (body, status, code, place) in [
        (json!({"orderIds": []}), 400, "invalid_request", "/orderIds"),
        (json!({"orderIds": many}), 400, "invalid_request", "/orderIds"),
        (json!({"orderIds": [fresh, fresh]}), 400, "invalid_request", "/orderIds"),
        (json!({"orderIds": [fresh, "ORD-1"]}), 400, "invalid_request", "/orderIds/1"),
        (json!({"orderIds": ["ORD-20261120-0000000000"]}), 400, "invalid_request", "/orderIds/0"),
        (json!({"orderIds": [north, south]}), 400, "invalid_request", "/orderIds/1"),
        (json!({"orderIds": [north], "zoneId": "south"}), 400, "invalid_request", "/orderIds/0"),
        (json!({"orderIds": [fresh], "driverId": "nobody"}), 400, "invalid_request", "/driverId"),
        (
            json!({"orderIds": [fresh], "driverId": "demo-spice-kitchen-seller"}),
            400,
            "invalid_request",
            "/driverId",
        ),
        (json!({"orderIds": [fresh, taken]}), 409, "conflict: orders_in_another_batch", ""),
        (json!({"orderIds": [fresh, gone]}), 409, "conflict: orders_not_waiting", ""),
        (json!({"orderIds": [fresh], "kitchenId": "corner-shop"}), 403, "forbidden", ""),
    ] {
        let reply = world.docket.refused(world.create(&world.staff, &body), status, code).await;
        assert_eq!(reply.text_at("/errors/0/pointer"), place, "{body}");
        if status == 409 {
            let named = if body["orderIds"][1] == json!(taken) { &taken } else { &gone };
            assert_eq!(reply.at("/orderIds"), json!([named]));
        }
    }
    let mine = json!({"orderIds": [fresh], "sellerId": "corner-shop"});
    let others = world.create(&world.other_staff, &mine);
    let reply = world.docket.refused(others, 400, "invalid_request").await;
    assert_eq!(reply.at("/errors/0/pointer"), "/orderIds/0");
}

#[tokio::test]
async fn batch_is_created_once_per_idempotency_key() {
    let world = Dispatch::open().await;
    let orders = world.ready_orders(1).await;
    let make = async |orders: &[String]| {
        let body = json!({"orderIds": orders});
        let call = world.docket.post("/api/delivery/batches").bearer(&world.staff).key("tour-1");
        call.json(&body).send().await
    };
    let first = make(&orders).await.expect(201);
    let again = make(&orders).await.expect(201);
    assert_eq!(again.header("idempotent-replayed"), "true");
    assert_eq!(again.at("/batch"), first.at("/batch"));
    let other = [world.ready(None).await];
    make(&other).await.problem(422, "idempotency_key_reused");
}

#[tokio::test]
async fn cancelled_batch_releases_its_orders() {
    let world = Dispatch::open().await;
    let (ready, preparing) = (world.ready(None).await, world.preparing(None).await);
    let batch = world.batch(&[ready.clone(), preparing.clone()]).await;
    let reason = json!({"reason": "Dan's van broke down."});
    world
        .docket
        .refused(world.change(&world.driver, &batch, "cancel", &reason), 403, "forbidden")
        .await;
    let done = world.change(&world.staff, &batch, "cancel", &reason).await.expect(200);
    assert_eq!(done.at("/ordersAffected"), 2);
    assert_eq!(done.at("/batch/status"), "CANCELLED");
    assert_eq!(done.at("/batch/reason"), "Dan's van broke down.");
    for (id, status) in [(&ready, "READY"), (&preparing, "PREPARING")] {
        let order = world.order(id).await;
        assert_eq!((&order["status"], &order["batchId"]), (&json!(status), &Value::Null));
        assert_eq!(order["driverId"], Value::Null);
    }
    let again = world.change(&world.staff, &batch, "cancel", &reason);
    world.docket.refused(again, 409, "conflict: batch_over").await;
    world.docket.refused(world.pick_up(&world.driver, &batch), 409, "conflict: batch_over").await;
    world.batch(&[preparing, ready]).await;
}

#[tokio::test]
async fn batch_is_delivered_in_the_last_set_sequence() {
    let world = Dispatch::open().await;
    let orders = world.ready_orders(3).await;
    let batch = world.batch(&orders).await;
    let place = |at: usize, sequence: u32| json!({"orderId": orders[at], "sequence": sequence});
    for wrong in [
        json!([place(0, 1), place(1, 2)]),
        json!([place(0, 1), place(1, 2), place(2, 2)]),
        json!([place(0, 1), place(1, 2), place(2, 4)]),
        json!([place(0, 0), place(1, 1), place(2, 2)]),
        json!([place(0, 1), place(0, 2), place(2, 3)]),
        json!([place(0, 1), place(1, 2), place(2, 3), place(2, 4)]),
    ] {
        let body = json!({"sequence": wrong});
        let request = world.change(&world.staff, &batch, "sequence", &body);
        world.docket.refused(request, 400, "invalid_request").await;
    }
    let body = json!({"sequence": [place(0, 3), place(1, 1), place(2, 2)]});
    let done = world.change(&world.driver, &batch, "sequence", &body).await.expect(200);
    assert_eq!(done.at("/batch/orderIds"), json!([orders[1], orders[2], orders[0]]));
    assert_eq!(done.at("/batch/orders/0/id"), json!(orders[1]));
    assert_eq!(world.order(&orders[0]).await["deliverySequence"], 3);
    assert_eq!(world.order(&orders[1]).await["deliverySequence"], 1);
}

#[tokio::test]
async fn batch_is_reassigned_with_its_orders() {
    let world = Dispatch::open().await;
    let orders = world.ready_orders(2).await;
    let (eve, token) = world.driver().await;
    let body = json!({"orderIds": orders});
    let batch = world.create(&world.staff, &body).await.expect(201).text_at("/batch/id");
    world.docket.refused(world.pick_up(&world.admin, &batch), 409, "conflict: no_driver").await;
    for wrong in ["demo-corner-shop-seller", "nobody", "no id!"] {
        let body = json!({"driverId": wrong});
        let request = world.change(&world.staff, &batch, "reassign", &body);
        let reply = world.docket.refused(request, 400, "invalid_request").await;
        assert_eq!(reply.at("/errors/0/pointer"), "/driverId");
    }
    for (driver, version) in [(DRIVER, 2), (eve.as_str(), 3)] {
        let body = json!({"driverId": driver});
        let done = world.change(&world.staff, &batch, "reassign", &body).await.expect(200);
        assert_eq!(done.at("/ordersAffected"), 2);
        assert_eq!(done.at("/batch/status"), "ASSIGNED");
        assert_eq!(done.at("/batch/driverId"), driver);
        assert_eq!(done.at("/batch/version"), version);
        assert_eq!(world.order(&orders[0]).await["driverId"], driver);
    }
    world.docket.refused(world.pick_up(&world.driver, &batch), 404, "not_found").await;
    world.pick_up(&token, &batch).await.expect(200);
}
