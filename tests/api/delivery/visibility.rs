//! Which batches and orders each caller sees.

use docket_tests::{
    Docket,
    world::{DRIVER, delivery::Dispatch},
};
use serde_json::{Value, json};

#[tokio::test]
async fn driver_sees_only_orders_of_own_batches() {
    let world = Dispatch::open().await;
    let (order, other) = (world.ready(None).await, world.ready(None).await);
    let (_, eve) = world.driver().await;
    let batch = world.batch(std::slice::from_ref(&order)).await;
    for (token, id, status) in [
        (&world.driver, &order, 200),
        (&world.driver, &other, 404),
        (&eve, &order, 404),
        (&world.other_staff, &order, 404),
        (&world.staff, &order, 200),
        (&world.buyer, &order, 200),
    ] {
        let read = world.docket.read_order(token, id).await;
        assert_eq!(read.status, status, "{}", read.text);
        let path = format!("/api/orders/{id}/track");
        let tracked = world.docket.get(&path).bearer(token).send().await;
        assert_eq!(tracked.status, status, "{}", tracked.text);
    }
    for (token, status) in [
        (&world.driver, 200),
        (&world.staff, 200),
        (&world.admin, 200),
        (&eve, 404),
        (&world.other_staff, 404),
        (&world.buyer, 404),
    ] {
        assert_eq!(world.read(token, &batch).await.status, status);
    }
    let nothing = json!({});
    for what in ["pickup", "complete", "cancel"] {
        let request = world.change(&eve, &batch, what, &nothing);
        world.docket.refused(request, 404, "not_found").await;
    }
    world.docket.refused(world.pick_up(&world.staff, &batch), 403, "forbidden").await;
    world.docket.refused(world.step(&eve, &order, "PICKED_UP"), 404, "not_found").await;
}

#[tokio::test]
async fn tracked_order_shows_its_driver_and_batch() {
    let world = Dispatch::open().await;
    let id = world.ready(None).await;
    let path = format!("/api/orders/{id}/track");
    let track = async |token: &str| world.docket.get(&path).bearer(token).send().await.expect(200);
    let before = track(&world.buyer).await;
    assert_eq!((before.at("/driver"), before.at("/batch")), (Value::Null, Value::Null));
    let batch = world.batch(std::slice::from_ref(&id)).await;
    let tracked = track(&world.buyer).await;
    assert_eq!(tracked.at("/driver"), json!({"id": DRIVER, "name": "Dan Wheeler"}));
    let number = world.read(&world.staff, &batch).await.at("/batch/batchNumber");
    let expected =
        json!({"id": batch, "batchNumber": number, "status": "ASSIGNED", "orderCount": 1});
    assert_eq!(tracked.at("/batch"), expected);
    assert_eq!(
        (tracked.at("/customer"), tracked.at("/order/customer")),
        (Value::Null, Value::Null)
    );
    assert_eq!(track(&world.staff).await.at("/customer/name"), "Ada");
    assert_eq!(track(&world.driver).await.at("/customer/name"), "Ada");
    assert_ne!(tracked.header("etag"), before.header("etag"));
}

#[tokio::test]
async fn tracked_order_on_its_way_shows_the_stops_before_it() {
    let world = Dispatch::open().await;
    let orders = world.ready_orders(3).await;
    let batch = world.batch(&orders).await;
    let track = async |id: &str| {
        let path = format!("/api/orders/{id}/track");
        world.docket.get(&path).bearer(&world.buyer).send().await.expect(200).json()
    };
    let seller = json!({
        "id": "spice-kitchen", "name": "Spice Kitchen", "timezone": "America/New_York",
        "phone": "+12025550113",
    });
    let waiting = track(&orders[1]).await;
    assert_eq!((&waiting["seller"], waiting.get("stopsBefore")), (&seller, None));
    world.pick_up(&world.driver, &batch).await.expect(200);
    for (at, id) in orders.iter().enumerate() {
        assert_eq!(track(id).await["stopsBefore"], at);
    }
    world.step(&world.driver, &orders[0], "DELIVERED").await.expect(200);
    assert_eq!(track(&orders[0]).await.get("stopsBefore"), None);
    assert_eq!(track(&orders[1]).await["stopsBefore"], 0);
    assert_eq!(track(&orders[2]).await["stopsBefore"], 1);
}

