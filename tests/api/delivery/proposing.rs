//! Proposals of batches that the kitchen can create now.

use docket_tests::{
    Reply,
    world::{DRIVER, delivery::Dispatch},
};
use serde_json::{Value, json};

const PATH: &str = "/api/delivery/batches/proposals";

async fn propose(world: &Dispatch, token: &str, query: &str) -> Reply {
    world.docket.get(&format!("{PATH}{query}")).bearer_if(token).send().await
}

/// The meal window, the zone and the orders of each proposal.
fn outline(reply: &Reply) -> Vec<Value> {
    let proposals = reply.at("/proposals");
    let outline = |it: &Value| json!([it["mealWindow"], it["zoneId"], it["orderIds"]]);
    proposals.as_array().unwrap().iter().map(outline).collect()
}

#[tokio::test]
async fn proposals_group_waiting_orders_by_meal_and_zone() {
    let world = Dispatch::open().await;
    let (lunch, dinner) = (json!({"mealWindow": "lunch"}), json!({"mealWindow": "dinner"}));
    let one = world.preparing_for(Some("north"), lunch.clone()).await;
    let two = world.preparing_for(Some("north"), lunch).await;
    let three = world.preparing_for(Some("south"), dinner).await;
    let four = world.ready(None).await;
    world.docket.set_status(&world.staff, &two, "READY").await.expect(200);
    // None of these orders can go into a batch.
    world.batch(&[world.ready(Some("north")).await]).await;
    let gone = world.ready(Some("north")).await;
    world.docket.set_status(&world.staff, &gone, "CANCELLED").await.expect(200);

    let before = world.docket.table().await;
    let all = propose(&world, &world.staff, "").await.expect(200);
    world.docket.unchanged(&before).await;
    let expected = [
        json!(["lunch", "north", [one, two]]),
        json!(["dinner", "south", [three]]),
        json!([null, null, [four]]),
    ];
    assert_eq!(outline(&all), expected);
    assert_eq!(all.at("/complete"), true);
    let stop = |id: &str, status: &str, place: u32, customer: &Value| {
        json!({
            "id": id, "orderNumber": id, "status": status, "deliveryProblem": null, "deliverySequence": place,
            "customer": customer, "deliveryAddress": {
                "line1": "12 Harbour Street", "city": "Boston", "state": "MA",
                "postalCode": "02110",
                "country": "US",
            },
        })
    };
    let customer = &world.order(&one).await["customer"];
    let first = json!({
        "sellerId": "spice-kitchen", "zoneId": "north", "mealWindow": "lunch",
        "orderIds": [one, two], "orderCount": 2, "readyCount": 1,
        "orders": [stop(&one, "PREPARING", 1, customer), stop(&two, "READY", 2, customer)],
    });
    assert_eq!(all.at("/proposals/0"), first);
    for (query, expected) in [
        ("?mealWindow=lunch", &expected[..1]),
        ("?mealWindow=dinner&zoneId=south", &expected[1..2]),
        ("?mealWindow=dinner&zoneId=north", &[]),
        ("?sellerId=spice-kitchen", &expected),
    ] {
        let found = propose(&world, &world.staff, query).await.expect(200);
        assert_eq!(outline(&found), expected, "{query}");
    }
    let single = propose(&world, &world.admin, "?kitchenId=spice-kitchen&maxOrders=1").await;
    assert_eq!(outline(&single.expect(200)).len(), 4);

    // The fields of a proposal are accepted by create-batch.
    let plan = json!({
        "sellerId": first["sellerId"], "zoneId": first["zoneId"], "orderIds": first["orderIds"],
        "driverId": DRIVER,
    });
    world.create(&world.staff, &plan).await.expect(201);
    let left = propose(&world, &world.staff, "").await.expect(200);
    assert_eq!(outline(&left), expected[1..]);
}

#[tokio::test]
async fn proposals_are_refused_for_callers_who_cannot_create_batches() {
    let world = Dispatch::open().await;
    for (token, query, status, code) in [
        ("", "", 401, "unauthenticated"),
        (&world.buyer, "", 403, "forbidden"),
        (&world.driver, "", 403, "forbidden"),
        (&world.other_staff, "?sellerId=spice-kitchen", 403, "forbidden"),
        (&world.admin, "", 400, "invalid_request"),
        (&world.staff, "?maxOrders=0", 400, "invalid_request"),
        (&world.staff, "?maxOrders=76", 400, "invalid_request"),
        (&world.staff, "?mealWindow=", 400, "invalid_request"),
        (&world.staff, "?zoneId=0.5", 400, "invalid_request"),
        (&world.staff, "?sellerId=spice-kitchen&kitchenId=other", 400, "invalid_request"),
    ] {
        propose(&world, token, query).await.problem(status, code);
    }
}

#[tokio::test]
async fn proposals_split_orders_that_exceed_one_batch() {
    let world = Dispatch::open().await;
    for _ in 0..3 {
        world.ready(None).await;
    }
    let found = propose(&world, &world.staff, "?maxOrders=2").await.expect(200);
    let sizes: Vec<_> = found
        .at("/proposals")
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["orderCount"].clone())
        .collect();
    assert_eq!((sizes, found.at("/complete")), (vec![json!(2), json!(1)], json!(true)));
}
