//! The stock check: products that are out of stock or low.

use docket_tests::{Reply, world::changes::Farm};
use serde_json::{Value, json};

async fn check(world: &Farm, token: &str, query: &str) -> Reply {
    let path = format!("/api/orders/health/stock-check{query}");
    world.docket.running.settle().await.unwrap();
    world.docket.get(&path).bearer_if(token).send().await
}

/// The products that are out of stock, and those that are low.
fn named(reply: &Reply) -> [Vec<Value>; 2] {
    ["outOfStock", "lowStock"].map(|name| {
        let list = reply.at(&format!("/{name}"));
        list.as_array().unwrap().iter().map(|it| it["productId"].clone()).collect()
    })
}

#[tokio::test]
async fn stock_check_lists_products_that_are_out_and_low() {
    let world = Farm::open().await;
    let healthy = check(&world, &world.staff, "").await.expect(200);
    assert_eq!(healthy.at("/healthy"), true, "{}", healthy.text);
    assert!(healthy.at("/checkedAt").is_string());
    let low = world.product(30, &json!({"lowStockAt": 10, "stockBuckets": 3})).await;
    let out = world.product(3, &json!({})).await;
    let new = world.product(0, &json!({"lowStockAt": 5})).await;
    world.placed(&[(&low, 20), (&out, 3)]).await;
    let reply = check(&world, &world.staff, "").await.expect(200);
    assert_eq!((reply.at("/healthy"), reply.at("/more")), (json!(false), json!(false)));
    assert_eq!(named(&reply)[1], [json!(low)]);
    let mut gone = named(&reply)[0].clone();
    gone.sort_by_key(ToString::to_string);
    let mut expected = vec![json!(out), json!(new)];
    expected.sort_by_key(ToString::to_string);
    assert_eq!(gone, expected);
    assert_eq!(
        reply.at("/lowStock/0"),
        json!({
            "productId": low, "name": "Cider", "sellerId": "green-valley", "available": 10,
            "lowStockAt": 10,
        })
    );
    // An administrator sees the products of all sellers, or of one seller.
    let all = check(&world, &world.admin, "").await.expect(200);
    assert_eq!(named(&all), named(&reply));
    let other = check(&world, &world.admin, "?sellerId=corner-shop").await.expect(200);
    assert_eq!(other.at("/healthy"), true);
    assert_eq!(check(&world, &world.other_staff, "").await.expect(200).at("/healthy"), true);
    check(&world, &world.other_staff, "?sellerId=green-valley").await.problem(403, "forbidden");
    check(&world, &world.buyer, "").await.problem(403, "forbidden");
    check(&world, &world.admin, "?seller=x").await.problem(400, "invalid_request");
    // Restocking ends it.
    for product in [&low, &out, &new] {
        world.restock(product, 50).await.expect(200);
    }
    assert_eq!(check(&world, &world.staff, "").await.expect(200).at("/healthy"), true);
}

#[tokio::test]
async fn stock_check_uses_a_changed_limit_at_once() {
    let world = Farm::open().await;
    let product = world.product(30, &json!({"lowStockAt": 10})).await;
    let limit = async |limit: Value| {
        let patch = world.docket.patch(&format!("/api/products/{product}")).bearer(&world.staff);
        patch.json(&json!({"lowStockAt": limit})).send().await.expect(200);
        check(&world, &world.staff, "").await.expect(200).at("/healthy")
    };
    assert_eq!(limit(json!(30)).await, false);
    assert_eq!(limit(json!(29)).await, true);
    assert_eq!(limit(json!(31)).await, false);
    assert_eq!(limit(Value::Null).await, true);
    world.docket.running.settle().await.unwrap();
    let alerts =
        world.docket.running.events().into_iter().filter(|it| it.detail_type == "StockLow");
    assert_eq!(alerts.count(), 0, "who sets a limit knows what is there");
}

#[tokio::test]
async fn stock_check_has_a_constant_cost() {
    let world = Farm::open().await;
    let used = async || {
        let all = world.docket.get("/_local/capacity").send().await.expect(200);
        let field = |name: &str| all.at(&format!("/functions/check-stock/{name}")).as_f64();
        [field("roundTrips").unwrap_or(0.0), field("readUnits").unwrap_or(0.0)]
    };
    let cost = async || {
        check(&world, &world.admin, "").await.expect(200);
        let before = used().await;
        check(&world, &world.admin, "").await.expect(200);
        let after = used().await;
        [after[0] - before[0], after[1] - before[1]]
    };
    let none = cost().await;
    assert_eq!(none[0], 1.0, "nothing is low: one query");
    for _ in 0..30 {
        world.product(40, &json!({"lowStockAt": 5})).await;
    }
    assert_eq!(cost().await, none, "what is not low is not looked at");
    let product = world.product(0, &json!({})).await;
    world.restock(&product, 1).await.expect(200);
    world.restock(&product, -1).await.expect(200);
    assert_eq!(cost().await[0], 3.0, "the query, the products, their stock");
}
