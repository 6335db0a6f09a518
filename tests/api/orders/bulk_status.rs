//! Changing the status of many orders in one request, with an outcome for each order.

use docket_tests::{
    Person, Reply, pickup,
    world::{
        BUYER,
        changes::{Farm, phone},
    },
};
use serde_json::{Value, json};

async fn bulk(world: &Farm, token: &str, orders: &[String], status: &str) -> Reply {
    let body = json!({"orderIds": orders, "status": status, "notes": "all of them"});
    world.docket.post("/api/orders/bulk/status").bearer_if(token).json(&body).send().await
}

async fn placed(world: &Farm, staff: &str, seller: &str, product: &str) -> String {
    let body = pickup(seller, &phone(), &[(product, 1)]);
    let placed = world.docket.post("/api/orders").bearer(staff).json(&body).send().await;
    placed.expect(201).text_at("/order/id")
}

fn counts(reply: &Reply) -> [u64; 3] {
    ["changed", "unchanged", "failed"].map(|name| reply.at(&format!("/{name}")).as_u64().unwrap())
}

fn outcomes(reply: &Reply) -> Vec<Value> {
    reply.at("/results").as_array().unwrap().clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn bulk_status_moves_90_of_100_orders_names_10_and_is_repeatable() {
    let world = Farm::open().await;
    let kitchen = world.docket.sign_in(Person::Kitchen).await;
    let mut orders = Vec::new();
    for at in 0..100 {
        let id = if at % 10 == 3 {
            // Five orders of another seller, and five on their way, which only drivers and
            // administrators can deliver.
            if at % 20 == 3 {
                placed(&world, &world.staff, "green-valley", "gv-honey").await
            } else {
                let id = placed(&world, &kitchen, "spice-kitchen", "sk-thali").await;
                world.docket.set_status(&kitchen, &id, "ACCEPTED").await.expect(200);
                world.docket.set_status(&kitchen, &id, "READY").await.expect(200);
                id
            }
        } else {
            let id = placed(&world, &kitchen, "spice-kitchen", "sk-thali").await;
            if at % 2 == 0 {
                world.docket.set_status(&kitchen, &id, "ACCEPTED").await.expect(200);
            }
            id
        };
        orders.push(id);
    }
    let road: Vec<String> = orders.iter().skip(13).step_by(20).cloned().collect();
    let moved = bulk(&world, &world.admin, &road, "DELIVERED").await.expect(200);
    assert_eq!(counts(&moved), [5, 0, 0], "{}", moved.text);
    // The repeated request finds the order in the requested status.
    assert_eq!(outcomes(&moved)[0]["status"], "DELIVERED");
    let again = bulk(&world, &world.admin, &road, "DELIVERED").await.expect(200);
    assert_eq!(counts(&again), [0, 5, 0], "{}", again.text);

    let reply = bulk(&world, &kitchen, &orders, "CANCELLED").await.expect(200);
    assert_eq!(counts(&reply), [90, 0, 10]);
    for (at, outcome) in outcomes(&reply).iter().enumerate() {
        assert_eq!(outcome["orderId"], json!(orders[at]), "in the order of the request");
        let expected = match at % 20 {
            3 => ("failed", json!("not_found")),
            13 => ("failed", json!("invalid_transition")),
            _ => ("changed", Value::Null),
        };
        assert_eq!((outcome["outcome"].as_str().unwrap(), outcome["code"].clone()), expected);
        assert_eq!(outcome["detail"].is_string(), expected.0 == "failed", "{outcome}");
        assert_eq!(outcome["status"].is_string(), expected.0 == "changed", "{outcome}");
    }
    assert_eq!(
        world.docket.available("sk-thali").await,
        500 - 5 - 50,
        "what is cooked is not put back"
    );
    let order = world.read(&json!({"id": orders[0]})).await;
    assert_eq!(order["cancellation"]["reason"], "all of them");

    let before = world.docket.table().await;
    let reply = bulk(&world, &kitchen, &orders, "CANCELLED").await.expect(200);
    assert_eq!(counts(&reply), [0, 90, 10]);
    world.docket.unchanged(&before).await;
}

#[tokio::test]
async fn bulk_status_names_forbidden_orders() {
    let world = Farm::open().await;
    let kitchen = world.docket.sign_in(Person::Kitchen).await;
    let id = placed(&world, &kitchen, "spice-kitchen", "sk-thali").await;
    for status in ["ACCEPTED", "READY"] {
        let reply = bulk(&world, &kitchen, std::slice::from_ref(&id), status).await.expect(200);
        assert_eq!(counts(&reply), [1, 0, 0], "{}", reply.text);
    }
    let before = world.docket.table().await;
    let reply = bulk(&world, &kitchen, &[id], "FAILED").await.expect(200);
    assert_eq!(outcomes(&reply)[0]["code"], "forbidden");
    world.docket.unchanged(&before).await;
}

#[tokio::test]
async fn bulk_status_counts_repeated_ids_once_and_reports_unknown_ids() {
    let world = Farm::open().await;
    let id = placed(&world, &world.staff, "green-valley", "gv-honey").await;
    let named = [id.clone(), "ORD-20261120-0000000000".into(), id.clone()];
    let reply = bulk(&world, &world.staff, &named, "confirmed").await.expect(200);
    assert_eq!(counts(&reply), [1, 0, 1]);
    let found: Vec<Value> = outcomes(&reply).iter().map(|it| it["code"].clone()).collect();
    assert_eq!(found, [Value::Null, json!("not_found")]);
    assert_eq!(world.read(&json!({"id": id})).await["version"], 2);
    let nonsense = [id.clone(), "nonsense".to_owned()];
    let refused = bulk(&world, &world.staff, &nonsense, "preparing");
    let reply = world.docket.refused(refused, 400, "invalid_request").await;
    assert_eq!(reply.at("/errors/0/pointer"), "/orderIds/1");
    let named = [id];
    let refused = bulk(&world, &world.staff, &named, "no such status");
    world.docket.refused(refused, 400, "invalid_status").await;
    let reply = bulk(&world, &world.staff, &named, "shipped").await.expect(200);
    assert_eq!(outcomes(&reply)[0]["code"], "invalid_status");
}

#[tokio::test]
async fn bulk_status_moves_orders_of_one_batch() {
    let world = Farm::open().await;
    let kitchen = world.docket.sign_in(Person::Kitchen).await;
    let mut orders = Vec::new();
    for _ in 0..8 {
        let mut body = pickup("spice-kitchen", BUYER, &[("sk-thali", 1)]);
        body["fulfilment"] = json!({"method": "delivery", "address": {
            "line1": "1 Old Road", "city": "Boston", "state": "MA",
            "postalCode": "02110", "country": "US",
        }});
        let order = world.placed_with_body(&body).await;
        orders.push(order["id"].as_str().unwrap().to_owned());
    }
    for status in ["ACCEPTED", "READY"] {
        bulk(&world, &kitchen, &orders, status).await.expect(200);
    }
    let batch = json!({"orderIds": orders, "driverId": "demo-spice-kitchen-driver"});
    let made =
        world.docket.post("/api/delivery/batches").bearer(&kitchen).json(&batch).send().await;
    made.expect(201);
    for status in ["PICKED_UP", "DELIVERED"] {
        let reply = bulk(&world, &world.admin, &orders, status).await.expect(200);
        assert_eq!(counts(&reply), [8, 0, 0], "{}", reply.text);
    }
}

#[tokio::test]
async fn bulk_status_is_refused_for_other_roles_and_invalid_lists() {
    let world = Farm::open().await;
    let id = placed(&world, &world.staff, "green-valley", "gv-honey").await;
    let one = [id];
    let driver = world.docket.sign_in(Person::Driver).await;
    for token in [&world.buyer, &driver] {
        world.docket.refused(bulk(&world, token, &one, "confirmed"), 403, "forbidden").await;
    }
    world.docket.refused(bulk(&world, "", &one, "confirmed"), 401, "unauthenticated").await;
    let many: Vec<String> = (0..101).map(|at| format!("ORD-20261120-{at:010}")).collect();
    for bad in [&[][..], &many] {
        let refused = bulk(&world, &world.staff, bad, "confirmed");
        let reply = world.docket.refused(refused, 400, "invalid_request").await;
        assert_eq!(reply.at("/errors/0/pointer"), "/orderIds");
    }
}
