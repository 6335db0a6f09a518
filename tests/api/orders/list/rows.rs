//! Rows: a short form of orders, which the index has without reading the orders.

use docket_domain::Order;
use docket_tests::{
    Docket, Person,
    generated_orders::{GeneratedOrders, SELLERS},
    pickup,
    world::kitchen::{Kitchen, delivered},
};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

/// The fields that a row has unchanged from its order.
fn common(order: &Value) -> Value {
    let at = |pointer: &str| order.pointer(pointer).cloned().unwrap_or_default();
    json!({
        "id": at("/id"), "orderNumber": at("/orderNumber"), "sellerId": at("/sellerId"),
        "version": at("/version"), "status": at("/status"), "phase": at("/phase"),
        "lifecycle": at("/lifecycle"), "placedAt": at("/placedAt"),
        "name": at("/customer/name"), "phone": at("/customer/phone"),
        "grandTotal": at("/grandTotal"), "currency": at("/currency"),
        "payment": at("/payment/status"), "amountDue": at("/payment/amountDue"),
        "method": at("/fulfilment/method"), "zone": at("/fulfilment/zone"),
        "requestedFor": at("/fulfilment/requestedFor"), "priority": at("/priority"),
        "mealWindow": at("/mealWindow"), "batchId": at("/batchId"), "driverId": at("/driverId"),
        "groupId": at("/groupId"),
    })
}

fn rows(reply: &docket_tests::Reply) -> Vec<Value> {
    reply.at("/orders").as_array().unwrap().clone()
}

#[tokio::test]
async fn rows_have_the_values_of_their_orders() {
    let generated = GeneratedOrders::open(320, SignedDuration::from_mins(2)).await;
    for ((seller, _), token) in SELLERS.iter().zip(&generated.staff) {
        let path = format!("/api/orders?sellerId={seller}");
        let row = generated.get(token, &format!("{path}&view=row&limit=500")).await.expect(200);
        let full = generated.get(token, &format!("{path}&view=full&limit=100")).await.expect(200);
        let (rows, full) = (rows(&row), rows(&full));
        assert!(full.len() > 60);
        assert_eq!(rows.len(), full.len());
        let own: Vec<&Order> =
            generated.orders.iter().filter(|order| order.seller.as_str() == *seller).collect();
        for ((row, order), known) in rows.iter().zip(&full).zip(&own) {
            assert_eq!(common(row), common(order));
            let items = order["items"].as_array().unwrap();
            let units: u64 = items.iter().map(|item| item["quantity"].as_u64().unwrap()).sum();
            assert_eq!(row["itemCount"], units);
            assert_eq!(row["slaBreached"], order["sla"]["breached"] == json!(true));
            if order["fulfilment"]["method"] == "delivery" {
                assert_eq!(row["promisedAt"], order["estimatedDeliveryTime"]);
            }
            let is_over = known.status.phase.is_closed();
            let target = [
                ("accept", &order["acceptance"]["dueAt"]),
                ("sla", &order["sla"]["dueAt"]),
                ("promise", &row["promisedAt"]),
            ];
            let target = target.into_iter().find(|(_, at)| !at.is_null() && !is_over);
            let target = target.map(|(kind, at)| json!({"kind": kind, "at": at}));
            assert_eq!(row["target"], target.unwrap_or_default());
        }
        assert!(rows.iter().any(|row| !row["mealWindow"].is_null()));
        assert!(rows.iter().any(|row| !row["batchId"].is_null()));
    }
}

