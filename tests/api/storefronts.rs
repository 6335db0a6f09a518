//! Storefronts: what sellers show to buyers, and when they accept no orders.

use docket_tests::{Docket, Person, Reply, pickup, world::kitchen::Kitchen};
use jiff::SignedDuration;
use serde_json::{Value, json};

const KITCHEN: &str = "/api/sellers/spice-kitchen";
const PHONE: &str = "+12025550142";

async fn set(docket: &Docket, token: &str, change: &Value) -> Reply {
    docket.patch(KITCHEN).bearer(token).json(change).send().await
}

fn delivered(phone: &str) -> Value {
    let mut order = pickup("spice-kitchen", phone, &[("sk-thali", 1)]);
    order["fulfilment"] = json!({
        "method": "delivery", "zoneId": "north",
        "address": {
            "line1": "1 Main St", "city": "Boston", "state": "MA", "postalCode": "02101",
            "country": "US",
        },
    });
    order
}

#[tokio::test]
async fn storefront_shows_its_settings_and_keeps_absent_fields() {
    let docket = Docket::open().await;
    let staff = docket.sign_in(Person::Kitchen).await;
    let address = json!({
        "line1": "1 Main St", "city": "Boston", "state": "MA", "postalCode": "02101",
        "country": "US",
    });
    let hours = json!([
        {"day": "friday", "opens": "17:00", "closes": "01:00"},
        {"day": "saturday", "opens": "11:00", "closes": "22:00"},
    ]);
    let until = docket.in_days(1);
    let body = json!({
        "description": "Home cooking.\nMade to order.", "phone": "+12025550113",
        "address": address, "methods": ["delivery", "pickup"], "hours": hours,
        "minimumOrder": 1500, "extraPrepMinutes": 15, "extraPrepUntil": until,
    });
    set(&docket, &staff, &body).await.expect(200);
    set(&docket, &staff, &json!({"name": "Spices"})).await.expect(200);
    let read = docket.get(KITCHEN).send().await.expect(200);
    for field in ["description", "phone", "address", "hours", "minimumOrder", "extraPrepMinutes"] {
        assert_eq!(read.at(&format!("/seller/{field}")), body[field], "{field}");
    }
    assert_eq!(read.at("/seller/methods"), json!(["pickup", "delivery"]));
    assert_eq!(read.text_at("/seller/extraPrepUntil"), until.replace('Z', ".000Z"));

    let nothing = json!({
        "description": null, "phone": null, "address": null, "methods": null, "hours": null,
        "minimumOrder": null, "pausedUntil": null, "extraPrepMinutes": null,
    });
    set(&docket, &staff, &nothing).await.expect(200);
    let read = docket.get(KITCHEN).send().await.expect(200);
    for (field, empty) in [
        ("description", Value::Null),
        ("phone", Value::Null),
        ("address", Value::Null),
        ("methods", json!(["pickup", "delivery", "shipping"])),
        ("hours", json!([])),
        ("minimumOrder", Value::Null),
        ("extraPrepMinutes", Value::Null),
        ("extraPrepUntil", Value::Null),
    ] {
        assert_eq!(read.at(&format!("/seller/{field}")), empty, "{field}");
    }
}

#[tokio::test]
async fn storefront_can_be_set_with_a_new_seller() {
    let docket = Docket::open().await;
    let admin = docket.sign_in(Person::Admin).await;
    let body = json!({
        "name": "Kiosk", "lifecycle": "shop", "currency": "USD", "timezone": "UTC",
        "description": "Sweets", "methods": ["shipping"], "minimumOrder": 100,
        "hours": [{"day": "monday", "opens": "00:00", "closes": "00:00"}],
    });
    let made = docket.post("/api/sellers").bearer(&admin).json(&body).send().await.expect(201);
    for field in ["description", "methods", "minimumOrder", "hours"] {
        assert_eq!(made.at(&format!("/seller/{field}")), body[field], "{field}");
    }
}

