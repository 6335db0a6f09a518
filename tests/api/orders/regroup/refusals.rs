//! Splits and merges that are refused, without a change.

use docket_tests::{
    Person, Reply, pickup,
    world::{BUYER, OTHER, parts::Shop},
};
use serde_json::{Value, json};

fn one(product: &str) -> Value {
    json!([{"productId": product, "quantity": 1}])
}

#[tokio::test]
async fn split_and_merge_are_refused_for_other_callers() {
    let world = Shop::open().await;
    let id = world.placed(&[("cs-soap", 2)]).await;
    let other = world.placed(&[("cs-soap", 1)]).await;
    for (token, status, code) in [
        ("", 401, "unauthenticated"),
        (&world.buyer, 403, "forbidden"),
        (&world.other_staff, 404, "not_found"),
        (&world.driver, 404, "not_found"),
    ] {
        world.docket.refused(world.split(token, &id, one("cs-soap")), status, code).await;
        world.refused_merge(token, &[&id, &other], status, code).await;
    }
    let unknown = "ORD-20261120-0123456789";
    world
        .docket
        .refused(world.split(&world.admin, unknown, one("cs-soap")), 404, "not_found")
        .await;
    world.refused_merge(&world.admin, &[&id, unknown], 404, "not_found").await;
}

#[tokio::test]
async fn split_is_refused_for_no_lines_all_lines_or_more() {
    let world = Shop::open().await;
    let id = world.placed(&[("cs-soap", 2), ("cs-bread", 1)]).await;
    let item = |product: &str, quantity: u32| json!({"productId": product, "quantity": quantity});
    for (items, pointers) in [
        (json!([]), vec!["/items"]),
        (json!([item("cs-soap", 2), item("cs-bread", 1)]), vec!["/items"]),
        (json!([item("cs-soap", 3)]), vec!["/items/0/quantity"]),
        (json!([item("cs-soap", 0)]), vec!["/items/0/quantity"]),
        (json!([item("cs-bread", 1), item("cs-coffee", 1)]), vec!["/items/1"]),
        (
            json!([{"line": 2, "quantity": 1}, {"line": 9, "quantity": 1}]),
            vec!["/items/0", "/items/1"],
        ),
        (json!([item("cs-soap", 1), {"line": 0, "quantity": 1}]), vec!["/items/1"]),
        (json!([{"quantity": 1}]), vec!["/items/0"]),
        (json!([{"line": 0, "productId": "cs-soap", "quantity": 1}]), vec!["/items/0"]),
    ] {
        let reply = world.docket.refused(
            world.split(&world.staff, &id, items.clone()),
            400,
            "invalid_request",
        );
        let found: Vec<String> = reply
            .await
            .at("/errors")
            .as_array()
            .unwrap()
            .iter()
            .map(|it| it["pointer"].as_str().unwrap().to_owned())
            .collect();
        assert_eq!(found, pointers, "{items}");
    }
}

#[tokio::test]
async fn split_and_merge_are_refused_for_unverified_or_closed_orders() {
    let world = Shop::open().await;
    let fresh = world.placed(&[("cs-soap", 2)]).await;
    let waiting = pickup("corner-shop", BUYER, &[("cs-soap", 2)]);
    let waiting = world.docket.order(&waiting).await.expect(201).text_at("/order/id");
    let cancelled = world.placed(&[("cs-soap", 2)]).await;
    world.cancel(&cancelled).await.expect(200);
    let done = world.placed(&[("cs-soap", 2)]).await;
    for status in ["confirmed", "shipped", "delivered"] {
        world.docket.set_status(&world.staff, &done, status).await.expect(200);
    }
    let gone = world.placed(&[("cs-soap", 2)]).await;
    let into = world.placed(&[("cs-soap", 2)]).await;
    world.merge(&world.staff, &[&into, &gone]).await.expect(200);
    for (id, why) in [
        (&waiting, "the order waits to be confirmed.".to_owned()),
        (&cancelled, "the order is cancelled.".to_owned()),
        (&done, "the order is delivered.".to_owned()),
        (&gone, format!("the order was merged into {into}.")),
    ] {
        let refused = world.split(&world.staff, id, one("cs-soap"));
        let reply = world.docket.refused(refused, 409, "conflict: status_not_divisible").await;
        assert!(reply.text_at("/detail").ends_with(&why), "{}", reply.text);
        let reply = world
            .refused_merge(&world.staff, &[&fresh, id], 409, "conflict: status_not_mergeable")
            .await;
        assert!(reply.text_at("/detail").ends_with(&why), "{}", reply.text);
        assert_eq!(reply.at("/orderIds"), json!([id]));
    }
}

