//! Accepted bodies of the routes that create and change order templates.

use serde_json::json;

use crate::{
    bodies::Route,
    fields::Field::{self, Flag, Line, List, Number, Object, Text},
};
use docket_tests::world::{BUYER, contract::Everybody};

const TEMPLATE: &[(&str, Field)] = &[
    ("/name", Line(true)),
    ("/sellerId", Text(false)),
    ("/items", List),
    ("/items/0", Object(false)),
    ("/items/0/productId", Text(false)),
    ("/items/0/quantity", Number(1, 10_000)),
    ("/customer", Object(false)),
    ("/customer/name", Line(false)),
    ("/customer/email", Text(true)),
    ("/fulfilment", Object(false)),
    ("/fulfilment/method", Text(false)),
    ("/notes", Text(true)),
    ("/priority", Text(true)),
    ("/vouchers", List),
    ("/schedule", Object(true)),
    ("/schedule/rrule", Text(true)),
    ("/schedule/timezone", Text(false)),
    ("/schedule/startsAt", Text(true)),
    ("/schedule/onShortage", Text(true)),
];
const TEMPLATE_CHANGE: &[(&str, Field)] = &[
    ("/name", Line(true)),
    ("/items", List),
    ("/items/0/quantity", Number(1, 10_000)),
    ("/customer", Object(false)),
    ("/fulfilment", Object(false)),
    ("/menuType", Line(true)),
    ("/mealWindow", Line(true)),
    ("/notes", Text(true)),
    ("/priority", Text(false)),
    ("/vouchers", List),
    ("/schedule", Object(true)),
    ("/schedule/cron", Text(true)),
    ("/paused", Flag),
];

/// The routes that create and change an order template.
pub async fn templates(world: &Everybody) -> Vec<Route> {
    let start = world.docket.running.now() + jiff::SignedDuration::from_hours(30 * 24);
    let start = start.strftime("%Y-%m-%dT08:00").to_string();
    let template = json!({
        "name": "Breakfast",
        "sellerId": "green-valley",
        "items": [{"productId": "gv-eggs", "quantity": 1}],
        "customer": {"name": "Ada", "phone": BUYER, "email": "ada@example.com"},
        "fulfilment": {"method": "pickup"},
        "notes": "Brown ones", "priority": "high", "vouchers": [],
        "schedule": {
            "rrule": "FREQ=WEEKLY", "timezone": "UTC", "startsAt": start,
            "onShortage": "stop",
        },
    });
    let made = world.docket.post("/api/order-templates").bearer(&world.buyer).json(&template);
    let made = made.send().await.expect(201).text_at("/template/id");
    let change = json!({
        "name": "Brunch",
        "items": [{"productId": "gv-eggs", "quantity": 2}],
        "customer": {"name": "Ada", "phone": BUYER},
        "fulfilment": {"method": "pickup"},
        "menuType": "brunch", "mealWindow": "late", "notes": "White ones", "priority": "low",
        "vouchers": [],
        "schedule": {"cron": "0 11 * * SUN", "timezone": "UTC"},
        "paused": true,
    });
    vec![
        Route {
            method: "POST",
            path: "/api/order-templates".to_owned(),
            token: world.buyer.clone(),
            body: template,
            fields: TEMPLATE,
            bodiless: false,
        },
        Route {
            method: "PATCH",
            path: format!("/api/order-templates/{made}"),
            token: world.buyer.clone(),
            body: change,
            fields: TEMPLATE_CHANGE,
            bodiless: true,
        },
    ]
}