#[tokio::test]
async fn rows_are_filtered_paged_and_exported_like_orders() {
    let generated = GeneratedOrders::open(360, SignedDuration::from_mins(2)).await;
    let (token, seller) = (&generated.staff[2], "spice-kitchen");
    let number = generated.orders.iter().find(|order| order.seller.as_str() == seller).unwrap().id;
    let day = generated.orders[180].placed_on;
    let wanted = generated.orders.iter().filter(|order| order.seller.as_str() == seller);
    let mut wanted: Vec<_> = wanted.filter_map(|order| order.fulfilment.requested_for).collect();
    wanted.sort_unstable();
    let (from, to) = (wanted[wanted.len() / 3], wanted[wanted.len() * 2 / 3]);
    for query in [
        String::new(),
        "&phase=open&phase=ready".to_owned(),
        "&status=DELIVERED&minAmount=1".to_owned(),
        "&mealWindow=lunch".to_owned(),
        "&q=ada".to_owned(),
        format!("&q={number}"),
        format!("&id={number}"),
        "&phone=%2B12025550161".to_owned(),
        format!("&dateFrom={day}&dateTo={day}"),
        format!("&requestedFrom={from}"),
        format!("&requestedFrom={from}&requestedTo={to}"),
        "&requestedTo=2020-01-01T00:00:00Z".to_owned(),
        "&sort=urgency&limit=100".to_owned(),
    ] {
        let path = format!("/api/orders?sellerId={seller}{query}");
        let is_paged = !query.contains("id=") && !query.contains("limit=");
        if is_paged {
            let rows = generated.walk(token, &format!("{path}&view=row"), 17).await;
            assert_eq!(rows, generated.walk(token, &path, 100).await, "{query}");
        } else {
            let ids = |reply| -> Vec<Value> {
                rows(&reply).into_iter().map(|row| row["id"].clone()).collect()
            };
            let full = ids(generated.get(token, &path).await.expect(200));
            let found = generated.get(token, &format!("{path}&view=row")).await.expect(200);
            assert_eq!(ids(found), full, "{query}");
        }
    }
    let table = generated.docket.get("/api/orders?view=row&limit=1000").bearer(token);
    let table = table.header("accept", "text/csv").send().await.expect(200);
    let lines = table.text.matches("\r\nORD-").count();
    let own = generated.orders.iter().filter(|order| order.seller.as_str() == seller).count();
    assert_eq!(lines, own);
    for (token, query, parameter) in [
        (token, "view=card", "view"),
        (token, "view=row&limit=501", "limit"),
        (token, "view=full&limit=101", "limit"),
        (&generated.admin, "view=row", "view"),
        (token, "requestedFrom=2026-11-20", "requestedFrom"),
        (
            token,
            "requestedFrom=2026-11-20T12:00:00Z&requestedTo=2026-11-20T11:00:00Z",
            "requestedTo",
        ),
    ] {
        let reply = generated.get(token, &format!("/api/orders?{query}")).await;
        let reply = reply.problem(400, "invalid_request");
        assert_eq!(reply.text_at("/errors/0/parameter"), parameter, "{query}");
    }
    let other = "/api/orders?view=row&sellerId=corner-shop";
    generated.get(token, other).await.problem(404, "not_found");
    generated.get(&generated.admin, other).await.expect(200);
}

/// An order whose stored row is missing, as after a write by an earlier release.
#[tokio::test]
async fn order_without_a_current_row_is_read_instead() {
    let docket = Docket::open().await;
    let staff = docket.sign_in(Person::Producer).await;
    let mut ids = Vec::new();
    for phone in ["+12025550171", "+12025550172", "+12025550173"] {
        let buyer = docket.token(phone).await;
        let body = pickup("green-valley", phone, &[("gv-honey", 1)]);
        let placed = docket.post("/api/orders").bearer(&buyer).json(&body).send().await.expect(201);
        ids.insert(0, placed.at("/order/id"));
    }
    let path = "/api/orders?view=row&phase=open";
    let read = async || rows(&docket.get(path).bearer(&staff).send().await.expect(200));
    let before = read().await;
    let listed: Vec<_> = before.iter().map(|row| row["id"].clone()).collect();
    assert_eq!(listed, ids);
    let key = |id: &Value| format!("O#{}", id.as_str().unwrap().rsplit('-').next().unwrap());
    let client = docket.running.client();
    let value = |text: &str| aws_sdk_dynamodb::types::AttributeValue::S(text.to_owned());
    let update = client.update_item().table_name(docket.running.table());
    let update = update.key("pk", value(&key(&ids[1]))).key("sk", value("O"));
    update.update_expression("REMOVE rw").send().await.unwrap();
    assert_eq!(read().await, before);
    let urgent = docket.get(&format!("{path}&sort=urgency&sellerId=green-valley")).bearer(&staff);
    assert_eq!(rows(&urgent.send().await.expect(200)).len(), 3);
    // The next change of the order writes its row again.
    docket.set_status(&staff, ids[1].as_str().unwrap(), "confirmed").await.expect(200);
    let row = docket.get("/api/orders?view=row&phase=accepted").bearer(&staff).send().await;
    assert_eq!(rows(&row.expect(200))[0]["id"], ids[1]);
}

