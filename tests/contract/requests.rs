//! A request to every route, with which the route succeeds for a caller who may call it.

use docket_tests::{
    Call,
    images::png,
    pickup,
    world::{
        BUYER, DRIVER,
        contract::{Everybody, phone, product},
    },
};
use jiff::SignedDuration;
use serde_json::{Value, json};

/// The id of a feed entry that is older than every entry of the tests.
const LONG_AGO: &str = "1767225600000#ORD-20260101-7ZK3M9QW2X:new";

/// A path and a body with which the route succeeds for an allowed caller.
pub async fn request(world: &Everybody, method: &str, path: &str) -> (String, Value) {
    let none = Value::Null;
    let of = |id: &str| path.replace("{id}", id);
    match path {
        "/api/changes" | "/api/members" | "/api/products" | "/api/vouchers" if method == "GET" => {
            (format!("{path}?sellerId=green-valley"), none)
        }
        "/api/changes" | "/api/notifications" => (format!("{path}?sellerId=green-valley"), none),
        "/api/unsubscribe/{token}" => (unsubscribe(world).await, none),
        "/api/auth/codes" => (path.to_owned(), json!({"phone": phone()})),
        "/api/auth/tokens" | "/api/auth/admin/login" => {
            let phone = phone();
            (path.to_owned(), world.docket.asked(&phone).await)
        }
        "/api/auth/tokens/refresh" => {
            let (id, phone) = world.unverified().await;
            let verified = world.docket.confirm(&id, &phone).await.expect(200);
            (path.to_owned(), json!({"refreshToken": verified.at("/refreshToken")}))
        }
        "/api/orders/{id}/verification" => {
            let (id, phone) = world.unverified().await;
            (of(&id), json!({"code": world.docket.code(&phone).await}))
        }
        "/api/orders/{id}/verification/resend" => {
            let (id, _) = world.unverified().await;
            world.docket.advance(SignedDuration::from_secs(31)).await;
            (of(&id), none)
        }
        "/api/members" => (path.to_owned(), member()),
        "/api/notifications/read" => (path.to_owned(), read()),
        "/api/preferences" if method == "PUT" => (path.to_owned(), preferences()),
        "/api/members/{id}" => (of("demo-green-valley-seller"), json!({"name": phone()})),
        "/api/auth/logout" | "/api/payments/webhook" => (path.to_owned(), json!({})),
        "/api/me/invitations/{id}/decline" | "/api/me/invitations/{id}/accept" => {
            (of(&invitation(world).await), none)
        }
        "/api/preferences/push" => push(method, path),
        "/api/lifecycles/{name}/{version}" => ("/api/lifecycles/kitchen/1".to_owned(), none),
        "/api/sellers" if method == "POST" => {
            let timezone = "America/New_York";
            let body = json!({
                "name": phone(), "lifecycle": "shop", "currency": "USD", "timezone": timezone,
            });
            (path.to_owned(), body)
        }
        "/api/sellers/{id}" if method == "GET" => (of("green-valley"), none),
        "/api/sellers/{id}" => (of("green-valley"), json!({"name": phone()})),
        "/api/products" => (path.to_owned(), product("green-valley")),
        "/api/products/{id}" => (of("gv-honey"), json!({"name": "Honey"})),
        "/api/vouchers" => (path.to_owned(), voucher()),
        "/api/vouchers/{id}" => {
            let made = world.docket.post("/api/vouchers").bearer(&world.admin).json(&voucher());
            let id = made.send().await.expect(201).text_at("/voucher/id");
            (of(&id), json!({"usesLeft": 1}))
        }
        "/api/products/{id}/image" if method == "PUT" => {
            (format!("{}?alt=A%20jar", of("gv-honey")), none)
        }
        "/api/products/{id}/image" | "/api/products/{id}/stock/changes" => (of("gv-honey"), none),
        "/api/products/{id}/stock" => (of("gv-honey"), json!({"change": 1, "reason": "found"})),
        "/api/orders" => (path.to_owned(), pickup("green-valley", &phone(), &[("gv-apples", 1)])),
        "/api/orders/quote" => (path.to_owned(), cart()),
        "/api/checkouts" | "/api/orders/{id}/split" | "/api/orders/merge" => {
            crate::regrouping::request(world, path).await
        }
        "/api/orders/customer/{phone}" => {
            (path.replace("{phone}", &BUYER.replace('+', "%2B")), none)
        }
        "/api/orders/{id}/payments"
        | "/api/orders/{id}/notes"
        | "/api/orders/{id}/estimate"
        | "/api/orders/{id}/status"
        | "/api/orders/admin/{id}/status"
        | "/api/orders/{id}/accept"
        | "/api/orders/{id}/reject"
        | "/api/orders/{id}/cancel"
        | "/api/orders/{id}/customer-cancel"
        | "/api/orders/{id}/admin-cancel" => change(world, path).await,
        "/api/orders/{id}" if method == "PUT" => {
            (of(&world.pending().await), json!({"notes": "Ring twice"}))
        }
        "/api/orders/bulk/status" => {
            let order = world.pending().await;
            (path.to_owned(), json!({"orderIds": [order], "status": "confirmed"}))
        }
        "/api/orders/{id}"
        | "/api/orders/{id}/track"
        | "/api/orders/{id}/statistics"
        | "/api/orders/{id}/admin"
        | "/api/orders/{id}/messages"
        | "/api/orders/{id}/history" => (of(&world.pending().await), none),
        path if crate::payments::has_request_for(path) => {
            crate::payments::request(world, method, path).await
        }
        path if path.starts_with("/api/order-templates") => templates(world, method, path).await,
        path if path.starts_with("/api/delivery/") => delivery(world, method, path).await,
        "$default" => ("/api/nothing".to_owned(), none),
        _ => (path.to_owned(), none),
    }
}

