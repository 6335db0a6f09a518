//! Tests the demo orders and the people who can sign in.

use std::collections::{BTreeMap, BTreeSet};

use docket_local::Options;
use docket_tests::{Docket, Person};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

/// Starts Docket with the demo's orders.
async fn with_demo_orders() -> Docket {
    let docket = Docket::with(Options { demo_orders: true, ..Options::default() }).await;
    // Waits until the first orders are placed.
    assert_eq!(place_more(&docket, json!({"orders": 0})).await, 0);
    docket
}

async fn place_more(docket: &Docket, body: Value) -> u64 {
    let reply = docket.post("/_local/demo").json(&body).send().await.expect(200);
    reply.at("/placed").as_u64().unwrap()
}

async fn open_orders(docket: &Docket) -> BTreeMap<String, u64> {
    let sellers = docket.get("/_local/people").send().await.expect(200).at("/sellers");
    let open =
        |it: &Value| (it["id"].as_str().unwrap().to_owned(), it["openOrders"].as_u64().unwrap());
    sellers.as_array().unwrap().iter().map(open).collect()
}

/// The kitchen's orders, read as its staff.
async fn orders(docket: &Docket) -> Vec<Value> {
    let token = docket.sign_in(Person::Kitchen).await;
    let call = docket.get("/api/orders?sellerId=spice-kitchen&limit=100").bearer(&token);
    call.send().await.expect(200).at("/orders").as_array().unwrap().clone()
}

fn moment(value: &Value) -> Timestamp {
    value.as_str().unwrap().parse().unwrap()
}

#[tokio::test]
async fn first_start_places_orders_of_every_seller_in_all_phases() {
    let docket = with_demo_orders().await;
    let open = open_orders(&docket).await;
    let expected =
        [("corner-shop", 4), ("craft-market", 2), ("green-valley", 6), ("spice-kitchen", 12)];
    assert_eq!(open, expected.map(|(id, open)| (id.to_owned(), open)).into());
    let orders = orders(&docket).await;
    let all =
        |name: &str| orders.iter().map(|it| it[name].as_str().unwrap()).collect::<BTreeSet<_>>();
    let phases = ["done", "in_transit", "open", "ready", "rejected", "unverified", "working"];
    assert_eq!(all("phase"), phases.into());
    let paid = |it: &&Value| it["payment"]["status"] != "unpaid";
    assert!((2..orders.len()).contains(&orders.iter().filter(paid).count()));
    assert!(orders.iter().any(|it| !it["fulfilment"]["requestedFor"].is_null()));
    assert!(orders.iter().any(|it| it["charges"]["taxAmount"].as_u64() > Some(0)));
    let zones: BTreeSet<_> =
        orders.iter().filter_map(|it| it["fulfilment"]["zone"]["id"].as_str()).collect();
    assert_eq!(zones, ["north", "south"].into());
    // A driver is delivering one batch of two orders.
    let in_delivery = orders.iter().filter(|it| it["phase"] == "in_transit");
    let batches: Vec<_> = in_delivery.map(|it| it["batchId"].as_str().unwrap()).collect();
    assert_eq!((batches.len(), batches.iter().collect::<BTreeSet<_>>().len()), (2, 1));
}

#[tokio::test]
async fn first_orders_were_placed_in_the_hour_before_the_start() {
    let began = docket_tests::moment::start();
    let docket = with_demo_orders().await;
    let now = docket.running.now();
    let second = SignedDuration::from_secs(1);
    assert!(began <= now, "the clock did not catch up: {now} after {began}");
    let hour = (began - second * 3600, now - second * 60);
    let mut moments = BTreeSet::new();
    for order in orders(&docket).await {
        let placed = moment(&order["placedAt"]);
        assert!(hour.0 <= placed && placed <= hour.1, "{placed} is not before {now}");
        let timeline = order["statusTimeline"].as_array().unwrap();
        let times: Vec<_> = timeline.iter().map(|it| moment(&it["timestamp"])).collect();
        assert!(times.is_sorted(), "{times:?}");
        moments.insert(placed.as_second() / 60);
    }
    assert!(moments.len() >= 12, "placed in only {} different minutes", moments.len());
}

#[tokio::test]
async fn more_orders_are_placed_at_all_sellers_or_at_one() {
    let docket = with_demo_orders().await;
    let before = open_orders(&docket).await;
    assert_eq!(place_more(&docket, json!({"orders": 28})).await, 28);
    let all = open_orders(&docket).await;
    assert!(before.iter().all(|(id, open)| all[id] > *open), "{before:?} {all:?}");
    assert_eq!(place_more(&docket, json!({"orders": 9, "sellerId": "corner-shop"})).await, 9);
    let one = open_orders(&docket).await;
    for (id, open) in all {
        assert_eq!(one[&id] > open, id == "corner-shop", "{id}");
    }
    for body in [
        json!({}),
        json!({"orders": 501}),
        json!({"orders": -1}),
        json!({"orders": 1, "sellerId": "nobody"}),
        json!({"orders": 1, "seller": "corner-shop"}),
    ] {
        let before = docket.table().await;
        docket.post("/_local/demo").json(&body).send().await.expect(400);
        docket.unchanged(&before).await;
    }
}

#[tokio::test]
async fn every_listed_person_can_sign_in() {
    let docket = with_demo_orders().await;
    let people = docket.get("/_local/people").send().await.expect(200).at("/people");
    let mut roles = BTreeMap::new();
    for person in people.as_array().unwrap() {
        let role = person["role"].as_str().unwrap();
        let signed_in = docket.sign_in_reply(person["phone"].as_str().unwrap()).await;
        assert_eq!(signed_in.text_at("/role"), role, "{person}");
        assert_eq!(
            person["sellerName"].is_string(),
            matches!(role, "seller" | "driver"),
            "{person}"
        );
        *roles.entry(role.to_owned()).or_insert(0) += 1;
    }
    let expected = [("admin", 1), ("buyer", 3), ("driver", 1), ("seller", 4)];
    assert_eq!(roles, expected.map(|(role, count)| (role.to_owned(), count)).into());
}

#[tokio::test]
async fn demo_orders_are_placed_only_when_enabled() {
    let docket = Docket::open().await;
    assert!(open_orders(&docket).await.values().all(|open| *open == 0));
    let people = docket.get("/_local/people").send().await.expect(200).at("/people");
    assert!(people.as_array().unwrap().iter().all(|it| it["role"] != "buyer"), "{people}");
    docket.get("/api/products/sk-samosas").send().await.problem(404, "not_found");

    let bare = Docket::with(Options { demo: false, demo_orders: true, ..Options::default() }).await;
    let people = bare.get("/_local/people").send().await.expect(200);
    assert_eq!(people.at("/sellers"), json!([]));
    assert_eq!(people.at("/people").as_array().unwrap().len(), 1);
    bare.post("/_local/demo").json(&json!({"orders": 1})).send().await.expect(400);
}
