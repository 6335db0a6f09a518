//! Payments and refunds: a successful request for each route.

use docket_tests::world::contract::Everybody;
use serde_json::{Value, json};

use crate::{
    bodies::Route,
    fields::Field::{self, Line, Number, Text},
};

const REFUND: &[(&str, Field)] = &[("/amount", Number(1, (1 << 53) - 1)), ("/reason", Text(false))];
const SETTLE: &[(&str, Field)] = &[("/reference", Line(true))];

/// Whether this module has the request for a route.
pub fn has_request_for(path: &str) -> bool {
    path.ends_with("/payment-intents") || path.contains("/refunds")
}

/// A path and a body with which the route succeeds for an allowed caller.
pub async fn request(world: &Everybody, method: &str, path: &str) -> (String, Value) {
    if path == "/api/checkouts/{groupId}/payment-intents" {
        return (path.replace("{groupId}", &checkout(world).await), Value::Null);
    }
    let order = world.pending().await;
    let path = path.replace("{id}", &order);
    if path.ends_with("/payment-intents") || method == "GET" {
        return (path, Value::Null);
    }
    pay(world, &order, 5).await;
    if !path.contains("{refundId}") {
        return (path, refund());
    }
    (
        path.replace("{refundId}", &refund_to_settle(world, &order, 1).await),
        json!({"reference": "till 2"}),
    )
}

/// The routes with a body, and the kinds of its fields.
pub async fn routes(world: &Everybody) -> Vec<Route> {
    let order = world.pending().await;
    pay(world, &order, 200).await;
    let asked = refund_to_settle(world, &order, 1).await;
    let route = |path: &str, body: Value, fields| Route {
        method: "POST",
        path: format!("/api/orders/{order}/refunds{path}"),
        token: world.staff.clone(),
        body,
        fields,
        bodiless: path.ends_with("/settle"),
    };
    vec![
        route("", refund(), REFUND),
        route(&format!("/{asked}/settle"), json!({"reference": "till 2"}), SETTLE),
    ]
}

fn refund() -> Value {
    json!({"amount": 1, "reason": "The lid was broken."})
}

async fn pay(world: &Everybody, order: &str, amount: u64) {
    let call = world.docket.post(&format!("/api/orders/{order}/payments")).bearer(&world.admin);
    call.json(&json!({"amount": amount, "method": "cash"})).send().await.expect(201);
}

/// Requests a refund that a person pays out, and returns its id.
async fn refund_to_settle(world: &Everybody, order: &str, amount: u64) -> String {
    let call = world.docket.post(&format!("/api/orders/{order}/refunds")).bearer(&world.admin);
    let body = json!({"amount": amount, "reason": "Too little."});
    let reply = call.json(&body).send().await.expect(201);
    reply.text_at("/order/payment/refunds/0/id")
}

/// Places a checkout of the owner and returns the id of its group.
async fn checkout(world: &Everybody) -> String {
    let part = |seller: &str, product: &str| {
        json!({
            "sellerId": seller, "items": [{"productId": product, "quantity": 1}],
            "fulfilment": {"method": "pickup"},
        })
    };
    let body = json!({
        "sellers": [part("green-valley", "gv-eggs"), part("corner-shop", "cs-coffee")],
        "customer": {"name": "Ada Guest", "phone": docket_tests::world::BUYER},
    });
    let call = world.docket.post("/api/checkouts").bearer(&world.buyer).json(&body);
    call.send().await.expect(201).text_at("/checkout/groupId")
}