/// The call with its body: JSON, or an image file where the route takes one.
pub fn with_body(call: Call, path: &str, body: &Value) -> Call {
    match path {
        "/api/products/{id}/image" => call.image("image/png", &png(640, 480)),
        _ => call.json(body),
    }
}

/// A request that changes a newly placed order.
async fn change(world: &Everybody, path: &str) -> (String, Value) {
    let order = world.pending().await;
    let body = match path {
        "/api/orders/{id}/payments" => json!({"amount": 1, "method": "cash"}),
        "/api/orders/{id}/notes" => json!({"text": "Rang twice"}),
        "/api/orders/{id}/estimate" => {
            world.docket.set_status(&world.staff, &order, "confirmed").await.expect(200);
            json!({"promisedAt": world.docket.in_days(1), "reason": "The oven is full"})
        }
        "/api/orders/{id}/status" | "/api/orders/admin/{id}/status" => {
            json!({"status": "confirmed"})
        }
        "/api/orders/{id}/accept" => json!({"estimatedPrepTime": 20}),
        "/api/orders/{id}/reject" | "/api/orders/{id}/cancel" => json!({"reason": "sold out"}),
        _ => json!({"reason": "no more"}),
    };
    (path.replace("{id}", &order), body)
}

/// A request to a route of order templates, with a new template of the owner.
async fn templates(world: &Everybody, method: &str, path: &str) -> (String, Value) {
    if path == "/api/order-templates" && method == "GET" {
        return (format!("{path}?sellerId=green-valley"), Value::Null);
    }
    let template = pickup("green-valley", BUYER, &[("gv-eggs", 1)]);
    if path == "/api/order-templates" {
        return (path.to_owned(), template);
    }
    // The owner's other templates are deleted first: the number of templates is limited.
    let kept = world.docket.get("/api/order-templates").bearer(&world.buyer).send().await;
    for kept in kept.expect(200).at("/templates").as_array().unwrap() {
        let path = format!("/api/order-templates/{}", kept["id"].as_str().unwrap());
        world.docket.call("DELETE", &path).bearer(&world.buyer).send().await.expect(204);
    }
    let made = world.docket.post("/api/order-templates").bearer(&world.buyer).json(&template);
    let id = made.send().await.expect(201).text_at("/template/id");
    let body = if method == "PATCH" { json!({"name": "Breakfast"}) } else { Value::Null };
    (path.replace("{id}", &id), body)
}

