//! Changing an order takes and returns stock, for all lines or none.

use docket_tests::{
    pickup,
    world::changes::{FARM, Farm, phone},
};
use serde_json::{Value, json};
use tokio::task::JoinSet;

/// The available, taken and returned quantities.
async fn stock(world: &Farm, product: &str) -> [u64; 3] {
    let product = world.docket.product(&world.staff, product).await;
    ["available", "taken", "returned"].map(|name| product["stock"][name].as_u64().unwrap())
}

#[tokio::test]
async fn update_names_every_short_line_and_changes_nothing() {
    for buckets in [1, 3] {
        let world = Farm::open().await;
        let few = json!({"stockBuckets": buckets});
        let (one, other) = (world.product(5, &few).await, world.product(9, &few).await);
        let order = world.placed(&[(&one, 3), ("gv-honey", 2), (&other, 1)]).await;
        let wish = [(&*one, 6), ("gv-honey", 1), (&*other, 10)];
        let refused = world.hold(&world.buyer, &order, &wish);
        let reply = world.docket.refused(refused, 409, "insufficient_stock").await;
        let mut issues: Vec<Value> = reply.at("/stockIssues").as_array().unwrap().clone();
        issues.sort_by_key(|issue| issue["requested"].as_u64());
        let shown = |at: usize| {
            let issue = &issues[at];
            (issue["productId"].clone(), issue["requested"].clone(), issue["available"].clone())
        };
        // The stock that the order has counts as available to it.
        assert_eq!(issues.len(), 2, "{issues:?}");
        assert_eq!(shown(0), (json!(one), json!(6), json!(5)));
        assert_eq!(shown(1), (json!(other), json!(10), json!(9)));
        // The named quantities can be ordered.
        let all = [(&*one, 5), (&*other, 9)];
        world.hold(&world.buyer, &order, &all).await.expect(200);
        assert_eq!(stock(&world, &one).await, [0, 5, 0]);
        assert_eq!(stock(&world, &other).await, [0, 9, 0]);
        assert_eq!(stock(&world, "gv-honey").await, [200, 2, 2]);
    }
}

#[tokio::test]
async fn update_returns_stock_to_its_items() {
    let world = Farm::open().await;
    let product = world.product(12, &json!({"stockBuckets": 4})).await;
    let order = world.placed(&[(&product, 2)]).await;
    for count in [11, 4, 9, 1, 12, 3] {
        world.hold(&world.buyer, &order, &[(&product, count)]).await.expect(200);
        assert_eq!(world.docket.available(&product).await, 12 - u64::from(count), "{count}");
    }
    let id = order["id"].as_str().unwrap();
    world.docket.set_status(&world.staff, id, "cancelled").await.expect(200);
    assert_eq!(world.docket.available(&product).await, 12);
    // Each stock item has its first quantity again.
    for item in world.docket.table().await.iter().filter(|it| it.contains(&format!("P#{product}#")))
    {
        assert!(item.contains(r#"("av", N("3"))"#), "{item}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn concurrent_updates_take_at_most_the_stock() {
    for buckets in [1, 4] {
        let world = std::sync::Arc::new(Farm::open().await);
        let product = world.product(60, &json!({"stockBuckets": buckets})).await;
        let mut orders = Vec::new();
        for _ in 0..20 {
            let body = pickup(FARM, &phone(), &[(&product, 1)]);
            let call = world.docket.post("/api/orders").bearer(&world.staff).json(&body);
            orders.push(call.send().await.expect(201).at("/order"));
        }
        let mut asked = JoinSet::new();
        for order in orders {
            let (world, product) = (world.clone(), product.clone());
            asked.spawn(async move {
                loop {
                    let reply = world.hold(&world.staff, &order, &[(&product, 5)]).await;
                    // A refusal because of contention is sent again.
                    if reply.status != 503 {
                        return reply.status;
                    }
                }
            });
        }
        let answers = asked.join_all().await;
        assert!(answers.iter().all(|status| matches!(status, 200 | 409)), "{answers:?}");
        let grown = u64::try_from(answers.iter().filter(|it| **it == 200).count()).unwrap();
        assert_eq!(grown, 10, "{buckets} buckets: {answers:?}");
        assert_eq!(stock(&world, &product).await, [0, 60, 0]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn concurrent_updates_and_cancellations_keep_stock_consistent() {
    let world = std::sync::Arc::new(Farm::open().await);
    let product = world.product(50, &json!({"stockBuckets": 2})).await;
    for round in 0..6 {
        let order = world.placed(&[(&product, 2)]).await;
        let mut asked = JoinSet::new();
        for count in [1, 4, 3] {
            let (world, order, product) = (world.clone(), order.clone(), product.clone());
            asked
                .spawn(async move { world.hold(&world.staff, &order, &[(&product, count)]).await });
        }
        let (cancelling, id) = (world.clone(), order["id"].as_str().unwrap().to_owned());
        asked.spawn(async move {
            cancelling.docket.set_status(&cancelling.staff, &id, "cancelled").await
        });
        let answers = asked.join_all().await;
        assert!(answers.iter().all(|it| matches!(it.status, 200 | 409)), "{round}: {answers:?}");
        let last = world.read(&order).await;
        let [available, taken, returned] = stock(&world, &product).await;
        assert_eq!(last["status"], "cancelled", "{round}");
        assert_eq!((available, taken), (50, returned), "{round}");
    }
}