#[tokio::test]
async fn storefront_is_refused_with_every_pointer_when_invalid() {
    let docket = Docket::open().await;
    let staff = docket.sign_in(Person::Kitchen).await;
    let open = |day: &str, opens: &str, closes: &str| json!({"day": day, "opens": opens, "closes": closes});
    let (past, far) = (docket.in_days(-1), docket.in_days(367));
    let too_many: Vec<_> = (0..29)
        .map(|at| open("monday", &format!("{:02}:00", at % 24), &format!("{:02}:30", at % 24)))
        .collect();
    for (change, places) in [
        (json!({"description": "d".repeat(1_001), "phone": "12"}), vec!["/description", "/phone"]),
        (json!({"methods": []}), vec!["/methods"]),
        (json!({"methods": ["drone"]}), vec!["/methods/0"]),
        (
            json!({"address": {"line1": "1 Main St", "country": "Atlantis"}}),
            vec!["/address/country"],
        ),
        (
            json!({"address": {"line1": "1 Main St", "country": "US"}}),
            vec!["/address/city", "/address/postalCode", "/address/state"],
        ),
        (
            json!({"hours": [open("someday", "9:00", "25:00")]}),
            vec!["/hours/0/closes", "/hours/0/day", "/hours/0/opens"],
        ),
        (
            json!({"hours": [open("monday", "22:00", "02:00"), open("tuesday", "01:00", "03:00")]}),
            vec!["/hours/1"],
        ),
        (json!({"hours": too_many}), vec!["/hours"]),
        (json!({"minimumOrder": -1}), vec!["/minimumOrder"]),
        (json!({"pausedUntil": past}), vec!["/pausedUntil"]),
        (json!({"pausedUntil": far}), vec!["/pausedUntil"]),
        (json!({"extraPrepMinutes": 0}), vec!["/extraPrepMinutes"]),
        (json!({"extraPrepMinutes": 5, "extraPrepUntil": past}), vec!["/extraPrepUntil"]),
        (json!({"extraPrepUntil": docket.in_days(1)}), vec!["/extraPrepUntil"]),
    ] {
        let call = docket.patch(KITCHEN).bearer(&staff).json(&change).send();
        let refused = docket.refused(call, 400, "invalid_request").await;
        let errors = refused.at("/errors");
        let mut named: Vec<_> =
            errors.as_array().unwrap().iter().map(|it| it["pointer"].as_str().unwrap()).collect();
        named.sort_unstable();
        assert_eq!(named, places, "{change}");
    }
}

#[tokio::test]
async fn order_is_refused_below_the_minimum_or_with_a_method_not_offered() {
    let docket = Docket::open().await;
    let staff = docket.sign_in(Person::Kitchen).await;
    set(&docket, &staff, &json!({"methods": ["pickup"], "minimumOrder": 1351})).await.expect(200);
    let call = docket.post("/api/orders").json(&delivered(PHONE)).send();
    let refused = docket.refused(call, 400, "invalid_request").await;
    assert_eq!(refused.at("/errors/0/pointer"), "/fulfilment/method");
    let detail = "This seller does not offer delivery; it offers pickup.";
    assert_eq!(refused.at("/errors/0/detail"), detail);
    let cart = json!({
        "sellerId": "spice-kitchen", "items": [{"productId": "sk-thali", "quantity": 1}],
        "fulfilment": {"method": "delivery"},
    });
    let quoted = docket.post("/api/orders/quote").json(&cart).send().await;
    assert_eq!(quoted.problem(400, "invalid_request").at("/errors/0/detail"), detail);

    let one = pickup("spice-kitchen", PHONE, &[("sk-thali", 1)]);
    let refused =
        docket.refused(docket.post("/api/orders").json(&one).send(), 400, "invalid_request").await;
    assert_eq!(refused.at("/errors/0/pointer"), "/items");
    let detail = refused.text_at("/errors/0/detail");
    assert!(detail.contains("USD 13.51") && detail.contains("USD 13.50"), "{detail}");
    let checkout = json!({
        "sellers": [
            {"sellerId": "corner-shop", "items": [{"productId": "cs-soap", "quantity": 1}],
             "fulfilment": {"method": "pickup"}},
            {"sellerId": "spice-kitchen", "items": [{"productId": "sk-thali", "quantity": 1}],
             "fulfilment": {"method": "pickup"}},
        ],
        "customer": {"name": "Ada", "phone": PHONE},
    });
    let call = docket.post("/api/checkouts").json(&checkout).send();
    let refused = docket.refused(call, 400, "invalid_request").await;
    assert_eq!(refused.at("/errors/0/pointer"), "/sellers/1/items");
    let two = pickup("spice-kitchen", PHONE, &[("sk-thali", 1), ("sk-lassi", 1)]);
    docket.order(&two).await.expect(201);
}

#[tokio::test]
async fn update_below_the_minimum_is_for_staff_only() {
    let docket = Docket::open().await;
    let staff = docket.sign_in(Person::Kitchen).await;
    let buyer = docket.token(PHONE).await;
    set(&docket, &staff, &json!({"minimumOrder": 1351})).await.expect(200);
    let order = pickup("spice-kitchen", PHONE, &[("sk-thali", 1), ("sk-lassi", 1)]);
    let placed = docket.post("/api/orders").bearer(&buyer).json(&order).send().await.expect(201);
    let path = format!("/api/orders/{}", placed.text_at("/order/id"));
    let change = |by: &String, quantity: u32| {
        let items = json!({"items": [{"productId": "sk-thali", "quantity": quantity}]});
        docket.call("PUT", &path).bearer(by).json(&items).send()
    };
    let refused = docket.refused(change(&buyer, 1), 400, "invalid_request").await;
    assert_eq!(refused.at("/errors/0/pointer"), "/items");
    change(&buyer, 2).await.expect(200);
    change(&staff, 1).await.expect(200);
}

