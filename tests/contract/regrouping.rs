//! Splitting, merging and checking out: a successful request for each route.

use docket_tests::{
    pickup,
    world::{
        BUYER,
        contract::{Everybody, phone},
    },
};
use serde_json::{Value, json};

use crate::{
    bodies::Route,
    fields::Field::{self, Line, List, Number, Object, Text},
};

const SPLIT: &[(&str, Field)] = &[
    ("/items", List),
    ("/items/0", Object(false)),
    ("/items/0/productId", Text(false)),
    ("/items/0/quantity", Number(1, 10_000)),
];
const MERGE: &[(&str, Field)] = &[("/orderIds", List), ("/orderIds/0", Text(false))];
const CHECKOUT: &[(&str, Field)] = &[
    ("/sellers", List),
    ("/sellers/0", Object(false)),
    ("/sellers/0/sellerId", Text(false)),
    ("/sellers/0/items", List),
    ("/sellers/0/items/0/productId", Text(false)),
    ("/sellers/0/items/0/quantity", Number(1, 10_000)),
    ("/sellers/0/fulfilment", Object(false)),
    ("/sellers/0/fulfilment/method", Text(false)),
    ("/sellers/0/menuType", Line(true)),
    ("/sellers/0/mealWindow", Line(true)),
    ("/sellers/0/vouchers", List),
    ("/sellers/0/notes", Text(true)),
    ("/sellers/0/priority", Text(true)),
    ("/customer", Object(false)),
    ("/customer/name", Line(false)),
    ("/customer/phone", Text(false)),
    ("/customer/email", Text(true)),
];

/// A path and a body with which the route succeeds for an allowed caller.
pub async fn request(world: &Everybody, path: &str) -> (String, Value) {
    match path {
        "/api/checkouts" => (path.to_owned(), checkout()),
        "/api/orders/merge" => (path.to_owned(), merge(world).await),
        _ => (path.replace("{id}", &two_eggs(world).await), split()),
    }
}

/// The routes with a body, and the kinds of its fields.
pub async fn routes(world: &Everybody) -> Vec<Route> {
    let route = |path: String, body: Value, fields| Route {
        method: "POST",
        path,
        token: world.staff.clone(),
        body,
        fields,
        bodiless: false,
    };
    let mut full = checkout();
    full["sellers"][0]["menuType"] = json!("lunch");
    full["sellers"][0]["mealWindow"] = json!("noon");
    full["sellers"][0]["vouchers"] = json!([]);
    full["sellers"][0]["notes"] = json!("Ring twice");
    full["sellers"][0]["priority"] = json!("high");
    full["customer"]["email"] = json!("ada@example.com");
    vec![
        route(format!("/api/orders/{}/split", two_eggs(world).await), split(), SPLIT),
        route("/api/orders/merge".to_owned(), merge(world).await, MERGE),
        route("/api/checkouts".to_owned(), full, CHECKOUT),
    ]
}

/// A new order of the owner with two units, of which one can be split off.
async fn two_eggs(world: &Everybody) -> String {
    let body = pickup("green-valley", BUYER, &[("gv-eggs", 2)]);
    let placed = world.docket.post("/api/orders").bearer(&world.buyer).json(&body).send().await;
    placed.expect(201).text_at("/order/id")
}

fn split() -> Value {
    json!({"items": [{"productId": "gv-eggs", "quantity": 1}]})
}

async fn merge(world: &Everybody) -> Value {
    json!({"orderIds": [world.pending().await, world.pending().await]})
}

fn checkout() -> Value {
    let part = |seller: &str, product: &str| {
        json!({
            "sellerId": seller, "items": [{"productId": product, "quantity": 1}],
            "fulfilment": {"method": "pickup"},
        })
    };
    json!({
        "sellers": [part("green-valley", "gv-eggs"), part("corner-shop", "cs-coffee")],
        "customer": {"name": "Ada", "phone": phone()},
    })
}