/// A request to a route of deliveries, with a new batch of one order and the demo's driver.
async fn delivery(world: &Everybody, method: &str, path: &str) -> (String, Value) {
    if path.starts_with("/api/delivery/batches") && !path.contains('{') && method == "GET" {
        return (format!("{path}?kitchenId=spice-kitchen"), Value::Null);
    }
    let order = world.cooked().await;
    let plan = json!({"kitchenId": "spice-kitchen", "orderIds": [order], "driverId": DRIVER});
    if path == "/api/delivery/batches" {
        return (path.to_owned(), plan);
    }
    let made = world.docket.post("/api/delivery/batches").bearer(&world.admin).json(&plan);
    let batch = made.send().await.expect(201).text_at("/batch/id");
    let body = match path.rsplit('/').next() {
        Some("sequence") => json!({"sequence": [{"orderId": order, "sequence": 1}]}),
        Some("reassign") => json!({"driverId": DRIVER}),
        Some("orders") => json!({"add": [world.cooked().await]}),
        Some("status") => json!({"status": "PICKED_UP"}),
        Some(last @ ("complete" | "problems")) => {
            let pick_up = format!("/api/delivery/batches/{batch}/pickup");
            world.docket.patch(&pick_up).bearer(&world.admin).send().await.expect(200);
            if last == "problems" { json!({"kind": "nobody_there"}) } else { json!({}) }
        }
        _ => json!({}),
    };
    (path.replace("{batchId}", &batch).replace("{orderId}", &order), body)
}

/// The body of a quote.
fn cart() -> Value {
    json!({
        "sellerId": "green-valley", "items": [{"productId": "gv-apples", "quantity": 1}],
        "fulfilment": {"method": "pickup"},
    })
}

/// The body that adds a driver to a seller.
fn member() -> Value {
    json!({"name": "Dee", "phone": phone(), "role": "driver", "sellerId": "green-valley"})
}

/// The body that marks a seller's feed as read.
fn read() -> Value {
    json!({"upTo": LONG_AGO, "sellerId": "green-valley"})
}

/// A request that stores or deletes a browser's push subscription.
fn push(method: &str, path: &str) -> (String, Value) {
    if method == "PUT" {
        return (path.to_owned(), subscription());
    }
    let endpoint = "https%3A%2F%2Ffcm.googleapis.com%2Ffcm%2Fsend%2Fa";
    (format!("{path}?endpoint={endpoint}"), Value::Null)
}

/// A browser's subscription; the keys are those of RFC 8291, appendix A.
pub fn subscription() -> Value {
    json!({
        "endpoint": "https://fcm.googleapis.com/fcm/send/dxB3zq2kQx0:APA91bGy6n1Bv",
        "keys": {
            "p256dh": "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
            "auth": "BTBZMqHH6r4Tts7J_aSIgg",
        },
    })
}

/// The body of a buyer's message preferences.
fn preferences() -> Value {
    json!({"timezone": "Europe/Berlin", "groups": {"refund": ["email"]}})
}

/// The path with which a buyer unsubscribes from e-mails about received orders.
async fn unsubscribe(world: &Everybody) -> String {
    let email = "reader@example.com";
    if world.docket.notices(email).is_empty() {
        world.docket.order_with_email(&phone(), email).await;
    }
    world.docket.unsubscribe_path(&world.docket.notices(email)[0])
}

/// A voucher with an unused code.
fn voucher() -> Value {
    let code = phone().replace('+', "V");
    json!({"sellerId": "green-valley", "code": code, "percent": 5})
}

/// An invitation of the owner by a new seller: a seller can have one invitation of a person open.
async fn invitation(world: &Everybody) -> String {
    let seller = json!({
        "name": phone(), "lifecycle": "shop", "currency": "USD", "timezone": "America/New_York",
    });
    let made = world.docket.post("/api/sellers").bearer(&world.admin).json(&seller).send().await;
    let seller = made.expect(201).text_at("/seller/id");
    let body = json!({"name": "Dee", "phone": BUYER, "role": "driver", "sellerId": seller});
    let made = world.docket.post("/api/members").bearer(&world.admin).json(&body).send().await;
    made.expect(201).text_at("/member/id")
}
