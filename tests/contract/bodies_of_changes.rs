//! Accepted bodies of the routes that change orders, one order or many at once.

use serde_json::json;

use crate::{
    bodies::Route,
    fields::Field::{self, List, Number, Object, Text},
};
use docket_tests::world::contract::Everybody;

const UPDATE: &[(&str, Field)] = &[
    ("/items", List),
    ("/items/0", Object(false)),
    ("/items/0/productId", Text(false)),
    ("/items/0/quantity", Number(1, 10_000)),
    ("/fulfilment", Object(false)),
    ("/fulfilment/method", Text(false)),
    ("/fulfilment/requestedFor", Text(true)),
    ("/notes", Text(true)),
    ("/priority", Text(false)),
    ("/internalNotes", Text(true)),
];

const BULK: &[(&str, Field)] = &[
    ("/orderIds", List),
    ("/orderIds/0", Text(false)),
    ("/status", Text(false)),
    ("/notes", Text(true)),
    ("/reason", Text(true)),
];

pub async fn changes(world: &Everybody) -> Vec<Route> {
    let order = world.pending().await;
    let update = json!({
        "items": [{"productId": "gv-honey", "quantity": 2}],
        "fulfilment": {"method": "pickup", "requestedFor": world.docket.in_days(30)},
        "notes": "Ring twice", "priority": "high", "internalNotes": "Pays in coins",
    });
    let bulk = json!({"orderIds": [order], "status": "confirmed", "notes": "n", "reason": "r"});
    let route = |method, path: String, body, fields, partial| Route {
        method,
        path,
        token: world.staff.clone(),
        body,
        fields,
        bodiless: partial,
    };
    vec![
        route("PUT", format!("/api/orders/{order}"), update, UPDATE, true),
        route("POST", "/api/orders/bulk/status".to_owned(), bulk, BULK, false),
    ]
}