#[tokio::test]
async fn batch_list_is_filtered_by_its_query() {
    let docket = Docket::open().await;
    docket.within_a_day().await;
    let world = Dispatch::of(docket).await;
    let mut batches = Vec::new();
    for zone in [Some("north"), Some("south"), None] {
        let order = world.ready(zone).await;
        batches.push(world.batch(&[order]).await);
    }
    let pending = json!({"orderIds": [world.ready(None).await]});
    batches.push(world.create(&world.staff, &pending).await.expect(201).text_at("/batch/id"));
    world.pick_up(&world.driver, &batches[1]).await.expect(200);
    let list = async |token: &str, query: &str| {
        let path = format!("/api/delivery/batches{query}");
        world.docket.get(&path).bearer(token).send().await
    };
    let today = world.docket.today();
    for (token, query, expected) in [
        (&world.staff, String::new(), &[3, 2, 1, 0][..]),
        (&world.staff, "?status=PENDING".to_owned(), &[3]),
        (&world.staff, "?status=PICKED_UP&zoneId=south".to_owned(), &[1]),
        (&world.staff, "?status=PICKED_UP&status=PENDING".to_owned(), &[3, 1]),
        (&world.staff, "?zoneId=north".to_owned(), &[0]),
        (&world.staff, format!("?driverId={DRIVER}"), &[2, 1, 0]),
        (&world.staff, format!("?date={today}"), &[3, 2, 1, 0]),
        (&world.staff, "?date=2020-01-01".to_owned(), &[]),
        (&world.staff, "?date=2999-01-01".to_owned(), &[]),
        (&world.driver, String::new(), &[2, 1, 0]),
        (&world.driver, format!("?date={today}&kitchenId=spice-kitchen"), &[2, 1, 0]),
        (&world.admin, String::new(), &[3, 2, 1, 0]),
        (&world.admin, "?kitchenId=spice-kitchen".to_owned(), &[3, 2, 1, 0]),
        (&world.admin, format!("?driverId={DRIVER}&status=ASSIGNED"), &[2, 0]),
        (&world.other_staff, String::new(), &[]),
    ] {
        let rows = list(token, &query).await.expect(200).at("/batches");
        let ids: Vec<_> = rows.as_array().unwrap().iter().map(|row| row["id"].clone()).collect();
        let expected: Vec<_> = expected.iter().map(|at| json!(batches[*at])).collect();
        assert_eq!(ids, expected, "{query}");
    }
    let row = list(&world.driver, "").await.at("/batches/0");
    assert_eq!((&row["orderCount"], row.get("orders")), (&json!(1), None));
    for (token, query, status, code) in [
        (&world.staff, "?status=picked", 400, "invalid_request"),
        (&world.staff, "?status=PENDING&status=picked", 400, "invalid_request"),
        (&world.staff, "?date=today", 400, "invalid_request"),
        (&world.staff, "?from=2026-11-20", 400, "invalid_request"),
        (
            &world.staff,
            "?from=2026-11-20T12:00:01Z&to=2026-11-20T12:00:00Z",
            400,
            "invalid_request",
        ),
        (&world.staff, "?kitchenId=corner-shop", 403, "forbidden"),
        (&world.driver, "?driverId=somebody", 403, "forbidden"),
        (&world.buyer, "", 403, "forbidden"),
    ] {
        list(token, query).await.problem(status, code);
    }
    // Filtering by the moment of creation, both bounds included. Moments sort as texts.
    let rows = list(&world.staff, "").await.at("/batches").as_array().unwrap().clone();
    let created: Vec<_> = rows.iter().map(|row| row["createdAt"].as_str().unwrap()).collect();
    for (from, to) in [(created[2], created[1]), (created[3], created[3]), (created[1], created[0])]
    {
        for token in [&world.staff, &world.admin] {
            let query = format!("?date={today}&from={from}&to={to}&limit=2");
            let listed = list(token, &query).await.expect(200).at("/batches");
            let within =
                rows.iter().filter(|row| (from..=to).contains(&row["createdAt"].as_str().unwrap()));
            let within: Vec<_> = within.map(|row| &row["id"]).take(2).collect();
            let listed = listed.as_array().unwrap();
            assert_eq!(listed.iter().map(|row| &row["id"]).collect::<Vec<_>>(), within, "{query}");
        }
    }
    // Reads all pages.
    let mut seen = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = list(&world.staff, &format!("?limit=1{cursor}")).await.expect(200);
        seen.extend(page.at("/batches").as_array().unwrap().iter().map(|row| row["id"].clone()));
        match page.at("/pagination/nextCursor").as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    assert_eq!(seen, [3, 2, 1, 0].map(|at: usize| json!(batches[at])));
}