#[tokio::test]
async fn update_is_refused_with_a_method_not_offered() {
    let world = Kitchen::open().await;
    let id = world.placed().await;
    world.settings(json!({"methods": ["pickup"]})).await;
    let change = json!({"fulfilment": delivered(PHONE)["fulfilment"]});
    let path = format!("/api/orders/{id}");
    let reply = world.docket.call("PUT", &path).bearer(&world.staff).json(&change).send().await;
    let refused = reply.problem(400, "invalid_request");
    assert_eq!(refused.at("/errors/0/pointer"), "/fulfilment/method");
}

#[tokio::test]
async fn paused_seller_refuses_orders_until_the_pause_ends() {
    let docket = Docket::open().await;
    let staff = docket.sign_in(Person::Kitchen).await;
    let buyer = docket.token(PHONE).await;
    let order = pickup("spice-kitchen", PHONE, &[("sk-thali", 1)]);
    let kept = docket.post("/api/order-templates").bearer(&buyer).json(&order).send().await;
    let template = kept.expect(201).text_at("/template/id");
    let keyed = || docket.post("/api/orders").bearer(&buyer).key("once").json(&order).send();
    let placed = keyed().await.expect(201).text_at("/order/id");

    let until = docket.running.now() + SignedDuration::from_mins(30);
    let until = json!(docket_domain::moment_text(until));
    set(&docket, &staff, &json!({"pausedUntil": until})).await.expect(200);
    assert_eq!(docket.get(KITCHEN).send().await.expect(200).at("/seller/pausedUntil"), until);
    let checkout = json!({
        "sellers": [{"sellerId": "spice-kitchen", "fulfilment": {"method": "pickup"},
                     "items": [{"productId": "sk-thali", "quantity": 1}]}],
        "customer": {"name": "Ada", "phone": PHONE},
    });
    let from_template = format!("/api/order-templates/{template}/orders");
    for call in [
        docket.post("/api/orders").json(&order),
        docket.post("/api/orders").bearer(&staff).json(&order),
        docket.post("/api/checkouts").json(&checkout),
        docket.post(&from_template).bearer(&buyer),
    ] {
        let refused = docket.refused(call.send(), 409, "seller_paused").await;
        assert_eq!(refused.at("/pausedUntil"), until);
        assert!(refused.text_at("/detail").contains(until.as_str().unwrap()), "{}", refused.text);
    }
    // A repeat of an earlier order is answered, and a template can be saved.
    assert_eq!(keyed().await.expect(201).at("/order/id"), placed);
    docket.post("/api/order-templates").bearer(&buyer).json(&order).send().await.expect(201);
    let cart = json!({
        "sellerId": "spice-kitchen", "items": [{"productId": "sk-thali", "quantity": 1}],
        "fulfilment": {"method": "pickup"},
    });
    docket.post("/api/orders/quote").json(&cart).send().await.expect(200);

    docket.advance(SignedDuration::from_mins(30)).await;
    docket.order(&order).await.expect(201);
}

#[tokio::test]
async fn busy_kitchen_adds_extra_minutes_to_estimates_until_their_end() {
    let world = Kitchen::open().await;
    let until = world.docket.running.now() + SignedDuration::from_mins(10);
    let until = docket_domain::moment_text(until);
    let busy = json!({"prepTimeMinutes": 20, "extraPrepMinutes": 15, "extraPrepUntil": until});
    world.settings(busy).await;
    let accept = async |id: &str, body: Value| {
        let accepted = world.request_action(&world.staff, id, "accept", body).await.expect(200);
        accepted.at("/order/estimatedPrepTime")
    };
    let (timed, usual) = (world.placed().await, world.placed().await);
    assert_eq!(accept(&timed, json!({"estimatedPrepTime": 30})).await, 45);
    assert_eq!(accept(&usual, json!({})).await, 35);
    // A repeated request gets the first estimate.
    assert_eq!(accept(&timed, json!({"estimatedPrepTime": 30})).await, 45);
    let another = json!({"estimatedPrepTime": 31});
    let reply = world.request_action(&world.staff, &timed, "accept", another).await;
    reply.problem(400, "invalid_transition");

    // Accepting the order again after an override does not add the extra minutes twice.
    let admin = world.docket.sign_in(Person::Admin).await;
    let path = format!("/api/orders/admin/{usual}/status");
    let back = json!({"status": "PLACED"});
    world.docket.patch(&path).bearer(&admin).json(&back).send().await.expect(200);
    assert_eq!(accept(&usual, json!({})).await, 35);

    world.docket.advance(SignedDuration::from_mins(10)).await;
    let later = world.placed().await;
    assert_eq!(accept(&later, json!({"estimatedPrepTime": 30})).await, 30);
}