#[tokio::test]
async fn row_has_the_next_step_and_the_promised_time() {
    let world = Kitchen::open().await;
    let targets = json!([{"status": "READY", "normal": 5}]);
    let settings = json!({
        "prepTimeMinutes": 25, "deliveryTimeMinutes": 15, "acceptWithinMinutes": 5,
        "slaTargets": targets,
    });
    world.settings(settings).await;
    let placed = world.place(&delivered()).await.expect(201);
    let id = placed.text_at("/order/id");
    let row = async || {
        let list = world.docket.get("/api/orders?view=row&limit=1").bearer(&world.staff);
        let row = list.send().await.expect(200).at("/orders/0");
        assert_eq!(row["id"], json!(id));
        row
    };
    let due = json!({"kind": "accept", "at": placed.at("/order/acceptance/dueAt")});
    let waiting = row().await;
    assert_eq!((&waiting["target"], &waiting["promisedAt"]), (&due, &Value::Null));
    assert_eq!(waiting["fulfilment"]["zone"]["id"], "north");
    assert_eq!((&waiting["itemCount"], &waiting["slaBreached"]), (&json!(2), &json!(false)));

    let accepted = world.request_action(&world.staff, &id, "accept", json!({})).await.expect(200);
    let promised = accepted.at("/order/estimatedDeliveryTime");
    let cooking = row().await;
    assert_eq!(cooking["promisedAt"], promised);
    let due = json!({"kind": "sla", "at": accepted.at("/order/sla/dueAt")});
    assert_eq!(cooking["target"], due);

    let ready = world.docket.set_status(&world.staff, &id, "READY").await.expect(200);
    let due = json!({"kind": "sla", "at": ready.at("/order/sla/dueAt")});
    assert_eq!(row().await["target"], due);
    world.docket.advance(SignedDuration::from_mins(5)).await;
    assert_eq!(row().await["slaBreached"], true);

    world.pay(&id, 500).await;
    let paid = row().await;
    assert_eq!(paid["payment"]["status"], "partly_paid");
    let total = paid["grandTotal"].as_u64().unwrap();
    assert_eq!(paid["payment"]["amountDue"], total - 500);
    // A pickup order is promised for its preparation. A closed order has no next step.
    let id = world.placed().await;
    let accepted = world.request_action(&world.staff, &id, "accept", json!({})).await.expect(200);
    let begun: Timestamp = accepted.text_at("/order/acceptedAt").parse().unwrap();
    let list = world.docket.get(&format!("/api/orders?view=row&id={id}")).bearer(&world.staff);
    let fetched = list.send().await.expect(200).at("/orders/0");
    let promised: Timestamp = fetched["promisedAt"].as_str().unwrap().parse().unwrap();
    assert_eq!(promised.duration_since(begun), SignedDuration::from_mins(25));
    world
        .request_action(&world.staff, &id, "cancel", json!({"reason": "no gas"}))
        .await
        .expect(200);
    let list = world.docket.get("/api/orders?view=row&phase=cancelled").bearer(&world.staff);
    assert_eq!(list.send().await.expect(200).at("/orders/0").get("target"), None);
}