#[tokio::test]
async fn split_and_merge_are_refused_for_orders_in_a_batch() {
    let world = Shop::open().await;
    let mut body = pickup("spice-kitchen", BUYER, &[("sk-thali", 2)]);
    body["fulfilment"] = json!({"method": "delivery", "address": {
        "line1": "12 Harbour Street", "city": "Boston", "state": "MA",
        "postalCode": "02110", "country": "US",
    }});
    let (id, other) = (world.placed_order(&body).await, world.placed_order(&body).await);
    let kitchen = world.docket.sign_in(Person::Kitchen).await;
    for id in [&id, &other] {
        world.docket.set_status(&kitchen, id, "ACCEPTED").await.expect(200);
    }
    let batch = json!({"orderIds": [id]});
    let made = world.docket.post("/api/delivery/batches").bearer(&kitchen).json(&batch).send();
    let batch = made.await.expect(201).text_at("/batch/id");
    world
        .docket
        .refused(world.split(&kitchen, &id, one("sk-thali")), 409, "conflict: status_not_divisible")
        .await;
    world.refused_merge(&kitchen, &[&other, &id], 409, "conflict: status_not_mergeable").await;
    let path = format!("/api/delivery/batches/{batch}/cancel");
    world.docket.patch(&path).bearer(&kitchen).json(&json!({})).send().await.expect(200);
    world.split(&kitchen, &id, one("sk-thali")).await.expect(201);
}

#[tokio::test]
async fn merge_is_refused_for_orders_that_differ() {
    let world = Shop::open().await;
    let first = world.placed(&[("cs-soap", 1)]).await;
    let faults = |reply: Reply| -> Vec<String> {
        let errors = reply.at("/errors");
        let pointer = |it: &Value| it["pointer"].as_str().unwrap().to_owned();
        errors.as_array().unwrap().iter().map(pointer).collect()
    };
    // An order of another customer, placed by the shop.
    let body = pickup("corner-shop", OTHER, &[("cs-soap", 1)]);
    let stranger = world.docket.post("/api/orders").bearer(&world.staff).json(&body).send().await;
    let stranger = stranger.expect(201).text_at("/order/id");
    let mut body = pickup("corner-shop", BUYER, &[("cs-soap", 1)]);
    body["fulfilment"]["requestedFor"] = json!(world.docket.in_days(30));
    let later = world.placed_order(&body).await;
    for other in [&stranger, &later] {
        assert_eq!(
            faults(
                world.refused_merge(&world.staff, &[&first, other], 400, "invalid_request").await
            ),
            ["/orderIds/1"]
        );
    }
    let foreign = world.placed_order(&pickup("green-valley", BUYER, &[("gv-eggs", 1)])).await;
    assert_eq!(
        faults(world.refused_merge(&world.admin, &[&first, &foreign], 400, "mixed_sellers").await),
        ["/orderIds/1"]
    );
    let ahead = world.placed(&[("cs-soap", 1)]).await;
    world.docket.set_status(&world.staff, &ahead, "confirmed").await.expect(200);
    let reply =
        world.refused_merge(&world.staff, &[&first, &ahead], 409, "conflict: other_status").await;
    assert_eq!(reply.at("/orderIds"), json!([ahead]));
    for ids in [vec![&*first], vec![&first, &first], vec![], vec![&*first; 11]] {
        assert_eq!(
            faults(world.refused_merge(&world.staff, &ids, 400, "invalid_request").await),
            ["/orderIds"]
        );
    }
    assert_eq!(
        faults(world.refused_merge(&world.staff, &[&first, "ORD-1"], 400, "invalid_request").await),
        ["/orderIds/1"]
    );
}

#[tokio::test]
async fn merge_is_refused_beyond_the_limits_of_an_order() {
    let world = Shop::open().await;
    let salt = json!({"sellerId": "corner-shop", "name": "Salt", "price": 1, "stock": 30000});
    let salt = world.docket.add_product(&world.staff, &salt).await;
    let first = world.placed(&[(&salt, 6_000)]).await;
    let second = world.placed(&[(&salt, 6_000)]).await;
    world.refused_merge(&world.staff, &[&first, &second], 409, "conflict: too_large").await;
}

#[tokio::test]
async fn split_is_refused_after_twenty_splits() {
    let world = Shop::open().await;
    let id = world.placed(&[("cs-soap", 30)]).await;
    for _ in 0..20 {
        world.split(&world.staff, &id, one("cs-soap")).await.expect(201);
    }
    world
        .docket
        .refused(
            world.split(&world.staff, &id, one("cs-soap")),
            409,
            "conflict: status_not_divisible",
        )
        .await;
    assert_eq!(world.order(&id).await["items"][0]["quantity"], 10);
}

/// A caller who has read another version cannot split the order.
#[tokio::test]
async fn split_is_refused_when_if_match_is_stale() {
    let world = Shop::open().await;
    let id = world.placed(&[("cs-soap", 2)]).await;
    let path = format!("/api/orders/{id}/split");
    let split = |version: &str| {
        let call = world.docket.post(&path).bearer(&world.staff).header("if-match", version);
        call.json(&json!({"items": one("cs-soap")})).send()
    };
    world.docket.refused(split("\"7\""), 412, "precondition_failed").await;
    split("\"1\"").await.expect(201);
}
